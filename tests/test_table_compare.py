"""Two tables -> what became of them, and one table that holds both: tests/cases/table-compare.

A case is two pipe tables with an empty line between them, each perhaps led by `header-rows: N`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import Case, check, load_cases
from gbdoc.compare.table.alignment import TableAlignment, align_tables
from gbdoc.compare.table.changes import TableChange, table_changes
from gbdoc.compare.table.columns import counts
from gbdoc.compare.table.grids import grid
from gbdoc.compare.table.merge import MergedTable, accept_table, merge_tables, reject_table
from gbdoc.load import load
from gbdoc.model import Block, Cell, Column, Deleted, Inline, Inserted, Paragraph, Row, Table, Text, plain, walk
from gbdoc.pipeline import compile_library
from gbdoc.read.context import Context
from gbdoc.read.data import DataTables
from gbdoc.read.tables import parse_grid
from gbdoc.source import Passage, Sources, Span

NOWHERE = Span("x.md", 1, 1, 1, 1)


# --- a redline of cells, as plain as may be -----------------------------------------------------


def text_of(cell: Cell) -> str:
    return "\n".join(plain(paragraph.inlines) for paragraph in walk(cell.blocks, Paragraph))


def merge_cell(old: Cell, new: Cell) -> tuple[Block, ...]:
    if old.blocks == new.blocks:
        return new.blocks
    return (*(wrapped(block, Deleted) for block in old.blocks), *(wrapped(block, Inserted) for block in new.blocks))


def from_old(cell: Cell) -> Cell:
    return replace(cell, blocks=tuple(wrapped(block, Deleted) for block in cell.blocks))


def wrapped(block: Block, kind: type[Deleted] | type[Inserted]) -> Block:
    return Paragraph("", (kind((Text(repr(block), NOWHERE),), "", NOWHERE), *getattr(block, "inlines", ())), NOWHERE)


def side(known: dict[str, Block], kind: type[Deleted] | type[Inserted], blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of one side: those without a mark, and those that `wrapped` marked for it."""
    kept: list[Block] = []
    for block in blocks:
        mark = block.inlines[0] if isinstance(block, Paragraph) and block.inlines else None
        if not isinstance(mark, Deleted | Inserted):
            kept.append(block)
        elif isinstance(mark, kind):
            kept.append(known[plain(mark.inlines)])
    return tuple(kept)


def compared(old: Table, new: Table) -> tuple[TableAlignment, MergedTable]:
    alignment = align_tables(old, new, text_of, text_of, {})
    return alignment, merge_tables(alignment, old, new, merge_cell, from_old)


def holds(old: Table, new: Table) -> None:
    """The merged table is whole, and gives back either side."""
    alignment, merged = compared(old, new)
    width = len(merged.columns)
    assert {width} == {grid(rows, width).width for rows in (merged.head, merged.body)}
    known = {repr(block): block for table in (old, new) for cell in walk((table.head, table.body), Cell) for block in cell.blocks}
    accepted = accept_table(alignment, merged.head, merged.body, lambda blocks: side(known, Inserted, blocks))
    assert accepted == (new.columns, new.head, new.body)
    rejected = reject_table(alignment, merged.head, merged.body, lambda blocks: side(known, Deleted, blocks))
    assert rejected == (old.columns, old.head, old.body)


# --- cases --------------------------------------------------------------------------------------


def table(text: str, anchor: str = "tab") -> Table:
    option = re.match(r"header-rows: (\d)\n", text)
    text = text[option.end() :] if option else text
    passage = Passage(text, "x.md", tuple((row + 1, 1) for row in range(text.count("\n") + 1)))
    context = Context(Sources({}), "gp", DataTables())
    found = parse_grid(passage, context, anchor, int(option[1]) if option else 1)
    assert found is not None
    assert context.diagnostics == []
    return Table(anchor, (), (), found.columns, found.head, found.body, (), (), False, "", NOWHERE)


def told(change: TableChange) -> str:
    values = (getattr(change, field.name) for field in fields(change))
    return " ".join([type(change).__name__, *(str(value).replace(" ", "") or "-" for value in values)])


def drawn(merged: MergedTable) -> Iterable[str]:
    marks = {"": "", "inserted": "+", "deleted": "-", "moved": "~"}
    for row in (*merged.head, *merged.body):
        yield f"{row.anchor} {merged.states.get(row.anchor, '')}".strip()
        for cell in row.cells:
            size = f" {cell.row_span}x{cell.column_span}" if (cell.row_span, cell.column_span) != (1, 1) else ""
            yield f"    [{marks[cell.mark]}]{size} {' '.join(map(words, cell.blocks))}".rstrip()


def words(block: Block) -> str:
    assert isinstance(block, Paragraph)
    first: Inline | None = block.inlines[0] if block.inlines else None
    sign = {Deleted: "-", Inserted: "+"}.get(type(first), "")
    text = plain(block.inlines[1:] if sign else block.inlines)
    return f"{{{sign}{text}}}" if sign else text


@pytest.mark.parametrize("case", load_cases("table-compare"), ids=str)
def test_table_compare(case: Case, request: pytest.FixtureRequest) -> None:
    old, new = (table(part) for part in case.input.split("\n\n"))
    alignment, merged = compared(old, new)
    holds(old, new)
    holds(new, old)
    check(case, "\n".join([*map(told, table_changes(alignment)), *drawn(merged)]), request)


# --- any table ----------------------------------------------------------------------------------

WORDS = st.sampled_from(["", "1", "2", "3", "井盖", "路灯完好", "路灯明亮如昼且无破损", "每日", "每周巡查一次", "无破损、无缺失、无污渍"])
Matrix = list[list[str]]


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    width, height = draw(st.integers(1, 4)), draw(st.integers(0, 6))
    return [[draw(WORDS) for _ in range(width)] for _ in range(height)]


@st.composite
def edited(draw: st.DrawFn, rows: Matrix) -> Matrix:
    """Rows and columns come, go and move, cells change."""
    rows = [list(row) for row in rows]
    for deed in draw(st.lists(st.sampled_from(["row+", "row-", "row~", "column+", "column-", "column~", "cell"]), max_size=4)):
        width = len(rows[0]) if rows else 0
        at, to, cell = draw(st.integers(0, 9)), draw(st.integers(0, 9)), draw(WORDS)
        if deed == "row+" and width:
            rows.insert(at % (len(rows) + 1), [draw(WORDS) for _ in range(width)])
        elif deed == "row-" and rows:
            rows.pop(at % len(rows))
        elif deed == "row~" and rows:
            rows.insert(to % len(rows), rows.pop(at % len(rows)))
        elif deed == "cell" and rows:
            rows[at % len(rows)][to % width] = cell
        elif deed == "column-" and width > 1:
            rows = [row[: at % width] + row[at % width + 1 :] for row in rows]
        elif deed == "column+" and width:
            rows = [[*row[: at % (width + 1)], draw(WORDS), *row[at % (width + 1) :]] for row in rows]
        elif deed == "column~" and width:
            for row in rows:
                row.insert(to % width, row.pop(at % width))
    return rows


@st.composite
def laid_out(draw: st.DrawFn, words: Matrix, anchor: str) -> tuple[Row, ...]:
    """Rows of a matrix, some of whose cells are merged."""
    taken: set[tuple[int, int]] = set()
    merge = draw(st.booleans())
    rows = []
    for row, line in enumerate(words):
        cells = []
        for column, text in enumerate(line):
            if (row, column) in taken:
                continue
            height, width = (draw(st.integers(1, 3)), draw(st.integers(1, 2))) if merge else (1, 1)
            height, width = min(height, len(words) - row), min(width, len(line) - column)
            if any((row, column + right) in taken for right in range(width)):
                width = 1
            taken.update((row + down, column + right) for down in range(height) for right in range(width))
            cells.append(cell(text, height, width))
        key = draw(st.sampled_from(["", "", f"K{row}"]))
        rows.append(Row(f"{anchor}-{row + 1}", key, tuple(cells), NOWHERE))
    return tuple(rows)


def cell(text: str, height: int = 1, width: int = 1) -> Cell:
    return Cell((Paragraph("", (Text(text, NOWHERE),), NOWHERE),) if text else (), height, width, NOWHERE)


@st.composite
def two_tables(draw: st.DrawFn) -> tuple[Table, Table]:
    whole = draw(matrices())
    return tuple(draw(tables(words)) for words in (whole, draw(edited(whole))))  # type: ignore[return-value]


@st.composite
def tables(draw: st.DrawFn, words: Matrix) -> Table:
    head = min(draw(st.integers(1, 2)), len(words))
    rows = [draw(laid_out(part, anchor)) for part, anchor in ((words[:head], "t.head"), (words[head:], "t.row"))]
    columns = tuple(Column("", draw(st.sampled_from([0.0, 1.0, 2.5]))) for _ in (words[0] if words else ()))
    return Table("t", (), (), columns, rows[0], rows[1], (), (), False, "", NOWHERE)


@settings(max_examples=200, deadline=None)
@given(two_tables())
def test_any_two_tables(pair: tuple[Table, Table]) -> None:
    holds(*pair)


@settings(max_examples=60, deadline=None)
@given(two_tables())
def test_a_table_is_the_same_as_itself(pair: tuple[Table, Table]) -> None:
    for one in pair:
        alignment, merged = compared(one, one)
        assert table_changes(alignment) == ()
        assert (merged.columns, merged.head, merged.body, merged.states) == (one.columns, one.head, one.body, {})


# --- the drafts ---------------------------------------------------------------------------------


def without(table: Table, row: int, column: int) -> Table:
    """A table without one row of its body and one column."""
    return replace(
        table,
        columns=tuple(each for index, each in enumerate(table.columns) if index != column),
        head=cut(table.head, len(table.columns), -1, column),
        body=cut(table.body, len(table.columns), row, column),
    )


def cut(rows: tuple[Row, ...], width: int, row: int, column: int) -> tuple[Row, ...]:
    kept: list[list[Cell]] = [[] for _ in rows]
    for placed in grid(rows, width).cells:
        spots = [spot for spot in placed.spots if spot[0] != row and spot[1] != column]
        if spots:
            height, breadth = len({row for row, _ in spots}), len({column for _, column in spots})
            kept[spots[0][0]].append(replace(placed.cell, row_span=height, column_span=breadth))
    return tuple(replace(each, cells=tuple(cells)) for index, (each, cells) in enumerate(zip(rows, kept, strict=True)) if index != row)


def drafts() -> list[Table]:
    documents = [compiled.resolved.document for compiled in compile_library(load(Path(__file__).parents[1])) if compiled.resolved]
    return [table for document in documents for table in walk(document.divisions, Table)]


def test_the_tables_of_the_drafts() -> None:
    found = drafts()
    assert len(found) > 50
    for each in found:
        last = len(each.body) - 1
        shorter, other = without(each, last // 2, -1), without(each, last, len(each.columns) - 1)
        for old, new in ((each, shorter), (shorter, each), (shorter, other), (other, each)):
            holds(old, new)
        kinds = [type(change).__name__ for change in table_changes(compared(each, shorter)[0])]
        assert kinds == ["RowChange"], each.anchor


def test_counting() -> None:
    assert all(map(counts, (["1"], ["1", "2"], ["（3）", "（4）"], ["K01", "K02"], ["1.1", "1.2", "2.1"], ["A.9", "A.10"])))
    assert not any(map(counts, ([], [""], ["1", "3"], ["2", "1"], ["甲"], ["10 m", "12 m"], ["1", "2 级"], ["3.5", "4.5"])))


# --- what pipe tables can't say -----------------------------------------------------------------


def keyed(*rows: str, prefix: str = "t") -> Table:
    """A table whose rows are written `KEY words words`."""
    head = (Row(f"{prefix}.head-1", "", (cell("名称"), cell("要求")), NOWHERE),)
    parts = [row.split() for row in rows]
    body = tuple(Row(f"{prefix}.{key.lower()}", key, (cell(name), cell(text)), NOWHERE) for key, name, text in parts)
    return Table(prefix, (), (), (Column("", 0.0),) * 2, head, body, (), (), False, "", NOWHERE)


def said(old: Table, new: Table, row_pairs: dict[str, str] | None = None) -> list[str]:
    return [told(change) for change in table_changes(align_tables(old, new, text_of, text_of, row_pairs or {}))]


def test_rows_of_one_key_are_the_same_whatever_they_say() -> None:
    old, new = keyed("B2 井盖 完好", "A7 路灯 明亮"), keyed("B2 座椅 无破损", "A7 路灯 明亮")
    assert said(old, new) == ["CellChange body t.b2 t.b2 (0,0) (0,0) 1 1 名称", "CellChange body t.b2 t.b2 (0,1) (0,1) 2 2 要求"]
    assert said(old, replace(old, body=old.body[::-1])) == ["RowChange moved body t.b2 t.b2 1 2"]


def test_keys_that_count_follow_from_where_the_rows_stand() -> None:
    old = keyed("K1 井盖 完好无缺", "K2 路灯 明亮如昼")
    assert said(old, keyed("K1 座椅 稳固", "K2 井盖 完好无缺", "K3 路灯 明亮如昼")) == ["RowChange added body - t.k1 0 1"]
    assert said(old, keyed("K1 窨井盖 应完好", "K2 路灯 明亮如昼"))[0] == "CellChange body t.k1 t.k1 (0,0) (0,0) 1 1 名称"


def test_rows_that_the_caller_knows_are_paired() -> None:
    old, new = keyed("X 井盖 完好"), keyed("Y 路灯 明亮", prefix="u")
    assert [line.split()[1] for line in said(old, new)] == ["deleted", "added"]
    assert [line.split()[0] for line in said(old, new, {"u.y": "t.x"})] == ["CellChange", "CellChange"]


def test_widths_come_to_what_they_came_to() -> None:
    old = replace(table("| 甲 | 乙 | 丙 |\n|---|---|---|\n| 一 | 二 | 三 |\n"), columns=tuple(Column("", each) for each in (10, 20, 10)))
    new = replace(table("| 甲 | 丙 |\n|---|---|\n| 一 | 三 |\n"), columns=(Column("", 1), Column("", 3)))
    assert [column.width for column in compared(old, new)[1].columns] == [0.6667, 1.3333, 2.0]
    free = replace(new, columns=(Column("", 0), Column("", 0)))
    assert [column.width for column in compared(old, free)[1].columns] == [0, 0, 0]
    assert [column.width for column in compared(free, old)[1].columns] == [10, 20, 10]


def test_a_grid_has_no_hole_and_no_overlap() -> None:
    rows = table("| 甲 | << |\n|---|---|\n| 一 | 二 |\n| ^^ | 三 |\n").body
    laid = grid(rows, 2)
    assert [placed.spot for placed in laid.cells] == [(0, 0), (0, 1), (1, 1)]
    assert laid.at(1, 0) is laid.cells[0]
    assert not laid.is_origin(1, 0)
    with pytest.raises(ValueError, match="no cell"):
        grid(rows, 3)
