"""Numbers in a column, brought in line: at their decimal points or last digits, ranges at ～, tolerances at ±."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from gbdoc.write.extent import em

_DIGITS = r"[\d \u2009\u202f]+"
_WHOLE = rf"[-−+±<>≤≥≈]?{_DIGITS}"
_REST = rf"(?:\.{_DIGITS})?[%‰]?"
_NUMBER = re.compile(rf"({_WHOLE})({_REST})")
_PAIR = re.compile(rf"({_WHOLE}{_REST})([～±])({_WHOLE}{_REST})")
_EMPTY = ("", "—")
_MOST = 0.6  # of a column's cells
_SEEN = 0.1  # em


@dataclass(frozen=True, slots=True)
class Sides:
    """What stands before and after the place where numbers are in line, in ems."""

    before: float
    after: float


Extents: TypeAlias = Mapping[str, Sides]  # of a column: the widest sides, by what is brought in line
NONE: Extents = MappingProxyType({})


def extents(texts: Iterable[str]) -> Extents:
    """The widest sides of the numbers of a column."""
    found: dict[str, Sides] = {}
    for text in texts:
        if parted := _parted(text):
            kind, sides = parted
            widest = found.get(kind, Sides(0, 0))
            found[kind] = Sides(max(sides.before, widest.before), max(sides.after, widest.after))
    return found


def are_numbers(texts: Iterable[str]) -> bool:
    """Whether most of what a column holds are numbers, dashes not counted."""
    filled = [text for text in texts if text not in _EMPTY]
    return bool(filled) and sum(_parted(text) is not None for text in filled) >= _MOST * len(filled)


def padding(text: str, widest: Extents) -> Sides:
    """What a number lacks on both sides to be as wide as the widest of its column; nothing where only a digit is narrower."""
    parted = _parted(text) if widest else None
    if not parted:
        return Sides(0, 0)
    kind, sides = parted
    before, after = widest[kind].before - sides.before, widest[kind].after - sides.after
    return Sides(round(before, 2), round(after, 2)) if before + after > _SEEN else Sides(0, 0)


def _parted(text: str) -> tuple[str, Sides] | None:
    if pair := _PAIR.fullmatch(text):
        return pair[2], Sides(em(pair[1]), em(pair[3]))
    if number := _NUMBER.fullmatch(text):
        return ".", Sides(em(number[1]), em(number[2]))
    return None
