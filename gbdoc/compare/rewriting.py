"""Chapters of which so little is left that marks between the words would say nothing (S32)."""

from __future__ import annotations

from gbdoc.compare.joints import Joint, below
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
    longest = max(len(chapter.old.text), len(chapter.new.text))
    shortest = min(len(chapter.old.text), len(chapter.new.text))
    return shortest >= _SHORTEST and sum(map(_kept, below(chapter))) < _LEFT * longest


def _kept(joint: Joint) -> float:
    """How many characters of the own words of a unit are as they were."""
    if not joint.old or not joint.new:
        return 0.0
    if joint.old.own == joint.new.own:
        return len(joint.new.own)
    return likeness(joint.old.own, joint.new.own) * max(len(joint.old.own), len(joint.new.own))
