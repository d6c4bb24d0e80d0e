"""Which changes are shown, and how much around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gbdoc.change import EARLIER, Category, Change, Comparison, Renumbered
from gbdoc.number import Labels
from gbdoc.write.redline.places import Places
from gbdoc.write.redline.wording import CATEGORIES

KINDS_OF_PLACES = {
    "chapters": ("chapter",),
    "clauses": ("chapter", "clause"),
    "annexes": ("annex",),
    "tables": ("table", "row", "column", "cell"),
    "figures": ("figure", "subfigure"),
    "formulas": ("formula",),
    "terms": ("term",),
    "notes": ("note",),
    "examples": ("example",),
    "lists": ("list", "item"),
    "metadata": ("metadata",),
}


@dataclass(frozen=True, slots=True)
class Selection:
    """What a reader asks to see.

    `only` are ids, numbers (5.3, 附录A, 表2; `2018:4.2` is one of the old revision), kinds of things (tables) or classes.
    Classes that are left out are counted all the same.
    """

    only: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()  # these and no others; all but `exclude` where there are none
    exclude: tuple[Category, ...] = ("markup",)
    renumbered: bool = True  # old numbers are shown beside the new ones
    context: int | None = 20  # characters around a change; None: all
    summary: bool = False  # no words of changes, only where they are

    def shows(self, category: Category) -> bool:
        """Whether changes of a class are shown."""
        return category in self.categories if self.categories else category not in self.exclude


EVERYTHING = Selection(exclude=())


def within(comparison: Comparison, selection: Selection) -> tuple[Change, ...]:
    """The changes in the places that a reader asks for, of whatever class."""
    if not selection.only:
        return comparison.changes
    places = Places(comparison)
    wanted = [_meaning(word, comparison) for word in selection.only]
    return tuple(change for change in comparison.changes if any(_is_meant(change, one, places) for one in wanted))


def renumbered_within(comparison: Comparison, selection: Selection) -> tuple[Renumbered, ...]:
    """What has another number in the places that a reader asks for."""
    wanted = [_meaning(word, comparison).anchors for word in selection.only]
    places = Places(comparison)
    told = comparison.renumbered if selection.renumbered else ()
    return tuple(each for each in told if not wanted or any(not one.isdisjoint(places.line(each.anchor)) for one in wanted))


def selected(comparison: Comparison, selection: Selection) -> tuple[Change, ...]:
    """The changes that a reader asks for."""
    return tuple(change for change in within(comparison, selection) if selection.shows(change.category))


def unknown(comparison: Comparison, selection: Selection) -> Iterator[str]:
    """The words of a selection that mean nothing in either revision."""
    for word in selection.only:
        meaning = _meaning(word, comparison)
        if not (meaning.whats or meaning.category or meaning.anchors):
            yield word


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What one word of a selection stands for."""

    anchors: frozenset[str] = frozenset()
    whats: tuple[str, ...] = ()
    category: str = ""


def _meaning(word: str, comparison: Comparison) -> _Meaning:
    if word in KINDS_OF_PLACES:
        return _Meaning(whats=KINDS_OF_PLACES[word])
    for category, name in CATEGORIES.items():
        if word in (category, name):
            return _Meaning(category=category)
    _, old, number = word.rpartition(":")
    found = {f"{EARLIER}{anchor}" for anchor in _called(number, comparison.old.labels)}
    return _Meaning(frozenset(found if old else {*_called(word, comparison.new.labels), *_gone(word, comparison)}))


def _gone(word: str, comparison: Comparison) -> set[str]:
    """An id that only the old revision has."""
    return {f"{EARLIER}{word}"} if word in comparison.old.labels and word not in comparison.new.labels else set()


def _called(word: str, labels: Labels) -> Iterator[str]:
    """The anchors that a word is the id or the number of."""
    bare = word.removeprefix("第").removesuffix("章") if word.startswith("第") else word
    for anchor, label in labels.items():
        if anchor == word or (label.number == bare and label.kind in _NUMBERED):
            yield anchor


_NUMBERED = ("chapter", "clause", "annex", "table", "figure", "term", "formula", "element")


def _is_meant(change: Change, meaning: _Meaning, places: Places) -> bool:
    if meaning.category:
        return change.category == meaning.category
    if meaning.whats:
        return change.place.what in meaning.whats
    return not meaning.anchors.isdisjoint(places.lineage(change))
