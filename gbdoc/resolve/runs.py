"""The stretches of a document that hold references, each with what decides the side of its citations."""

from __future__ import annotations

from collections.abc import Iterator
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
    IndexMark,
    Inline,
    List,
    Note,
    Paragraph,
    SiblingCitation,
    SymbolList,
    Table,
    TermEntry,
    Text,
    Xref,
    plain,
)

Inlines: TypeAlias = tuple[Inline, ...]
Reference: TypeAlias = Xref | SiblingCitation | Citation | IndexMark
Kind: TypeAlias = Literal["text", "cell", "title", "source", "imports"]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where text stands: its clause, the titles above it, whether all there is informative, what introduces its list."""

    anchor: str
    heading: str
    informative: bool
    intros: tuple[Inlines, ...] = ()  # from the innermost list outwards


@dataclass(frozen=True, slots=True)
class Run:
    """A paragraph, title, definition or the like that holds references."""

    inlines: Inlines
    references: tuple[Reference, ...]
    kind: Kind
    setting: Setting


def runs(document: Document) -> Iterator[Run]:
    """All stretches of a document that hold references, in reading order; footnotes come last."""
    yield from _division(document.foreword, Setting("foreword", "", True))
    if document.introduction:
        yield from _division(document.introduction, Setting("introduction", "", True))
    yield from _blocks(document.notice, Setting("", "", False))
    for chapter in document.chapters:
        yield from _division(chapter, Setting(chapter.anchor, "", False))
    for annex in document.annexes:
        yield from _division(annex, Setting(annex.anchor, "", annex.kind == "informative"))
    for footnote in document.footnotes:
        yield from _blocks(footnote.blocks, Setting("", "", True))


def references_in(inlines: Inlines) -> Iterator[Reference]:
    """The references and index marks among inlines and inside them."""
    for inline in inlines:
        if isinstance(inline, Text):
            continue
        if isinstance(inline, Reference):
            yield inline
        if inside := getattr(inline, "inlines", ()):
            yield from references_in(inside)


def _division(division: Element | Clause | Annex, setting: Setting) -> Iterator[Run]:
    if isinstance(division, Element):
        inner = setting
    else:
        yield from _run(division.title, "title", setting)
        inner = replace(setting, heading=f"{setting.heading} {plain(division.title)}")
    if division.anchor == "terms" and division.blocks and isinstance(division.blocks[0], Paragraph):
        yield from _run(division.blocks[0].inlines, "imports", inner)
        yield from _blocks(division.blocks[1:], inner)
    else:
        yield from _blocks(division.blocks, inner)
    for clause in division.subclauses:
        yield from _division(clause, replace(inner, anchor=clause.anchor))


def _blocks(blocks: tuple[Block, ...], setting: Setting, kind: Kind = "text") -> Iterator[Run]:
    above: Inlines = ()
    for block in blocks:
        match block:
            case Paragraph():
                yield from _run(block.inlines, kind, setting)
                above = block.inlines
            case List():
                inner = replace(setting, intros=(above, *setting.intros)) if above else setting
                for item in block.items:
                    yield from _blocks(item.blocks, inner, kind)
            case Note() | Example():
                yield from _blocks(block.blocks, replace(setting, informative=True))
            case Table():
                yield from _table(block, setting)
            case Figure():
                yield from _figure(block, setting)
            case SymbolList():
                for entry in block.entries:
                    yield from _run(entry.symbol, "cell", setting)
                    yield from _run(entry.explanation, "text", setting)
            case TermEntry():
                yield from _term(block, replace(setting, anchor=block.anchor))


def _table(table: Table, setting: Setting) -> Iterator[Run]:
    yield from _run(table.caption, "title", setting)
    yield from _run(table.unit, "title", setting)
    for row in (*table.head, *table.body):
        for cell in row.cells:
            yield from _blocks(cell.blocks, setting, "cell")
    yield from _blocks(table.blocks, setting)
    for footnote in table.footnotes:  # these may hold requirements (9.12.2)
        yield from _blocks(footnote.blocks, setting)


def _figure(figure: Figure, setting: Setting) -> Iterator[Run]:
    for part in figure.subfigures:
        yield from _figure(part, setting)
    yield from _run(figure.unit, "title", setting)
    yield from _blocks(figure.blocks, setting)
    for footnote in figure.footnotes:
        yield from _blocks(footnote.blocks, setting)
    yield from _run(figure.caption, "title", setting)


def _term(entry: TermEntry, setting: Setting) -> Iterator[Run]:
    yield from _run(entry.symbol, "title", setting)
    yield from _run(entry.definition, "text", setting)
    yield from _blocks(entry.blocks, setting)
    if entry.source:
        yield from _run((entry.source.citation,), "source", setting)


def _run(inlines: Inlines, kind: Kind, setting: Setting) -> Iterator[Run]:
    if found := tuple(references_in(inlines)):
        yield Run(inlines, found, kind, setting)
