"""The rules of a page as they are drawn, found in a picture of it: where they are, how thick, and what they frame. Lengths are points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

SCALE = 4  # pixels of a point, so that the thinnest rule is two of them

_DARK = 128
_NOT_BLACK = re.compile(rb"[^\0]")
_SAMPLES = (0.11, 0.23, 0.37, 0.51, 0.64, 0.77, 0.89)  # of a rule's length, where no other rule is likely to cross
_LARGER = 8.0  # points; the words of a figure are smaller, those of a table larger

_BAR = 5.0  # points; a filled rectangle that is narrower is a rule

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


def read_rules(picture: Any, shortest: int) -> Iterator[Rule]:
    """The flat rules of a picture that are at least so many points long."""
    black = picture.point(lambda value: 0 if value < _DARK else 255)
    runs = list(_runs(black.tobytes(), black.width, shortest * SCALE))
    for top, bottom, left, right in _merged(runs):
        rows = range(max(top - 2, 0), min(bottom + 3, picture.height))
        columns = [int(left + (right - left) * share) for share in _SAMPLES]
        ink = sorted(_profile(picture, column, rows) for column in columns)[len(columns) // 2]
        yield Rule(left / SCALE, right / SCALE, ink[1] / SCALE, ink[0] / SCALE)


def refined(rules: Iterable[Rule], bars: Sequence[Rule]) -> Iterator[Rule]:
    """The rules seen, with place and thickness of the rectangles that they are filled as: pixels are taken whole there."""
    for rule in rules:
        near = [bar for bar in bars if abs(bar.place - rule.place) < 1 and bar.start < rule.start + 1 and rule.end < bar.end + 1]
        yield replace(rule, place=near[0].place, thickness=near[0].thickness) if near else rule


def flat_bars(shapes: Iterable[Any]) -> list[Rule]:
    """Narrow filled rectangles that lie; of shapes as pdfplumber gives them."""
    bars = [(shape["x0"], shape["x1"], shape["top"], shape["bottom"]) for shape in shapes if shape["fill"]]
    return [Rule(start, end, (top + bottom) / 2, bottom - top) for start, end, top, bottom in bars if bottom - top < _BAR]


def upright_bars(shapes: Iterable[Any]) -> list[Rule]:
    bars = [(shape["top"], shape["bottom"], shape["x0"], shape["x1"]) for shape in shapes if shape["fill"]]
    return [Rule(start, end, (left + right) / 2, right - left) for start, end, left, right in bars if right - left < _BAR]


def _runs(black: bytes, width: int, shortest: int) -> Iterator[tuple[int, int, int]]:
    """Runs of black pixels, as (row, left, right)."""
    needle = b"\0" * shortest
    start = black.find(needle)
    while start >= 0:
        end = _NOT_BLACK.search(black, start).start()
        yield start // width, start % width, start % width + end - start
        start = black.find(needle, end)


def _profile(picture: Any, column: int, rows: range) -> tuple[float, float]:
    """How much ink is across a rule in one column of pixels, and where its middle is."""
    dark = [255 - value for value in picture.crop((column, rows.start, column + 1, rows.stop)).tobytes()]
    middle = sum((row + 0.5) * ink for row, ink in zip(rows, dark, strict=True)) / sum(dark)
    return sum(dark) / 255, middle


def _merged(runs: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Runs of black pixels of neighbouring rows, and of one row with a hair between, as (top, bottom, left, right)."""
    found: list[tuple[int, int, int, int]] = []
    for row, left, right in runs:
        for place in range(len(found) - 1, -1, -1):
            top, bottom, start, end = found[place]
            if bottom < row - 1:
                continue
            near = bottom >= row - 1 and (abs(left - end) < 4 or abs(start - right) < 4)
            over = bottom >= row - 1 and min(right, end) - max(left, start) > 0.8 * min(right - left, end - start)
            if near or over:
                found[place] = (top, row, min(left, start), max(right, end))
                break
        else:
            found.append((row, row, left, right))
    return found


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
