"""One subsystem opened: at the left what it belongs to and is next to, in the middle its sub-layers, at the right what binds these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gbdoc.diagram import Box, HierarchicalStructure
from gbdoc.write.diagrams.drawing import Drawing, Placed, elements, places
from gbdoc.write.diagrams.svg import AIR, LINE, Area, arrow, line, picture, width_of, words

_HEAD = 18.0  # pt: the height of a box of one line
_SMALL, _CLOSE = 15.0, 3.5  # pt: the height of the boxes beside, and the gap between them
_GAP = 15.0  # pt between boxes one below the other
_RAIL = 9.0  # pt: the room of a line along the drawing's left or right side
_TRUNK, _BOND = 24.0, 34.0  # pt between the columns
_COLUMNS = 2  # of topics in a sub-layer
_TITLE = 15.0  # pt: the height of a sub-layer's title


def draw_opened(diagram: HierarchicalStructure) -> Drawing:
    """Draw a subsystem in its surroundings."""
    left = _left(diagram)
    chain, beside = left[: len(diagram.above) + 1], left[len(diagram.above) + 1 :]
    middle = _middle(diagram.opened.boxes, chain[0].area.right + _TRUNK)
    right = _right(middle, middle[0].area.right + _BOND if middle else 0.0)
    boxes = [*left, *middle, *right]
    width = max(placed.area.right for placed in boxes) + (_RAIL if right else 0.0)
    height = max(placed.area.bottom for placed in boxes)
    lines = [
        *_chain(chain),
        *_rail(chain[-1], beside),
        *_trunk(chain[-1], middle),
        *_bonds(middle, right),
        *_around(chain[0], right, width),
    ]
    topics = [element for placed in middle for element in _topics(placed)]
    svg = picture(width, height, diagram.opened.words, [*lines, *elements(boxes), *topics])
    return Drawing(svg, width, height, places(boxes))


# --- boxes -----------------------------------------------------------------------------------


def _left(diagram: HierarchicalStructure) -> list[Placed]:
    """What the subsystem belongs to, the subsystem itself, and below it, dashed, what it is next to."""
    chain, room = (*diagram.above, diagram.opened), _RAIL if diagram.beside else 0.0
    width = max(width_of(box.words) for box in (*chain, *diagram.beside)) + 2 * AIR
    placed, top = [], 0.0
    for box in chain:
        placed.append(Placed(box, Area(room, top, width, _HEAD), (box.words,)))
        top += _HEAD + _GAP
    for box in diagram.beside:
        placed.append(Placed(box, Area(room, top, width, _SMALL), (box.words,), dashed=True))
        top += _SMALL + _CLOSE
    return placed


def _middle(sublayers: Sequence[Box], left: float) -> list[Placed]:
    """The sub-layers, each as high as its topics ask for, below the line that goes around the top."""
    topic = max((width_of(box.name) for sublayer in sublayers for box in sublayer.boxes), default=0.0)
    title = max((width_of(sublayer.words) for sublayer in sublayers), default=0.0)
    width = max(_COLUMNS * topic + (_COLUMNS + 1) * 2 * AIR, title + 2 * AIR)
    placed, top = [], _HEAD + _GAP / 2
    for sublayer in sublayers:
        rows = -(-len(sublayer.boxes) // _COLUMNS)
        height = _TITLE + (rows * LINE + AIR if rows else 0.0)
        placed.append(Placed(sublayer, Area(left, top, width, height), () if rows else (sublayer.words,)))
        top += height + _GAP
    return placed


def _right(middle: Sequence[Placed], left: float) -> list[Placed]:
    bound = [(placed, placed.box.bound_by) for placed in middle if placed.box.bound_by]
    width = max((width_of(box.words) for _, box in bound), default=0.0) + 2 * AIR
    return [Placed(box, Area(left, placed.area.middle[1] - _HEAD / 2, width, _HEAD), (box.words,)) for placed, box in bound]


def _topics(placed: Placed) -> Iterator[str]:
    """The title of a sub-layer, a line below it, and its topics, down one column and then the next."""
    topics, area = placed.box.boxes, placed.area
    rows = -(-len(topics) // _COLUMNS)
    if not rows:
        return
    bar = area.top + _TITLE
    yield words(area.middle[0], bar - 4.8, placed.box.words) + line([(area.left, bar), (area.right, bar)])
    for index, topic in enumerate(topics):
        column, row = divmod(index, rows)
        x = area.left + area.width * (2 * column + 1) / (2 * _COLUMNS)
        yield words(x, bar + AIR / 2 + LINE * row + 7.95, topic.name)


# --- lines -----------------------------------------------------------------------------------


def _chain(chain: Sequence[Placed]) -> Iterator[str]:
    for upper, lower in pairwise(chain):
        x = upper.area.middle[0]
        yield line([(x, upper.area.bottom), (x, lower.area.top)])


def _rail(opened: Placed, beside: Sequence[Placed]) -> Iterator[str]:
    """A dashed line along the left side, from the subsystem to those next to it."""
    if beside:
        ends = [placed.area.middle[1] for placed in (opened, *beside)]
        yield line([(opened.area.left, ends[0]), (0.0, ends[0]), (0.0, ends[-1])], dashed=True)
        yield from (line([(0.0, end), (opened.area.left, end)], dashed=True) for end in ends[1:])


def _trunk(opened: Placed, middle: Sequence[Placed]) -> Iterator[str]:
    if middle:
        y, x = opened.area.middle[1], opened.area.right + _TRUNK / 2
        ends = [placed.area.middle[1] for placed in middle]
        yield line([(opened.area.right, y), (x, y)])
        yield line([(x, min(y, *ends)), (x, max(y, *ends))])
        yield from (line([(x, end), (placed.area.left, end)]) for placed, end in zip(middle, ends, strict=True))


def _bonds(middle: Sequence[Placed], right: Sequence[Placed]) -> Iterator[str]:
    """A dashed arrow from each layer at the right to the sub-layer that it binds."""
    bound = [placed for placed in middle if placed.box.bound_by]
    for placed, layer in zip(bound, right, strict=True):
        y = layer.area.middle[1]
        yield arrow([(layer.area.left, y), (placed.area.right, y)], dashed=True)


def _around(system: Placed, right: Sequence[Placed], width: float) -> Iterator[str]:
    """From the system around the top and down the right side to the layers there, which belong to it too."""
    if right:
        y, end = system.area.middle[1], right[-1].area.middle[1]
        yield line([(system.area.right, y), (width, y), (width, end)])
        yield from (line([(layer.area.right, layer.area.middle[1]), (width, layer.area.middle[1])]) for layer in right)
