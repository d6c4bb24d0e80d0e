"""The redline in a real browser: keys, filters, addresses, a phone, and a page without a script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from gbdoc.write.redline.selection import Selection
from redlines import redline
from test_redline_html import page as markup

SHOWN = [change.key for change in redline().changes if change.category != "markup"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("redline") / "redline.html"
    path.write_text(markup(Selection()), encoding="utf-8")
    return path.as_uri()


class Reader:
    """A page that is open, and what went wrong on it."""

    def __init__(self, browser: Any, address: str, width: int = 1280, **settings: Any) -> None:
        context = browser.new_context(viewport={"width": width, "height": 800}, offline=True, **settings)
        self.page = context.new_page()
        self.faults: list[str] = []
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self.faults.append(request.url) if not request.url.startswith(("file:", "data:")) else None)
        self.page.goto(address)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    @property
    def position(self) -> str:
        return str(self.page.text_content(".position"))

    @property
    def current(self) -> str:
        return str(self.page.evaluate("location.hash.slice(1)"))

    def in_sight(self, selector: str) -> bool:
        box = self.page.eval_on_selector(selector, "(e) => e.getBoundingClientRect().toJSON()")
        return bool(box["height"] > 0 and box["bottom"] > 0 and box["top"] < self.page.viewport_size["height"])

    def visible(self, selector: str) -> bool:
        return bool(self.page.locator(selector).first.is_visible())

    def chip(self, name: str) -> None:
        self.page.click(f".chip[data-class={name}], .chip[data-switch={name}]")


@pytest.fixture
def reader(browser: Any, address: str) -> Iterator[Reader]:
    opened = Reader(browser, address)
    yield opened
    assert opened.faults == []
    opened.page.context.close()


def test_keys_step_through_all_changes_and_round(reader: Reader) -> None:
    assert reader.position == f"–/{len(SHOWN)}"
    seen = []
    for _ in SHOWN:
        reader.press("j")
        seen.append(reader.current)
        assert reader.in_sight(":focus")
    assert sorted(seen) == sorted(SHOWN)
    assert reader.position == f"{len(SHOWN)}/{len(SHOWN)}"
    reader.press("n")
    assert reader.current == seen[0]
    reader.press("k", "p")
    assert reader.current == seen[-2]


def test_the_list_follows_and_tells_what_it_is(reader: Reader) -> None:
    reader.press("j", "j")
    entry = reader.page.locator(".changes li[aria-current=true]")
    assert entry.get_attribute("data-key") == reader.current
    assert reader.in_sight(".changes li[aria-current=true]")
    assert "范围" in str(reader.page.text_content("output"))


def test_keys_of_the_browser_are_left_alone(reader: Reader) -> None:
    reader.press("Control+j", "Alt+n")
    assert reader.current == ""


def test_where_the_reader_has_scrolled_to_the_next_is_the_next_from_there(reader: Reader) -> None:
    reader.press("j")
    reader.page.evaluate("document.getElementById('fig-wires').scrollIntoView()")
    reader.press("j")
    assert reader.current in ("chg-dot", "chg-watt", "chg-hertz")


def test_a_class_is_hidden_as_if_it_were_accepted(reader: Reader) -> None:
    reader.chip("technical")
    assert not reader.visible("main del[data-class=technical]")
    assert not reader.visible("[id='~marking']")
    assert not reader.visible(".changes li[data-class=technical]")
    assert reader.visible("main del[data-class=editorial]")
    line = reader.page.eval_on_selector("ins[data-class=technical]", "(e) => getComputedStyle(e).textDecorationLine")
    assert line == "none"
    assert reader.position == f"–/{sum(change.category not in ('technical', 'markup') for change in redline().changes)}"
    reader.chip("technical")
    assert reader.visible("main del[data-class=technical]")


def test_markup_begins_hidden_and_can_be_shown(reader: Reader) -> None:
    assert "off" in str(reader.page.get_attribute("main .restyled", "class"))
    reader.chip("markup")
    assert "off" not in str(reader.page.get_attribute("main .restyled", "class"))
    assert reader.position == f"–/{len(SHOWN) + 1}"


def test_only_changed_clauses(reader: Reader) -> None:
    reader.press("o")
    assert not reader.visible("[id='normative-references']  h2")
    assert not reader.visible("#foreword h2")
    assert reader.visible("#insulation h3")
    assert reader.visible("[id='insulation.p-1']")
    assert not reader.visible("[id='test'] h3")  # its one change is of markup
    assert reader.visible("#methods > h2")  # a subclause has one
    reader.press("o")
    assert reader.visible("#foreword h2")


def test_old_numbers_can_be_hidden(reader: Reader) -> None:
    assert reader.visible("#insulation h3 .was")
    reader.chip("numbers")
    assert not reader.visible("#insulation h3 .was")


def test_an_address_leads_to_its_change(browser: Any, address: str) -> None:
    reader = Reader(browser, f"{address}#chg-hertz")
    assert reader.in_sight("tr[data-change=chg-hertz]")
    assert reader.page.locator("tr.current").count() == 1
    assert reader.position.startswith(f"{1 + sorted_by_place(reader).index('chg-hertz')}/")
    reader.page.evaluate("location.hash = '#chg-style'")  # of a class that is hidden at first
    reader.page.wait_for_function("document.querySelector('main .restyled.current')")
    assert reader.page.get_attribute(".chip[data-class=markup]", "aria-pressed") == "true"
    assert reader.faults == []


def sorted_by_place(reader: Reader) -> list[str]:
    script = (
        "() => [...new Set([...document.querySelectorAll('main [data-change]:not([data-mark=moved-away])')].map((e) => e.dataset.change))]"
    )
    return [key for key in reader.page.evaluate(script) if key in SHOWN]


def test_a_line_of_the_list_leads_to_its_change(reader: Reader) -> None:
    reader.page.click("#chg-crack a")
    assert reader.current == "chg-crack"
    assert reader.in_sight("[id='insulation.list-1.item-3']")


def test_a_move_leads_both_ways(reader: Reader) -> None:
    reader.page.click("[id='~package'] a")
    assert reader.in_sight("[id='package']")
    reader.page.click("#package .came")
    assert reader.in_sight("[id='~package']")


def test_a_rewritten_chapter_is_set_side_by_side_where_there_is_room(browser: Any, address: str) -> None:
    edges = "() => ['.side.old', '.side.new'].map((s) => document.querySelector(s).getBoundingClientRect().top)"
    wide, narrow = Reader(browser, address, 1440), Reader(browser, address, 700)
    assert len(set(wide.page.evaluate(edges))) == 1
    old, new = narrow.page.evaluate(edges)
    assert old < new


@pytest.mark.parametrize("width", [360, 768, 1024, 1440])
def test_nothing_is_wider_than_the_screen(browser: Any, address: str, width: int) -> None:
    reader = Reader(browser, address, width)
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
    reader.press("j")
    assert reader.in_sight(".current")
    assert reader.page.evaluate("document.querySelector('.toolbar').getBoundingClientRect().right") <= width
    assert reader.faults == []


def test_on_a_phone_the_list_closes_when_a_line_is_chosen(browser: Any, address: str) -> None:
    reader = Reader(browser, address, 360, has_touch=True)
    assert not reader.visible("#chg-scope")
    reader.page.tap(".changes summary")
    reader.page.tap("#chg-scope a")
    assert not reader.visible("#chg-scope")
    assert reader.in_sight("[id='scope.p-1']")


def test_without_a_script_everything_is_shown(browser: Any, address: str) -> None:
    reader = Reader(browser, address, java_script_enabled=False)
    for selector in ("#chg-style", "main del", "main ins", "main .restyled", "[id='~marking'] h3", ".was"):
        assert reader.visible(selector)
    assert not reader.visible(".toolbar")


def test_bars_stand_in_the_margin(reader: Reader) -> None:
    """Whatever is marked, and however deep it stands, its bar is at one edge, beside the text."""
    marked = "main [data-mark]:not(tr, td, th, .off, .beside *)"
    left = "Math.round(e.getBoundingClientRect().left + parseFloat(getComputedStyle(e, '::before').left))"
    edges = reader.page.eval_on_selector_all(marked, f"(all) => all.map((e) => {left})")
    assert len({round(edge / 4) for edge in edges}) == 1


def test_focus_can_be_seen(reader: Reader) -> None:
    reader.page.focus(".chip[data-class=editorial]")
    reader.press("Tab")
    style = reader.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid"
