"""Boxes, lines and words in SVG for print: points, black on white, words in 六号."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

from gbdoc.write.extent import em

LETTER = 7.5  # pt: 六号
LINE = 10.5  # pt, from one line of words to the next
MEASURE = 460.0  # pt: the widest that a figure may be on an upright page
AIR = 5.0  # pt between words and the frame around them, at both sides
_STROKE = 0.75  # pt
_BASE = 2.7  # pt from the middle of a line of words down to its base
_ARROW = 4.5  # pt: the length of an arrow's head
_DASH = "3 2"

Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle: its left upper corner and its size."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> Point:
        return self.left + self.width / 2, self.top + self.height / 2


def width_of(words: str) -> float:
    """The width of words on one line, as our 宋体 has them."""
    return em(words) * LETTER


def frame(area: Area, dashed: bool = False) -> str:
    """The outline of an area, filled white."""
    size = f'x="{_n(area.left)}" y="{_n(area.top)}" width="{_n(area.width)}" height="{_n(area.height)}"'
    return f'<rect {size} fill="#fff"{_dashes(dashed)}/>'


def line(points: Iterable[Point], dashed: bool = False) -> str:
    """A line through some points."""
    return f'<polyline points="{" ".join(f"{_n(x)},{_n(y)}" for x, y in points)}"{_dashes(dashed)}/>'


def arrow(points: Sequence[Point], dashed: bool = False) -> str:
    """A line along the axes with a head at its last point."""
    (x, y), (fromx, fromy) = points[-1], points[-2]
    dx, dy = _sign(fromx - x), _sign(fromy - y)
    bx, by, half = x + dx * _ARROW, y + dy * _ARROW, _ARROW * 0.36
    corners = ((x, y), (bx + dy * half, by + dx * half), (bx - dy * half, by - dx * half))
    head = " ".join(f"{_n(px)},{_n(py)}" for px, py in corners)
    return line((*points[:-1], (bx, by)), dashed) + f'<polygon points="{head}" fill="#000" stroke="none"/>'


def lettered(area: Area, lines: Sequence[str]) -> str:
    """Lines of words in the middle of an area."""
    x, y = area.middle
    first = y - (len(lines) - 1) * LINE / 2 + _BASE
    return "".join(words(x, first + place * LINE, text) for place, text in enumerate(lines))


def words(x: float, y: float, text: str) -> str:
    """Words with the middle of their base line at a point."""
    return f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="middle" fill="#000" stroke="none">{escape(text, quote=False)}</text>'


def picture(width: float, height: float, title: str, elements: Iterable[str]) -> str:
    """The whole drawing, its outermost lines inside it."""
    edge = _STROKE / 2
    size = f'width="{_n(width + _STROKE)}pt" height="{_n(height + _STROKE)}pt"'
    box = f'viewBox="{_n(-edge)} {_n(-edge)} {_n(width + _STROKE)} {_n(height + _STROKE)}"'
    style = f'fill="none" stroke="#000" stroke-width="{_STROKE}" font-family="GBDoc Serif, serif" font-size="{LETTER}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box}><title>{escape(title, quote=False)}</title>'
    return f"{head}<g {style}>{''.join(elements)}</g></svg>"


def _dashes(dashed: bool) -> str:
    return f' stroke-dasharray="{_DASH}"' if dashed else ""


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def _n(number: float) -> str:
    return f"{round(number, 2):g}"
