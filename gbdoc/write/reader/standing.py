"""How the documents that a standard cites stand: 现行, 被代替, 待核实; and what our own are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gbdoc.atoms import dated
from gbdoc.model import Citation, Reference, ReferenceEntry, SiblingCitation
from gbdoc.resolve import ResolvedDocument
from gbdoc.resolve.citations import entries
from gbdoc.write.reader import wording


@dataclass(frozen=True, slots=True)
class Standing:
    """How a listed document stands: a name for style sheets, and the words."""

    name: str
    words: str


def standings(resolved: ResolvedDocument) -> Mapping[str, Standing]:
    """How each document of chapter 2 and of 参考文献 stands, by the anchor of its line; laws, books and pages are in no such state."""
    found = ((entry.anchor, _standing(entry, resolved)) for entry in entries(resolved.document))
    return {anchor: standing for anchor, standing in found if standing}


def siblings(resolved: ResolvedDocument) -> Mapping[str, tuple[str, str]]:
    """What stands behind each address in another of our documents: the document, and the place in it; empty for the whole."""
    return dict(_siblings(resolved))


def _standing(entry: ReferenceEntry, resolved: ResolvedDocument) -> Standing | None:
    if entry.key in resolved.shelf:
        return Standing("own", resolved.shelf[entry.key].metadata.stage or wording.PUBLISHED)
    reference = resolved.document.registry.get(entry.key)
    return _of_reference(reference, resolved) if reference and reference.kind == "standard" else None


def _of_reference(reference: Reference, resolved: ResolvedDocument) -> Standing:
    later = resolved.document.registry.get(reference.replaced_by)
    match reference.status:
        case "superseded":
            return Standing("superseded", wording.superseded(_number(later)))
        case "withdrawn":
            return Standing("superseded", wording.WITHDRAWN)
        case "draft":
            return Standing("unknown", wording.DRAFT)
        case "current" if reference.verified:
            return Standing("current", wording.current(reference.checked))
        case _:
            return Standing("unknown", wording.UNKNOWN)


def _number(reference: Reference | None) -> str:
    if reference is None:
        return ""
    return dated(reference.number, reference.year) if reference.year else reference.number


def _siblings(resolved: ResolvedDocument) -> Iterator[tuple[str, tuple[str, str]]]:
    for each in resolved.citations:
        if isinstance(each.citation, Citation):
            continue
        entry = resolved.shelf[each.citation.document]
        title = f"{entry.metadata.undated_number}{wording.EM}{entry.metadata.full_title}"
        for address, anchor in _addresses(each.citation):
            label = entry.labels.get(anchor)
            yield address, (title, f"{label.number}{wording.EM}{label.title}".strip(wording.EM) if label else "")


def _addresses(citation: SiblingCitation) -> Iterator[tuple[str, str]]:
    page = f"{citation.document}.html"
    yield page, ""
    for target in citation.targets:
        yield f"{page}#{target}", target
