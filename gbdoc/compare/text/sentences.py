"""Which sentences of two texts belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gbdoc.compare.likeness import likeness
from gbdoc.compare.sequences import common
from gbdoc.compare.text.gaps import Gap

_ENDS = frozenset("。；！？;!?")
_TRAILING = frozenset("”’）)》")
_ALIKE = 0.4  # what two sentences must share to be one that was changed
_MOST = 10_000  # pairs of sentences that are looked at


def sentences(keys: Sequence[str]) -> list[int]:
    """Where sentences end."""
    ends = [place for place, (before, after) in enumerate(pairwise(keys), 1) if _ends(keys, place, before, after)]
    return [*ends, len(keys)] if keys else []


def _ends(keys: Sequence[str], place: int, before: str, after: str) -> bool:
    if after in _TRAILING or after in _ENDS:
        return False
    return before in _ENDS or before == "\0break" or (before in _TRAILING and place > 1 and keys[place - 2] in _ENDS)


def aligned(old: Sequence[str], new: Sequence[str]) -> list[Gap]:
    """Stretches of both sides, in order and without anything between: sentences that are a pair, and what has none.

    Empty where there are too many sentences to tell.
    """
    olds, news = _spans(old), _spans(new)
    old_words, new_words = [old[start:end] for start, end in olds], [new[start:end] for start, end in news]
    start, end = common(old_words, new_words)
    pairs = [(index, index) for index in range(start)]
    middle = slice(start, len(olds) - end), slice(start, len(news) - end)
    if (middle[0].stop - start) * (middle[1].stop - start) > _MOST:
        return []
    pairs += [(start + one, start + other) for one, other in _pairs(old_words[middle[0]], new_words[middle[1]])]
    pairs += [(len(olds) - back, len(news) - back) for back in range(end, 0, -1)]
    return list(_stretches(olds, news, pairs))


def _spans(keys: Sequence[str]) -> list[tuple[int, int]]:
    return list(pairwise([0, *sentences(keys)]))


def _pairs(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """The pairs of greatest likeness in all; long sentences count for more."""
    values = [[likeness(one, other, _ALIKE) * (len(one) + len(other)) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for row in range(len(old) - 1, -1, -1):
        for column in range(len(new) - 1, -1, -1):
            best[row][column] = max(best[row + 1][column + 1] + values[row][column], best[row + 1][column], best[row][column + 1])
    row = column = 0
    while row < len(old) and column < len(new):
        if best[row][column] == best[row + 1][column]:
            row += 1
        elif best[row][column] == best[row][column + 1]:
            column += 1
        else:
            yield row, column
            row, column = row + 1, column + 1


def _stretches(olds: Sequence[tuple[int, int]], news: Sequence[tuple[int, int]], pairs: Sequence[tuple[int, int]]) -> Iterator[Gap]:
    old_at = new_at = 0
    for one, other in pairs:
        (old_start, old_end), (new_start, new_end) = olds[one], news[other]
        if (old_at, new_at) != (old_start, new_start):
            yield Gap(old_at, old_start, new_at, new_start)
        yield Gap(old_start, old_end, new_start, new_end)
        old_at, new_at = old_end, new_end
    old_end, new_end = olds[-1][1] if olds else 0, news[-1][1] if news else 0
    if (old_at, new_at) != (old_end, new_end):
        yield Gap(old_at, old_end, new_at, new_end)
