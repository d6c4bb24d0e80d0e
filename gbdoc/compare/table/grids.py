"""The rows of a table as a full grid: every place knows the cell that covers it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from gbdoc.model import Cell, Row

Spot: TypeAlias = tuple[int, int]  # row of the head or of the body, and column, from 0
TextOf: TypeAlias = Callable[[Cell], str]


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell and the place where it begins."""

    row: int
    column: int
    cell: Cell

    @property
    def spot(self) -> Spot:
        """Its upper left place."""
        return self.row, self.column

    @property
    def spots(self) -> Iterator[Spot]:
        """All places that it covers, in reading order."""
        for row in range(self.row, self.row + self.cell.row_span):
            for column in range(self.column, self.column + self.cell.column_span):
                yield row, column


@dataclass(frozen=True, slots=True)
class Grid:
    """The head or the body of a table: its cells in reading order, and for each place the index of the one that covers it."""

    height: int
    width: int
    cells: tuple[Placed, ...]
    cover: tuple[tuple[int, ...], ...]

    def at(self, row: int, column: int) -> Placed:
        """The cell that covers a place."""
        return self.cells[self.cover[row][column]]

    def is_origin(self, row: int, column: int) -> bool:
        """Whether a cell begins there."""
        return self.at(row, column).spot == (row, column)


def grid(rows: tuple[Row, ...], width: int) -> Grid:
    """The grid of some rows; as `read` makes them, they leave no hole and cover no place twice."""
    cover: list[list[int]] = [[-1] * width for _ in rows]
    cells: list[Placed] = []
    for number, row in enumerate(rows):
        for cell in row.cells:
            placed = Placed(number, cover[number].index(-1), cell)
            _cover(cover, placed, len(cells))
            cells.append(placed)
    if any(-1 in line for line in cover):
        raise ValueError("a table has a place that no cell covers")
    return Grid(len(rows), width, tuple(cells), tuple(map(tuple, cover)))


def _cover(cover: list[list[int]], placed: Placed, index: int) -> None:
    for row, column in placed.spots:
        if cover[row][column] != -1:
            raise ValueError("two cells of a table cover one place")
        cover[row][column] = index


@dataclass(frozen=True, slots=True)
class Section:
    """The head or the body of a table with its words; a merged cell's words are at each of its places."""

    rows: tuple[Row, ...]
    grid: Grid
    words: tuple[tuple[str, ...], ...]

    def column(self, column: int) -> tuple[str, ...]:
        """What a column says, from top to bottom."""
        return tuple(row[column] for row in self.words)

    def own(self, column: int) -> tuple[str, ...]:
        """What the cells say that stand in one column only, each of them once."""
        cells = (placed for placed in self.grid.cells if placed.column == column and placed.cell.column_span == 1)
        return tuple(self.words[placed.row][column] for placed in cells)


def section(rows: tuple[Row, ...], width: int, text_of: TextOf) -> Section:
    """Some rows laid out and read; no cell is read twice."""
    laid = grid(rows, width)
    texts = [text_of(placed.cell) for placed in laid.cells]
    return Section(rows, laid, tuple(tuple(texts[index] for index in line) for line in laid.cover))
