"""Work in a process of its own: answers, faults, and its end."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from gbdoc.aside import Aside


@pytest.fixture
def aside() -> Iterator[Aside]:
    made = Aside("json")
    yield made
    made.close()


def test_it_answers_from_another_process_that_stays(aside: Aside) -> None:
    first = aside.call(os.getpid)
    assert first not in (os.getpid(), 0)
    assert aside.call(os.getpid) == first


def test_a_fault_is_told_and_the_next_call_goes_on(aside: Aside) -> None:
    with pytest.raises(RuntimeError, match="ValueError"):
        aside.call(math.sqrt, -1)
    assert aside.call(math.sqrt, 4) == 2


def test_a_process_that_dies_is_told_and_started_anew(aside: Aside) -> None:
    with pytest.raises(EOFError):
        aside.call(os._exit, 1)
    time.sleep(0.2)
    assert aside.call(math.sqrt, 9) == 3


def test_it_is_ended_in_the_middle_of_its_work(aside: Aside) -> None:
    aside.warm()
    ended: list[type[BaseException]] = []

    def wait() -> None:
        try:
            aside.call(time.sleep, 60)
        except EOFError as end:
            ended.append(type(end))

    waiting = Thread(target=wait)
    waiting.start()
    time.sleep(0.3)
    aside.close()
    waiting.join(5)
    assert ended == [EOFError]
    with pytest.raises(EOFError):
        aside.call(os.getpid)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks into /proc")
def test_it_is_gone_when_its_parent_is_killed() -> None:
    lines = ("import os, time", "from gbdoc.aside import Aside", "print(Aside().call(os.getpid), flush=True)", "time.sleep(60)")
    code = f"{lines[0]}\n{lines[1]}\nif __name__ == '__main__':\n    {lines[2]}\n    {lines[3]}"
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])
    assert parent.stdout
    child = Path("/proc", parent.stdout.readline().strip())
    assert child.is_dir()
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    end = time.monotonic() + 5
    while child.is_dir() and "Z" not in (child / "stat").read_text().split()[2]:
        assert time.monotonic() < end
        time.sleep(0.02)
