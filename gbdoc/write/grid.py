"""A table as a writer needs it: its columns, and every cell with its alignment and its part in the frame."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import east_asian_width

from gbdoc.model import Block, Cell, Inline, Paragraph, Row, Table, plain

_SHORTEST, _LONGEST = 3.0, 20.0  # em: what a column asks for at least and at most
_LINE = 8.0  # em: a column whose cells are no longer than this is centred
_NARROW = 6.0  # em: a column whose cells are no longer than this is kept on one line
_PADDING = 1.5  # em: of a cell, both sides
_MEASURE = 44.0  # em: a column of text, at the size of tables
_NUMBER = re.compile(r"(?P<before>[-−+±<>≤≥≈]?[\d \u2009\u202f]+)(?P<after>(\.[\d \u2009\u202f]+)?)")


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell: `line` where it is one paragraph; `before` and `after` are not seen and bring decimal points in line."""

    tag: str  # th, td
    scope: str  # of a head cell: col, colgroup
    screen: str  # its classes: how its text stands (left, center, right), short where it is kept on one line
    paper: str  # its classes: how its text stands, and the sides on which it meets the frame (first, last, top, bottom)
    columns: int  # how many it covers; 0 for one
    rows: int
    line: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row of placed cells."""

    anchor: str
    cells: tuple[PlacedCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table laid out; widths are shares in per cent, `given` where the author chose them."""

    widths: tuple[float, ...]
    given: bool
    least: float  # em below which the table should rather scroll
    wide: bool  # too wide for a column of text
    head: tuple[PlacedRow, ...]
    body: tuple[PlacedRow, ...]


def grid_of(table: Table) -> Grid:
    """Lay a table out."""
    columns = _columns(table)
    given = any(column.width for column in table.columns)
    wishes = _given_widths(table) if given else [min(max(column.longest, _SHORTEST), _LONGEST) for column in columns]
    least = sum(min(max(column.longest, _SHORTEST), _NARROW) + _PADDING for column in columns)
    return Grid(
        widths=tuple(round(100 * wish / sum(wishes), 2) for wish in wishes),
        given=given,
        least=round(least, 1),
        wide=least > _MEASURE,
        head=_place(table.head, columns, "th"),
        body=_place(table.body, columns, "td"),
    )


# --- columns ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Column:
    align: str
    longest: float  # em
    short: bool
    before: int  # the most digits before a decimal point, and characters from it on, where decimal points stand in line
    after: int


def _given_widths(table: Table) -> list[float]:
    """The author's widths; a column without one gets the mean of the others."""
    chosen = [column.width for column in table.columns if column.width]
    return [column.width or sum(chosen) / len(chosen) for column in table.columns]


def _columns(table: Table) -> list[_Column]:
    head, body = _texts(table.head, len(table.columns)), _texts(table.body, len(table.columns))
    return [_column(column.align, *texts) for column, *texts in zip(table.columns, head, body, strict=True)]


def _texts(rows: tuple[Row, ...], columns: int) -> list[list[str]]:
    """The texts of each column's own cells."""
    texts: list[list[str]] = [[] for _ in range(columns)]
    for _, column, cell in _cells(rows):
        if cell.column_span == 1:
            texts[column].extend(_paragraphs(cell))
    return texts


def _column(align: str, head: list[str], body: list[str]) -> _Column:
    longest = max(map(_em, body), default=0.0)
    title = max(map(_em, head), default=0.0)
    numbers = [number for text in body if (number := _NUMBER.fullmatch(text))] if align == "decimal" else []
    return _Column(
        align=align or ("center" if longest <= _LINE else "left"),
        longest=max(longest, min(title, _LINE)),
        short=max(longest, title) <= _NARROW,
        before=max((len(number["before"]) for number in numbers), default=0),
        after=max((len(number["after"]) for number in numbers), default=0),
    )


def _paragraphs(cell: Cell) -> list[str]:
    """What a cell's paragraphs say; anything else counts as a long line."""
    return [plain(block.inlines) if isinstance(block, Paragraph) else "　" * int(_LONGEST) for block in cell.blocks]


def _em(text: str) -> float:
    return sum(1.0 if east_asian_width(character) in "WFA" else 0.55 for character in text)


# --- cells -----------------------------------------------------------------------------------


def _place(rows: tuple[Row, ...], columns: list[_Column], tag: str) -> tuple[PlacedRow, ...]:
    placed: list[list[PlacedCell]] = [[] for _ in rows]
    for row, column, cell in _cells(rows):
        edges = _edges(cell, row, column, len(rows), len(columns), tag)
        placed[row].append(_cell(cell, columns[column], edges, tag))
    return tuple(PlacedRow(row.anchor, tuple(cells)) for row, cells in zip(rows, placed, strict=True))


def _cells(rows: tuple[Row, ...]) -> Iterator[tuple[int, int, Cell]]:
    """Each cell with the indexes of its row and of its first column."""
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


def _edges(cell: Cell, row: int, column: int, rows: int, columns: int, tag: str) -> list[str]:
    meets = {
        "first": column == 0,
        "last": column + cell.column_span == columns,
        "top": row == 0 and tag == "th",
        "bottom": row + cell.row_span == rows,
    }
    return [side for side, met in meets.items() if met]


def _cell(cell: Cell, column: _Column, edges: list[str], tag: str) -> PlacedCell:
    head = tag == "th"
    align = [] if head else ["center" if column.align == "decimal" else column.align]
    short = ["short"] if column.short and cell.column_span == 1 else []
    before, after = ("", "") if head else _padding(cell, column)
    line = _line(cell)
    return PlacedCell(
        tag=tag,
        scope=("colgroup" if cell.column_span > 1 else "col") if head else "",
        screen=" ".join(align + short),
        paper=" ".join(align + edges),
        columns=cell.column_span if cell.column_span > 1 else 0,
        rows=cell.row_span if cell.row_span > 1 else 0,
        line=line,
        blocks=() if line else cell.blocks,
        before=before,
        after=after,
    )


def _line(cell: Cell) -> tuple[Inline, ...]:
    """What a cell says that is one paragraph."""
    match cell.blocks:
        case (Paragraph(inlines=inlines),):
            return inlines
        case _:
            return ()


def _padding(cell: Cell, column: _Column) -> tuple[str, str]:
    """What a number lacks on both sides to be as long as the longest of its column."""
    number = _NUMBER.fullmatch("".join(_paragraphs(cell))) if column.before and cell.column_span == 1 else None
    if not number:
        return "", ""
    missing = column.after - len(number["after"])
    tail = "." + "0" * (missing - 1) if missing and not number["after"] else "0" * missing
    return "0" * (column.before - len(number["before"])), tail
