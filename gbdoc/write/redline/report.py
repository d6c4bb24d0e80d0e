"""Changes as JSON for other programs; docs/redline.schema.json is the contract."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from gbdoc.change import Change, Comparison, Place, Reason, Renumbered
from gbdoc.number import Labels
from gbdoc.write.redline.counts import count
from gbdoc.write.redline.selection import EVERYTHING, Selection, renumbered_within, selected, within

SCHEMA = "redline/1"
_NONE: Mapping[str, str] = {}


def report(
    comparisons: Iterable[Comparison], old: str, new: str, selection: Selection = EVERYTHING, others: Mapping[str, str] = _NONE
) -> str:
    """The changes of some documents between two revisions, by the names of these.

    `others` are documents that are in one revision only, or cannot be read in one: added, deleted, unreadable.
    """
    documents = [_document(comparison, selection) for comparison in comparisons]
    states = [{"name": name, "state": state} for name, state in others.items()]
    told = {"schema": SCHEMA, "old": {"ref": old}, "new": {"ref": new}, "documents": documents, "others": states}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _document(comparison: Comparison, selection: Selection) -> Mapping[str, Any]:
    changes = selected(comparison, selection)
    renumbered = renumbered_within(comparison, selection)
    counts = count(within(comparison, selection), len(renumbered))
    document = comparison.new.document
    return {
        "name": document.name,
        "old_name": comparison.old.document.name,
        "number": document.metadata.dated_number,
        "title": document.metadata.full_title,
        "counts": {"total": counts.total, "kinds": counts.kinds, "classes": counts.categories, "renumbered": counts.renumbered},
        "changes": [_change(change, comparison) for change in changes],
        "renumbered": [_renumbered(each) for each in renumbered],
        "rewritten": list(comparison.rewritten),
        "relocated": list(comparison.relocated),
        "limited": list(comparison.limited),
    }


def _change(change: Change, comparison: Comparison) -> Mapping[str, Any]:
    return {
        "key": change.key,
        "kind": change.kind,
        "class": change.category,
        "doubtful": change.doubtful,
        "reasons": [_reason(reason) for reason in change.reasons],
        "node": {"id": change.place.anchor, "type": change.place.what},
        "name": change.name,
        "old": _place(change.old, comparison.old.labels),
        "new": _place(change.new, comparison.new.labels),
        "others": [_place(place, _labels_of(place, comparison)) for place in change.others],
        "ops": [list(op) for op in change.ops],
        "values": [_value(reason) for reason in change.reasons if reason.name == "value"],
        "restructured": change.restructured,
    }


def _labels_of(place: Place, comparison: Comparison) -> Labels:
    """The labels of the revision that knows a place of a split or a merger."""
    return comparison.new.labels if place.anchor in comparison.new.labels else comparison.old.labels


def _place(place: Place | None, labels: Labels) -> Mapping[str, Any] | None:
    if place is None:
        return None
    label = labels.get(place.division)
    return {
        "id": place.anchor,
        "words": place.words,
        "number": label.number if label else "",
        "clause": place.division,
        "title": label.title if label else "",
        "file": place.path,
        "line": place.line,
    }


def _reason(reason: Reason) -> Mapping[str, str]:
    return {"name": reason.name, "old": reason.old, "new": reason.new, "unit": reason.unit}


def _value(reason: Reason) -> Mapping[str, str]:
    return {"old": reason.old, "new": reason.new, "unit": reason.unit}


def _renumbered(each: Renumbered) -> Mapping[str, str]:
    return {"id": each.anchor, "old_id": each.old_anchor, "type": each.kind, "old": each.old, "new": each.new}
