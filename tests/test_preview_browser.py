"""The preview in a real browser: the page follows its sources in place, and leads to them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from repository import Repository
from served import PATIENCE, ROOT, Preview, library


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Repository, Preview]]:
    folder = tmp_path_factory.mktemp("library")
    repository, preview = library(folder), Preview(folder)
    yield repository, preview
    preview.kill()


@pytest.fixture
def preview(started: tuple[Repository, Preview]) -> Iterator[Preview]:
    """The preview of a library that is put back afterwards."""
    repository, running = started
    yield running
    repository.git("checkout", "--quiet", ".")
    repository.git("clean", "--quiet", "-fd", "content")
    time.sleep(0.1)
    running.first_event("first", "findings", lambda told: told.get("errors") == 0)


class Reader:
    """A page that is open, and what went wrong on it."""

    def __init__(self, browser: Any, preview: Preview, path: str = "first.html", width: int = 1280) -> None:
        context = browser.new_context(viewport={"width": width, "height": 740})
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page = context.new_page()
        self.faults: list[str] = []
        self.loads = 0
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("load", lambda _: setattr(self, "loads", self.loads + 1))
        self.page.on(
            "request", lambda request: None if request.url.startswith((preview.address, "data:")) else self.faults.append(request.url)
        )
        self.page.goto(preview.address + path)
        self.until("document.querySelector('.live').dataset.mood === 'warning' || document.querySelector('.live').dataset.mood === 'fine'")

    def until(self, script: str) -> None:
        """Wait until something is so; not by wait_for_function, which the page's policy forbids."""
        end = time.monotonic() + PATIENCE
        while not self.page.evaluate(script):
            assert time.monotonic() < end, script
            time.sleep(0.02)

    def until_text(self, selector: str, words: str) -> None:
        self.until(f"[...document.querySelectorAll({selector!r})].some((e) => e.textContent.includes({words!r}))")

    @property
    def words(self) -> str:
        return str(self.page.text_content(".live-words"))

    def top(self, selector: str) -> float:
        return float(self.page.eval_on_selector(selector, "(e) => e.getBoundingClientRect().top"))


def test_a_save_is_shown_in_place(browser: Any, preview: Preview) -> None:
    reader = Reader(browser, preview)
    page = reader.page
    page.evaluate("document.querySelector('[id=\"requirements.clause-20\"]').scrollIntoView()")
    page.evaluate("window.kept = document.getElementById('scope.p-1')")
    page.eval_on_selector("[id='requirements.clause-20'] p", "(e) => getSelection().selectAllChildren(e)")
    before = reader.top("[id='requirements.clause-20']")
    preview.write("first/scope.md", preview.read("first/scope.md") + "\n本文件不适用于别的对象。\n")
    reader.until_text("p", "不适用于别的对象")
    assert page.evaluate("window.kept === document.getElementById('scope.p-1')")
    assert abs(reader.top("[id='requirements.clause-20']") - before) < 2
    assert "应清晰" in page.evaluate("getSelection().toString()")
    assert page.locator(".live-bar").count() == 1
    assert reader.loads == 1
    assert reader.faults == []


def test_what_came_and_went_is_all_that_is_touched(browser: Any, preview: Preview) -> None:
    reader = Reader(browser, preview)
    text = preview.read("first/scope.md")
    reader.page.evaluate("window.kept = document.getElementById('scope.p-2')")
    preview.write("first/scope.md", text.replace("本文件适用于", "本文件新增了一段。\n\n本文件适用于"))
    reader.until_text("p", "本文件新增了一段")
    assert reader.page.evaluate("window.kept.id === 'scope.p-3' && window.kept.isConnected")
    assert reader.page.locator("main .live-bar, body > .live-bar").count() == 1
    preview.write("first/scope.md", text)
    reader.until("window.kept.id === 'scope.p-2'")
    assert reader.page.locator("[id='scope.p-3']").count() == 0


FRESH = """fetch(location.pathname).then((answer) => answer.text()).then((text) =>
    new DOMParser().parseFromString(text.replace(/<style>[^]*?<\\/style>/g, ''), 'text/html')
        .querySelector('main').isEqualNode(document.querySelector('main')))"""


def test_whatever_is_edited_the_page_becomes_what_a_fresh_one_is(browser: Any, preview: Preview) -> None:
    reader = Reader(browser, preview)
    edits = [
        ("first/requirements.md", "## 第3项", "## 新的一项\n\n内容应明确。\n\n## 第3项"),
        ("first/requirements.md", "# 要求 {#requirements}", "# 改了的要求 {#requirements}"),
        ("first/requirements.md", "| 01 | 第一类 | 具有第一种特征 |\n", ""),
        ("first/principles.md", "- 统筹协调；\n", "- 统筹协调；\n- 开放共享；\n"),
        ("first/standard.yaml", "[scope.md, principles.md, requirements.md]", "[scope.md, requirements.md, principles.md]"),
        ("first/standard.yaml", "首个文件", "别名文件"),
    ]
    for path, old, new in edits:
        before = preview.version("first")
        preview.replace(path, old, new)
        preview.first_event("first", "page", lambda told, before=before: told["version"] != before)
        reader.until(FRESH)
    assert "别名文件" in reader.page.title()
    assert reader.loads == 1
    assert reader.faults == []


def test_open_folds_and_what_other_scripts_added_stay(browser: Any, preview: Preview) -> None:
    reader = Reader(browser, preview)
    reader.page.evaluate(
        """() => {
        const p = document.getElementById('scope.p-1');
        p.classList.add('found');
        p.insertAdjacentHTML('afterend', '<details open><summary>别的</summary></details>');
        const section = document.getElementById('scope');
        section.dataset.fold = 'open';
    }"""
    )
    preview.replace("first/scope.md", "总体原则", "基本原则")
    reader.until_text("[id='scope.p-1']", "基本原则")
    assert reader.page.evaluate("document.querySelector('#scope > p.found + details[open]') !== null")
    assert reader.page.get_attribute("#scope", "data-fold") == "open"


def test_findings_lead_to_the_page(browser: Any, preview: Preview) -> None:
    reader = Reader(browser, preview)
    preview.write("first/requirements.md", preview.read("first/requirements.md") + "\n## 末项\n\n见[](#nowhere)。\n")
    reader.until_text(".live-words", "1 个错误")
    reader.page.click(".live-pill")
    row = reader.page.locator(".live-item[data-severity=error]")
    assert "nowhere" in row.inner_text()
    line = preview.read("first/requirements.md").count("\n")
    assert f"content/first/requirements.md:{line}" in row.inner_text()
    row.locator(".live-message").click()
    reader.until("document.querySelector('.dangling').getBoundingClientRect().top < innerHeight")
    assert reader.top(".dangling") > 0
    row.locator(".live-place").click()
    assert reader.page.evaluate("navigator.clipboard.readText()") == f"content/first/requirements.md:{line}"
    reader.page.keyboard.press("Escape")
    assert not reader.page.is_visible(".live-panel")


def test_a_broken_source_and_its_recovery(browser: Any, preview: Preview) -> None:
    reader = Reader(browser, preview)
    standard = preview.read("first/standard.yaml")
    preview.write("first/standard.yaml", "syntax: [")
    reader.until_text(".live-words", "源文件有错")
    assert reader.page.is_visible("[id='scope.p-1']")
    preview.write("first/standard.yaml", standard.replace("首个文件", "改好的文件"))
    reader.until("document.title.includes('改好的文件')")
    reader.until("!document.querySelector('.live-words').textContent.includes('源文件')")
    assert reader.loads == 1


def test_a_document_that_is_renamed_says_so(browser: Any, preview: Preview) -> None:
    reader = Reader(browser, preview)
    (preview.folder / "content/first").rename(preview.folder / "content/third")
    reader.until_text(".live-words", "文稿已不在")
    reader.page.click(".live-pill")
    reader.page.click(".live-alert a")
    reader.until("location.pathname === '/third.html'")


def test_alt_click_copies_the_place(browser: Any, preview: Preview) -> None:
    reader = Reader(browser, preview)
    reader.page.click("[id='scope.p-2']", modifiers=["Alt"])
    reader.until_text(".live-toast", "已复制 content/first/scope.md:5")
    assert reader.page.evaluate("navigator.clipboard.readText()") == "content/first/scope.md:5"


def test_an_address_leads_to_a_line(browser: Any, preview: Preview) -> None:
    lines = preview.read("first/requirements.md").split("\n")
    reader = Reader(browser, preview, f"first.html#line=content/first/requirements.md:{lines.index('第30项应清晰。') + 1}")
    reader.until(
        "[...document.querySelectorAll('p')].find((e) => e.textContent.includes('第30项应清晰')).getBoundingClientRect().top < innerHeight"
    )
    assert reader.page.evaluate("scrollY") > 500


def test_two_browsers_and_a_server_that_is_killed_and_started_anew(browser: Any, preview: Preview) -> None:
    readers = [Reader(browser, preview), Reader(browser, preview)]
    preview.kill()
    for reader in readers:
        reader.until_text(".live-words", "连接断了")
    preview.replace("first/scope.md", "总体原则", "基本原则")
    preview.start(str(preview.port))
    for reader in readers:
        reader.until_text("[id='scope.p-1']", "基本原则")
        assert reader.loads == 1
    readers[0].page.click(".live-pill")
    readers[0].page.click(".live-print")  # with the new token
    readers[0].until(
        "document.querySelector('.live-print').disabled || document.querySelector('.live-pdf .live-link').textContent.includes('页')"
    )


def test_nothing_is_wider_than_a_phone(browser: Any, preview: Preview) -> None:
    reader = Reader(browser, preview, width=360)
    reader.page.click(".live-pill")
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert reader.page.evaluate("document.querySelector('.live-panel').getBoundingClientRect().right") <= 360
    reader.page.emulate_media(media="print")
    assert not reader.page.is_visible(".live")


def test_the_panel_can_be_read_by_all(browser: Any, preview: Preview, axe: str) -> None:
    reader = Reader(browser, preview)
    preview.write("first/requirements.md", preview.read("first/requirements.md") + "\n## 末项\n\n见[](#nowhere)。\n")
    reader.until_text(".live-words", "1 个错误")
    reader.page.click(".live-pill")
    reader.page.click(".live-since")
    reader.until_text(".live-revisions", "征求意见稿-1")
    reader.page.evaluate(axe)
    for scheme in ("light", "dark"):
        reader.page.emulate_media(color_scheme=scheme)
        found = reader.page.evaluate("axe.run('.live').then((told) => told.violations.map((each) => [each.id, each.nodes[0].html]))")
        assert found == []


def test_data_of_the_page_is_brought_up_to_date(browser: Any, tmp_path: Any) -> None:
    library(tmp_path)
    (tmp_path / "templates").mkdir()
    ours = (ROOT / "templates/document.html").read_text(encoding="utf-8")
    data = '<script type="application/json" id="own.data">{{ document.metadata.full_title | tojson }}</script>\n</body>'
    (tmp_path / "templates/document.html").write_text(ours.replace("</body>", data), encoding="utf-8")
    preview = Preview(tmp_path)
    try:
        reader = Reader(browser, preview)
        preview.replace("first/standard.yaml", "首个文件", "别名文件")
        reader.until("JSON.parse(document.getElementById('own.data').textContent) === '别名文件'")
        assert reader.loads == 1
        assert reader.faults == []
    finally:
        preview.kill()


def test_templates_count_too(browser: Any, tmp_path: Any) -> None:
    library(tmp_path)
    (tmp_path / "templates/css").mkdir(parents=True)
    style = tmp_path / "templates/css/screen.css"
    style.write_text("main { color: rgb(1, 2, 3) }", encoding="utf-8")
    preview = Preview(tmp_path)
    try:
        reader = Reader(browser, preview)
        style.write_text("main { color: rgb(4, 5, 6) }", encoding="utf-8")
        reader.until("getComputedStyle(document.querySelector('main')).color === 'rgb(4, 5, 6)'")
        assert reader.loads == 1
        assert reader.faults == []
    finally:
        preview.kill()
