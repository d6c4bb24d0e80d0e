"""What stands in the outputs is what `labels` says: every number, caption and reference, of the specimen and of both drafts."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import tinyhtml5

from gbdoc.load import load
from gbdoc.model import Citation, SiblingCitation, TermSource, Xref, walk
from gbdoc.number import Label
from gbdoc.pipeline import compile_library
from gbdoc.resolve import ResolvedDocument
from gbdoc.source import Sources
from gbdoc.write.html import load_templates, write_html
from gbdoc.write.pdf import write_pdf
from test_pdf import address

ROOT = Path(__file__).parents[1]
STANDARDS = [
    (ROOT, "general-principles"),
    (ROOT, "urban-management"),
    (ROOT / "tests/specimen", "specimen"),
    (ROOT / "tests/specimen", "companion"),
]
standards = pytest.mark.parametrize(("folder", "name"), STANDARDS, ids=[name for _, name in STANDARDS])
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
UNPRINTED = ("paragraph", "list", "row", "symbol")  # their number stands elsewhere or only in references


@cache
def library(folder: Path) -> tuple[Sources, dict[str, ResolvedDocument]]:
    sources = load(folder)
    return sources, {done.name: done.resolved for done in compile_library(sources) if done.resolved}


@cache
def page(folder: Path, name: str) -> Any:
    sources, documents = library(folder)
    return tinyhtml5.parse(write_html(documents[name], load_templates(ROOT / "templates"), sources), namespace_html_elements=False)


@standards
def test_a_draft_has_no_finding(folder: Path, name: str) -> None:
    found = [done.diagnostics for done in compile_library(load(folder)) if done.name == name]
    assert found == [()]


@standards
def test_numbers_and_titles_in_the_html(folder: Path, name: str) -> None:
    resolved = library(folder)[1][name]
    elements = {element.get("id"): element for element in page(folder, name).iter() if element.get("id")}
    printed = [label for label in resolved.labels.values() if label.number and label.kind not in UNPRINTED]
    assert len(printed) >= 10
    wrong = {label.anchor: shown(elements[label.anchor], label) for label in printed if not stands(elements[label.anchor], label)}
    assert wrong == {}


@standards
def test_references_in_the_html(folder: Path, name: str) -> None:
    resolved = library(folder)[1][name]
    links = [link for link in page(folder, name).iter("a") if link.get("class") in ("reference", "citation")]
    found = Counter((link.get("href"), squeeze(text(link))) for link in links)
    wanted = Counter((href, squeeze(words)) for href, words in references(resolved))
    assert wanted
    assert {key: count for key, count in wanted.items() if found[key] < count} == {}


def references(resolved: ResolvedDocument) -> Iterator[tuple[str, str]]:
    """Where each reference of a document leads, and its words."""
    document = resolved.document
    sources = {id(source.citation) for source in walk(document.chapters, TermSource)}
    for reference in walk((document.divisions, document.notice, document.footnotes), Xref, SiblingCitation, Citation):
        cut = resolved.stretches(reference) if isinstance(reference, SiblingCitation) else ()
        if id(reference) not in sources:
            yield from [(each.address, each.words) for each in cut if each.address] or [
                (resolved.href(reference), resolved.words(reference))
            ]


def stands(element: Any, label: Label) -> bool:
    """Whether an element shows its label where it belongs, and its title behind it."""
    line = shown(element, label)
    number, title = squeeze(label.number), squeeze(re.sub(r"[\\{}$_^]", "", label.title))
    if label.kind == "formula":
        return line.endswith(number)
    if label.kind == "annex":
        return line.startswith(number) and title in line
    if label.kind in ("chapter", "clause", "table", "figure", "subfigure", "term") and "\\" not in label.title:
        return line.startswith(number + title)
    return line.startswith(number)


def shown(element: Any, label: Label) -> str:
    caption = {"table": "caption", "figure": "figcaption", "subfigure": "figcaption"}.get(label.kind)
    captions = [child for child in element.iter(caption) if caption] if caption else []
    return squeeze(text(captions[-1] if captions else element))


def text(element: Any) -> str:
    """The text of an element as read, permalinks and the LaTeX beside formulas left out."""
    if element.get("class") == "permalink" or element.tag in ("annotation", "style", "script"):
        return ""
    inner = "".join(text(child) + (child.tail or "") for child in element)
    return (element.text or "") + inner


def squeeze(words: str) -> str:
    return re.sub(r"\s+", "", words)


# --- PDF -----------------------------------------------------------------------------------------


@standards
def test_numbers_references_and_contents_in_the_pdf(folder: Path, name: str) -> None:
    sources, documents = library(folder)
    resolved = documents[name]
    pdf = write_pdf(resolved, load_templates(ROOT / "templates"), sources)
    pages = [squeeze(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(pdf)]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        destinations = _destinations(opened)
        assert _misprinted(resolved, destinations, pages) == []
        assert _misworded(resolved, _links(opened, pdf)) == {}
        assert _misplaced(opened, pdf, destinations) == []


def _destinations(opened: Any) -> dict[str, int]:
    """The page, counted from 0, of every named destination."""
    numbers = {page.objgen: number for number, page in enumerate(opened.pages)}
    names = opened.Root.Names.Dests.Names
    return {str(names[i]): numbers[names[i + 1][0].objgen] for i in range(0, len(names), 2)}


def _misprinted(resolved: ResolvedDocument, destinations: dict[str, int], pages: list[str]) -> list[tuple[str, str]]:
    """The labels whose number and title are not on the page that their anchor leads to (or the next, for a caption below its figure)."""
    wrong = []
    for label in resolved.labels.values():
        if not label.number or label.kind in (*UNPRINTED, "item", "note", "example", "footnote", "subfigure"):
            continue
        title = label.title if label.kind in ("chapter", "clause", "table", "figure") else ""
        words = squeeze(label.number + ("" if "\\" in title else title))
        page = destinations[label.anchor]
        if words not in "".join(pages[page : page + 2]):
            wrong.append((label.anchor, words))
    return wrong


def _links(opened: Any, pdf: bytes, pages: range | None = None) -> Iterator[tuple[str, str]]:
    """Where each link leads and what is printed where it lies, in the order of the pages."""
    for number, drawn in enumerate(pypdfium2.PdfDocument(pdf)):
        if pages is not None and number not in pages:
            continue
        textpage = drawn.get_textpage()
        for link in opened.pages[number].get("/Annots", ()):
            left, bottom, right, top = (float(edge) for edge in link.Rect)
            words = textpage.get_text_bounded(min(left, right), min(bottom, top), max(left, right), max(bottom, top))
            yield address(link), squeeze(words)


def _misworded(resolved: ResolvedDocument, links: Iterator[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Where the words printed on the links to a place are not all of those that refer to it."""
    wanted: dict[str, str] = {}
    for href, words in references(resolved):
        target = href.removeprefix("#").replace(".html", ".pdf")
        wanted[target] = wanted.get(target, "") + squeeze(words)
    printed: dict[str, str] = {}
    for target, words in links:
        printed[target] = printed.get(target, "") + words
    found = {target: (words, printed.get(target, "")) for target, words in wanted.items() if target}
    return {target: pair for target, pair in found.items() if Counter(pair[0]) - Counter(pair[1])}


def _misplaced(opened: Any, pdf: bytes, destinations: dict[str, int]) -> list[tuple[str, str]]:
    """The lines of 目次 whose page number is not that of the page they lead to."""
    labels = _page_labels(opened)
    lines = list(_links(opened, pdf, range(destinations["contents"], destinations["foreword"])))
    assert lines
    return [(target, line) for target, line in lines if not re.search(rf"·{labels[destinations[target]]}$", line)]


def _page_labels(opened: Any) -> list[str]:
    """The number printed on each page, by the PDF's page labels."""
    ranges = opened.Root.PageLabels.Nums
    starts = {int(ranges[i]): ranges[i + 1] for i in range(0, len(ranges), 2)}
    labels: list[str] = []
    for number in range(len(opened.pages)):
        if number in starts:
            style, first, begun = str(starts[number].get("/S", "")), int(starts[number].get("/St", 1)), number
        value = first + number - begun
        labels.append(ROMAN[value] if style == "/R" else str(value) if style == "/D" else "")
    return labels
