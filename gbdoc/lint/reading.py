"""A document laid open for the rules: its running text with where it stands, its divisions and exhibits, each gathered once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias, cast, get_args

from gbdoc.diagnostic import Edit
from gbdoc.model import (
    Annex,
    Block,
    Clause,
    Document,
    Element,
    Example,
    Figure,
    Footnote,
    Formula,
    Inline,
    List,
    ListItem,
    Note,
    Paragraph,
    SymbolList,
    Table,
    TermEntry,
    Text,
    Xref,
    walk,
)
from gbdoc.provision import OBJECT, Sentence, own_words, sentences, whole
from gbdoc.resolve import ResolvedDocument, Shelf
from gbdoc.source import Span
from gbdoc.waiver import Waiver

Part: TypeAlias = Literal["foreword", "introduction", "notice", "scope", "references", "terms", "symbols", "body", "annex"]
Kind: TypeAlias = Literal["paragraph", "item", "definition", "cell", "title", "caption", "unit", "key", "term", "footnote"]
Holder: TypeAlias = Clause | Annex | Element | ListItem | Note | Example | TermEntry | Footnote
Remark: TypeAlias = Literal["", "note", "example", "footnote"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where running text stands."""

    part: Part
    clause: Clause | Annex | Element | None  # the innermost division
    informative: bool  # whether all that stands there is informative: foreword, introduction, informative annex
    remark: Remark = ""  # inside a note, an example or a footnote
    exhibit: Table | Figure | None = None
    intro: tuple[Inline, ...] = ()  # the paragraph before the list that the text is an item of


@dataclass(frozen=True)
class Prose:
    """A stretch of running text: a paragraph, an item's paragraph, a definition, a cell, a title …"""

    kind: Kind
    inlines: tuple[Inline, ...]
    place: Place

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences, each with the inlines it came from."""
        return sentences(self.inlines)

    @cached_property
    def whole(self) -> Sentence:
        """All of it as one."""
        return whole(self.inlines)

    @property
    def text(self) -> str:
        """Its words, a reference or formula being one character (`provision.OBJECT`)."""
        return self.whole.text

    @property
    def span(self) -> Span:
        """Where it begins and ends in the source."""
        return self.whole.span(0, len(self.text))

    @cached_property
    def authored(self) -> bool:
        """Whether an author wrote it; a sentence that the program makes has no place as wide as itself."""
        return any(_is_as_written(leaf) for leaf in self.whole.leaves)

    @property
    def allows_provisions(self) -> bool:
        """Whether requirements and the like may stand here (GB/T 1.1—2020, table 3 and 9)."""
        return not self.place.informative and not self.place.remark


@dataclass(frozen=True, slots=True)
class Found:
    """Words of running text that a rule has searched for."""

    prose: Prose
    sentence: Sentence
    match: re.Match[str]

    @property
    def words(self) -> str:
        return self.match[0]

    @property
    def quote(self) -> str:
        """The words for a message, references left out and long ones cut."""
        words = re.sub(f"{OBJECT}+", "……", self.sentence.text[self.match.start() : self.match.end()].strip())
        return words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE]}……"

    @property
    def span(self) -> Span:
        return self.sentence.span(*self.match.span())

    def becomes(self, new: str, group: int | str = 0) -> tuple[Edit, ...]:
        """The edit that puts other words in the place of what was found; none where that crosses markup."""
        return edit(self.sentence, *self.match.span(group), new)


_LONGEST_QUOTE = 24


def edit(sentence: Sentence, start: int, end: int, new: str) -> tuple[Edit, ...]:
    """The edit that makes text[start:end] another text; none where it is not plain text of one line of the source."""
    leaf = sentence.leaf(start)
    span = sentence.span(start, end)
    plain = isinstance(leaf, Text) and sentence.leaf(max(start, end - 1)) is leaf
    as_long = span.line == span.end_line and span.end_column - span.column == end - start
    return (Edit(span, sentence.text[start:end], new),) if plain and as_long else ()


@dataclass(frozen=True, eq=False)  # by identity, so that what rules share can be kept
class Reading:
    """A resolved document laid open; the names of the rules, and the waivers that have covered nothing, are for rules about rules."""

    resolved: ResolvedDocument
    rules: Collection[str] = ()
    idle: tuple[Waiver, ...] = ()

    @property
    def document(self) -> Document:
        return self.resolved.document

    @property
    def shelf(self) -> Shelf:
        return self.resolved.shelf

    @cached_property
    def prose(self) -> tuple[Prose, ...]:
        """All running text, in reading order; footnotes of the text come last."""
        return tuple(prose for prose in _document(self.document) if prose.inlines)

    @cached_property
    def authored(self) -> tuple[Prose, ...]:
        """The running text that authors wrote, without the sentences that the program makes."""
        return tuple(prose for prose in self.prose if prose.authored)

    def search(self, pattern: re.Pattern[str]) -> Iterator[Found]:
        """All that a pattern finds in the sentences that authors wrote."""
        for prose in self.authored:
            if pattern.search(prose.text):
                for sentence in prose.sentences:
                    yield from (Found(prose, sentence, match) for match in pattern.finditer(sentence.text))

    def search_own(self, pattern: re.Pattern[str]) -> Iterator[Found]:
        """The same, outside quotation marks and titles of documents."""
        for prose in self.authored:
            if pattern.search(prose.text):
                for sentence in prose.sentences:
                    yield from (Found(prose, sentence, match) for match in pattern.finditer(own_words(sentence.text)))

    def key_span(self, key: str) -> Span:
        """Where standard.yaml says something; where the file begins if it does not."""
        return self.document.spans.get(key, self.document.span)

    def is_under(self, span: Span, key: str) -> bool:
        """Whether a place is in the value of one of the outermost keys of standard.yaml."""
        start = self.key_span(key)
        ends = (other.line for other in self.document.spans.values() if other.line > start.line)
        return span.path == start.path and start.column < start.end_column and start.line <= span.line < min(ends, default=span.line + 1)

    def within(self, anchor: str) -> Iterator[Clause | Annex | Element]:
        """The divisions above a clause, from the inside out."""
        while anchor in self.parents:
            yield self.parents[anchor]
            anchor = self.parents[anchor].anchor

    def name(self, division: Clause | Annex | Element) -> str:
        """A division in words: 第6章, 6.3, 附录A, 引言."""
        return division.title if isinstance(division, Element) else self.resolved.place(division.anchor)

    @cached_property
    def divisions(self) -> tuple[Clause | Annex | Element, ...]:
        """All chapters, clauses, annexes and other elements, from the outside in."""
        return tuple(walk(self.document.divisions, Clause, Annex, Element))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tuple(walk(self.document.divisions, Table))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(walk(self.document.divisions, Figure))

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        return tuple(walk(self.document.divisions, Formula))

    @cached_property
    def terms(self) -> tuple[TermEntry, ...]:
        return tuple(walk(self.document.chapters, TermEntry))

    @cached_property
    def lists(self) -> tuple[List, ...]:
        return tuple(walk((self.document.divisions, self.document.notice), List))

    @cached_property
    def targets(self) -> frozenset[str]:
        """The anchors that references of the document lead to."""
        return frozenset(xref.target for xref in walk((self.document.divisions, self.document.notice, self.document.footnotes), Xref))

    @cached_property
    def mentions(self) -> frozenset[tuple[str, str]]:
        """The anchors that references lead to, each with the anchor of the table or figure that the reference stands in, or none."""
        return frozenset(
            (xref.target.split("/", 1)[0], prose.place.exhibit.anchor if prose.place.exhibit else "")
            for prose in self.prose
            for inline in prose.inlines
            if not isinstance(inline, Text)
            for xref in walk(inline, Xref)
        )

    @cached_property
    def containers(self) -> tuple[tuple[Block, ...], ...]:
        """The blocks of whatever holds blocks: divisions, items, notes, examples, term entries, footnotes."""
        roots = (self.document.divisions, self.document.footnotes)
        holders = cast("Iterator[Holder]", walk(roots, *get_args(Holder)))
        return (self.document.notice, *(holder.blocks for holder in holders))

    @cached_property
    def parents(self) -> Mapping[str, Clause | Annex | Element]:
        """The division right above each clause, by the clause's anchor; chapters and annexes have none."""
        return {below.anchor: division for division in self.divisions for below in division.subclauses}


# --- gathering -------------------------------------------------------------------------------


def _document(document: Document) -> Iterator[Prose]:
    yield from _division(document.foreword, Place("foreword", document.foreword, True))
    if document.introduction:
        yield from _division(document.introduction, Place("introduction", document.introduction, True))
    yield from _blocks(document.notice, Place("notice", None, False))
    for number, chapter in enumerate(document.chapters):
        yield from _division(chapter, Place(_part(chapter, number), chapter, False))
    for annex in document.annexes:
        yield from _division(annex, Place("annex", annex, annex.kind == "informative"))
    for footnote in document.footnotes:
        yield from _footnote(footnote, Place("body", None, False))


def _part(chapter: Clause, number: int) -> Part:
    made: Mapping[str, Part] = {"normative-references": "references", "terms": "terms", "symbols": "symbols"}
    return made.get(chapter.anchor, "body" if number else "scope")


def _division(division: Element | Clause | Annex, place: Place) -> Iterator[Prose]:
    if not isinstance(division, Element) and division.title:
        yield Prose("title", division.title, place)
    yield from _blocks(division.blocks, place)
    for clause in division.subclauses:
        yield from _division(clause, replace(place, clause=clause))


def _blocks(blocks: tuple[Block, ...], place: Place, kind: Kind = "paragraph") -> Iterator[Prose]:
    above: tuple[Inline, ...] = ()
    for block in blocks:
        match block:
            case Paragraph():
                yield Prose(kind, block.inlines, place)
                above = block.inlines
            case List():
                inner = replace(place, intro=above or place.intro)
                for item in block.items:
                    yield from _blocks(item.blocks, inner, kind if kind == "cell" else "item")
            case Note():
                yield from _blocks(block.blocks, replace(place, remark=place.remark or "note", intro=()))
            case Example():
                yield from _blocks(block.blocks, replace(place, remark=place.remark or "example", intro=()))
            case Table():
                yield from _table(block, place)
            case Figure():
                yield from _figure(block, place)
            case SymbolList():
                for entry in block.entries:
                    yield Prose("key", entry.symbol, place)
                    yield Prose("definition", entry.explanation, place)
            case TermEntry():
                yield from _term(block, place)


def _table(table: Table, place: Place) -> Iterator[Prose]:
    inner = replace(place, exhibit=table, intro=())
    yield Prose("caption", table.caption, inner)
    if table.unit:
        yield Prose("unit", table.unit, inner)
    for row in (*table.head, *table.body):
        for cell in row.cells:
            yield from _blocks(cell.blocks, inner, "cell")
    yield from _blocks(table.blocks, inner)
    for footnote in table.footnotes:
        yield from _blocks(footnote.blocks, inner, "footnote")  # these may hold requirements (9.12.2)


def _figure(figure: Figure, place: Place) -> Iterator[Prose]:
    inner = replace(place, exhibit=figure, intro=())
    for part in figure.subfigures:
        yield from _figure(part, place)
    if figure.unit:
        yield Prose("unit", figure.unit, inner)
    yield from _blocks(figure.blocks, inner)
    for footnote in figure.footnotes:
        yield from _blocks(footnote.blocks, inner, "footnote")
    yield Prose("caption", figure.caption, inner)


def _term(entry: TermEntry, place: Place) -> Iterator[Prose]:
    if entry.symbol:
        yield Prose("term", entry.symbol, place)
    yield Prose("definition", entry.definition, place)
    yield from _blocks(entry.blocks, place)


def _footnote(footnote: Footnote, place: Place) -> Iterator[Prose]:
    yield from _blocks(footnote.blocks, replace(place, remark="footnote"))


def _is_as_written(leaf: Inline) -> bool:
    """Whether a piece of text stands so in the source; other inlines are always written by someone, or worded by the program."""
    span = leaf.span
    return isinstance(leaf, Text) and (
        bool(leaf.pieces) or span.line != span.end_line or span.end_column - span.column >= len(leaf.text) > 0
    )
