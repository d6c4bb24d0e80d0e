"""Two resolved documents -> what changed between them, and one document that shows it.

Units of both revisions are paired (`pairing`), put into one tree (`joints`), and told as changes (`listing`); the same tree
makes the redline (`merging`). Numbers are compared last and apart (`renumbering`): they follow from the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from gbdoc.change import EARLIER, Comparison, Redline
from gbdoc.compare.context import Context
from gbdoc.compare.joints import Joint, below, join
from gbdoc.compare.listing import listing
from gbdoc.compare.merging import merge
from gbdoc.compare.pairing import pair
from gbdoc.compare.renumbering import renumbered
from gbdoc.compare.rewriting import rewritten
from gbdoc.compare.table.pairing import aligned_tables, with_rows
from gbdoc.compare.units import WHOLE, tree
from gbdoc.model import Xref, walk
from gbdoc.number import Label, Labels
from gbdoc.resolve import ResolvedDocument

__all__ = ["Version", "compare", "redline"]

Value = TypeVar("Value")

_NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Version:
    """One of the two: the document, and the files that its figures show, by path below content/."""

    resolved: ResolvedDocument
    files: Mapping[str, bytes] = field(default_factory=dict)


def compare(old: Version, new: Version, renamed: Mapping[str, str] = _NO_NAMES) -> Comparison:
    """The changes between two revisions of a document; `renamed` gives the former ids of what its author renamed."""
    return _Compared(old, new, renamed).comparison


def redline(old: Version, new: Version, renamed: Mapping[str, str] = _NO_NAMES) -> Redline:
    """The same, with the document that shows them."""
    return _Compared(old, new, renamed).redline


@dataclass(frozen=True)
class _Compared:
    """Two revisions on the way from their trees to changes and a redline."""

    old: Version
    new: Version
    renamed: Mapping[str, str]

    @cached_property
    def context(self) -> Context:
        old, new = tree(self.old.resolved), tree(self.new.resolved)
        pairs = pair(old, new, self.renamed)
        alignments = dict(aligned_tables(old, new, pairs))
        return Context(old, new, with_rows(pairs, old, new, alignments), alignments, self.old.files, self.new.files)

    @cached_property
    def joint(self) -> Joint:
        return join(self.context.old, self.context.new, self.context.pairs)

    @cached_property
    def comparison(self) -> Comparison:
        anew = rewritten(self.joint)
        return Comparison(
            self.old.resolved,
            self.new.resolved,
            self.context.pairs.old_of,
            tuple(listing(self.joint, anew, self.context)),
            tuple(renumbered(self.context, {each.unit.anchor for each in below(self.joint) if each.state == "moved"})),
            tuple(anchor for anchor in self.context.new.units if anchor in anew),
            tuple(_relocated(self.context)),
            tuple(self.context.limited),
        )

    @cached_property
    def redline(self) -> Redline:
        comparison = self.comparison
        merged = merge(self.joint, comparison.changes, frozenset(comparison.rewritten), self.context)
        old, new = self.old.resolved, self.new.resolved
        resolved = ResolvedDocument(
            replace(merged.document, registry=_together(old.document.registry, new.document.registry)),
            {**new.labels, **_earlier_labels(old.labels)},
            _together(old.shelf, new.shelf),
            new.citations,
        )
        was = {each.anchor: each.old for each in comparison.renumbered}
        words = _was_words(resolved, self.context)
        return Redline(resolved, merged.marks, was, words, comparison.changes, comparison, merged.shells, self.context.alignments)


def _together(old: Mapping[str, Value], new: Mapping[str, Value]) -> Mapping[str, Value]:
    """The tables of both revisions in one, the old under the names of then."""
    return {**new, **{f"{EARLIER}{name}": value for name, value in old.items()}}


def _earlier_labels(labels: Labels) -> Labels:
    return {f"{EARLIER}{anchor}": _earlier_label(label) for anchor, label in labels.items()}


def _earlier_label(label: Label) -> Label:
    return replace(label, anchor=f"{EARLIER}{label.anchor}", parent=label.parent and f"{EARLIER}{label.parent}")


def _was_words(resolved: ResolvedDocument, context: Context) -> Mapping[str, str]:
    """What references printed that now print another number, by what they name."""
    targets = {xref.target for xref in walk(resolved.document, Xref) if not xref.inlines}
    words = {target: context.old.resolved.place(context.pairs.old_of[target]) for target in targets if target in context.pairs.old_of}
    return {target: was for target, was in sorted(words.items()) if was != context.new.resolved.place(target)}


def _relocated(context: Context) -> Iterator[str]:
    """What stands in another file than before, the topmost of it, and nothing that moved."""
    for anchor in context.new.parents:
        former = context.pairs.old_of.get(anchor)
        if former is not None and _in_another_file(anchor, former, context):
            parent = context.new.parents[anchor].anchor
            above = context.pairs.old_of.get(parent)
            if parent == WHOLE or above is None or not _in_another_file(parent, above, context):
                yield anchor


def _in_another_file(anchor: str, former: str, context: Context) -> bool:
    paths = [unit.span.path.split("/", 2)[-1] for unit in (context.new.units[anchor], context.old.units[former])]
    return paths[0] != paths[1]  # below the document's folder, which may have another name
