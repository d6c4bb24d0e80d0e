"""Tables and figures on paper, measured against GB/T 1.1—2020, 9.7, 9.8, 10.4.2 and annex F; lengths are in points."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pytest

from gbdoc.doctor import FONTS, pdf_possible
from gbdoc.pipeline import compile_library
from gbdoc.source import Sources
from gbdoc.write.extent import em
from gbdoc.write.html import load_templates
from gbdoc.write.pdf import write_pdf
from library import STANDARD, library

ROOT = Path(__file__).parents[1]
MM = 72 / 25.4
PLACE, SIZE = 0.3 * MM, 0.1  # how far off a place and a size may be
INNER, OUTER, WIDTH = 25 * MM, 20 * MM, 165 * MM  # margins on the bound and on the other side, and the text between
LINE, HALF = 15.6, 7.8
NORMAL, SMALL, TINY = 10.5, 9.0, 7.5  # 五号, 小五, 六号
RAISED = 2.4  # marks of footnotes
THICK, THIN = 1.0, 0.5
SERIF, SANS = "Serif", "Sans"
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="100pt" height="40pt" viewBox="0 0 100 40">'
    b'<rect width="100" height="40" fill="#888"/><text x="5" y="20" font-family="serif" font-size="7.5">SIX</text></svg>'
)

pytestmark = pytest.mark.skipif(not pdf_possible(), reason="no Pango here")


# --- reading a page --------------------------------------------------------------------------


@cache
def pages(text: str) -> tuple[Any, ...]:
    """The numbered pages of a document that says this in its first chapter."""
    sources = Sources({**library(f"# 范围\n\n{text}").files, "gp/a.svg": DRAWING})
    [done] = [done for done in compile_library(sources) if done.name == "gp"]
    assert done.resolved
    data = write_pdf(done.resolved, load_templates(ROOT / "templates"), sources)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbered = [place for place, page in enumerate(pdf.pages) if page.label.isdecimal()]
    opened = pdfplumber.open(io.BytesIO(data))
    return tuple(opened.pages[place] for place in numbered)


def baseline(char: Any) -> float:
    return float(char["top"] + char["y1"] - char["matrix"][5])


def middle(char: Any) -> float:
    """The middle of the square that a Chinese character fills, which is the middle of its line."""
    return float(baseline(char) - 0.38 * char["size"])


def in_order(page: Any) -> list[Any]:
    """The characters of a page from line to line."""
    chars = [char for char in page.chars if not char["text"].isspace()]
    return sorted(chars, key=lambda char: (round(line_of(char) / 2), char["x0"]))


def line_of(char: Any) -> float:
    """The foot of the line that a character belongs to, which a mark stands above."""
    return baseline(char) + (RAISED if char["size"] < TINY - SIZE else 0)


def text_of(page: Any) -> str:
    return "".join(char["text"] for char in in_order(page))


def found(page: Any, words: str) -> list[Any]:
    """The characters of some words, where they are first said on a page; —— is one character."""
    owners = [char for char in in_order(page) for _ in char["text"]]
    place = text_of(page).index(words)
    return owners[place : place + len(words)]


def page_with(words: str, text: str) -> Any:
    return next(page for page in pages(text) if words in text_of(page))


def lines_across(page: Any) -> list[Any]:
    """The lines of tables, from above; 终结线 is thicker."""
    lines = [rect for rect in page.rects if rect["width"] > rect["height"] and rect["height"] < THICK + SIZE]
    return sorted(lines, key=lambda rect: float(rect["top"]))


def parts_of(text: str) -> list[Any]:
    """The pages on which a table is."""
    return [page for page in pages(text) if lines_across(page)]


def lines_down(page: Any) -> list[Any]:
    return sorted((rect for rect in page.rects if rect["width"] < rect["height"]), key=lambda rect: float(rect["x0"]))


def of_font(chars: Iterable[Any], face: str, size: float) -> bool:
    return all(face in char["fontname"] and char["size"] == pytest.approx(size, abs=SIZE) for char in chars)


def left_of(page: Any) -> float:
    """Where the text begins on a page; odd pages are bound on the left."""
    place = next(char for char in page.chars if char["text"].isdecimal() and baseline(char) > 270 * MM)["x0"]
    return INNER if place > page.width / 2 else OUTER


# --- frames ----------------------------------------------------------------------------------


def table(rows: str, options: str = "", after: str = "", title: str = "题目") -> str:
    return f"见[](#tab-a)。\n\n:::{{table}} {title} {{#tab-a}}\n{options}\n\n{rows}\n\n{after}\n:::\n\n下文。\n"


PLAIN = table("| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n| 三 | 四 |", ":unit: 单位为毫米")
FRAMES = {
    "plain": (PLAIN, [THICK, THICK, THIN, THICK], [THICK, THIN, THICK]),
    "one column, one row": (table("| 甲 |\n|---|\n| 一 |"), [THICK, THICK, THICK], [THICK, THICK]),
    "two rows of head": (
        table("| 甲 | 乙 | << |\n|---|---|---|\n| ^^ | 丙 | 丁 |\n| 一 | 二 | 三 |", ":header-rows: 2"),
        [THICK, THIN, THICK, THICK],
        [THICK, THIN, THIN, THICK],
    ),
    "closing cell": (table("| 甲 |\n|---|\n| 一 |\n| 二 |", after="注：说明。"), [THICK, THICK, THIN, THICK, THICK], [THICK, THICK]),
    "merged at the edges": (
        table("| 甲 | 乙 | 丙 |\n|---|---|---|\n| 一 | 二 | << |\n| ^^ | 三 | 四 |\n| 五 | << | ^^ |"),
        [THICK, THICK, THIN, THIN, THICK],
        [THICK, THIN, THIN, THIN, THICK],
    ),
}


@pytest.mark.parametrize(("text", "across", "down"), FRAMES.values(), ids=FRAMES)
def test_frames_are_thick_and_other_lines_thin(text: str, across: list[float], down: list[float]) -> None:
    [page] = pages(text)
    heights = {round(line["top"], 1): line["height"] for line in lines_across(page)}
    assert list(heights.values()) == pytest.approx(across, abs=SIZE)
    assert [line["width"] for line in lines_down(page)] == pytest.approx(down, abs=SIZE)


@pytest.mark.parametrize("text", [text for text, *_ in FRAMES.values()], ids=FRAMES)
def test_corners_are_closed_and_no_line_is_drawn_twice(text: str) -> None:
    [page] = pages(text)
    across, down = lines_across(page), lines_down(page)
    frame = across[0], down[-1], across[-1], down[0]
    assert {round(line["x0"], 1) for line in (across[0], across[-1], down[0])} == {round(left_of(page), 1)}
    assert {round(line["x1"], 1) for line in (across[0], across[-1], down[-1])} == {round(left_of(page) + WIDTH, 1)}
    assert {(round(line["top"], 1), round(line["bottom"], 1)) for line in (down[0], down[-1])} == {
        (round(frame[0]["top"], 1), round(frame[2]["bottom"], 1))
    }
    for lines, along in ((across, ("x0", "x1", "top")), (down, ("top", "bottom", "x0"))):
        start, end, place = along
        for one, other in ((one, other) for one in lines for other in lines if one is not other):
            assert abs(one[place] - other[place]) > 2 or one[end] <= other[start] + 1 or other[end] <= one[start] + 1


def test_rows_of_one_line_are_a_line_of_the_text_high() -> None:
    [page] = pages(PLAIN)
    frame = lines_across(page)
    bottoms = [line["bottom"] for line in frame[1:]]
    assert [bottom - frame[0]["top"] for bottom in bottoms] == pytest.approx([LINE, 2 * LINE, 3 * LINE], abs=SIZE)


# --- caption, unit, gaps ---------------------------------------------------------------------


def is_blank_line(gap: float) -> bool:
    """Whether there is a blank line from the middle of a line to an exhibit (10.4.2.1), and at most half a line more, to the grid."""
    return LINE / 2 + LINE - PLACE <= gap <= LINE / 2 + LINE + HALF + PLACE


def test_caption_unit_and_gaps_of_a_table() -> None:
    [page] = pages(PLAIN)
    before, caption, unit, after = (found(page, words) for words in ("见表1。", "表1题目", "单位为毫米", "下文。"))
    frame = lines_across(page)
    assert of_font(caption, SANS, NORMAL)
    assert (caption[0]["x0"] + caption[-1]["x1"]) / 2 == pytest.approx(left_of(page) + WIDTH / 2, abs=PLACE)
    assert caption[2]["x0"] - caption[1]["x1"] == pytest.approx(NORMAL, abs=PLACE)
    assert middle(caption[0]) - middle(before[0]) == pytest.approx(LINE + HALF, abs=PLACE)
    assert of_font(unit, SERIF, SMALL)
    assert unit[-1]["x1"] == pytest.approx(left_of(page) + WIDTH, abs=PLACE)
    assert 0 < frame[0]["top"] - middle(unit[0]) < SMALL
    assert middle(after[0]) - frame[-1]["bottom"] == pytest.approx(LINE + LINE / 2, abs=PLACE)


def test_a_caption_without_unit_is_half_a_line_above_its_table() -> None:
    [page] = pages(table("| 甲 |\n|---|\n| 一 |"))
    assert lines_across(page)[0]["top"] - middle(found(page, "表1题目")[0]) == pytest.approx(HALF + LINE / 2, abs=PLACE)


# --- tables over several pages ---------------------------------------------------------------

ROWS = "\n".join(f"| 行{row} | 二 |" for row in range(100))
LONG = "| 甲 | 乙 |\n|---|---|\n" + ROWS
TITLES = {"short": "题目", "a full line": "题" * 37, "two lines": "题" * 60}


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_table_goes_on_with_caption_unit_and_head(title: str) -> None:
    first, *others = parts_of(table(LONG, ":unit: 单位为毫米", title=title))
    assert others
    assert "（续）" not in text_of(first)
    for page in others:
        assert f"表1{title}（续）单位为毫米甲乙" in text_of(page)
        caption, mark = found(page, f"表1{title}（续）"), found(page, "（续）")
        assert of_font(mark, SERIF, NORMAL)
        last = [char for char in caption if abs(baseline(char) - baseline(caption[-1])) < 2]
        assert (last[0]["x0"] + last[-1]["x1"]) / 2 == pytest.approx(left_of(page) + WIDTH / 2, abs=PLACE)
        assert min(char["x0"] for char in caption) >= left_of(page) - PLACE
        assert max(char["x1"] for char in caption) <= left_of(page) + WIDTH + PLACE
        assert baseline(caption[0]) < baseline(found(page, "单位")[0]) < lines_across(page)[0]["top"]


@pytest.mark.parametrize(
    ("rows", "words"),
    {
        "first column": ("\n".join(f"| {'合并' if row == 0 else '^^'} | 行{row} | 二 |" for row in range(100)), ["合并"] * 3),
        "middle and last": (
            "\n".join(f"| 行{row} | {'中间' if row == 0 else '^^'} | {'末尾' if row % 60 == 0 else '^^'} |" for row in range(100)),
            ["中间末尾", "中间末尾末尾", "中间末尾"],
        ),
    }.values(),
    ids=["first column", "middle and last"],
)
def test_merged_cells_go_on_and_every_part_is_framed(rows: str, words: list[str]) -> None:
    parts = parts_of(table("| 甲 | 乙 | 丙 |\n|---|---|---|\n" + rows))
    for page, expected in zip(parts, words, strict=True):
        body = text_of(page)
        assert sorted("".join(word for word in ("合并", "中间", "末尾") for _ in range(body.count(word)))) == sorted(expected)
        across, down = lines_across(page), lines_down(page)
        for line in (across[0], across[1], across[-1]):
            assert (line["height"], line["width"]) == (pytest.approx(THICK, abs=SIZE), pytest.approx(WIDTH, abs=PLACE))
        assert {(round(line["top"], 1), round(line["bottom"], 1)) for line in down} == {
            (round(across[0]["top"], 1), round(across[-1]["bottom"], 1))
        }


def filler(lines: int) -> str:
    """Some paragraphs of one line, above a table."""
    return "段。\n\n" * lines


@pytest.mark.parametrize("lines", range(30, 41, 2))
def test_a_small_table_is_kept_whole(lines: int) -> None:
    rows = "| 甲 |\n|---|\n" + "\n".join(f"| 行{row} |" for row in range(8))
    counts = [text_of(page).count("行") for page in pages(filler(lines) + table(rows, after="注：说明。"))]
    assert [count for count in counts if count] == [8]


@pytest.mark.parametrize("lines", range(30, 41, 2))
def test_neither_caption_nor_closing_cell_stands_alone(lines: int) -> None:
    rows = "| 甲 |\n|---|\n" + "\n".join(f"| 行{row} |" for row in range(40))
    text = filler(lines) + table(rows, after="注：说明。")
    for page in pages(text):
        assert ("表1题目" not in text_of(page)) or text_of(page).count("行") > ("（续）" not in text_of(page))
    assert text_of(page_with("注：说明", text)).count("行") > 0


def test_a_row_higher_than_a_page_is_printed_whole_under_its_head() -> None:
    tall = "\\\\".join(f"第{line}句" for line in range(90))
    parts = parts_of(table(f"| 甲 | 乙 |\n|---|---|\n| 前 | 短 |\n| 高 | {tall} |\n| 后 | 短 |"))
    assert len(parts) == 3
    assert sum(text_of(page).count("句") for page in parts) == 90
    assert all("甲乙" in text_of(page) for page in parts)
    assert all(lines_across(page)[-1]["height"] == pytest.approx(THICK, abs=SIZE) for page in parts)


# --- cells -----------------------------------------------------------------------------------

NUMBERS = (
    "| 数 | 宽 | 差 | 高 |\n|---|---|---|---|\n| 1.5 | 5～10 | 3±0.5 | −2 |\n| 110.25 | 15～120 | 13±1 | 101 |\n| 7 | — | 8±0.25 | 1000 |"
)


@pytest.mark.parametrize(
    ("mark", "rows"),
    {"point": (".", ["1.5", "110.25"]), "range": ("～", ["5～10", "15～120"]), "tolerance": ("±", ["3±", "13±", "8±"])}.values(),
)
def test_numbers_are_in_line(mark: str, rows: list[str]) -> None:
    [page] = pages(table(NUMBERS))
    places = [found(page, row)[row.index(mark)]["x0"] for row in rows]
    assert places == pytest.approx([places[0]] * len(places), abs=0.2)


def test_units_are_in_line_with_those_of_numbers_that_have_decimals() -> None:
    [page] = pages(table(NUMBERS))
    assert found(page, "7—")[0]["x1"] == pytest.approx(found(page, "110.25")[2]["x1"], abs=0.2)
    ends = [found(page, number)[-1]["x1"] for number in ("−2", "101", "1000")]
    assert ends == pytest.approx([ends[0]] * 3, abs=0.2)


def test_nothing_is_in_the_text_but_what_is_printed() -> None:
    [page] = pages(table(NUMBERS))
    assert "数宽差高1.55～103±0.5−2110.2515～12013±11017—8±0.251000" in text_of(page)


def test_widths_are_those_of_the_font() -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(FONTS / "GBDocSerif-Regular.otf")
    glyphs, widths, units = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    known = "".join(map(chr, range(32, 127))) + "−±～≤×—\u2009汉，"
    assert [em(character) for character in known] == pytest.approx([widths[glyphs[ord(c)]][0] / units for c in known], abs=0.01)


def test_text_in_cells() -> None:
    [page] = pages(table("| 甲 | 乙 |\n|:---:|---|\n| 短 | " + "长" * 60 + " |", ":widths: 1 2"))
    cell = [char for char in in_order(page) if char["text"] == "长"]
    rows = sorted({round(baseline(char), 1) for char in cell})
    starts = [min(char["x0"] for char in cell if round(baseline(char), 1) == row) for row in rows]
    assert starts[0] - starts[1] == pytest.approx(SMALL, abs=PLACE)
    assert of_font(cell, SERIF, SMALL)
    [short] = found(page, "短")
    left, inner = lines_down(page)[0], lines_down(page)[1]
    assert (short["x0"] + short["x1"]) / 2 == pytest.approx((left["x1"] + inner["x0"]) / 2, abs=PLACE)
    frame = lines_across(page)
    assert middle(short) == pytest.approx((frame[1]["bottom"] + frame[2]["top"]) / 2, abs=PLACE)


def test_what_an_author_breaks_off_in_a_cell_is_a_paragraph() -> None:
    [page] = pages(table("| 甲 |\n|---|\n| " + "长" * 20 + "\\\\第二段 |"))
    assert found(page, "第二段")[0]["x0"] == pytest.approx(found(page, "长")[0]["x0"], abs=SIZE)


def test_notes_and_footnotes_of_a_table() -> None:
    long = "脚注很长" * 20
    [page] = pages(table("| 甲 |\n|---|\n| 一[^x] |", after=f"表中的段。\n\n注：说明。\n\n[^x]: {long}。"))
    frame = lines_down(page)[0]["x1"]
    assert found(page, "表中")[0]["x0"] - frame == pytest.approx(2 * SMALL, abs=PLACE)
    assert found(page, "注：")[0]["x0"] - frame == pytest.approx(2 * SMALL, abs=PLACE)
    label, first = found(page, "a脚")
    assert label["x0"] - frame == pytest.approx(2 * SMALL, abs=PLACE)
    assert first["x0"] - frame == pytest.approx(3 * SMALL, abs=PLACE)
    assert baseline(label) < baseline(first) - 2
    text = [char for char in in_order(page) if char["text"] in "脚注很长" and baseline(char) >= baseline(first)]
    wrapped = min(char["x0"] for char in text if baseline(char) > baseline(first) + 2)
    assert wrapped == pytest.approx(first["x0"], abs=PLACE)


# --- a table across the sheet ----------------------------------------------------------------


def upright(page: Any, char: Any) -> tuple[float, float]:
    """Where the foot of a character stands, from the left and the top, when a sheet is turned back by a quarter."""
    return float(page.height - char["matrix"][5]), float(page.width - char["matrix"][4])


def test_a_table_across_the_sheet() -> None:
    text = table(LONG, ":landscape:")
    sheets = [page for page in pages(text) if page.width > page.height]
    assert len(sheets) > 2
    assert [page.width > page.height for page in pages(text)] == [False, *[True] * len(sheets), False]
    for number, page in enumerate(sheets, start=2):
        odd = number % 2 == 1
        frame = lines_across(page)[0]
        assert (page.width, page.height) == pytest.approx((297 * MM, 210 * MM), abs=MM)
        assert (frame["x0"], frame["width"]) == pytest.approx((26 * MM, 237 * MM), abs=PLACE)
        caption = found(page, "表1题目")
        assert middle(caption[0]) == pytest.approx((INNER if odd else OUTER) + LINE / 2, abs=PLACE)
        assert ("（续）" in text_of(page)) == (number > 2)
        turned = [char for char in page.chars if not char["upright"]]
        head, foot = (
            [char for char in turned if upright(page, char)[1] < 34 * MM],
            [char for char in turned if upright(page, char)[1] > 271 * MM],
        )
        assert len(head) + len(foot) == len(turned)
        assert "".join(char["text"] for char in foot) == str(number)
        for chars, face, size in ((head, SANS, NORMAL), (foot, SERIF, SMALL)):
            assert all(face in char["fontname"] and char["width"] == pytest.approx(size, abs=SIZE) for char in chars)
        assert upright(page, head[0])[1] - 0.88 * NORMAL == pytest.approx(25 * MM, abs=3 * PLACE)
        begin, end = upright(page, head[0])[0], upright(page, head[-1])[0]
        assert (end + NORMAL > INNER + WIDTH - NORMAL) if odd else begin == pytest.approx(OUTER, abs=PLACE)
    assert "下文。" in text_of(pages(text)[-1])
    assert text_of(pages(text)[-1]).endswith(str(len(sheets) + 2))


def test_tables_across_the_sheet_share_it_and_the_end_line_stays_with_the_last() -> None:
    small = table("| 甲 |\n|---|\n| 一 |", ":landscape:")
    annex = "=== gp/a.md\n# 附录\n\n## 条\n\n" + small.replace("tab-a", "tab-c").replace("下文。", "")
    standard = f"=== gp/standard.yaml\n{STANDARD}annexes:\n  - {{file: a.md, kind: normative}}\n"
    both = small.replace("下文。", "") + small.replace("tab-a", "tab-b").replace("见[](#tab-b)。", "")
    sheets = pages(f"{both}\n{standard}{annex}")
    assert [page.width > page.height for page in sheets] == [False, True, False, False, True]
    assert [len(lines_across(page)) for page in sheets] == [0, 6, 0, 0, 3]
    thicker = [[rect for rect in page.rects if THICK + SIZE < rect["height"] < rect["width"]] for page in sheets]
    assert [len(rects) for rects in thicker] == [0, 0, 0, 0, 1]


@pytest.mark.parametrize("depth", [0, 1, 3, 5])
def test_the_end_line_stays_with_a_table_across_however_deep(depth: int) -> None:
    headings = "".join(f"{'#' * (level + 2)} 条\n\n" for level in range(depth))
    annex = f"=== gp/a.md\n# 附录\n\n{headings}" + table("| 甲 |\n|---|\n| 一 |", ":landscape:").replace("下文。", "")
    sheets = pages(f"见[](#tab-a)。\n=== gp/standard.yaml\n{STANDARD}annexes:\n  - {{file: a.md, kind: normative}}\n{annex}")
    assert sheets[-1].width > sheets[-1].height
    assert [rect for rect in sheets[-1].rects if THICK + SIZE < rect["height"] < rect["width"]]


def test_nothing_is_blank_above_a_heading_after_a_sheet_across() -> None:
    across = table("| 甲 |\n|---|\n| 一 |", ":landscape:").replace("下文。", "")
    chapter = pages(f"{across}\n# 甲乙\n\n文。\n")[-1]
    [first] = [char for char in chapter.chars if char["text"] == "2"][:1]
    assert baseline(first) == pytest.approx(34 * MM + 0.5 * LINE + 0.38 * NORMAL, abs=PLACE)


# --- figures ---------------------------------------------------------------------------------

FIGURE = """见[](#fig-a)。

:::{figure} 题目 {#fig-a}
:file: a.svg
:alt: 一个框
:unit: 单位为毫米

标引序号说明：

1
: 钉芯；

2
: 钉体[^x]。

图中的段。

注：图的注。

[^x]: 图脚注。
:::

下文。
"""
PARTS = """见[](#fig-a)。

::::{figure} 题目 {#fig-a}
:::{figure} 形式一
:file: a.svg
:alt: 一个框
:::
:::{figure} 形式二
:file: a.svg
:alt: 一个框
:::
::::

下文。
"""


def drawings(page: Any) -> list[Any]:
    return [rect for rect in page.rects if rect["height"] > 2 and rect["width"] > 2]


def test_a_figure_with_all_that_belongs_to_it() -> None:
    [page] = pages(FIGURE)
    [drawing] = drawings(page)
    rows = [
        "见图1。",
        "单位为毫米",
        "SIX",
        "标引序号说明：",
        "1——钉芯；",
        "2——钉体a。",
        "图中的段。",
        "注：图的注。",
        "图脚注。",
        "图1题目",
        "下文。",
    ]
    places = [baseline(found(page, words)[0]) for words in rows]
    assert places == sorted(places)
    caption, unit = found(page, "图1题目"), found(page, "单位为毫米")
    assert of_font(caption, SANS, NORMAL)
    assert of_font(unit, SERIF, SMALL)
    assert of_font(found(page, "SIX"), SERIF, TINY)
    assert of_font(found(page, "1——钉芯；") + found(page, "图中的段。") + found(page, "图脚注"), SERIF, SMALL)
    assert unit[-1]["x1"] == pytest.approx(left_of(page) + WIDTH, abs=PLACE)
    for middles in (caption[0]["x0"] + caption[-1]["x1"], drawing["x0"] + drawing["x1"]):
        assert middles / 2 == pytest.approx(left_of(page) + WIDTH / 2, abs=PLACE)
    label, first = found(page, "a图脚")[:2]
    assert label["x0"] - left_of(page) == pytest.approx(2 * SMALL, abs=PLACE)
    assert first["x0"] - left_of(page) == pytest.approx(3 * SMALL, abs=PLACE)


def test_gaps_of_a_figure() -> None:
    [page] = pages("见[](#fig-a)。\n\n:::{figure} 题目 {#fig-a}\n:file: a.svg\n:alt: 一个框\n:::\n\n下文。\n")
    [drawing] = drawings(page)
    before, caption, after = (middle(found(page, words)[0]) for words in ("见图1。", "图1题目", "下文。"))
    assert is_blank_line(drawing["top"] - before)
    assert caption - drawing["bottom"] == pytest.approx(HALF + LINE / 2, abs=PLACE)
    assert after - caption == pytest.approx(LINE + HALF, abs=PLACE)


def test_parts_of_a_figure_stand_side_by_side() -> None:
    [page] = pages(PARTS)
    one, other = drawings(page)
    assert one["top"] == pytest.approx(other["top"], abs=SIZE)
    for drawing, words in ((one, "a)形式一"), (other, "b)形式二")):
        caption = found(page, words)
        assert of_font(caption, SANS, SMALL)
        assert (caption[0]["x0"] + caption[-1]["x1"]) / 2 == pytest.approx((drawing["x0"] + drawing["x1"]) / 2, abs=PLACE)
        assert baseline(caption[0]) > drawing["bottom"]
    assert baseline(found(page, "图1题目")[0]) > baseline(found(page, "b)形式二")[0])


@pytest.mark.parametrize("lines", range(24, 36, 3))
def test_a_figure_is_kept_with_its_caption(lines: int) -> None:
    page = page_with("图1题目", filler(lines) + FIGURE)
    assert drawings(page)
    assert "标引序号说明" in text_of(page)
