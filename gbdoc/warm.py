"""The stages again and again for sources that change little: what comes out is what the pipeline gives, and only what changed is done anew.

Three things are kept between two rounds: files as they were read (`read/memory.py`), standards that nothing around them has changed,
and divisions as they were printed (`write/kept.py`). Each says itself why it may be used again.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from gbdoc.number import number
from gbdoc.pipeline import Compiled, compile_draft
from gbdoc.read.memory import Memory
from gbdoc.read.read import Draft, read
from gbdoc.resolve import ResolvedDocument, Shelf, ShelfEntry
from gbdoc.source import Sources
from gbdoc.write.html import Templates, write_html
from gbdoc.write.kept import Kept


@dataclass(frozen=True, slots=True)
class _Round:
    """A standard as it was last compiled, and beside which others."""

    draft: Draft
    shelf: Shelf
    unread: frozenset[str]
    compiled: Compiled


class Warm:
    """Compiles and prints one library as it changes; not to be used by two threads at once."""

    def __init__(self) -> None:
        self._memories: dict[str, Memory] = {}
        self._drafts: dict[str, Draft] = {}
        self._shelf: dict[str, ShelfEntry] = {}
        self._rounds: dict[str, _Round] = {}
        self._kept: dict[str, Kept] = {}

    def compile(self, sources: Sources) -> tuple[Compiled, ...]:
        """What `compile_library` gives; a standard that comes out as before is the very same object."""
        with _uncollected():
            drafts = {name: self._draft(sources, name) for name in sources.names}
            self._shelf = {name: self._entry(name, draft) for name, draft in drafts.items() if draft.document}
            self._memories = {name: self._memories[name] for name in drafts}
            unread = frozenset(drafts.keys() - self._shelf.keys())
            self._rounds = {name: self._round(name, draft, unread) for name, draft in drafts.items()}
            self._drafts = drafts
            self._kept = {name: kept for name, kept in self._kept.items() if name in drafts}
            return tuple(each.compiled for each in self._rounds.values())

    def html(self, resolved: ResolvedDocument, templates: Templates, sources: Sources) -> str:
        """What `write_html` gives."""
        with _uncollected():
            kept = self._kept.setdefault(resolved.document.name, Kept())
            return write_html(resolved, templates, sources, kept)

    def _draft(self, sources: Sources, name: str) -> Draft:
        memory = self._memories.setdefault(name, Memory())
        if name in self._drafts and memory.is_current(sources, name):
            return self._drafts[name]
        self._drafts.pop(name, None)  # should reading fail, it is not taken for what the memory knows
        return read(sources, name, memory)

    def _entry(self, name: str, draft: Draft) -> ShelfEntry:
        assert draft.document
        if draft is self._drafts.get(name):
            return self._shelf[name]
        return ShelfEntry(draft.document.metadata, number(draft.document))

    def _round(self, name: str, draft: Draft, unread: frozenset[str]) -> _Round:
        known = self._rounds.get(name)
        if known is None or known.draft is not draft or known.unread != unread or known.shelf != self._shelf:
            return _Round(draft, self._shelf, unread, compile_draft(name, draft, self._shelf, unread))
        if all(known.shelf[other] is entry for other, entry in self._shelf.items()):
            return known
        # The others say what they said, but elsewhere in their files.
        resolved = replace(known.compiled.resolved, shelf=self._shelf) if known.compiled.resolved else None
        return replace(known, shelf=self._shelf, compiled=replace(known.compiled, resolved=resolved))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles, which would look through all that is kept; it has its turn when the page is out."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
