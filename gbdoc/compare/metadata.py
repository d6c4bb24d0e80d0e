"""What standard.yaml says of a document: each field that is another is one change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from gbdoc.change import Category, Change, Op, Place, Reason
from gbdoc.compare.context import Context
from gbdoc.model import Adoption, Contents, Metadata, Replaced, Title
from gbdoc.resolve import ResolvedDocument

_LAYOUT = ("contents", "fonts", "measures", "severities", "syntax")  # how it is printed and checked, not what it says
_TECHNICAL = ("function", "adoption")


def metadata_changes(context: Context) -> Iterator[Change]:
    """The fields of metadata that are others, in their order in standard.yaml's model."""
    old, new = context.old.resolved, context.new.resolved
    before, after = old.document.metadata, new.document.metadata
    for field in fields(Metadata):
        words = _words(getattr(before, field.name)), _words(getattr(after, field.name))
        if words[0] != words[1]:
            ops: list[Op] = [(sign, text) for sign, text in (("-", words[0]), ("+", words[1])) if text]  # type: ignore[misc]
            reason = Reason("metadata", *words)
            places = _place(old, field.name), _place(new, field.name)
            yield Change("", "metadata", _category(field.name), (reason,), *places, ops=tuple(ops), name=field.name)


def _category(name: str) -> Category:
    return "markup" if name in _LAYOUT else "technical" if name in _TECHNICAL else "editorial"


def _place(resolved: ResolvedDocument, name: str) -> Place:
    document = resolved.document
    span = document.spans.get(name, document.span)
    return Place("", "metadata", "", "", span.path, span.line)


def _words(value: Any) -> str:
    """A value of metadata in words."""
    match value:
        case None:
            return ""
        case Title():
            return "　".join(part for part in (value.leading, value.main, value.supplementary) if part)
        case Replaced():
            return f"{value.number} {value.title}".strip() + ("（部分代替）" if value.partly else "")
        case Contents():
            return "、".join((f"条到第{value.depth}层", *(["图"] if value.figures else []), *(["表"] if value.tables else [])))
        case Adoption():
            return f"{value.number} {value.title} {value.degree}"
        case tuple():
            return "、".join(_words(each) for each in value)
        case dict():
            return "、".join(f"{key}: {each}" for key, each in sorted(value.items()))
        case str():
            return value
    return "、".join(f"{field.name}: {getattr(value, field.name)}" for field in fields(value))
