"""One subsystem opened: at the left what it belongs to and is next to, in the middle its sub-layers, at the right what binds these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gbdoc.diagram import Box, HierarchicalStructure
from gbdoc.write.diagrams.drawing import Drawing, Placed, drawing, elements, height_for, lines_of
from gbdoc.write.diagrams.svg import AIR, LINE, Area, arrow, folded, lettered, line, widest

_HEAD = 18.0  # pt: the height of a box of one line
_SMALL, _CLOSE = 15.0, 3.5  # pt: the height of the boxes beside, and the gap between them
_GAP = 15.0  # pt between boxes one below the other
_RAIL = 9.0  # pt: the room of a line along the drawing's left or right side
_TRUNK, _BOND = 24.0, 34.0  # pt between the columns
_COLUMNS = 2  # of topics in a sub-layer
_TITLE = 15.0  # pt: the height of a sub-layer's title of one line
_TITLE_EMS = 20.0  # em: what such a line holds at most


def draw_opened(diagram: HierarchicalStructure) -> Drawing:
    """Draw a subsystem in its surroundings."""
    left = _left(diagram)
    chain, beside = left[: len(diagram.above) + 1], left[len(diagram.above) + 1 :]
    middle = _middle(diagram.opened.boxes, chain[0].area.right + _TRUNK, chain[0].area.bottom + _GAP / 2)
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
    return drawing(diagram.opened.words, (width, height), [*lines, *elements(boxes), *topics], boxes)


# --- boxes -----------------------------------------------------------------------------------


def _left(diagram: HierarchicalStructure) -> list[Placed]:
    """What the subsystem belongs to, the subsystem itself, and below it, dashed, what it is next to."""
    chain, room = (*diagram.above, diagram.opened), _RAIL if diagram.beside else 0.0
    width = widest(words for box in (*chain, *diagram.beside) for words in lines_of(box)) + 2 * AIR
    placed: list[Placed] = []
    for box in (*chain, *diagram.beside):
        dashed, lines = len(placed) >= len(chain), lines_of(box)
        top = placed[-1].area.bottom + (_CLOSE if len(placed) > len(chain) else _GAP) if placed else 0.0
        placed.append(Placed(box, Area(room, top, width, height_for(lines, _SMALL if dashed else _HEAD)), lines, dashed))
    return placed


def _middle(sublayers: Sequence[Box], left: float, top: float) -> list[Placed]:
    """The sub-layers, each as high as its topics ask for, below the line that goes around the top."""
    topic = widest(words for sublayer in sublayers for box in sublayer.boxes for words in lines_of(box))
    title = widest(words for sublayer in sublayers for words in folded(sublayer.words, _TITLE_EMS))
    width = max(_COLUMNS * topic + (_COLUMNS + 1) * 2 * AIR, title + 2 * AIR)
    placed: list[Placed] = []
    for sublayer in sublayers:
        lines = folded(sublayer.words, _TITLE_EMS)
        height = height_for(lines, _TITLE) + (sum(map(_row_height, _rows(sublayer))) + AIR if sublayer.boxes else 0.0)
        placed.append(Placed(sublayer, Area(left, top, width, height), () if sublayer.boxes else lines))
        top += height + _GAP
    return placed


def _rows(sublayer: Box) -> list[list[Box]]:
    """The topics of a sub-layer in rows, to be read down one column and then the next."""
    count = -(-len(sublayer.boxes) // _COLUMNS)
    return [list(sublayer.boxes[row::count]) for row in range(count)]


def _row_height(row: Sequence[Box]) -> float:
    return LINE * max(len(lines_of(topic)) for topic in row)


def _right(middle: Sequence[Placed], left: float) -> list[Placed]:
    bound = [(placed, placed.box.bound_by) for placed in middle if placed.box.bound_by]
    width = widest(words for _, box in bound for words in lines_of(box)) + 2 * AIR
    heights = [height_for(lines_of(box), _HEAD) for _, box in bound]
    return [
        Placed(box, Area(left, placed.area.middle[1] - height / 2, width, height), lines_of(box))
        for (placed, box), height in zip(bound, heights, strict=True)
    ]


def _topics(placed: Placed) -> Iterator[str]:
    """The title of a sub-layer, a line below it, and its topics."""
    if not placed.box.boxes:
        return
    area, title = placed.area, folded(placed.box.words, _TITLE_EMS)
    bar = area.top + height_for(title, _TITLE)
    yield lettered(Area(area.left, area.top, area.width, bar - area.top), title) + line([(area.left, bar), (area.right, bar)])
    top = bar + AIR / 2
    for row in _rows(placed.box):
        for column, topic in enumerate(row):
            left = area.left + area.width * column / _COLUMNS
            yield lettered(Area(left, top, area.width / _COLUMNS, _row_height(row)), lines_of(topic))
        top += _row_height(row)


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
