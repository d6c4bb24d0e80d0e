"""What the page costs: `python bench/page.py [--runs N] [LIBRARY]`.

The PDF stage of every document of a library (pages laid out, mended, justified, tagged and written) with all that it does, without
justification, and without tags, beside WeasyPrint alone on the same markup: all in one process, in turn, medians of processor seconds.
Then a long text, and what a justified line of it takes, to be widened and to be drawn.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from pdf import markup  # noqa: E402

from gbdoc.load import load  # noqa: E402
from gbdoc.model import Fonts  # noqa: E402
from gbdoc.pipeline import compile_library  # noqa: E402
from gbdoc.source import Sources  # noqa: E402
from gbdoc.write.html import load_templates, paper_style  # noqa: E402
from gbdoc.write.pdf import write_pdf  # noqa: E402
from gbdoc.write.pdf.engine import engine  # noqa: E402

TEMPLATES = load_templates(ROOT / "templates")
HEAD = '<!DOCTYPE html><html lang="zh-CN"><title>x</title><style>:root{--running-head:"x"}</style><body class="body">'
SENTENCE = "标准体系的框架应符合GB/T 13016的规定，单元网格的面积约为10 000 m²，“智慧城市”的各层（见第6章）之间互相约束；"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("library", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    stages(options.library, options.runs)
    lines(options.runs)


def measured(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


# --- stages ----------------------------------------------------------------------------------


def stages(library: Path, runs: int) -> None:
    with engine(Sources({}), Fonts(), ""):
        pass  # WeasyPrint is imported, and our fonts are found
    sources = load(library)
    documents = [done.resolved for done in compile_library(sources) if done.resolved]

    def ours() -> None:
        for document in documents:
            write_pdf(document, TEMPLATES, sources)

    with tempfile.TemporaryDirectory() as temporary:
        shutil.copytree(library / "content", Path(temporary, "content"))
        files = markup(load(Path(temporary)), Path(temporary))

        def bare() -> None:
            from weasyprint import HTML

            for file in files:
                HTML(file).write_pdf()

        variants: dict[str, Callable[[], float]] = {
            "ours": lambda: measured(ours),
            "without justification": lambda: unjustified(ours),
            "without tags": lambda: untagged(ours),
            "bare WeasyPrint": lambda: measured(bare),
        }
        times: dict[str, list[float]] = {name: [] for name in variants}
        for _ in range(runs):
            for name, run in variants.items():
                times[name].append(run())
    for name, taken in times.items():
        ratios = [one / other for one, other in zip(taken, times["bare WeasyPrint"], strict=True)]
        print(f"{name:22} {statistics.median(taken):6.2f} s, to bare {statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})")


def unjustified(run: Callable[[], None]) -> float:
    from gbdoc.write.pdf import segments

    with replaced(segments, "justify", lambda _: None):
        return measured(run)


def untagged(run: Callable[[], None]) -> float:
    from weasyprint import Document

    write = Document.write_pdf
    with replaced(Document, "write_pdf", lambda self, finisher, **_: write(self, finisher=finisher)):
        return measured(run)


@contextmanager
def replaced(place: Any, name: str, other: Any) -> Iterator[None]:
    before = getattr(place, name)
    setattr(place, name, other)
    try:
        yield
    finally:
        setattr(place, name, before)


# --- lines -----------------------------------------------------------------------------------


def lines(runs: int) -> None:
    body = "".join(f"<p>{SENTENCE * 6}</p>" for _ in range(150))
    widening, drawing = [], []
    for _ in range(runs):
        with engine(Sources({}), Fonts(), paper_style(TEMPLATES)) as press:
            from gbdoc.write.pdf import walk
            from gbdoc.write.pdf.justify import justify

            rendering = press.lay_out(HEAD + body)
            count = sum(line.resume_at is not None for page in rendering.pages for _, line in walk.lines(page))
            ragged = measured(rendering.write_pdf)
            widening.append(measured(lambda pages=rendering.pages: justify(pages)))
            drawing.append(measured(rendering.write_pdf) - ragged)
    one, other = (1000 * statistics.median(times) / count for times in (widening, drawing))
    print(f"a justified line: {one:.3f} ms to be widened, {other:.3f} ms more to be drawn ({count} lines)")


if __name__ == "__main__":
    main()
