"""Who keeps the site: what is overtaken, what a bug leaves, what readers are told; with a workshop that does what a test wants."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from gbdoc.preview.desk import Desk
from gbdoc.preview.hub import Hub, Reader
from gbdoc.preview.site import Document, Page, Printed, Refusal, Site


class Fake:
    """A workshop whose every build is a list of steps."""

    watched: Sequence[Path] = ()
    opens = False

    def __init__(self, *builds: Sequence[Site | Callable[[], None]]) -> None:
        self.builds = iter(builds)
        self.taken: list[Site] = []

    def rebuild(self) -> Generator[Site, None, None]:
        for step in next(self.builds):
            if isinstance(step, Site):
                self.taken.append(step)
                yield step
            else:
                step()

    def places(self, name: str) -> Mapping[str, Any]:
        return {name: {}}

    def print(self, name: str) -> Printed:
        if name == "bad":
            raise Refusal("不行")
        return Printed(b"%PDF", 3, "inputs")

    def revisions(self) -> Sequence[Mapping[str, str]]:
        return ()

    def redline(self, name: str, revision: str) -> str:
        return name + revision

    def open(self, file: str, line: int) -> None:
        raise Refusal(f"{file}{line}")

    def close(self) -> None: ...


def site(words: str, state: Any = "shown") -> Site:
    return Site(state, {"gp": Document(Page(f"<section>{words}</section>"), "题目")})


def played(fake: Fake, play: Callable[[Desk], Any]) -> Desk:
    """A desk at work while something is played."""

    async def run() -> Desk:
        desk = Desk(fake)
        building = asyncio.create_task(desk.build())
        await desk.ready.wait()
        await play(desk)
        desk.stop()
        await building
        return desk

    return asyncio.run(run())


async def rest(desk: Desk) -> None:
    """Let what is under way come to its end."""
    while desk._changed.is_set():
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)


def test_a_build_that_is_overtaken_is_left(capfd: pytest.CaptureFixture[str]) -> None:
    desks: list[Desk] = []
    fake = Fake([site("a")], [lambda: desks[0]._note(), site("b", "stale"), site("never")], [site("c")])

    async def play(desk: Desk) -> None:
        desks.append(desk)
        desk._note()
        await rest(desk)
        await rest(desk)

    desk = played(fake, play)
    assert [each.documents["gp"].page.html for each in fake.taken] == [f"<section>{word}</section>" for word in "abc"]
    assert desk.site == site("c")
    assert capfd.readouterr().err == ""


def test_a_save_that_has_waited_long_is_shown_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gbdoc.preview.desk._PATIENCE", 0)
    desks: list[Desk] = []
    fake = Fake([site("a")], [lambda: desks[0]._note(), site("b", "stale"), site("shown"), site("never")], [site("c")])

    async def play(desk: Desk) -> None:
        desks.append(desk)
        desk._note()
        await rest(desk)
        await rest(desk)

    played(fake, play)
    assert [each.documents["gp"].page.html for each in fake.taken] == [f"<section>{word}</section>" for word in ("a", "b", "shown", "c")]


def test_a_bug_leaves_the_last_good_page_and_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    def bug() -> None:
        raise ZeroDivisionError

    told: list[str] = []

    async def play(desk: Desk) -> None:
        reader = desk.hub.enter("gp", {})
        for _ in range(2):
            desk._note()
            await rest(desk)
            told.append(str(reader._waiting.get("fault")))

    desk = played(Fake([site("a")], [bug], [site("b")]), play)
    assert desk.site == site("b")
    assert "程序出错" in told[0]
    assert "程序出错" not in told[1]
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_readers_are_told_what_changed() -> None:
    told: list[Any] = []

    async def play(desk: Desk) -> None:
        reader = desk.hub.enter("gp", {})
        other = desk.hub.enter("other", {})
        desk._note()
        await rest(desk)
        told.extend([dict(reader._waiting), dict(other._waiting)])

    played(Fake([site("a")], [site("b")]), play)
    page = told[0]["page"]
    assert (page["base"], page["version"]) == (site("a").page("gp").version, site("b").page("gp").version)  # type: ignore[union-attr]
    assert page["changed"] == [(0, "<section>b</section>")]
    assert told[1] == {}


def test_what_is_refused_is_told_where_the_pdf_would_be() -> None:
    states: list[Mapping[str, Any]] = []

    async def play(desk: Desk) -> None:
        desk.site = Site("checked", {"gp": Document(Page(""), "", "other"), "bad": Document(Page(""), "")})
        for name in ("gp", "bad"):
            await desk.print(name)
            states.append(desk.pdf_state(name))

    played(Fake([site("a")]), play)
    assert (states[0]["pages"], states[0]["stale"], states[0]["making"]) == (3, True, False)
    assert states[1] == {"words": "不行", "making": False}


def test_a_slow_reader_has_the_latest_of_each_topic_waiting_and_no_more() -> None:
    async def run() -> list[str]:
        hub = Hub()
        reader = hub.enter("gp", {"hello": 0})
        for number in range(1000):
            hub.tell("gp", "page", number)
            hub.tell_all("library", number)
        reader.close()
        return [event async for event in reader.events()]

    assert asyncio.run(run()) == ["retry: 400\n\n"]  # closed before it read: nothing is owed

    async def read() -> list[str]:
        reader = Reader("gp")
        for number in range(1000):
            reader.tell("page", number)
        events = reader.events()
        return [await anext(events), await anext(events)]

    assert asyncio.run(read())[1] == "event: page\ndata: 999\n\n"
