"""Which edition of a document a citation names, and the order of such editions in a list (8.6.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from gbdoc.atoms import natural, parse_standard_number
from gbdoc.model import Citation, Document, Reference, ReferenceEntry, SiblingCitation
from gbdoc.resolve.shelf import Shelf
from gbdoc.source import Span

Registry: TypeAlias = Mapping[str, Reference]
UNKNOWN_YEAR = "XXXX"


@dataclass(frozen=True, slots=True)
class Edition:
    """What a line of chapter 2 or of 参考文献 lists: a document, one dated edition of it, or all its parts."""

    key: str  # in references.yaml, or the name of one of our documents
    year: str | None
    all_parts: bool

    def entry(self, list_anchor: str, span: Span) -> ReferenceEntry:
        """The line of this edition in the list with the given anchor."""
        mark = ".all" if self.all_parts else f".{self.year}" if self.year else ""
        return ReferenceEntry(f"{list_anchor}.{self.key}{mark}", self.key, self.year, self.all_parts, span)


def edition(citation: Citation, registry: Registry) -> Edition:
    """What a citation of somebody else's document names; a standard is dated where a place in it is named (9.5.4.1.1)."""
    reference = registry.get(citation.key)
    undated = citation.all_parts or (citation.year is None and not citation.place)
    if undated or (reference and reference.kind != "standard"):
        return Edition(citation.key, None, citation.all_parts)
    return Edition(citation.key, citation.year or (reference and reference.year) or UNKNOWN_YEAR, False)


def sibling_edition(citation: SiblingCitation, shelf: Shelf) -> Edition:
    """What a citation of one of our documents names."""
    entry = shelf.get(citation.document)
    return Edition(citation.document, entry.metadata.year if entry and citation.dated else None, False)


Order: TypeAlias = tuple[object, ...]
_RANKS = {"national": 0, "sector": 1, "local": 3, "group": 3, "international": 4, "other": 5}
_OWN_REGION, _LITERATURE = 2, 6


def order(listed: Edition, document: Document, shelf: Shelf) -> Order:
    """What the lines of a list are sorted by (8.6.3); documents that are no standards come last, in the order given."""
    number = _number(listed, document, shelf)
    if not number:
        return (_LITERATURE,)
    parsed = parse_standard_number(number)
    when = (listed.year is not None, listed.year or "", listed.all_parts)
    if parsed is None:
        return (_RANKS["other"], number, natural(number), "", when)
    rank = _RANKS[parsed.origin]
    if parsed.origin == "local" and document.metadata.kind == "local" and parsed.code[:4] == document.metadata.code[:4]:
        rank = _OWN_REGION
    # National and ISO/IEC documents go by serial number whatever their code; all others by code first.
    code = "" if parsed.origin in ("national", "international") else parsed.code
    return (rank, code, parsed.order, parsed.code, when)


def _number(listed: Edition, document: Document, shelf: Shelf) -> str:
    if listed.key in shelf:
        return shelf[listed.key].metadata.undated_number
    reference = document.registry.get(listed.key)
    return reference.number if reference and reference.kind == "standard" else ""
