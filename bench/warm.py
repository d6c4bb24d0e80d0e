"""How long a preview takes from a changed file to the new page: `python bench/warm.py [--runs N]`.

A paragraph is added to the longest Markdown file of a standard, ever another one; timed is reading the library from the disk, compiling
it and printing the page, as a build does it and then warm. Medians of seconds, and the longest. The large document is that of check.py.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from check import repeated  # noqa: E402

from gbdoc.load import load  # noqa: E402
from gbdoc.pipeline import compile_library  # noqa: E402
from gbdoc.source import Sources  # noqa: E402
from gbdoc.warm import Warm  # noqa: E402
from gbdoc.write.html import load_templates, write_html  # noqa: E402

TEMPLATES = load_templates(ROOT / "templates")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=20)
    options = parser.parse_args()
    for name, sources in (
        ("general-principles", load(ROOT)),
        ("urban-management", load(ROOT)),
        ("led-street-lights", repeated(load(ROOT / "tests" / "sound"), 6)),
    ):
        with tempfile.TemporaryDirectory() as folder:
            measure(name, sources, Path(folder), options.runs)


def measure(name: str, sources: Sources, library: Path, runs: int) -> None:
    for path, data in sources.files.items():
        (library / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (library / "content" / path).write_bytes(data)
    texts = [path for path in sources.files if path.startswith(f"{name}/") and path.endswith(".md")]
    longest = max(texts, key=lambda path: len(sources.files[path]))
    warm = Warm()
    cold_seconds = timed(lambda: cold(name, library), library / "content" / longest, min(runs, 5))
    again(warm, name, library)
    warm_seconds = timed(lambda: again(warm, name, library), library / "content" / longest, runs)
    assert cold(name, library) == again(warm, name, library)
    medians = [f"{statistics.median(took):.3f}" for took in (cold_seconds, warm_seconds)]
    print(f"{name}: cold {medians[0]} s, warm {medians[1]} s (longest {max(warm_seconds):.3f} s), {len(cold(name, library)) // 1000} kB")


def timed(make: Callable[[], object], file: Path, runs: int) -> list[float]:
    took = []
    for run in range(runs):
        start = time.perf_counter()
        with file.open("ab") as stream:
            stream.write(f"\n\n新增的第{run}段。\n".encode())
        make()
        took.append(time.perf_counter() - start)
    return took


def cold(name: str, library: Path) -> str:
    sources = load(library)
    resolved = next(standard.resolved for standard in compile_library(sources) if standard.name == name)
    assert resolved
    return write_html(resolved, TEMPLATES, sources)


def again(warm: Warm, name: str, library: Path) -> str:
    sources = load(library)
    resolved = next(standard.resolved for standard in warm.compile(sources) if standard.name == name)
    assert resolved
    return warm.html(resolved, TEMPLATES, sources)


if __name__ == "__main__":
    main()
