"""The lines of tables: the edges of all cells, each line drawn once and from end to end.

WeasyPrint draws the edges of a cell one by one, cut slantwise where a thick one meets a thin one.
The backgrounds of a table's columns it draws as plain rectangles, so a line is made a column that is nothing but black.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure.boxes import TableColumnBox, TableColumnGroupBox
from weasyprint.layout.background import Background, BackgroundLayer, parse_color

from gbdoc.write.pdf import walk

_SIDES = ("top", "right", "bottom", "left")
_BLACK = parse_color("#000")
_SQUARE = ((0, 0),) * 4  # corners
_NEAR = 0.05  # pixels: edges no farther apart are one line


@dataclass(frozen=True, slots=True)
class Edge:
    """A side of a cell, or several in a row, as a rectangle."""

    x: float
    y: float
    width: float
    height: float


def draw_lines(pages: Iterable[Any]) -> None:
    """Have the lines of every table drawn in place of its cells' edges; where the table is moved later, they move with it."""
    for table in (table for page in pages for table in walk.tables(page)):
        edges = [edge for group in table.children for row in group.children for cell in row.children for edge in _taken(cell)]
        across = [edge for edge in edges if edge.width > edge.height]
        down = [edge for edge in edges if edge.width <= edge.height]
        lines = TableColumnGroupBox(table.element_tag, table.style, None, [])
        lines.position_x, lines.position_y = table.position_x, table.position_y
        lines.background = None
        lines.children = [_line(table, edge) for edge in (*_joined_across(across), *_joined_down(down))]
        table.column_groups = (lines,)


def _taken(cell: Any) -> Iterator[Edge]:
    """The edges of a cell, which is left without them but as large as it was."""
    x, y, width, height = cell.border_box_x(), cell.border_box_y(), cell.border_width(), cell.border_height()
    top, right, bottom, left = (getattr(cell, f"border_{side}_width") for side in _SIDES)
    if top:
        yield Edge(x, y, width, top)
    if right:
        yield Edge(x + width - right, y, right, height)
    if bottom:
        yield Edge(x, y + height - bottom, width, bottom)
    if left:
        yield Edge(x, y, left, height)
    for side, thickness in zip(_SIDES, (top, right, bottom, left), strict=True):
        setattr(cell, f"border_{side}_width", 0)
        setattr(cell, f"padding_{side}", getattr(cell, f"padding_{side}") + thickness)


def _joined_across(edges: Iterable[Edge]) -> Iterator[Edge]:
    """Edges one beside the other as one."""
    rows: dict[Any, list[tuple[float, float]]] = defaultdict(list)
    places: dict[Any, Edge] = {}
    for edge in edges:
        key = round(edge.y / _NEAR), round(edge.height / _NEAR)
        rows[key].append((edge.x, edge.x + edge.width))
        places.setdefault(key, edge)
    for key, stretches in rows.items():
        for start, end in _joined(stretches):
            yield Edge(start, places[key].y, end - start, places[key].height)


def _joined_down(edges: Iterable[Edge]) -> Iterator[Edge]:
    """Edges one below the other as one."""
    turned = _joined_across(Edge(edge.y, edge.x, edge.height, edge.width) for edge in edges)
    return (Edge(edge.y, edge.x, edge.height, edge.width) for edge in turned)


def _joined(stretches: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    begin, end = min(stretches)
    for start, stop in sorted(stretches):
        if start > end + _NEAR:
            yield begin, end
            begin, end = start, stop
        end = max(end, stop)
    yield begin, end


def _line(table: Any, edge: Edge) -> Any:
    line = _Line(table.element_tag, table.style, None, [])
    line.position_x, line.position_y, line.width, line.height = edge.x, edge.y, edge.width, edge.height
    return line


class _Line(TableColumnBox):  # type: ignore[misc]
    @property
    def background(self) -> Any:
        """Black, where the line stands when it is drawn."""
        place = self.position_x, self.position_y, self.width, self.height
        layer = BackgroundLayer(None, None, None, None, False, place, place, [(*place, *_SQUARE)])
        return Background(_BLACK, [layer], self.style)
