"""Document and Shelf -> ResolvedDocument: references checked and worded, chapter 2, 参考文献 and the index compiled."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from gbdoc.diagnostic import Diagnostic
from gbdoc.model import Citation, Document, ReferenceEntry, SiblingCitation, TermSource, Xref
from gbdoc.number import Label, Labels, number
from gbdoc.resolve import findings, wording
from gbdoc.resolve.citations import Cited, cited, compile_lists, entries
from gbdoc.resolve.index import make_index
from gbdoc.resolve.lines import Edition, edition
from gbdoc.resolve.runs import runs
from gbdoc.resolve.shelf import Shelf, ShelfEntry

__all__ = ["Cited", "Edition", "ResolvedDocument", "Shelf", "ShelfEntry", "Stretch", "resolve"]


class Anchored(Protocol):
    """Whatever has an anchor: a block, a clause, an item, an entry."""

    @property
    def anchor(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a citation, and where they lead; nowhere where the address is empty."""

    words: str
    address: str


@dataclass(frozen=True)
class ResolvedDocument:
    """A document with its compiled lists, its numbers, and the words of its references."""

    document: Document
    labels: Labels
    shelf: Shelf
    citations: tuple[Cited, ...]

    def label(self, node: Anchored) -> Label:
        """The label of a node; its `str()` is the number."""
        return self.labels[node.anchor]

    def place(self, anchor: str) -> str:
        """A place of the document in words: 第6章, 6.3列项的第二项."""
        return wording.place(anchor, self.labels)

    def words(self, reference: Xref | SiblingCitation | Citation) -> str:
        """A reference as it is printed, the author's own words kept; a dangling one prints 【?id】."""
        match reference:
            case Xref():
                return wording.xref_words(reference, self.labels)
            case SiblingCitation():
                return wording.sibling_words(reference, self.document, self.labels, self.shelf)
            case Citation():
                return wording.citation_words(reference, self.document)

    def source_words(self, source: TermSource) -> str:
        """[来源：GB/T 37043—2018，2.1，有修改]"""
        return wording.source_words(source, self.document, self.shelf)

    def entry_words(self, entry: ReferenceEntry) -> str:
        """The line of chapter 2 or of 参考文献: number, one em, title."""
        in_bibliography = bool(self.labels[entry.anchor].number)
        return wording.entry_words(entry, self.document, self.shelf, in_bibliography)

    def href(self, reference: Xref | SiblingCitation | Citation, suffix: str = ".html") -> str:
        """Where a reference leads: #anchor, urban-management.html#grid, or a citation's line in a list; empty where nowhere."""
        match reference:
            case Xref():
                return f"#{reference.target}" if reference.target in self.labels else ""
            case SiblingCitation():
                return self._sibling_href(reference, suffix)
            case Citation():
                anchor = self._lines.get(edition(reference, self.document.registry)) or self._lines_by_key.get(reference.key)
                return f"#{anchor}" if anchor else ""

    def stretches(self, citation: SiblingCitation, suffix: str = ".html") -> tuple[Stretch, ...]:
        """The words of a citation of several places, each with its own address; none for any other, which is one link."""
        entry = self.shelf.get(citation.document)
        own = citation.document == self.document.name
        if own or entry is None or citation.inlines or len(citation.targets) < 2 or not entry.labels.keys() >= {*citation.targets}:
            return ()
        page = f"{citation.document}{suffix}"
        parts = wording.sibling_parts(self.words(citation), citation, entry.labels)
        return tuple(Stretch(words, "" if target is None else f"{page}#{target}" if target else page) for words, target in parts)

    def _sibling_href(self, citation: SiblingCitation, suffix: str) -> str:
        own = citation.document == self.document.name
        if not own and citation.document not in self.shelf:
            return ""
        labels = self.labels if own else self.shelf[citation.document].labels
        page = "" if own else f"{citation.document}{suffix}"
        return f"{page}#{citation.targets[0]}" if citation.targets and citation.targets[0] in labels else page

    @cached_property
    def _lines(self) -> Mapping[Edition, str]:
        """The anchors of the lines of chapter 2 and of 参考文献; chapter 2 wins."""
        lines = reversed(entries(self.document))
        return {Edition(line.key, line.year, line.all_parts): line.anchor for line in lines}

    @cached_property
    def _lines_by_key(self) -> Mapping[str, str]:
        return {listed.key: anchor for listed, anchor in self._lines.items()}


def resolve(document: Document, shelf: Shelf, unread: Collection[str] = ()) -> tuple[ResolvedDocument, tuple[Diagnostic, ...]]:
    """The document with all its references resolved, and what is wrong with them.

    `unread` names documents whose sources make no document; references into them are not told again.
    """
    stretches = tuple(runs(document))
    citations = tuple(cited(stretches, document, shelf))
    compiled = replace(compile_lists(citations, document, shelf), index=make_index(document, stretches))
    labels = number(compiled)
    references = [reference for run in stretches for reference in run.references]
    told = (
        *findings.dangling(references, document, labels, shelf, unread),
        *findings.unfit(citations, document),
        *findings.unlisted(compiled, shelf),
    )
    return ResolvedDocument(compiled, labels, shelf, citations), told
