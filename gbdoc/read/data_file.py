"""One data table file: its shape, and its rows as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Annotated, Any, ClassVar, TypeAlias

from gbdoc.diagnostic import nearest
from gbdoc.model import Align, DataTable
from gbdoc.read.context import Context
from gbdoc.read.yaml import Loaded, load, named
from gbdoc.source import Passage, Span

_STRICT: Any = {"extra": "forbid"}


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
    many: bool = False  # a value names several of the column that `in:` names: 101、201～205
    take: str = ""
    compute: str = ""
    __pydantic_config__: ClassVar[Any] = _STRICT

    @property
    def made(self) -> bool:
        """Whether its values need not be written."""
        return bool(self.take or self.compute)

    @property
    def target(self) -> tuple[str, str] | None:
        """The data table and its column that `in:` names; None where it names none."""
        name, dot, key = self.within.rpartition(".")
        return (name, key) if dot and name.strip("/") else None


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
    made: Mapping[tuple[int, str], Passage] = field(default_factory=dict)  # by row and column, what was taken or computed
    complete: bool = False  # whether all that is taken and computed has been
    plain: frozenset[str] = frozenset()  # columns whose values are text and no markup

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
        return self.text(self.rows_by_key[row_key.lower()], key)

    def text(self, row: int, key: str) -> str:
        """The value in a row and column."""
        return self.table.rows[row][self.table.columns.index(key)]

    def has(self, row: int, key: str) -> bool:
        """Whether there is a value, be it an empty one."""
        return key in self.shape.rows[row] or (row, key) in self.made

    def passage(self, row: int, key: str) -> Passage:
        """A value with its place: where it was written, or what it was made of."""
        return self.made.get((row, key)) or self.loaded.passage("rows", row, key)

    def cell_span(self, row: int, key: str) -> Span:
        return self.loaded.span("rows", row, key)

    def filled(self, key: str, values: Mapping[int, tuple[str, Passage]]) -> DataFile:
        """The data table with values of a column, by row, in the place of what it had: each as text and with its place."""
        index = self.table.columns.index(key)
        texts = {row: text for row, (text, _) in values.items()}
        rows = tuple((*old[:index], texts.get(row, old[index]), *old[index + 1 :]) for row, old in enumerate(self.table.rows))
        made = {(row, key): passage for row, (_, passage) in values.items()}
        return replace(self, table=replace(self.table, rows=rows), made={**self.made, **made})


FindTable: TypeAlias = Callable[[str, Span], DataFile | None]  # a name as `in:` writes it, the place it is written


def read_data_file(context: Context, path: str, name: str, named_at: Span | None) -> DataFile | None:
    """The data table of a file below content/ as written: nothing taken or computed, its constraints not looked at."""
    loaded = load(context, path, DataShape, named_at)
    if loaded is None:
        return None
    _check_columns(loaded, context)
    keys = tuple(dict.fromkeys(column.key for column in loaded.value.columns))
    titles = {column.key: column.title or column.key for column in reversed(loaded.value.columns)}
    _check_rows(loaded, keys, context)
    spans = tuple(loaded.span("rows", row) for row in range(len(loaded.value.rows)))
    values = tuple(tuple(row.get(key, "") for key in keys) for row in loaded.value.rows)
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
    optional = {column.key for column in loaded.value.columns if column.made}
    for index, row in enumerate(loaded.value.rows):
        for key in row:
            if key not in keys:
                context.error(loaded.key_span("rows", index, key), "data-row", f"columns 中没有 {key} 列{nearest(key, keys)}")
        if missing := [key for key in keys if key not in row and key not in optional]:
            context.error(loaded.span("rows", index), "data-row", f"这一行缺 {'、'.join(missing)}；没有内容写 —")
