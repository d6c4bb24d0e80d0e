"""The cells of a table where they stand, with what they say and about how many lines that takes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from gbdoc.model import Block, Cell, Footnote, Inline, Paragraph, Row, walk
from gbdoc.write.columns import CELL_INDENT, PADDING
from gbdoc.write.extent import em

_LONG_LINE = "　" * 20  # what a list or a formula in a cell counts for

Printed = Callable[[tuple[Inline, ...]], str]  # inlines as they are printed, a line break being "\n"


@dataclass(frozen=True, slots=True)
class CellAt:
    """A cell, the indexes of its row and of its first column, and its lines as far as the author broke them."""

    row: int
    column: int
    cell: Cell
    texts: tuple[str, ...]


def cells_of(rows: Sequence[Row], printed: Printed) -> tuple[CellAt, ...]:
    """The cells of some rows."""
    return tuple(CellAt(row, column, cell, _texts(cell.blocks, printed)) for row, column, cell in _placed(rows))


def column_texts(cells: Iterable[CellAt], columns: int) -> list[list[str]]:
    """What each column's own cells say."""
    texts: list[list[str]] = [[] for _ in range(columns)]
    for at in cells:
        if at.cell.column_span == 1:
            texts[at.column].extend(at.texts)
    return texts


def row_lines(cells: Iterable[CellAt], rows: int, widths: Sequence[float]) -> list[int]:
    """About how many lines each row takes, in columns of some widths in ems; cells over several rows find room there."""
    lines = [1] * rows
    for at in cells:
        if at.cell.row_span == 1:
            width = sum(widths[at.column : at.column + at.cell.column_span])
            lines[at.row] = max(lines[at.row], _lines(at.texts, width))
    return lines


def closing_lines(blocks: Sequence[Block], footnotes: Sequence[Footnote], printed: Printed, width: float) -> int:
    """About how many lines the paragraphs, notes and footnotes below a table take."""
    return _lines([printed(paragraph.inlines) for paragraph in walk((blocks, footnotes), Paragraph)], width)


def _placed(rows: Sequence[Row]) -> Iterator[tuple[int, int, Cell]]:
    taken: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while (index, column) in taken:
                column += 1
            yield index, column, cell
            if cell.row_span > 1:
                taken.update((index + down, column + right) for down in range(1, cell.row_span) for right in range(cell.column_span))
            column += cell.column_span


def _texts(blocks: Sequence[Block], printed: Printed) -> tuple[str, ...]:
    said = [printed(block.inlines) if isinstance(block, Paragraph) else _LONG_LINE for block in blocks]
    return tuple(line for text in said for line in text.split("\n"))


def _lines(texts: Iterable[str], width: float) -> int:
    room = max(width - PADDING, 1.0)
    return sum(max(math.ceil((em(text) + CELL_INDENT) / room), 1) for text in texts)
