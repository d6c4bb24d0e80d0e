"""The stages of a life cycle from left to right, with what each of them uses below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gbdoc.diagram import Box, SequenceStructure
from gbdoc.write.diagrams.drawing import Drawing, Placed, elements, places
from gbdoc.write.diagrams.svg import AIR, LINE, Area, arrow, line, picture, width_of

_RETURN = 12.0  # pt: the room of the line that leads back from the last stage to the first
_HEAD = 18.0  # pt: the height of a stage
_ROW = 6.0  # pt around the two lines of a box, above and below together
_DROP = 9.0  # pt from a stage to the first of its boxes, which stand on each other
_BETWEEN = 16.0  # pt between stages


def draw_sequence(diagram: SequenceStructure) -> Drawing:
    """Draw the stages, evenly wide; a dashed line leads back from the last to the first."""
    width = _width(diagram)
    heads = [_head(stage, index, width) for index, stage in enumerate(diagram.stages)]
    used = [placed for head in heads for placed in _column(head)]
    boxes = [*heads, *used, *_throughout(diagram.throughout, [*heads, *used])]
    height = max(placed.area.bottom for placed in boxes)
    right = max(placed.area.right for placed in boxes)
    lines = [*_drops(heads), *_order(heads), *_back(heads)]
    return Drawing(
        picture(right, height, "、".join(stage.name for stage in diagram.stages), [*lines, *elements(boxes)]), right, height, places(boxes)
    )


def _width(diagram: SequenceStructure) -> float:
    """The width of a stage: room for the longest name in it, and for its share of what all of them use."""
    names = [name for stage in diagram.stages for box in (stage, *stage.boxes) for name in (box.code, box.name)]
    across = max((width_of(box.words) for box in diagram.throughout), default=0.0) + 2 * AIR
    return max(*map(width_of, names), (across + _BETWEEN) / len(diagram.stages) - _BETWEEN - 2 * AIR) + 2 * AIR


def _head(stage: Box, index: int, width: float) -> Placed:
    return Placed(stage, Area(index * (width + _BETWEEN), _RETURN, width, _HEAD), (stage.name,))


def _column(head: Placed) -> Iterator[Placed]:
    top, height = head.area.bottom + _DROP, _ROW + 2 * LINE
    for box in head.box.boxes:
        yield Placed(box, Area(head.area.left, top, head.area.width, height), (box.code, box.name))
        top += height


def _throughout(shared: Sequence[Box], above: Sequence[Placed]) -> Iterator[Placed]:
    """What all stages use, as wide as they are, below them."""
    top = max((placed.area.bottom for placed in above), default=0.0) + _DROP
    right = max((placed.area.right for placed in above), default=0.0)
    for box in shared:
        yield Placed(box, Area(0.0, top, right, _HEAD), (box.words,))
        top += _HEAD


def _drops(heads: Sequence[Placed]) -> Iterator[str]:
    """The line from a stage to what it uses."""
    for head in heads:
        if head.box.boxes:
            x, y = head.area.middle[0], head.area.bottom
            yield line([(x, y), (x, y + _DROP)])


def _order(heads: Sequence[Placed]) -> Iterator[str]:
    for left, right in pairwise(heads):
        y = left.area.middle[1]
        yield arrow([(left.area.right, y), (right.area.left, y)])


def _back(heads: Sequence[Placed]) -> Iterator[str]:
    if len(heads) > 1:
        first, last = heads[0].area, heads[-1].area
        yield arrow([(last.middle[0], last.top), (last.middle[0], 0.0), (first.middle[0], 0.0), (first.middle[0], first.top)], dashed=True)
