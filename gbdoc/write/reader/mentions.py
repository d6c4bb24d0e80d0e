"""Where figures, tables, formulas, annexes, terms and listed documents are mentioned, for the line behind each that leads back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gbdoc.model import TermEntry, Xref, plain, walk
from gbdoc.resolve import ResolvedDocument
from gbdoc.resolve.citations import entries
from gbdoc.resolve.runs import runs
from gbdoc.write.reader import wording
from gbdoc.write.reader.passages import Passage

_MENTIONED = ("table", "figure", "formula", "annex", "term")
_PARTS = ("row", "subfigure")  # who mentions these mentions what they are part of

_MANY = 8  # so many places fit on a line
_DEEDS = {"term": wording.APPEARS, "reference": wording.CITED}


@dataclass(frozen=True, slots=True)
class Mentions:
    """Where something is mentioned: the anchors with their words; `many` where they are better folded away."""

    places: tuple[tuple[str, str], ...]
    deed: str  # 提及, 出现 or 引用

    @property
    def many(self) -> bool:
        return len(self.places) > _MANY


def mentions(passages: Iterable[Passage], resolved: ResolvedDocument) -> Mapping[str, Mentions]:
    """The divisions and term entries that mention something, in reading order, by the anchor of what they mention."""
    order = {anchor: place for place, anchor in enumerate(resolved.labels)}
    found: dict[str, set[str]] = {}
    for target, place in (*_references(resolved), *_terms_in_text(passages, resolved), *_citations(resolved)):
        if place in order and place != target:
            found.setdefault(target, set()).add(place)
    return {target: _told(target, sorted(places, key=order.__getitem__), resolved) for target, places in found.items()}


def _told(target: str, places: list[str], resolved: ResolvedDocument) -> Mentions:
    deed = _DEEDS.get(resolved.labels[target].kind, wording.MENTIONED)
    return Mentions(tuple((place, resolved.place(place)) for place in places), deed)


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
