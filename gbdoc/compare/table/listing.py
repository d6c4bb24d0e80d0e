"""What became of a table: a row or a column that came, went or moved, and every cell that says something else, is one change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from gbdoc.change import Change, ChangeKind, Op, Place, Reason
from gbdoc.compare.classes import judge
from gbdoc.compare.context import Context, place
from gbdoc.compare.joints import Joint
from gbdoc.compare.table.cells import cell_inlines, cell_words
from gbdoc.compare.table.changes import CellChange, ColumnChange, MergingChange, Part, RowChange, TableChange
from gbdoc.compare.table.changes import table_changes as became
from gbdoc.compare.table.columns import SERIAL
from gbdoc.compare.table.grids import Grid, grid
from gbdoc.compare.text.inlines import ops
from gbdoc.compare.texts import Edit
from gbdoc.compare.units import Tree
from gbdoc.model import Row, Table
from gbdoc.number import chinese
from gbdoc.resolve import ResolvedDocument


def table_changes(joint: Joint, context: Context) -> Iterator[Change]:
    """The changes of a table's grid, columns first, then row by row."""
    assert joint.old
    assert joint.new
    alignment = context.alignments.get(joint.new.anchor)
    if alignment is not None:
        teller = _Teller(joint, context, joint.old.node, joint.new.node)
        for change, run in groupby(change for each in became(alignment) for change in teller.told(each)):
            yield from [change] if change.name == "spans" else run  # cells merged otherwise in one row are told once


@dataclass(frozen=True)
class _Teller:
    joint: Joint
    context: Context
    old: Table
    new: Table

    @cached_property
    def _old_grids(self) -> Mapping[Part, Grid]:
        return _grids(self.old)

    @cached_property
    def _new_grids(self) -> Mapping[Part, Grid]:
        return _grids(self.new)

    def told(self, change: TableChange) -> Iterator[Change]:
        match change:
            case ColumnChange():
                yield self._column(change)
            case RowChange():
                yield self._row(change)
            case CellChange():
                yield from self._cell(change)
            case MergingChange():
                yield self._merging(change)

    def _column(self, change: ColumnChange) -> Change:
        old = _column_place(self.context.old, self.old, change.old_ordinal) if change.old_ordinal else None
        new = _column_place(self.context.new, self.new, change.new_ordinal) if change.new_ordinal else None
        table, ordinal = (self.new, change.new_ordinal) if change.new_ordinal else (self.old, change.old_ordinal)
        resolved = (self.context.new if change.new_ordinal else self.context.old).resolved
        words = " | ".join(_column_words(table, ordinal - 1, resolved))
        told = self._came(change.kind, old, new, words, change.heading)
        serial = told.category == "technical" and change.heading == SERIAL
        return replace(told, category="editorial", reasons=(Reason("serial"),)) if serial else told

    def _row(self, change: RowChange) -> Change:
        old = self._row_place(self.context.old, self.old, change.part, change.old_row)
        new = self._row_place(self.context.new, self.new, change.part, change.new_row)
        table, tree = (self.new, self.context.new) if change.new_row else (self.old, self.context.old)
        row = next(row for row in _rows(table, change.part) if row.anchor == (change.new_row or change.old_row))
        return self._came(change.kind, old, new, " | ".join(cell_words(cell, tree.resolved) for cell in row.cells), "")

    def _came(self, kind: ChangeKind, old: Place | None, new: Place | None, words: str, name: str) -> Change:
        """A whole row or column."""
        if kind == "moved":
            return Change("", "moved", "structural", (Reason("moved"),), old, new, name=name)
        informative = self.context.informative(self.joint)
        reason = Reason("informative", informative) if informative else Reason("cell")
        told: tuple[Op, ...] = (("+" if kind == "added" else "-", words),)
        return Change("", kind, "editorial" if informative else "technical", (reason,), old, new, told, name=name)

    def _cell(self, change: CellChange) -> Iterator[Change]:
        before, after = self._old_grids[change.part].at(*change.old).cell, self._new_grids[change.part].at(*change.new).cell
        steps = self.context.steps(cell_inlines(before), cell_inlines(after))
        if not Edit("", steps).is_change:
            return
        verdict = judge(steps, self.context.informative(self.joint))
        known = () if verdict.doubtful else verdict.reasons
        reasons = (Reason("cell"), *known) if verdict.category == "technical" else verdict.reasons
        old = _within(self._row_place(self.context.old, self.old, change.part, change.old_row), change.heading)
        new = _within(self._row_place(self.context.new, self.new, change.part, change.new_row), change.heading)
        yield Change("", "modified", verdict.category, reasons, old, new, ops(steps), name=change.heading or str(change.new_column))

    def _merging(self, change: MergingChange) -> Change:
        old = self._row_place(self.context.old, self.old, change.part, change.old_row)
        new = self._row_place(self.context.new, self.new, change.part, change.new_row)
        return Change("", "attribute", "structural", (Reason("merged-cells"),), old, new, name="spans")

    def _row_place(self, tree: Tree, table: Table, part: Part, anchor: str) -> Place | None:
        row = next((row for row in _rows(table, part) if row.anchor == anchor), None)
        if row is None:
            return None
        words = tree.resolved.place(anchor) if part == "body" else f"{tree.resolved.place(table.anchor)}表头"
        return Place(anchor, "row", words, tree.divisions[table.anchor], row.span.path, row.span.line)


def _rows(table: Table, part: Part) -> tuple[Row, ...]:
    return table.head if part == "head" else table.body


def _grids(table: Table) -> Mapping[Part, Grid]:
    return {"head": grid(table.head, len(table.columns)), "body": grid(table.body, len(table.columns))}


def _within(row: Place | None, heading: str) -> Place | None:
    """A cell's place: that of its row, and the heading of its column."""
    if row is None:
        return None
    words = f"{row.words}的“{heading}”" if heading and not row.words.endswith("表头") else row.words
    return Place(row.anchor, "cell", words, row.division, row.path, row.line)


def _column_place(tree: Tree, table: Table, ordinal: int) -> Place:
    whole = place(tree, tree.units[table.anchor])
    return Place(whole.anchor, "column", f"{whole.words}第{chinese(ordinal)}列", whole.division, whole.path, whole.line)


def _column_words(table: Table, column: int, resolved: ResolvedDocument) -> Iterator[str]:
    for rows in (table.head, table.body):
        laid = grid(rows, len(table.columns))
        yield from (cell_words(laid.at(row, column).cell, resolved) for row in range(laid.height) if laid.is_origin(row, column))
