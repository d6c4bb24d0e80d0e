"""The sources of one standard -> its document: files found, chapters put in order, footnotes put in the order of their marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import partial

from gbdoc.diagnostic import Diagnostic, in_order, nearest
from gbdoc.model import (
    Annex,
    Clause,
    Document,
    Element,
    Figure,
    Footnote,
    FootnoteReference,
    Table,
    Text,
    walk,
)
from gbdoc.read import boilerplate
from gbdoc.read.context import Context, Names
from gbdoc.read.data import DataTables
from gbdoc.read.memory import Memory
from gbdoc.read.metadata import StandardFile, metadata_of, read_standard
from gbdoc.read.outline import read_annex, read_chapters, read_introduction
from gbdoc.read.symbols import symbols_chapter
from gbdoc.read.terms import Terms, read_terms, terms_chapter
from gbdoc.read.waivers import read_waivers
from gbdoc.read.yaml import Loaded
from gbdoc.source import Sources, Span


@dataclass(frozen=True, slots=True)
class Draft:
    """What reading a standard gave: the document, unless there is nothing to print, and all that is wrong with its sources."""

    document: Document | None
    diagnostics: tuple[Diagnostic, ...]


def read(sources: Sources, name: str, memory: Memory | None = None) -> Draft:
    """Read the standard in the folder `name`; every fault is told and only what makes no sense is left out.

    What `memory` holds of an earlier reading is not read again where that would give the same.
    """
    tables = DataTables()
    context = Context(sources, name, tables, footnote_scope="standard")
    memory = memory or Memory()
    memory.begin(sources, name)
    standard = read_standard(context)
    if standard is None:
        return Draft(None, in_order(context.diagnostics))
    document = _document(standard, context, tables, memory)
    return Draft(document, in_order(context.diagnostics))


def _document(standard: Loaded[StandardFile], context: Context, tables: DataTables, memory: Memory) -> Document:
    span = context.file_span(standard.path)
    terms = memory.recall((f"{context.name}/terms.yaml",), read_terms, context)
    foreword = boilerplate.foreword(standard, context)
    introduction = boilerplate.with_patents(_introduction(context, memory), standard, context)
    notice = boilerplate.notice(standard, context)
    chapters = _chapters(standard, terms, context, memory)
    annexes = tuple(_annexes(standard, context, memory))
    return Document(
        name=context.name,
        metadata=metadata_of(standard.value, context, standard.path),
        cover=boilerplate.cover(standard),
        foreword=foreword,
        introduction=introduction,
        notice=notice,
        chapters=chapters,
        annexes=annexes,
        bibliography=None,
        index=None,
        footnotes=_footnotes((foreword, introduction, notice, *chapters, *annexes), context, memory),
        terms_imports=terms.imports if terms else (),
        bibliography_options=standard.value.bibliography,
        data=tables.all(context),
        registry=tables.registry(context),
        span=span,
        bibliography_spans=dict(_bibliography_spans(standard)),
        spans=dict(_spans(standard)),
        waivers=read_waivers(context),
    )


def _spans(standard: Loaded[StandardFile]) -> Iterator[tuple[str, Span]]:
    """Where standard.yaml says what, by key; an absent key is left out."""
    spans = ((each.name, standard.key_span(each.name)) for each in fields(StandardFile))
    yield from ((name, span) for name, span in spans if (span.line, span.column) != (span.end_line, span.end_column))
    for rule in standard.value.severities:
        yield f"severities.{rule}", standard.key_span("severities", rule)


def _bibliography_spans(standard: Loaded[StandardFile]) -> Iterator[tuple[str, Span]]:
    """Where standard.yaml names each key that 参考文献 groups or lists."""
    options = standard.value.bibliography
    for index, key in enumerate(options.also):
        yield key, standard.span("bibliography", "also", index)
    for number, group in enumerate(options.groups):
        for index, key in enumerate(group.keys):
            yield key, standard.span("bibliography", "groups", number, "keys", index)


# --- divisions ---------------------------------------------------------------------------------


def _introduction(context: Context, memory: Memory) -> Element | None:
    path = f"{context.name}/introduction.md"
    return memory.recall((path,), partial(read_introduction, path), context) if path in context.sources.files else None


def _chapters(standard: Loaded[StandardFile], terms: Terms | None, context: Context, memory: Memory) -> tuple[Clause, ...]:
    """The author's chapters, with chapters 2 and 3, and 4 where there are symbols, put in behind the first (6.2.2.3)."""
    names = Names("body")
    span = context.file_span(standard.path)
    written: list[Clause] = []
    for index, file in enumerate(standard.value.body):
        if path := _file(standard, file, ("body", index), context):
            written.extend(memory.recall((path,), partial(read_chapters, path, names), context, names))
    references = Clause("normative-references", (Text("规范性引用文件", span),), (), (), span)
    files = f"{context.name}/symbols.yaml", f"{context.name}/abbreviations.yaml"
    made = (references, terms_chapter(terms, span), memory.recall(files, symbols_chapter, context))
    return (*written[:1], *(chapter for chapter in made if chapter), *written[1:])


def _annexes(standard: Loaded[StandardFile], context: Context, memory: Memory) -> Iterator[Annex]:
    names = Names("annexes")
    for index, annex in enumerate(standard.value.annexes):
        if path := _file(standard, annex.file, ("annexes", index, "file"), context):
            found = memory.recall((path,), partial(read_annex, path, annex.kind, names), context, names)
            if found:
                yield found


def _file(standard: Loaded[StandardFile], file: str, keys: tuple[str | int, ...], context: Context) -> str | None:
    """The path below content/ of a file named in standard.yaml; None, told, where it cannot be read."""
    span = standard.span(*keys)
    path = context.sources.locate(standard.path, file)
    listed = [*standard.value.body, *(annex.file for annex in standard.value.annexes)]
    if path is None:
        context.error(span, "missing-file", f"{file} 在 content/ 之外；请放进文稿的文件夹")
    elif not path.endswith(".md"):
        context.error(span, "file-kind", f"{file} 不是 Markdown 文件；body 和 annexes 只列 .md 文件，terms.yaml 等会自动读入")
    elif path not in context.sources.files:
        own = [name.removeprefix(f"{context.name}/") for name in context.sources.files if name.startswith(f"{context.name}/")]
        context.error(span, "missing-file", f"找不到文件 {file}{nearest(file, own) or '；新建它，或从列表中去掉'}")
    elif file == "introduction.md":
        context.error(span, "file-kind", "introduction.md 是引言，会自动读入；从列表中去掉")
    elif listed.count(file) > 1 and listed.index(file) != _position(standard, keys):
        context.error(span, "repeated-file", f"{file} 列了两次；去掉一处")
    else:
        return path
    return None


def _position(standard: Loaded[StandardFile], keys: tuple[str | int, ...]) -> int:
    """Where in the list of body files and annexes an entry stands."""
    index = int(keys[1])
    return index if keys[0] == "body" else len(standard.value.body) + index


# --- footnotes ---------------------------------------------------------------------------------


def _footnotes(parts: Iterable[object], context: Context, memory: Memory) -> tuple[Footnote, ...]:
    """The footnotes of the text in the order of their first marks; marks and footnotes that have lost each other are told."""
    marks: dict[str, FootnoteReference] = {}
    pending = [mark for part in parts for mark in memory.of(part, _marks_of_text)]
    while pending:
        mark = pending.pop(0)
        if mark.target in marks:
            continue
        marks[mark.target] = mark
        if mark.target in context.footnotes:
            pending.extend(walk(context.footnotes[mark.target], FootnoteReference))
        else:
            label = mark.target.rpartition(".footnote-")[2]
            context.error(mark.span, "footnote", f"脚注 [^{label}] 没有写出；另起一段写 [^{label}]: ……")
    for anchor, footnote in context.footnotes.items():
        if anchor not in marks:
            context.error(footnote.span, "footnote", "这条脚注没有被标注；在正文中写出它的标记，或删去")
    return tuple(context.footnotes[anchor] for anchor in marks if anchor in context.footnotes)


def _marks_of_text(part: object) -> tuple[FootnoteReference, ...]:
    """The marks of footnotes in a part of the document that are in none of its tables and figures."""
    elsewhere = {id(mark) for exhibit in walk(part, Table, Figure) for mark in walk(exhibit, FootnoteReference)}
    return tuple(mark for mark in walk(part, FootnoteReference) if id(mark) not in elsewhere)
