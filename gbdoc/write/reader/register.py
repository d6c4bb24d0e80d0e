"""The register of provisions: what a document requires, recommends, permits …, sentence by sentence (GB/T 1.1, annex C)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gbdoc.model import plain
from gbdoc.provision import OBJECT, Kind, Sentence, has_modal, kind, sentences
from gbdoc.resolve import ResolvedDocument
from gbdoc.write.reader.passages import Inlines, Passage, printed_length, start_of


@dataclass(frozen=True, slots=True)
class Provision:
    """A sentence that is a provision: where the words of the element with its anchor begin and end that are its own."""

    anchor: str
    kind: Kind
    start: int
    end: int
    text: str  # references and formulas are one character


def register(passages: Iterable[Passage], resolved: ResolvedDocument) -> Iterator[Provision]:
    """The provisions of a document in reading order; what is informative by where it stands has none."""
    for passage in passages:
        setting = passage.setting
        if not setting.informative and (setting.kind == "text" or (setting.kind == "cell" and has_modal(plain(passage.inlines)))):
            yield from _provisions(passage, resolved)


def _provisions(passage: Passage, resolved: ResolvedDocument) -> Iterator[Provision]:
    start = start_of(passage, resolved)
    for sentence in sentences(passage.inlines):
        end = start + printed_length(sentence, resolved)
        found = _kind(sentence, passage)
        if found != "statement" and any(character.isalnum() for character in sentence.text):
            yield Provision(passage.anchor, found, start, end, sentence.text)
        start = end


def _kind(sentence: Sentence, passage: Passage) -> Kind:
    """The kind of a sentence; one that says nothing of its own in a list says what the list is led in by."""
    own = kind(sentence.text)
    if passage.setting.kind == "cell":
        return "statement" if own == "instruction" else own  # what looks like an order in a cell is mostly a name
    if own != "statement" or not passage.leads:
        return own
    return next((led for led in map(_kind_of_lead, reversed(passage.leads)) if led != "statement"), own)


def _kind_of_lead(inlines: Inlines) -> Kind:
    """What kind of provision a paragraph leads in: that of its last sentence, if that ends with a colon."""
    last = sentences(inlines)[-1:]
    text = last[0].text.rstrip(f" {OBJECT}") if last else ""
    return kind(text) if text.endswith(("：", ":")) else "statement"
