"""A ruler for printed pages: rows of what is wanted where, and one table of all that is off. It knows nothing of our style sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from finding import Finder, Found
from measuring import Value, pitch, size, thickness
from sheet import MILLIMETRE, Page

Measure = Callable[[Found], Iterable[Value]]

POINTS = {"mm": MILLIMETRE, "pt": 1.0, "em": 10.5, "em of 9 pt": 9.0, "": 1.0}
PLACE = 0.3 * MILLIMETRE  # how far off a place may be


@dataclass(frozen=True, slots=True)
class Row:
    """An expectation: how a place is found, what is measured there, and what it rests on."""

    place: str
    find: Finder
    measure: Measure
    wanted: Value
    unit: str
    clause: str
    within: float | None = None  # in the same unit; else the tolerance of the measure

    @property
    def tolerance(self) -> float:
        """How far off a value may be, in points."""
        usual = {size: 0.1, thickness: 0.2, pitch: 0.2}.get(self.measure, PLACE)
        return usual if self.within is None else self.within * POINTS[self.unit]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a row gave in a document: all values in points, each with its place."""

    row: Row
    values: tuple[tuple[Value, Found], ...]

    @property
    def wrong(self) -> tuple[tuple[Value, Found], ...]:
        return tuple((value, found) for value, found in self.values if self.off(value))

    @property
    def worst(self) -> tuple[Value, Found]:
        return max(self.wrong, key=lambda pair: self.off(pair[0]))

    def off(self, value: Value) -> float:
        """How far a value is from what is wanted, in points; nothing when that is near enough."""
        if isinstance(value, str) or isinstance(self.row.wanted, str):
            return 0.0 if value == self.row.wanted else 999.0
        distance = abs(value - self.row.wanted * POINTS[self.row.unit])
        return distance if distance > self.row.tolerance else 0.0


def read(pages: Sequence[Page], rows: Sequence[Row]) -> tuple[Reading, ...]:
    """Measure a document by all rows."""
    return tuple(Reading(row, tuple((value, found) for found in row.find(pages) for value in row.measure(found))) for row in rows)


def report(readings: Iterable[Reading]) -> str:
    """The table of all that is off; nothing when nothing is."""
    lines = [_told(reading) for reading in readings if reading.wrong]
    head = "place | quantity | wanted | found | off | clause | places wrong, the worst on sheet"
    return "\n".join(["", head, *lines]) if lines else ""


def absent(readings: Iterable[Reading]) -> list[str]:
    """The rows for which a document has nothing to measure."""
    return [f"{reading.row.place} | {_name(reading.row)} | absent" for reading in readings if not reading.values]


def _told(reading: Reading) -> str:
    row, (value, found) = reading.row, reading.worst
    where = f"{len(reading.wrong)} of {len(reading.values)}, {found.page.place + 1} {found.words}".rstrip()
    return " | ".join([row.place, _name(row), _shown(row.wanted, row.unit), *_shown_found(row, value), row.clause, where])


def _name(row: Row) -> str:
    return row.measure.__name__.replace("_", " ")


def _shown(value: Value, unit: str) -> str:
    return value if isinstance(value, str) else f"{round(value, 2) + 0:g} {unit}".strip()


def _shown_found(row: Row, value: Value) -> tuple[str, str]:
    if isinstance(value, str) or isinstance(row.wanted, str):
        return str(value), ""
    found = value / POINTS[row.unit]
    return _shown(found, row.unit), f"{found - row.wanted:+.2f}"
