"""The numbers of a document: anchor -> 5.3, 附录A, 表A.1, 注2. The only place where numbers are made (GB/T 1.1, 7 and 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

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
    IndexGroup,
    List,
    ListKind,
    Note,
    Paragraph,
    ReferenceList,
    SymbolList,
    Table,
    TermEntry,
    plain,
)
from gbdoc.source import Span

Kind: TypeAlias = Literal[
    "element", "chapter", "clause", "annex", "paragraph", "list", "item", "note", "example", "formula", "symbols", "symbol", "table",
    "row", "figure", "subfigure", "footnote", "term", "references", "reference", "index-group",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """What is known of an anchor by where it stands; `str()` is its number."""

    anchor: str
    kind: Kind
    number: str  # as printed there: 6, 6.1, 0.1, 附录A, 表A.1, a), （1）, 注2, [1]; empty where nothing is printed
    title: str
    parent: str  # the anchor that a reference is worded from, empty at the top
    ordinal: int  # among its like in the parent, from 1
    span: Span = field(compare=False, repr=False)

    def __str__(self) -> str:
        return self.number


Labels: TypeAlias = Mapping[str, Label]


def number(document: Document) -> Labels:
    """The label of every anchor of a document, in reading order."""
    labels: dict[str, Label] = {}
    body = _Series("")
    _element(document.foreword, body, labels)
    if document.introduction:
        _element(document.introduction, body, labels)
    _number_contents(document.notice, _Container("", "", body, labels))
    for ordinal, chapter in enumerate(document.chapters, 1):
        _clause(chapter, "chapter", str(ordinal), "", ordinal, body, labels)
    for ordinal, annex in enumerate(document.annexes, 1):
        _annex(annex, ordinal, labels)
    for element in (document.bibliography, document.index):
        if element:
            _element(element, body, labels)
    _text_footnotes(document.footnotes, body, labels)
    return labels


def letters(ordinal: int) -> str:
    """a … z, aa, ab … for 1, 2 …"""
    word = ""
    while ordinal:
        ordinal, rest = divmod(ordinal - 1, 26)
        word = chr(ord("a") + rest) + word
    return word


# --- divisions -------------------------------------------------------------------------------


@dataclass(slots=True)
class _Series:
    """The running numbers of one stretch: from 引言 to the last chapter, or one annex."""

    prefix: str  # "" or "A."
    tables: int = 0
    figures: int = 0
    formulas: int = 0
    references: int = 0


@dataclass(frozen=True, slots=True)
class _Container:
    """What numbers its own notes and examples: a clause without its subclauses, a term entry, a figure, a table."""

    anchor: str
    base: str  # what the numbers of term entries begin with
    series: _Series
    labels: dict[str, Label]
    notes: list[str] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)


def _element(element: Element, series: _Series, labels: dict[str, Label]) -> None:
    labels[element.anchor] = Label(element.anchor, "element", "", element.title, "", 1, element.span)
    _division(element, "0", series, labels)


def _clause(clause: Clause, kind: Kind, mark: str, parent: str, ordinal: int, series: _Series, labels: dict[str, Label]) -> None:
    labels[clause.anchor] = Label(clause.anchor, kind, mark, plain(clause.title), parent, ordinal, clause.span)
    _division(clause, mark, series, labels)


def _annex(annex: Annex, ordinal: int, labels: dict[str, Label]) -> None:
    letter = letters(ordinal).upper()
    labels[annex.anchor] = Label(annex.anchor, "annex", f"附录{letter}", plain(annex.title), "", ordinal, annex.span)
    _division(annex, letter, _Series(f"{letter}."), labels)


def _division(division: Element | Clause | Annex, base: str, series: _Series, labels: dict[str, Label]) -> None:
    _number_contents(division.blocks, _Container(division.anchor, base, series, labels))
    # Term entries take numbers of the clause's level, so that clauses beside them go on from there.
    entries = sum(isinstance(block, TermEntry) for block in division.blocks)
    for ordinal, clause in enumerate(division.subclauses, 1):
        _clause(clause, "clause", f"{base}.{entries + ordinal}", division.anchor, ordinal, series, labels)


def _text_footnotes(footnotes: tuple[Footnote, ...], series: _Series, labels: dict[str, Label]) -> None:
    for ordinal, footnote in enumerate(footnotes, 1):
        labels[footnote.anchor] = Label(footnote.anchor, "footnote", f"{ordinal})", "", "", ordinal, footnote.span)
        _number_contents(footnote.blocks, _Container(footnote.anchor, "", series, labels))


# --- blocks ----------------------------------------------------------------------------------


def _number_contents(blocks: tuple[Block, ...], container: _Container) -> None:
    """Label a container's own blocks and all below them."""
    _blocks(blocks, container.anchor, container)
    _close(container)


def _close(container: _Container) -> None:
    """Take the number from a note or example that turned out to be the only one of its container."""
    for word, anchors in (("注", container.notes), ("示例", container.examples)):
        if len(anchors) == 1:
            label = container.labels[anchors[0]]
            container.labels[label.anchor] = Label(label.anchor, label.kind, word, "", label.parent, 1, label.span)


def _blocks(blocks: tuple[Block, ...], parent: str, container: _Container) -> None:
    seen: dict[type, int] = {}
    for block in blocks:
        seen[type(block)] = seen.get(type(block), 0) + 1
        _block(block, blocks, parent, seen[type(block)], container)


def _block(block: Block, beside: tuple[Block, ...], parent: str, ordinal: int, container: _Container) -> None:
    labels = container.labels
    match block:
        case Paragraph(anchor=""):
            pass  # the text of a cell
        case Paragraph():
            labels[block.anchor] = Label(block.anchor, "paragraph", "", "", parent, ordinal, block.span)
        case List():
            # Not printed there, but a reference to an item needs it.
            is_only = sum(isinstance(other, List) and other.kind == block.kind for other in beside) == 1
            mark = "列项" if is_only else f"第{chinese(ordinal)}个列项"
            labels[block.anchor] = Label(block.anchor, "list", mark, "", parent, ordinal, block.span)
            _items(block, container)
        case Note():
            _remark(block, "note", "注", container.notes, container)
        case Example():
            _remark(block, "example", "示例", container.examples, container)
        case Table():
            _table(block, parent, ordinal, container)
        case Figure():
            _figure(block, parent, ordinal, container)
        case Formula():
            mark = _formula_number(container.series) if block.numbered else ""
            labels[block.anchor] = Label(block.anchor, "formula", mark, "", parent, ordinal, block.span)
        case SymbolList():
            _symbols(block, parent, ordinal, labels)
        case TermEntry():
            _term(block, parent, ordinal, container)
        case ReferenceList():
            _references(block, parent, ordinal, container)
        case IndexGroup():
            labels[block.anchor] = Label(block.anchor, "index-group", "", block.letter, parent, ordinal, block.span)


def _items(block: List, container: _Container) -> None:
    for ordinal, item in enumerate(block.items, 1):
        mark = _item_mark(block.kind, ordinal)
        container.labels[item.anchor] = Label(item.anchor, "item", mark, "", block.anchor, ordinal, item.span)
        _blocks(item.blocks, item.anchor, container)


def _item_mark(kind: ListKind, ordinal: int) -> str:
    match kind:
        case "dash":
            return "——"
        case "dot":
            return "·"
        case "letter":
            return f"{letters(ordinal)})"
        case "digit":
            return f"{ordinal})"


def _remark(block: Note | Example, kind: Kind, word: str, counted: list[str], container: _Container) -> None:
    """A note or example: counted in its container, wherever in it it stands (9.10.2, 9.11.2)."""
    counted.append(block.anchor)
    ordinal = len(counted)
    container.labels[block.anchor] = Label(block.anchor, kind, f"{word}{ordinal}", "", container.anchor, ordinal, block.span)
    _blocks(block.blocks, block.anchor, container)


def _formula_number(series: _Series) -> str:
    series.formulas += 1
    return f"（{series.prefix}{series.formulas}）"


def _symbols(block: SymbolList, parent: str, ordinal: int, labels: dict[str, Label]) -> None:
    labels[block.anchor] = Label(block.anchor, "symbols", "", block.title, parent, ordinal, block.span)
    for place, entry in enumerate(block.entries, 1):
        labels[entry.anchor] = Label(entry.anchor, "symbol", "", plain(entry.symbol), block.anchor, place, entry.span)


def _term(entry: TermEntry, parent: str, ordinal: int, container: _Container) -> None:
    mark = f"{container.base}.{ordinal}"
    container.labels[entry.anchor] = Label(entry.anchor, "term", mark, entry.term, parent, ordinal, entry.span)
    _number_contents(entry.blocks, _Container(entry.anchor, mark, container.series, container.labels))


def _references(block: ReferenceList, parent: str, ordinal: int, container: _Container) -> None:
    container.labels[block.anchor] = Label(block.anchor, "references", "", block.title, parent, ordinal, block.span)
    for place, entry in enumerate(block.entries, 1):
        mark = ""
        if parent == "bibliography":
            container.series.references += 1
            mark = f"[{container.series.references}]"
        container.labels[entry.anchor] = Label(entry.anchor, "reference", mark, "", parent, place, entry.span)


# --- tables and figures ----------------------------------------------------------------------


def _table(table: Table, parent: str, ordinal: int, outer: _Container) -> None:
    series = outer.series
    series.tables += 1
    mark = f"表{series.prefix}{series.tables}"
    outer.labels[table.anchor] = Label(table.anchor, "table", mark, plain(table.caption), parent, ordinal, table.span)
    container = _Container(table.anchor, "", series, outer.labels)
    for rows in (table.head, table.body):
        for place, row in enumerate(rows, 1):
            outer.labels[row.anchor] = Label(row.anchor, "row", row.key, "", table.anchor, place, row.span)
            for cell in row.cells:
                _blocks(cell.blocks, row.anchor, container)
    _blocks(table.blocks, table.anchor, container)
    _exhibit_footnotes(table.footnotes, container)


def _figure(figure: Figure, parent: str, ordinal: int, outer: _Container) -> None:
    series = outer.series
    series.figures += 1
    mark = f"图{series.prefix}{series.figures}"
    outer.labels[figure.anchor] = Label(figure.anchor, "figure", mark, plain(figure.caption), parent, ordinal, figure.span)
    _figure_contents(figure, outer)


def _figure_contents(figure: Figure, outer: _Container) -> None:
    for ordinal, part in enumerate(figure.subfigures, 1):
        label = Label(part.anchor, "subfigure", f"{letters(ordinal)})", plain(part.caption), figure.anchor, ordinal, part.span)
        outer.labels[part.anchor] = label
        _figure_contents(part, outer)
    container = _Container(figure.anchor, "", outer.series, outer.labels)
    _blocks(figure.blocks, figure.anchor, container)
    _exhibit_footnotes(figure.footnotes, container)


def _exhibit_footnotes(footnotes: tuple[Footnote, ...], container: _Container) -> None:
    """The footnotes of a table or a figure, the last of what is in it."""
    for ordinal, footnote in enumerate(footnotes, 1):
        label = Label(footnote.anchor, "footnote", letters(ordinal), "", container.anchor, ordinal, footnote.span)
        container.labels[footnote.anchor] = label
        _blocks(footnote.blocks, footnote.anchor, container)
    _close(container)


# --- ordinals in words -----------------------------------------------------------------------

_DIGITS = "零一二三四五六七八九"


def chinese(ordinal: int) -> str:
    """二, 十二, 二十一 … for an ordinal; figures from 100 on."""
    if ordinal > 99:
        return str(ordinal)
    tens, units = divmod(ordinal, 10)
    if not tens:
        return _DIGITS[units]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[units] if units else "")
