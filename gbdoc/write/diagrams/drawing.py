"""A drawing: its picture, and where in it the boxes are that have a code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gbdoc.diagram import Box
from gbdoc.write.diagrams.svg import Area, frame, lettered


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
        return frame(self.area, self.dashed) + lettered(self.area, self.lines)


def elements(boxes: Iterable[Placed]) -> list[str]:
    return [placed.element for placed in boxes]


def places(boxes: Sequence[Placed]) -> tuple[Place, ...]:
    return tuple(Place(placed.box.code, placed.box.name, placed.area) for placed in boxes if placed.box.code)
