"""The tags of our PDFs: rules that hold for any, and that nothing of a document is lost, doubled or out of order."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pytest
import tinyhtml5
from PIL import Image

from gbdoc.cli.building import VARIANTS
from gbdoc.doctor import pdf_possible
from gbdoc.load import load
from gbdoc.model import Document, Figure, Formula, InlineFormula, List, Paragraph, SiblingCitation, Table, TermEntry, Text, walk
from gbdoc.pipeline import compile_library
from gbdoc.resolve import ResolvedDocument
from gbdoc.source import Sources
from gbdoc.write.formula import svg
from gbdoc.write.html import load_templates, write_segments
from gbdoc.write.pdf import write_pdf
from library import library
from tagged import Element, Mark, Tagged, read_tags, squeeze
from test_pdf import HEAD, laid_out, long_table, page_texts

ROOT = Path(__file__).parents[1]
TEMPLATES = load_templates(ROOT / "templates")
MILLIMETRE = 72 / 25.4
LONG = "这一段长得一页放不下，分在几页上仍是一段。" * 90
ROWS = "".join(f"| ^^ | 第{number}行 |\n" for number in range(2, 80))
BROKEN = f"""\
# 要求 {{#rules}}

## 段 {{#paragraphs}}

{LONG}[^note]

[^note]: 脚注。

注：脚注在这个注之前。

见[](#tab)和[](#eq)，以及[](#fig)。

1. 短的项：
   - {LONG}
   - 短的项。
2. {LONG}

$$ a = \\frac{{b}}{{c}} $$ (eq)

:::{{figure}} 图题 {{#fig}}
:file: figures/box.svg
:alt: 一个框
:::

:::{{table}} 跨页的表 {{#tab}}
:unit: 单位为项

| 名称[^head] | 内容 |
|---|---|
| 合并的格 | 第1行 |
{ROWS}| 高的行 | {LONG}{LONG} |

注：{LONG}

[^head]: 标在表头里。
:::
=== gp/figures/box.svg
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M5 5h30v10h-30z"/></svg>
"""

pytestmark = pytest.mark.skipif(not pdf_possible(), reason="no Pango here")


@cache
def resolved(name: str) -> tuple[Sources, ResolvedDocument]:
    sources = {
        "broken": lambda: library(BROKEN),
        **dict.fromkeys(("specimen", "companion"), lambda: load(ROOT / "tests" / "specimen")),
    }.get(name, lambda: load(ROOT))()
    [done] = [done.resolved for done in compile_library(sources) if done.name == {"broken": "gp"}.get(name, name) and done.resolved]
    return sources, done


@cache
def written(name: str, variant: str = "pdf/ua-1") -> bytes:
    sources, document = resolved(name)
    return write_pdf(document, TEMPLATES, sources, variant)


@cache
def tagged(name: str) -> Tagged:
    return read_tags(written(name))


# --- rules -----------------------------------------------------------------------------------

PHRASES = {"Span", "Link", "Reference", "Code", "Formula"}
BLOCKS = {"P", "L", "Table", "Note", "Div"}
HEADINGS = {f"H{level}" for level in range(1, 7)}
CHILDREN = {
    "Document": {"Sect", "Index", "Title", "P", "L", "Note"},
    "Sect": {"Sect", "TOC", "Title", *HEADINGS, *BLOCKS},
    "Index": {"H1", "P", "L"},
    "Div": {"Div", "Figure", "Caption", "P", "L", "Note"},
    "TOC": {"TOCI"},
    "TOCI": {"Reference", "TOC"},
    "Reference": {"Link"},
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "Lbl": PHRASES,
    "LBody": BLOCKS | PHRASES,
    "Note": {"Lbl", "P", "L"},
    "Table": {"Caption", "THead", "TBody"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
    "TH": {"P", *PHRASES},
    "TD": BLOCKS | PHRASES,
    "Caption": {"P", *PHRASES},
    "Figure": set(),
    "Formula": set(),
    **dict.fromkeys(("Title", *HEADINGS, "Link", "Span", "Code"), PHRASES),
    "P": PHRASES | {"Figure"},  # the drawn letters of the cover
}
GROUPS = {"Document", "Sect", "Index", "Div", "TOC", "TOCI", "Reference", "L", "LI", "Note", "Table", "THead", "TBody", "TR"}


def nesting(tags: Tagged) -> Iterator[str]:
    """Every element is where one of its type may be, and words only in elements that are made of words."""
    for element in tags.document.elements():
        yield from (f"{element.role} > {role}" for role in element.roles() if role not in CHILDREN.get(element.role, set()))
        if element.role in GROUPS and any(isinstance(kid, tuple) for kid in element.kids):
            yield f"words straight in {element.role}"


def ownership(tags: Tagged) -> Iterator[str]:
    """Every mark is in the tree once, and the parent tree leads from it to its element."""
    owners = Counter(tags.document.marks())
    yield from (f"mark {mark} {count} times" for mark, count in owners.items() if count != 1)
    drawn = {(page, thing["mcid"]) for page, things in enumerate(tags.drawn) for thing in things if thing["mcid"] is not None}
    yield from (f"mark {mark} in no element" for mark in drawn - owners.keys())
    parents = parent_tree(tags.pdf)
    for element in tags.document.elements():
        for page, number in (kid for kid in element.kids if isinstance(kid, tuple)):
            if parents[int(tags.pdf.pages[page].StructParents)][number].objgen != element.entries.objgen:
                yield f"mark {page, number} belongs to another element"


def parent_tree(pdf: pikepdf.Pdf) -> dict[int, Any]:
    nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return {int(key): value for key, value in zip(nums[::2], nums[1::2], strict=True)}


def drawing(tags: Tagged) -> Iterator[str]:
    """All that is drawn is in the tree or an artifact."""
    for page, things in enumerate(tags.drawn):
        yield from (f"page {page}: a {t['object_type']} of nothing" for t in things if t["mcid"] is None and t["tag"] != "Artifact")


def margins(tags: Tagged) -> Iterator[str]:
    """Running heads and page numbers are not in the tree."""
    for page, things in enumerate(tags.drawn[1:], 1):
        width, height = (float(edge) for edge in tags.pdf.pages[page].MediaBox[2:])
        for thing in things:
            above, below = (thing["top"], height - thing["top"]) if height > width else (width - thing["x0"], thing["x0"])
            if thing["object_type"] == "char" and thing["mcid"] is not None and (above < 34 * MILLIMETRE or below < 26 * MILLIMETRE):
                yield f"page {page}: {thing['text']}"


def emptiness(tags: Tagged) -> Iterator[str]:
    yield from (f"an empty {element.role}" for element in tags.document.elements() if not element.kids and element.role not in ("TH", "TD"))


def headings(tags: Tagged) -> Iterator[str]:
    """The first heading is of the first level, and none is more than one level below the one before it."""
    levels = [0, *(int(element.role[1]) for element in tags.document.elements(*HEADINGS))]
    yield from (f"H{below} after H{above}" for above, below in pairwise(levels) if below > above + 1)


def tables(tags: Tagged) -> Iterator[str]:
    """Every table is a full grid; every head cell has a scope and a name, and other cells name theirs."""
    for table in tags.document.elements("Table"):
        rows = list(table.elements("TR"))
        spots = Counter(spot for spot in covered(rows))
        width = max((column for _, column in spots), default=-1) + 1
        wanted = set(product(range(len(rows)), range(width)))
        if set(spots) != wanted or max(spots.values()) > 1:
            yield f"{tags.words(table)[:20]}: not a grid"
        names = [str(head.entries.get("/ID")) for head in table.elements("TH") if head.attribute("Scope") in ("/Column", "/Row")]
        if len(set(names)) < len(list(table.elements("TH"))):
            yield f"{tags.words(table)[:20]}: heads without scope or name"
        for cell in table.elements("TD"):
            if not {str(name) for name in cell.attribute("Headers") or ()} & set(names):
                yield f"{tags.words(cell)[:20]}: a cell without a head"


def covered(rows: list[Element]) -> Iterator[tuple[int, int]]:
    taken: set[tuple[int, int]] = set()
    for row, element in enumerate(rows):
        for cell in element.elements("TH", "TD"):
            column = next(column for column in range(99) if (row, column) not in taken)
            down, across = (int(cell.attribute(name) or 1) for name in ("RowSpan", "ColSpan"))
            spots = set(product(range(row, row + down), range(column, column + across)))
            taken |= spots
            yield from spots


def lists(tags: Tagged) -> Iterator[str]:
    """Every list tells how it is numbered, and every item is a body, with a label before it where it has one."""
    for items in tags.document.elements("L"):
        if not re.fullmatch("/(None|Decimal|LowerAlpha)", str(items.attribute("ListNumbering"))):
            yield f"{tags.words(items)[:20]}: numbered in no known way"
        for item in items.elements("LI"):
            if item.roles() not in (["Lbl", "LBody"], ["LBody"]):
                yield f"{tags.words(item)[:20]}: {item.roles()}"


def pictures(tags: Tagged) -> Iterator[str]:
    """Every figure and formula has words that stand for it, and is where it says."""
    drawn: dict[Mark, list[Any]] = {}
    for page, things in enumerate(tags.drawn):
        for thing in things:
            drawn.setdefault((page, thing["mcid"]), []).append(thing)
    for picture in tags.document.elements("Figure", "Formula"):
        [mark] = picture.marks()
        left, bottom, right, top = map(float, picture.attribute("BBox"))
        height = float(tags.pdf.pages[mark[0]].MediaBox[3])
        if not str(picture.entries.get("/Alt", "")):
            yield f"{picture.role} without words"
        for thing in drawn.get(mark, ()):
            middle = ((thing["x0"] + thing["x1"]) / 2, height - (thing["top"] + thing["bottom"]) / 2)
            if not (left - 1 < middle[0] < right + 1 and bottom - 1 < middle[1] < top + 1):
                yield f"{picture.role} drawn at {middle}, not in {left, bottom, right, top}"


def links(tags: Tagged) -> Iterator[str]:
    """Every annotation is a part of a link, has words and is found from the parent tree."""
    owners = {kid.objgen: element for element in tags.document.elements() for kid in element.kids if isinstance(kid, pikepdf.Dictionary)}
    parents = parent_tree(tags.pdf)
    for page in tags.pdf.pages:
        for annotation in page.get("/Annots", []):
            owner = owners.get(annotation.objgen)
            if owner is None or owner.role != "Link" or parents[int(annotation.StructParent)].objgen != owner.entries.objgen:
                yield f"{annotation.Contents}: in no link"
            if squeeze(str(annotation.Contents)) != str(annotation.Contents).replace(" ", ""):
                yield f"{annotation.Contents}: unclean words"
    leading = {id(element) for element in owners.values()}
    yield from (f"{tags.words(link)} leads nowhere" for link in tags.document.elements("Link") if id(link) not in leading)


def names(tags: Tagged) -> Iterator[str]:
    """Names are of one element each, every note has one, and the tree of names leads to their elements."""
    named = [(str(element.entries.ID), element) for element in tags.document.elements() if "/ID" in element.entries]
    nums = list(tags.pdf.Root.StructTreeRoot.IDTree.Names)
    tree = {str(name): element.objgen for name, element in zip(nums[::2], nums[1::2], strict=True)}
    yield from (f"{name} leads elsewhere" for name, element in named if tree.get(name) != element.entries.objgen)
    yield from ("a note without a name" for note in tags.document.elements("Note") if "/ID" not in note.entries)
    if list(tree) != sorted(tree):
        yield "names are not in order"


RULES = (nesting, ownership, drawing, margins, emptiness, headings, tables, lists, pictures, links, names)
Rule = Callable[[Tagged], Iterator[str]]


@pytest.mark.parametrize("name", ["broken", "specimen", "general-principles"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_holds(rule: Rule, name: str) -> None:
    assert list(rule(tagged(name))) == []


# --- every rule can fail ---------------------------------------------------------------------


def first(pdf: pikepdf.Pdf, role: str) -> Any:
    return next(thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == f"/{role}")


def put(pdf: pikepdf.Pdf, role: str, entry: str, value: Any) -> None:
    first(pdf, role)[f"/{entry}"] = value


def cut(pdf: pikepdf.Pdf, role: str, entry: str) -> None:
    del first(pdf, role)[f"/{entry}"]


def redraw(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    page = next(page for page in pdf.pages if old in page.Contents.read_bytes())
    page.Contents.write(page.Contents.read_bytes().replace(old, new, 1))


def unlink(pdf: pikepdf.Pdf) -> None:
    put(pdf, "Link", "K", [kid for kid in first(pdf, "Link").K if not isinstance(kid, pikepdf.Dictionary)])


BREAKS: list[tuple[Rule, Callable[[pikepdf.Pdf], Any]]] = [
    (nesting, lambda pdf: put(pdf, "LBody", "S", pikepdf.Name.P)),
    (nesting, lambda pdf: put(pdf, "Sect", "K", 0)),
    (ownership, lambda pdf: put(pdf, "Title", "K", [0, 0])),
    (ownership, lambda pdf: cut(pdf, "Title", "K")),
    (ownership, lambda pdf: put(pdf, "Title", "K", first(pdf, "P").K)),
    (drawing, lambda pdf: redraw(pdf, b"/Artifact\nBMC", b"/Span\nBMC")),
    (margins, lambda pdf: redraw(pdf, b"/Artifact\n<</Type /Pagination>>", b"/Span\n<</MCID 999>>")),
    (emptiness, lambda pdf: cut(pdf, "Lbl", "K")),
    (headings, lambda pdf: put(pdf, "H1", "S", pikepdf.Name.H2)),
    (headings, lambda pdf: put(pdf, "H2", "S", pikepdf.Name.H3)),
    (tables, lambda pdf: put(pdf, "TR", "K", first(pdf, "TH"))),
    (tables, lambda pdf: cut(pdf, "TH", "A")),
    (tables, lambda pdf: cut(pdf, "TD", "A")),
    (lists, lambda pdf: cut(pdf, "L", "A")),
    (lists, lambda pdf: put(pdf, "LBody", "S", pikepdf.Name.Lbl)),
    (pictures, lambda pdf: cut(pdf, "Formula", "Alt")),
    (pictures, lambda pdf: put(pdf, "Figure", "A", pikepdf.Dictionary(BBox=[0, 0, 9, 9]))),
    (links, unlink),
    (links, lambda pdf: put(pdf, "Link", "S", pikepdf.Name.Span)),
    (names, lambda pdf: put(pdf, "Note", "ID", pikepdf.String("head-1"))),
    (names, lambda pdf: cut(pdf, "Note", "ID")),
]


@pytest.mark.parametrize(("rule", "damage"), BREAKS, ids=[f"{rule.__name__}-{place}" for place, (rule, _) in enumerate(BREAKS)])
def test_every_rule_can_fail(rule: Rule, damage: Callable[[pikepdf.Pdf], Any]) -> None:
    data = io.BytesIO()
    with pikepdf.open(io.BytesIO(written("broken"))) as pdf:
        damage(pdf)
        pdf.save(data)
    assert list(rule(read_tags(data.getvalue())))


# --- the document is all there ---------------------------------------------------------------


@pytest.mark.parametrize("name", ["broken", "specimen", "general-principles"])
def test_the_words_are_those_of_the_document_in_its_order(name: str) -> None:
    _, document = resolved(name)
    wanted = "".join(markup_words(segment.html) for segment in write_segments(document, TEMPLATES, svg))
    assert squeeze(heard(tagged(name))) == squeeze(wanted)


def heard(tags: Tagged) -> str:
    """All words in the order of the tags, but for 目次 and what is drawn in pictures."""
    pictures = {mark for picture in tags.document.elements("Figure", "Formula") for mark in picture.marks()}
    spoken = [kid for kid in tags.document.kids if "TOC" not in kid.roles()]
    return "".join(tags.words_of_marks.get(mark, "") for kid in spoken for mark in kid.marks() if mark not in pictures)


def markup_words(html: str) -> str:
    """The words of a page of markup, every footnote after the paragraph of its mark."""
    words, notes = reading(tinyhtml5.parse(html, namespace_html_elements=False).find("body"))
    return words + notes


SILENT = ("pad", "continued")


def reading(element: Any) -> tuple[str, str]:
    words, notes = element.text or "", ""
    for child in element:
        if not (callable(child.tag) or child.tag.endswith("svg") or child.get("class") in SILENT):
            own, below = reading(child)
            words, notes = (
                (words, notes + own) if child.get("class") == "footnote" and child.tag == "span" else (words + own, notes + below)
            )
        words += child.tail or ""
    return (words + notes, "") if element.tag == "p" else (words, notes)


def test_paragraphs_come_in_the_order_of_the_model() -> None:
    document = resolved("specimen")[1].document
    words = squeeze(heard(tagged("specimen")))
    place = 0
    for text in walk(tuple(walk((document.chapters, document.annexes), Paragraph)), Text):
        found = words.find(squeeze(text.text), place)
        assert found >= 0, text.text
        place = found


@pytest.mark.parametrize("name", ["broken", "specimen", "general-principles"])
def test_every_exhibit_is_one_element(name: str) -> None:
    document = resolved(name)[1].document
    found = Counter(element.role for element in tagged(name).document.elements())
    assert found["Table"] == count(document, Table) > 0
    assert (
        found["Figure"] == 1 + sum(bool(figure.file or figure.diagram) for figure in walk(document.divisions, Figure)) > 1
    )  # one is the cover's DB21
    assert found["Formula"] >= count(document, Formula) + count(document, InlineFormula)
    assert found["L"] >= count(document, List) > 0


def count(document: Document, *kinds: Any) -> int:
    return sum(1 for _ in walk(document.divisions, *kinds))


def test_a_caption_and_a_head_are_said_once() -> None:
    tags = tagged("broken")
    [table] = tags.document.elements("Table")
    assert table.roles() == ["Caption", "THead", "TBody"]
    caption, head, body = table.kids
    assert [squeeze(tags.words(part)) for part in caption.kids] == ["表1跨页的表", "单位为项"]
    assert squeeze(tags.words(head)) == "名称a内容"
    assert len(body.kids) == 81
    [merged] = [cell for cell in body.elements("TD") if tags.words(cell) == "合并的格"]
    assert int(merged.attribute("RowSpan")) == 79
    assert len({page for page, _ in table.marks()}) > 3


def test_a_page_break_leaves_no_trace() -> None:
    tags = tagged("broken")
    cut_up = [element for element in tags.document.elements("P", "TD") if len({page for page, _ in element.marks()}) > 1]
    found = [(element.role, element.parent and element.parent.role, squeeze(tags.words(element))) for element in cut_up]
    assert found == [
        ("P", "Sect", f"{LONG}1)"),
        ("P", "LBody", LONG),
        ("P", "LBody", LONG),
        ("TD", "TR", LONG + LONG),
        ("TD", "TR", f"注：{LONG}a标在表头里。"),
        ("P", "Note", LONG),
    ]


def test_words_of_a_merged_cell_may_stand_after_the_break() -> None:
    from gbdoc.write.pdf.tags import our_tags

    on_first = page_texts(laid_out(HEAD + long_table("", 0)))[0].count("行")
    with our_tags():
        tags = read_tags(laid_out(HEAD + long_table("合并<br>的<br>格", on_first - 1)))
    [cell] = [cell for cell in tags.document.elements("TD") if tags.words(cell) == "合并的格"]
    assert {page for page, _ in cell.marks()} == {1}
    assert [fault for rule in (ownership, drawing, emptiness, names) for fault in rule(tags)] == []


def test_what_a_link_in_a_repeated_head_leads_from() -> None:
    [mark] = [link for link in tagged("broken").document.elements("Link") if squeeze(tagged("broken").words(link)) == "a"]
    assert sum(isinstance(kid, pikepdf.Dictionary) for kid in mark.kids) > 3


def test_what_is_english_says_so() -> None:
    tags = tagged("specimen")
    english = {squeeze(tags.words(span)) for span in tags.document.elements("Span") if str(span.entries.Lang) == "en"}
    assert english == {squeeze(entry.english) for entry in walk(resolved("specimen")[1].document.chapters, TermEntry) if entry.english}


def test_the_name_is_the_title() -> None:
    tags = tagged("specimen")
    cover, opening = tags.document.elements("Title")
    assert squeeze(tags.words(cover)) == squeeze(tags.words(opening)) == squeeze(resolved("specimen")[1].document.metadata.full_title)
    assert tags.pdf.Root.StructTreeRoot.RoleMap.Title == "/P"
    assert tags.pdf.Root.ViewerPreferences.DisplayDocTitle


# --- from one document to the other ----------------------------------------------------------


@pytest.mark.parametrize(("name", "other"), [("general-principles", "urban-management"), ("urban-management", "general-principles")])
def test_references_between_the_parts_lead_to_what_they_name(name: str, other: str) -> None:
    citations = list(walk(resolved(name)[1].document.divisions, SiblingCitation))
    wanted = {target for citation in citations for target in citation.targets}
    assert len(wanted) > 5
    assert {citation.document for citation in citations} == {other}
    actions = [link.A for page in tagged(name).pdf.pages for link in page.get("/Annots", []) if link.get("/A", {}).get("/S") == "/GoToR"]
    assert {str(action.F) for action in actions} == {f"{other}.pdf"}
    led_to = {str(action.D) for action in actions if isinstance(action.D, pikepdf.String)}
    assert led_to == wanted
    assert led_to <= set(pikepdf.NameTree(tagged(other).pdf.Root.Names.Dests))


# --- other people's checks -------------------------------------------------------------------


@pytest.mark.parametrize("name", ["broken", "specimen", "general-principles", "urban-management"])
def test_pdfua_finds_nothing(name: str, tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(written(name))
    report = pdfua.validate(file)
    assert [finding.message for finding in report.findings] == []
    assert {outcome.rule_id for outcome in report.outcomes if outcome.skipped} <= {
        "UA-14-001"
    }  # it stumbles over headings of several marks


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_says_what_it_is(variant: str) -> None:
    with pikepdf.open(io.BytesIO(written("companion", variant))) as pdf:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            metadata = pdf.open_metadata()
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert metadata.pdfa_status == variant.partition("-")[2].upper() * variant.startswith("pdf/a")
        assert ("/OutputIntents" in pdf.Root) == variant.startswith("pdf/a")
        assert pdf.Root.StructTreeRoot.K


def test_pictures_in_an_archive_are_not_smoothed() -> None:
    picture = io.BytesIO()
    Image.new("RGBA", (4, 2), (255, 0, 0, 128)).save(picture, "PNG")
    sources = Sources({**library(BROKEN.replace("box.svg", "box.png")).files, "gp/figures/box.png": picture.getvalue()})
    [document] = [done.resolved for done in compile_library(sources) if done.resolved]
    with pikepdf.open(io.BytesIO(write_pdf(document, TEMPLATES, sources, "pdf/a-2u"))) as pdf:
        images = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"]
        assert [bool(image.get("/Interpolate")) for image in images] == [False, False]


@pytest.mark.parametrize(
    ("name", "variant"), [("broken", "pdf/ua-1"), ("specimen", "pdf/ua-1"), ("specimen", "pdf/a-2a"), ("specimen", "pdf/a-3u")]
)
def test_verapdf_finds_nothing(name: str, variant: str, tmp_path: Path) -> None:
    program = shutil.which("verapdf")
    if program is None:
        pytest.skip("no verapdf on PATH")
    file = tmp_path / "x.pdf"
    file.write_bytes(written(name, variant))
    for flavour in {"ua1", variant.partition("-")[2].replace("1", "ua1")}:
        done = subprocess.run([program, "--format", "json", "--flavour", flavour, str(file)], capture_output=True, text=True, check=False)
        [job] = json.loads(done.stdout)["report"]["jobs"]
        results = job["validationResult"] if isinstance(job["validationResult"], list) else [job["validationResult"]]
        assert [rule["description"] for result in results for rule in result["details"].get("ruleSummaries", [])] == []
        assert all(result["compliant"] for result in results)


def test_a_picture_that_cannot_be_read_is_no_fault_of_the_tags() -> None:
    from gbdoc.write.pdf.tags import our_tags

    with our_tags():
        tags = read_tags(laid_out(HEAD + '<p>文</p><p><img src="data:image/png;base64,AAAA" alt="一个框"></p>'))
    assert "一个框" in "".join(tags.words(element) for element in tags.document.elements("P", "Figure"))


def test_a_link_whose_words_were_moved_to_another_page_is_not_left_behind() -> None:
    from gbdoc.write.pdf.tags import our_tags

    on_first = page_texts(laid_out(HEAD + long_table("", 0)))[0].count("行")
    with our_tags():
        data = laid_out(HEAD + long_table('<a href="#x">合并</a><br>的<br>格', on_first - 1) + '<p id="x">文</p>')
    with pikepdf.open(io.BytesIO(data)) as pdf:
        annotations = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
        assert annotations
        assert all("/StructParent" in annotation for annotation in annotations)
