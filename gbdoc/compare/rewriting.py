"""Chapters of which so little is left that marks between the words would say nothing (S32)."""

from __future__ import annotations

from collections.abc import Iterator

from gbdoc.compare.joints import Joint
from gbdoc.compare.likeness import likeness
from gbdoc.model import Annex, Clause

_LEFT = 0.3  # share of the words that must still be there
_SHORTEST = 200  # characters; less than that is read at a glance


def rewritten(root: Joint) -> frozenset[str]:
    """The new anchors of the chapters and annexes that were written anew."""
    chapters = [child for child in root.children if child.state == "both" and isinstance(child.unit.node, Clause | Annex)]
    return frozenset(child.unit.anchor for child in chapters if _is_rewritten(child))


def _is_rewritten(chapter: Joint) -> bool:
    assert chapter.old
    assert chapter.new
    if chapter.old.text == chapter.new.text:
        return False
    own = list(_staying(chapter))
    lengths = [sum(len(unit.own) for unit in side if unit) for side in ([each.old for each in own], [each.new for each in own])]
    return min(lengths) >= _SHORTEST and sum(map(_kept, own)) < _LEFT * max(lengths)


def _staying(joint: Joint) -> Iterator[Joint]:
    """What of a chapter neither left it nor came from elsewhere: that is told as moved."""
    if joint.state not in ("moved", "away"):
        yield joint
        for child in joint.children:
            yield from _staying(child)


def _kept(joint: Joint) -> float:
    """How many characters of the own words of a unit are as they were."""
    if not joint.old or not joint.new:
        return 0.0
    if joint.old.own == joint.new.own:
        return len(joint.new.own)
    return likeness(joint.old.own, joint.new.own) * max(len(joint.old.own), len(joint.new.own))
