"""The cells of a table, before its caption and footnotes are known."""

from __future__ import annotations

from dataclasses import dataclass

from gbdoc.model import Column, Row


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's columns, the rows of its head and those of its body."""

    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
