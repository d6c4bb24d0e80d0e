"""A whole standards system: a column for each layer, its subsystems below; each layer binds the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from gbdoc.diagram import Box, HierarchicalStructure
from gbdoc.write.diagrams.drawing import Drawing, Placed, drawing, elements, height_for, lines_of
from gbdoc.write.diagrams.svg import AIR, MEASURE, Area, arrow, line, widest

_HEAD = 18.0  # pt: the height of the system's and the layers' boxes
_ROW = 16.0  # pt: the height of a subsystem of one line
_GAP = 4.5  # pt between subsystems
_DROP = 9.0  # pt from a box to the line that joins those below it
_BRANCH, _TRUNK = 10.0, 4.0  # pt from a column's left side to its subsystems, and to the line that joins them
_BETWEEN = 14.0  # pt between columns


def draw_whole(diagram: HierarchicalStructure) -> Drawing:
    """Draw a system from its layers; where the names are too long for one line, each stands below its code."""
    system = diagram.opened
    stacked = _total(_widths(system.boxes, stacked=False)) > MEASURE
    widths = _widths(system.boxes, stacked)
    width = max(_total(widths), _width(system, False))
    lefts = accumulate(widths, lambda left, width: left + width + _BETWEEN, initial=(width - _total(widths)) / 2)
    root = _root(system, width)
    high = max((height_for(lines_of(layer), _HEAD) for layer in system.boxes), default=_HEAD)
    areas = [Area(left, root.area.bottom + 2 * _DROP, own, high) for left, own in zip(lefts, widths, strict=False)]
    columns = [_column(box, area, stacked) for box, area in zip(system.boxes, areas, strict=True)]
    boxes = [root, *(placed for column in columns for placed in column)]
    height = max(placed.area.bottom for placed in boxes)
    heads = [column[0] for column in columns]
    lines = [*_joined(root, heads), *_bound(heads), *(each for column in columns for each in _branches(column))]
    return drawing(system.words, (width, height), [*lines, *elements(boxes)], boxes)


def _total(widths: Sequence[float]) -> float:
    return sum(widths) + _BETWEEN * (len(widths) - 1)


def _widths(layers: Sequence[Box], stacked: bool) -> list[float]:
    return [max(_width(layer, False), *(_BRANCH + _width(box, stacked) for box in layer.boxes), 0.0) for layer in layers]


def _width(box: Box, stacked: bool) -> float:
    return widest(lines_of(box, stacked)) + 2 * AIR


def _root(system: Box, width: float) -> Placed:
    own, lines = _width(system, False), lines_of(system)
    return Placed(system, Area((width - own) / 2, 0.0, own, height_for(lines, _HEAD)), lines)


def _column(layer: Box, area: Area, stacked: bool) -> list[Placed]:
    """A layer, whose area is given, then its subsystems."""
    column = [Placed(layer, area, lines_of(layer))]
    top = area.bottom + _DROP
    for box in layer.boxes:
        lines = lines_of(box, stacked)
        column.append(Placed(box, Area(area.left + _BRANCH, top, area.width - _BRANCH, height_for(lines, _ROW)), lines))
        top = column[-1].area.bottom + _GAP
    return column


def _joined(root: Placed, heads: Sequence[Placed]) -> Iterator[str]:
    """The lines from the system down to its layers."""
    (x, _), bar = root.area.middle, root.area.bottom + _DROP
    middles = [head.area.middle[0] for head in heads]
    if not heads:
        return
    yield line([(x, root.area.bottom), (x, bar)])
    yield line([(min(x, *middles), bar), (max(x, *middles), bar)])
    for head, middle in zip(heads, middles, strict=True):
        yield line([(middle, bar), (middle, head.area.top)])


def _bound(heads: Sequence[Placed]) -> Iterator[str]:
    """A dashed arrow from each layer to the next that it binds."""
    for left, right in pairwise(heads):
        if right.box.bound_by and right.box.bound_by.code == left.box.code:
            yield arrow([(left.area.right, left.area.middle[1]), (right.area.left, right.area.middle[1])], dashed=True)


def _branches(column: Sequence[Placed]) -> Iterator[str]:
    """The lines from a layer down to its subsystems."""
    head, *below = column
    x = head.area.left + _TRUNK
    if below:
        yield line([(x, head.area.bottom), (x, below[-1].area.middle[1])])
    for placed in below:
        yield line([(x, placed.area.middle[1]), (placed.area.left, placed.area.middle[1])])
