"""changes.yaml: what is new since the edition that the document replaces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypeAlias

from gbdoc.read.context import Context
from gbdoc.read.nodes import Key
from gbdoc.read.yaml import Loaded, load


@dataclass(frozen=True, slots=True)
class Change:
    """One of the main technical changes: where it stands now, by id, and where it stood, as then numbered."""

    kind: Literal["added", "changed", "deleted"]
    text: str
    at: tuple[str, ...] = ()
    old: tuple[str, ...] = ()
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}


Changes: TypeAlias = tuple[Change, ...]


def read_changes(context: Context) -> Loaded[Changes] | None:
    """A document's changes.yaml; None where there is none, or, told, nothing of use in it."""
    path = f"{context.name}/changes.yaml"
    loaded = load(context, path, tuple[Change, ...]) if path in context.sources.files else None
    if loaded is not None:
        for keys, message in _faults(loaded.value):
            context.error(loaded.span(*keys), "changes", message)
    return loaded


def _faults(changes: Changes) -> Iterator[tuple[tuple[Key, ...], str]]:
    for index, change in enumerate(changes):
        if change.kind != "deleted" and not change.at:
            yield (index, "text"), "缺少 at：新增、更改的内容现在何处，写 id，如 at: [grid-code]"
        if change.kind == "deleted" and change.at:
            yield (index, "at"), "删除的内容没有 at，只写 old"
        if change.kind != "added" and not change.old:
            yield (index, "text"), "缺少 old：更改、删除的内容在旧版何处，如 old: [第4章, 5.1.1]"
        if change.kind == "added" and change.old:
            yield (index, "old"), "新增的内容没有 old，只写 at"
