"""The reader's page in a real browser: find, cards, the register, exhibits, light and dark, keys, a phone, paper, no script."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gbdoc.load import load
from gbdoc.pipeline import compile_library
from gbdoc.write.html import write_html
from gbdoc.write.reader.passages import passages
from gbdoc.write.reader.register import register
from test_html import ROOT, SPECIMEN, TEMPLATES
from test_reader import drafts

DRAFTS = ("general-principles", "urban-management")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The drafts and the specimen, written as they are beside each other."""
    path = tmp_path_factory.mktemp("reader")
    sources = load(ROOT)
    for document in drafts():
        (path / f"{document.document.name}.html").write_text(write_html(document, TEMPLATES, sources), encoding="utf-8")
    (specimen,) = (each.resolved for each in compile_library(SPECIMEN) if each.name == "specimen")
    assert specimen
    (path / "specimen.html").write_text(write_html(specimen, TEMPLATES, SPECIMEN), encoding="utf-8")
    return path


class Reader:
    """A page that is open, and what went wrong on it."""

    def __init__(self, browser: Any, address: str, width: int = 1440, **settings: Any) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, offline=True, **settings)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.goto(address)

    def _asked(self, url: str) -> None:
        if not url.startswith(("file:", "data:", "blob:")):
            self.faults.append(url)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def find(self, words: str) -> list[str]:
        """What is listed for some words."""
        self.press("/", "Control+a", "Delete")
        self.page.keyboard.type(words)
        self.page.wait_for_timeout(150)
        return [" ".join(text.split()) for text in self.page.locator("[role=option]").all_inner_texts()]

    def visible(self, selector: str) -> bool:
        return bool(self.page.locator(selector).first.is_visible())

    def in_sight(self, selector: str) -> bool:
        box = self.page.eval_on_selector(selector, "(e) => e.getBoundingClientRect().toJSON()")
        return bool(box["bottom"] > 40 and box["top"] < self.page.viewport_size["height"])

    def downloaded(self, click: str) -> tuple[str, list[list[str]]]:
        """The name and the rows of a CSV file that a button gives."""
        with self.page.expect_download() as waiting:
            self.page.click(click)
        text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
        return waiting.value.suggested_filename, list(csv.reader(io.StringIO(text)))


@pytest.fixture
def reader(browser: Any, folder: Path) -> Iterator[Reader]:
    opened = Reader(browser, (folder / "general-principles.html").as_uri())
    yield opened
    assert opened.faults == []
    opened.context.close()


def opened(browser: Any, folder: Path, name: str = "general-principles", hash: str = "", **settings: Any) -> Reader:  # noqa: A002
    return Reader(browser, (folder / f"{name}.html").as_uri() + hash, **settings)


# --- contents ---------------------------------------------------------------------------------


def test_contents_follow_the_scroll_and_fold(reader: Reader) -> None:
    current = "nav [aria-current=location]"
    for anchor in ("layers", "annex-codes-form", "principles"):
        reader.page.evaluate("(id) => document.getElementById(id).scrollIntoView()", anchor)
        reader.page.wait_for_selector(f"nav a[href='#{anchor}'][aria-current=location]")
        assert reader.page.locator(current).count() == 1
        assert reader.in_sight(current)
        assert reader.page.text_content(".here") == reader.page.text_content(current)
    assert not reader.visible("nav a[href='#layers']")
    chapter = reader.page.locator("nav li:has(> a[href='#framework'])")
    chapter.locator(".fold").first.click()
    assert reader.visible("nav a[href='#layers']")
    assert chapter.locator(".fold").first.get_attribute("aria-expanded") == "true"
    reader.page.click(".fold-all")
    assert reader.visible("nav a[href='#annex-codes-form']")
    reader.page.click(".fold-all")
    assert not reader.visible("nav a[href='#annex-codes-form']")


# --- find -------------------------------------------------------------------------------------


def test_numbers_titles_and_terms_come_first(reader: Reader) -> None:
    assert reader.find("6.3")[0].startswith("6.3 层次结构")
    assert reader.find("第6章")[0].startswith("6 标准体系框架")
    assert reader.find("表A.2")[0].startswith("表A.2 子体系代码")
    assert reader.find("标准明细表")[0].startswith("3.1.3 标准明细表")
    assert any("GB/T 13016" in line for line in reader.find("gb/t13016"))
    assert reader.find("没有的字词") == []
    assert reader.page.text_content("#page\\.find .count") == "没有找到"


def test_keys_walk_through_what_is_found(reader: Reader) -> None:
    lines = reader.find("追溯")
    assert len(lines) >= 3
    assert reader.page.evaluate("CSS.highlights.get('found').size") >= len(lines)
    seen = []
    for key in ("Enter", "Enter", "ArrowDown"):
        reader.press(key)
        seen.append(reader.page.get_attribute("[aria-selected=true]", "id"))
    assert seen == ["page.result-0", "page.result-1", "page.result-2"]
    assert reader.page.get_attribute("#page\\.query", "aria-activedescendant") == "page.result-2"
    reader.press("Enter")
    box = reader.page.evaluate("[...CSS.highlights.get('found-current')][0].getBoundingClientRect().toJSON()")
    assert 0 < box["top"] < 900
    reader.press("Escape")
    assert not reader.visible("#page\\.find")
    assert reader.page.evaluate("CSS.highlights.has('found')") is False
    assert reader.page.evaluate("document.activeElement.dataset.opens") == "find"


def test_a_browser_that_paints_no_ranges_marks_elements(browser: Any, folder: Path) -> None:
    reader = opened(browser, folder)
    reader.page.add_init_script("Object.defineProperty(CSS, 'highlights', { value: undefined })")
    reader.page.reload()
    assert reader.find("追溯")
    assert reader.page.locator("main .painted-found").count() > 1
    reader.press("Escape")
    assert reader.page.locator("main .painted-found").count() == 0
    assert reader.faults == []


# --- cards ------------------------------------------------------------------------------------


def test_a_card_shows_what_a_reference_leads_to(reader: Reader) -> None:
    shown = {
        "#tab-codes": "表A.2 子体系代码",
        "#fig-structure": "图2",
        "#detailed-list": "标准明细表",
        "#framework": "6 标准体系框架",
    }
    for target, words in shown.items():
        reader.page.locator(f"main a.reference[href='{target}']").first.hover()
        reader.page.wait_for_selector(".card:visible")
        reader.page.wait_for_function("(words) => document.querySelector('.card').textContent.includes(words)", arg=words)
    assert reader.page.locator(".card [id]").count() == 0


def test_a_card_of_a_citation_tells_how_the_document_stands(reader: Reader) -> None:
    reader.page.locator("main a.citation[href^='#normative-references']").first.focus()
    reader.press("Shift+Tab", "Tab")
    assert reader.visible(".card .standing")
    assert reader.page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "page.card"
    reader.press("Escape")
    assert not reader.visible(".card")
    reader.page.locator("main a.citation[href='urban-management.html#flow']").first.hover()
    reader.page.wait_for_selector(".card:visible")
    assert "业务流程" in str(reader.page.text_content(".card"))


def test_a_footnote_is_read_where_its_mark_is(browser: Any, folder: Path) -> None:
    reader = opened(browser, folder, "specimen")
    mark = reader.page.locator("main .mark a").first
    mark.hover()
    reader.page.wait_for_selector(".card:visible")
    words = reader.page.evaluate("(a) => document.getElementById(a.hash.slice(1)).textContent.trim()", mark.element_handle())
    assert str(reader.page.text_content(".card")).split() == words.split()
    assert reader.faults == []


def test_a_finger_opens_the_card_first(browser: Any, folder: Path) -> None:
    reader = opened(browser, folder, width=360, has_touch=True)
    link = reader.page.locator("main a.reference[href='#tab-codes']").first
    link.scroll_into_view_if_needed()
    link.tap()
    reader.page.wait_for_selector(".card:visible")
    assert "#tab-codes" not in reader.page.url
    box = reader.page.eval_on_selector(".card", "(e) => e.getBoundingClientRect().toJSON()")
    assert box["left"] >= 0
    assert box["right"] <= 360
    reader.page.tap(".card .onward a")
    assert reader.page.url.endswith("#tab-codes")
    assert not reader.visible(".card")
    assert reader.faults == []


# --- places -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("anchor", "words"),
    [
        ("framework", "第6章"),
        ("layers", "6.3"),
        ("annex-codes", "附录A"),
        ("tab-codes", "表A.2"),
        ("fig-structure", "图2"),
        ("entry", "3.1.4"),
    ],
)
def test_a_place_is_copied_as_it_is_cited(reader: Reader, anchor: str, words: str) -> None:
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.page.focus(f"[id='{anchor}'] .permalink >> nth=0")
    reader.press("Enter")
    reader.page.wait_for_selector(".toast.shown")
    assert reader.page.evaluate("navigator.clipboard.readText()") == f"DB21/T XXXX.1—XXXX，{words}"
    assert reader.page.url.endswith(f"#{anchor}")


# --- the register -----------------------------------------------------------------------------


@pytest.mark.parametrize("place", [0, 1])
def test_the_register_reads_the_very_sentences(browser: Any, folder: Path, place: int) -> None:
    document = drafts()[place]
    reader = opened(browser, folder, document.document.name)
    reader.page.click("[data-opens=register]")
    said = reader.page.evaluate("[...document.querySelectorAll('#page\\\\.register .excerpt')].map((e) => e.textContent)")
    meant = [each.text for each in register(passages(document.document), document)]
    assert len(said) == len(meant)
    for heard, words in zip(said, meant, strict=True):
        pattern = ".+?".join(map(re.escape, words.strip().replace("\n", "").split("\ufffc")))
        assert re.fullmatch(pattern, heard), (heard, words)
    assert reader.faults == []


def test_the_register_is_filtered_marked_and_saved(reader: Reader) -> None:
    reader.page.click("[data-opens=register]")
    total = reader.page.locator("#page\\.register li").count()
    assert reader.page.evaluate("CSS.highlights.get('requirement').size") > 100
    for kind in ("requirement", "capability", "permission"):
        reader.page.click(f"[data-kind={kind}]")
    kinds = set(reader.page.locator("#page\\.register .kind").all_inner_texts())
    assert kinds == {"推荐"}
    assert 0 < reader.page.locator("#page\\.register li").count() < total
    assert reader.page.evaluate("CSS.highlights.has('requirement')") is False
    name, rows = reader.downloaded("[data-deed=register]")
    assert name == "general-principles-条款.csv"
    assert rows[0] == ["编号", "类型", "条文", "标识"]
    assert {row[1] for row in rows[1:]} == {"推荐"}
    assert rows[1][0] == "5.1"
    reader.page.click("#page\\.register li:nth-child(5) a")
    assert reader.in_sight(f"[id='{rows[5][3]}']")
    reader.page.uncheck("#page\\.marking")
    assert reader.page.evaluate("CSS.highlights.size") == 0


# --- exhibits ---------------------------------------------------------------------------------


def test_a_table_is_taken_away_as_it_is_shown(reader: Reader) -> None:
    reader.page.locator("#tab-codes").scroll_into_view_if_needed()
    reader.page.hover("#tab-codes th")
    name, rows = reader.downloaded("#tab-codes > .tool")
    assert name == "general-principles-表A.2.csv"
    assert rows[0] == ["层", "代码", "子体系名称", "内容"]
    assert rows[2][0] == rows[1][0]  # a merged cell
    assert {len(row) for row in rows} == {4}


def test_a_tall_table_keeps_its_head(reader: Reader) -> None:
    scroll = "#tab-indicators .scroll"
    reader.page.set_viewport_size({"width": 1440, "height": 600})
    reader.page.eval_on_selector(scroll, "(e) => { e.scrollIntoView(); e.scrollTop = 400; }")
    head, frame = (reader.page.eval_on_selector(each, "(e) => e.getBoundingClientRect().top") for each in (f"{scroll} thead", scroll))
    assert abs(head - frame) < 4
    assert reader.page.eval_on_selector(scroll, "(e) => e.clientHeight") <= 600


def test_a_figure_is_enlarged(reader: Reader) -> None:
    reader.page.locator("#fig-framework").scroll_into_view_if_needed()
    reader.page.focus("#fig-framework .tool")
    reader.press("Enter")
    reader.page.wait_for_selector("dialog[open] img")
    reader.page.wait_for_function("document.activeElement.matches('.viewport')")
    width = "document.querySelector('dialog img').offsetWidth"
    fitting = reader.page.evaluate(width)
    reader.press("+", "+")
    assert reader.page.evaluate(width) > fitting * 1.5
    reader.press("0")
    assert abs(reader.page.evaluate(width) - fitting) <= 1
    reader.press("Escape")
    assert not reader.visible("dialog")
    assert reader.page.evaluate("document.activeElement.dataset.deed") == "enlarge"


# --- light, dark, size ------------------------------------------------------------------------

PAPER = "getComputedStyle(document.documentElement).backgroundColor"


def test_light_and_dark_are_chosen_and_kept(browser: Any, folder: Path) -> None:
    reader = opened(browser, folder, color_scheme="dark")
    dark = reader.page.evaluate(PAPER)
    reader.page.click("[data-opens=settings]")
    reader.page.click("label:has([value=light])")
    light = reader.page.evaluate(PAPER)
    assert (dark, light) == ("rgb(23, 25, 29)", "rgb(253, 253, 251)")
    size = reader.page.evaluate("getComputedStyle(document.querySelector('main p')).fontSize")
    reader.page.click("label:has([value=large])")
    assert reader.page.evaluate("getComputedStyle(document.querySelector('main p')).fontSize") > size
    reader.page.reload()
    assert reader.page.evaluate(PAPER) == light
    assert reader.page.is_checked("[value=large]")
    assert reader.faults == []


def test_where_nothing_may_be_kept_all_works(browser: Any, folder: Path) -> None:
    reader = opened(browser, folder)
    reader.page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } })")
    reader.page.reload()
    reader.page.click("[data-opens=settings]")
    reader.page.click("label:has([value=dark])")
    assert reader.page.evaluate(PAPER) == "rgb(23, 25, 29)"
    assert reader.faults == []


# --- everywhere -------------------------------------------------------------------------------


def test_keys_alone_reach_everything(reader: Reader) -> None:
    reached = []
    for _ in range(5):
        reader.press("Tab")
        reached.append(reader.page.evaluate("document.activeElement.dataset.opens ?? document.activeElement.className"))
        assert reader.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert reached[:4] == ["skip", "find", "register", "settings"]
    reader.page.focus("[data-opens=settings]")
    reader.press("Enter", "Tab", "ArrowRight")
    assert reader.page.evaluate("document.documentElement.dataset.theme") == "light"
    reader.press("Escape")
    assert reader.page.evaluate("document.activeElement.dataset.opens") == "settings"
    reader.press("Control+/", "Alt+/")
    assert not reader.visible("#page\\.find")


@pytest.mark.parametrize("width", [360, 820, 1100, 1440, 2200])
def test_nothing_is_wider_than_the_screen(browser: Any, folder: Path, width: int) -> None:
    for name in ("urban-management", "specimen"):
        reader = opened(browser, folder, name, width=width)
        for opener in ("find", "register", "settings"):
            assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
            reader.page.click(f"[data-opens={opener}]")
            box = reader.page.eval_on_selector(f"#page\\.{opener}", "(e) => e.getBoundingClientRect().toJSON()")
            assert box["left"] >= 0
            assert box["right"] <= width
        assert reader.faults == []
        reader.context.close()


def test_on_a_phone_panels_are_drawers(browser: Any, folder: Path) -> None:
    reader = opened(browser, folder, width=360, has_touch=True)
    assert not reader.visible("nav.contents")
    reader.page.tap("[data-opens=contents]")
    reader.page.tap("nav a[href='#principles']")
    assert not reader.visible("nav.contents")
    assert reader.in_sight("#principles > h2")
    reader.find("子体系")
    reader.page.tap("[role=option] >> nth=8")
    assert not reader.visible("#page\\.find")
    assert reader.page.evaluate("CSS.highlights.get('found-current').size") == 1
    assert reader.faults == []


def test_nothing_shifts_while_the_page_appears(browser: Any, folder: Path) -> None:
    shifts = (
        "new PerformanceObserver((list) => { for (const each of list.getEntries()) window.shifted = (window.shifted ?? 0) + each.value; })"
    )
    for width in (360, 1440):
        reader = opened(browser, folder, width=width)
        reader.page.add_init_script(f"{shifts}.observe({{ type: 'layout-shift', buffered: true }})")
        reader.page.reload()
        reader.page.wait_for_timeout(300)
        assert reader.page.evaluate("window.shifted ?? 0") < 0.01


def test_paper_from_a_browser(reader: Reader) -> None:
    reader.page.click("[data-opens=register]")
    reader.page.emulate_media(media="print", color_scheme="dark")
    for width in (1440, 700):  # a sheet is as narrow as a phone
        reader.page.set_viewport_size({"width": width, "height": 900})
        places = reader.page.eval_on_selector_all(
            "body *", "(all) => all.map((e) => getComputedStyle(e)).filter((s) => s.display !== 'none').map((s) => s.position)"
        )
        assert not {"fixed", "sticky"} & set(places)
    for selector in (".bar", ".panel", ".tool", ".mentions", ".permalink"):
        assert not reader.visible(selector)
    assert reader.visible("nav a[href='#layers']")
    tables = reader.page.eval_on_selector_all(".scroll", "(all) => all.filter((e) => getComputedStyle(e).overflow !== 'visible').length")
    assert tables == 0
    assert reader.page.evaluate(PAPER) == "rgb(255, 255, 255)"
    assert len(reader.page.pdf(prefer_css_page_size=True)) > 100_000


def test_without_a_script_all_is_there(browser: Any, folder: Path) -> None:
    reader = opened(browser, folder, java_script_enabled=False)
    for selector in (".bar", ".panel", ".tool", "dialog"):
        assert not reader.visible(selector)
    for selector in ("nav a[href='#layers']", "#layers > h3", "#tab-codes", "#fig-framework + .mentions", "#entry .mentions"):
        assert reader.visible(selector)


def test_an_exchanged_text_is_read_anew(reader: Reader) -> None:
    """What a live preview puts in place is found and followed, without the page being loaded again."""
    assert reader.find("斑马") == []
    reader.page.evaluate("document.getElementById('scope.p-1').textContent = '本文件适用于斑马。'")
    assert len(reader.find("斑马")) == 1


# --- accessibility ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", DRAFTS)
def test_no_barrier_is_found(browser: Any, folder: Path, axe: str, name: str) -> None:
    """In light and, where only colours are others, in dark."""
    reader = opened(browser, folder, name)
    reader.page.evaluate(axe)
    reader.page.evaluate("document.querySelector('main a.citation').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))")
    reader.find("标准明细表")
    assert barriers(reader) == []
    reader.page.emulate_media(color_scheme="dark")
    assert barriers(reader, rule="color-contrast") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_is_found_in_panels(browser: Any, folder: Path, axe: str, scheme: str) -> None:
    reader = opened(browser, folder, "specimen", color_scheme=scheme)
    reader.page.evaluate(axe)
    for opener in ("register", "settings"):
        reader.page.click(f"[data-opens={opener}]")
        assert barriers(reader) == []


def barriers(reader: Reader, rule: str = "") -> list[tuple[str, str]]:
    """What axe finds on a page; a head cell that is a formula has words, which it does not see in MathML."""
    script = "(rule) => axe.run({ resultTypes: ['violations'], ...(rule ? { runOnly: [rule] } : {}) })"
    found = reader.page.evaluate(script, rule)["violations"]
    nodes = [(each["id"], node["html"]) for each in found for node in each["nodes"]]
    return [(name, html) for name, html in nodes if not (name == "empty-table-header" and "<math" in html)]
