"""Markdown -> blocks: tests/cases/read."""

from __future__ import annotations

import pytest

import dump
from cases import Case, check, load_cases
from gbdoc.diagnostic import Diagnostic, Severity, in_order
from gbdoc.read.context import Context, Names
from gbdoc.read.data import DataTables
from gbdoc.read.outline import read_chapters
from gbdoc.source import Sources

IMAGES = {"gp/figures/a.svg": b"<svg/>", "gp/figures/empty.svg": b"", "gp/figures/a.gif": b"GIF89a"}


def read(text: str) -> Context:
    sources = Sources({"gp/standard.yaml": b"", "urban-management/standard.yaml": b"", "gp/x.md": text.encode(), **IMAGES})
    return Context(sources, "gp", DataTables())


def told(diagnostics: list[Diagnostic]) -> list[str]:
    words = {Severity.ERROR: "错误", Severity.WARNING: "警告"}
    return [f"{d.span.line}:{d.span.column}-{d.span.end_column} {words[d.severity]} {d.rule} {d.message}" for d in in_order(diagnostics)]


@pytest.mark.parametrize("case", load_cases("read"), ids=str)
def test_read(case: Case, request: pytest.FixtureRequest) -> None:
    context = read(case.input.replace("BRACKETS", "[" * 10_000))
    chapters = read_chapters("gp/x.md", Names("body"), context)
    footnotes = dump.blocks(tuple(context.footnotes.values()))
    lines = [line.replace("[" * 10_000, "BRACKETS") for line in (*dump.blocks(chapters), *footnotes)]
    check(case, "\n".join([*lines, *told(context.diagnostics)]), request)
