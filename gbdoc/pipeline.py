"""The stages in order: from sources to resolved documents, ready to be written. Read this first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from gbdoc.diagnostic import Diagnostic, in_order
from gbdoc.number import number
from gbdoc.read.read import Draft, read
from gbdoc.resolve import ResolvedDocument, Shelf, ShelfEntry, resolve
from gbdoc.source import Sources
from gbdoc.waiver import Waiver, waive


@dataclass(frozen=True, slots=True)
class Compiled:
    """A standard with its numbers and references; `resolved` is None where its sources make no document.

    What waivers cover is not among the findings; `idle` are the waivers that have covered nothing yet.
    """

    name: str
    resolved: ResolvedDocument | None
    diagnostics: tuple[Diagnostic, ...]
    idle: tuple[Waiver, ...] = ()


def compile_library(sources: Sources) -> tuple[Compiled, ...]:
    """Take the standards of a library from their sources to resolved documents.

    Every standard is read and numbered by itself, and put on the shelf; then each is resolved
    with the whole shelf at hand, so that standards may cite each other in circles.
    """
    drafts = {name: read(sources, name) for name in sources.names}
    shelf = {name: ShelfEntry(draft.document.metadata, number(draft.document)) for name, draft in drafts.items() if draft.document}
    unread = drafts.keys() - shelf.keys()
    return tuple(compile_draft(name, draft, shelf, unread) for name, draft in drafts.items())


def compile_draft(name: str, draft: Draft, shelf: Shelf, unread: Collection[str]) -> Compiled:
    """Resolve a standard that was read, with the whole shelf at hand, and take out the findings that its waivers cover."""
    if draft.document is None:
        return Compiled(name, None, in_order(draft.diagnostics))
    resolved, findings = resolve(draft.document, shelf, unread)
    told = waive(in_order((*draft.diagnostics, *findings)), draft.document.waivers)
    return Compiled(name, resolved, told.diagnostics, told.idle)
