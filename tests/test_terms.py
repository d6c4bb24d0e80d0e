"""terms.yaml -> chapter 3, symbols.yaml and abbreviations.yaml -> chapter 4: tests/cases/terms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import dump
from cases import Case, check, load_cases, sources
from gbdoc.diagnostic import Diagnostic, in_order
from gbdoc.model import Clause, TermEntry, walk
from gbdoc.read.context import Context
from gbdoc.read.data import DataTables
from gbdoc.read.symbol_order import symbol_key
from gbdoc.read.symbols import symbols_chapter
from gbdoc.read.terms import read_terms, terms_chapter
from gbdoc.source import Sources, Span

OTHERS = {"gp/standard.yaml": b"", "um/standard.yaml": b"", "gp/figures/a.svg": b"<svg/>"}
PLACE = Span("content/gp/standard.yaml", 1, 1, 1, 1)


def read(files: dict[str, bytes]) -> tuple[Context, list[Clause]]:
    context = Context(Sources({**OTHERS, **files}), "gp", DataTables())
    terms, symbols = read_terms(context), symbols_chapter(context)
    wanted = ["gp/terms.yaml" in files and terms_chapter(terms, PLACE), symbols]
    return context, [chapter for chapter in wanted if chapter]


def told(diagnostics: list[Diagnostic]) -> list[str]:
    return [
        f"{d.span.path.removeprefix('content/gp/')}:{d.span.line}:{d.span.column}-{d.span.end_column} {d.rule} {d.message}"
        for d in in_order(diagnostics)
    ]


def details(entry: TermEntry) -> Iterator[str]:
    """What a dump of blocks does not show of a term entry."""
    if entry.admitted or entry.deprecated:
        yield f"许用 {'、'.join(entry.admitted)}，拒用 {'、'.join(entry.deprecated)}"
    if entry.symbol or entry.domain or entry.pinyin:
        yield f"符号 {dump.words(entry.symbol)}，领域 {entry.domain}，拼音 {entry.pinyin}"
    if entry.source:
        yield f"来源 {dump.words((entry.source.citation,))}，{entry.source.modified or '未改'}"


@pytest.mark.parametrize("case", load_cases("terms"), ids=str)
def test_terms(case: Case, request: pytest.FixtureRequest) -> None:
    context, chapters = read(dict(sources(case.input, "gp/terms.yaml").files))
    more = [f"{entry.anchor}: {line}" for entry in walk(tuple(chapters), TermEntry) for line in details(entry)]
    lines = [*dump.blocks(tuple(chapters)), *more, *told(context.diagnostics)]
    check(case, "\n".join(line.rstrip() for line in lines), request)


def test_without_terms_the_chapter_says_so() -> None:
    chapter = terms_chapter(None, PLACE)
    assert list(dump.blocks((chapter,))) == ["Clause terms: 术语和定义", "  Paragraph terms.p-1: 本文件没有需要界定的术语和定义。"]


def test_without_symbols_there_is_no_chapter() -> None:
    assert symbols_chapter(Context(Sources(OTHERS), "gp", DataTables())) is None


def test_a_cross_reference_in_a_definition_says_so() -> None:
    text = "entries:\n  - {term: 甲, english: a, definition: '[乙](#b)的一种', notes: ['见[乙](#b)']}\n"
    _, (chapter,) = read({"gp/terms.yaml": text.encode()})
    entry = chapter.blocks[1]
    assert entry.definition[0].in_definition
    assert not entry.blocks[0].blocks[0].inlines[1].in_definition
    assert (entry.definition[0].span.line, entry.definition[0].span.column) == (2, 40)


ORDERS = [
    "B b C C_m C_2 c d d_{ext} d_{int} d_1",  # the example of 8.8.3
    "A a",
    r"S S_{i} S_{ij} s s_2 s_{10}",
    r"z \alpha \beta \Gamma \gamma \varepsilon \Omega \omega \infty",
    r"T \mathrm{T}_0 t t_\mathrm{max} t_{\text{min}} t_1",
    "α β Ω %",
    "N NDC n",
    "x x^2 y",
]


@pytest.mark.parametrize("order", ORDERS)
def test_symbols_stand_in_order(order: str) -> None:
    symbols = [f"${symbol}$" for symbol in order.split()]
    backwards = list(reversed(symbols))
    assert sorted(backwards, key=symbol_key) == symbols
