"""Both revisions taken back out of a redline: all changes accepted, or all rejected (S33).

What a redline shows must be all there is: accepted it is the new document, rejected the old one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gbdoc.change import Redline
from gbdoc.compare.children import with_children
from gbdoc.compare.earlier import restored
from gbdoc.compare.joints import ORDER_IS_MADE
from gbdoc.compare.table.merge import accept_table, reject_table
from gbdoc.compare.text.weave import accepted, rejected
from gbdoc.compare.texts import PARAGRAPH_MARK
from gbdoc.compare.units import TEXTS, children
from gbdoc.model import Block, Code, Deleted, Document, Inline, Inserted, Paragraph, Table

_OLD = ("deleted", "moved-away", "merged")
_NEW = ("inserted", "moved", "split")


def accept_all(redline: Redline) -> Document:
    """The new revision."""
    document: Document = _Accepting(redline).node(redline.resolved.document)
    return document


def reject_all(redline: Redline) -> Document:
    """The old revision."""
    document: Document = _Rejecting(redline).node(redline.resolved.document)
    return document


def _state(redline: Redline, node: Any) -> str:
    mark = redline.marks.get(node.anchor)
    return mark.state if mark else ""


@dataclass(frozen=True, slots=True)
class _Accepting:
    redline: Redline

    def node(self, node: Any) -> Any:
        """A node as the new revision has it."""
        kept = [self.node(child) for child in children(node) if _state(self.redline, child) not in _OLD]
        node = with_children(node, kept)
        if isinstance(node, Table) and node.anchor in self.redline.tables:
            columns, head, body = accept_table(self.redline.tables[node.anchor], node.head, node.body, self._cell)
            node = replace(node, columns=columns, head=head, body=body)
        return replace(node, **{name: _unmarked(accepted(getattr(node, name))) for name in TEXTS.get(type(node), ())})

    def _cell(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        left = [block for block in blocks if not (isinstance(block, Paragraph) and _only(block, Deleted))]
        return tuple(replace(block, inlines=accepted(block.inlines)) if isinstance(block, Paragraph) else block for block in left)


@dataclass(frozen=True, slots=True)
class _Rejecting:
    redline: Redline

    def node(self, node: Any) -> Any:
        """A node that is in both revisions as the old one has it: all but its content is in its shell."""
        old = self.redline.shells[getattr(node, "anchor", "")]
        kept = list(self._children(children(node)))
        kept = _in_order(kept, children(old))
        texts = {name: self._text(getattr(node, name)) for name in TEXTS.get(type(old), ())}
        result = replace(with_children(old, kept), **texts)
        if isinstance(node, Table) and node.anchor in self.redline.tables:
            columns, head, body = reject_table(self.redline.tables[node.anchor], node.head, node.body, self._cell)
            result = replace(result, columns=columns, head=head, body=body)
        return result

    def _children(self, nodes: Sequence[Any]) -> Iterator[Any]:
        for place, node in enumerate(nodes):
            state = _state(self.redline, node)
            if state in _OLD:
                yield restored(node, self.redline.resolved.document.name)
            elif state not in _NEW:
                yield self._with_partner(nodes, place)

    def _with_partner(self, nodes: Sequence[Any], place: int) -> Any:
        """A paragraph with what was split off from it, or without what was merged into it."""
        node = self.node(nodes[place])
        for other in nodes:
            mark = self.redline.marks.get(other.anchor)
            if mark is None or mark.other != nodes[place].anchor or not isinstance(other, Paragraph):
                continue
            first = nodes.index(other) < place
            if mark.state == "split":
                parts = (other, nodes[place]) if first else (nodes[place], other)
                node = replace(node, inlines=self._text(tuple(inline for part in parts for inline in part.inlines)))
            elif mark.state == "merged":
                node = replace(node, inlines=_side(node.inlines, first))
        return node

    def _text(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return rejected(restored(inlines, self.redline.resolved.document.name), self.redline.comparison.pairs)

    def _cell(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        left = [block for block in blocks if not (isinstance(block, Paragraph) and _only(block, Inserted))]
        texts = [replace(block, inlines=self._text(block.inlines)) if isinstance(block, Paragraph) else block for block in left]
        return restored(tuple(texts), self.redline.resolved.document.name)


def _only(paragraph: Paragraph, mark: type) -> bool:
    """Whether a paragraph of a cell came or went whole; a cell never has an empty one."""
    return bool(paragraph.inlines) and all(isinstance(inline, mark) for inline in paragraph.inlines)


def _unmarked(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Words without the mark that a paragraph ended here."""
    return tuple(inline for inline in inlines if not _is_mark(inline))


def _is_mark(inline: Inline) -> bool:
    return isinstance(inline, Code) and inline.text == PARAGRAPH_MARK


def _side(inlines: tuple[Inline, ...], first: bool) -> tuple[Inline, ...]:
    """The words after the mark of a paragraph where the merged one came first, else those before it."""
    place = next(place for place, inline in enumerate(inlines) if _is_mark(inline))
    return inlines[place + 1 :] if first else inlines[:place]


def _in_order(nodes: Sequence[Any], like: Sequence[Any]) -> list[Any]:
    """Nodes, with those whose order follows from others in the order that they had: it is nobody's change."""
    places = {node.anchor: place for place, node in enumerate(like)}
    made = iter(sorted((node for node in nodes if isinstance(node, ORDER_IS_MADE)), key=lambda node: places[node.anchor]))
    return [next(made) if isinstance(node, ORDER_IS_MADE) else node for node in nodes]
