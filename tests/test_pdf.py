"""PDFs, read back with other people's tools."""

from __future__ import annotations

import gc
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pypdfium2
import pytest

from gbdoc.doctor import FONTS, pdf_possible
from gbdoc.load import load
from gbdoc.model import Fonts, SiblingCitation, Xref, walk
from gbdoc.pipeline import compile_library
from gbdoc.resolve import ResolvedDocument
from gbdoc.source import Sources
from gbdoc.write.formula import svg
from gbdoc.write.html import Segment, load_templates, paper_style
from gbdoc.write.pdf import write_pdf
from gbdoc.write.pdf.engine import engine
from gbdoc.write.pdf.properties import resolved

ROOT = Path(__file__).parents[1]
SPECIMEN = ROOT / "tests" / "specimen"
MILLIMETRE = 72 / 25.4

pytestmark = pytest.mark.skipif(not pdf_possible(), reason="no Pango here")


@cache
def library() -> tuple[Sources, dict[str, ResolvedDocument]]:
    sources = load(SPECIMEN)
    return sources, {done.name: done.resolved for done in compile_library(sources) if done.resolved}


@cache
def specimen() -> bytes:
    sources, documents = library()
    return write_pdf(documents["specimen"], load_templates(ROOT / "templates"), sources)


@cache
def opened() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(specimen()))


@cache
def texts() -> list[str]:
    return page_texts(specimen())


def page_texts(data: bytes) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def squeeze(words: str) -> str:
    return re.sub(r"\s+", "", words)


def labels(pdf: pikepdf.Pdf) -> list[str]:
    return [page.label for page in pdf.pages]


@cache
def destinations() -> dict[str, int]:
    """The place of the page of every anchor."""
    places = {page.objgen: place for place, page in enumerate(opened().pages)}
    names = list(opened().Root.Names.Dests.Names)
    return {str(name): places[destination[0].objgen] for name, destination in zip(names[::2], names[1::2], strict=True)}


def links(pdf: pikepdf.Pdf) -> Iterator[tuple[int, Any]]:
    for place, page in enumerate(pdf.pages):
        for annotation in page.get("/Annots", []):
            yield place, annotation


# --- pages -----------------------------------------------------------------------------------


def test_nothing_is_complained_of(caplog: pytest.LogCaptureFixture) -> None:
    sources, documents = library()
    for document in documents.values():
        write_pdf(document, load_templates(ROOT / "templates"), sources)
    assert [record.getMessage() for record in caplog.records] == []


def test_the_text_begins_on_a_right_hand_page() -> None:
    numbers = labels(opened())
    assert numbers[:3] == ["封面", "空白页", "I"]
    assert numbers[numbers.index("1") :] == [str(number) for number in range(1, len(numbers) - numbers.index("1") + 1)]
    assert numbers.index("1") % 2 == 0  # counted from 0
    blank = [text for text, number in zip(texts(), numbers, strict=True) if number == "空白页"]
    assert "".join(blank).strip() == ""


def test_running_heads_and_page_numbers_stand_outside() -> None:
    number = library()[1]["specimen"].document.metadata.dated_number
    for page, label in zip(pypdfium2.PdfDocument(specimen()), labels(opened()), strict=True):
        if label in ("封面", "空白页"):
            continue
        width, height = page.get_size()
        if width > height:
            continue  # a table across the sheet: tests/test_exhibits.py
        text = page.get_textpage()
        head = text.get_text_bounded(bottom=height - 34 * MILLIMETRE)
        foot = text.get_text_bounded(top=26 * MILLIMETRE)
        assert (squeeze(head), squeeze(foot)) == (squeeze(number), label)
        right = label in ("I", "III", "V") or (label.isdecimal() and int(label) % 2 == 1)
        outer = {"left": width / 2} if right else {"right": width / 2}
        assert squeeze(text.get_text_bounded(top=26 * MILLIMETRE, **outer)) == label


def test_margins_are_mirrored() -> None:
    first = labels(opened()).index("1")
    edges = [left_edge(page) for page in list(pypdfium2.PdfDocument(specimen()))[first : first + 4]]
    assert edges == pytest.approx([25, 20, 25, 20], abs=1)


def left_edge(page: Any) -> float:
    text = page.get_textpage()
    height = page.get_height()
    boxes = [text.get_charbox(place) for place in range(text.count_chars())]
    body = [box[0] for box in boxes if 26 * MILLIMETRE < box[1] < height - 34 * MILLIMETRE and box[2] > box[0]]
    return min(body) / MILLIMETRE


def test_contents_name_the_true_pages() -> None:
    numbers = labels(opened())
    lines = [link for place, link in links(opened()) if place in (numbers.index("I"), numbers.index("II"))]
    assert len(lines) > 30
    documents = pypdfium2.PdfDocument(specimen())
    for place, link in links(opened()):
        if link in lines:
            left, bottom, right, top = (float(edge) for edge in link.Rect)
            line = documents[place].get_textpage().get_text_bounded(left, bottom, right, top)
            printed = re.split(r"[·.\s]+", line.strip())[-1]
            assert printed == numbers[destinations()[str(link.Dest)]], line


def test_every_number_and_title_stands_on_its_page() -> None:
    resolved = library()[1]["specimen"]
    printed = [
        label
        for label in resolved.labels.values()
        if label.kind in ("chapter", "clause", "annex", "table", "figure", "subfigure", "term", "formula", "reference") and label.number
    ]
    assert len(printed) > 50
    missing = [
        (label.anchor, label.number)
        for label in printed
        if squeeze(label.number + ("" if label.kind in ("annex", "reference", "term") else label.title))
        not in squeeze(texts()[destinations()[label.anchor]])
    ]
    assert missing == []


def test_a_table_goes_on_with_its_number() -> None:
    caption = squeeze("表3　很长的表")
    body = [squeeze(text) for text, label in zip(texts(), labels(opened()), strict=True) if label.isdecimal()]
    parts = [text for text in body if caption in text]
    assert len(parts) > 2
    assert [f"{caption}（续）" in part for part in parts] == [False, *[True] * (len(parts) - 1)]


# --- what a reader follows -------------------------------------------------------------------


def test_references_lead_where_they_say() -> None:
    resolved = library()[1]["specimen"]
    wanted = Counter((target(href), squeeze(words)) for reference in references(resolved) for href, words in led(resolved, reference))
    found = Counter((address(link), squeeze(str(link.Contents))) for _, link in links(opened()))
    assert len(wanted) > 20
    assert {key: count for key, count in wanted.items() if found[key] < count} == {}


def references(resolved: ResolvedDocument) -> Iterator[Xref | SiblingCitation]:
    yield from walk((resolved.document.chapters, resolved.document.annexes), Xref, SiblingCitation)


def led(resolved: ResolvedDocument, reference: Xref | SiblingCitation) -> list[tuple[str, str]]:
    """Where a reference leads and its words; one of several places leads to each of them."""
    cut = resolved.stretches(reference) if isinstance(reference, SiblingCitation) else ()
    return [(each.address, each.words) for each in cut if each.address] or [(resolved.href(reference), resolved.words(reference))]


def target(href: str) -> str:
    return href.removeprefix("#").replace(".html", ".pdf")


def address(link: Any) -> str:
    if "/Dest" in link:
        return str(link.Dest)
    return f"{link.A.F}#{link.A.D}" if isinstance(link.A.get("/D"), pikepdf.String) else str(link.A.get("/F") or link.A.URI)


def test_links_to_our_other_documents_name_the_file() -> None:
    assert {address(link) for _, link in links(opened()) if "/A" in link} >= {"companion.pdf", "companion.pdf#rules"}


def test_the_boxes_of_a_drawing_are_links_that_lie_on_them_and_say_what_they_are() -> None:
    sources, documents = library()
    data = write_pdf(documents["companion"], load_templates(ROOT / "templates"), sources)
    with pikepdf.open(io.BytesIO(data)) as pdf, pdfplumber.open(io.BytesIO(data)) as pages:
        over = [(place, link) for place, page in enumerate(pdf.pages) for link in page.get("/Annots", []) if _is_over_a_box(link)]
        assert {str(link.Dest) for _, link in over} == {f"tab-planned.{code}" for code in ("401-2",)} | {
            f"tab-list.{code}" for code in ("401-1", "402-1")
        }
        for place, link in over:
            left, one, right, other = map(float, link.Rect)
            page = pages.pages[place]
            words = page.crop((left, float(page.height) - max(one, other), right, float(page.height) - min(one, other))).extract_text()
            assert squeeze(words).startswith(squeeze(str(link.Contents))), (words, str(link.Contents))


def _is_over_a_box(link: Any) -> bool:
    return re.fullmatch(r"4\d\d(-\d)? .+", str(link.get("/Contents", ""))) is not None


def test_bookmarks_are_the_headings() -> None:
    resolved = library()[1]["specimen"]
    with opened().open_outline() as outline:
        titles = [squeeze(title) for title in flat(outline.root)]
    headings = [label for label in resolved.labels.values() if label.kind in ("chapter", "clause") and label.title]
    assert len(headings) > 20
    assert {squeeze(label.number + label.title) for label in headings} - set(titles) == set()
    assert titles[:3] == ["目次", "前言", "引言"]
    assert titles[-2:] == ["参考文献", "索引"]


def flat(items: Any) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from flat(item.children)


def test_it_is_tagged_and_says_what_it_is() -> None:
    root = opened().Root
    metadata = library()[1]["specimen"].document.metadata
    assert root.MarkInfo.Marked
    assert str(root.Lang) == "zh-CN"
    assert metadata.full_title in str(opened().docinfo["/Title"])
    assert str(opened().docinfo["/Author"]) == "、".join(metadata.issuers)
    assert "/CreationDate" not in opened().docinfo
    assert b"pdfuaid:part" in bytes(root.Metadata.read_bytes())
    figures = [element for element in structure(root.StructTreeRoot.K) if element.get("/S") in ("/Figure", "/Formula")]
    assert len(figures) > 10
    assert all(str(figure.get("/Alt", "")) for figure in figures)


def structure(node: Any) -> Iterator[Any]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from structure(child)
    elif isinstance(node, pikepdf.Dictionary):
        yield node
        yield from structure(node.get("/K", pikepdf.Array()))


def test_only_our_fonts_are_in_it() -> None:
    fonts = {str(font.BaseFont) for page in opened().pages for font in page.Resources.Font.values()}
    assert {re.sub(r"^/[A-Z]{6}\+", "", font) for font in fonts} <= {"GBDoc-Serif", "GBDoc-Sans", "GBDoc-Variables", "GBDoc-Symbols"}


# --- always the same -------------------------------------------------------------------------

BUILD = """
import hashlib, sys
from pathlib import Path
from gbdoc.load import load
from gbdoc.pipeline import compile_library
from gbdoc.write.html import load_templates
from gbdoc.write.pdf import write_pdf
sources = load(Path(sys.argv[1]))
[done] = [done for done in compile_library(sources) if done.name == "companion"]
data = write_pdf(done.resolved, load_templates(Path(sys.argv[2])), sources)
print(hashlib.sha256(data).hexdigest())
assert sys.argv[1].encode() not in data
"""


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    shutil.copytree(SPECIMEN / "content", tmp_path / "elsewhere" / "content")
    digests = {
        python(BUILD, str(folder), str(ROOT / "templates"), PYTHONHASHSEED=seed, TZ=zone, LC_ALL=locale)
        for folder, seed, zone, locale in (
            (SPECIMEN, "1", "UTC", "C"),
            (tmp_path / "elsewhere", "2", "Asia/Shanghai", "C.UTF-8"),
        )
    }
    sources, documents = library()
    here = write_pdf(documents["companion"], load_templates(ROOT / "templates"), sources)
    assert digests == {hashlib.sha256(here).hexdigest()}


def python(program: str, *arguments: str, **environment: str) -> str:
    """What a program prints in a Python of its own."""
    settings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    done = subprocess.run([sys.executable, "-c", program, *arguments], env=settings, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_is_cheap() -> None:
    assert python("import sys, gbdoc.write.pdf; print('weasyprint' in sys.modules)") == "False"


def test_nothing_is_left_changed() -> None:
    before = os.environ.get("FONTCONFIG_FILE")
    with press():
        assert not gc.isenabled()
    assert gc.isenabled()
    assert os.environ.get("FONTCONFIG_FILE") == before


def test_without_pango_it_says_what_to_do(tmp_path: Path) -> None:
    Path(tmp_path, "weasyprint.py").write_text("print('page of advice')\nraise OSError('cannot load library')\n", encoding="utf-8")
    program = """
from gbdoc.model import Fonts
from gbdoc.source import Sources
from gbdoc.write.pdf import PdfUnavailable
from gbdoc.write.pdf.engine import engine
from gbdoc.write.pdf.properties import resolved
try:
    with engine(Sources({}), Fonts(), ""):
        pass
except PdfUnavailable as error:
    print(error)
"""
    assert python(program, PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT}", PYTHONUTF8="1").startswith("没有 Pango，生成不了 PDF。装法：")


# --- pieces ----------------------------------------------------------------------------------

HEAD = '<!DOCTYPE html><html lang="zh-CN"><title>x</title><style>:root{--running-head:"x"}</style><body class="body">'


def press(files: dict[str, bytes] | None = None, fonts: Fonts | None = None) -> Any:
    return engine(Sources(files or {}), fonts or Fonts(), paper_style(load_templates(ROOT / "templates")))


def pdf_of(body: str, files: dict[str, bytes] | None = None, fonts: Fonts | None = None) -> bytes:
    with press(files, fonts) as engine_:
        return bytes(engine_.lay_out(HEAD + body).write_pdf(pdf_variant="pdf/ua-1"))


def lefts(data: bytes) -> dict[str, float]:
    """The left edge of the ink of each character of the first page, in ems of 10.5 points."""
    text = pypdfium2.PdfDocument(data)[0].get_textpage()
    return {text.get_text_range(place, 1): text.get_charbox(place)[0] / 10.5 for place in range(text.count_chars())}


def test_marks_that_meet_close_up() -> None:
    place = lefts(pdf_of("<p>甲乙丙》（丁戊己”、“庚</p>"))
    assert place["丁"] - place["丙"] == pytest.approx(2.5, abs=0.1)  # 》（ take one em and a half
    assert place["庚"] - place["己"] == pytest.approx(3, abs=0.1)  # ”、“ take two
    assert place["乙"] - place["甲"] == pytest.approx(1, abs=0.1)


def test_a_dash_is_unbroken_and_two_ems_wide() -> None:
    place = lefts(pdf_of("<p>甲——乙丙丁</p>"))
    assert place["乙"] - place["甲"] == pytest.approx(3, abs=0.1)


def test_a_missing_character_is_told(caplog: pytest.LogCaptureFixture) -> None:
    pdf_of("<p>𠮷</p>")
    assert [record.getMessage() for record in caplog.records] == [
        "字体里没有“𠮷”（U+20BB7），PDF 中印成方框。换一个字，或用 standard.yaml 的 fonts 给一种有它的字体"
    ]


def test_a_font_of_the_document() -> None:
    data = pdf_of(
        "<p>正文</p>" + svg(r"\text{文}", False), {"a/f.otf": (FONTS / "GBDocSans-Regular.otf").read_bytes()}, Fonts(serif="a/f.otf")
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [str(font.BaseFont).split("+")[1] for font in pdf.pages[0].Resources.Font.values()] == ["Document-serif"]


DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="%s" width="9" height="9"/><path d="M0 0h9v9z"/></svg>'


@pytest.mark.parametrize(
    "href", [b"file:///etc/hostname", b"http://localhost:9/x.png", b"https://localhost:9/x.png", b"../../../etc/hostname"]
)
def test_drawings_reach_nothing(href: bytes, caplog: pytest.LogCaptureFixture) -> None:
    pdf_of('<p><img src="content:a/b/c.svg" alt="x"></p>', {"a/b/c.svg": DRAWING % href})
    [told] = [record.getMessage() for record in caplog.records]
    assert "Failed to load image" in told


def long_table(merged: str, first: int) -> str:
    """A table of 60 rows of one line, with a cell beside all rows from `first` on."""
    cells = [f"<td rowspan={first}></td>", f"<td rowspan={60 - first}>{merged}</td>"]
    begins = {0: cells[0] if first else cells[1], first: cells[1]}
    rows = "".join(f"<tr>{begins.get(row, '')}<td>行{row}</td></tr>" for row in range(60))
    caption = '<tr class="caption"><th colspan="2">表1<span class="continued">（续）</span></th></tr>'
    head = caption + '<tr><th class="top bottom">甲</th><th class="top bottom">乙</th></tr>'
    return f'<div class="table"><table><colgroup><col><col></colgroup><thead>{head}</thead><tbody>{rows}</tbody></table></div>'


def test_merged_cells_go_on_after_a_page_break() -> None:
    pages = page_texts(laid_out(HEAD + long_table("合并的格", 0)))
    assert len(pages) == 2
    assert ["（续）" in text for text in pages] == [False, True]
    assert ["合并的格" in text for text in pages] == [True, True]
    assert sum(text.count("行") for text in pages) == 60


@pytest.mark.parametrize(("rows_before", "shown"), [(1, [False, True]), (9, [True, True])])
def test_words_too_high_for_the_rows_before_the_break_stand_after_it(rows_before: int, shown: list[bool]) -> None:
    on_first = page_texts(laid_out(HEAD + long_table("", 0)))[0].count("行")
    pages = page_texts(laid_out(HEAD + long_table("合并<br>的<br>格", on_first - rows_before)))
    assert ["合并" in text for text in pages] == shown


def test_words_too_high_for_the_rows_after_the_break_are_not_repeated() -> None:
    on_first = page_texts(laid_out(HEAD + long_table("", 0)))[0].count("行")
    body = long_table("合并<br>的<br>格", 0).replace("<td rowspan=60>", f"<td rowspan={on_first + 1}>")
    body = body.replace(f"<tr><td>行{on_first + 1}</td>", f"<tr><td rowspan={59 - on_first}></td><td>行{on_first + 1}</td>")
    assert ["合并" in text for text in page_texts(laid_out(HEAD + body))] == [True, False]


def laid_out(html: str) -> bytes:
    from gbdoc.write.pdf.finish import finisher, join
    from gbdoc.write.pdf.segments import lay_out

    with press() as engine_:
        stretches = lay_out([Segment("body", html)], lambda _: Segment("contents", HEAD), engine_)
        parts = [stretch for stretch in stretches if stretch.name == "body"]
        return bytes(join(parts, []).write_pdf(finisher=finisher(parts, "pdf/ua-1"), pdf_variant="pdf/ua-1"))


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (":root{--a:1pt}p{margin:var(--a)}", ":root{--a:1pt}p{margin:1pt}"),
        (":root{--a:1pt}p{margin:var(--a)}:root{--a:2pt}", ":root{--a:1pt}p{margin:2pt}:root{--a:2pt}"),
        (
            ":root{--a:var(--b);--b:calc(1pt + 2pt)}p{margin:var(--a)}",
            ":root{--a:calc(1pt + 2pt);--b:calc(1pt + 2pt)}p{margin:calc(1pt + 2pt)}",
        ),
        (':root{--head:"a;}b"}p{content:var(--head)}', ':root{--head:"a;}b"}p{content:"a;}b"}'),
        ("p{margin:var(--none)}", "p{margin:var(--none)}"),
        (":root{/* --a: 3pt; */--a:1pt}p{margin:var( --a )}", ":root{--a:1pt}p{margin:1pt}"),
    ],
)
def test_custom_properties_are_put_into_their_places(style: str, expected: str) -> None:
    assert resolved(style) == expected
