"""Revisions laid open: what a clause was in each of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from gbdoc import git
from gbdoc.compare.likeness import likeness
from gbdoc.git import Commit
from gbdoc.load import survey_commit
from gbdoc.model import Document, Figure, FootnoteReference, walk
from gbdoc.number import Labels, number
from gbdoc.read.context import RESERVED
from gbdoc.read.read import read
from gbdoc.resolve.wording import place

_LIKE = 0.75  # from here on what vanished and what appeared are one thing under another id

Blobs: TypeAlias = Mapping[str, str]  # path below content/ -> the hash of what is in it


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as one revision has it; None, with the fault, where it cannot be read."""

    document: Document | None
    labels: Labels
    fault: str
    blobs: Blobs


@dataclass(frozen=True)
class Found:
    """A clause, or whatever else has the anchor, in one revision."""

    name: str
    anchor: str
    node: Any
    opened: Opened = field(repr=False)

    @property
    def id(self) -> str:
        """The author's id; empty where the anchor was made."""
        return "" if "." in self.anchor else self.anchor

    @property
    def number(self) -> str:
        """Its number as a reference would be worded: 第6章, 6.3, 表2, 5.2第二段; empty where it has none."""
        return place(self.anchor, self.opened.labels) if self.anchor in self.opened.labels else ""

    @property
    def title(self) -> str:
        return self.opened.labels[self.anchor].title if self.anchor in self.opened.labels else ""

    @property
    def path(self) -> str:
        return str(self.node.span.path)

    @property
    def line(self) -> int:
        return int(self.node.span.line)

    @cached_property
    def content(self) -> str:
        """All its words and what they are, without anchors, places and numbers."""
        return "\n".join(_content(self.node, self.opened))

    @cached_property
    def words(self) -> str:
        """Its words alone."""
        return "".join(re.sub(r"^\w+\(|\)$", "", line) for line in self.content.split("\n"))

    def same(self, other: Found) -> bool:
        return (self.content, self.id, self.path) == (other.content, other.id, other.path)


def _content(root: object, opened: Opened) -> Iterator[str]:
    for node in walk(root, object):
        if words := "|".join(_leaves(node)):
            yield f"{type(node).__name__}({words})"
        if isinstance(node, FootnoteReference) and opened.document:
            yield from (line for note in opened.document.footnotes if note.anchor == node.target for line in _content(note.blocks, opened))
        if isinstance(node, Figure):
            yield f"{opened.blobs.get(node.file, '')}{node.diagram or ''}"


_PLACES = ("anchor", "data", "file")  # where something stands or was taken from


def _leaves(node: object) -> Iterator[str]:
    for name in getattr(node, "__dataclass_fields__", ()):
        value = getattr(node, name)
        if name in _PLACES or (name == "target" and isinstance(node, FootnoteReference)):
            continue
        if isinstance(value, str) or (isinstance(value, bool | int | float) and value):
            yield str(value)
        elif isinstance(value, tuple) and value and all(isinstance(each, str) for each in value):
            yield "、".join(value)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Under which name and anchor something is to be looked for in a commit, and in which file it is, if that is known."""

    name: str
    anchor: str
    path: str


@dataclass(frozen=True)
class Past:
    """The revisions of one history, each read when it is first asked for."""

    repository: git.Repository
    commits: Mapping[str, Commit]
    _blobs: dict[str, Blobs] = field(default_factory=dict, repr=False)
    _texts: dict[str, bytes] = field(default_factory=dict, repr=False)
    _opened: dict[tuple[object, ...], Opened] = field(default_factory=dict, repr=False)

    def find(self, commit: str, name: str, anchor: str) -> Found | None:
        """What has an anchor in a document of a revision."""
        opened = self._open(commit, name)
        nodes = (node for node in walk(opened.document, object) if getattr(node, "anchor", "") == anchor) if opened.document else iter(())
        node = next(nodes, None)
        return Found(name, anchor, node, opened) if node is not None else None

    def likest(self, commit: str, name: str, wanted: Found, others: Collection[str]) -> Found | None:
        """What is nearly `wanted` among the things of its kind whose anchor is made, or is not among `others`."""
        opened = self._open(commit, name)
        nodes = walk(opened.document, type(wanted.node)) if opened.document else iter(())
        free = (node for node in nodes if node.anchor and ("." in node.anchor or node.anchor not in others))
        found = [Found(name, node.anchor, node, opened) for node in free]
        scored = [(likeness(each.words, wanted.words, _LIKE), each.anchor == wanted.anchor, -rank) for rank, each in enumerate(found)]
        best = max(scored, default=(0.0, False, 0))
        return found[-best[2]] if best[0] >= _LIKE else None

    def anchors(self, commit: str, name: str) -> Collection[str]:
        """The anchors of a document in a revision."""
        return self._open(commit, name).labels.keys()

    def fault(self, commit: str, name: str) -> str:
        """Why a document that is there cannot be read in a revision."""
        return self._open(commit, name).fault

    def readable(self, commit: str, name: str) -> str | None:
        """The commit, or the nearest before it that can be read."""
        while self.fault(commit, name):
            parents = self.commits[commit].parents
            if not parents:
                return None
            commit = parents[0]
        return commit

    def names_before(self, commit: str, after: str, name: str) -> Sequence[str]:
        """What a document may have been called before: as now, else as one that is gone since."""
        known = self._names(commit)
        return (name,) if name in known else tuple(sorted(known - self._names(after)))

    def untouched(self, commit: Commit, sought: Wanted) -> bool:
        """Whether all that something is made of is in a commit as in one of its parents."""
        if "." in sought.anchor or not sought.path:
            return False
        new = self._ingredients(commit.hash, sought)
        return any(new == self._ingredients(parent, sought) for parent in commit.parents)

    def _ingredients(self, commit: str, sought: Wanted) -> Mapping[str, str | bytes]:
        """What something in the file `path` may be made of: its own lines there, and the files that they may draw on."""
        path, own = sought.path.removeprefix("content/"), self._own(commit, sought.name)
        text = next(self._texts_of([own[path]] if path in own else []), b"")
        section = _section(text, sought.anchor)
        needed = {path, f"{sought.name}/standard.yaml"}
        if path.endswith(".yaml"):
            needed |= {each for each in own if each.startswith(f"{sought.name}/") and each.count("/") == 1 and each.endswith(".yaml")}
        if re.search(rb"\[=|:data:|:::\{system-", section or text) or path.endswith("/standard.yaml"):
            needed |= {each for each in own if each.endswith(".yaml")}
        if re.search(rb":file:|figure:", section or text):
            needed |= {each for each in own if not each.endswith((".yaml", ".md"))}
        blobs = {each: own[each] for each in needed if each in own}
        return {**blobs, path: section} if section else blobs

    def unknown(self, commit: Commit, sought: Wanted) -> bool:
        """Whether an id is written nowhere in a commit and its parents."""
        if "." in sought.anchor or sought.anchor in RESERVED:
            return False
        return not any(self._mentions(each, sought) for each in (commit.hash, *commit.parents))

    def _mentions(self, commit: str, sought: Wanted) -> bool:
        blobs = self._own(commit, sought.name) if sought.name in self._names(commit) else self._files(commit)
        written = [blob for path, blob in blobs.items() if path.endswith((".md", ".yaml"))]
        return any(sought.anchor.encode() in text for text in self._texts_of(written))

    def _texts_of(self, blobs: Collection[str]) -> Iterator[bytes]:
        self._texts.update(git.contents(self.repository, [blob for blob in blobs if blob not in self._texts]))
        return (self._texts[blob] for blob in blobs)

    def _open(self, commit: str, name: str) -> Opened:
        """A document of a revision; read once for all revisions in which its files are the same."""
        blobs = self._own(commit, name)
        key = (name, *sorted(blobs.items()))
        if key not in self._opened:
            self._opened[key] = self._read(commit, name, blobs)
        return self._opened[key]

    def _read(self, commit: str, name: str, blobs: Blobs) -> Opened:
        if f"{name}/standard.yaml" not in blobs:
            return Opened(None, {}, "", blobs)
        draft = read(survey_commit(self.repository, commit)[0], name)
        if draft.document is None:
            told = draft.diagnostics[0]
            return Opened(None, {}, f"{told.span.path}:{told.span.line}：{told.message}", blobs)
        return Opened(draft.document, number(draft.document), "", blobs)

    def _own(self, commit: str, name: str) -> Blobs:
        """The files that a document may be made of: its own, those of no document, and what the others say of themselves."""
        others = self._names(commit) - {name}
        blobs = self._files(commit)
        return {path: blob for path, blob in blobs.items() if path.split("/")[0] not in others or path.endswith("/standard.yaml")}

    def _names(self, commit: str) -> frozenset[str]:
        return frozenset(path.split("/")[0] for path in self._files(commit) if re.fullmatch(r"[^/]+/standard\.yaml", path))

    def _files(self, commit: str) -> Blobs:
        if commit not in self._blobs:
            entries = git.files_at(self.repository, commit)
            self._blobs[commit] = {entry.path.removeprefix("content/"): entry.blob for entry in entries}
        return self._blobs[commit]


def _section(text: bytes, anchor: str) -> bytes:
    """The lines of a clause, table or figure with an id; nothing where they cannot be told, or have footnotes that stand elsewhere."""
    opening = re.search(rb"^(#{1,6}(?!#)|:{3,}\{)[^\n]*\{#" + re.escape(anchor.encode()) + rb"\}[ \r]*$", text, re.MULTILINE)
    if opening is None:
        return b""
    level = len(opening[1])
    closing = rb"^:{%d}[ \r]*$" % (level - 1) if opening[1].startswith(b":") else rb"^#{1,%d}(?!#)" % level
    following = re.compile(closing, re.MULTILINE).search(text, opening.end())
    section = text[opening.start() : following.start() if following else len(text)]
    return b"" if b"[^" in section and opening[1].startswith(b"#") else section
