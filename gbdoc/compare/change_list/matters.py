"""What technical changes are about, as a drafter would count it: a chapter, a clause, an annex, a term, a table or a figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce

from gbdoc.change import Change, Comparison, Place
from gbdoc.number import Label
from gbdoc.resolve import ResolvedDocument

DIVISIONS = ("chapter", "clause", "annex")
EXHIBITS = ("table", "figure")
_SUBJECTS = (*DIVISIONS, *EXHIBITS, "term", "element")


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that is new, gone or other, where it stands and stood, and the changes that make it so.

    What is new has no `old`, what is gone no `new`; the first of each is the thing itself.
    """

    new: tuple[Label, ...]
    old: tuple[Label, ...]
    changes: tuple[Change, ...]

    @property
    def label(self) -> Label:
        """The thing itself, as it is now if it is there."""
        return (*self.new, *self.old)[0]


def subject(place: Place | None, resolved: ResolvedDocument) -> Label | None:
    """What a place is a part of; None for what states nothing or follows from the rest: foreword, introduction, metadata, chapter 2."""
    label = _nearest(place, resolved) if place else None
    while label and label.kind not in _SUBJECTS:
        label = resolved.labels.get(label.parent)
    return None if label is None or label.kind == "element" or label.anchor == "normative-references" else label


def is_whole(place: Place | None, label: Label) -> bool:
    """Whether a place is a thing itself; a column has the anchor of its table."""
    return place is not None and place.anchor == label.anchor and place.what == label.kind


def _nearest(place: Place, resolved: ResolvedDocument) -> Label | None:
    """The label of a place; one without any, such as a cell, has that of what its anchor is made from."""
    anchor = place.anchor
    while anchor and anchor not in resolved.labels:
        anchor = anchor.rpartition(".")[0]
    return resolved.labels.get(anchor or place.division)


def within(label: Label, resolved: ResolvedDocument) -> Iterator[Label]:
    """A label and all that it stands in, from the inside out."""
    found: Label | None = label
    while found:
        yield found
        found = resolved.labels.get(found.parent)


def matters(comparison: Comparison) -> tuple[Matter, ...]:
    """The technical changes by what they are about, in the order of the new revision, what is gone where it would have stood."""
    told = [change for change in comparison.changes if change.category == "technical" and change.kind not in ("id-renamed", "id-recycled")]
    gatherer = _Gatherer(comparison)
    found = gatherer.rolled_up(gatherer.matter(change) for change in told)
    return tuple(sorted(_with_exhibits(found, comparison), key=gatherer.position))


@dataclass(frozen=True)
class _Gatherer:
    comparison: Comparison

    @cached_property
    def _new_order(self) -> Mapping[str, int]:
        return {anchor: place for place, anchor in enumerate(self.comparison.new.labels)}

    @cached_property
    def _old_order(self) -> list[str]:
        return list(self.comparison.old.labels)

    def matter(self, change: Change) -> Matter | None:
        """What one change is about. Words that came or went make their clause another one."""
        new, old = subject(change.new, self.comparison.new), subject(change.old, self.comparison.old)
        if new and not old and not is_whole(change.new, new):
            old = self.comparison.old.labels.get(self.comparison.pairs.get(new.anchor, ""))
        if old and not new and not is_whole(change.old, old):
            new = self.comparison.new.labels.get(self.comparison.new_of.get(old.anchor, ""))
        if not new and not old:
            return None
        news = [new, *(subject(place, self.comparison.new) for place in change.others if change.kind == "split")]
        olds = [old, *(subject(place, self.comparison.old) for place in change.others if change.kind == "merged")]
        return Matter(_unlike(news), _unlike(olds), (change,))

    def rolled_up(self, found: Iterable[Matter | None]) -> list[Matter]:
        """Matters of one thing made one; what is in something that is new or gone belongs to that."""
        known = [matter for matter in found if matter]
        fresh = {matter.label.anchor for matter in known if matter.new and not matter.old}
        gone = {matter.label.anchor for matter in known if matter.old and not matter.new}
        gathered: dict[tuple[str, str], Matter] = {}
        for matter in known:
            place = self._whole(matter, fresh, gone)
            gathered[place] = _together(gathered[place], matter) if place in gathered else matter
        return [self._about(*place, matter, fresh) for place, matter in gathered.items()]

    def _whole(self, matter: Matter, fresh: set[str], gone: set[str]) -> tuple[str, str]:
        """The outermost new or deleted thing around a matter, else the matter's own, and in which revision it is."""
        if matter.new:
            around = [label.anchor for label in within(matter.new[0], self.comparison.new) if label.anchor in fresh]
            return "new", [matter.new[0].anchor, *around][-1]
        around = [label.anchor for label in within(matter.old[0], self.comparison.old) if label.anchor in gone]
        return "old", [matter.old[0].anchor, *around][-1]

    def _about(self, side: str, anchor: str, matter: Matter, fresh: set[str]) -> Matter:
        """The matter about the thing that it was gathered at, and not about what is in that."""
        if side == "old":
            return Matter((), (self.comparison.old.labels[anchor],), matter.changes)
        label = self.comparison.new.labels[anchor]
        return (
            Matter((label,), (), matter.changes) if anchor in fresh else Matter(_unlike((label, *matter.new)), matter.old, matter.changes)
        )

    def position(self, matter: Matter) -> tuple[int, int, int]:
        """Where a matter stands in the new revision; one that is gone follows what it stood behind."""
        if matter.new:
            return self._new_order[matter.new[0].anchor], 0, 0
        place = self._old_order.index(matter.old[0].anchor)
        before = (self.comparison.new_of.get(anchor, "") for anchor in reversed(self._old_order[:place]) if self._is_division(anchor))
        return next((self._new_order[anchor] for anchor in before if anchor in self._new_order), -1), 1, place

    def _is_division(self, anchor: str) -> bool:
        return self.comparison.old.labels[anchor].kind in (*DIVISIONS, "term")


def _unlike(labels: Iterable[Label | None]) -> tuple[Label, ...]:
    """The labels there are, each once."""
    return tuple({label.anchor: label for label in labels if label}.values())


def _together(one: Matter, other: Matter) -> Matter:
    return Matter(_unlike((*one.new, *other.new)), _unlike((*one.old, *other.old)), (*one.changes, *other.changes))


def _with_exhibits(found: list[Matter], comparison: Comparison) -> list[Matter]:
    """The matters, a table or figure that was changed told with the clause that it stands in where that was changed too."""
    homes = {matter.label.anchor: [matter] for matter in found if matter.new and matter.old and matter.label.kind in DIVISIONS}
    alone = []
    for matter in found:
        home = _home(matter, comparison)
        if home in homes and matter.label.kind in EXHIBITS:
            homes[home].append(matter)
        elif matter not in homes.get(home, ()):
            alone.append(matter)
    return [*alone, *(reduce(_together, told) for told in homes.values())]


def _home(matter: Matter, comparison: Comparison) -> str:
    """The clause that something that was changed is or stands in."""
    around = within(matter.label, comparison.new) if matter.new and matter.old else ()
    return next((label.anchor for label in around if label.kind in DIVISIONS), "")
