"""standard.yaml -> cover, foreword, patents, lead-ins: tests/cases/boilerplate. A line `=== PATH` begins another file."""

from __future__ import annotations

from dataclasses import fields

import pytest

import dump
from cases import Case, check, load_cases, sources
from gbdoc import model as m
from gbdoc.diagnostic import Diagnostic, in_order
from gbdoc.model import walk
from gbdoc.read import boilerplate
from gbdoc.read.context import Context
from gbdoc.read.data import DataTables
from gbdoc.read.metadata import StandardFile, read_standard
from gbdoc.read.outline import read_introduction
from gbdoc.read.yaml import Loaded
from gbdoc.source import Sources, Span
from standard_file import completed

STANDARD = "gp/standard.yaml"
HERE = Span("content/gp/terms.yaml", 1, 1, 1, 1)


def read(text: str) -> tuple[Loaded[StandardFile], Context]:
    written = dict(sources(text, STANDARD).files)
    written[STANDARD] = completed(written.get(STANDARD, b"").decode()).encode()
    context = Context(Sources(written), "gp", DataTables(), footnote_scope="standard")
    standard = read_standard(context)
    assert standard is not None, context.diagnostics
    return standard, context


def told(diagnostics: list[Diagnostic]) -> list[str]:
    return [f"{d.span.path.removeprefix('content/gp/')}:{d.span.line}:{d.span.column} {d.rule} {d.message}" for d in in_order(diagnostics)]


@pytest.mark.parametrize("case", load_cases("boilerplate"), ids=str)
def test_boilerplate(case: Case, request: pytest.FixtureRequest) -> None:
    standard, context = read(case.input)
    lines = cover(standard) if case.path.stem == "cover" else divisions(case, standard, context)
    check(case, "\n".join([*lines, *told(context.diagnostics)]), request)


def cover(standard: Loaded[StandardFile]) -> list[str]:
    lines = boilerplate.cover(standard)
    printed = {field.name: getattr(lines, field.name) for field in fields(lines)}
    return [f"{name}: {' | '.join(line) if isinstance(line, tuple) else line}" for name, line in printed.items() if line]


def divisions(case: Case, standard: Loaded[StandardFile], context: Context) -> list[str]:
    return introduction(standard, context) if case.path.stem == "introduction" else foreword(standard, context)


def foreword(standard: Loaded[StandardFile], context: Context) -> list[str]:
    element = boilerplate.foreword(standard, context)
    return list(dump.blocks((*element.blocks, *boilerplate.notice(standard, context))))


def introduction(standard: Loaded[StandardFile], context: Context) -> list[str]:
    path = "gp/introduction.md"
    written = read_introduction(path, context) if path in context.sources.files else None
    element = boilerplate.with_patents(written, standard, context)
    return list(dump.blocks((element,))) if element else ["（没有引言）"]


CITATIONS = tuple(m.Citation(key, None, False, "", (), None, HERE) for key in ("a", "b", "c"))
ENTRY = object()


@pytest.mark.parametrize(
    ("imports", "entries", "sentence"),
    [
        ((), (), "本文件没有需要界定的术语和定义。"),
        ((), (ENTRY,), "下列术语和定义适用于本文件。"),
        (CITATIONS[:1], (), "[@a]界定的术语和定义适用于本文件。"),
        (CITATIONS[:2], (), "[@a]和[@b]界定的术语和定义适用于本文件。"),
        (CITATIONS, (ENTRY,), "[@a]、[@b]和[@c]界定的以及下列术语和定义适用于本文件。"),
    ],
)
def test_the_lead_in_of_chapter_3(imports: tuple[m.Citation, ...], entries: tuple[object, ...], sentence: str) -> None:
    assert dump.words(boilerplate.terms_lead(imports, entries, HERE)) == sentence


def test_a_value_keeps_its_place_among_prescribed_words() -> None:
    standard, context = read("organisations:\n  proposed_by: [甲, 乙]\n")
    paragraph = boilerplate.foreword(standard, context).blocks[-1]
    assert [(text.text, text.span.line, text.span.column) for text in walk(paragraph, m.Text)] == [
        ("本文件由", 2, 3),
        ("甲", 2, 17),
        ("、", 2, 3),
        ("乙", 2, 20),
        ("提出。", 2, 3),
    ]


def test_the_authors_paragraphs_are_named_in_one_row_with_the_others() -> None:
    standard, context = read("foreword:\n  relation: |\n    一。\n\n    二。\n  closing: 三。\n")
    paragraphs = boilerplate.foreword(standard, context).blocks
    assert [block.anchor for block in paragraphs] == [f"foreword.p-{n}" for n in range(1, 6)]
    assert dump.words(paragraphs[2].inlines) == "二。"
    assert (paragraphs[2].span.line, paragraphs[2].span.column) == (5, 5)
