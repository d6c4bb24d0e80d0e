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


def test_characters_that_no_one_sees_become_spaces() -> None:
    context = read("# 章\n\n段\u200b落\x0b，\ufeff甲\x00。\n段\u2028乙。\n")
    (chapter,) = read_chapters("gp/x.md", Names("body"), context)
    assert list(dump.blocks(chapter.blocks)) == ["Paragraph body.clause-1.p-1: 段 落 ， 甲 。段 乙。"]
    message = "这里有看不见的字符 U+{}，请删去"
    assert told(context.diagnostics) == [f"3:2-3 错误 invisible {message.format('200B')}", f"4:2-3 错误 invisible {message.format('2028')}"]


def test_what_follows_a_list_that_is_too_deep_is_read() -> None:
    context = read("# 章\n\n" + "".join(f"{'  ' * depth}- 项\n" for depth in range(30)) + "\n段。\n")
    (chapter,) = read_chapters("gp/x.md", Names("body"), context)
    assert list(dump.blocks(chapter.blocks[1:])) == ["Paragraph body.clause-1.p-1: 段。"]
    assert "嵌套太深，从这里起没有读；把它移到外层" in {finding.message for finding in context.diagnostics}


def test_formulas_that_would_stop_the_program_are_told() -> None:
    context = read(f"# 章\n\n${'{' * 60000}$ ${'x^{' * 60}{'}' * 60}$ {'*' * 3000}甲{'*' * 3000}\n")
    read_chapters("gp/x.md", Names("body"), context)
    messages = {finding.message for finding in context.diagnostics}
    assert {"公式超过 4000 个字符，请拆成几个", "公式嵌套超过 50 层，请拆成几个"} < messages
