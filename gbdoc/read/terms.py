"""terms.yaml -> chapter 3, 术语和定义 (8.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from gbdoc import latex
from gbdoc.model import (
    Block,
    Citation,
    Clause,
    Example,
    Figure,
    FootnoteReference,
    Formula,
    Inline,
    Note,
    Paragraph,
    SiblingCitation,
    TermEntry,
    TermSource,
    Text,
    walk,
)
from gbdoc.read.blocks import parse_blocks
from gbdoc.read.boilerplate import terms_lead
from gbdoc.read.context import Context, Names
from gbdoc.read.figures import locate_image
from gbdoc.read.inlines import parse_citation, parse_inlines
from gbdoc.read.slips import check_plain
from gbdoc.read.yaml import Loaded, load
from gbdoc.source import Passage, Span

_STRICT: Any = {"extra": "forbid"}
RULE = "term"


@dataclass(frozen=True, slots=True)
class FigureShape:
    """The figure of a term entry."""

    file: str = ""
    alt: str = ""
    title: str = ""
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class SourceShape:
    """Where a term entry was taken from."""

    ref: str
    clause: str = ""
    modified: str = ""  # true, or what was changed
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class EntryShape:
    """A term entry as written."""

    id: str = ""
    term: str = ""
    english: str = ""
    admitted: tuple[str, ...] = ()
    deprecated: tuple[str, ...] = ()
    symbol: str = ""
    domain: str = ""
    definition: str = ""
    figure: FigureShape | None = None
    formula: str = ""
    examples: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    source: SourceShape | None = None
    pinyin: str = ""
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class GroupShape:
    """A titled group of term entries as written."""

    id: str = ""
    title: str = ""
    entries: tuple[EntryShape, ...] = ()
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class TermsShape:
    """terms.yaml."""

    imports: tuple[str, ...] = ()
    groups: tuple[GroupShape, ...] = ()
    entries: tuple[EntryShape, ...] = ()
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class Terms:
    """The documents whose terms apply, and the document's own term entries, in titled groups or not."""

    imports: tuple[Citation | SiblingCitation, ...]
    entries: tuple[TermEntry, ...]
    groups: tuple[Clause, ...]
    span: Span = field(compare=False, repr=False)  # of terms.yaml


def terms_chapter(terms: Terms | None, span: Span) -> Clause:
    """Chapter 3: the prescribed lead-in, then the term entries; its title and lead-in stand even where there is no terms.yaml.

    `span` is the chapter's place where it has no file of its own.
    """
    terms = terms or Terms((), (), (), span)
    span = terms.span
    lead_in = terms_lead(terms.imports, (*terms.entries, *terms.groups), span)
    paragraph = Paragraph("terms.p-1", lead_in, span)
    return Clause("terms", (Text("术语和定义", span),), (paragraph, *terms.entries), terms.groups, span)


def read_terms(context: Context) -> Terms | None:
    """The terms of a document; None where it has no terms.yaml or that cannot be read."""
    path = f"{context.name}/terms.yaml"
    loaded = load(context, path, TermsShape) if path in context.sources.files else None
    if loaded is None:
        return None
    reader = _TermReader(loaded, context, Names("terms"))
    if loaded.value.groups and loaded.value.entries:
        context.error(loaded.key_span("entries"), RULE, "有 groups 时，术语条目都写在各组的 entries 里")
    groups = tuple(reader.group(index, group) for index, group in enumerate(loaded.value.groups))
    terms = Terms(tuple(_imports(loaded, context)), reader.entries(loaded.value.entries), groups, loaded.span())
    _check(terms, context)
    return terms


def _imports(loaded: Loaded[TermsShape], context: Context) -> Iterator[Citation | SiblingCitation]:
    for index, text in enumerate(loaded.value.imports):
        if citation := parse_citation(text, loaded.span("imports", index), context):
            yield citation


def _check(terms: Terms, context: Context) -> None:
    """Tell a term that has two entries, and footnotes, which chapter 3 has none of (table 3)."""
    first: dict[tuple[str, str], TermEntry] = {}
    for entry in walk((terms.entries, terms.groups), TermEntry):
        name = (entry.term, entry.domain)
        if name in first:
            context.error(
                entry.span, RULE, f"术语“{entry.term}”在第 {first[name].span.line} 行已有条目；领域不同的用 domain 区分，相同的删去一条"
            )
        first.setdefault(name, entry)
        for mark in walk(entry, FootnoteReference):
            context.error(mark.span, RULE, "术语条目不用脚注；补充说明写在 notes 里")


_LABEL = re.compile(r"(注|示例)\d*[：:]\s*")


@dataclass(frozen=True)
class _TermReader:
    """Reads the entries and groups of one terms.yaml; `names` makes the anchors of those without an id."""

    loaded: Loaded[TermsShape]
    context: Context
    names: Names

    def group(self, index: int, group: GroupShape) -> Clause:
        keys = ("groups", index)
        span = self.loaded.span(*keys)
        if not group.title:
            self.context.error(span, RULE, "这一组缺 title；写上这一组的题")
        if not group.entries:
            self.context.error(span, RULE, "这一组没有术语条目；写 entries，或删去这一组")
        anchor = self.anchor(group.id, "clause", *keys)
        title = parse_inlines(self.loaded.passage(*keys, "title"), self.context)
        return Clause(anchor, title, self.entries(group.entries, *keys), (), span)

    def entries(self, entries: tuple[EntryShape, ...], *keys: str | int) -> tuple[TermEntry, ...]:
        """The entries below `keys`; those without a term are told and left out."""
        done = []
        for index, entry in enumerate(entries):
            place = (*keys, "entries", index)
            if entry.term:
                done.append(self.entry(entry, *place))
            else:
                self.context.error(self.loaded.span(*place), RULE, "术语条目缺 term")
        return tuple(done)

    def anchor(self, name: str, kind: str, *keys: str | int) -> str:
        if name and self.context.claim(name, self.loaded.span(*keys, "id")):
            return name
        return self.names.make(kind)

    def entry(self, entry: EntryShape, *keys: str | int) -> TermEntry:
        span = self.loaded.span(*keys)
        for key, words in (("english", "英文对应词 english"), ("definition", "定义 definition")):
            if not getattr(entry, key):
                self.context.error(span, RULE, f"术语“{entry.term}”缺{words}")
        self.check_plain(entry, *keys)
        anchor = self.anchor(entry.id, "entry", *keys)
        return TermEntry(
            anchor,
            entry.term,
            entry.english,
            entry.admitted,
            entry.deprecated,
            parse_inlines(self.loaded.passage(*keys, "symbol"), self.context),
            entry.domain,
            self.definition(*keys),
            tuple(self.blocks(entry, anchor, *keys)),
            self.source(entry.source, *keys),
            entry.pinyin,
            span,
            self.loaded.span(*keys, "term"),
            self.loaded.span(*keys, "english"),
        )

    def check_plain(self, entry: EntryShape, *keys: str | int) -> None:
        """Tell markup in what is printed as it stands."""
        listed = [(key, index) for key in ("admitted", "deprecated") for index in range(len(getattr(entry, key)))]
        for place in (("term",), ("english",), ("domain",), *listed):
            check_plain(self.loaded.passage(*keys, *place), self.context)

    def definition(self, *keys: str | int) -> tuple[Inline, ...]:
        """The definition, closed with a full stop as it is printed."""
        passage = self.loaded.passage(*keys, "definition")
        if "\n\n" in passage.text:
            span = passage.span(0, len(passage.text))
            self.context.error(span, RULE, "定义只能有一段；其余的内容写在 notes 或 examples 里")
        inlines = parse_inlines(passage, self.context, in_definition=True)
        if inlines and not passage.text.rstrip().endswith(("。", "：", "；")):
            return (*inlines, Text("。", passage.span(len(passage.text), len(passage.text))))
        return inlines

    def blocks(self, entry: EntryShape, anchor: str, *keys: str | int) -> Iterator[Block]:
        """Figure, formula, examples and notes, in this order (8.7.3.1)."""
        names = Names(anchor)
        if entry.figure:
            yield self.figure(entry.figure, names, *keys, "figure")
        if entry.formula:
            yield from self.formula(names, *keys, "formula")
        for index in range(len(entry.examples)):
            place = (*keys, "examples", index)
            name = names.make("example")
            yield Example(name, self.inside(name, *place), False, self.loaded.span(*place))
        for index in range(len(entry.notes)):
            place = (*keys, "notes", index)
            name = names.make("note")
            yield Note(name, self.inside(name, *place), self.loaded.span(*place))

    def inside(self, anchor: str, *keys: str | int) -> tuple[Block, ...]:
        """The blocks of a note or an example, its label taken off where one was typed."""
        passage = self.loaded.passage(*keys)
        if label := _LABEL.match(passage.text):
            self.context.error(passage.span(0, label.end()), RULE, f"不写“{label[0].strip()}”，由程序加")
            passage = passage.slice(label.end(), len(passage.text))
        return parse_blocks(passage, anchor, self.context)

    def figure(self, figure: FigureShape, names: Names, *keys: str | int) -> Figure:
        span = self.loaded.span(*keys)
        file = ""
        if figure.file:
            file = locate_image(self.context, self.loaded.path, figure.file, self.loaded.span(*keys, "file"))
        for key in ("file", "alt"):
            if not getattr(figure, key):
                self.context.error(span, RULE, f"图缺 {key}；写成 figure: {{file: figures/a.svg, alt: 图里有什么}}")
        caption = parse_inlines(self.loaded.passage(*keys, "title"), self.context)
        return Figure(names.make("figure"), caption, file, figure.alt, (), (), (), (), span)

    def formula(self, names: Names, *keys: str | int) -> Iterator[Formula]:
        passage = _bare(self.loaded.passage(*keys))
        if found := latex.fault(passage.text):
            self.context.error(passage.span(found.offset, found.offset + 1), "formula", found.message)
        else:
            yield Formula(names.make("formula"), passage.text.strip(), False, self.loaded.span(*keys))

    def source(self, source: SourceShape | None, *keys: str | int) -> TermSource | None:
        if source is None:
            return None
        span = self.loaded.span(*keys, "source")
        modified = {"true": "有修改", "false": ""}.get(source.modified.lower(), source.modified)
        places = source.clause and source.ref not in self.context.sources.names
        text = f"{source.ref}, {source.clause}" if places else source.ref
        citation = parse_citation(text, self.loaded.span(*keys, "source", "ref"), self.context)
        if isinstance(citation, SiblingCitation) and source.clause:
            citation = self.sibling(citation, source.clause, self.loaded.span(*keys, "source", "clause"))
        return TermSource(citation, modified, span) if citation else None

    def sibling(self, citation: SiblingCitation, clause: str, span: Span) -> SiblingCitation:
        """The citation of an entry in another of our documents, named by its id."""
        if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", clause):
            return replace(citation, targets=(clause,), dated=True)
        self.context.error(span, RULE, f"{citation.document} 是本库的文稿，clause 写那里的 id，不写编号 {clause}")
        return citation


def _bare(passage: Passage) -> Passage:
    """The formula without the $ that need not be written."""
    text = passage.text.strip()
    start = passage.text.index(text)
    dollars = len(text) - len(text.lstrip("$"))
    return passage.slice(start + dollars, start + max(len(text.rstrip("$")), dollars))
