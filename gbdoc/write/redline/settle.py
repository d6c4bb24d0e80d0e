"""A redline without some of its changes: what they brought is plain text, what they took is gone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from gbdoc.change import Change, Mark, Redline
from gbdoc.model import Deleted, Document, Inserted, Restyled

_GONE = ("deleted", "moved-away")
_PARTS = ("foreword", "introduction", "notice", "chapters", "annexes", "bibliography", "index", "footnotes")


def settled(redline: Redline, shown: Collection[Change]) -> Redline:
    """A redline that shows some of its changes only; of whole columns it shows all the same."""
    hidden = {change.key for change in redline.changes} - {change.key for change in shown}
    if not hidden:
        return redline
    settler = _Settler(redline, frozenset(hidden))
    document = settler.document(redline.resolved.document)
    marks = {anchor: mark for anchor, mark in redline.marks.items() if anchor not in settler.unmarked}
    changes = tuple(change for change in redline.changes if change.key not in hidden)
    return replace(redline, resolved=replace(redline.resolved, document=document), marks=marks, changes=changes)


def quiet(redline: Redline) -> Redline:
    """A redline that says nothing of what only has another number."""
    return replace(redline, was={}, was_words={})


@dataclass(frozen=True, slots=True)
class _Settler:
    redline: Redline
    hidden: frozenset[str]
    unmarked: set[str] = field(default_factory=set)

    def document(self, document: Document) -> Document:
        parts: dict[str, Any] = {name: getattr(document, name) for name in _PARTS}
        return replace(document, **{name: self._value(part, False) for name, part in parts.items()})

    def _value(self, value: Any, inside: bool) -> Any:
        """A field of a node; `inside` where it stands in something that is settled as a whole."""
        if type(value) is tuple:
            return tuple(new for node in value for new in self._node(node, inside))
        return next(self._node(value, inside), None)

    def _node(self, node: Any, inside: bool) -> Iterator[Any]:
        match node:
            case Deleted() if inside or node.change in self.hidden:
                return
            case Inserted() | Restyled() if inside or node.change in self.hidden:
                yield from self._value(node.inlines, inside)
            case _ if not _is_node(node):
                yield node
            case _:
                yield from self._marked(node, inside)

    def _marked(self, node: Any, inside: bool) -> Iterator[Any]:
        anchor = getattr(node, "anchor", "")
        mark = self.redline.marks.get(anchor)
        settles = mark is not None and self._settles(mark, inside)
        if mark is not None and settles:
            if mark.state in _GONE:
                return
            self.unmarked.add(anchor)
        below = settles if mark is not None and mark.change else inside
        yield replace(node, **{each.name: self._value(getattr(node, each.name), below) for each in fields(node) if each.init})

    def _settles(self, mark: Mark, inside: bool) -> bool:
        return mark.change in self.hidden if mark.change else inside


def _is_node(value: Any) -> bool:
    return is_dataclass(value) and type(value).__module__ == "gbdoc.model"
