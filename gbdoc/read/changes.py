"""changes.yaml: what is new since the edition that the document replaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from gbdoc.atoms import parse_standard_number
from gbdoc.diagnostic import nearest
from gbdoc.read.context import Context
from gbdoc.read.nodes import Key, Node
from gbdoc.read.yaml import Loaded, load, named
from gbdoc.source import Passage, Span

EntryKind: TypeAlias = Literal["added", "changed", "deleted", "retitled", "split", "merged", "moved"]
EntryClass: TypeAlias = Literal["technical", "editorial", "structural", "reference"]
_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Baseline:
    """The edition compared with: a revision of git, or a file with its numbers and titles."""

    revision: str = ""
    file: str = ""
    number: str = ""
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: where it stands now, by id, and where it stood, as then numbered."""

    id: str = ""
    kind: EntryKind | None = None
    category: Annotated[EntryClass, named("class")] = "technical"
    at: tuple[str, ...] = ()
    old: tuple[str, ...] = ()
    text: str = ""
    reason: str = ""
    comments: tuple[str, ...] = ()
    __pydantic_config__: ClassVar[Any] = _STRICT

    @property
    def verb(self) -> EntryKind:
        """Its kind; where the author gave none, by where it stands and stood."""
        return self.kind or ("changed" if self.at and self.old else "deleted" if self.old else "added")


@dataclass(frozen=True, slots=True)
class Changes:
    """The whole of changes.yaml; `renamed` gives the former id of what has another."""

    entries: tuple[Entry, ...] = ()
    baseline: Baseline | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True)
class ChangeList:
    """changes.yaml with its places, whether it is written as a mapping or, as it was at first, as the bare list of its entries."""

    value: Changes
    loaded: Loaded[Any]

    @property
    def path(self) -> str:
        """Where it is, below content/."""
        return self.loaded.path

    @property
    def root(self) -> Node:
        """The tree of the file."""
        return self.loaded.root

    @property
    def is_bare(self) -> bool:
        """Whether the file is the bare list of its entries."""
        return not isinstance(self.loaded.value, Changes)

    @property
    def technical(self) -> tuple[tuple[int, Entry], ...]:
        """The entries that the foreword lists, each with its place in the file; one without words, which is told, says nothing."""
        return tuple((index, entry) for index, entry in enumerate(self.value.entries) if entry.category == "technical" and entry.text)

    def passage(self, *keys: Key) -> Passage:
        """The text of a value of an entry."""
        return self.loaded.passage(*self._way(keys))

    def span(self, *keys: Key) -> Span:
        """The place of a value: `span(3, "at")` of an entry's, `span("baseline")` of one of the file."""
        return self.loaded.span(*self._way(keys))

    def _way(self, keys: tuple[Key, ...]) -> tuple[Key, ...]:
        return ("entries", *keys) if keys and isinstance(keys[0], int) and not self.is_bare else keys


def read_changes(context: Context) -> ChangeList | None:
    """A document's changes.yaml; None where there is none, or, told, nothing of use in it."""
    path = f"{context.name}/changes.yaml"
    if path not in context.sources.files:
        return None
    listed = _bare(context, path) if _BARE.match(context.sources.files[path]) else _whole(context, path)
    if listed is not None:
        for keys, message in _faults(listed, context):
            context.error(listed.span(*keys), "changes", message)
    return listed


_BARE = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\r\n]*|---)?\r?\n)*[ \t]*(?:-[ \t\r\n]|\[)")


def _bare(context: Context, path: str) -> ChangeList | None:
    loaded = load(context, path, tuple[Entry, ...])
    return ChangeList(Changes(loaded.value), loaded) if loaded else None


def _whole(context: Context, path: str) -> ChangeList | None:
    loaded = load(context, path, Changes)
    return ChangeList(loaded.value, loaded) if loaded else None


# --- what must hold --------------------------------------------------------------------------

Fault: TypeAlias = tuple[tuple[Key, ...], str]


def _faults(listed: ChangeList, context: Context) -> Iterator[Fault]:
    if listed.value.baseline:
        yield from _baseline_faults(listed.value.baseline, context, listed.path)
    seen: dict[str, int] = {}
    for index, entry in enumerate(listed.value.entries):
        if entry.id and seen.setdefault(entry.id, index) != index:
            line = listed.span(seen[entry.id], "id").line
            yield (index, "id"), f"id {entry.id} 重复，第 {line} 行已有，请改一个"
        yield from _entry_faults(index, entry)


def _baseline_faults(baseline: Baseline, context: Context, path: str) -> Iterator[Fault]:
    if bool(baseline.revision) == bool(baseline.file):
        yield ("baseline",), "baseline 写 revision 或 file 之一：旧版在 git 中写 revision，不在写 file"
    number = parse_standard_number(baseline.number)
    if baseline.number and (number is None or not number.year):
        yield ("baseline", "number"), "旧版的编号要带年份，如 DB21/T 1234—2018"
    if baseline.file and context.sources.locate(path, baseline.file) not in context.sources.files:
        known = (other.removeprefix(f"{context.name}/") for other in context.sources.files if other.count("/") > 1)
        yield ("baseline", "file"), f"找不到文件 {baseline.file}{nearest(baseline.file, known)}"


def _entry_faults(index: int, entry: Entry) -> Iterator[Fault]:
    if entry.category != "technical":
        if not entry.at and not entry.old:
            yield (index,), "缺少 at 或 old：说的是何处，写现在的 id 或旧版的编号"
        return
    told = (index, "text")
    if entry.verb == "moved":
        yield (index, "kind"), "只是移动的内容属于结构调整，不列入前言；加 class: structural"
        return
    if not entry.text:
        yield told, "缺少 text：印在前言中的话，如 text: 更改了绝缘电阻的限值"
    if entry.verb != "deleted" and not entry.at:
        yield told, "缺少 at：新增、更改的内容现在何处，写 id，如 at: [grid-code]"
    if entry.verb == "deleted" and entry.at:
        yield (index, "at"), "删除的内容没有 at，只写 old"
    if entry.verb != "added" and not entry.old:
        yield told, "缺少 old：更改、删除的内容在旧版何处，如 old: [第4章, 5.1.1]"
    if entry.verb == "added" and entry.old:
        yield (index, "old"), "新增的内容没有 old，只写 at"
    if entry.verb == "split" and len(entry.at) == 1:
        yield (index, "at"), "拆分的内容在 at 中列出拆成的各处"
    if entry.verb == "merged" and len(entry.old) == 1:
        yield (index, "old"), "合并的内容在 old 中列出原来的各处"
