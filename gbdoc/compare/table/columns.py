"""Which columns of two tables are the same: by what stands above them and by their values.

A column that only counts tells nothing about a row: it is left out when rows are compared, and where it counts on
both sides from the same start, its numbers are other ones only because a row came or went.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gbdoc.compare.likeness import likeness
from gbdoc.compare.sequences import paired
from gbdoc.compare.table.grids import Section
from gbdoc.compare.table.lineups import Both, Lineup, left_over, lineup, moves, worth

SAME_COLUMN = 0.5
MOVED_COLUMN = 0.9


@dataclass(frozen=True, slots=True)
class Words:
    """What a table says, in its head and in its body."""

    head: Section
    body: Section

    @property
    def width(self) -> int:
        """How many columns it has."""
        return self.head.grid.width

    def heading(self, column: int) -> str:
        """The words above a column, those of merged cells included."""
        return "\n".join(dict.fromkeys(self.head.column(column)))


def align_columns(old: Words, new: Words) -> Lineup:
    """The columns of two tables side by side."""
    olds, news = _columns(old), _columns(new)
    headings = [column.heading for column in olds]
    if headings == [column.heading for column in news] and len(set(headings)) == len(headings):
        return lineup(len(olds), len(news), [(index, index) for index in range(len(olds))], ())
    values = {(one.index, other.index): _column_likeness(one, other) for one in olds for other in news}
    kept = list(paired(olds, news, lambda column: column.key, lambda one, other: worth(values[one.index, other.index], SAME_COLUMN)))
    stayed = [(one.index, other.index) for one, other in kept]
    left = left_over(olds, news, stayed)
    found = moves(*left, lambda column: column.key, lambda one, other: values[one.index, other.index], MOVED_COLUMN)
    moved = [(one.index, other.index) for one, other in found]
    return lineup(len(olds), len(news), [*stayed, *moved], [new for _, new in moved])


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """A column by its words; the key is the heading where no other column has it."""

    index: int
    heading: str
    values: Counter[str]
    key: object


def _columns(words: Words) -> list[_Column]:
    headings = [words.heading(index) for index in range(words.width)]
    values = [Counter(filter(None, words.body.column(index))) for index in range(words.width)]
    keys = [_key(heading, said, headings) for heading, said in zip(headings, values, strict=True)]
    return [_Column(*parts) for parts in zip(range(words.width), headings, values, keys, strict=True)]


def _key(heading: str, values: Counter[str], headings: list[str]) -> object:
    return (heading,) if headings.count(heading) == 1 else (heading, *sorted(values.items()))


def _column_likeness(old: _Column, new: _Column) -> float:
    """Headings count half, values half; of columns that are empty, as in forms, only the headings tell."""
    headings = likeness(old.heading, new.heading)
    total = old.values.total() + new.values.total()
    if not total:
        return headings
    return 0.5 * headings + (old.values & new.values).total() / total


# --- columns that count ------------------------------------------------------------------------

_NUMBERED = re.compile(r"(.*?)(\d+)(\D*)", re.DOTALL)
SERIAL = "序号"  # what a column is headed that only counts


def serial_columns(old: Words, new: Words, columns: Iterable[Both]) -> tuple[Both, ...]:
    """Pairs of columns whose numbers follow from where the rows stand: they count on both sides, from the same start."""
    return tuple(pair for pair in columns if _is_serial(old, new, pair))


def _is_serial(old: Words, new: Words, pair: Both) -> bool:
    before, after = old.body.own(pair[0]), new.body.own(pair[1])
    if not counts(before) or not counts(after):
        return False
    named = SERIAL in (old.heading(pair[0]), new.heading(pair[1]))
    return named or (before[0] == after[0] and max(len(before), len(after)) > 1)


def counts(values: Sequence[str]) -> bool:
    """Whether values are n, n+1, … with the same words around: 1, 2 or K01, K02; at a new beginning they may start again."""
    found = [_NUMBERED.fullmatch(value) for value in values]
    numbers = [(match[1], int(match[2]), match[3]) for match in found if match]
    if not numbers or len(numbers) < len(values):
        return False
    first = numbers[0][1]
    return all(_follows(one, other, first) for one, other in pairwise(numbers))


def _follows(one: tuple[str, int, str], other: tuple[str, int, str], first: int) -> bool:
    if one[0] == other[0]:
        return one[2] == other[2] and other[1] == one[1] + 1
    return other[1] == first <= 1 and _NUMBERED.fullmatch(other[0]) is not None


def tells(old: Words, new: Words, pair: Both) -> bool:
    """Whether a column says more of a row than where it stands."""
    if SERIAL in (old.heading(pair[0]), new.heading(pair[1])):
        return False
    return not any(len(values) > 1 and counts(values) for values in (old.body.own(pair[0]), new.body.own(pair[1])))
