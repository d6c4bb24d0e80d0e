"""Numbers that are others though nobody touched what they number: told apart from the changes, and quietly."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gbdoc.change import Renumbered
from gbdoc.compare.context import Context

_NUMBERED = (
    "chapter", "clause", "annex", "term", "table", "figure", "subfigure", "formula", "note", "example", "footnote", "item", "reference",
)  # fmt: skip


def renumbered(context: Context, moved: Collection[str]) -> Iterator[Renumbered]:
    """Whatever is in both revisions under different numbers, in the order of the new one; what moved is told as that."""
    old, new = context.old.resolved.labels, context.new.resolved.labels
    for anchor in context.new.units:
        former = context.pairs.old_of.get(anchor)
        if former is None or anchor in moved or anchor not in new or former not in old:
            continue
        was, now = old[former], new[anchor]
        if now.kind in _NUMBERED and was.number != now.number:
            yield Renumbered(anchor, former, now.kind, was.number, now.number)
