"""The columns of a table: how wide, how aligned, and what is in line in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gbdoc.model import Column
from gbdoc.write.decimals import NONE, Extents, are_numbers, extents
from gbdoc.write.extent import em, unbroken

_SHORTEST = 3.0  # em: what a column asks for at least
_TITLE = 8.0  # em: a longer title may go over two lines
_LINE = 8.0  # em: a column whose cells are no longer than this is centred
_NARROW = 6.0  # em: a column whose cells are no longer than this is kept on one line
_LONGEST = 40.0  # em: what a column asks for at most
CELL_INDENT = 1.0  # em, of a cell aligned left
PADDING = 1.0  # em: of a cell on paper, both sides and its edge
_AIR = 0.8  # em: what a cell would have besides
_SCREEN_PADDING = 1.5


@dataclass(frozen=True, slots=True)
class Fit:
    """What a column asks for."""

    align: str
    short: bool  # to be kept on one line
    wish: float  # em for all on one line
    least: float  # em below which a word or the title would be torn
    narrow: float  # em below which the table should rather scroll
    numbers: Extents  # what is in line


def fit(column: Column, head: Sequence[str], body: Sequence[str]) -> Fit:
    """What a column asks for, by what its own cells say."""
    longest, title = max(map(em, body), default=0.0), max(map(em, head), default=0.0)
    numeric = column.align == "decimal" or (column.align in ("", "center") and are_numbers(body))
    align = "center" if numeric else column.align or ("center" if longest <= _LINE else "left")
    around = PADDING + (CELL_INDENT if align == "left" else 0)
    return Fit(
        align=align,
        short=max(longest, title) <= _NARROW,
        wish=max(min(longest, _LONGEST) + around, min(title, _TITLE) + PADDING, _SHORTEST) + _AIR,
        least=max(*map(unbroken, body), min(title, _TITLE / 2), _SHORTEST) + around,
        narrow=min(max(longest, min(title, _TITLE), _SHORTEST), _NARROW) + _SCREEN_PADDING,
        numbers=extents(body) if numeric else NONE,
    )


def shares(columns: Sequence[Column], fits: Sequence[Fit], measure: float) -> tuple[float, ...]:
    """The columns' widths in per cent: the author's, or what they ask for in a table as wide as `measure`, in ems."""
    widths = _given(columns) or _found(fits, measure)
    return tuple(round(100 * width / sum(widths), 2) for width in widths)


def _given(columns: Sequence[Column]) -> list[float]:
    """The author's widths, if there are any; a column without one gets the mean of the others."""
    chosen = [column.width for column in columns if column.width]
    return [column.width or sum(chosen) / len(chosen) for column in columns] if chosen else []


def _found(fits: Sequence[Fit], measure: float) -> list[float]:
    """What columns ask for; where that is too much, those that ask for less than an even part get it and the others divide the rest."""
    wishes = [fit.wish for fit in fits]
    if sum(wishes) <= measure:
        return wishes
    room, waiting = measure, dict(enumerate(wishes))
    while modest := [place for place, wish in waiting.items() if wish <= room / len(waiting)]:
        room -= sum(waiting.pop(place) for place in modest)
    asked = sum(waiting.values())
    return [max(room * fit.wish / asked, fit.least) if place in waiting else fit.wish for place, fit in enumerate(fits)]
