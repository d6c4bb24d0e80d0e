"""What templates may ask of a document while it is printed; all of it is looked up, nothing is worded here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeAlias

from markupsafe import Markup, escape

from gbdoc.model import (
    Annex,
    Block,
    Citation,
    Clause,
    Code,
    Element,
    Figure,
    Footnote,
    FootnoteReference,
    Inline,
    InlineFormula,
    LineBreak,
    Paragraph,
    ReferenceEntry,
    Restyled,
    SiblingCitation,
    SymbolList,
    Table,
    TermEntry,
    TermSource,
    Text,
    Xref,
    plain,
    walk,
)
from gbdoc.resolve import ResolvedDocument, Stretch
from gbdoc.write import wording
from gbdoc.write.contents import ContentsGroup, contents
from gbdoc.write.diagrams import Drawing, Place, draw
from gbdoc.write.grid import Grid, PlacedRow, grid_of
from gbdoc.write.reader.data import reader_data
from gbdoc.write.reader.mentions import Mentions, mentions
from gbdoc.write.reader.passages import Passage, passages

_WEB = ("https://", "http://", "mailto:")
_OF_SYSTEM = ("/system-standards", "/system")  # data tables that the boxes of a diagram lead to
_DEEPEST = 6  # HTML has six levels of headings
_COMMAND, _SCRIPT = re.compile(r"\\[A-Za-z]+ ?"), re.compile(r"[{}_^]")  # of LaTeX

_NOTHING = Markup()

Reference: TypeAlias = Xref | SiblingCitation | Citation
Macro: TypeAlias = Callable[..., Markup]
FormulaWriter: TypeAlias = Callable[[str, bool], Markup]  # LaTeX, and whether it stands on a line of its own


@dataclass(frozen=True, slots=True)
class Medium:
    """Where screen and paper differ: formulas, images and links to our other documents."""

    paper: bool
    formula: FormulaWriter
    image: Callable[[str], str]  # path below content/ -> address
    suffix: str  # of our documents' files
    beside: str  # what the address of such a file begins with


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote's mark: at its first one the footnote of the text, and the anchor that leads back to it."""

    anchor: str = ""
    footnote: Footnote | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """Blocks cut after a first paragraph, which is None where they begin with something else."""

    paragraph: Paragraph | None
    rest: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class HeadingTag:
    """The element of a heading, and its level where HTML has no element for it, else 0."""

    name: str
    level: int


@dataclass(frozen=True)
class View:
    """One printing of one document; it remembers which footnotes have been marked so far."""

    resolved: ResolvedDocument
    medium: Medium
    _marked: dict[str, str] = field(default_factory=dict)
    _waiting: list[Footnote] = field(default_factory=list)

    # --- what a redline says more ---

    def named(self, anchor: str) -> Markup:
        """The attribute that names an element after an anchor; a redline adds how it is marked."""
        return Markup(f'id="{escape(anchor)}"')

    def changed(self, key: str) -> Markup:
        """The attributes that tie marked words to their change."""
        return Markup(f' data-change="{escape(key)}"') if key else _NOTHING

    def was(self, _anchor: str) -> Markup:
        """The old number of something beside its number, and where it was moved from."""
        return _NOTHING

    def came(self, _anchor: str) -> Markup:
        """Where something without a number was moved from."""
        return _NOTHING

    def gone(self, _anchor: str) -> Markup:
        """The line that stands in place of what was moved away."""
        return _NOTHING

    def outlined(self, _anchor: str) -> Markup:
        """What a heading is called among the bookmarks, where that is not what it says."""
        return _NOTHING

    def worded_before(self, _inline: Reference) -> Markup:
        """The old words of a reference whose target has another number."""
        return _NOTHING

    def markup_before(self, _inline: Restyled) -> str:
        """How words were set before."""
        return ""

    def varied(self, node: object, name: str) -> Markup:
        """A line of a node, beside it what it was before."""
        return escape(getattr(node, name))

    def nature(self, annex: Annex) -> Markup:
        """（规范性）"""
        return Markup(wording.KIND[annex.kind])

    def domain(self, entry: TermEntry) -> Markup:
        """〈标准化〉"""
        return escape(wording.domain(entry.domain))

    def source_before(self, _entry: TermEntry) -> str:
        """[来源：…] as it was, if it is another now."""
        return ""

    def designations(self, entry: TermEntry, name: str) -> Iterator[tuple[Markup, str]]:
        """The admitted or deprecated terms of an entry, each with how it is marked."""
        return ((_NOTHING, term) for term in getattr(entry, name))

    def before(self, _node: object) -> Any:
        """A figure or a formula as it was in the old revision."""
        return None

    def varies(self, _node: object, _name: str) -> Markup:
        """The attributes that tie a line of a node to its change."""
        return _NOTHING

    def framed(self, _macros: Mapping[str, Macro]) -> Mapping[str, Macro]:
        """The macros that a redline puts something else in place of."""
        return {}

    def across(self, row: PlacedRow) -> int:
        """How many columns a row covers."""
        return sum(cell.columns or 1 for cell in row.cells)

    # --- numbers and words ---

    def label(self, anchor: str) -> str:
        """The number of something as printed where it stands: 6.1, 附录A, a), （1）."""
        label = self.resolved.labels.get(anchor)
        return label.number if label else ""

    def lead(self, anchor: str) -> str:
        """注1： 示例："""
        return wording.led(self.label(anchor))

    def is_counted(self, anchor: str) -> bool:
        """Whether a note or example is one of several."""
        return self.label(anchor)[-1:].isdecimal()

    def is_pair(self, title: str) -> bool:
        """Whether a title has two characters, which are set apart: 目　次."""
        return len(title) == 2

    def permalink_name(self, anchor: str) -> str:
        label = self.resolved.labels[anchor]
        return wording.permalink(label.number or label.title)

    def own_words(self, inline: Reference) -> tuple[Inline, ...]:
        """The author's words of a reference, if they are what is printed."""
        return inline.inlines if self.resolved.words(inline).startswith(plain(inline.inlines)) else ()

    def added_words(self, inline: Reference) -> str:
        """The words of a reference that its author did not write."""
        return self.resolved.words(inline).removeprefix(plain(inline.inlines))

    def entry_words(self, entry: ReferenceEntry) -> str:
        return self.resolved.entry_words(entry)

    def source_words(self, source: TermSource) -> str:
        return self.resolved.source_words(source)

    # --- addresses ---

    def href(self, inline: Reference) -> str:
        """Where a reference leads; nothing where there is no such place."""
        address = self.resolved.href(inline, self.medium.suffix)
        return self.medium.beside + address if address and not address.startswith("#") else address

    def footnote_href(self, target: str) -> str:
        """Where a footnote is found."""
        return f"#{target}"

    def stretches(self, citation: SiblingCitation) -> tuple[Stretch, ...]:
        """A citation of several places of another document, cut into links; none where it is one link."""
        beside = self.medium.beside
        cut = self.resolved.stretches(citation, self.medium.suffix)
        return tuple(replace(each, address=beside + each.address) if each.address else each for each in cut)

    def dangling(self, inline: Reference) -> bool:
        """Whether a reference names something that does not exist."""
        return wording.DANGLING in self.resolved.words(inline)

    def external(self, url: str) -> str:
        """An address outside our documents, if it is of a harmless kind."""
        return url if url.startswith(_WEB) else ""

    def document_href(self, entry: ReferenceEntry) -> str:
        """Where a listed document itself can be read: our own, or one that its entry gives an address for."""
        if entry.key in self.resolved.shelf:
            return f"{self.medium.beside}{entry.key}{self.medium.suffix}"
        reference = self.resolved.document.registry.get(entry.key)
        return self.external(reference.url) if reference else ""

    # --- headings ---

    def level_of(self, clause: Clause) -> int:
        """1 for a chapter, 2 for its subclauses …"""
        return self._levels[clause.anchor]

    def heading_tag(self, level: int) -> HeadingTag:
        """A chapter is a heading of the second level, below the document's name."""
        return HeadingTag(f"h{min(level + 1, _DEEPEST)}", level + 1 if level >= _DEEPEST else 0)

    @cached_property
    def _levels(self) -> Mapping[str, int]:
        document = self.resolved.document
        levels = dict(_levels(document.chapters, 1))
        for division in (document.introduction, *document.annexes):
            levels |= _levels(division.subclauses, 2) if division else ()
        return levels

    def ends_across(self, divisions: tuple[Element | Clause | Annex, ...]) -> bool:
        """Whether the last thing in some divisions is a table that lies across its sheet."""
        last = divisions[-1]
        while last.subclauses:
            last = last.subclauses[-1]
        match last.blocks:
            case (*_, Table() as table):
                return table.landscape
            case _:
                return False

    def contents(self) -> tuple[ContentsGroup, ...]:
        return contents(self.resolved)

    # --- what leads back ---

    def mentions(self, anchor: str) -> Mentions | None:
        """Where a figure, table, formula, annex, term or listed document is mentioned."""
        return self._mentions.get(anchor)

    def data(self) -> Markup:
        """What the reader's script knows of the document."""
        return reader_data(self._passages, self.resolved)

    @cached_property
    def _mentions(self) -> Mapping[str, Mentions]:
        return mentions(self._passages, self.resolved)

    @cached_property
    def _passages(self) -> tuple[Passage, ...]:
        return tuple(passages(self.resolved.document))

    # --- footnotes ---

    def mark(self, target: str) -> Mark:
        """Note that a footnote's mark is printed now."""
        footnote = self._footnotes.get(target)
        if footnote is None or target in self._marked:
            return Mark()
        self._marked[target] = f"{target}.mark"
        self._waiting.append(footnote)
        return Mark(self._marked[target], footnote)

    def mark_of(self, footnote: Footnote) -> str:
        """The anchor of the first mark of a footnote of the text."""
        return self._marked.get(footnote.anchor, "")

    def new_footnotes(self) -> tuple[Footnote, ...]:
        """The footnotes marked since this was last asked, for the end of a chapter on screen."""
        footnotes = tuple(self._waiting)
        self._waiting.clear()
        return footnotes

    def paragraphs(self, footnote: Footnote) -> tuple[Paragraph, ...]:
        return tuple(walk(footnote.blocks, Paragraph))

    @cached_property
    def _footnotes(self) -> Mapping[str, Footnote]:
        return {footnote.anchor: footnote for footnote in self.resolved.document.footnotes}

    # --- blocks ---

    def run_in(self, blocks: tuple[Block, ...]) -> Opening:
        """Blocks whose first paragraph is to stand beside a label."""
        match blocks:
            case (Paragraph() as paragraph, *rest):
                return Opening(paragraph, tuple(rest))
            case _:
                return Opening(None, blocks)

    def is_line(self, blocks: tuple[Block, ...]) -> bool:
        """Whether blocks are one paragraph."""
        return len(blocks) == 1 and isinstance(blocks[0], Paragraph)

    def is_subfigure(self, anchor: str) -> bool:
        return self.resolved.labels[anchor].kind == "subfigure"

    def is_glossary(self, symbols: SymbolList) -> bool:
        """Whether the symbols are words, as in a list of abbreviations; a colon follows these, a dash the others."""
        return not symbols.title and all(isinstance(inline, Text) for entry in symbols.entries for inline in entry.symbol)

    def drawing_of(self, figure: Figure) -> Drawing | None:
        """The drawing of a figure that is made from data."""
        return draw(figure.diagram) if figure.diagram else None

    def places_of(self, drawing: Drawing) -> tuple[tuple[Place, str], ...]:
        """The boxes of a drawing that lead somewhere, and where: to the first row that has their code as its key."""
        rows = self._rows_of_system
        return tuple((place, rows[place.code]) for place in drawing.places if place.code in rows)

    @cached_property
    def _rows_of_system(self) -> Mapping[str, str]:
        """The first row of each code in the 明细表, else in the list of subsystems; a subsystem's first sub-layer stands for it."""
        tables = [table for table in walk(self.resolved.document.divisions, Table) if table.data in _OF_SYSTEM]
        found: dict[str, str] = {}
        for table in sorted(tables, key=lambda table: _OF_SYSTEM.index(table.data)):
            for row in table.body:
                for code in (row.key, row.key.partition("-")[0]):
                    found.setdefault(code, row.anchor)
        return found

    def grid_of(self, table: Table) -> Grid:
        return grid_of(table, self._printed)

    def _printed(self, inlines: tuple[Inline, ...]) -> str:
        """The words of inlines as they are printed, without marks of footnotes; a formula counts a letter for each of its commands."""
        return "".join(map(self._printed_one, inlines))

    def _printed_one(self, inline: Inline) -> str:
        match inline:
            case Text() | Code():
                return inline.text
            case Xref() | SiblingCitation() | Citation():
                return self.resolved.words(inline)
            case InlineFormula():
                return _SCRIPT.sub("", _COMMAND.sub("x", inline.latex))
            case LineBreak():
                return "\n"
            case FootnoteReference():
                return ""
            case _:
                return self._printed(inline.inlines)


def _levels(clauses: tuple[Clause, ...], level: int) -> Iterator[tuple[str, int]]:
    for clause in clauses:
        yield clause.anchor, level
        yield from _levels(clause.subclauses, level + 1)
