"""Resolved documents -> HTML for screen and paper: tests/cases/html, and what holds of every template.

A case's input is a library (see library.py); the lines before the first `===` are chapter 1, its heading may be left out.
A first line `> ID` shows the element with that id, or the first with that tag, in place of what stands below the heading of
chapter 1; `> ID paper` shows it for the paper, where a formula is printed as its LaTeX.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markupsafe import Markup, escape

from cases import Case, check, load_cases
from gbdoc.load import load
from gbdoc.model import Block, Inline, Paragraph, Text
from gbdoc.pipeline import compile_library
from gbdoc.resolve import ResolvedDocument
from gbdoc.source import Sources
from gbdoc.write.html import (
    Listing,
    Templates,
    load_templates,
    paper_style,
    unknown_measures,
    write_contents,
    write_html,
    write_index,
    write_segments,
)
from gbdoc.write.typography import FIXED_SPACE, JOINER, OPENING
from library import library

ROOT = Path(__file__).parents[1]
TEMPLATES = load_templates(ROOT / "templates")
SPECIMEN = load(ROOT / "tests/specimen")
EMPTY = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}


def resolved(sources: Sources, name: str = "gp") -> ResolvedDocument:
    compiled = next(each for each in compile_library(sources) if each.name == name)
    assert compiled.resolved
    return compiled.resolved


def drawn(latex: str, display: bool) -> Markup:
    return Markup('<svg class="{}">{}</svg>').format("display" if display else "inline", latex)


def paper(document: ResolvedDocument, templates: Templates = TEMPLATES) -> str:
    """The markup for the paper; what forbids or allows a break is shown as its entity."""
    markup = "\n".join(segment.html for segment in write_segments(document, templates, drawn))
    return markup.replace(JOINER, "&NoBreak;").replace(OPENING, "&ZeroWidthSpace;").replace(FIXED_SPACE, "&nbsp;")


# --- cases ------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", load_cases("html"), ids=str)
def test_markup(case: Case, request: pytest.FixtureRequest) -> None:
    wanted, medium, text = asked(case.input)
    sources = library(text)
    document = resolved(sources)
    page = paper(document) if medium == "paper" else write_html(document, TEMPLATES, sources)
    shown = element(page, wanted) if wanted else below_heading(element(page, "body.clause-1"))
    check(case, re.sub(r"(?<=base64,)[A-Za-z0-9+/=]{200,}", "…", shown), request)  # a drawing of ours; test_system.py looks at them


def asked(text: str) -> tuple[str, str, str]:
    """What a case shows, for which medium, and the text of its library."""
    wanted, medium = "", ""
    if text.startswith("> "):
        line, _, text = text.partition("\n")
        wanted, _, medium = line[2:].partition(" ")
    return wanted, medium, text if text.startswith(("# ", "===")) else f"# 范围\n\n{text}"


def element(page: str, name: str) -> str:
    """The markup of the element with an id, or of the first with a tag."""
    start = page.find(f' id="{name}"')
    start = page.rfind("<", 0, start) if start >= 0 else page.index(f"<{name}")
    tag = page[start + 1 :].split(maxsplit=1)[0].split(">")[0]
    depth = 0
    for found in re.finditer(rf"<(/?){tag}\b", page[start:]):
        depth += -1 if found[1] else 1
        if not depth:
            return page[start : start + found.end() + 1]
    raise AssertionError(f"{name} is not closed")


def below_heading(section: str) -> str:
    return section.partition("</h2>")[2].removesuffix("</section>").strip("\n")


# --- every page -------------------------------------------------------------------------------


class Outline(HTMLParser):
    """What there is on a page: its tags, ids, links and text; a tag that is not closed in order is an error."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open[-1:] != ["style"]:
            self.words.append(data)


@pytest.fixture(scope="module")
def specimen() -> ResolvedDocument:
    return resolved(SPECIMEN, "specimen")


@pytest.fixture(scope="module")
def page(specimen: ResolvedDocument) -> Outline:
    return Outline(write_html(specimen, TEMPLATES, SPECIMEN))


def test_ids_are_the_anchors(page: Outline, specimen: ResolvedDocument) -> None:
    assert len(page.ids) == len(set(page.ids))
    unprinted = {label.anchor for label in specimen.labels.values() if label.kind == "paragraph"}  # cells of one paragraph have no <p>
    assert specimen.labels.keys() - unprinted <= set(page.ids)


def test_links_inside_lead_somewhere(page: Outline) -> None:
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_nothing_is_loaded(page: Outline) -> None:
    beside = [link for link in page.links if not link.startswith(("#", "data:", "https://", "http://"))]
    assert {link.partition("#")[0] for link in beside} == {"companion.html"}
    assert not {"iframe", "object", "video"} & set(page.tags)  # a script or a sheet would have its address among the links


def test_every_number_is_printed(page: Outline, specimen: ResolvedDocument) -> None:
    words = "".join(page.words)
    assert [label.number for label in specimen.labels.values() if label.kind not in ("list", "row") and label.number not in words] == []


def test_paper_and_screen_say_the_same(page: Outline, specimen: ResolvedDocument) -> None:
    printed = Outline(paper(specimen))
    assert len(printed.ids) == len(set(printed.ids))
    assert {name.partition(".")[0] for name in set(page.ids) - set(printed.ids)} == {"page"}


def test_contents_on_paper_have_page_numbers(specimen: ResolvedDocument) -> None:
    html = write_contents(specimen, TEMPLATES, drawn, {"foreword": "Ⅲ"}).html
    assert re.search(r'href="#foreword" data-page="Ⅲ">前言', html)
    assert 'href="#introduction" data-page=""' in html


def test_segments_stand_in_the_order_of_the_pages(specimen: ResolvedDocument) -> None:
    segments = write_segments(specimen, TEMPLATES, drawn)
    assert [segment.name for segment in segments] == ["cover", "front", "body", "annex-a", "annex-b", "closing"]
    assert [segment.name for segment in segments if '<hr class="end">' in segment.html] == ["closing"]


def test_the_same_document_gives_the_same_page(specimen: ResolvedDocument) -> None:
    assert write_html(specimen, TEMPLATES, SPECIMEN) == write_html(specimen, load_templates(ROOT / "templates"), SPECIMEN)


def test_the_list_of_documents(specimen: ResolvedDocument) -> None:
    html = write_index([Listing(specimen.document.metadata, "specimen.html", "")], TEMPLATES)
    outline = Outline(html)
    assert outline.links == ["data:,", "specimen.html", "specimen.html"]
    assert "DB21/T XXXX.1—XXXX" in outline.words


# --- what authors write does no harm -----------------------------------------------------------


def test_text_is_escaped() -> None:
    document = resolved(library("# 范围\n\n正文。\n"))
    (chapter, *others) = document.document.chapters
    evil = '<script>alert("1")</script> GB/T 1.1—2020 & 1 < 2'
    inlines: tuple[Inline, ...] = (Text(evil, chapter.span),)
    blocks: tuple[Block, ...] = (Paragraph("body.clause-1.p-1", inlines, chapter.span),)
    changed = replace(document.document, chapters=(replace(chapter, title=inlines, blocks=blocks), *others))
    html = write_html(replace(document, document=changed), TEMPLATES, Sources({}))
    assert "<script>alert" not in html
    assert html.count(str(escape('<script>alert("1")'))) == 3  # heading, contents, paragraph


def test_a_misspelt_measure_is_told(specimen: ResolvedDocument) -> None:
    metadata = replace(specimen.document.metadata, measures={"line-pich": "20pt", "gap-clause": "8pt", "gap": "1pt"})
    assert list(unknown_measures(metadata, TEMPLATES)) == [
        "measures 里的 line-pich 不是版面尺寸，是否指 line-pitch？",
        "measures 里的 gap 不是版面尺寸",
    ]


@pytest.mark.parametrize("measure", [{"line-pitch": "1pt}</style><b>"}, {"x}": "1pt"}, {"line-pitch": "url(x)"}])
def test_a_measure_that_is_none_is_left_out(measure: dict[str, str], specimen: ResolvedDocument) -> None:
    metadata = replace(specimen.document.metadata, measures={**measure, "line-pitch-2": "20pt"})
    changed = replace(specimen, document=replace(specimen.document, metadata=metadata))
    (style, *_) = re.findall(r"<style>\n(.*?)\n</style>", paper(changed))
    assert style == ':root{--line-pitch-2:20pt;--running-head:"DB21/T XXXX.1—XXXX"}'


# --- templates --------------------------------------------------------------------------------

MARKUP = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", re.DOTALL)


@pytest.mark.parametrize("name", sorted(name for name in TEMPLATES.texts if name.endswith(".html")))
def test_templates_hold_markup_and_no_words(name: str) -> None:
    text = TEMPLATES.texts[name]
    assert re.findall(r"[^\s,]", MARKUP.sub("", text)) == []
    code = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
    assert re.findall(r"[\u2e80-\uffef]", code) == []
    assert re.findall(r"\d", re.sub(r"</?h\d|[\w-]+=\"[^\"{]*\"", "", code)) == []


def test_every_class_of_the_model_has_its_macro() -> None:
    names = [*Inline.__args__, *Block.__args__]
    macros = {macro for text in TEMPLATES.texts.values() for macro in re.findall(r"macro (\w+)\(", text)}
    others = {"ListItem", "Footnote", "SymbolEntry", "Row", "Cell", "TermSource", "ReferenceEntry", "Element", "Clause", "Annex", "Cover"}
    assert {cls.__name__ for cls in names} | others <= macros


def test_a_librarys_template_takes_the_place_of_ours(tmp_path: Path, specimen: ResolvedDocument) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css/screen.css").write_text("p { color: red }", encoding="utf-8")
    templates = load_templates(tmp_path, ROOT / "templates")
    assert "<style>\np { color: red }\n</style>" in write_html(specimen, templates, SPECIMEN)
    assert paper_style(templates) == paper_style(TEMPLATES)


def test_a_librarys_template_runs_in_the_sandbox(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("{{ ''.__class__.__mro__ }}", encoding="utf-8")
    with pytest.raises(Exception, match="unsafe"):
        write_index([], load_templates(tmp_path, ROOT / "templates"))


def test_a_misspelt_name_is_an_error() -> None:
    texts = {**TEMPLATES.texts, "index.html": "{{ misspelt }}"}
    with pytest.raises(Exception, match="misspelt"):
        write_index([], Templates(texts))
