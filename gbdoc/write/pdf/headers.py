"""Which head cells the cells of a table belong to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from gbdoc.write.pdf import roles
from gbdoc.write.pdf.structure import Node

Spot = tuple[int, int]  # row and column


def headers(table: Node) -> Mapping[Node, tuple[Node, ...]]:
    """The head cells that each cell belongs to, which stand above it; none for a head cell."""
    cells = list(_cells(table))
    columns: dict[int, list[Node]] = {}
    for cell, (_, column) in cells:
        if cell.role == "TH":
            columns.setdefault(column, []).append(cell)
    found: dict[Node, dict[Node, None]] = {cell: {} for cell, _ in cells}
    for cell, (_, column) in cells:
        if cell.role == "TD":
            found[cell].update(dict.fromkeys(columns.get(column, ())))
    return {cell: tuple(heads) for cell, heads in found.items()}


def _cells(table: Node) -> Iterator[tuple[Node, Spot]]:
    """Every cell with each spot that it covers."""
    taken: set[Spot] = set()
    for row, cells in enumerate(_rows(table)):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            spots = list(product(range(row, row + span(cell, "row")), range(column, column + span(cell, "col"))))
            taken.update(spots)
            yield from ((cell, spot) for spot in spots)


def _rows(table: Node) -> Iterator[list[Node]]:
    for group in table.kids:
        if isinstance(group, Node) and group.role != "Caption":
            yield from (
                [cell for cell in row.kids if isinstance(cell, Node) and cell.element is not None]
                for row in group.kids
                if isinstance(row, Node)
            )


def span(cell: Node, direction: str) -> int:
    """How many rows (`row`) or columns (`col`) a cell covers."""
    return roles.number(cell.element, f"{direction}span", 1)
