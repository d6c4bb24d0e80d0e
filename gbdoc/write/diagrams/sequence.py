"""The stages of a life cycle from left to right, with what each of them uses below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gbdoc.diagram import Box, SequenceStructure
from gbdoc.write.diagrams.drawing import Drawing, Placed, drawing, elements, height_for, lines_of
from gbdoc.write.diagrams.svg import AIR, LINE, Area, arrow, line, widest

_RETURN = 12.0  # pt: the room of the line that leads back from the last stage to the first
_HEAD = 18.0  # pt: the height of a stage
_ROW = 6.0  # pt around the lines of a box, above and below together
_DROP = 9.0  # pt from a stage to the first of its boxes, which stand on each other
_BETWEEN = 16.0  # pt between stages


def draw_sequence(diagram: SequenceStructure) -> Drawing:
    """Draw the stages, evenly wide; a dashed line leads back from the last to the first."""
    width = _width(diagram)
    heads = _heads(diagram.stages, width)
    used = [placed for head in heads for placed in _column(head)]
    boxes = [*heads, *used, *_throughout(diagram.throughout, [*heads, *used])]
    height = max(placed.area.bottom for placed in boxes)
    right = max(placed.area.right for placed in boxes)
    lines = [*_drops(heads), *_order(heads), *_back(heads)]
    title = "、".join(stage.name for stage in diagram.stages)
    return drawing(title, (right, height), [*lines, *elements(boxes)], boxes)


def _width(diagram: SequenceStructure) -> float:
    """The width of a stage: room for the longest line in it, and for its share of what all of them use."""
    lines = [words for stage in diagram.stages for box in (stage, *stage.boxes) for words in lines_of(box, stacked=True)]
    across = widest(words for box in diagram.throughout for words in lines_of(box)) + 2 * AIR
    return max(widest(lines) + 2 * AIR, (across + _BETWEEN) / len(diagram.stages) - _BETWEEN)


def _heads(stages: Sequence[Box], width: float) -> list[Placed]:
    height = max(height_for(lines_of(stage), _HEAD) for stage in stages)
    return [
        Placed(stage, Area(index * (width + _BETWEEN), _RETURN, width, height), lines_of(Box("", stage.name)))
        for index, stage in enumerate(stages)
    ]


def _column(head: Placed) -> Iterator[Placed]:
    top = head.area.bottom + _DROP
    for box in head.box.boxes:
        lines = lines_of(box, stacked=True)
        yield Placed(box, Area(head.area.left, top, head.area.width, _ROW + LINE * len(lines)), lines)
        top += _ROW + LINE * len(lines)


def _throughout(shared: Sequence[Box], above: Sequence[Placed]) -> Iterator[Placed]:
    """What all stages use, as wide as they are, below them."""
    top = max(placed.area.bottom for placed in above) + _DROP
    right = max(placed.area.right for placed in above)
    for box in shared:
        height = height_for(lines_of(box), _HEAD)
        yield Placed(box, Area(0.0, top, right, height), lines_of(box))
        top += height


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
