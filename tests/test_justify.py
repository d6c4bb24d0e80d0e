"""Lines of Chinese text at the edge of their column, measured in the PDF."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pytest

from gbdoc.doctor import pdf_possible
from gbdoc.load import load
from gbdoc.model import Fonts
from gbdoc.pipeline import compile_library
from gbdoc.source import Sources
from gbdoc.write.formula import svg
from gbdoc.write.html import load_templates, overrides, paper_style, write_contents, write_segments
from gbdoc.write.pdf import write_pdf
from gbdoc.write.pdf.engine import engine
from gbdoc.write.typography import closed, on_paper

ROOT = Path(__file__).parents[1]
TEMPLATES = load_templates(ROOT / "templates")
SIZE = 10.5  # points: 五号, the size of running text
LEFT = 25 / 25.4 * 72  # the binding edge of a right-hand page
HEAD = '<!DOCTYPE html><html lang="zh-CN"><title>x</title><style>:root{--running-head:"x"}</style><body class="body">'
CLOSING = "，。、；：！？）》”"

pytestmark = pytest.mark.skipif(not pdf_possible(), reason="no Pango here")


@dataclass(frozen=True)
class Line:
    """A printed line: its characters and their left and right edges in ems from the column's left edge."""

    text: str
    lefts: tuple[float, ...]
    rights: tuple[float, ...]

    def gaps(self) -> dict[str, float]:
        """What is between two characters that stand side by side, by these two."""
        pairs = zip(self.text, self.text[1:], self.rights, self.lefts[1:], strict=False)
        return {one + other: round(left - right, 3) for one, other, right, left in pairs}


def printed(words: str, width: float, markup: str = "") -> list[Line]:
    """The lines of a paragraph in a column so many ems wide, read from the PDF."""
    paragraph = markup or str(closed(on_paper(words)))
    body = f'<p style="width:{width}em;text-indent:0">{paragraph}</p>'
    with engine(Sources({}), Fonts(), paper_style(TEMPLATES)) as press:
        from gbdoc.write.pdf.justify import justify

        rendering = press.lay_out(HEAD + body)
        justify(rendering.pages)
        page = pdfplumber.open(io.BytesIO(rendering.write_pdf())).pages[0]
    return lines_of([char for char in page.chars if 34 / 25.4 * 72 < char["top"] < 270 / 25.4 * 72])


def lines_of(chars: list[dict[str, Any]]) -> list[Line]:
    baselines = sorted({round(char["matrix"][5]) for char in chars}, reverse=True)
    rows = [sorted((char for char in chars if round(char["matrix"][5]) == baseline), key=lambda char: char["x0"]) for baseline in baselines]
    return [Line("".join(char["text"] for char in row), place(row, "x0"), place(row, "x1")) for row in rows]


def place(row: list[dict[str, Any]], edge: str) -> tuple[float, ...]:
    return tuple((char[edge] - LEFT) / SIZE for char in row)


def test_a_full_line_ends_at_the_edge_with_even_gaps() -> None:
    first, second, last = printed("一定范围内的标准按其内在联系形成的科学的有机整体", 10.4)
    for line in (first, second):
        assert line.rights[-1] == pytest.approx(10.4, abs=0.01)
        assert max(line.gaps().values()) - min(line.gaps().values()) < 0.003
    assert set(last.gaps().values()) == {0}


@pytest.mark.parametrize(
    ("words", "width", "edges"),
    [
        ("甲乙丙丁戊己庚辛壬癸，子丑寅卯", 11.2, (0, 11.7)),  # the blank half of the comma stands outside
        ("甲乙丙丁戊己庚辛壬癸子（丑寅卯辰巳午未申酉戌亥甲）乙丙", 11.2, (0, 11.2)),
        ("（甲乙丙丁戊己庚辛壬癸子丑寅卯", 11.2, (0, 11.2)),  # a paragraph's own first bracket keeps its place
    ],
)
def test_blank_halves_of_marks_stand_outside(words: str, width: float, edges: tuple[float, float]) -> None:
    first = printed(words, width)[0]
    assert (first.lefts[0], first.rights[-1]) == pytest.approx(edges, abs=0.01)


def test_a_bracket_that_begins_a_later_line_moves_out() -> None:
    line = printed("甲乙丙丁戊己庚辛壬癸子（丑寅卯辰巳午未申酉戌亥甲乙丙）", 11.2)[1]
    assert line.text[0] == "（"
    assert (line.lefts[0], line.rights[-1]) == pytest.approx((-0.5, 11.2), abs=0.01)


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("甲乙丙丁戊己应符合GB/T 1.1—2020的规定子丑寅卯", "GB/T 1.1—2020"),
        ("甲乙丙丁戊己的电压不大于220 V且不小于子丑寅卯", "220 V"),
        ("甲乙丙丁戊己甲——乙丙丁戊己庚辛壬癸子丑寅卯辰巳", "——"),
        ("甲乙丙丁戊己见第6章和附录A的规定子丑寅卯辰巳午", "第6章"),
        ("甲乙丙丁戊己为20 ℃～25 ℃的时候子丑寅卯辰巳午未", "20 ℃～25 ℃"),
    ],
)
def test_nothing_is_stretched_inside(words: str, whole: str) -> None:
    natural = width_of(printed(words, 60)[0], whole)
    line = next(line for line in printed(words, 17.35) if whole in line.text)
    assert max(line.gaps().values()) > 0  # the line as a whole is
    assert width_of(line, whole) == pytest.approx(natural, abs=0.005)


def width_of(line: Line, whole: str) -> float:
    begin = line.text.index(whole)
    return line.rights[begin + len(whole) - 1] - line.lefts[begin]


def test_a_line_that_would_be_torn_stays_ragged() -> None:
    first = printed("甲乙丙GB/T 34680.1—2017的规定", 10)[0]
    assert first.text == "甲乙丙"
    assert first.rights[-1] == pytest.approx(3, abs=0.01)


@pytest.mark.parametrize(("width", "end"), [(10.3, 10.3), (11.3, 10)])
def test_a_narrow_column_stays_ragged_sooner(width: float, end: float) -> None:
    first = printed("甲乙丙丁戊己庚辛壬癸GB/T 1.1的规定", width)[0]
    assert first.rights[-1] == pytest.approx(end, abs=0.01)


def test_a_line_that_the_author_broke_is_left_alone() -> None:
    first, second = printed("", 12.4, "甲乙丙丁戊己庚辛<br>壬癸")
    assert (first.rights[-1], second.rights[-1]) == pytest.approx((8, 2), abs=0.01)


def test_a_mark_keeps_to_its_word() -> None:
    mark, line, *_ = printed("", 12.3, "甲乙丙丁<sup>1)</sup>戊己庚辛壬癸子丑寅")
    assert line.rights[-1] == pytest.approx(12.3, abs=0.01)
    assert (mark.text, mark.lefts[0]) == ("1)", pytest.approx(line.rights[line.text.index("丁")], abs=0.001))
    assert line.gaps()["甲乙"] > 0


def test_marks_that_meet_stay_closed_up() -> None:
    gaps = printed("甲乙丙》（丁戊己”、“庚辛壬癸子丑", 13.7)[0].gaps()
    assert gaps["》（"] == pytest.approx(gaps["甲乙"] - 0.5, abs=0.003)
    assert gaps["甲乙"] > 0


def test_marks_of_two_boxes_close_up_too() -> None:
    line, last = printed("", 13.7, "甲乙丙<a href='#a'>丁（戊）</a>、己庚辛壬癸子丑<i>寅）</i>、卯辰")
    gaps = line.gaps()
    assert gaps["）、"] == pytest.approx(gaps["甲乙"] - 0.5, abs=0.003)
    assert line.rights[-1] == pytest.approx(13.7, abs=0.01)
    assert min(last.gaps().values()) == pytest.approx(-0.5, abs=0.003)


def test_what_is_copied_is_what_was_written() -> None:
    words = "应符合GB/T 1.1—2020第6章的“规定”，长度为10 mm～12 mm，甲/乙和附录A见公式（5）。"
    text = "".join(line.text for line in printed(words, 21.3))
    assert text == words


def test_links_cover_their_words() -> None:
    body = '<p style="width:20.4em;text-indent:0" id="a">甲乙丙丁戊己庚辛见<a href="#a">第六章的规定</a>壬癸子丑寅卯辰巳午未</p>'
    with engine(Sources({}), Fonts(), paper_style(TEMPLATES)) as press:
        from weasyprint.document import Page

        from gbdoc.write.pdf.justify import justify

        rendering = press.lay_out(HEAD + body)
        justify(rendering.pages)
        rendering.pages = [Page(page._page_box) for page in rendering.pages]
        page = pdfplumber.open(io.BytesIO(rendering.write_pdf())).pages[0]
    linked = [char for char in page.chars if char["text"] in "第六章的规定"]
    assert page.annots[0]["x0"] == pytest.approx(min(char["x0"] for char in linked), abs=0.1)
    assert page.annots[0]["x1"] == pytest.approx(max(char["x1"] for char in linked), abs=3)  # and at most the gap after it


# --- whole documents -------------------------------------------------------------------------


@dataclass(frozen=True)
class Edge:
    """Where a full line of a document was to end, and where it does, in points."""

    wanted: float
    found: float
    text: str

    @property
    def is_flush(self) -> bool:
        hanging = SIZE if self.text[-1] in CLOSING else 0
        return abs(self.found - self.wanted) < 0.3 or (hanging > 0 and 0 <= self.found - self.wanted <= hanging / 2 + 0.3)

    @property
    def is_too_empty(self) -> bool:
        """Whether the gaps beside Chinese characters and the spaces would have to be widened by more than a quarter em each."""
        gaps = re.findall(r"[\u3001-\uffef](?=[!-\uffef])|[!-~](?=[\u3001-\uffef])| ", self.text)
        return self.wanted - self.found > SIZE / 4 * len(gaps)


@cache
def edges(folder: str, name: str) -> list[Edge]:
    """The ends of all lines of running text that are not a paragraph's last, read from the PDF."""
    sources = load(ROOT / folder)
    [resolved] = [done.resolved for done in compile_library(sources) if done.name == name]
    metadata = resolved.document.metadata
    with engine(sources, metadata.fonts, f"{paper_style(TEMPLATES)}{overrides(metadata)}") as press:
        from gbdoc.write.pdf.finish import join
        from gbdoc.write.pdf.segments import lay_out

        segments = write_segments(resolved, TEMPLATES, svg)
        document = join(lay_out(segments, lambda pages: write_contents(resolved, TEMPLATES, svg, pages), press), ())
        wanted = [full_lines(page) for page in document.pages]
        pdf = pdfplumber.open(io.BytesIO(document.write_pdf()))
    return [edge for page, lines in zip(pdf.pages, wanted, strict=True) for edge in page_edges(page, lines)]


def full_lines(page: Any) -> list[tuple[float, float, float]]:
    """Left and right edge of the column and baseline of each line of text that goes on in another, in points from the top."""
    from gbdoc.write.pdf import walk

    return [
        (column.content_box_x() * 0.75, (column.content_box_x() + column.width) * 0.75, (line.position_y + line.baseline) * 0.75)
        for column, line in walk.lines(page)
        if line.resume_at is not None and column.element_tag in ("p", "dd", "span") and line.style["text_align_all"] == "start"
    ]


def page_edges(page: Any, lines: list[tuple[float, float, float]]) -> list[Edge]:
    found = []
    for left, right, baseline in lines:
        row = [
            char
            for char in page.chars
            if abs(page.height - char["matrix"][5] - baseline) < 0.6 and left - SIZE < char["x0"] and char["x1"] < right + SIZE
        ]
        row.sort(key=lambda char: char["x0"])
        found.append(Edge(right, row[-1]["x1"], "".join(char["text"] for char in row)))
    return found


@pytest.mark.parametrize(("folder", "name"), [(".", "general-principles"), (".", "urban-management"), ("tests/specimen", "specimen")])
def test_lines_of_a_document_are_flush(folder: str, name: str) -> None:
    lines = edges(folder, name)
    empty = [line for line in lines if line.is_too_empty]
    ragged = [(line.text, round(line.wanted - line.found, 1)) for line in lines if not line.is_flush and not line.is_too_empty]
    assert len(lines) > (10 if name == "specimen" else 60)
    assert len(empty) <= len(lines) * 0.03
    assert ragged == []
    for line in lines:
        assert not re.search("[\u2060\u00a0\u200b]", line.text)


@pytest.mark.parametrize(("folder", "name"), [(".", "general-principles"), (".", "urban-management")])
def test_wide_lines_are_copied_without_spaces(folder: str, name: str) -> None:
    sources = load(ROOT / folder)
    [resolved] = [done.resolved for done in compile_library(sources) if done.name == name]
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(write_pdf(resolved, TEMPLATES, sources)))
    runs = [run for line in edges(folder, name) for run in re.findall("[一-龥，。、]{5,}", line.text)]
    assert len(runs) > 100
    torn = [run for run in runs if run not in text]  # where a link or a formula begins, a space may still come in
    assert len(torn) <= len(runs) / 100, torn
