"""Where figures, tables, formulas, annexes, terms and listed documents are mentioned, for the line behind each that leads back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from gbdoc.model import TermEntry, Xref, plain, walk
from gbdoc.resolve import ResolvedDocument
from gbdoc.resolve.citations import entries
from gbdoc.resolve.runs import runs
from gbdoc.write.reader.passages import Passage

_MENTIONED = ("table", "figure", "formula", "annex", "term")
_PARTS = ("row", "subfigure")  # who mentions these mentions what they are part of


def mentions(passages: Iterable[Passage], resolved: ResolvedDocument) -> Mapping[str, tuple[str, ...]]:
    """The anchors of the divisions and term entries that mention something, in reading order, by the anchor of what they mention."""
    order = {anchor: place for place, anchor in enumerate(resolved.labels)}
    found: dict[str, set[str]] = {}
    for target, place in (*_references(resolved), *_terms_in_text(passages, resolved), *_citations(resolved)):
        if place in order and place != target:
            found.setdefault(target, set()).add(place)
    return {target: tuple(sorted(places, key=order.__getitem__)) for target, places in found.items()}


def _references(resolved: ResolvedDocument) -> Iterator[tuple[str, str]]:
    pairs = [(xref.target, run.setting.anchor) for run in runs(resolved.document) for xref in run.references if isinstance(xref, Xref)]
    pairs += [(xref.target, note.anchor) for note in resolved.document.footnotes for xref in walk(note.blocks, Xref)]
    for target, place in pairs:
        label = resolved.labels.get(target)
        if label and label.kind in _PARTS:
            label = resolved.labels.get(label.parent)
        if label and label.kind in _MENTIONED:
            yield label.anchor, place


def _terms_in_text(passages: Iterable[Passage], resolved: ResolvedDocument) -> Iterator[tuple[str, str]]:
    """Terms that stand in the text without a reference; of two that begin at one place the longer is meant."""
    entries = {name: entry.anchor for entry in walk(resolved.document.chapters, TermEntry) for name in (entry.term, *entry.admitted)}
    if not entries:
        return
    pattern = re.compile("|".join(map(re.escape, sorted(entries, key=len, reverse=True))))
    for passage in passages:
        for word in set(pattern.findall(plain(passage.inlines))):
            yield entries[word], passage.setting.division


def _citations(resolved: ResolvedDocument) -> Iterator[tuple[str, str]]:
    """Documents that are cited, by their lines in chapter 2 or in 参考文献; one of our own has no address there."""
    lines = {(line.key, line.year, line.all_parts): line.anchor for line in entries(resolved.document)}
    for each in resolved.citations:
        edition = each.edition
        if anchor := lines.get((edition.key, edition.year, edition.all_parts)):
            yield anchor, each.clause
