"""How long a save takes to reach the screen: `python bench/preview.py [--saves N]`.

A paragraph of a draft is rewritten on the disk, ever another way; timed is from before the write to the changed page in Debian's Chromium,
medians of milliseconds. Then two hundred saves follow each other as fast as they are written: the page must end as the last of them,
and the server must not have grown. The large document is that of check.py, some 300 printed pages.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from check import repeated  # noqa: E402

from gbdoc.load import load  # noqa: E402
from gbdoc.source import Sources  # noqa: E402

BROWSER = "/usr/bin/chromium"
WORDS = "[...document.querySelectorAll('main p')].some((p) => p.textContent.includes('{}'))"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--saves", type=int, default=20)
    options = parser.parse_args()
    measure("general-principles", load(ROOT), options.saves, 2)
    large = repeated(load(ROOT / "tests" / "sound"), 6)
    measure("led-street-lights", large, options.saves, 8)
    measure("led-street-lights", large, options.saves, 1)  # saved again while it is being checked


def measure(name: str, sources: Sources, saves: int, quiet: float) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        library = Path(folder)
        for path, data in sources.files.items():
            (library / "content" / path).parent.mkdir(parents=True, exist_ok=True)
            (library / "content" / path).write_bytes(data)
        command = [sys.executable, "build.py", "preview", "-C", folder, "--port", "0"]
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout
            address = server.stdout.readline().split("：")[1].split("　")[0]
            browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(f"{address}{name}.html")
            page.evaluate("document.addEventListener('live:update', () => { window.shownAt = Date.now() })")
            settled(page)
            report(name, library, page, server.pid, [quiet] * saves)
            browser.close()
        finally:
            server.kill()


def report(name: str, library: Path, page: Any, process: int, quiet: list[float]) -> None:
    file = library / "content" / name / "scope.md"
    text = file.read_text(encoding="utf-8")
    took = [timed(page, file, text, f"第{number}次改写", pause) for number, pause in enumerate(quiet)]
    print(f"{name}: median {statistics.median(took):.0f} ms, {min(took):.0f} to {max(took):.0f}, of {len(took)} saves, {quiet[0]} s apart")
    before = resident(process)
    start = time.monotonic()
    for number in range(200):
        file.write_text(f"{text}\n快写{number}次。\n", encoding="utf-8")
        time.sleep(0.02)
    until(page, WORDS.format("快写199次"))
    print(f"  200 saves in {time.monotonic() - start:.1f} s, memory {before // 1024} to {resident(process) // 1024} MB")


def timed(page: Any, file: Path, text: str, words: str, quiet: float) -> float:
    """Milliseconds from the write to the page; then some quiet, in which the document is checked."""
    start = time.time() * 1000
    file.write_text(f"{text}\n{words}。\n", encoding="utf-8")
    until(page, WORDS.format(words))
    took = page.evaluate("window.shownAt") - start
    time.sleep(quiet)
    settled(page)
    return float(took)


def settled(page: Any) -> None:
    until(
        page, "document.querySelector('.live').dataset.mood !== 'off' && !document.querySelector('.live-words').textContent.includes('…')"
    )


def until(page: Any, script: str) -> None:
    end = time.monotonic() + 60
    while not page.evaluate(script):
        assert time.monotonic() < end, script
        time.sleep(0.02)


def resident(process: int) -> int:
    """Kilobytes of memory that a process holds."""
    return int(re.findall(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())[0])


if __name__ == "__main__":
    main()
