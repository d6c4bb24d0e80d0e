"""What one reading of a standard leaves for the next: each of its files as it was read, with all that came of it.

A file is read apart from the others and joined to them: its findings, ids, footnotes, and what it asks of data tables. That gives
what reading it in its place gives, unless it shares an id or a footnote with a file before it; then it is read in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, TypeAlias, TypeVar, cast

from gbdoc.diagnostic import Diagnostic
from gbdoc.model import Footnote
from gbdoc.read.asked import Answer, Asked, NotedTables, Tables
from gbdoc.read.context import Context, Names
from gbdoc.source import Sources, Span

T = TypeVar("T")
Paths: TypeAlias = tuple[str, ...]


class Memory:
    """The files of one standard as they were last read."""

    def __init__(self) -> None:
        self._around: object = None
        self._read: Mapping[str, bytes | None] = {}
        self._pieces: dict[Paths, _Piece] = {}
        self._earlier: dict[Paths, _Piece] = {}
        self._answers: dict[int, tuple[object, Any]] = {}
        self._earlier_answers: dict[int, tuple[object, Any]] = {}

    def is_current(self, sources: Sources, name: str) -> bool:
        """Whether reading a standard would give what it gave the last time."""
        return _around(sources, name) == self._around and {path: sources.files.get(path) for path in self._read} == self._read

    def begin(self, sources: Sources, name: str) -> None:
        """A new reading; what it does not ask for is forgotten."""
        around = _around(sources, name)
        self._earlier = self._pieces if around == self._around else {}
        self._earlier_answers = self._answers
        self._around, self._read, self._pieces, self._answers = around, _own(sources, name), {}, {}

    def recall(self, paths: Paths, make: Callable[[Context], T], context: Context, names: Names | None = None) -> T:
        """What `make` reads from some files and from no others but those of data tables; `names` makes anchors meanwhile."""
        texts = tuple(context.sources.files.get(path) for path in paths)
        self._read = {**self._read, **dict(zip(paths, texts, strict=True))}
        before = dict(names.counts) if names else {}
        known = self._earlier.get(paths)
        if known is None or (known.texts, known.before) != (texts, before) or not known.has_same_answers(context):
            known = _read_apart(make, context, names, texts, before)
        if known.is_apart_from(context):
            self._pieces[paths] = known
            known.join(context, names)
            return cast(T, known.value)
        if names:
            names.counts = before
        return make(context)

    def of(self, node: object, question: Callable[[object], T]) -> T:
        """What a question says of a node; asked once, as long as each reading asks it of the same node."""
        known = self._earlier_answers.get(id(node))
        if known is None or known[0] is not node:
            known = node, question(node)
        self._answers[id(node)] = known
        return cast(T, known[1])


@dataclass(frozen=True)
class _Apart(Context):
    """The reading of one file by itself; `claimed` are all ids that it wanted."""

    claimed: set[str] = field(default_factory=set)

    def claim(self, name: str, span: Span) -> bool:
        self.claimed.add(name)
        return Context.claim(self, name, span)


class _Footnotes(dict[str, Footnote]):
    """The footnotes of one file; those of its tables and figures, which are taken out again, stay known by name."""

    def __init__(self) -> None:
        super().__init__()
        self.ever: set[str] = set()

    def __setitem__(self, name: str, footnote: Footnote) -> None:
        self.ever.add(name)
        super().__setitem__(name, footnote)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A file as it was read: from what, and all that came of it."""

    texts: tuple[bytes | None, ...]
    before: Mapping[str, int]  # the counts of the names
    value: Any
    after: Mapping[str, int]
    diagnostics: tuple[Diagnostic, ...]
    claimed: frozenset[str]
    ids: Mapping[str, Span]
    ever_footnotes: frozenset[str]
    footnotes: Mapping[str, Footnote]
    asked: tuple[tuple[Asked, Answer], ...]

    def has_same_answers(self, context: Context) -> bool:
        """Whether data tables say what they said; they are read, and what is wrong in them is told."""
        return all(identical(_tables(context).prepare(context, asked), answer) for asked, answer in self.asked)

    def is_apart_from(self, context: Context) -> bool:
        return context.ids.keys().isdisjoint(self.claimed) and context.footnotes.keys().isdisjoint(self.ever_footnotes)

    def join(self, context: Context, names: Names | None) -> None:
        """Let all that came of the file come of it here."""
        context.diagnostics.extend(self.diagnostics)
        context.ids.update(self.ids)
        context.footnotes.update(self.footnotes)
        if names:
            names.counts = dict(self.after)


def _read_apart(
    make: Callable[[Context], Any], context: Context, names: Names | None, texts: tuple[bytes | None, ...], before: Mapping[str, int]
) -> _Piece:
    footnotes = _Footnotes()
    asked: list[tuple[Asked, Answer]] = []
    tables = NotedTables(_tables(context), context, asked)
    apart = _Apart(context.sources, context.name, tables, footnotes=footnotes, footnote_scope=context.footnote_scope)
    value = make(apart)
    after = dict(names.counts) if names else {}
    found = tuple(apart.diagnostics), frozenset(apart.claimed), apart.ids, frozenset(footnotes.ever), dict(footnotes)
    return _Piece(texts, before, value, after, *found, tuple(asked))


def _tables(context: Context) -> Tables:
    """The data tables of a whole document."""
    return cast(Tables, context.tables)


# --- what a reading depends on -----------------------------------------------------------------


def _around(sources: Sources, name: str) -> object:
    """What every file of a standard may depend on: which files there are, and which of the pictures are empty."""
    return name, {path: path.endswith((".md", ".yaml")) or not data or data.isspace() for path, data in sources.files.items()}


def _own(sources: Sources, name: str) -> Mapping[str, bytes | None]:
    """The texts that a standard may depend on: its own, and the YAML of the whole library."""
    return {path: data for path, data in sources.files.items() if path.endswith(".yaml") or path.startswith(f"{name}/")}


def identical(one: Any, other: Any) -> bool:
    """Whether two values are equal in all that is in them, places too."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if is_dataclass(one):
        return all(identical(getattr(one, each.name), getattr(other, each.name)) for each in fields(one))
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(identical, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(map(identical, one.values(), other.values()))
    return bool(one == other)
