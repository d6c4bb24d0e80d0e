"""The lines of tables: the edges of all cells, each line drawn once and from end to end.

WeasyPrint draws the edges of a cell one by one, cut slantwise where a thick one meets a thin one.
Lines that are plain rectangles, filled one by one, are sharp on a screen too, since viewers move such to whole pixels.
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
_BLACK, _NOTHING = parse_color("#000"), parse_color("transparent")
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
    for page in pages:
        for table in walk.tables(page):
            edges = [edge for group in table.children for row in group.children for cell in row.children for edge in _taken(cell)]
            across = [edge for edge in edges if edge.width > edge.height]
            down = [edge for edge in edges if edge.width <= edge.height]
            _draw(table, [*_joined_across(across), *_joined_down(down)], (0, 0, page.width, page.height))


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


def _draw(table: Any, lines: Iterable[Edge], sheet: tuple[float, float, float, float]) -> None:
    """Paint lines as the background of the table, whose columns they become: columns move when their table is moved."""
    group = TableColumnGroupBox(table.element_tag, table.style, None, [_column(table, line) for line in lines])
    group.position_x, group.position_y, group.background = table.position_x, table.position_y, None
    table.column_groups = (group,)
    repeat = ("no-repeat", "no-repeat")
    layer = BackgroundLayer(_Lines(group), (1, 1), (0, 0), repeat, True, sheet, (0, 0, 1, 1), [(*sheet, *_SQUARE)])
    table.background = Background(_NOTHING, [layer], table.style)


def _column(table: Any, line: Edge) -> Any:
    column = TableColumnBox(table.element_tag, table.style, None, [])
    column.position_x, column.position_y, column.width, column.height = line.x, line.y, line.width, line.height
    column.background = None
    return column


@dataclass(frozen=True, slots=True)
class _Lines:
    """An image of lines, each where it stands when it is drawn."""

    group: Any

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:  # noqa: ARG002 - WeasyPrint calls it so
        stream.set_color(_BLACK)
        for line in self.group.children:
            stream.rectangle(line.position_x, line.position_y, line.width, line.height)
            stream.fill()
