"""A drawing: its picture, and where in it the boxes are that have a code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gbdoc.diagram import Box
from gbdoc.write.diagrams.svg import LINE, Area, folded, frame, lettered, picture

_FOOT = 4.0  # pt below the lowest box, so that what follows the drawing does not touch it


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box with a code stands; pt from the left upper corner of the drawing."""

    code: str
    name: str
    area: Area


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture in SVG with its size in pt."""

    svg: str
    width: float
    height: float
    places: tuple[Place, ...]

    @property
    def ratio(self) -> float:
        """How often the height goes into the width."""
        return round(self.width / self.height, 4)

    def share(self, place: Place) -> Area:
        """Where a box stands, in per cent of the drawing's width and height."""
        area, across, down = place.area, 100 / self.width, 100 / self.height
        return Area(round(area.left * across, 2), round(area.top * down, 2), round(area.width * across, 2), round(area.height * down, 2))


@dataclass(frozen=True, slots=True)
class Placed:
    """A box on the page and the lines of words in it."""

    box: Box
    area: Area
    lines: tuple[str, ...]
    dashed: bool = False

    @property
    def element(self) -> str:
        style = "dashed" if self.dashed else "heavy" if self.box.refined else ""
        return frame(self.area, style) + lettered(self.area, self.lines)


def lines_of(box: Box, stacked: bool = False) -> tuple[str, ...]:
    """The words in a box: code and name on one line, or the name below the code, on several lines where it is long."""
    lines = folded(box.name)
    if not box.code:
        return lines
    return (box.words,) if len(lines) == 1 and not stacked else (box.code, *lines)


def height_for(lines: Sequence[str], one: float) -> float:
    """The height of a box with some lines, where that with one line is so high."""
    return one + LINE * (max(len(lines), 1) - 1)


def elements(boxes: Iterable[Placed]) -> list[str]:
    return [placed.element for placed in boxes]


def drawing(title: str, size: tuple[float, float], shapes: Iterable[str], boxes: Sequence[Placed]) -> Drawing:
    """The drawing of some shapes, what is last on top, in which the boxes stand."""
    width, height = round(size[0], 2), round(size[1] + _FOOT, 2)
    return Drawing(picture(width, height, title, shapes), width, height, places(boxes))


def places(boxes: Sequence[Placed]) -> tuple[Place, ...]:
    return tuple(Place(placed.box.code, placed.box.name, placed.area) for placed in boxes if placed.box.code)
