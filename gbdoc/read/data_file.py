"""One data table file: its shape, its rows as text, and the values that `compute` makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Annotated, Any, ClassVar

from gbdoc.diagnostic import nearest
from gbdoc.model import Align, DataTable
from gbdoc.read import compute
from gbdoc.read.compute import ComputeError, Expression
from gbdoc.read.context import Context
from gbdoc.read.yaml import Loaded, load, named
from gbdoc.source import Passage, Span

_STRICT: Any = {"extra": "forbid"}
_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column of a data table and what is asked of its values."""

    key: str
    title: str = ""
    align: Align = ""
    unit: str = ""
    group: str = ""  # neighbours with the same group share a cell above their titles
    merge: bool = False
    hidden: bool = False
    unique: bool = False
    pattern: str = ""
    within: Annotated[str, named("in")] = ""
    compute: str = ""
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class DataCheck:
    """A sum that a column must have."""

    sum: str
    equals: str
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class DataShape:
    """A data table file."""

    columns: tuple[DataColumn, ...]
    rows: tuple[Mapping[str, str], ...] = ()
    key: str = ""
    checks: tuple[DataCheck, ...] = ()
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True)
class DataFile:
    """A data table and the file it was read from."""

    loaded: Loaded[DataShape]
    table: DataTable

    @property
    def shape(self) -> DataShape:
        return self.loaded.value

    @cached_property
    def rows_by_key(self) -> Mapping[str, int]:
        """The first row of each key, in lower case."""
        keys = self.values(self.table.key) if self.table.key else ()
        return {key.lower(): row for row, key in reversed(list(enumerate(keys))) if key}

    def column(self, key: str) -> DataColumn:
        """The column with a key that is known to be one."""
        return next(column for column in self.shape.columns if column.key == key)

    def values(self, key: str) -> tuple[str, ...]:
        """A column from top to bottom."""
        index = self.table.columns.index(key)
        return tuple(row[index] for row in self.table.rows)

    def value(self, row_key: str, key: str) -> str:
        """The value in a column of the row with a key that is known to be one."""
        return self.table.rows[self.rows_by_key[row_key.lower()]][self.table.columns.index(key)]

    def passage(self, row: int, key: str) -> Passage:
        """A value with its place; one that was computed stands where its row begins."""
        written = self.loaded.passage("rows", row, key)
        value = self.table.rows[row][self.table.columns.index(key)]
        if written.text and (not self.column(key).compute or written.text == value):
            return written
        return Passage.at(value, self.table.spans[row])

    def cell_span(self, row: int, key: str) -> Span:
        return self.loaded.span("rows", row, key)


def read_data_file(context: Context, path: str, name: str, named_at: Span | None) -> DataFile | None:
    """The data table of a file below content/, computed values filled in; its constraints are not looked at."""
    loaded = load(context, path, DataShape, named_at)
    if loaded is None:
        return None
    _check_columns(loaded, context)
    keys = tuple(dict.fromkeys(column.key for column in loaded.value.columns))
    titles = {column.key: column.title or column.key for column in reversed(loaded.value.columns)}
    _check_rows(loaded, keys, context)
    rows = _filled(loaded, context)
    spans = tuple(loaded.span("rows", row) for row in range(len(rows)))
    values = tuple(tuple(row.get(key, "") for key in keys) for row in rows)
    key = loaded.value.key if loaded.value.key in keys else ""
    return DataFile(loaded, DataTable(name, key, keys, tuple(titles[key] for key in keys), values, spans))


# --- columns and rows --------------------------------------------------------------------------


def _check_columns(loaded: Loaded[DataShape], context: Context) -> None:
    seen: set[str] = set()
    for index, column in enumerate(loaded.value.columns):
        span = loaded.span("columns", index, "key")
        if not column.key.isidentifier():
            context.error(span, "data-column", f"列的键 {column.key} 只能用字母、数字和下划线，以字母开头")
        if column.key in seen:
            context.error(span, "data-column", f"列的键 {column.key} 重复；换一个")
        if not column.title and not column.hidden:
            context.error(span, "data-column", f"列 {column.key} 缺 title；不印的列写 hidden: true")
        seen.add(column.key)
    if not loaded.value.columns or not loaded.value.rows:
        context.error(loaded.span(), "data-column", "数据表至少要有一列（columns）和一行（rows）")
    if loaded.value.key and loaded.value.key not in seen:
        context.error(loaded.span("key"), "data-column", f"没有 {loaded.value.key} 列{nearest(loaded.value.key, seen)}")


def _check_rows(loaded: Loaded[DataShape], keys: tuple[str, ...], context: Context) -> None:
    optional = {column.key for column in loaded.value.columns if column.compute}
    for index, row in enumerate(loaded.value.rows):
        for key in row:
            if key not in keys:
                context.error(loaded.key_span("rows", index, key), "data-row", f"columns 中没有 {key} 列{nearest(key, keys)}")
        if missing := [key for key in keys if key not in row and key not in optional]:
            context.error(loaded.span("rows", index), "data-row", f"这一行缺 {'、'.join(missing)}；没有内容写 —")


# --- computed values ---------------------------------------------------------------------------


def _filled(loaded: Loaded[DataShape], context: Context) -> list[dict[str, str]]:
    """The rows with the computed columns filled in."""
    rows = [dict(row) for row in loaded.value.rows]
    expressions = dict(_expressions(loaded, context))
    computing = _Computing(loaded, context, rows, {})
    for key in _computing_order(loaded, expressions, context):
        if key in expressions:
            computing.numbers[key] = computing.compute(key, expressions[key])
        else:
            computing.numbers[key] = computing.read(key)
    return rows


def _expressions(loaded: Loaded[DataShape], context: Context) -> Iterator[tuple[str, Expression]]:
    """The expressions that can be read and name only columns there are; the others are told."""
    keys = {column.key for column in loaded.value.columns}
    for index, column in enumerate(loaded.value.columns):
        if not column.compute:
            continue
        try:
            expression = compute.parse(column.compute)
            for name in compute.names(expression):
                if name.key not in keys:
                    raise ComputeError(f"没有 {name.key} 列{nearest(name.key, keys)}", name.offset)
            yield column.key, expression
        except ComputeError as error:
            place = loaded.passage("columns", index, "compute").span(error.offset, error.offset + 1)
            context.error(place, "compute", f"{column.key} 的式子：{error.message}")


def _computing_order(loaded: Loaded[DataShape], expressions: Mapping[str, Expression], context: Context) -> tuple[str, ...]:
    """The columns that matter to the expressions, each after those it is made from; none where they run in a circle."""
    needs = {key: [name.key for name in compute.names(expression)] for key, expression in expressions.items()}
    try:
        return tuple(TopologicalSorter(needs).static_order())
    except CycleError as error:
        circle = error.args[1]
        index = next(index for index, column in enumerate(loaded.value.columns) if column.key in circle)
        context.error(loaded.span("columns", index, "compute"), "compute", f"式子绕成了圈：{' → '.join(reversed(circle))}")
        return ()


@dataclass(frozen=True)
class _Computing:
    """The computing of one table: its rows are filled in, column by column; None for a column without trustworthy numbers."""

    loaded: Loaded[DataShape]
    context: Context
    rows: list[dict[str, str]]
    numbers: dict[str, list[Decimal] | None]

    def read(self, key: str) -> list[Decimal] | None:
        """The numbers of a column as written; what is none is told."""
        numbers = [(row, compute.number(values.get(key, ""))) for row, values in enumerate(self.rows)]
        for row, number in numbers:
            if number is None and key in self.rows[row]:
                message = f"{key} 要参加计算，“{self.rows[row][key]}”不是数；百分数写作小数，单位写在 unit"
                self.context.error(self.loaded.span("rows", row, key), "compute", message)
        found = [number for _, number in numbers if number is not None]
        return found if len(found) == len(numbers) else None

    def compute(self, key: str, expression: Expression) -> list[Decimal] | None:
        """The numbers of a computed column, put into the rows."""
        if any(self.numbers[name.key] is None for name in compute.names(expression)):
            return None
        table = compute.Rows(len(self.rows), lambda name, row: (self.numbers[name.key] or [])[row])
        results: list[Decimal] = []
        for row in range(len(self.rows)):
            try:
                results.append(self.settle(key, row, compute.evaluate(expression, table, row)))
            except ComputeError as error:
                self.context.error(self.loaded.span("rows", row), "compute", f"{key} 算不出：{error.message}")
        return results if len(results) == len(self.rows) else None

    def settle(self, key: str, row: int, result: Decimal) -> Decimal:
        """Put a result where nothing is written; tell what is written otherwise."""
        if -int(result.as_tuple().exponent) > _MOST_DIGITS:
            raise ComputeError("小数位太多，用 round(…, 2) 取位", 0)
        stored, text = self.rows[row].get(key, ""), compute.written(result)
        if stored and compute.number(stored) != result:
            message = f"{key} 应为 {text}，写的是 {stored}；可删去，由 compute 生成"
            self.context.error(self.loaded.span("rows", row, key), "compute", message)
        if not stored or compute.number(stored) != result:
            self.rows[row][key] = text
        return result
