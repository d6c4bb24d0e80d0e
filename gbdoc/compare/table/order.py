"""Where deleted rows are put among the rows that came in their place: where the fewest cells would swallow them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from gbdoc.compare.table.grids import Spot
from gbdoc.compare.table.lineups import Lineup, Pair
from gbdoc.compare.table.pieces import Crossing, same_cells


def settled(over: Crossing) -> Crossing:
    """Deleted rows stand before what came in their place, unless that grew out of a merged cell that was never theirs."""
    runs = [(stays, list(run)) for stays, run in groupby(over.rows.pairs, key=lambda pair: _stays(pair, over.rows))]
    if not any(not stays and _parts(run)[0] and _parts(run)[1] for stays, run in runs):
        return over
    partners = dict(same_cells(over))
    pairs = [pair for stays, run in runs for pair in (run if stays else _settled(run, over, partners))]
    return replace(over, rows=Lineup(tuple(pairs), over.rows.moved))


def _stays(pair: Pair, rows: Lineup) -> bool:
    return None not in pair and pair[1] not in rows.moved


def _parts(run: list[Pair]) -> tuple[list[Pair], list[Pair]]:
    """What of a run was deleted, and what came."""
    return [pair for pair in run if pair[1] is None], [pair for pair in run if pair[1] is not None]


def _settled(run: list[Pair], over: Crossing, partners: Mapping[Spot, Spot]) -> Iterator[Pair]:
    gone, came = _parts(run)
    rows = {old for old, _ in gone if old is not None}
    first = next((new for _, new in came if new is not None), 0)
    cut = min(range(len(came) + 1), key=lambda place: _swallowing(over, partners, first + place, rows))
    yield from (*came[:cut], *gone, *came[cut:])


def _swallowing(over: Crossing, partners: Mapping[Spot, Spot], row: int, gone: set[int]) -> int:
    """How many merged cells reach over the top of a new row that did not cover a deleted row before."""
    if not 0 < row < over.new.height:
        return 0
    across = {over.new.at(row, column).spot for column in range(over.new.width) if over.new.at(row, column).row < row}
    return sum(1 for spot in across if spot not in partners or gone.isdisjoint(_rows(over, partners[spot])))


def _rows(over: Crossing, old: Spot) -> range:
    placed = over.old.at(*old)
    return range(placed.row, placed.row + placed.cell.row_span)
