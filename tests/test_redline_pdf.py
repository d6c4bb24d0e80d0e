"""A redline -> PDF, read back: the list of changes, the marks and the bars, where things are found, the tags."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pdfua
import pikepdf
import pytest

from gbdoc.compare import Version
from gbdoc.compare import redline as compared
from gbdoc.doctor import pdf_possible
from gbdoc.pipeline import compile_library
from gbdoc.source import Sources
from gbdoc.write.html import Revision, load_templates
from gbdoc.write.pdf import write_redline_pdf
from gbdoc.write.redline.outline import Outline, brief
from gbdoc.write.redline.selection import Selection
from library import library
from redlines import redline, revisions
from tagged import Element, Tagged, read_tags
from test_pdf import flat, labels, links, page_texts, squeeze
from test_tags import RULES, Rule

TEMPLATES = load_templates(Path(__file__).parents[1] / "templates")
LISTED = 2  # pages of the list of changes; after them come cover, a blank page, 目次, a blank page, 前言, the text
COVER, CONTENTS, FOREWORD, TEXT = 2, 4, 5, 6

pytestmark = pytest.mark.skipif(not pdf_possible(), reason="no Pango here")

USUAL = Selection()


@cache
def written(selection: Selection = USUAL, variant: str = "pdf/ua-1") -> bytes:
    old, new = (Revision(name, sources) for name, sources in zip(("征求意见稿-1", "征求意见稿-2"), revisions(), strict=True))
    return write_redline_pdf(redline(), old, new, TEMPLATES, selection, variant)


@cache
def texts(selection: Selection = USUAL) -> list[str]:
    return [squeeze(text) for text in page_texts(written(selection))]


@cache
def pages(data: bytes) -> list[dict[str, Any]]:
    """What is drawn on each page."""
    with pdfplumber.open(io.BytesIO(data)) as opened:
        return [{"width": page.width, **page.objects} for page in opened.pages]


def small(old: str, new: str) -> bytes:
    """The redline of two small documents as they are compared."""
    sources = [library(f"# 范围 {{#scope}}\n\n{text}\n") for text in (old, new)]
    versions = [Version(next(each.resolved for each in compile_library(each) if each.resolved), each.files) for each in sources]
    old_one, new_one = (Revision(name, each) for name, each in zip(("v1", "v2"), sources, strict=True))
    return write_redline_pdf(compared(*versions), old_one, new_one, TEMPLATES)


# --- the list of changes ----------------------------------------------------------------------


def test_the_first_page_says_what_is_compared_and_how_it_is_marked() -> None:
    first = texts()[0]
    assert "征求意见稿-1与征求意见稿-2的差异" in first.removeprefix("DB21/TXXXX.1—XXXX征求意见稿-1与征求意见稿-2的差异")
    assert "增加4，删除4，修改7，移动1，更改属性1，更改封面信息1；技术14，编辑2，结构1，格式1；重新编号3（不计）。" in first
    for words in ("删除的文字", "增加的文字", "整段增加", "整段删除", "整段移动", "（原4.2）只是编号变了，不算改动"):
        assert words in first
    assert "阶段征求意见稿送审稿" in first


def test_every_change_that_is_shown_is_listed_and_what_is_not_is_counted() -> None:
    listed = "".join(texts()[:LISTED])
    shown = [change for change in redline().changes if change.category != "markup" and change.kind != "metadata"]
    outline = Outline(redline())
    for entry in map(outline.entry, shown):
        assert squeeze(entry.place + (f"（原{entry.was}）" if entry.was else "") + entry.class_words + entry.kind) in listed
    assert "另有1处未列出，也未标出。" in listed
    assert "5.1试验" not in listed


def test_the_list_gives_the_pages_that_its_links_lead_to() -> None:
    with pikepdf.open(io.BytesIO(written())) as pdf:
        names = pdf.Root.Names.Dests.Names
        places = {str(name): destination[0].objgen for name, destination in zip(names[::2], names[1::2], strict=True)}
        label_of = {page.objgen: label for page, label in zip(pdf.pages, labels(pdf), strict=True)}
        listed = [(str(link.Contents), label_of[places[str(link.Dest)]]) for page, link in links(pdf) if page < LISTED]
    assert len(listed) == sum(len(group.entries) for group in Outline(redline()).groups()) - 1
    assert {said == label for said, label in listed} == {True}
    assert {label for _, label in listed} == {"1", "2"}


def test_the_pages_of_the_list_are_numbered_apart() -> None:
    with pikepdf.open(io.BytesIO(written())) as pdf:
        assert labels(pdf) == ["改动-1", "改动-2", "封面", "空白页", "I", "II", "1", "2"]
    assert [text.endswith(f"改动-{place + 1}") for place, text in enumerate(texts()[:LISTED])] == [True, True]


def test_only_what_is_selected_is_listed_and_marked() -> None:
    selection = Selection(only=("requirements",), exclude=("editorial", "markup"), renumbered=False)
    whole = "".join(texts(selection))
    assert "阶段" not in whole
    assert "标志应清晰；" in whole
    assert "标志应清晰。；" not in whole
    assert "（原4.1）" not in whole
    assert "旧的一段。" in texts(selection)[COVER + 4]


def test_where_nothing_differs_it_says_so() -> None:
    data = small("段。", "段。")
    assert "没有差异" in squeeze(page_texts(data)[0])


@pytest.mark.parametrize(
    ("longest", "expected"),
    [(9, "一二三四五六"), (6, "一二三四五六"), (5, "一二三四五…"), (3, "一二三…"), (2, "一二…")],
)
def test_a_change_is_told_briefly(longest: int, expected: str) -> None:
    assert "".join(words for _, words in brief((("-", "一二三"), ("+", "四五六")), longest)) == expected


# --- pages ------------------------------------------------------------------------------------


def test_the_running_head_says_what_is_compared() -> None:
    head = "DB21/TXXXX.1—XXXX征求意见稿-1与征求意见稿-2的差异"
    assert [place for place, text in enumerate(texts()) if head not in text] == [COVER, COVER + 1]


def test_the_contents_are_those_of_the_new_revision() -> None:
    contents = texts()[CONTENTS]
    assert "4.1总则" in contents
    assert "5.2包装" in contents
    assert "4.3标志" not in contents
    assert "（原" not in contents


def test_a_chapter_that_was_rewritten_is_printed_as_it_was_and_as_it_is() -> None:
    last = texts()[-1]
    order = ("旧版6记录", "记录应写在纸上", "新版6记录", "每次运行的数据")
    assert sorted(order, key=last.index) == list(order)


def test_bookmarks_are_headings_of_one_revision() -> None:
    with pikepdf.open(io.BytesIO(written())) as pdf, pdf.open_outline() as outline:
        titles = [squeeze(title) for title in flat(outline.root)]
    assert titles[:3] == ["修订对比", "目次", "前言"]
    assert {"4.2绝缘电阻", "4.3标志（删除）", "5.2包装"} < set(titles)
    assert not [title for title in titles if "（原" in title or "⇅" in title]


def test_the_images_of_both_revisions_are_drawn(caplog: pytest.LogCaptureFixture) -> None:
    written.cache_clear()
    drawn = pages(written())[-1].get("curve", [])
    assert {12, 24} <= {round(curve["width"]) for curve in drawn}
    assert caplog.messages == []


def test_an_old_image_that_cannot_be_read_is_told_as_such(caplog: pytest.LogCaptureFixture) -> None:
    old, new = revisions()
    broken = Revision("v1", Sources({**old.files, "gp/dot.svg": b"<svg"}))
    write_redline_pdf(redline(), broken, Revision("v2", new), TEMPLATES)
    assert [message.partition(" 读不了")[0] for message in caplog.messages] == ["旧版的图 content/gp/dot.svg"]


def test_the_same_input_gives_the_same_bytes() -> None:
    first = written()
    written.cache_clear()
    assert written() == first


# --- marks ------------------------------------------------------------------------------------

INSERTED, DELETED = (0.082353, 0.27451, 0.560784), (0.627451, 0.109804, 0.078431)


def words_over(page: dict[str, Any], line: dict[str, Any]) -> str:
    """The characters that a line runs through or below."""
    middle = (line["top"] + line["bottom"]) / 2
    return "".join(
        char["text"] for char in page["char"] if char["top"] < middle < char["bottom"] + 1 and line["x0"] - 1 < char["x0"] < line["x1"] - 1
    )


def test_words_are_struck_or_underlined_twice() -> None:
    page = pages(written())[TEXT]
    lines = [(words_over(page, line), line) for line in page["line"]]
    struck = [line for words, line in lines if words == "宜"]
    underlined = [line for words, line in lines if words == "应"]
    assert [line["stroking_color"] for line in struck] == [DELETED]
    assert [line["stroking_color"] for line in underlined] == [INSERTED] * 2
    [size] = {char["size"] for char in page["char"] if char["text"] == "宜"}
    [baseline] = {round(char["bottom"], 1) for char in page["char"] if char["text"] == "宜"}
    assert struck[0]["top"] < baseline - size / 3
    assert underlined[1]["top"] - underlined[0]["top"] > 0.07 * size


def test_marks_can_be_told_in_black() -> None:
    """Whatever is coloured as inserted or deleted has a line through or below it, in the list of changes too."""
    for place in (0, 1, TEXT, TEXT + 1):
        page = pages(written())[place]
        for color in (INSERTED, DELETED):
            coloured = {char["text"] for char in page["char"] if char["non_stroking_color"] == color}
            lined = {word for line in page.get("line", []) if line["stroking_color"] == color for word in words_over(page, line)}
            assert coloured - lined == set()


def bars(page: dict[str, Any]) -> list[dict[str, Any]]:
    """What is drawn in the margin to the left of the text, from top to bottom."""
    left = min(char["x0"] for char in page["char"])
    return sorted((each for each in page.get("rect", []) if each["x1"] < left), key=lambda each: each["top"])


def beside(page: dict[str, Any], words: str) -> list[dict[str, Any]]:
    """The bars beside the line that begins with some words."""
    rows: dict[int, list[dict[str, Any]]] = {}
    for char in page["char"]:
        rows.setdefault(round(char["bottom"]), []).append(char)
    line = next(row for row in rows.values() if words in "".join(char["text"] for char in row))
    middle = (line[0]["top"] + line[0]["bottom"]) / 2
    return [bar for bar in bars(page) if bar["top"] - 4 < middle < bar["bottom"] + 4]


def test_every_marked_block_has_a_bar_and_no_other() -> None:
    page = pages(written())[TEXT]
    thin = [bar["width"] for bar in beside(page, "其他设备可参照使用")]
    thick = [bar["width"] for bar in beside(page, "表面不应有裂纹")]
    dashes = beside(page, "接线应牢固")
    assert [round(width, 1) for width in (*thin, *thick)] == [0.9, 2.2]
    assert len(dashes) == 2
    assert {bar["non_stroking_color"] for bar in dashes} == {DELETED}
    assert not beside(page, "外壳不应变形")
    assert not bars(pages(written())[FOREWORD])
    assert len(beside(pages(written())[TEXT + 1], "包装应能防潮")) == 2


def test_rows_that_came_or_went_have_bars() -> None:
    page = pages(written())[TEXT + 1]
    assert [bar["non_stroking_color"] for bar in beside(page, "频率")] == [INSERTED]
    assert {bar["non_stroking_color"] for bar in beside(page, "电流")} == {DELETED}
    assert not beside(page, "电压")


def test_a_bar_ends_with_the_words_on_a_page_that_they_do_not_fill() -> None:
    data = small("段。", "段。\n\n" + "这一段长得一页放不下，分在两页上仍是一段。" * 70 + "\n\n- 列项。")
    page = pages(data)[-2]
    [bar] = bars(page)
    lowest = sorted({char["bottom"] for char in page["char"]})[-2]  # the last one is the page number
    assert abs(bar["bottom"] - lowest) < 6


def test_lines_with_marks_in_them_are_as_full_as_others() -> None:
    sentence = "平台应记录每次变更的时间和操作人员，并按规定的期限保存，不得少于三年，"
    data = small(sentence * 9 + "以备检查。", sentence.replace("应记录", "宜保留").replace("三年", "十年") * 9 + "以备检查。")
    page = pages(data)[-1]
    ends: dict[int, float] = {}
    for char in page["char"]:
        if 100 < char["top"] < 700 and char["text"] not in "，。、":
            ends[round(char["bottom"])] = max(ends.get(round(char["bottom"]), 0), char["x1"])
    full = [end for end in ends.values() if end > page["width"] - 100]
    assert len(full) > 6
    assert max(full) - min(full) < 11  # a mark that hangs out leaves its half em
    assert squeeze(page_texts(data)[-1]).count("应记录宜保留") == 9


# --- tags -------------------------------------------------------------------------------------


@cache
def tags() -> Tagged:
    return read_tags(written())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_of_tags_holds(rule: Rule) -> None:
    cover = f"page {COVER}: "
    assert [fault for fault in rule(tags()) if not fault.startswith(cover)] == []


def test_pdfua_finds_nothing(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(written())
    assert [finding.message for finding in pdfua.validate(file).findings] == []


def test_what_came_and_went_can_be_told_by_the_tags() -> None:
    decorated: dict[str, list[str]] = {}
    for element in decorations(tags().document):
        decorated.setdefault(str(element.attribute("TextDecorationType")), []).append(squeeze(tags().words(element)))
    assert {"宜", "旧的一段。", "4.3标志产品应有永久性标志。"} < {*decorated["/LineThrough"]}
    assert {"应", "新的一段。", "并传送", "4.1总则设备应符合本章的规定。"} < {*decorated["/Underline"]}


def decorations(document: Element) -> Iterator[Element]:
    return (element for element in document.elements() if element.attribute("TextDecorationType"))


def test_it_can_be_an_archive() -> None:
    with pikepdf.open(io.BytesIO(written(variant="pdf/a-3u"))) as pdf, pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "3U"
