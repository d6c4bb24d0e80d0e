"""The cells of a table, before its caption and footnotes are known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gbdoc.model import Column, Row


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's columns, the rows of its head and those of its body."""

    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]


_SPACE = re.compile(r"\s+")


def row_anchor(table: str, key: str) -> str:
    """The anchor of the row that has a key: tab-indicators.k42; references write keys in either case."""
    return f"{table}.{_SPACE.sub('-', key.lower())}"
