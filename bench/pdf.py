"""How long a full build takes, beside WeasyPrint alone on the same markup: `python bench/pdf.py [--runs N] [LIBRARY]`.

Ours is the whole command in one process, `build.py --force -j 1`: it reads, checks, writes HTML and a tagged PDF.
Theirs is `weasyprint.HTML(file).write_pdf()` with its defaults, given files that hold the very markup which we set, and our fonts.
Both are started anew for every run, in turn, and the medians of their processor seconds are compared.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from gbdoc.doctor import FONTS  # noqa: E402
from gbdoc.load import load  # noqa: E402
from gbdoc.pipeline import compile_library  # noqa: E402
from gbdoc.source import Sources  # noqa: E402
from gbdoc.write.formula import svg  # noqa: E402
from gbdoc.write.html import load_templates, paper_style, write_contents, write_segments  # noqa: E402

BARE = """
import sys, weasyprint
for name in sys.argv[1:]:
    weasyprint.HTML(name).write_pdf(name.replace(".html", ".bare.pdf"))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("library", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shutil.copytree(options.library / "content", folder / "content")
        files = markup(load(folder), folder)
        ours = [sys.executable, str(ROOT / "build.py"), "build", "-C", temporary, "-j", "1", "--force"]
        commands = {
            "ours": ours,
            "ours, HTML only": [*ours, "--format", "html"],
            "ours, two processes": [part if part != "1" else "2" for part in ours],
            "bare WeasyPrint": [sys.executable, "-c", BARE, *files],
        }
        times = {name: [] for name in commands}
        for _ in range(options.runs):
            for name, command in commands.items():
                times[name].append(measure(command))
    report(times)


def markup(sources: Sources, folder: Path) -> list[str]:
    """The markup of every document of a library as one file each, for WeasyPrint as it comes."""
    templates = load_templates(ROOT / "templates")
    faces = "".join(f'@font-face{{font-family:"{family}";src:url({(FONTS / file).as_uri()})}}' for family, file in fonts().items())
    files = []
    for done in compile_library(sources):
        if done.resolved is None:
            continue
        segments = list(write_segments(done.resolved, templates, svg))
        segments.insert(1, write_contents(done.resolved, templates, svg, {}))
        bodies = [re.sub(r".*<body[^>]*>|</body>.*", "", segment.html, flags=re.DOTALL) for segment in segments]
        sections = "".join(f'<div style="break-before:page">{embedded(body, sources)}</div>' for body in bodies)
        head = segments[0].html.partition("<body")[0]
        path = folder / f"{done.name}.html"
        path.write_text(f"{head}<style>{faces}{paper_style(templates)}</style><body>{sections}</body></html>", encoding="utf-8")
        files.append(str(path))
    return files


def fonts() -> dict[str, str]:
    return {f"GBDoc {path.stem.removeprefix('GBDoc').partition('-')[0]}": path.name for path in sorted(FONTS.glob("*.?tf"))}


def embedded(body: str, sources: Sources) -> str:
    """Markup whose drawings are in it."""
    return re.sub(r"content:([^\"]+\.svg)", lambda found: "data:image/svg+xml;base64," + b64encode(sources.files[found[1]]).decode(), body)


def measure(command: list[str]) -> tuple[float, float]:
    """The processor and wall seconds of a command."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    after, end = os.times(), time.perf_counter()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return used, end - start


def report(times: dict[str, list[tuple[float, float]]]) -> None:
    bare = times["bare WeasyPrint"]
    for name, runs in times.items():
        processor, wall = (statistics.median(column) for column in zip(*runs, strict=True))
        ratios = [run[0] / other[0] for run, other in zip(runs, bare, strict=True)]
        ratio = f"{statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"
        print(f"{name:20} {processor:6.2f} s processor, {wall:6.2f} s wall, ratio to bare {ratio}")


if __name__ == "__main__":
    main()
