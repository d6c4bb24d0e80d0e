"""The citations of a document with their sides, and the lists compiled from them: chapter 2 and 参考文献 (8.6, 8.13)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from gbdoc.model import Citation, Clause, Document, Element, Paragraph, ReferenceEntry, ReferenceList, SiblingCitation, Side, Text, walk
from gbdoc.read.boilerplate import NO_NORMATIVE_REFERENCES, NORMATIVE_REFERENCES
from gbdoc.resolve.lines import Edition, edition, order, sibling_edition
from gbdoc.resolve.runs import Run
from gbdoc.resolve.shelf import Shelf
from gbdoc.resolve.sides import worded_sides
from gbdoc.source import Span


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation, what it names, the side it is on, and the clause it stands in."""

    citation: Citation | SiblingCitation
    edition: Edition
    side: Side
    worded: Side | None  # the side of its wording, None where that is open
    clause: str
    is_source: bool  # in [来源：…]


def cited(runs: Iterable[Run], document: Document, shelf: Shelf) -> Iterator[Cited]:
    """Every citation of another document, in reading order; those of unknown documents, or of the document itself, are left out."""
    for run in runs:
        for citation, worded in worded_sides(run, document.metadata.function):
            if named := _edition(citation, document, shelf):
                side = citation.forced_side or worded or "informative"
                yield Cited(citation, named, side, worded, run.setting.anchor, run.kind == "source")


def compile_lists(citations: Sequence[Cited], document: Document, shelf: Shelf) -> Document:
    """The document with chapter 2 and 参考文献 filled in."""
    normative = _in_order(dict.fromkeys(each.edition for each in citations if each.side == "normative"), document, shelf)
    informative = list(_informative(citations, normative))
    listed = {each.key for each in (*normative, *informative)}
    also = [Edition(key, None, False) for key in dict.fromkeys(document.bibliography_options.also) if key not in listed]
    known = [each for each in also if each.key in document.registry or each.key in shelf]
    chapters = tuple(_chapter_2(chapter, normative) for chapter in document.chapters)
    bibliography = _bibliography(_in_order([*informative, *known], document, shelf), document)
    return replace(document, chapters=chapters, bibliography=bibliography)


def entries(document: Document) -> tuple[ReferenceEntry, ...]:
    """The lines of chapter 2 and of 参考文献, once compiled."""
    lists = [chapter.blocks for chapter in document.chapters if chapter.anchor == "normative-references"]
    return tuple(walk((*lists, document.bibliography), ReferenceEntry))


def _edition(citation: Citation | SiblingCitation, document: Document, shelf: Shelf) -> Edition | None:
    if isinstance(citation, SiblingCitation):
        known = citation.document in shelf and citation.document != document.name
        return sibling_edition(citation, shelf) if known else None
    reference = document.registry.get(citation.key)
    itself = reference is not None and reference.number == document.metadata.undated_number
    return None if reference is None or itself else edition(citation, document.registry)


def _in_order(editions: Iterable[Edition], document: Document, shelf: Shelf) -> list[Edition]:
    """Editions sorted; those that the order does not tell apart stay as they come."""
    return sorted(editions, key=lambda each: order(each, document, shelf))


# --- chapter 2 -------------------------------------------------------------------------------


def _chapter_2(chapter: Clause, normative: list[Edition]) -> Clause:
    if chapter.anchor != "normative-references":
        return chapter
    sentence = NORMATIVE_REFERENCES if normative else NO_NORMATIVE_REFERENCES
    lead = Paragraph(f"{chapter.anchor}.p-1", (Text(sentence, chapter.span),), chapter.span)
    lines = _list(chapter.anchor, 1, "", normative, chapter.span)
    return replace(chapter, blocks=(lead, lines) if normative else (lead,))


def _list(anchor: str, ordinal: int, title: str, editions: list[Edition], span: Span) -> ReferenceList:
    return ReferenceList(f"{anchor}.list-{ordinal}", title, tuple(each.entry(anchor, span) for each in editions), span)


# --- 参考文献 ----------------------------------------------------------------------------------


def _informative(citations: Sequence[Cited], normative: list[Edition]) -> Iterator[Edition]:
    """What 参考文献 takes: what chapter 2 lacks, and of the sources of terms only documents that it lacks altogether."""
    editions, keys = set(normative), {each.key for each in normative}
    for each in citations:
        if each.side == "informative" and each.edition not in editions and not (each.is_source and each.edition.key in keys):
            editions.add(each.edition)
            yield each.edition


def _bibliography(editions: list[Edition], document: Document) -> Element | None:
    """The lines under their groups' headings; those of no group follow under one of their own."""
    groups = [(group.title, [each for each in editions if each.key in group.keys]) for group in document.bibliography_options.groups]
    grouped = {each for _, members in groups for each in members}
    rest = [each for each in editions if each not in grouped]
    groups = [(title, members) for title, members in (*groups, ("其他" if grouped else "", rest)) if members]
    span = document.bibliography.span if document.bibliography else document.span
    lists = tuple(_list("bibliography", ordinal, title, members, span) for ordinal, (title, members) in enumerate(groups, 1))
    return Element("bibliography", "参考文献", lists, (), span) if lists else None
