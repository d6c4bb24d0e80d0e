"""Which rows of two tables are the same: by id or key, else by what their cells say in the columns that both tables have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gbdoc.atoms import parse_standard_number
from gbdoc.compare.likeness import likeness
from gbdoc.compare.sequences import closely_paired, paired, staying
from gbdoc.compare.table.columns import Words, counts, tells
from gbdoc.compare.table.grids import Section
from gbdoc.compare.table.lineups import Both, Lineup, left_over, lineup, moves, worth

SAME_ROW = 0.55
SAME_KEY = 0.5  # is enough where the key is the same, even one that counts
MOVED_ROW = 0.8
SHORTEST_MOVE = 12  # characters of a row that moved and was edited
NAMING = 3  # what the column that names the rows counts for


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """A row by its words in the columns that both tables have and that tell something; `own` has none where it shares a cell."""

    index: int
    anchor: str
    key: str
    words: tuple[str, ...]
    own: tuple[str | None, ...]


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
    telling = tuple(pair for pair in shared if tells(old, new, pair)) or shared
    olds, news = _lines(old.body, new.body, telling)
    weights = _weights(olds, news, len(telling))
    known = _known(olds, news, row_pairs)
    in_place = [known[index] for index in staying([one for one, _ in known], [_weight(news[new]) for _, new in known])]
    taken = {one for one, _ in known}, {other for _, other in known}
    between = [pair for gap in _gaps(olds, news, in_place, taken) for pair in _in_gap(*gap, weights)]
    pairs = [*known, *between]
    left = left_over(olds, news, pairs)
    found = moves(*left, lambda line: line.own, lambda one, other: _move_likeness(one, other, weights), MOVED_ROW)
    moved = [(one.index, other.index) for one, other in found]
    away = {new for _, new in (*known, *moved)} - {new for _, new in in_place}
    return lineup(len(olds), len(news), [*pairs, *moved], away)


def _lines(old: Section, new: Section, columns: tuple[Both, ...]) -> tuple[list[_Line], list[_Line]]:
    olds = _lines_of(old, [column for column, _ in columns])
    return olds, _lines_of(new, [column for _, column in columns])


def _lines_of(section: Section, columns: Sequence[int]) -> list[_Line]:
    return [_line(section, index, columns) for index in range(section.grid.height)]


def _line(section: Section, index: int, columns: Sequence[int]) -> _Line:
    row, words = section.rows[index], section.words[index]
    own = tuple(words[column] if section.grid.at(index, column).cell.row_span == 1 else None for column in columns)
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
    of_one_key = {index: old_keys[key] for key, index in new_keys.items() if key in old_keys}
    found = {**of_one_key, **_of_other_keys(olds, news, of_one_key)}
    pairs |= {new: old for new, old in found.items() if new not in pairs and old not in taken}
    return [(pairs[index], index) for index in sorted(pairs)]


def _of_other_keys(olds: Sequence[_Line], news: Sequence[_Line], of_one_key: Mapping[int, int]) -> dict[int, int]:
    """Rows that got other keys: all else in them is as it was, and is not in the rows that have their keys on the other side."""
    old_rest, new_rest = [_rest(line) for line in olds], [_rest(line) for line in news]
    once = Counter(old_rest), Counter(new_rest)
    places = {rest: index for index, rest in enumerate(old_rest)}
    found = {new: places[rest] for new, rest in enumerate(new_rest) if rest and once[0][rest] == once[1][rest] == 1}
    former = {old: new for new, old in of_one_key.items()}
    return {new: old for new, old in found.items() if of_one_key.get(new) != old and (new in of_one_key or old in former)}


def _rest(line: _Line) -> tuple[str, ...]:
    """What a row says besides its key, in cells of its own; nothing where that is too little to know it by."""
    words = tuple(word for word in line.own if word is not None and word != line.key)
    return words if line.key and len("".join(words)) >= SHORTEST_MOVE else ()


def _keys(lines: Sequence[_Line]) -> dict[str, int]:
    keys = [line.key for line in lines]
    if len(keys) > 1 and counts(keys):
        return {}
    once = Counter(keys)
    return {line.key: line.index for line in lines if line.key and once[line.key] == 1}


def _weight(line: _Line) -> int:
    """Of rows that swapped, the one that says less moved."""
    return 1 + sum(map(len, line.words))


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
    def value(one: _Line, other: _Line) -> float:
        alike = _row_likeness(one.words, other.words, weights)
        of_one_key = one.key and one.key == other.key and alike >= SAME_KEY
        return worth(max(alike, SAME_ROW) if of_one_key else alike, SAME_ROW)

    yield from ((one.index, other.index) for one, other in closely_paired(olds, news, lambda line: line.words, value))


def _row_likeness(old: Sequence[str], new: Sequence[str], weights: Sequence[int]) -> float:
    """How much of the words of two rows is the same; cells that are empty in both tell nothing."""
    total = kept = 0.0
    for one, other, weight in zip(old, new, weights, strict=True):
        if one or other:
            total += weight
            kept += weight if one == other else weight * _cell_likeness(one, other)
    return kept / total if total else 1.0


def _cell_likeness(old: str, new: str) -> float:
    """How like two words of a cell are; two standards are the same one or not, in whatever edition."""
    numbers = parse_standard_number(old), parse_standard_number(new)
    if numbers[0] and numbers[1]:
        return float(replace(numbers[0], year="") == replace(numbers[1], year=""))
    return likeness(old, new)


def _move_likeness(old: _Line, new: _Line, weights: Sequence[int]) -> float:
    """A row may move into another group: cells that either shares with its neighbours don't count."""
    pairs = [
        (one, other, weight) for one, other, weight in zip(old.own, new.own, weights, strict=True) if one is not None and other is not None
    ]
    olds, news = "".join(one for one, _, _ in pairs), "".join(other for _, other, _ in pairs)
    if not (olds and news) or (olds != news and min(len(olds), len(news)) < SHORTEST_MOVE):
        return 0.0
    return _row_likeness(*zip(*pairs, strict=True))
