"""Makes the blocks of prescribed text: fixed words mixed with values of standard.yaml, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from gbdoc.atoms import atoms, dated, parse_standard_number
from gbdoc.model import Block, Inline, List, ListItem, ListKind, Paragraph, Text
from gbdoc.read.blocks import read_blocks
from gbdoc.read.context import Context, Names
from gbdoc.read.inlines import parse_inlines
from gbdoc.read.metadata import StandardFile
from gbdoc.read.nodes import Key
from gbdoc.read.syntax import tokenize
from gbdoc.read.yaml import Loaded
from gbdoc.source import Passage, Span

Words: TypeAlias = str | tuple[Inline, ...]


@dataclass(frozen=True)
class Desk:
    """What prescribed text is made from; its blocks are named in the order made."""

    standard: Loaded[StandardFile]
    context: Context
    names: Names

    @property
    def span(self) -> Span:
        """Where standard.yaml begins: the place of what it does not say itself."""
        return self.context.file_span(self.standard.path)

    def place(self, *keys: Key) -> Span:
        """The place of a key, for the words that surround its value."""
        return self.standard.key_span(*keys)

    def value(self, *keys: Key) -> tuple[Inline, ...]:
        """A value of standard.yaml as running text."""
        return parse_value(self.standard.passage(*keys), self.context)

    def values(self, *keys: Key, count: int) -> tuple[Inline, ...]:
        """The items of a list, 、 between them."""
        return joined([self.value(*keys, index) for index in range(count)], "、", self.place(*keys))

    def paragraph(self, span: Span, *words: Words) -> Paragraph:
        return Paragraph(self.names.make("p"), inlines(span, *words), span)

    def list(self, kind: ListKind, span: Span, items: Iterable[tuple[Inline, ...]]) -> List:
        """A list whose items end in ； and the last in 。"""
        anchor = self.names.make("list")
        texts = [without_end(item) for item in items]
        marks = ["；"] * (len(texts) - 1) + ["。"]
        made = (_item(f"{anchor}.item-{n}", item, mark, span) for n, (item, mark) in enumerate(zip(texts, marks, strict=True), 1))
        return List(anchor, kind, tuple(made), span)

    def slot(self, *keys: Key) -> tuple[Block, ...]:
        """The author's own paragraphs."""
        passage = self.standard.passage(*keys)
        return read_blocks(tokenize(passage.text), passage, self.names, self.context) if passage.text.strip() else ()


def _item(anchor: str, words: tuple[Inline, ...], mark: str, span: Span) -> ListItem:
    span = words[0].span if words else span
    paragraph = Paragraph(f"{anchor}.p-1", inlines(span, words, mark), span)
    return ListItem(anchor, (paragraph,), span)


# --- words -----------------------------------------------------------------------------------


def inlines(span: Span, *words: Words) -> tuple[Inline, ...]:
    """Fixed words, placed at `span`, and inlines, in a row."""
    parts = ((Text(part, span),) if isinstance(part, str) else part for part in words if part)
    return tuple(inline for part in parts for inline in part)


def joined(parts: list[tuple[Inline, ...]], mark: str, span: Span, last_mark: str = "") -> tuple[Inline, ...]:
    """Inlines with a mark between each two, and another one before the last."""
    marks: list[Words] = [mark] * len(parts)
    marks[-1:] = [last_mark or mark] if len(parts) > 1 else marks[-1:]
    return inlines(span, *(word for n, part in enumerate(parts) for word in ((marks[n] if n else ""), part)))


def parse_value(passage: Passage, context: Context) -> tuple[Inline, ...]:
    """A value as running text, its standard numbers written with the dash of their publisher."""
    return tuple(Text(typeset(part.text), part.span) if isinstance(part, Text) else part for part in parse_inlines(passage, context))


def typeset(text: str) -> str:
    """A text whose standard numbers have a one-em dash before the year where their publisher has one (10.3.1.4)."""
    for atom in reversed([atom for atom in atoms(text) if atom.kind == "standard-number"]):
        text = text[: atom.start] + _with_dash(text[atom.start : atom.end]) + text[atom.end :]
    return text


def _with_dash(number: str) -> str:
    parsed = parse_standard_number(number)
    has_dash = parsed is not None and "—" in dated(parsed.undated, parsed.year)
    return re.sub(r"-(?=\d{4}$)", "—", number) if has_dash else number


def without_end(words: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Inlines without the punctuation that the author ended them with."""
    last = words[-1] if words else None
    if isinstance(last, Text):
        return (*words[:-1], Text(last.text.rstrip("；;。，, "), last.span))
    return words
