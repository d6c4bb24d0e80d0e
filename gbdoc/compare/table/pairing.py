"""The tables of both revisions put side by side, and their rows paired: references may lead to a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gbdoc.compare.pairing import Pairs, name_now
from gbdoc.compare.table.alignment import SectionAlignment, TableAlignment, align_tables
from gbdoc.compare.table.cells import cell_text
from gbdoc.compare.units import Tree
from gbdoc.model import Table


def aligned_tables(old: Tree, new: Tree, pairs: Pairs) -> Iterator[tuple[str, TableAlignment]]:
    """The tables whose grids are not the same, by new anchor."""
    texts = (
        lambda cell: cell_text(cell, old.resolved, lambda anchor: name_now(anchor, pairs, old, new)),
        lambda cell: cell_text(cell, new.resolved, lambda anchor: anchor),
    )
    for anchor, unit in new.units.items():
        if not isinstance(unit.node, Table) or anchor not in pairs.old_of:
            continue
        before, after = old.units[pairs.old_of[anchor]].node, unit.node
        if (before.columns, before.head, before.body) != (after.columns, after.head, after.body):
            yield anchor, align_tables(before, after, *texts, _named_rows(before, after))


def _named_rows(old: Table, new: Table) -> Mapping[str, str]:
    """The rows to which authors gave one id."""
    names = {row.anchor for row in old.body if "." not in row.anchor}
    return {row.anchor: row.anchor for row in new.body if row.anchor in names}


def with_rows(pairs: Pairs, old: Tree, new: Tree, alignments: Mapping[str, TableAlignment]) -> Pairs:
    """The pairs with those of the rows of paired tables."""
    found = dict(_row_pairs(pairs, old, new, alignments))
    former = {was: now for now, was in found.items()}
    return Pairs({**pairs.old_of, **found}, {**pairs.new_of, **former}, pairs.recycled)


def _row_pairs(pairs: Pairs, old: Tree, new: Tree, alignments: Mapping[str, TableAlignment]) -> Iterator[tuple[str, str]]:
    for anchor, unit in new.units.items():
        if not isinstance(unit.node, Table) or anchor not in pairs.old_of:
            continue
        before = old.units[pairs.old_of[anchor]].node
        if anchor in alignments:
            for part in (alignments[anchor].head, alignments[anchor].body):
                yield from _aligned(part)
        else:
            rows = zip((*unit.node.head, *unit.node.body), (*before.head, *before.body), strict=True)
            yield from ((row.anchor, former.anchor) for row, former in rows)


def _aligned(part: SectionAlignment) -> Iterator[tuple[str, str]]:
    for old, new in part.rows.both:
        yield part.new[new].anchor, part.old[old].anchor
