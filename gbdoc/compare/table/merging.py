"""A table of a redline: both grids in one, the words of each cell woven, the marks of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from gbdoc.change import EARLIER, Mark
from gbdoc.compare.context import Context
from gbdoc.compare.earlier import earlier
from gbdoc.compare.joints import Joint
from gbdoc.compare.table.alignment import TableAlignment
from gbdoc.compare.table.changes import CellChange, came, table_changes
from gbdoc.compare.table.grids import grid
from gbdoc.compare.table.lineups import Pair
from gbdoc.compare.table.merge import merge_tables
from gbdoc.model import Block, Cell, Deleted, Inline, Inserted, Paragraph, Row, Table, Xref, walk

Weave = Callable[[tuple[Inline, ...], tuple[Inline, ...], str], tuple[Inline, ...]]  # old and new words, and the key of their change
Keys = Mapping[tuple[str, str], str]


def merged_table(joint: Joint, table: Table, context: Context, keys: Keys, weave: Weave) -> tuple[Table, Mapping[str, Mark]]:
    """The table with both grids; `table` is the new one with all but its grid merged."""
    assert joint.old
    assert joint.new
    alignment = context.alignments.get(joint.new.anchor)
    if alignment is None:
        return table, {}
    document = context.new.resolved.document.name
    cells = dict(_cell_keys(joint.new.node, alignment, keys))

    def merge_cell(old: Cell, new: Cell) -> tuple[Block, ...]:
        return tuple(_blocks(old.blocks, new.blocks, cells.get(id(new), ""), weave, document))

    merged = merge_tables(alignment, joint.old.node, joint.new.node, merge_cell, lambda cell: earlier(cell, document))
    marks = {anchor: Mark(state, keys.get((anchor, ""), "")) for anchor, state in merged.states.items()}
    columns = [_column_key(pair, alignment, joint, keys) for pair in alignment.columns.pairs]
    head, body = (tuple(_with_keys(rows, columns, merged.states)) for rows in (merged.head, merged.body))
    return replace(table, columns=merged.columns, head=head, body=body), marks


def _cell_keys(table: Table, alignment: TableAlignment, keys: Keys) -> Iterator[tuple[int, str]]:
    """The keys of the changes of cells, by the identity of the new cell."""
    grids = {"head": grid(table.head, len(table.columns)), "body": grid(table.body, len(table.columns))}
    for change in table_changes(alignment):
        if isinstance(change, CellChange):
            cell = grids[change.part].at(*change.new).cell
            yield id(cell), keys.get((change.new_row, change.heading or str(change.new_column)), "")


def _column_key(pair: Pair, alignment: TableAlignment, joint: Joint, keys: Keys) -> str:
    """The key of the change of a column that came, went or moved."""
    assert joint.new
    assert joint.old
    old, new = pair
    if came(pair, alignment.columns.moved) is None:
        return ""
    if new is not None:
        return keys.get((joint.new.anchor, alignment.new_headings[new]), "")
    assert old is not None
    return keys.get((f"{EARLIER}{joint.old.anchor}", alignment.old_headings[old]), "")


def _with_keys(rows: tuple[Row, ...], columns: Sequence[str], states: Mapping[str, object]) -> Iterator[Row]:
    """The rows with the keys of their columns at those cells that are marked for their column."""
    laid = grid(rows, len(columns))
    key_of = {id(placed.cell): columns[placed.column] for placed in laid.cells if placed.cell.mark}
    for row in rows:
        cells = tuple(replace(cell, change=key_of.get(id(cell), "")) if cell.mark else cell for cell in row.cells)
        yield row if row.anchor in states else replace(row, cells=cells)


def _blocks(old: tuple[Block, ...], new: tuple[Block, ...], key: str, weave: Weave, document: str) -> Iterator[Block]:
    """The blocks of a cell, paragraph by paragraph; other blocks are shown one after the other."""
    if old == new and not any(True for _ in walk(new, Xref)):  # a name may be that of another thing now
        yield from new
        return
    for before, after in zip_longest(old, new):
        if isinstance(before, Paragraph) and isinstance(after, Paragraph):
            yield replace(after, inlines=weave(before.inlines, after.inlines, key))
            continue
        if before is not None:
            yield _all_deleted(earlier(before, document), key)
        if after is not None:
            yield _all_inserted(after, key)


def _all_deleted(block: Block, key: str) -> Block:
    return replace(block, inlines=(Deleted(block.inlines, key, block.span),)) if isinstance(block, Paragraph) else block


def _all_inserted(block: Block, key: str) -> Block:
    return replace(block, inlines=(Inserted(block.inlines, key, block.span),)) if isinstance(block, Paragraph) else block
