"""How long checking takes, beside the HTML build of the same document: `python bench/check.py [--copies N]`.

The document is tests/sound/content/led-street-lights with its chapters and annexes repeated, every id with a number of its own;
six copies make some 300 printed pages. Both ways begin with the files in memory and are run in turn, medians of processor seconds.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from gbdoc.checking import check  # noqa: E402
from gbdoc.load import load  # noqa: E402
from gbdoc.pipeline import compile_library  # noqa: E402
from gbdoc.source import Sources  # noqa: E402
from gbdoc.write.html import load_templates, write_html  # noqa: E402

NAME = "led-street-lights"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--copies", type=int, default=6)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    sources = repeated(load(ROOT / "tests" / "sound"), options.copies)
    templates = load_templates(ROOT / "templates")

    def html() -> None:
        (standard,) = compile_library(sources)
        assert standard.resolved
        write_html(standard.resolved, templates, sources)

    ways: dict[str, Callable[[], object]] = {"html": html, "check": lambda: check(sources, [NAME])}
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(options.runs):
        for name, way in ways.items():
            start = time.process_time()
            way()
            took[name].append(time.process_time() - start)
    html_seconds, check_seconds = (statistics.median(took[name]) for name in ways)
    print(f"{options.copies} copies: HTML {html_seconds:.2f} s, check {check_seconds:.2f} s, ratio {check_seconds / html_seconds:.2f}")


def repeated(sources: Sources, copies: int) -> Sources:
    """The standard with its body and annexes several times over."""
    files = {path: data for path, data in sources.files.items() if path.startswith(f"{NAME}/") or "/" not in path}
    standard = files[f"{NAME}/standard.yaml"].decode()
    body = re.findall(r"^ *- (\w[\w-]*\.md)$", standard.split("annexes:")[0], re.MULTILINE)
    annexes = re.findall(r"\{file: ([\w-]+)\.md, kind: (\w+)\}", standard)
    more = [name for name in body if name != "scope.md"]
    for copy in range(2, copies + 1):
        for name in (*more, *(f"{annex}.md" for annex, _ in annexes)):
            text = files[f"{NAME}/{name}"].decode()
            files[f"{NAME}/{name.removesuffix('.md')}-{copy}.md"] = _renamed(text, copy).encode()
    listed = [f"  - {name.removesuffix('.md')}-{copy}.md\n" for copy in range(2, copies + 1) for name in more]
    added = [f"  - {{file: {annex}-{copy}.md, kind: {kind}}}\n" for copy in range(2, copies + 1) for annex, kind in annexes]
    standard = re.sub(r"(body:\n(?:  - .*\n)+)", lambda found: found[1] + "".join(listed), standard)
    standard = re.sub(r"(annexes:\n(?:  - .*\n)+)", lambda found: found[1] + "".join(added), standard)
    files[f"{NAME}/standard.yaml"] = standard.encode()
    return Sources(files)


def _renamed(text: str, copy: int) -> str:
    """A file with a number behind every id that it gives or refers to."""
    return re.sub(r"(\{#|\(#|\((?=eq-))([a-z0-9-]+)", rf"\g<1>\g<2>-{copy}", text)


if __name__ == "__main__":
    main()
