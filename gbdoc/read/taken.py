"""The values that columns with `take: code.name` bring from the rows of other data tables that their column `code` points to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from gbdoc.diagnostic import nearest
from gbdoc.read.context import Context
from gbdoc.read.data_file import DataColumn, DataFile, FindTable
from gbdoc.source import Passage


@dataclass(frozen=True)
class _Source:
    """Where the values of a column come from."""

    code: str  # the column of this table that points
    name: str  # of the other table, as `in:` has it
    other: DataFile
    key: str  # the column of the other table that is pointed to
    wanted: str  # the column of the other table that is taken

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The first row of the other table for each text that may be pointed to."""
        return {text: row for row, text in reversed(list(enumerate(self.other.values(self.key)))) if text}

    def value(self, code: str) -> tuple[str, Passage] | None:
        """What `code` points to, as text and with its place; None where it points to nothing."""
        row = self.rows.get(code)
        if row is None or not self.other.has(row, self.wanted):
            return None
        return self.other.text(row, self.wanted), self.other.passage(row, self.wanted)


def take_values(data: DataFile, context: Context, find: FindTable) -> DataFile:
    """The data table with what its columns take filled in; a column that can take nothing is told."""
    for index, column in enumerate(data.shape.columns):
        source = _source(data, index, context, find) if column.take else None
        if source:
            data = _filled(data, column.key, source, context)
    return data


def _source(data: DataFile, index: int, context: Context, find: FindTable) -> _Source | None:
    """The source of a column; None, told, where there is none. What is wrong with `in:` is told as its constraint."""
    column = data.shape.columns[index]
    code, _, wanted = column.take.partition(".")
    fault = _fault(data, column, code, wanted)
    source = None if fault else _pointed(data, code, wanted, find)
    if source:
        fault = _fault_there(source)
    if fault:
        context.error(data.loaded.span("columns", index, "take"), "take", fault)
        return None
    return source


def _fault(data: DataFile, column: DataColumn, code: str, wanted: str) -> str:
    """Why a column can take nothing, as far as this table tells, or nothing."""
    if column.compute:
        return "take 和 compute 只能写一个"
    if not code or not wanted:
        return f"take: {column.take} 应写作 列.另一数据表的列，如 code.name"
    if code not in data.table.columns:
        return f"没有 {code} 列{nearest(code, data.table.columns)}"
    if data.column(code).made:
        return f"{code} 列的值也是生成的，不能按它取值；请直接写出它的值"
    if data.column(code).many:
        return f"{code} 列一格可有几个值，不能按它取值；分成几行，或去掉 take"
    if not data.column(code).within:
        return f"{code} 列没有写 in:，不知从哪个数据表取值；给它写 in: 文件名.列，如 /layers.code"
    return ""


def _pointed(data: DataFile, code: str, wanted: str, find: FindTable) -> _Source | None:
    """What the column `code` points to; None where its `in:` leads nowhere."""
    column = data.column(code)
    if column.target is None:
        return None
    name, key = column.target
    other = find(name, data.loaded.span("columns", data.shape.columns.index(column), "in"))
    return _Source(code, name, other, key, wanted) if other and key in other.table.columns else None


def _fault_there(source: _Source) -> str:
    """Why nothing can be taken from the other table, or nothing."""
    if source.wanted not in source.other.table.columns:
        return f"{source.name} 没有 {source.wanted} 列{nearest(source.wanted, source.other.table.columns)}"
    for key in (source.key, source.wanted):
        if source.other.column(key).made and not source.other.complete:
            return f"取值绕成了圈：{source.name} 的 {key} 列也要由本数据表得出；其中一列请直接写出"
    return ""


def _filled(data: DataFile, key: str, source: _Source, context: Context) -> DataFile:
    """The values of the source put where nothing is written; what is written otherwise is told."""
    values: dict[int, tuple[str, Passage]] = {}
    for row, (code, stored) in enumerate(zip(data.values(source.code), data.values(key), strict=True)):
        value = source.value(code)
        if value is None or value[0] == stored:
            continue
        values[row] = value
        if stored:
            meant = f"应为 {value[0]}" if value[0] else "应为空"
            context.error(data.cell_span(row, key), "take", f"{key} {meant}，写的是 {stored}；可删去，由 take 取来")
    return data.filled(key, values)
