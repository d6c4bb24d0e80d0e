"""The data tables of a document and of the library: found by name, filled in and checked once, drawn as tables, asked for single values."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace

from gbdoc.diagnostic import nearest
from gbdoc.diagram import Diagram
from gbdoc.model import DataTable, Reference
from gbdoc.read import system_exhibits
from gbdoc.read.asked import Answer, Asked, AskedGrid, AskedSystem, AskedValue
from gbdoc.read.computed import compute_values
from gbdoc.read.constraints import check_constraints
from gbdoc.read.context import Context
from gbdoc.read.data_file import DataFile, read_data_file
from gbdoc.read.data_grid import data_grid
from gbdoc.read.grid import Grid
from gbdoc.read.references import read_registry
from gbdoc.read.system import PATH
from gbdoc.read.system_data import VIEWS
from gbdoc.read.system_rows import StandardsSystem, read_standards_system
from gbdoc.read.taken import take_values
from gbdoc.source import Passage, Span

_NOT_DATA = ("references.yaml",)


class DataTables:
    """The data tables that one document uses, and the shared files they are made from: each read, filled in and checked once."""

    def __init__(self) -> None:
        self._files: dict[str, DataFile | None] = {}
        self._checked: set[str] = set()
        self._registry: Mapping[str, Reference] | None = None
        self._system: StandardsSystem | None = None
        self._system_is_read = self._system_is_used = False

    def registry(self, context: Context) -> Mapping[str, Reference]:
        """The documents of references.yaml."""
        if self._registry is None:
            self._registry = read_registry(context)
        return self._registry

    def system(self, context: Context, named_at: Span | None = None) -> StandardsSystem | None:
        """The standards system of system.yaml; None, told, where there is none."""
        if not self._system_is_read:
            self._system_is_read = True
            self._system = read_standards_system(context, self.registry(context), named_at)
        return self._system

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
            self._system_is_used = True
            system = self.system(context, named_at)
            self._files[path] = VIEWS[path](system) if system else None
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
        if PATH in context.sources.files:
            self.system(context)  # what is wrong in it is told though nobody uses it
            for path in VIEWS.keys() & context.sources.files.keys() - {PATH}:
                context.error(context.file_span(path), "data-file", f"{path} 是标准体系的数据表名；换一个文件名")
        for path in VIEWS if self._system and self._system_is_used else ():
            self.file(context, path)
        return {data.table.name: data.table for _, data in sorted(self._files.items()) if data}

    def prepare(self, context: Context, asked: Asked) -> Answer:
        """Read what a text is about to ask for, so that what is wrong there is told here and not where it is asked."""
        match asked:
            case AskedValue(name, span):
                table, key, _ = _parts(name)
                path = _path(context, table)
                is_known = key and (path in context.sources.files or path in VIEWS)
                return self.file(context, path, span) if is_known else None
            case AskedGrid(base, file):
                located = context.sources.locate(base.removeprefix("content/"), file.text)
                return self.file(context, located, file.span(0, len(file.text))) if located is not None else None
            case AskedSystem(span, is_table):
                self._system_is_used = self._system_is_used or is_table
                return self.system(context, span)

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
        data = self.file(context, path, span)
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
        self._system_is_used = True
        whole = self.system(context, span)
        if whole is None:
            return Grid((), (), ()), ""
        if kind == "system-statistics":
            data = system_exhibits.statistics(whole, context, asked)
            return data_grid(data, context, anchor, (), span), data.table.name
        data, columns = system_exhibits.detail(whole, context, asked, span)
        return system_exhibits.grouped(data_grid(data, context, anchor, columns, span), anchor, whole.system), data.table.name

    def system_diagram(self, context: Context, asked: Mapping[str, Passage], span: Span) -> Diagram | None:
        """What :::{system-figure} draws; None, told, where there is nothing to draw."""
        whole = self.system(context, span)
        return system_exhibits.diagram(whole, context, asked, span) if whole else None


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
    yield from (_name(context, path) for path in VIEWS if PATH in context.sources.files and path != PATH)


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
