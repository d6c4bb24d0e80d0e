"""A table of a redline: both grids in one, the words of each cell woven, the marks of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest

from gbdoc.change import Mark
from gbdoc.compare.context import Context
from gbdoc.compare.earlier import earlier
from gbdoc.compare.joints import Joint
from gbdoc.compare.table_merge import merge_tables
from gbdoc.model import Block, Cell, Deleted, Inline, Inserted, Paragraph, Table

Weave = Callable[[tuple[Inline, ...], tuple[Inline, ...], str], tuple[Inline, ...]]  # old and new words, and the key of their change
Keys = Mapping[tuple[str, str], str]


def merged_table(joint: Joint, table: Table, context: Context, keys: Keys, weave: Weave) -> tuple[Table, Mapping[str, Mark]]:
    """The table with both grids; `table` is the new one with all but its grid merged."""
    assert joint.old
    assert joint.new
    alignment = context.alignments.get(joint.new.anchor)
    if alignment is None:
        return table, {}
    owner = {id(cell): row.anchor for row in (*joint.new.node.head, *joint.new.node.body) for cell in row.cells}
    document = context.new.resolved.document.name

    def merge_cell(old: Cell, new: Cell) -> tuple[Block, ...]:
        return tuple(_blocks(old.blocks, new.blocks, keys.get((owner[id(new)], ""), ""), weave, document))

    merged = merge_tables(alignment, joint.old.node, joint.new.node, merge_cell, lambda cell: earlier(cell, document))
    marks = {anchor: Mark(state, keys.get((anchor, ""), "")) for anchor, state in merged.states.items()}
    return replace(table, columns=merged.columns, head=merged.head, body=merged.body), marks


def _blocks(old: tuple[Block, ...], new: tuple[Block, ...], key: str, weave: Weave, document: str) -> Iterator[Block]:
    """The blocks of a cell, paragraph by paragraph; other blocks are shown one after the other."""
    if old == new:
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
