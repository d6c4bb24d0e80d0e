"""The values that the columns of a data table compute from each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from typing import TypeAlias

from gbdoc.diagnostic import nearest
from gbdoc.read import compute
from gbdoc.read.compute import ComputeError, Expression, Rows
from gbdoc.read.context import Context
from gbdoc.read.data_file import DataFile
from gbdoc.source import Passage

_MOST_DIGITS = 15

Numbers: TypeAlias = dict[str, "list[Decimal] | None"]  # by column; None for one without trustworthy numbers


def compute_values(data: DataFile, context: Context) -> DataFile:
    """The data table with what its columns compute filled in; what cannot be computed is told."""
    expressions = dict(_expressions(data, context))
    operands = {name.key for expression in expressions.values() for name in compute.names(expression)}
    numbers: Numbers = {}
    for key in _order(data, expressions, context):
        if key in expressions:
            results = _results(data, key, expressions[key], numbers, context)
            data = _filled(data, key, results, context)
            numbers[key] = _complete(results)
        elif key in operands:
            numbers[key] = _read(data, key, context)
    return data


def _expressions(data: DataFile, context: Context) -> Iterator[tuple[str, Expression]]:
    """The expressions that can be read and name only columns there are; the others are told."""
    for index, column in enumerate(data.shape.columns):
        if not column.compute:
            continue
        try:
            yield column.key, _expression(column.compute, data.table.columns)
        except ComputeError as error:
            place = data.loaded.passage("columns", index, "compute").span(error.offset, error.offset + 1)
            context.error(place, "compute", f"{column.key} 的式子：{error.message}")


def _expression(text: str, keys: tuple[str, ...]) -> Expression:
    expression = compute.parse(text)
    for name in (*compute.names(expression), *compute.groups(expression)):
        if name.key not in keys:
            raise ComputeError(f"没有 {name.key} 列{nearest(name.key, keys)}", name.offset)
    return expression


def _order(data: DataFile, expressions: Mapping[str, Expression], context: Context) -> tuple[str, ...]:
    """The columns that matter to the expressions, each after those it is made from; none where they run in a circle."""
    needs = {key: _needs(expression) for key, expression in expressions.items()}
    try:
        return tuple(TopologicalSorter(needs).static_order())
    except CycleError as error:
        circle = error.args[1]
        index = next(index for index, column in enumerate(data.shape.columns) if column.key in circle)
        context.error(data.loaded.span("columns", index, "compute"), "compute", f"式子绕成了圈：{' → '.join(reversed(circle))}")
        return ()


def _needs(expression: Expression) -> list[str]:
    return [name.key for name in (*compute.names(expression), *compute.groups(expression))]


def _read(data: DataFile, key: str, context: Context) -> list[Decimal] | None:
    """The numbers of a column that is not computed; what is none is told."""
    numbers = [compute.number(value) for value in data.values(key)]
    for row, number in enumerate(numbers):
        if number is None and data.has(row, key):
            message = f"{key} 要参加计算，“{data.text(row, key)}”不是数；百分数写作小数，单位写在 unit"
            context.error(data.cell_span(row, key), "compute", message)
    return _complete(numbers)


def _complete(numbers: list[Decimal | None]) -> list[Decimal] | None:
    found = [number for number in numbers if number is not None]
    return found if len(found) == len(numbers) else None


def _results(data: DataFile, key: str, expression: Expression, numbers: Numbers, context: Context) -> list[Decimal | None]:
    """What a column computes, row by row; None, told, where there is nothing, and not told where an operand has none."""
    count = len(data.table.rows)
    if any(numbers.get(need, []) is None for need in _needs(expression)):
        return [None] * count
    texts = {name.key: data.values(name.key) for name in compute.groups(expression)}
    table = Rows(count, lambda name, row: (numbers[name.key] or [])[row], lambda name, row: texts[name.key][row])
    return [_result(data, key, expression, table, row, context) for row in range(count)]


def _result(data: DataFile, key: str, expression: Expression, table: Rows, row: int, context: Context) -> Decimal | None:
    try:
        result = compute.evaluate(expression, table, row)
        if -int(result.as_tuple().exponent) > _MOST_DIGITS:
            raise ComputeError("小数位太多，用 round(…, 2) 取位", 0)
    except ComputeError as error:
        context.error(data.table.spans[row], "compute", f"{key} 算不出：{error.message}")
        return None
    return result


def _filled(data: DataFile, key: str, results: list[Decimal | None], context: Context) -> DataFile:
    """The results put where nothing is written, each standing where its row begins; what is written otherwise is told."""
    values: dict[int, tuple[str, Passage]] = {}
    for row, (stored, result) in enumerate(zip(data.values(key), results, strict=True)):
        if result is None or (stored and compute.number(stored) == result):
            continue
        text, span = compute.written(result), data.table.spans[row]
        values[row] = text, Passage.at(text, span)
        if stored:
            context.error(data.cell_span(row, key), "compute", f"{key} 应为 {text}，写的是 {stored}；可删去，由 compute 生成")
    return data.filled(key, values)
