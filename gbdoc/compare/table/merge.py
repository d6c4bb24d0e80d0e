"""One table that holds two: the new one with deleted rows and columns put back where they stood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from gbdoc.change import EARLIER
from gbdoc.compare.table.alignment import SectionAlignment, TableAlignment
from gbdoc.compare.table.changes import Came, came
from gbdoc.compare.table.grids import Grid, Spot, grid
from gbdoc.compare.table.pieces import Piece
from gbdoc.model import Block, Cell, Column, Row, Table

RowState: TypeAlias = Literal["inserted", "deleted", "moved"]
MergeCell: TypeAlias = Callable[[Cell, Cell], tuple[Block, ...]]  # old and new cell -> what shows both
FromOld: TypeAlias = Callable[[Cell], Cell]  # an old cell as a redline shows it; it keeps its number of blocks
Blocks: TypeAlias = Callable[[tuple[Block, ...]], tuple[Block, ...]]
Columns: TypeAlias = tuple[Column, ...]
Rows: TypeAlias = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class MergedTable:
    """The columns and rows of a merged table; `states` tells, by anchor, which rows came, went or moved."""

    columns: Columns
    head: Rows
    body: Rows
    states: Mapping[str, RowState]


def merge_tables(alignment: TableAlignment, old: Table, new: Table, merge_cell: MergeCell, from_old: FromOld) -> MergedTable:
    """The new table with what was deleted put back; rows from the old one have a `~` before their anchors."""
    widths = len(old.columns), len(new.columns)
    head = _Sides(alignment.head, grid(old.head, widths[0]), grid(new.head, widths[1]), merge_cell, from_old)
    body = _Sides(alignment.body, grid(old.body, widths[0]), grid(new.body, widths[1]), merge_cell, from_old)
    states = dict([*_states(alignment.head), *_states(alignment.body)])
    return MergedTable(_columns(alignment), _merged(head), _merged(body), states)


def accept_table(alignment: TableAlignment, head: Rows, body: Rows, new_side: Blocks) -> tuple[Columns, Rows, Rows]:
    """The new table again; `new_side` takes from the blocks of a cell what was deleted."""
    return alignment.new_columns, _accepted(alignment.head, head, new_side), _accepted(alignment.body, body, new_side)


def reject_table(alignment: TableAlignment, head: Rows, body: Rows, old_side: Blocks) -> tuple[Columns, Rows, Rows]:
    """The old table again; `old_side` takes from the blocks of a cell what was inserted, and undoes what `from_old` did."""
    return alignment.old_columns, _rejected(alignment.head, head, old_side), _rejected(alignment.body, body, old_side)


# --- columns -----------------------------------------------------------------------------------


def _columns(alignment: TableAlignment) -> Columns:
    """The new columns and the deleted ones; their shares of the width come to what they came to."""
    old_total = sum(column.width for column in alignment.old_columns)
    total = sum(column.width for column in alignment.new_columns)
    scale = total / old_total if old_total else 0.0
    merged = [_column(alignment, pair, scale) for pair in alignment.columns.pairs]
    whole = sum(column.width for column in merged)
    if whole == total:
        return tuple(merged)
    return tuple(replace(column, width=round(column.width * total / whole, 4)) for column in merged)


def _column(alignment: TableAlignment, pair: tuple[int | None, int | None], scale: float) -> Column:
    old, new = pair
    if new is not None:
        return alignment.new_columns[new]
    assert old is not None
    return replace(alignment.old_columns[old], width=alignment.old_columns[old].width * scale)


# --- rows --------------------------------------------------------------------------------------


_STATES: Mapping[Came, RowState] = {"added": "inserted", "deleted": "deleted", "moved": "moved"}


def _states(section: SectionAlignment) -> Iterator[tuple[str, RowState]]:
    for place, pair in enumerate(section.rows.pairs):
        if state := came(pair, section.rows.moved):
            yield _row(section, place).anchor, _STATES[state]


def _row(section: SectionAlignment, place: int) -> Row:
    """A row of the merged table without its cells."""
    old, new = section.rows.pairs[place]
    if new is not None:
        return section.new[new]
    assert old is not None
    return replace(section.old[old], anchor=f"{EARLIER}{section.old[old].anchor}")


@dataclass(frozen=True, slots=True)
class _Sides:
    """The heads or the bodies of two tables, and how their cells are shown."""

    section: SectionAlignment
    old: Grid
    new: Grid
    merge_cell: MergeCell
    from_old: FromOld


def _merged(sides: _Sides) -> Rows:
    rows = [_row(sides.section, place) for place in range(len(sides.section.rows.pairs))]
    cells: list[list[Cell]] = [[] for _ in rows]
    for piece in sides.section.pieces:
        cells[piece.row].append(_cell(sides, piece, rows[piece.row]))
    return tuple(replace(row, cells=tuple(line)) for row, line in zip(rows, cells, strict=True))


def _cell(sides: _Sides, piece: Piece, row: Row) -> Cell:
    span = next((cell.span for cell in _shown(sides, piece)), row.span)
    lost = (block for spot in piece.shown for block in sides.from_old(sides.old.at(*spot).cell).blocks)
    return Cell((*_blocks(sides, piece), *lost), piece.height, piece.width, span, piece.mark)


def _shown(sides: _Sides, piece: Piece) -> Iterator[Cell]:
    if piece.new is not None:
        yield sides.new.at(*piece.new).cell
    if piece.old is not None:
        yield sides.old.at(*piece.old).cell


def _blocks(sides: _Sides, piece: Piece) -> tuple[Block, ...]:
    old = sides.old.at(*piece.old).cell if piece.old is not None else None
    new = sides.new.at(*piece.new).cell if piece.new is not None else None
    if new is None:
        return sides.from_old(old).blocks if old is not None else ()
    return new.blocks if old is None or piece.old in sides.section.withheld else sides.merge_cell(old, new)


# --- back again --------------------------------------------------------------------------------


def _accepted(section: SectionAlignment, rows: Rows, new_side: Blocks) -> Rows:
    merged = _pieces_of(section, rows)
    said = {piece.new: new_side(_own(section, piece, cell.blocks)) for piece, cell in merged if piece.new is not None}
    return _filled(section.new, said)


def _rejected(section: SectionAlignment, rows: Rows, old_side: Blocks) -> Rows:
    merged = _pieces_of(section, rows)
    said = {piece.old: old_side(_own(section, piece, cell.blocks)) for piece, cell in merged if piece.old is not None}
    return _filled(section.old, {**said, **section.withheld})


def _pieces_of(section: SectionAlignment, rows: Rows) -> Iterable[tuple[Piece, Cell]]:
    cells = [cell for row in rows for cell in row.cells]
    return zip(section.pieces, cells, strict=True)


def _own(section: SectionAlignment, piece: Piece, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of a merged cell without those of old cells that it hides."""
    return blocks[: len(blocks) - sum(len(section.withheld[spot]) for spot in piece.shown)]


def _filled(rows: Rows, said: Mapping[Spot, tuple[Block, ...]]) -> Rows:
    """Rows without words, with words."""
    cells = iter(grid(rows, _width(rows)).cells)
    return tuple(replace(row, cells=tuple(replace(cell, blocks=said[next(cells).spot]) for cell in row.cells)) for row in rows)


def _width(rows: Rows) -> int:
    """How many columns rows have; nothing reaches into the first one from above."""
    return sum(cell.column_span for cell in rows[0].cells) if rows else 0
