"""The tree of a document's clauses, with how much was changed in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from gbdoc.change import EARLIER, Change, Comparison
from gbdoc.diagnostic import cells
from gbdoc.number import Labels
from gbdoc.write.redline.counts import by_category, closing, count
from gbdoc.write.redline.excerpt import amounts
from gbdoc.write.redline.places import Places, name_of
from gbdoc.write.redline.selection import Selection, selected


def stat_lines(comparison: Comparison, selection: Selection) -> Iterator[str]:
    """A line for each clause with changes and for all that it stands in: 6.1 框架结构  技术 3，编辑 1  +12 -3."""
    rows = [] if selection.summary else list(_rows(comparison, selected(comparison, selection)))
    width = max((cells(name) for name, _ in rows), default=0)
    for name, own in rows:
        told = f"{by_category(count(own, 0))}  {_amounts(own)}" if own else ""
        yield f"{name}{' ' * (width - cells(name))}  {told}".rstrip()
    yield from closing(comparison, selection)


def _rows(comparison: Comparison, changes: tuple[Change, ...]) -> Iterator[tuple[str, list[Change]]]:
    """What stands in no clause, then the clauses in the order of the new revision, after each what the old one had there."""
    places = Places(comparison)
    own, outside = defaultdict[str, list[Change]](list), defaultdict[str, list[Change]](list)
    for change in changes:
        if change.place.division:
            own[places.division(change)].append(change)
        else:
            outside[places.outside(change)].append(change)
    yield from outside.items()
    for anchor in _in_order(own, comparison):
        sign, bare = _cut(anchor)
        resolved = comparison.old if sign else comparison.new
        depth = len(list(_parents(bare, resolved.labels)))
        yield f"{'  ' * depth}{'原' if sign else ''}{name_of(bare, resolved)}", own.get(anchor, [])


def _in_order(own: Collection[str], comparison: Comparison) -> list[str]:
    """The clauses that have changes, with all above them."""
    labels = {"": comparison.new.labels, EARLIER: comparison.old.labels}
    wanted = {f"{sign}{above}" for anchor in own for sign, bare in (_cut(anchor),) for above in (bare, *_parents(bare, labels[sign]))}
    places = Places(comparison)
    known = {places.now(bare) if sign else bare for sign, bare in map(_cut, wanted)}
    return sorted(known, key=_order(comparison).__getitem__)


def _order(comparison: Comparison) -> Mapping[str, tuple[int, int]]:
    """Where anchors stand, those of the old revision after what stood before them."""
    order = {anchor: (place, 0) for place, anchor in enumerate(comparison.new.labels)}
    now = comparison.new_of
    last, moved = -1, set[str]()
    for place, (anchor, label) in enumerate(comparison.old.labels.items()):
        after = comparison.new.labels.get(now.get(anchor, ""))
        if after is None:
            order[f"{EARLIER}{anchor}"] = (last, place)
        elif label.parent in moved or after.parent != now.get(label.parent, ""):
            moved.add(anchor)  # it says nothing of where things stood
        else:
            last = order[after.anchor][0]
    return order


def _cut(anchor: str) -> tuple[str, str]:
    return (EARLIER, anchor.removeprefix(EARLIER)) if anchor.startswith(EARLIER) else ("", anchor)


def _parents(anchor: str, labels: Labels) -> Iterator[str]:
    while anchor in labels and labels[anchor].parent:
        anchor = labels[anchor].parent
        yield anchor


def _amounts(changes: list[Change]) -> str:
    pairs = [amounts(change.ops) for change in changes]
    return f"+{sum(came for came, _ in pairs)} -{sum(went for _, went in pairs)}"
