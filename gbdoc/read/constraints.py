"""What a data table's columns and checks ask of its values, told where they do not have it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from gbdoc.diagnostic import nearest
from gbdoc.read.compute import number, written
from gbdoc.read.context import Context
from gbdoc.read.data_file import DataColumn, DataFile, FindTable


def check_constraints(data: DataFile, context: Context, find: FindTable) -> None:
    """Tell every value that breaks a constraint, at its row."""
    _check_keys(data, context)
    for index, column in enumerate(data.shape.columns):
        if column.unique and column.key != data.table.key:
            _check_unique(data, column.key, context)
        if column.pattern:
            _check_pattern(data, index, column, context)
        if column.within:
            _check_within(data, index, column, context, find)
    for index in range(len(data.shape.checks)):
        _check_sum(data, index, context)


def _check_keys(data: DataFile, context: Context) -> None:
    if not data.table.key:
        return
    for row, value in enumerate(data.values(data.table.key)):
        if not value and data.table.key in data.shape.rows[row]:
            context.error(data.cell_span(row, data.table.key), "data-key", f"行的键 {data.table.key} 是空的；写上与别的行不同的键")
    _check_unique(data, data.table.key, context)


def _check_unique(data: DataFile, key: str, context: Context) -> None:
    first: dict[str, int] = {}
    for row, value in enumerate(data.values(key)):
        same = value.lower() if key == data.table.key else value
        if not value:
            continue
        if same in first:
            line = data.cell_span(first[same], key).line
            context.error(data.cell_span(row, key), "data-unique", f"{key} 的“{value}”与第 {line} 行重复")
        first.setdefault(same, row)


def _check_pattern(data: DataFile, index: int, column: DataColumn, context: Context) -> None:
    try:
        pattern = re.compile(column.pattern)
    except re.error as failure:
        place = data.loaded.passage("columns", index, "pattern").span(failure.pos or 0, (failure.pos or 0) + 1)
        context.error(place, "data-pattern", "pattern 从这里起不是正确的正则表达式")
        return
    for row, value in enumerate(data.values(column.key)):
        if column.key in data.shape.rows[row] and not pattern.fullmatch(value):
            message = f"{column.key} 的“{value}”不合 pattern {column.pattern}"
            context.error(data.cell_span(row, column.key), "data-pattern", message)


def _check_within(data: DataFile, index: int, column: DataColumn, context: Context, find: FindTable) -> None:
    span = data.loaded.span("columns", index, "in")
    if column.target is None:
        context.error(span, "data-in", f"in: {column.within} 应写作 文件名.列，如 /layers.code")
        return
    name, key = column.target
    other = find(name, span)
    if other is None:
        return
    if key not in other.table.columns:
        context.error(span, "data-in", f"{name} 没有 {key} 列{nearest(key, other.table.columns)}")
        return
    places = {value: place for place, value in enumerate(other.values(key))}
    for row, text in enumerate(data.values(column.key)):
        for fault in _strangers(text, column.many, places) if text else ():
            context.error(data.cell_span(row, column.key), "data-in", f"{column.key} 的{fault.format(where=f'{name} 的 {key} 列')}")


def _strangers(text: str, many: bool, places: Mapping[str, int]) -> Iterator[str]:
    """What is wrong with a value, or with the values of a cell that holds several: 101、201～205; {where} is the other column."""
    for part in text.split("、") if many else (text,):
        ends = part.split("～") if many else [part]
        unknown = [end for end in ends if end not in places]
        for end in unknown:
            remedy = "；各值之间用“、”" if many and re.search("[,，;；]", end) else nearest(end, places)
            yield f"“{end}”不在 {{where}}中{remedy}" if end.strip() else f"“{text}”有空缺；补上，或去掉多余的“、”“～”"
        if not unknown and len(ends) > 1 and not places[ends[0]] < places[ends[-1]]:
            yield f"“{part}”前后颠倒，或两端相同"


def _check_sum(data: DataFile, index: int, context: Context) -> None:
    check, expected = data.shape.checks[index], number(data.shape.checks[index].equals)
    if check.sum not in data.table.columns:
        span = data.loaded.span("checks", index, "sum")
        context.error(span, "data-sum", f"没有 {check.sum} 列{nearest(check.sum, data.table.columns)}")
    elif expected is None:
        context.error(data.loaded.span("checks", index, "equals"), "data-sum", f"equals 的“{check.equals}”不是数")
    else:
        _compare_sum(data, index, expected, context)


def _compare_sum(data: DataFile, index: int, expected: Decimal, context: Context) -> None:
    key = data.shape.checks[index].sum
    total = Decimal(0)
    for row, value in enumerate(data.values(key)):
        found = number(value)
        if found is None:
            if value:
                context.error(data.cell_span(row, key), "data-sum", f"{key} 要求和，“{value}”不是数")
            return
        total += found
    if total != expected:
        span = data.loaded.span("checks", index)
        context.error(span, "data-sum", f"{key} 之和为 {written(total)}，应为 {written(expected)}")
