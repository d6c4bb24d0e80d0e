"""Columns or rows of two tables in one order, and what of them moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, TypeAlias, TypeVar

Pair: TypeAlias = tuple[int | None, int | None]  # index in the old and in the new table; None where there is none
Both: TypeAlias = tuple[int, int]

_WIDEST = 20_000  # pairs left over that are looked at one by one


@dataclass(frozen=True, slots=True)
class Lineup:
    """Columns or rows of two tables in one order: that of the new table, with what was deleted where it stood."""

    pairs: tuple[Pair, ...]
    moved: tuple[int, ...]  # new indices of what stands elsewhere than before

    @property
    def both(self) -> tuple[Both, ...]:
        """What is in either table, in the new order."""
        return tuple((old, new) for old, new in self.pairs if old is not None and new is not None)


class Indexed(Protocol):
    """A column or a row that knows where it stands in its table."""

    @property
    def index(self) -> int:
        """Its place, from 0."""


Item = TypeVar("Item", bound=Indexed)


def left_over(olds: Sequence[Item], news: Sequence[Item], pairs: Collection[Both]) -> tuple[list[Item], list[Item]]:
    """What no pair holds."""
    old, new = {one for one, _ in pairs}, {other for _, other in pairs}
    return [item for item in olds if item.index not in old], [item for item in news if item.index not in new]


def moves(
    olds: Sequence[Item], news: Sequence[Item], key: Callable[[Item], object], value: Callable[[Item, Item], float], cutoff: float
) -> Iterator[tuple[Item, Item]]:
    """What is left over on both sides and equal or all but equal, where nothing else is as like it."""
    equal = [(one, other) for one, other in _equal(olds, news, key) if value(one, other) >= cutoff]
    yield from equal
    pairs = [(one.index, other.index) for one, other in equal]
    yield from _alike(*left_over(olds, news, pairs), value, cutoff)


def _equal(olds: Sequence[Item], news: Sequence[Item], key: Callable[[Item], object]) -> Iterator[tuple[Item, Item]]:
    """What has a key that either side has once."""
    counts = Counter(map(key, olds)), Counter(map(key, news))
    former = {key(item): item for item in olds}
    return ((former[key(item)], item) for item in news if counts[0][key(item)] == counts[1][key(item)] == 1)


def _alike(olds: Sequence[Item], news: Sequence[Item], value: Callable[[Item, Item], float], cutoff: float) -> Iterator[tuple[Item, Item]]:
    if len(olds) * len(news) > _WIDEST:
        return
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


def worth(value: float, cutoff: float) -> float:
    """One pair that is equal is worth more than two that are half alike."""
    return value * value if value >= cutoff else 0.0
