"""Two tables side by side: which columns, rows and cells are the same, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from gbdoc.compare.table.cells import cell_inlines
from gbdoc.compare.table.columns import Words, align_columns, serial_columns
from gbdoc.compare.table.grids import Section, Spot, TextOf, section
from gbdoc.compare.table.lineups import Both, Lineup
from gbdoc.compare.table.order import settled
from gbdoc.compare.table.pieces import Crossing, Piece, PieceMark, crossing, pieces
from gbdoc.compare.table.rows import align_body, align_head
from gbdoc.model import Block, Column, Row, Table


@dataclass(frozen=True, slots=True)
class SpanChange:
    """Cells that are merged otherwise than before: where they began, where they begin."""

    old: tuple[Spot, ...]
    new: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class SectionAlignment:
    """The heads or the bodies of two tables side by side.

    `old` and `new` are their rows without words. `withheld` are the words of old cells that the merged table does not
    show whole: merged away, or numbers that only follow from the order of rows.
    """

    rows: Lineup
    changed: tuple[tuple[Spot, Spot], ...]
    spans: tuple[SpanChange, ...]
    pieces: tuple[Piece, ...] = field(repr=False)
    old: tuple[Row, ...] = field(repr=False)
    new: tuple[Row, ...] = field(repr=False)
    withheld: Mapping[Spot, tuple[Block, ...]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class TableAlignment:
    """Two tables side by side, and all of both that is not words; `serial` are the columns (old, new) that only count."""

    columns: Lineup
    serial: tuple[Both, ...]
    head: SectionAlignment
    body: SectionAlignment
    old_columns: tuple[Column, ...]
    new_columns: tuple[Column, ...]
    old_headings: tuple[str, ...]
    new_headings: tuple[str, ...]


def align_tables(old: Table, new: Table, text_of_old: TextOf, text_of_new: TextOf, row_pairs: Mapping[str, str]) -> TableAlignment:
    """Put two tables side by side; `row_pairs` gives the old anchors of new rows that are known to be the same."""
    olds, news = _words(old, text_of_old), _words(new, text_of_new)
    columns = align_columns(olds, news)
    serial = serial_columns(olds, news, columns.both)
    head = align_head(olds, news, columns.both)
    body = align_body(olds, news, columns.both, row_pairs)
    return TableAlignment(
        columns,
        serial,
        _side_by_side(olds.head, news.head, head, columns, ()),
        _side_by_side(olds.body, news.body, body, columns, serial),
        old.columns,
        new.columns,
        _headings(olds),
        _headings(news),
    )


def _words(table: Table, text_of: TextOf) -> Words:
    width = len(table.columns)
    return Words(section(table.head, width, text_of), section(table.body, width, text_of))


def _headings(words: Words) -> tuple[str, ...]:
    """The lowest heading of each column that says something."""
    columns = (words.head.column(index) for index in range(words.width))
    return tuple(next((text for text in reversed(column) if text), "") for column in columns)


# --- the head or the body ----------------------------------------------------------------------


def _side_by_side(old: Section, new: Section, rows: Lineup, columns: Lineup, serial: tuple[Both, ...]) -> SectionAlignment:
    over = settled(crossing(old.grid, new.grid, rows, columns))
    shown = tuple(_marked(_with_shown(piece, old, new), over, old, new) for piece in pieces(over))
    both = [(piece.old, piece.new) for piece in shown if piece.old is not None and piece.new is not None]
    other = [(one, two) for one, two in both if _is_other(old, new, one, two)]
    quiet = [(one, two) for one, two in other if (one[1], two[1]) in serial]
    kept_back = [*(one for one, _ in quiet), *(spot for piece in shown for spot in piece.hidden)]
    return SectionAlignment(
        over.rows,
        tuple(pair for pair in other if pair not in quiet),
        tuple(_span_changes(over)),
        shown,
        _bare(old.rows),
        _bare(new.rows),
        {spot: old.grid.at(*spot).cell.blocks for spot in kept_back},
    )


def _is_other(old: Section, new: Section, one: Spot, two: Spot) -> bool:
    """Whether a cell says something else, or the same with other markup or other references."""
    if old.words[one[0]][one[1]] != new.words[two[0]][two[1]]:
        return True
    return cell_inlines(old.grid.at(*one).cell) != cell_inlines(new.grid.at(*two).cell)


def _bare(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(replace(row, cells=tuple(replace(cell, blocks=()) for cell in row.cells)) for row in rows)


def _with_shown(piece: Piece, old: Section, new: Section) -> Piece:
    """Words that are lost where cells were merged are shown, unless the merged cell says the same."""
    if not piece.hidden:
        return piece
    said = {"", _said(piece, old, new)}
    shown = []
    for row, column in piece.hidden:
        if old.words[row][column] not in said:
            said.add(old.words[row][column])
            shown.append((row, column))
    return replace(piece, shown=tuple(shown))


def _said(piece: Piece, old: Section, new: Section) -> str:
    if piece.new is not None:
        return new.words[piece.new[0]][piece.new[1]]
    return old.words[piece.old[0]][piece.old[1]] if piece.old is not None else ""


def _marked(piece: Piece, over: Crossing, old: Section, new: Section) -> Piece:
    """A new cell is marked with its row or column; one that came of a split is new where it says something else."""
    if piece.new is None:
        return piece
    cell = over.new.at(*piece.new)
    rows, columns = frozenset(row for row, _ in cell.spots), frozenset(column for _, column in cell.spots)
    mark = _mark(rows, columns, over)
    if not mark and piece.old is None and _said(piece, old, new) not in _stood_there(rows, columns, over, old):
        mark = "inserted"
    return replace(piece, mark=mark) if mark else piece


def _mark(rows: frozenset[int], columns: frozenset[int], over: Crossing) -> PieceMark:
    if over.old_row.keys().isdisjoint(rows) or over.old_column.keys().isdisjoint(columns):
        return "inserted"
    return "moved" if rows.issubset(over.rows.moved) or columns.issubset(over.columns.moved) else ""


def _stood_there(rows: frozenset[int], columns: frozenset[int], over: Crossing, old: Section) -> set[str]:
    old_rows = [old_row for row, old_row in over.old_row.items() if row in rows]
    old_columns = [old_column for column, old_column in over.old_column.items() if column in columns]
    return {old.words[row][column] for row in old_rows for column in old_columns}


# --- merged cells ------------------------------------------------------------------------------


def _span_changes(over: Crossing) -> Iterator[SpanChange]:
    """Cells that share places of rows and columns which stayed, but not the same ones."""
    groups: list[tuple[set[Spot], set[Spot]]] = []
    group_of: dict[tuple[str, Spot], tuple[set[Spot], set[Spot]]] = {}
    for old, new in _overlaps(over):
        one, other = group_of.get(("old", old)), group_of.get(("new", new))
        group = one or other or (set(), set())
        if group is not one and group is not other:
            groups.append(group)
        if one and other and one is not other:
            one[0].update(other[0])
            one[1].update(other[1])
            groups = [each for each in groups if each is not other]
        group[0].add(old)
        group[1].add(new)
        group_of.update({("old", spot): group for spot in group[0]} | {("new", spot): group for spot in group[1]})
    return (SpanChange(tuple(sorted(old)), tuple(sorted(new))) for old, new in groups if len(old) + len(new) > 2)


def _overlaps(over: Crossing) -> Iterable[tuple[Spot, Spot]]:
    rows = [(old, new) for old, new in over.rows.both if new not in over.rows.moved]
    columns = [(old, new) for old, new in over.columns.both if new not in over.columns.moved]
    places = ((row, column) for row in rows for column in columns)
    return dict.fromkeys((over.old.at(row[0], column[0]).spot, over.new.at(row[1], column[1]).spot) for row, column in places)
