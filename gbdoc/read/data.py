"""The data tables of a document and of the library: found by name, filled in and checked once, drawn as tables, asked for single values."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from gbdoc.diagnostic import nearest
from gbdoc.diagram import Diagram
from gbdoc.model import Block, Cell, Column, DataTable, Inline, LineBreak, Paragraph, Reference, Row
from gbdoc.read import system_exhibits
from gbdoc.read.blocks import parse_blocks
from gbdoc.read.computed import compute_values
from gbdoc.read.constraints import check_constraints
from gbdoc.read.context import Context
from gbdoc.read.data_file import DataColumn, DataFile, read_data_file
from gbdoc.read.grid import Grid
from gbdoc.read.inlines import parse_inlines
from gbdoc.read.references import read_registry
from gbdoc.read.system import System, read_system
from gbdoc.read.system_data import VIEWS
from gbdoc.read.tables import Place, merge_cells
from gbdoc.read.taken import take_values
from gbdoc.source import Passage, Span

_NOT_DATA = ("references.yaml",)


class DataTables:
    """The data tables that one document uses, and the shared files they are made from: each read, filled in and checked once."""

    def __init__(self) -> None:
        self._files: dict[str, DataFile | None] = {}
        self._checked: set[str] = set()
        self._registry: Mapping[str, Reference] | None = None
        self._systems: list[System | None] = []  # empty until the system is asked for

    def registry(self, context: Context) -> Mapping[str, Reference]:
        """The documents of references.yaml."""
        if self._registry is None:
            self._registry = read_registry(context)
        return self._registry

    def system(self, context: Context, named_at: Span | None = None) -> System | None:
        """The standards system of system.yaml; None, told, where there is none."""
        if not self._systems:
            self._systems.append(read_system(context, self.registry(context), named_at))
        return self._systems[0]

    def file(self, context: Context, path: str, named_at: Span | None = None) -> DataFile | None:
        """The data table of a file below content/, or a view of system.yaml; None, told, where there is none."""
        data = self._filled(context, path, named_at)
        if data and path not in self._checked and path not in VIEWS:
            self._checked.add(path)  # before its constraints are looked at, since they may lead back here
            check_constraints(data, context, lambda name, span: self.file(context, _beside(path, name), span))
        return data

    def _filled(self, context: Context, path: str, named_at: Span | None) -> DataFile | None:
        """A data table before its constraints are looked at; as written where its own filling in leads back here."""
        if path in VIEWS and path not in self._files:
            system = self.system(context, named_at)
            self._files[path] = replace(VIEWS[path](system, context), complete=True) if system else None
        elif path not in self._files:
            data = read_data_file(context, path, _name(context, path), named_at)
            self._files[path] = data
            if data:
                taken = take_values(data, context, lambda name, span: self._filled(context, _beside(path, name), span))
                self._files[path] = replace(compute_values(taken, context), complete=True)
        return self._files[path]

    def all(self, context: Context) -> Mapping[str, DataTable]:
        """Every data table in the document's data/, every other that was asked for, and the system where it was, by name."""
        for path in sorted(context.sources.files):
            if posixpath.dirname(path) == f"{context.name}/data" and path.endswith(".yaml"):
                self.file(context, path)
        for path in VIEWS if any(self._systems) else ():
            self.file(context, path)
        return {data.table.name: data.table for _, data in sorted(self._files.items()) if data}

    def lookup(self, context: Context, name: str, span: Span) -> Passage | None:
        """The value that [=indicators.k42.weight] asks for; None, told, where there is none."""
        table, key, column = _parts(name)
        if not key:
            context.error(span, "data-value", f"读不懂 [={name}]；写成 [=数据表.键.列]，如 [=indicators.k42.weight]")
            return None
        path = _path(context, table)
        if path not in context.sources.files and path not in VIEWS:
            context.error(span, "data-value", f"没有数据表 {table}{nearest(table, _known(context)) or f'；它应是 data/{table}.yaml'}")
            return None
        data = self.file(context, path)
        return _value(data, key, column, context, span) if data else None

    def grid(self, context: Context, base: str, file: Passage, anchor: str, columns: tuple[str, ...]) -> tuple[Grid, str]:
        """The grid that `:data:` in the file `base` asks for, of some columns or of all that print, and the table's name."""
        span = file.span(0, len(file.text))
        path = context.sources.locate(base.removeprefix("content/"), file.text)
        if path is None:
            context.error(span, "data-file", f"{file.text} 在 content/ 之外；请放进 content/")
        data = self.file(context, path, span) if path else None
        return (data_grid(data, context, anchor, columns, span), data.table.name) if data else (Grid((), (), ()), "")

    def system_grid(self, context: Context, kind: str, asked: Mapping[str, Passage], anchor: str, span: Span) -> tuple[Grid, str]:
        """The grid of :::{system-table} or :::{system-statistics}, and its data table's name."""
        system = self.system(context, span)
        if system is None:
            return Grid((), (), ()), ""
        if kind == "system-statistics":
            data = system_exhibits.statistics(system, context, asked)
            return data_grid(data, context, anchor, (), span), data.table.name
        data, columns = system_exhibits.detail(system, context, asked, span)
        return system_exhibits.grouped(data_grid(data, context, anchor, columns, span), anchor, system), data.table.name

    def system_diagram(self, context: Context, asked: Mapping[str, Passage], span: Span) -> Diagram | None:
        """What :::{system-figure} draws; None, told, where there is no system."""
        system = self.system(context, span)
        return system_exhibits.diagram(system, context, asked) if system else None


# --- names -------------------------------------------------------------------------------------


def _name(context: Context, path: str) -> str:
    """indicators for the document's data/indicators.yaml; /layers for content/layers.yaml."""
    own = f"{context.name}/data/"
    name = path.removesuffix(".yaml")
    return name.removeprefix(own) if name.startswith(own) else f"/{name}"


def _path(context: Context, name: str) -> str:
    return f"{name[1:]}.yaml" if name.startswith("/") else f"{context.name}/data/{name}.yaml"


def _beside(path: str, name: str) -> str:
    """The file that `in:` means by a name in the file `path`."""
    return f"{name[1:]}.yaml" if name.startswith("/") else posixpath.join(posixpath.dirname(path), f"{name}.yaml")


def _known(context: Context) -> Iterator[str]:
    """The names of the data tables there are."""
    for path in context.sources.files:
        shared = "/" not in path and path not in _NOT_DATA
        if path.endswith(".yaml") and (shared or posixpath.dirname(path) == f"{context.name}/data"):
            yield _name(context, path)


# --- single values -----------------------------------------------------------------------------


def _parts(name: str) -> tuple[str, str, str]:
    """Table, key and column of `indicators.k42.weight`; a key may hold dots."""
    table, _, rest = name.partition(".")
    key, _, column = rest.rpartition(".")
    return table, key, column


def _value(data: DataFile, key: str, column: str, context: Context, span: Span) -> Passage | None:
    name = data.table.name
    if not data.table.key:
        context.error(span, "data-value", f"数据表 {name} 没有写 key:，不能按键取值；在那个文件的开头写 key: 列")
    elif key.lower() not in data.rows_by_key:
        context.error(span, "data-value", f"数据表 {name} 没有键为 {key} 的行{nearest(key.lower(), data.rows_by_key)}")
    elif column not in data.table.columns:
        context.error(span, "data-value", f"数据表 {name} 没有 {column} 列{nearest(column, data.table.columns)}")
    else:
        value = data.passage(data.rows_by_key[key.lower()], column)
        if "[=" in value.text:
            context.error(span, "data-value", f"{name} 的这个值本身又引用数据（[=…]），请写出它的值")
        elif "\n" in data.value(key, column).strip():
            context.error(span, "data-value", f"{name} 的这个值有几段，只能印在表里；文中直接写出要说的话")
        else:
            return value
    return None


# --- grids -------------------------------------------------------------------------------------


def data_grid(data: DataFile, context: Context, anchor: str, columns: tuple[str, ...], span: Span) -> Grid:
    """A data table drawn: the columns named, or all that are not hidden; `span` is where the drawing is asked for."""
    shown = _shown(data, columns, context, span)
    drawn = tuple(Column(column.align, 0) for column in shown)
    return Grid(drawn, _head(data, shown, context, anchor), _body(data, shown, context, anchor)) if shown else Grid((), (), ())


def _shown(data: DataFile, columns: tuple[str, ...], context: Context, span: Span) -> list[DataColumn]:
    if not columns:
        return [column for column in data.shape.columns if not column.hidden]
    for key in columns:
        if key not in data.table.columns:
            context.error(span, "data-column", f"数据表 {data.table.name} 没有 {key} 列{nearest(key, data.table.columns)}")
    return [data.column(key) for key in columns if key in data.table.columns]


def _head(data: DataFile, shown: list[DataColumn], context: Context, anchor: str) -> tuple[Row, ...]:
    """One row of titles, or two where columns stand in groups."""
    titles = [_title(data, column, context) for column in shown]
    span = data.loaded.span("columns")
    if not any(column.group for column in shown):
        return (Row(f"{anchor}.head-1", "", tuple(titles), span),)
    groups = [_group(data, column, context) if column.group else title for column, title in zip(shown, titles, strict=True)]
    rows = merge_cells([groups, titles], _grouping(shown))
    return tuple(Row(f"{anchor}.head-{number}", "", cells, span) for number, cells in enumerate(rows, 1))


def _grouping(shown: list[DataColumn]) -> dict[Place, Place]:
    """A title without a group covers both rows of the head; a group covers its neighbours of the same name."""
    origins: dict[Place, Place] = {}
    for index, column in enumerate(shown):
        if not column.group:
            origins[1, index] = (0, index)
        elif index and shown[index - 1].group == column.group:
            origins[0, index] = origins.get((0, index - 1), (0, index - 1))
    return origins


def _title(data: DataFile, column: DataColumn, context: Context) -> Cell:
    index = data.shape.columns.index(column)
    title = data.loaded.passage("columns", index, "title")
    inlines = parse_inlines(title, context) if title.text else parse_inlines(data.loaded.passage("columns", index, "key"), context)
    if column.unit:
        unit = data.loaded.passage("columns", index, "unit")
        inlines = (*inlines, LineBreak(unit.span(0, 0)), *parse_inlines(unit, context))
    return _cell(inlines, data.loaded.span("columns", index, "title"))


def _group(data: DataFile, column: DataColumn, context: Context) -> Cell:
    group = data.loaded.passage("columns", data.shape.columns.index(column), "group")
    return _cell(parse_inlines(group, context), group.span(0, len(group.text)))


def _cell(inlines: tuple[Inline, ...], span: Span) -> Cell:
    return Cell((Paragraph("", inlines, span),), 1, 1, span)


def _body(data: DataFile, shown: list[DataColumn], context: Context, anchor: str) -> tuple[Row, ...]:
    keys = data.values(data.table.key) if data.table.key else ("",) * len(data.table.rows)
    anchors = _row_anchors(keys, anchor)
    cells = [[_value_cell(data, row, column, context, anchors[row]) for column in shown] for row in range(len(keys))]
    rows = merge_cells(cells, _merging(data, shown))
    for row, kept in enumerate(rows):
        if not kept:
            context.error(data.table.spans[row], "data-merge", "这一行印出的各列都与上一行合并了；多印一列，或去掉 merge: true")
    return tuple(Row(*parts) for parts in zip(anchors, keys, rows, data.table.spans, strict=True))


def _row_anchors(keys: Sequence[str], anchor: str) -> list[str]:
    """ANCHOR.k42 for a row with a key of its own, else ANCHOR.row-3."""
    seen: set[str] = set()
    anchors = []
    for number, key in enumerate(keys, 1):
        name = re.sub(r"\s+", "-", key.lower())
        anchors.append(f"{anchor}.{name}" if name and name not in seen else f"{anchor}.row-{number}")
        seen.add(name)
    return anchors


def _value_cell(data: DataFile, row: int, column: DataColumn, context: Context, anchor: str) -> Cell:
    passage = data.passage(row, column.key)
    span = passage.span(0, len(passage.text))
    return Cell(_cell_blocks(passage, f"{anchor}.{column.key}", context, span), 1, 1, span)


def _cell_blocks(passage: Passage, anchor: str, context: Context, span: Span) -> tuple[Block, ...]:
    if "\n" in passage.text:
        return parse_blocks(passage, anchor, context)
    return (Paragraph("", parse_inlines(passage, context), span),) if passage.text else ()


def _merging(data: DataFile, shown: list[DataColumn]) -> dict[Place, Place]:
    """Equal neighbours of the columns that merge; within one merged cell of a column those right of it merge, never across its end."""
    origins: dict[Place, Place] = {}
    joined = [True] * len(data.table.rows)  # whether a row goes on with the one above in all merging columns so far
    for index, column in enumerate(shown):
        if not column.merge:
            continue
        values = data.values(column.key)
        joined = [row > 0 and joined[row] and values[row] == values[row - 1] != "" for row in range(len(values))]
        for row, same in enumerate(joined):
            if same:
                origins[row, index] = origins.get((row - 1, index), (row - 1, index))
    return origins
