"""Nodes of the old revision under names of their own, so that they can stand in one document with those of the new one.

Whatever an old node is called or refers to by name gets a `~` in front: anchors, targets, keys, files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from gbdoc.change import EARLIER
from gbdoc.model import (
    Citation,
    Deleted,
    Emphasis,
    Figure,
    FootnoteReference,
    IndexEntry,
    IndexMark,
    Inline,
    Link,
    ReferenceEntry,
    Restyled,
    SiblingCitation,
    Strong,
    Xref,
)
from gbdoc.source import Span

Node = TypeVar("Node")

_NAMES: dict[type, tuple[str, ...]] = {
    Xref: ("target",),
    FootnoteReference: ("target",),
    Citation: ("key",),
    ReferenceEntry: ("key",),
    Figure: ("file",),
    IndexEntry: ("targets",),
}


def earlier(node: Node, document: str) -> Node:
    """A node of the old revision of the named document, under its names of then."""
    mapped: Node = _mapped(node, lambda name: f"{EARLIER}{name}" if name else "", document)
    return mapped


def with_earlier(inlines: tuple[Inline, ...], document: str) -> tuple[Inline, ...]:
    """A woven text, what is of the old revision in it under its names of then."""
    return tuple(_with_earlier(inline, document) for inline in inlines)


def _with_earlier(inline: Inline, document: str) -> Inline:
    match inline:
        case Deleted():
            return replace(inline, inlines=earlier(inline.inlines, document))
        case Restyled():
            return replace(inline, old=earlier(inline.old, document))
        case Emphasis() | Strong() | Link() | IndexMark():
            return replace(inline, inlines=with_earlier(inline.inlines, document))
    return inline


def restored(node: Node, document: str) -> Node:
    """The node that `earlier` was given."""
    mapped: Node = _mapped(node, lambda name: name.removeprefix(EARLIER), document)
    return mapped


def _mapped(node: Any, rename: Callable[[str], str], document: str) -> Any:
    if isinstance(node, tuple):
        return tuple([_mapped(each, rename, document) for each in node])
    if not is_dataclass(node) or isinstance(node, Span | type):
        return node
    values = {name: _mapped(getattr(node, name), rename, document) for name in _fields(type(node))}
    values |= {name: _renamed(getattr(node, name), rename) for name in _names(node, document)}
    return replace(node, **values)


def _names(node: Any, document: str) -> tuple[str, ...]:
    """The fields of a node that name something."""
    anchor = ("anchor",) if hasattr(node, "anchor") else ()
    if isinstance(node, SiblingCitation):  # places in other documents keep their names, on the shelf of then
        return ("targets",) if node.document == document else ("document",)
    return (*anchor, *_NAMES.get(type(node), ()))


def _renamed(value: str | tuple[str, ...], rename: Callable[[str], str]) -> str | tuple[str, ...]:
    return rename(value) if isinstance(value, str) else tuple(map(rename, value))


@cache
def _fields(cls: type) -> tuple[str, ...]:
    """The fields of a class that may hold nodes."""
    return tuple(field.name for field in fields(cls) if "span" not in field.name and field.name not in ("pieces", "anchor"))
