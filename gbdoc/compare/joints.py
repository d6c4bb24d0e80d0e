"""The two trees as one: what stayed, what came, what went, and what went elsewhere, in the order of the new revision.

What was deleted stands where it stood, before what came in its place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from gbdoc.compare.likeness import likeness
from gbdoc.compare.pairing import Pairs
from gbdoc.compare.sequences import staying
from gbdoc.compare.units import Tree, Unit
from gbdoc.model import Footnote, Paragraph, ReferenceEntry

State: TypeAlias = Literal["both", "added", "deleted", "moved", "away", "split", "merged"]

ORDER_IS_MADE = (ReferenceEntry, Footnote)  # where these stand is nobody's decision
_TOGETHER = 0.80  # how like the two parts of a split paragraph are to the whole
_GAIN = 0.10  # and how much liker than the one part alone


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    """A unit in one or both revisions.

    `moved` is where it stands now; `away` where it stood, with nothing below it. A `split` paragraph came out of its
    neighbour, a `merged` one went into it; the neighbour has it as its `partner`.
    """

    state: State
    old: Unit | None
    new: Unit | None
    children: tuple[Joint, ...] = ()
    partner: Joint | None = None
    partner_first: bool = False  # it stands before

    @property
    def unit(self) -> Unit:
        """The unit as it is now, or as it was."""
        unit = self.new or self.old
        assert unit is not None
        return unit


def join(old: Tree, new: Tree, pairs: Pairs) -> Joint:
    """The joint of the two whole documents, with all others below it."""
    return _Joiner(old, pairs).both(old.root, new.root, "both")


def below(joint: Joint) -> Iterator[Joint]:
    """A joint and all that stand below it, in reading order."""
    yield joint
    for child in joint.children:
        yield from below(child)


@dataclass(frozen=True, slots=True)
class _Joiner:
    old: Tree
    pairs: Pairs

    def both(self, old: Unit, new: Unit, state: State) -> Joint:
        return Joint(state, old, new, self._children(old.children, new.children))

    def _children(self, olds: Sequence[Unit], news: Sequence[Unit]) -> tuple[Joint, ...]:
        places = {unit.anchor: place for place, unit in enumerate(olds)}
        here = {unit.anchor for unit in news}
        stayed = self._stayed(places, news)
        joints: list[Joint] = []
        coming: list[Joint] = []
        done = 0
        for new in news:
            former = self.pairs.old_of.get(new.anchor)
            if former is None:
                coming.append(Joint("added", None, new, self._children((), new.children)))
            elif isinstance(new.node, ORDER_IS_MADE) and former in places:
                coming.append(self.both(self.old.units[former], new, "both"))
            elif new.anchor not in stayed:
                coming.append(self.both(self.old.units[former], new, "moved"))
            else:
                joints += [*self._gone(olds[done : places[former]], here), *coming, self.both(self.old.units[former], new, "both")]
                coming = []
                done = places[former] + 1
        return tuple(_split_and_merged([*joints, *self._gone(olds[done:], here), *coming]))

    def _stayed(self, places: Mapping[str, int], news: Sequence[Unit]) -> set[str]:
        """The anchors of those new units that stand in the same order as before, below the same parent."""
        kept = [unit for unit in news if self.pairs.old_of.get(unit.anchor) in places and not isinstance(unit.node, ORDER_IS_MADE)]
        former = [self.pairs.old_of[unit.anchor] for unit in kept]
        weights = [len(unit.text) + len(self.old.units[was].text) + 1 for unit, was in zip(kept, former, strict=True)]
        order = staying([places[was] for was in former], weights)
        return {kept[index].anchor for index in order}

    def _gone(self, units: Sequence[Unit], here: Collection[str]) -> Iterator[Joint]:
        """What is no longer there; `here` are the anchors of what stands there now."""
        for unit in units:
            if unit.anchor not in self.pairs.new_of:
                yield Joint("deleted", unit, None, self._children(unit.children, ()))
            elif not isinstance(unit.node, ORDER_IS_MADE) or self.pairs.new_of[unit.anchor] not in here:
                yield Joint("away", unit, None)


# --- paragraphs split and merged -------------------------------------------------------------


def _split_and_merged(joints: list[Joint]) -> list[Joint]:
    """The joints with the paragraphs that were split or merged told from those that came or went."""
    if all(joint.state in ("both", "moved") for joint in joints):
        return joints
    for place, joint in enumerate(joints):
        if joint.state == "both" and isinstance(joint.unit.node, Paragraph):
            _find_partner(joints, place, "added", "split")
            if joints[place].partner is None:
                _find_partner(joints, place, "deleted", "merged")
    return joints


def _find_partner(joints: list[Joint], place: int, wanted: State, state: State) -> None:
    for step in (1, -1):
        other = _neighbour(joints, place, step, wanted)
        if other is not None and _belongs(joints[place], joints[other], step):
            joints[other] = replace(joints[other], state=state)
            joints[place] = replace(joints[place], partner=joints[other], partner_first=step < 0)
            return


def _neighbour(joints: Sequence[Joint], place: int, step: int, wanted: State) -> int | None:
    """The paragraph next to another one in the revision that `wanted` is of."""
    passed = ("deleted", "away", "merged") if wanted == "added" else ("added", "moved", "split")
    place += step
    while 0 <= place < len(joints) and joints[place].state in passed:
        place += step
    found = 0 <= place < len(joints) and joints[place].state == wanted and isinstance(joints[place].unit.node, Paragraph)
    return place if found else None


def _belongs(joint: Joint, partner: Joint, step: int) -> bool:
    """Whether a paragraph and its neighbour, taken together, are what the other revision has as one."""
    assert joint.old is not None
    assert joint.new is not None
    pieces, whole = (joint.new.text, joint.old.text) if partner.state == "added" else (joint.old.text, joint.new.text)
    together = pieces + partner.unit.text if step > 0 else partner.unit.text + pieces
    value = likeness(together, whole, _TOGETHER)
    return value >= _TOGETHER and value >= likeness(pieces, whole) + _GAIN
