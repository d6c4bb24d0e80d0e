"""What an entry of changes.yaml speaks of: the places that it names, and the changes found there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from gbdoc.change import Change, Comparison, Place
from gbdoc.read.changes import Changes, Entry
from gbdoc.resolve import ResolvedDocument


@dataclass(frozen=True)
class Reach:
    """The entries of a list beside the changes that they tell of."""

    comparison: Comparison
    entries: tuple[Entry, ...]

    def changes(self, entry: Entry) -> tuple[Change, ...]:
        """The changes in the places that an entry names, now or then."""
        return tuple(change for change in self._changes if self.touches(entry, change))

    def touches(self, entry: Entry, change: Change) -> bool:
        """Whether a change is in a place that an entry names."""
        return not self.around_new(change).isdisjoint(entry.at) or not self.around_old(change).isdisjoint(self.old_anchors(entry))

    @property
    def uncovered(self) -> tuple[Change, ...]:
        """The technical changes that no entry tells of."""
        technical = [change for change in self._changes if change.category == "technical"]
        return tuple(change for change in technical if not any(self.touches(entry, change) for entry in self.entries))

    @property
    def _changes(self) -> Iterator[Change]:
        """All changes but those of ids and of metadata, which no list tells of."""
        return (change for change in self.comparison.changes if change.kind not in ("id-renamed", "id-recycled", "metadata"))

    def around_new(self, change: Change) -> frozenset[str]:
        """The anchors of all that a change stands in now."""
        places = (change.new, *(change.others if change.kind == "split" else ()))
        return frozenset(anchor for place in places for anchor in _around(place, self.comparison.new))

    def around_old(self, change: Change) -> frozenset[str]:
        """The anchors of all that it stood in."""
        places = (change.old, *(change.others if change.kind == "merged" else ()))
        return frozenset(anchor for place in places for anchor in _around(place, self.comparison.old))

    # --- old numbers ---

    def old_anchors(self, entry: Entry) -> frozenset[str]:
        """The old anchors of the numbers that an entry gives."""
        return frozenset(anchor for written in entry.old for anchor in self.old_places(written))

    def old_places(self, written: str) -> tuple[str, ...]:
        """The old anchors of a number as then printed, or of a range of them: 第4章, 5.1.1, 5.2～5.6; none where nothing is so called."""
        ends = [self.old_numbers.get(_bare(number), "") for number in re.split("[～~]", written)]
        if len(ends) != 2 or not all(ends):
            return tuple(ends) if ends[0] and len(ends) == 1 else ()
        siblings = [
            label.anchor for label in self.comparison.old.labels.values() if label.parent == self.comparison.old.labels[ends[0]].parent
        ]
        return tuple(siblings[siblings.index(ends[0]) : siblings.index(ends[1]) + 1]) if ends[1] in siblings else ()

    @cached_property
    def old_numbers(self) -> Mapping[str, str]:
        """The old anchors by their places in words."""
        old = self.comparison.old
        return {_bare(old.place(anchor)): anchor for anchor in reversed(list(old.labels))}


def reach(comparison: Comparison, changes: Changes | None) -> Reach:
    """The entries of changes.yaml beside the changes; none where there is no such file."""
    return Reach(comparison, changes.entries if changes else ())


def _around(place: Place | None, resolved: ResolvedDocument) -> Iterator[str]:
    """The anchors of a place and of all that it is in; a cell is in what its anchor is made from."""
    anchor = place.anchor if place else ""
    while anchor and anchor not in resolved.labels:
        anchor = anchor.rpartition(".")[0]
    anchor = anchor or (place.division if place else "")
    while anchor in resolved.labels:
        yield anchor
        anchor = resolved.labels[anchor].parent


def _bare(words: str) -> str:
    """A place in words without what authors write one way or the other."""
    return re.sub(r"\s", "", words).replace("(", "（").replace(")", "）")
