"""The cells of a merged table: which place each of them covers and which old and new cell it shows.

The new cells come first and stretch over what was deleted between their rows and columns. A cell that stayed also takes
in the deleted rows and columns at its edge that it covered before. Then old cells fill what is free, and empty ones the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from gbdoc.compare.table.grids import Grid, Placed, Spot
from gbdoc.compare.table.lineups import Lineup, Pair

PieceMark: TypeAlias = Literal["", "inserted", "deleted", "moved"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell of the merged table; `hidden` are old cells that it covers and that have no place of their own."""

    row: int
    column: int
    height: int
    width: int
    old: Spot | None
    new: Spot | None
    hidden: tuple[Spot, ...] = ()
    shown: tuple[Spot, ...] = ()  # those of them whose words are put below its own
    mark: PieceMark = ""

    @property
    def spots(self) -> Iterator[Spot]:
        """All places that it covers."""
        for row in range(self.row, self.row + self.height):
            for column in range(self.column, self.column + self.width):
                yield row, column


@dataclass(frozen=True, slots=True)
class Crossing:
    """Two grids and how their rows and columns lie side by side; `old_row` and `old_column` give the old index of a new one."""

    old: Grid
    new: Grid
    rows: Lineup
    columns: Lineup
    old_row: Mapping[int, int]
    old_column: Mapping[int, int]


def crossing(old: Grid, new: Grid, rows: Lineup, columns: Lineup) -> Crossing:
    """Two grids with their rows and columns side by side."""
    return Crossing(old, new, rows, columns, *({new: old for old, new in order.both} for order in (rows, columns)))


def pieces(over: Crossing) -> tuple[Piece, ...]:
    """The cells of the merged table in reading order: no hole, no overlap."""
    work = _Work(over, _places(over.rows, 0), _places(over.columns, 0), {}, [])
    _put_new(work, dict(same_cells(over)))
    for index in range(len(work.pieces)):
        _stretch(work, index)
    _put_old(work)
    _fill(work)
    return tuple(sorted(work.pieces, key=lambda piece: (piece.row, piece.column)))


def _places(order: Lineup, side: int) -> Mapping[int, int]:
    """Where the rows or columns of one side, old 0 or new 1, stand in the merged table."""
    return {pair[side]: place for place, pair in enumerate(order.pairs) if pair[side] is not None}  # type: ignore[misc]


# --- cells that are the same -------------------------------------------------------------------


def same_cells(over: Crossing) -> Iterator[tuple[Spot, Spot]]:
    """New and old origin of cells that are the same: the first place that is in both tables is the first of either."""
    rows, columns = dict(over.rows.both), dict(over.columns.both)
    new_rows, new_columns = {row: row for row in over.old_row}, {column: column for column in over.old_column}
    homes = {home: cell.spot for cell in over.old.cells if (home := _home(cell, rows, columns, over))}
    for cell in over.new.cells:
        home = _home(cell, new_rows, new_columns, over)
        if home in homes:
            yield cell.spot, homes[home]


def _home(cell: Placed, rows: Mapping[int, int], columns: Mapping[int, int], over: Crossing) -> Spot | None:
    """The first of a cell's places, told by the new rows and columns; those that moved count only where none stayed."""
    places = [(rows[row], columns[column]) for row, column in cell.spots if row in rows and column in columns]
    stayed = [(row, column) for row, column in places if row not in over.rows.moved and column not in over.columns.moved]
    return min(stayed or places, default=None)


# --- where they are put ------------------------------------------------------------------------


@dataclass(slots=True)
class _Work:
    """The merged table as it fills."""

    crossing: Crossing
    old_rows: Mapping[int, int]
    old_columns: Mapping[int, int]
    taken: dict[Spot, int]  # place -> index of the piece that covers it
    pieces: list[Piece]

    def put(self, piece: Piece) -> None:
        self.taken.update((spot, len(self.pieces)) for spot in piece.spots)
        self.pieces.append(piece)

    def old_at(self, spot: Spot) -> Spot | None:
        """The old cell that stood at a place of the merged table."""
        row, column = self.crossing.rows.pairs[spot[0]][0], self.crossing.columns.pairs[spot[1]][0]
        return None if row is None or column is None else self.crossing.old.at(row, column).spot

    def places(self, cell: Placed) -> list[Spot]:
        """Where the places of an old cell are now."""
        return sorted((self.old_rows[row], self.old_columns[column]) for row, column in cell.spots)


def _put_new(work: _Work, pairs: Mapping[Spot, Spot]) -> None:
    rows, columns = _places(work.crossing.rows, 1), _places(work.crossing.columns, 1)
    for placed in work.crossing.new.cells:
        top, left = rows[placed.row], columns[placed.column]
        bottom, right = rows[placed.row + placed.cell.row_span - 1], columns[placed.column + placed.cell.column_span - 1]
        work.put(Piece(top, left, bottom - top + 1, right - left + 1, pairs.get(placed.spot), placed.spot))


def _stretch(work: _Work, index: int) -> None:
    """Let a cell take in the deleted rows above and below, and the deleted columns at its sides, that it covered before."""
    piece = work.pieces[index]
    while wider := next((grown for grown in _grown(work, piece) if _is_free(work, piece, grown)), None):
        piece = wider
    if piece is not work.pieces[index]:
        work.taken.update((spot, index) for spot in piece.spots)
        work.pieces[index] = piece


def _grown(work: _Work, piece: Piece) -> Iterator[Piece]:
    rows, columns = work.crossing.rows.pairs, work.crossing.columns.pairs
    if _is_deleted(rows, piece.row - 1):
        yield replace(piece, row=piece.row - 1, height=piece.height + 1)
    if _is_deleted(rows, piece.row + piece.height):
        yield replace(piece, height=piece.height + 1)
    if _is_deleted(columns, piece.column - 1):
        yield replace(piece, column=piece.column - 1, width=piece.width + 1)
    if _is_deleted(columns, piece.column + piece.width):
        yield replace(piece, width=piece.width + 1)


def _is_deleted(pairs: tuple[Pair, ...], place: int) -> bool:
    return 0 <= place < len(pairs) and pairs[place][1] is None


def _is_free(work: _Work, piece: Piece, grown: Piece) -> bool:
    """Whether the places that a piece would gain are free, and were its own or nobody's."""
    gained = set(grown.spots) - set(piece.spots)
    owners = {work.old_at(spot) for spot in gained}
    return piece.old in owners - {None} and owners <= {piece.old, None} and work.taken.keys().isdisjoint(gained)


def _put_old(work: _Work) -> None:
    """Old cells that are not in the new table stand where there is room, or are hidden by what stands there."""
    known = {piece.old for piece in work.pieces}
    for placed in work.crossing.old.cells:
        if placed.spot in known:
            continue
        places = work.places(placed)
        free = [spot for spot in places if spot not in work.taken]
        if free:
            work.put(_largest(free, placed.spot))
        else:
            index = work.taken[work.old_rows[placed.row], work.old_columns[placed.column]]
            work.pieces[index] = replace(work.pieces[index], hidden=(*work.pieces[index].hidden, placed.spot))


def _largest(free: list[Spot], old: Spot) -> Piece:
    """A cell from the first free place on, as wide as the places are free, then as high."""
    row, column = free[0]
    places = set(free)
    width = next(width for width in range(1, len(free) + 1) if (row, column + width) not in places)
    height = next(height for height in range(1, len(free) + 1) if not places.issuperset(_line(row + height, column, width)))
    return Piece(row, column, height, width, old, None, mark="deleted")


def _line(row: int, column: int, width: int) -> Iterable[Spot]:
    return ((row, column + each) for each in range(width))


def _fill(work: _Work) -> None:
    for row, (_, new_row) in enumerate(work.crossing.rows.pairs):
        for column in range(len(work.crossing.columns.pairs)):
            if (row, column) not in work.taken:
                work.put(Piece(row, column, 1, 1, None, None, mark=_mark_of_empty(work, new_row)))


def _mark_of_empty(work: _Work, new_row: int | None) -> PieceMark:
    """What is empty in a row that came is new; else it stands in a row or a column that went."""
    came = new_row is not None and new_row not in work.crossing.old_row
    return "inserted" if came else "deleted"
