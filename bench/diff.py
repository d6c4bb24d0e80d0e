"""How long a redline takes, beside the HTML build of the same document: `python bench/diff.py [--copies N] [--share 0.1]`.

The document is the one of bench/check.py, of some 300 printed pages, with a tenth of its paragraphs edited, some taken out,
put in or moved. All ways begin with the files in memory and are run in turn: medians of processor seconds, and the peak of
the memory that Python holds while the JSON diff is made.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from check import repeated  # noqa: E402

from gbdoc.compare import Version, compare, redline  # noqa: E402
from gbdoc.load import load  # noqa: E402
from gbdoc.model import Paragraph, walk  # noqa: E402
from gbdoc.pipeline import compile_library  # noqa: E402
from gbdoc.source import Sources  # noqa: E402
from gbdoc.write.html import load_templates, write_html  # noqa: E402

_PROSE = re.compile(r"(?m)^((?: *(?:-|\d\.) )?)([\u4e00-\u9fff].*[。；：])$")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--copies", type=int, default=6)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--share", type=float, default=0.1)
    options = parser.parse_args()
    old = repeated(load(ROOT / "tests" / "sound"), options.copies)
    new = edited(old, options.share)
    templates = load_templates(ROOT / "templates")
    versions = version(old), version(new)

    def html() -> None:
        write_html(version(new).resolved, templates, new)

    ways: dict[str, Callable[[], object]] = {
        "HTML build": html,
        "JSON diff": lambda: compare(version(old), version(new)),
        "compare": lambda: compare(*versions),
        "compare and merge": lambda: redline(*versions),
    }
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(options.runs):
        for name, way in ways.items():
            start = time.process_time()
            way()
            took[name].append(time.process_time() - start)
    html_seconds = statistics.median(took["HTML build"])
    for name, seconds in took.items():
        print(f"{name:<18} {statistics.median(seconds):6.2f} s  {statistics.median(seconds) / html_seconds:5.2f} of the HTML build")
    units = sum(1 for _ in walk(versions[1].resolved.document, Paragraph))
    print(f"{units} paragraphs, changes: {len(compare(*versions).changes)}")
    print(f"peak memory of the JSON diff: {peak(ways['JSON diff']) / 2**20:.0f} MiB")


def version(sources: Sources) -> Version:
    (standard,) = compile_library(sources)
    assert standard.resolved
    return Version(standard.resolved, sources.files)


def edited(sources: Sources, share: float) -> Sources:
    """The sources with a share of the lines of prose changed: words, mostly; some lines go, come or move."""
    random = Random(1)
    files = {path: data.decode() if path.endswith(".md") else data for path, data in sources.files.items()}
    for path, text in files.items():
        if isinstance(text, str):
            files[path] = _PROSE.sub(lambda found: _edited(found, random) if random.random() < share else found[0], text)
    return Sources({path: text.encode() if isinstance(text, str) else text for path, text in files.items()})


def _edited(found: re.Match[str], random: Random) -> str:
    mark, line = found[1], found[2]
    kind = random.random()
    if kind < 0.05 and not mark:
        return ""
    if kind < 0.1 and not mark:
        return f"{line}\n\n巡查记录应在当日录入平台，保存时间不应少于5年。"
    place = random.randrange(len(line) - 1)
    plain = not set(line) & set("[]{}()$`*")
    return f"{mark}{line[:place]}{random.choice(('应', '数据', '不少于30', '和设备'))}{line[place + 2 :]}" if plain else found[0]


def peak(way: Callable[[], object]) -> int:
    tracemalloc.start()
    way()
    size = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return size


if __name__ == "__main__":
    main()
