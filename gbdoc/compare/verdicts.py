"""Both revisions taken back out of a redline: all changes accepted, or all rejected.

What a redline shows must be all there is: accepted it is the new document, rejected the old one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from gbdoc.change import EARLIER, Mark, Redline
from gbdoc.compare.children import with_children
from gbdoc.compare.earlier import restored
from gbdoc.compare.texts import PARAGRAPH_MARK
from gbdoc.compare.units import TEXTS, children
from gbdoc.compare.weave import accepted, joined, rejected
from gbdoc.model import Code, Deleted, Document, Inline, Inserted, ReferenceList, Table

_NEW = ("inserted", "moved", "split")
_OLD = ("deleted", "moved-away", "merged")


def accept_all(redline: Redline) -> Document:
    """The new revision."""
    document: Document = _Accepting(redline).node(redline.resolved.document)
    return replace(document, registry=redline.comparison.new.document.registry)


def reject_all(redline: Redline) -> Document:
    """The old revision."""
    document: Document = _Rejecting(redline, redline.resolved.document.name).node(redline.resolved.document)
    return document


@dataclass(frozen=True, slots=True)
class _Accepting:
    redline: Redline

    def node(self, node: Any) -> Any:
        """A node of the redline as the new revision has it."""
        kept = [self.node(child) for child in children(node) if not self._is_old(child)]
        node = with_children(node, kept)
        if isinstance(node, Table):
            node = self.redline.tables[node.anchor].accepted(node)
        texts = {name: joined(accepted(_without_marks(getattr(node, name)))) for name in TEXTS.get(type(node), ())}
        return replace(node, **texts)

    def _is_old(self, node: Any) -> bool:
        mark = self.redline.marks.get(node.anchor)
        return mark is not None and mark.state in _OLD


@dataclass(frozen=True, slots=True)
class _Rejecting:
    redline: Redline
    document: str

    def node(self, node: Any) -> Any:
        """A node of the redline that is in both revisions, as the old one has it."""
        old = self.redline.shells[getattr(node, "anchor", "")]
        kept = [each for child in children(node) for each in self._child(child)]
        if isinstance(node, ReferenceList | Document):
            kept = _in_order(kept, children(old))
        rest = {field.name: getattr(old, field.name) for field in fields(old) if field.name not in TEXTS.get(type(old), ())}
        ...
