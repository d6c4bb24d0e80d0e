"""The sources of one standard -> its document: tests/cases/standard, and the inputs that no text file can hold."""

from __future__ import annotations

import time

import pytest

import dump
from cases import Case, check, load_cases, sources
from gbdoc.diagnostic import Diagnostic, Severity
from gbdoc.read.read import read
from gbdoc.source import Sources

STANDARD = "syntax: 1\nkind: local\ncode: DB21/T\nlevel: 辽宁省地方标准\ntitle: {main: 甲}\nbody: [scope.md]\n"
SCOPE = "# 范围\n\n本文件规定了[](#req)的要求。\n\n# 要求 {#req}\n\n段。\n"


def told(diagnostic: Diagnostic) -> str:
    word = "错误" if diagnostic.severity is Severity.ERROR else "警告"
    span = diagnostic.span
    return f"{span.path}:{span.line}:{span.column} {word} {diagnostic.rule} {diagnostic.message}"


@pytest.mark.parametrize("case", load_cases("standard"), ids=str)
def test_standard(case: Case, request: pytest.FixtureRequest) -> None:
    draft = read(sources(case.input), "gp")
    lines: list[str] = []
    if draft.document:
        lines = [*dump.blocks(draft.document.notice), *dump.blocks(draft.document.divisions), *dump.blocks(draft.document.footnotes)]
    check(case, "\n".join([*lines, *map(told, draft.diagnostics)]), request)


def _read(**files: bytes) -> list[str]:
    given = {"gp/standard.yaml": STANDARD.encode(), "gp/scope.md": SCOPE.encode()}
    given.update({f"gp/{name.replace('_', '.')}": data for name, data in files.items()})
    return [told(diagnostic) for diagnostic in read(Sources(given), "gp").diagnostics]


@pytest.mark.parametrize(("mark", "end"), [(b"\xef\xbb\xbf", "\n"), (b"", "\r\n")], ids=["BOM", "CRLF"])
def test_a_file_from_windows_reads_the_same(mark: bytes, end: str) -> None:
    plain = read(Sources({"gp/standard.yaml": STANDARD.encode(), "gp/scope.md": SCOPE.encode()}), "gp")
    files = {f"gp/{name}": mark + text.replace("\n", end).encode() for name, text in (("standard.yaml", STANDARD), ("scope.md", SCOPE))}
    assert read(Sources(files), "gp").document == plain.document
    assert read(Sources(files), "gp").diagnostics == ()


def test_another_encoding_is_told_at_its_line() -> None:
    assert _read(scope_md="# 范围\n\n".encode() + "本文件".encode("gbk")) == [
        "content/gp/scope.md:3:1 错误 encoding 文件不是 UTF-8 编码，请另存为 UTF-8"
    ]


def test_standards_that_cite_each_other_are_no_fault() -> None:
    files = {}
    for name, other in (("a", "b"), ("b", "a")):
        files[f"{name}/standard.yaml"] = STANDARD.encode()
        files[f"{name}/scope.md"] = f"# 范围\n\n见[]({other})。\n".encode()
    assert [read(Sources(files), name).diagnostics for name in ("a", "b")] == [(), ()]


PATHOLOGICAL = ("[" * 10_000, "*" * 10_000, "[](" * 5_000, "$" * 10_001, "- " * 5_000, ":::{note}\n" * 2_000, "(" * 10_000 + "]" * 9_000)


@pytest.mark.parametrize("text", PATHOLOGICAL)
def test_nothing_makes_reading_hang(text: str) -> None:
    start = time.process_time()
    read(Sources({"gp/standard.yaml": STANDARD.encode(), "gp/scope.md": f"# 范围\n\n{text}\n".encode()}), "gp")
    assert time.process_time() - start < 20
