"""Which columns and which rows of two tables are the same: columns by heading and values, rows by their cells.

A column that only counts tells nothing about a row: it is left out when rows are compared, and where it counts on
both sides from the same start, its numbers are other ones only because a row came or went.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias, TypeVar

from gbdoc.compare.grids import Section
from gbdoc.compare.likeness import likeness
from gbdoc.compare.sequences import paired, staying

SAME_COLUMN = 0.5
MOVED_COLUMN = 0.9
SAME_ROW = 0.55
MOVED_ROW = 0.8
SHORTEST_MOVE = 12  # characters of a row that moved and was edited
NAMING = 3  # what the column that names the rows counts for

Pair: TypeAlias = tuple[int | None, int | None]  # index in the old and in the new table; None where there is none
Both: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Lineup:
    """Columns or rows of two tables in one order: that of the new table, with what was deleted where it stood."""

    pairs: tuple[Pair, ...]
    moved: tuple[int, ...]  # new indices of what stands elsewhere than before

    @property
    def both(self) -> tuple[Both, ...]:
        """What is in either table, in the new order."""
        return tuple((old, new) for old, new in self.pairs if old is not None and new is not None)


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


# --- columns ---------------------------------------------------------------------------------


def align_columns(old: Words, new: Words) -> Lineup:
    """The columns of two tables side by side."""
    olds, news = [_column(old, index) for index in range(old.width)], [_column(new, index) for index in range(new.width)]
    headings = [column.heading for column in olds]
    if headings == [column.heading for column in news] and len(set(headings)) == len(headings):
        return lineup(len(olds), len(news), [(index, index) for index in range(len(olds))], ())
    values = {(one.index, other.index): _column_likeness(one, other) for one in olds for other in news}
    kept = list(paired(olds, news, lambda column: column.key, lambda one, other: _worth(values[one.index, other.index], SAME_COLUMN)))
    stayed = [(one.index, other.index) for one, other in kept]
    moves = _moves(*_left(olds, news, stayed), lambda one, other: values[one.index, other.index], MOVED_COLUMN)
    moved = [(one.index, other.index) for one, other in moves]
    return lineup(len(olds), len(news), [*stayed, *moved], [new for _, new in moved])


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    index: int
    heading: str
    values: Counter[str]

    @property
    def key(self) -> object:
        """Equal words make equal columns, wherever they stand."""
        return self.heading, tuple(sorted(self.values.items()))


def _column(words: Words, index: int) -> _Column:
    return _Column(index, words.heading(index), Counter(filter(None, words.body.column(index))))


def _column_likeness(old: _Column, new: _Column) -> float:
    """Headings count half, values half; of columns that are empty, as in forms, only the headings tell."""
    headings = likeness(old.heading, new.heading)
    total = old.values.total() + new.values.total()
    if not total:
        return headings
    return 0.5 * headings + (old.values & new.values).total() / total


def _worth(value: float, cutoff: float) -> float:
    """One pair that is equal is worth more than two that are half alike."""
    return value * value if value >= cutoff else 0.0


# --- columns that count ------------------------------------------------------------------------

_NUMBERED = re.compile(r"(.*?)(\d+)(\D*)", re.DOTALL)
_SERIAL = "序号"


def serial_columns(old: Words, new: Words, columns: Iterable[Both]) -> tuple[Both, ...]:
    """Pairs of columns whose numbers follow from where the rows stand: they count on both sides, from the same start."""
    return tuple(pair for pair in columns if _is_serial(old, new, pair))


def _is_serial(old: Words, new: Words, pair: Both) -> bool:
    before, after = old.body.own(pair[0]), new.body.own(pair[1])
    if not counts(before) or not counts(after):
        return False
    named = _SERIAL in (old.heading(pair[0]), new.heading(pair[1]))
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


def _tells(old: Words, new: Words, pair: Both) -> bool:
    """Whether a column says more of a row than where it stands."""
    if _SERIAL in (old.heading(pair[0]), new.heading(pair[1])):
        return False
    return not any(len(values) > 1 and counts(values) for values in (old.body.own(pair[0]), new.body.own(pair[1])))


# --- rows --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """A row by its words in the columns that both tables have and that tell something; `own` leaves out what it shares with other rows."""

    index: int
    anchor: str
    key: str
    words: tuple[str, ...]
    own: tuple[str, ...]


def align_head(old: Words, new: Words, columns: Iterable[Both]) -> Lineup:
    """The rows of two heads side by side; as many rows are the same ones, whatever their words."""
    heights = old.head.grid.height, new.head.grid.height
    if heights[0] == heights[1]:
        return lineup(*heights, [(index, index) for index in range(heights[0])], ())
    olds, news = _lines(old.head, new.head, tuple(columns))
    kept = paired(
        olds, news, lambda line: line.words, lambda one, other: 0.01 + _row_likeness(one.words, other.words, [1] * len(one.words))
    )
    return lineup(*heights, [(one.index, other.index) for one, other in kept], ())


def align_body(old: Words, new: Words, columns: Iterable[Both], row_pairs: Mapping[str, str]) -> Lineup:
    """The rows of two bodies side by side; `row_pairs` gives the old anchors of new ones that are known to be the same."""
    shared = tuple(columns)
    telling = tuple(pair for pair in shared if _tells(old, new, pair)) or shared
    olds, news = _lines(old.body, new.body, telling)
    weights = _weights(olds, news, len(telling))
    known = _known(olds, news, row_pairs)
    in_place = [known[index] for index in staying([one for one, _ in known], [1 + len("".join(news[new].words)) for _, new in known])]
    taken = {one for one, _ in known}, {other for _, other in known}
    between = [pair for gap in _gaps(olds, news, in_place, taken) for pair in _in_gap(*gap, weights)]
    pairs = [*known, *between]
    found = _moves(*_left(olds, news, pairs), lambda one, other: _move_likeness(one, other, weights), MOVED_ROW)
    moved = [(one.index, other.index) for one, other in found]
    away = [new for _, new in known if new not in {new for _, new in in_place}] + [new for _, new in moved]
    return lineup(len(olds), len(news), [*pairs, *moved], away)


def _lines(old: Section, new: Section, columns: tuple[Both, ...]) -> tuple[list[_Line], list[_Line]]:
    olds = _lines_of(old, [column for column, _ in columns])
    return olds, _lines_of(new, [column for _, column in columns])


def _lines_of(section: Section, columns: Sequence[int]) -> list[_Line]:
    return [_line(section, index, columns) for index in range(section.grid.height)]


def _line(section: Section, index: int, columns: Sequence[int]) -> _Line:
    row, words = section.rows[index], section.words[index]
    own = tuple(words[column] if section.grid.at(index, column).cell.row_span == 1 else "" for column in columns)
    return _Line(index, row.anchor, row.key, tuple(words[column] for column in columns), own)


def _weights(olds: Sequence[_Line], news: Sequence[_Line], width: int) -> list[int]:
    """The first column that tells most rows apart names them; the groups to its left say the same of many rows."""
    naming = next((column for column in range(width) if all(_tells_apart(lines, column) for lines in (olds, news))), 0)
    return [NAMING if column == naming else 1 for column in range(width)]


def _tells_apart(lines: Sequence[_Line], column: int) -> bool:
    return 2 * len({line.words[column] for line in lines}) > len(lines)


def _known(olds: Sequence[_Line], news: Sequence[_Line], row_pairs: Mapping[str, str]) -> list[Both]:
    """Rows that have one id, or one key that nothing else has, in the new order; keys that merely count tell nothing."""
    anchors = {line.anchor: line.index for line in olds}
    pairs = {line.index: anchors[row_pairs[line.anchor]] for line in news if row_pairs.get(line.anchor) in anchors}
    taken = set(pairs.values())
    old_keys, new_keys = _keys(olds), _keys(news)
    for key, index in new_keys.items():
        if key in old_keys and index not in pairs and old_keys[key] not in taken:
            pairs[index] = old_keys[key]
    return [(pairs[index], index) for index in sorted(pairs)]


def _keys(lines: Sequence[_Line]) -> dict[str, int]:
    keys = [line.key for line in lines]
    if len(keys) > 1 and counts(keys):
        return {}
    once = Counter(keys)
    return {line.key: line.index for line in lines if line.key and once[line.key] == 1}


def _gaps(
    olds: list[_Line], news: list[_Line], pairs: Sequence[Both], taken: tuple[set[int], set[int]]
) -> Iterator[tuple[list[_Line], list[_Line]]]:
    """The rows that lie between those known to be the same."""
    stops = [(-1, -1), *pairs, (len(olds), len(news))]
    for (old, new), (old_end, new_end) in pairwise(stops):
        yield (
            [line for line in olds[old + 1 : old_end] if line.index not in taken[0]],
            [line for line in news[new + 1 : new_end] if line.index not in taken[1]],
        )


def _in_gap(olds: list[_Line], news: list[_Line], weights: list[int]) -> Iterator[Both]:
    def worth(one: _Line, other: _Line) -> float:
        value = _row_likeness(one.words, other.words, weights)
        return _worth(max(value, SAME_ROW) if one.key and one.key == other.key else value, SAME_ROW)

    yield from ((one.index, other.index) for one, other in paired(olds, news, lambda line: line.words, worth))


def _row_likeness(old: Sequence[str], new: Sequence[str], weights: Sequence[int]) -> float:
    """How much of the words of two rows is the same; cells that are empty in both tell nothing."""
    total = kept = 0.0
    for one, other, weight in zip(old, new, weights, strict=True):
        if one or other:
            total += weight
            kept += weight if one == other else weight * likeness(one, other)
    return kept / total if total else 1.0


def _move_likeness(old: _Line, new: _Line, weights: Sequence[int]) -> float:
    """A row may move into another group: cells that either shares with its neighbours don't count."""
    pairs = [(one, other, weight) for one, other, weight in zip(old.own, new.own, weights, strict=True) if one and other]
    olds, news = "".join(one for one, _, _ in pairs), "".join(other for _, other, _ in pairs)
    if not pairs or (olds != news and min(len(olds), len(news)) < SHORTEST_MOVE):
        return 0.0
    return _row_likeness(*zip(*pairs, strict=True))


# --- both --------------------------------------------------------------------------------------

Item = TypeVar("Item", _Column, _Line)


def _left(olds: Sequence[Item], news: Sequence[Item], pairs: Collection[Both]) -> tuple[list[Item], list[Item]]:
    old, new = {one for one, _ in pairs}, {other for _, other in pairs}
    return [item for item in olds if item.index not in old], [item for item in news if item.index not in new]


def _moves(olds: Sequence[Item], news: Sequence[Item], value: Callable[[Item, Item], float], cutoff: float) -> Iterator[tuple[Item, Item]]:
    """What is left over on both sides and all but equal, where nothing else is as like it."""
    table = [[value(one, other) for other in news] for one in olds]
    for row, one in enumerate(olds):
        best = max(table[row], default=0.0)
        column = table[row].index(best) if best >= cutoff else -1
        if column < 0 or table[row].count(best) > 1:
            continue
        rivals = [line[column] for line in table]
        if max(rivals) == best and rivals.count(best) == 1:
            yield one, news[column]


def lineup(old_count: int, new_count: int, pairs: Iterable[Both], moved: Collection[int]) -> Lineup:
    """One order of the old and the new: what was deleted follows what stood before it and stayed."""
    old_of = {new: old for old, new in pairs}
    gone = sorted(set(range(old_count)) - set(old_of.values()))
    stops = [old for new, old in sorted(old_of.items()) if new not in moved]
    order: list[Pair] = [(old, None) for old in gone if not stops or old < stops[0]]
    ends = dict(pairwise([*stops, old_count]))
    for new in range(new_count):
        old = old_of.get(new)
        order.append((old, new))
        if old is not None and new not in moved:
            order += [(each, None) for each in gone if old < each < ends[old]]
    return Lineup(tuple(order), tuple(sorted(moved)))
