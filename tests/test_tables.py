"""Pipe tables -> grids: tests/cases/tables. A case may begin with a line `header-rows: N`."""

from __future__ import annotations

import re

import pytest

import dump
from cases import Case, check, load_cases
from gbdoc.diagnostic import Diagnostic, in_order
from gbdoc.model import Column
from gbdoc.read.context import Context
from gbdoc.read.data import DataTables
from gbdoc.read.tables import parse_grid
from gbdoc.source import Passage, Sources


def read(text: str) -> tuple[Passage, Context, int]:
    option = re.match(r"header-rows: (\d)\n", text)
    table = text[option.end() :] if option else text
    lines = table.count("\n") + 1
    passage = Passage(table, "content/gp/x.md", tuple((row + 1, 1) for row in range(lines)))
    return passage, Context(Sources({}), "gp", DataTables()), int(option[1]) if option else 1


def told(diagnostics: list[Diagnostic]) -> list[str]:
    return [f"{d.span.line}:{d.span.column}-{d.span.end_column} {d.rule} {d.message}" for d in in_order(diagnostics)]


def aligned(columns: tuple[Column, ...]) -> str:
    return " ".join(column.align or "-" for column in columns)


@pytest.mark.parametrize("case", load_cases("tables"), ids=str)
def test_tables(case: Case, request: pytest.FixtureRequest) -> None:
    passage, context, header_rows = read(case.input)
    grid = parse_grid(passage, context, "tab", header_rows)
    rows = [f"[{aligned(grid.columns)}]", *dump.blocks((*grid.head, *grid.body))] if grid else []
    check(case, "\n".join(line.rstrip() for line in [*rows, *told(context.diagnostics)]), request)


def test_cells_know_their_places() -> None:
    passage, context, _ = read("| 名称 | 内容 |\n|---|---|\n|  术语 | **标识** 词 |\n|| `x` |\n")
    grid = parse_grid(passage, context, "tab", 1)
    assert grid is not None
    spans = [(cell.span.line, cell.span.column, cell.span.end_column) for row in (*grid.head, *grid.body) for cell in row.cells]
    assert spans == [(1, 3, 5), (1, 8, 10), (3, 4, 6), (3, 9, 17), (4, 2, 2), (4, 4, 7)]
    strong = grid.body[0].cells[1].blocks[0].inlines[0]
    assert (strong.span.line, strong.span.column, strong.span.end_column) == (3, 9, 15)
