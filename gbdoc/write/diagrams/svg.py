"""Boxes, lines and words in SVG for print: points, black on white, words in 六号."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil
from typing import TypeAlias

from gbdoc.write.extent import em

LETTER = 7.5  # pt: 六号
LINE = 10.5  # pt, from one line of words to the next
MEASURE = 466.0  # pt: the widest that a figure may be on an upright page
AIR = 6.0  # pt between words and the frame around them, at both sides
_STROKE = 0.75  # pt
_HEAVY = 1.6  # pt
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


def folded(text: str, most: float = 12.0) -> tuple[str, ...]:
    """A text on as few lines of at most so many ems as may be, all of about one length."""
    count = ceil(em(text) / most) or 1
    lines, rest = [], text
    for left in range(count, 1, -1):
        share, end = em(rest) / left, 1
        while end < len(rest) - 1 and em(rest[: end + 1]) <= share + 0.5:
            end += 1
        lines.append(rest[:end])
        rest = rest[end:]
    return (*lines, rest)


def widest(lines: Iterable[str]) -> float:
    """The width of the longest of some lines."""
    return max(map(width_of, lines), default=0.0)


def frame(area: Area, style: str = "") -> str:
    """The outline of an area, filled white; its line may be `dashed` or `heavy`."""
    size = f'x="{_n(area.left)}" y="{_n(area.top)}" width="{_n(area.width)}" height="{_n(area.height)}"'
    heavy = f' stroke-width="{_HEAVY}"' if style == "heavy" else ""
    return f'<rect {size} fill="#fff"{heavy}{_dashes(style == "dashed")}/>'


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
    whole = f"{_n(width + 2 * _STROKE)} {_n(height + 2 * _STROKE)}"
    size = 'width="{}pt" height="{}pt"'.format(*whole.split())
    box = f'viewBox="{_n(-_STROKE)} {_n(-_STROKE)} {whole}"'
    style = f'fill="none" stroke="#000" stroke-width="{_STROKE}" font-family="GBDoc Serif, serif" font-size="{LETTER}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box}><title>{escape(title, quote=False)}</title>'
    return f"{head}<g {style}>{''.join(elements)}</g></svg>"


def _dashes(dashed: bool) -> str:
    return f' stroke-dasharray="{_DASH}"' if dashed else ""


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def _n(number: float) -> str:
    return f"{round(number, 2):g}"
