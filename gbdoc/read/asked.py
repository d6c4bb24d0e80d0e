"""What texts ask of data tables, noted, so that a text that is not read again still has its tables read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from gbdoc.diagram import Diagram
from gbdoc.read.context import Context, Values
from gbdoc.read.data_file import DataFile
from gbdoc.read.grid import Grid
from gbdoc.read.system_rows import StandardsSystem
from gbdoc.source import Passage, Span


@dataclass(frozen=True, slots=True)
class AskedValue:
    """`[=indicators.k42.weight]`."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class AskedGrid:
    """`:data: file` in the file `base`."""

    base: str
    file: Passage


@dataclass(frozen=True, slots=True)
class AskedSystem:
    """A table or a figure made from system.yaml."""

    span: Span
    is_table: bool


Asked: TypeAlias = AskedValue | AskedGrid | AskedSystem
Answer: TypeAlias = DataFile | StandardsSystem | None  # all that a value, table or figure is made from


class Tables(Values, Protocol):
    """Data tables that can be read before they are asked for."""

    def prepare(self, context: Context, asked: Asked) -> Answer:
        """Read what is about to be asked for; what is wrong in its files is told in `context`."""


@dataclass(frozen=True)
class NotedTables:
    """Data tables that note what they are asked for; what is wrong in their own files is told in the whole document's context."""

    tables: Tables
    whole: Context
    asked: list[tuple[Asked, Answer]]

    def lookup(self, context: Context, name: str, span: Span) -> Passage | None:
        self._note(AskedValue(name, span))
        return self.tables.lookup(context, name, span)

    def grid(self, context: Context, base: str, file: Passage, anchor: str, columns: tuple[str, ...]) -> tuple[Grid, str]:
        self._note(AskedGrid(base, file))
        return self.tables.grid(context, base, file, anchor, columns)

    def system_grid(self, context: Context, kind: str, asked: Mapping[str, Passage], anchor: str, span: Span) -> tuple[Grid, str]:
        self._note(AskedSystem(span, is_table=True))
        return self.tables.system_grid(context, kind, asked, anchor, span)

    def system_diagram(self, context: Context, asked: Mapping[str, Passage], span: Span) -> Diagram | None:
        self._note(AskedSystem(span, is_table=False))
        return self.tables.system_diagram(context, asked, span)

    def _note(self, asked: Asked) -> None:
        self.asked.append((asked, self.tables.prepare(self.whole, asked)))
