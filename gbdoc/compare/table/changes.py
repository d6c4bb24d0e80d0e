"""What became of a table, as its reader counts: a row or a column that came, went or moved is one change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gbdoc.compare.table.alignment import SectionAlignment, SpanChange, TableAlignment
from gbdoc.compare.table.grids import Spot
from gbdoc.compare.table.lineups import Pair

Came: TypeAlias = Literal["added", "deleted", "moved"]
Part: TypeAlias = Literal["head", "body"]


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """A column that came, went or moved; ordinals count from 1, and 0 is none."""

    kind: Came
    old_ordinal: int
    new_ordinal: int
    heading: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that came, went or moved, by anchors and ordinals in the head or in the body."""

    kind: Came
    part: Part
    old_row: str
    new_row: str
    old_ordinal: int
    new_ordinal: int


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that says something else; `old` and `new` are the places where it begins."""

    part: Part
    old_row: str
    new_row: str
    old: Spot
    new: Spot
    old_column: int
    new_column: int
    heading: str


@dataclass(frozen=True, slots=True)
class MergingChange:
    """Cells that are merged otherwise than before, by their places and the row where they begin."""

    part: Part
    old_row: str
    new_row: str
    old: tuple[Spot, ...]
    new: tuple[Spot, ...]


TableChange: TypeAlias = ColumnChange | RowChange | CellChange | MergingChange


def table_changes(alignment: TableAlignment) -> tuple[TableChange, ...]:
    """What a reader would count: first the columns, then row by row what became of it, its cells and their merging."""
    return (*_columns(alignment), *_section(alignment, "head"), *_section(alignment, "body"))


def came(pair: Pair, moved: tuple[int, ...]) -> Came | None:
    """What became of a row or column; None where it stayed."""
    old, new = pair
    if old is None:
        return "added"
    if new is None:
        return "deleted"
    return "moved" if new in moved else None


def _columns(alignment: TableAlignment) -> Iterator[ColumnChange]:
    for old, new in alignment.columns.pairs:
        if kind := came((old, new), alignment.columns.moved):
            yield ColumnChange(kind, _ordinal(old), _ordinal(new), _heading(alignment, old, new))


def _ordinal(index: int | None) -> int:
    return 0 if index is None else index + 1


def _heading(alignment: TableAlignment, old: int | None, new: int | None) -> str:
    if new is not None:
        return alignment.new_headings[new]
    return alignment.old_headings[old] if old is not None else ""


def _section(alignment: TableAlignment, part: Part) -> Iterator[TableChange]:
    section = alignment.head if part == "head" else alignment.body
    for old, new in section.rows.pairs:
        if kind := came((old, new), section.rows.moved):
            yield RowChange(kind, part, _old_row(section, old), _new_row(section, new), _ordinal(old), _ordinal(new))
        yield from (_cell(alignment, section, part, *pair) for pair in section.changed if pair[1][0] == new)
        yield from (_merging(section, part, change) for change in section.spans if change.new[0][0] == new)


def _old_row(section: SectionAlignment, index: int | None) -> str:
    return "" if index is None else section.old[index].anchor


def _new_row(section: SectionAlignment, index: int | None) -> str:
    return "" if index is None else section.new[index].anchor


def _cell(alignment: TableAlignment, section: SectionAlignment, part: Part, old: Spot, new: Spot) -> CellChange:
    heading = _heading(alignment, old[1], new[1])
    return CellChange(part, _old_row(section, old[0]), _new_row(section, new[0]), old, new, old[1] + 1, new[1] + 1, heading)


def _merging(section: SectionAlignment, part: Part, change: SpanChange) -> MergingChange:
    return MergingChange(part, _old_row(section, change.old[0][0]), _new_row(section, change.new[0][0]), change.old, change.new)
