"""A table as a writer needs it: its columns, and every cell with its alignment and its part in the frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gbdoc.model import Block, Cell, Inline, Paragraph, Row, Table
from gbdoc.write.cells import CellAt, Printed, cells_of, closing_lines, column_texts, row_lines
from gbdoc.write.columns import Fit, fit, shares
from gbdoc.write.decimals import NONE, padding

_UPRIGHT, _TURNED = 52.0, 75.0  # em: the width of a table on paper, at the size of its letters
_SCREEN = 44.0  # em: a column of text
_SMALL = 10  # lines: a table that has no more is kept on one page
_TALL = 38  # lines: a row that has more may find no page that it fits on


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell: `line` where it is one paragraph; `before` and `after` are the ems that bring numbers in line."""

    tag: str  # th, td
    scope: str  # of a head cell: col, colgroup
    screen: str  # its classes: how its text stands (left, center, right), short where it is kept on one line
    paper: str  # its classes: how its text stands, and the sides on which it meets the frame (first, last, top, bottom)
    columns: int  # how many it covers; 0 for one
    rows: int
    line: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    before: float
    after: float
    mark: str  # of a redline
    change: str


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row of placed cells; `tall` where it goes over pages, `leads` where its one cell is a heading of the rows below."""

    anchor: str
    cells: tuple[PlacedCell, ...]
    tall: bool
    leads: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table laid out; widths are shares in per cent, `given` where the author chose them."""

    widths: tuple[float, ...]
    given: bool
    least: float  # em below which the table should rather scroll
    wide: bool  # too wide for a column of text
    small: bool  # to be kept on one page
    tall_closing: bool  # its closing cell goes over pages
    head: tuple[PlacedRow, ...]
    body: tuple[PlacedRow, ...]


def grid_of(table: Table, printed: Printed) -> Grid:
    """Lay a table out."""
    head, body = cells_of(table.head, printed), cells_of(table.body, printed)
    texts = zip(column_texts(head, len(table.columns)), column_texts(body, len(table.columns)), strict=True)
    fits = [fit(column, *said) for column, said in zip(table.columns, texts, strict=True)]
    measure = _TURNED if table.landscape else _UPRIGHT
    widths = shares(table.columns, fits, measure)
    ems = [width * measure / 100 for width in widths]
    head_lines, body_lines = row_lines(head, len(table.head), ems), row_lines(body, len(table.body), ems)
    closing = closing_lines(table.blocks, table.footnotes, printed, measure)
    least = sum(fit.narrow for fit in fits)
    return Grid(
        widths=widths,
        given=any(column.width for column in table.columns),
        least=round(least, 1),
        wide=least > _SCREEN,
        small=sum(head_lines) + sum(body_lines) + closing <= _SMALL,
        tall_closing=closing > _TALL,
        head=_place(table.head, head, head_lines, fits, "th"),
        body=_place(table.body, body, body_lines, fits, "td"),
    )


def _place(rows: Sequence[Row], cells: Sequence[CellAt], lines: Sequence[int], fits: Sequence[Fit], tag: str) -> tuple[PlacedRow, ...]:
    by_row: list[list[PlacedCell]] = [[] for _ in rows]
    for at in cells:
        by_row[at.row].append(_cell(at, fits[at.column], _edges(at, len(rows), len(fits), tag), tag))
    return tuple(
        PlacedRow(row.anchor, tuple(by_row[place]), lines[place] > _TALL, tag == "td" and _leads(rows, place, len(fits)))
        for place, row in enumerate(rows)
    )


def _leads(rows: Sequence[Row], place: int, columns: int) -> bool:
    """Whether a row is one cell across the table, and the next is not."""
    return columns > 1 and _is_one_cell(rows[place], columns) and place + 1 < len(rows) and not _is_one_cell(rows[place + 1], columns)


def _is_one_cell(row: Row, columns: int) -> bool:
    return len(row.cells) == 1 and row.cells[0].column_span == columns


def _edges(at: CellAt, rows: int, columns: int, tag: str) -> list[str]:
    meets = {
        "first": at.column == 0,
        "last": at.column + at.cell.column_span == columns,
        "top": at.row == 0 and tag == "th",
        "bottom": at.row + at.cell.row_span == rows,
    }
    return [side for side, met in meets.items() if met]


def _cell(at: CellAt, column: Fit, edges: list[str], tag: str) -> PlacedCell:
    head, cell = tag == "th", at.cell
    own = cell.column_span == 1
    align = [] if head else [column.align]
    short = ["short"] if column.short and own else []
    lacks = padding("".join(at.texts), NONE if head or not own or len(at.texts) > 1 else column.numbers)
    line = _line(cell)
    return PlacedCell(
        tag=tag,
        scope=("col" if own else "colgroup") if head else "",
        screen=" ".join(align + short),
        paper=" ".join(align + edges),
        columns=0 if own else cell.column_span,
        rows=cell.row_span if cell.row_span > 1 else 0,
        line=line,
        blocks=() if line else cell.blocks,
        before=lacks.before,
        after=lacks.after,
        mark=cell.mark,
        change=cell.change,
    )


def _line(cell: Cell) -> tuple[Inline, ...]:
    """What a cell says that is one paragraph."""
    match cell.blocks:
        case (Paragraph(inlines=inlines),):
            return inlines
        case _:
            return ()
