"""The running text of a document for those who list what it says: each passage with where it stands, and how long it is as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from gbdoc.model import (
    Annex,
    Block,
    Citation,
    Clause,
    Document,
    Element,
    Example,
    Figure,
    Inline,
    LineBreak,
    List,
    Note,
    Paragraph,
    Row,
    SiblingCitation,
    SymbolList,
    Table,
    TermEntry,
    Xref,
    walk,
)
from gbdoc.provision import OBJECT, Sentence, whole
from gbdoc.resolve import ResolvedDocument

Inlines: TypeAlias = tuple[Inline, ...]
Kind: TypeAlias = Literal["text", "cell", "definition", "remark"]  # a remark is a note or an example


@dataclass(frozen=True, slots=True)
class Setting:
    """Where text stands: the innermost division or term entry, and whether all that stands there is informative."""

    division: str
    informative: bool
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or the like, and the anchor of the element that holds it."""

    anchor: str
    inlines: Inlines
    setting: Setting
    before: tuple[Inlines, ...] = ()  # what the element says before it: the cells of a row have no elements of their own
    leads: tuple[Inlines, ...] = ()  # the paragraphs before the lists that it stands in, from the outside in


def passages(document: Document) -> Iterator[Passage]:
    """All running text of a document in reading order, without titles, symbols and footnotes of the text."""
    for division, informative in _divisions(document):
        yield from _division(division, Setting(division.anchor, informative))
    yield from _blocks(document.notice, Setting("", False))


def start_of(passage: Passage, resolved: ResolvedDocument) -> int:
    """Where a passage begins among the characters of its element."""
    return sum(printed_length(whole(inlines), resolved) for inlines in passage.before)


def printed_length(sentence: Sentence, resolved: ResolvedDocument) -> int:
    """How many units of UTF-16 a sentence has on the page, where a reference is its words and a formula is one character."""
    text = sentence.text
    length = len(text) + len(_ASTRAL.findall(text))
    objects = _OBJECT.finditer(text)
    return length + sum(_object_length(sentence.leaf(found.start()), resolved) - 1 for found in objects)


_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_OBJECT = re.compile(f"[{OBJECT}\n]")


def _object_length(leaf: Inline, resolved: ResolvedDocument) -> int:
    match leaf:
        case Xref() | Citation() | SiblingCitation():
            return len(resolved.words(leaf))
        case LineBreak():
            return 0
        case _:
            return len(getattr(leaf, "text", OBJECT))


# --- gathering -------------------------------------------------------------------------------


def _divisions(document: Document) -> Iterator[tuple[Element | Clause | Annex, bool]]:
    yield document.foreword, True
    if document.introduction:
        yield document.introduction, True
    for chapter in document.chapters:
        yield chapter, False
    for annex in document.annexes:
        yield annex, annex.kind == "informative"


def _division(division: Element | Clause | Annex, setting: Setting) -> Iterator[Passage]:
    yield from _blocks(division.blocks, setting)
    for clause in division.subclauses:
        yield from _division(clause, replace(setting, division=clause.anchor))


def _blocks(blocks: tuple[Block, ...], setting: Setting, leads: tuple[Inlines, ...] = ()) -> Iterator[Passage]:
    above: Inlines = ()
    for block in blocks:
        match block:
            case Paragraph():
                yield Passage(block.anchor, block.inlines, setting, (), leads)
                above = block.inlines
            case List():
                for item in block.items:
                    yield from _blocks(item.blocks, setting, (*leads, above) if above else leads)
            case Note() | Example():
                yield from _blocks(block.blocks, replace(setting, kind="remark"))
            case Table():
                yield from _table(block, setting)
            case Figure():
                yield from _blocks((*block.subfigures, *block.blocks), replace(setting, kind="remark"))
            case SymbolList():
                for entry in block.entries:
                    yield Passage(entry.anchor, entry.explanation, replace(setting, kind="definition"))
            case TermEntry():
                yield from _term(block, replace(setting, division=block.anchor))


def _table(table: Table, setting: Setting) -> Iterator[Passage]:
    for row in table.body:
        yield from _row(row, replace(setting, kind="cell"))
    yield from _blocks(table.blocks, setting)
    for footnote in table.footnotes:  # these may hold requirements (9.12.2)
        yield from _blocks(footnote.blocks, setting)


def _row(row: Row, setting: Setting) -> Iterator[Passage]:
    """The paragraphs of a row; a cell that is one paragraph has no element of its own, so all are told by the row's."""
    before: tuple[Inlines, ...] = ()
    for cell in row.cells:
        for paragraph in _paragraphs(cell.blocks):
            yield Passage(row.anchor, paragraph.inlines, setting, before)
            before = (*before, paragraph.inlines)


def _paragraphs(blocks: tuple[Block, ...]) -> Iterable[Paragraph]:
    """The paragraphs of a cell, which is one of them mostly."""
    match blocks:
        case (Paragraph() as only,):
            return (only,)
        case _:
            return walk(blocks, Paragraph)


def _term(entry: TermEntry, setting: Setting) -> Iterator[Passage]:
    yield Passage(entry.anchor, entry.definition, replace(setting, kind="definition"))
    yield from _blocks(entry.blocks, replace(setting, kind="remark"))
