"""The rules of a page as they are drawn: where they are, how thick, and what they frame. Lengths are points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, permutations
from typing import Any

_FLAT, _UPRIGHT, _THICKEST, _HAIR = 28, 11, 3, 0.01  # points
_LARGER = 8.0  # points; the words of a figure are smaller, those of a table larger

Word = tuple[float, float, float]  # a glyph's middle, from the left and from the top, and its size


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, flat or upright: from `start` to `end`, its middle at `place`."""

    start: float
    end: float
    place: float
    thickness: float

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of rules with all the rules in it: what a page holds of a table, or a box."""

    flat: tuple[Rule, ...]  # from top to bottom
    upright: tuple[Rule, ...]  # from left to right
    in_figure: bool  # what a figure draws; its words are smaller than a table's

    @property
    def left(self) -> float:
        return self.flat[0].start

    @property
    def right(self) -> float:
        return self.flat[0].end

    @property
    def top(self) -> float:
        return self.flat[0].place

    @property
    def bottom(self) -> float:
        return self.flat[-1].place

    @property
    def whole(self) -> tuple[Rule, ...]:
        """The flat rules from edge to edge."""
        return tuple(rule for rule in self.flat if rule.length > 0.98 * (self.right - self.left))

    @property
    def is_table(self) -> bool:
        return len(self.whole) > 2 and not self.in_figure

    def holds(self, x: float, y: float) -> bool:
        return self.left < x < self.right and self.top < y < self.bottom


def read_rules(page: Any) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The flat rules of a page and its upright ones, as long as a stroke of a character is not."""
    flat, upright = [], []
    shapes = [shape for shape in (*page.rects, *page.lines) if _is_black(shape)]
    strokes = dict.fromkeys(chain(_borders(shapes), *map(_strokes, shapes)))  # each side of an outline is drawn with all four
    for x0, top, x1, bottom in strokes:
        if _HAIR < bottom - top <= _THICKEST and x1 - x0 >= _FLAT:
            flat.append(Rule(x0, x1, (top + bottom) / 2, bottom - top))
        elif _HAIR < x1 - x0 <= _THICKEST and bottom - top >= _UPRIGHT:
            upright.append(Rule(top, bottom, (x0 + x1) / 2, x1 - x0))
    return tuple(flat), tuple(upright)


def _is_black(shape: dict[str, Any]) -> bool:
    """Whether a shape is drawn in full black: a grey rule is none."""
    return not any(shape["stroking_color" if shape["stroke"] else "non_stroking_color"] or ())


def _borders(shapes: Sequence[dict[str, Any]]) -> Iterator[tuple[float, float, float, float]]:
    """What is left of a box when a box a little smaller is taken out of it: its sides, as (left, top, right, bottom)."""
    filled = [shape for shape in shapes if shape["fill"] and not shape["stroke"]]
    for outer, inner in permutations(filled, 2):
        left, right = inner["x0"] - outer["x0"], outer["x1"] - inner["x1"]
        top, bottom = inner["top"] - outer["top"], outer["bottom"] - inner["bottom"]
        if all(-_HAIR < side <= _THICKEST for side in (left, right, top, bottom)) and max(left, right, top, bottom) > _HAIR:
            yield outer["x0"], outer["top"], outer["x1"], inner["top"]
            yield outer["x0"], inner["bottom"], outer["x1"], outer["bottom"]
            yield outer["x0"], outer["top"], inner["x0"], outer["bottom"]
            yield inner["x1"], outer["top"], outer["x1"], outer["bottom"]


def _strokes(shape: dict[str, Any]) -> Iterator[tuple[float, float, float, float]]:
    """What a shape blackens, as (left, top, right, bottom): all of it, or its four sides."""
    x0, top, x1, bottom = (float(shape[edge]) for edge in ("x0", "top", "x1", "bottom"))
    if not shape["stroke"]:
        if shape["fill"]:
            yield x0, top, x1, bottom
        return
    half = float(shape["linewidth"]) / 2
    yield x0 - half, top - half, x1 + half, top + half
    yield x0 - half, bottom - half, x1 + half, bottom + half
    yield x0 - half, top - half, x0 + half, bottom + half
    yield x1 - half, top - half, x1 + half, bottom + half


def read_frames(flat: Sequence[Rule], upright: Sequence[Rule], words: Sequence[Word]) -> Iterator[Frame]:
    """Rectangles of rules: flat ones of one width that an upright one joins at either end."""
    waiting = sorted(flat, key=lambda rule: rule.place)
    while waiting:
        first = waiting.pop(0)
        sides = [_column(upright, x, first.place) for x in (first.start, first.end)]
        bottom = min(max((rule.end for rule in side), default=0) for side in sides)
        if bottom <= first.place + 5:
            continue
        inside = [rule for rule in waiting if rule.place < bottom + 2 and first.start - 2 < rule.start and rule.end < first.end + 2]
        waiting = [rule for rule in waiting if rule not in inside]
        walls = [rule for rule in upright if first.place - 2 < rule.start and rule.end < bottom + 2]
        walls = [rule for rule in walls if first.start - 2 < rule.place < first.end + 2]
        if inside:
            frame = Frame((first, *inside), tuple(sorted(walls, key=lambda rule: rule.place)), in_figure=False)
            sizes = [size for x, y, size in words if frame.holds(x, y)]
            yield replace(frame, in_figure=bool(sizes) and max(sizes) < _LARGER)


def _column(upright: Sequence[Rule], x: float, top: float) -> list[Rule]:
    """The upright rules that go down from a corner, one after the other."""
    found: list[Rule] = []
    for rule in sorted(upright, key=lambda rule: rule.start):
        if abs(rule.place - x) < 2 and abs(rule.start - (found[-1].end if found else top)) < 3:
            found.append(rule)
    return found
