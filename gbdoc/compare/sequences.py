"""Two sequences put side by side: what belongs together in order, what left its place."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Likeness = Callable[[Item, Item], float]  # 0 where the two must not be paired

_WIDEST = 40_000  # pairs of items that are looked at one by one
_CLOSEST = 10_000  # and that are looked at though some of them are equal


def paired(
    old: Sequence[Item], new: Sequence[Item], key: Callable[[Item], object], likeness: Likeness[Item]
) -> Iterator[tuple[Item, Item]]:
    """Pairs in the order of both sequences: items of one key, then, between those, the likest ones."""
    olds, news = [key(item) for item in old], [key(item) for item in new]
    start, end = common(olds, news)
    yield from zip(old[:start], new[:start], strict=True)
    left = start, start
    stops = [*_fixed(olds, news, start, end), (len(old) - end, len(new) - end)]
    for stop in stops:
        yield from _likest(old[left[0] : stop[0]], new[left[1] : stop[1]], likeness)
        if stop != stops[-1]:
            yield old[stop[0]], new[stop[1]]
        left = stop[0] + 1, stop[1] + 1
    yield from zip(old[len(old) - end :], new[len(new) - end :], strict=True)


def closely_paired(
    old: Sequence[Item], new: Sequence[Item], key: Callable[[Item], object], likeness: Likeness[Item]
) -> Iterator[tuple[Item, Item]]:
    """The same, but where there are few items no pair is held to be sure before all others were looked at."""
    olds, news = [key(item) for item in old], [key(item) for item in new]
    start, end = common(olds, news)
    if (len(old) - start - end) * (len(new) - start - end) > _CLOSEST:
        yield from paired(old, new, key, likeness)
        return
    yield from zip(old[:start], new[:start], strict=True)
    yield from _likest(old[start : len(old) - end], new[start : len(new) - end], likeness)
    yield from zip(old[len(old) - end :], new[len(new) - end :], strict=True)


def common(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """How many items are the same at the beginning, and how many of the rest at the end."""
    shorter = min(len(old), len(new))
    start = next((index for index in range(shorter) if old[index] != new[index]), shorter)
    rest = shorter - start
    end = next((index for index in range(rest) if old[-1 - index] != new[-1 - index]), rest)
    return start, end


def _fixed(olds: Sequence[object], news: Sequence[object], start: int, end: int) -> list[tuple[int, int]]:
    """Places of keys that either side has once, as many of them as stand in the same order on both."""
    old_places = _once(olds, start, len(olds) - end)
    new_places = _once(news, start, len(news) - end)
    shared = [(old_places[key], place) for key, place in new_places.items() if key in old_places]
    kept = staying([old for old, _ in shared], [1] * len(shared))
    return [shared[index] for index in kept]


def _once(keys: Sequence[object], start: int, end: int) -> dict[object, int]:
    counts = Counter(keys[start:end])
    return {keys[place]: place for place in range(start, end) if counts[keys[place]] == 1}


def _likest(old: Sequence[Item], new: Sequence[Item], likeness: Likeness[Item]) -> Iterator[tuple[Item, Item]]:
    """The pairs of greatest likeness in all, in the order of both sequences."""
    if not old or not new or len(old) * len(new) > _WIDEST:
        return
    values = [[likeness(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for row in range(len(old) - 1, -1, -1):
        for column in range(len(new) - 1, -1, -1):
            together = best[row + 1][column + 1] + values[row][column] if values[row][column] else 0.0
            best[row][column] = max(together, best[row + 1][column], best[row][column + 1])
    row = column = 0
    while row < len(old) and column < len(new):
        value = values[row][column]
        if value and best[row][column] == best[row + 1][column + 1] + value:
            yield old[row], new[column]
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1


def staying(places: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Which of the items, given by their former places, stayed in order: the heaviest rising choice of them, as indices.

    Where two swapped, it is the lighter one that moved.
    """
    order = sorted(set(places))
    heaviest: list[tuple[int, int]] = [(0, -1)] * (len(order) + 1)  # a Fenwick tree of (weight, index) over the places
    before: list[int] = []
    totals: list[int] = []
    for index, place in enumerate(places):
        rank = bisect_left(order, place)
        total, previous = _heaviest(heaviest, rank)
        before.append(previous)
        totals.append(total + weights[index])
        _raise(heaviest, rank + 1, (totals[index], index))
    chain: list[int] = []
    index = max(range(len(places)), key=lambda each: totals[each], default=-1)
    while index >= 0:
        chain.append(index)
        index = before[index]
    return chain[::-1]


def _heaviest(tree: list[tuple[int, int]], end: int) -> tuple[int, int]:
    best = (0, -1)
    while end > 0:
        best = max(best, tree[end])
        end -= end & -end
    return best


def _raise(tree: list[tuple[int, int]], place: int, value: tuple[int, int]) -> None:
    while place < len(tree):
        tree[place] = max(tree[place], value)
        place += place & -place
