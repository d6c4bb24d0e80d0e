"""The list of changes of a redline, by chapter, each with its place, its class and a few of its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TypeAlias

from gbdoc.change import EARLIER, Category, Change, Op, Redline
from gbdoc.model import Annex, Clause, Element
from gbdoc.write.redline import wording
from gbdoc.write.redline.excerpt import excerpt
from gbdoc.write.redline.places import Places, name_of

Division: TypeAlias = Element | Clause | Annex

_CONTEXT = 8  # characters kept around a change
_SUMMARY = 80  # characters of a line on paper
_LONGEST = 60  # characters of what was inserted or deleted as a whole


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list."""

    key: str
    category: Category
    class_words: str
    kind: str
    place: str
    was: str
    details: str
    reasons: str
    ops: tuple[Op, ...]
    anchors: tuple[str, ...]  # of it and of its clause, in the redline; the first one that is printed is where it is found

    @property
    def href(self) -> str:
        """Its address on a page that holds all of the redline."""
        return f"#{self.anchors[0]}" if self.anchors else ""

    @property
    def summary(self) -> tuple[Op, ...]:
        """The first of its words; of what has none, the reasons."""
        reasons: tuple[Op, ...] = (("=", self.reasons),) if not self.details else ()
        return tuple(brief(self.ops or reasons, _SUMMARY))


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one chapter, annex or element."""

    name: str
    href: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of standard.yaml that is another."""

    key: str
    category: Category
    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Row:
    """A chapter, annex or element; `old` where it is to be read beside what it was, `begins` where it is the first chapter."""

    old: Division | None
    new: Division
    begins: bool


@dataclass(frozen=True)
class Outline:
    """What stands around the text of a redline."""

    redline: Redline

    def groups(self) -> Iterator[Group]:
        """The changes in the text, by chapter and in its order."""
        order = {division.anchor: place for place, division in enumerate(self.redline.resolved.document.divisions)}
        changes = [change for change in self.redline.changes if change.kind != "metadata"]
        changes.sort(key=lambda change: (order.get(self._chapter(change), -1), self._outside(change) == wording.FOOTNOTES))
        for (chapter, outside), members in groupby(changes, lambda change: (self._chapter(change), self._outside(change))):
            name = outside or name_of(chapter, self.redline.resolved)
            yield Group(name, f"#{chapter}" if chapter else "", tuple(map(self.entry, members)))

    def fields(self) -> Iterator[Field]:
        """What standard.yaml says otherwise."""
        for change in self.redline.changes:
            if change.kind == "metadata":
                old, new = ("".join(words for sign, words in change.ops if sign in signs) for signs in ("=-", "=+"))
                yield Field(change.key, change.category, wording.field(change.name), old, new)

    def entry(self, change: Change) -> Entry:
        """The line of a change."""
        return Entry(
            key=change.key,
            category=change.category,
            class_words=wording.category(change),
            kind=wording.kind(change),
            place=self._places.heading(change),
            was=self._places.was(change),
            details=wording.details(change),
            reasons=wording.reasons(change),
            ops=() if change.restructured and change.kind == "modified" else shortened(change.ops, _CONTEXT, _LONGEST),
            anchors=tuple(self._anchors(change)),
        )

    def rows(self) -> Iterator[Row]:
        """The divisions in their order, a chapter that was rewritten together with the old one."""
        divisions = self.redline.resolved.document.divisions
        first = next(iter(self.redline.resolved.document.chapters), None)
        waiting: Division | None = None
        for division, following in zip(divisions, (*divisions[1:], None), strict=True):
            if following is not None and self._is_pair(division, following):
                waiting = division
            else:
                yield Row(waiting, division, first is not None and (first is waiting or first is division))
                waiting = None

    def _is_pair(self, old: Division, new: Division) -> bool:
        was = self.redline.comparison.pairs.get(new.anchor)
        return new.anchor in self.redline.comparison.rewritten and was is not None and old.anchor == f"{EARLIER}{was}"

    def _outside(self, change: Change) -> str:
        return "" if change.place.division else self._places.outside(change)

    def _chapter(self, change: Change) -> str:
        return self._places.chapter(change)

    def _anchors(self, change: Change) -> Iterator[str]:
        """The anchors of a change in the redline: its own, then that of its clause."""
        new = (change.new.anchor, change.new.division) if change.new else ()
        old = (change.old.anchor, change.old.division) if change.old else ()
        candidates = (*new, *(self._places.now(anchor) for anchor in old if anchor))
        return (anchor for anchor in candidates if anchor in self.redline.resolved.labels)

    @cached_property
    def _places(self) -> Places:
        return Places(self.redline.comparison)


def brief(ops: Iterable[Op], longest: int) -> Iterator[Op]:
    """The first ops, up to so many characters in all."""
    for sign, words in ops:
        if len(words) > longest:
            yield sign, words[:longest].removesuffix(wording.ELLIPSIS) + wording.ELLIPSIS
            return
        yield sign, words
        longest -= len(words)


def shortened(ops: Iterable[Op], context: int | None, longest: int) -> tuple[Op, ...]:
    """Ops cut short, and the words that came or went too."""
    cut = excerpt(tuple(ops), context)
    return tuple((sign, words if len(words) <= longest else words[:longest] + wording.ELLIPSIS) for sign, words in cut)
