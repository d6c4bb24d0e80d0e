"""A node with other nodes below it, each in the field that its class belongs in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from gbdoc.change import EARLIER
from gbdoc.model import (
    Annex,
    Clause,
    Document,
    Element,
    Example,
    Figure,
    Footnote,
    List,
    ListItem,
    Note,
    ReferenceList,
    SymbolList,
    Table,
    TermEntry,
)


def with_children(node: Any, children: Sequence[Any]) -> Any:
    """The node with these children and none of its own."""
    match node:
        case Document():
            return _document(node, children)
        case Element() | Clause() | Annex():
            if node.anchor.removeprefix(EARLIER) == "index":
                return node
            return replace(node, blocks=_but(children, Clause), subclauses=_of(children, Clause))
        case List():
            return replace(node, items=tuple(children))
        case ListItem() | Note() | Example() | Footnote() | TermEntry():
            return replace(node, blocks=tuple(children))
        case SymbolList():
            return replace(node, entries=tuple(children))
        case ReferenceList():
            return replace(node, entries=tuple(children))
        case Table():
            return replace(node, blocks=_but(children, Footnote), footnotes=_of(children, Footnote))
        case Figure():
            parts = tuple(takewhile(lambda child: isinstance(child, Figure), children))  # one that comes later is a fault, and is kept
            return replace(node, subfigures=parts, blocks=_but(children[len(parts) :], Footnote), footnotes=_of(children, Footnote))
    return node


def _document(document: Document, children: Sequence[Any]) -> Document:
    elements = {element.anchor.removeprefix(EARLIER): element for element in _of(children, Element)}
    return replace(
        document,
        foreword=elements["foreword"],
        introduction=elements.get("introduction"),
        notice=_but(children, Element, Clause, Annex, Footnote),
        chapters=_of(children, Clause),
        annexes=_of(children, Annex),
        bibliography=elements.get("bibliography"),
        footnotes=_of(children, Footnote),
    )


def _of(children: Sequence[Any], *kinds: type) -> tuple[Any, ...]:
    return tuple(child for child in children if isinstance(child, kinds))


def _but(children: Sequence[Any], *kinds: type) -> tuple[Any, ...]:
    return tuple(child for child in children if not isinstance(child, kinds))
