"""Tables that a page break cuts: cells merged over the break go on after it, and the frame is closed before it.

WeasyPrint draws such a cell only beside the row that it begins in, and leaves a hole on the next page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from gbdoc.write.pdf import walk


@dataclass(frozen=True, slots=True)
class Cut:
    """A merged cell that a page break cuts: a copy of it, the rows it has yet to cover, where its part of the table stands,
    and whether its words are yet to be shown, because they were too high for the rows before the break."""

    cell: Any
    rows: int
    table_x: float
    owed: bool


def mend_tables(pages: Iterable[Any]) -> None:
    """Make the parts of every table that goes over several pages whole."""
    parts: dict[Any, list[Any]] = {}  # by the table's element
    for table in (table for page in pages for table in walk.tables(page)):
        parts.setdefault(table.element, []).append(table)
    for tables in parts.values():
        cuts: list[Cut] = []
        for table, following in zip_longest(tables, tables[1:]):
            before, done = cuts, _done(table, following)
            cuts = [*_carried(before, done), *_cuts(table, done)]
            if before:
                _continue_cells(table, before)
            if following:
                _close_frame(table)


def _done(table: Any, following: Any) -> int:
    """How many rows end in a part of a table; a row that the break itself cuts ends later."""
    rows, later = walk.rows(table, head=False), walk.rows(following, head=False) if following else []
    goes_on = bool(rows and later) and later[0].element is rows[-1].element
    return len(rows) - goes_on


def _carried(cuts: Sequence[Cut], done: int) -> list[Cut]:
    """The cells cut before that this part of the table does not finish either."""
    return [Cut(cut.cell, cut.rows - done, cut.table_x, False) for cut in cuts if cut.rows > done]


def _cuts(table: Any, done: int) -> list[Cut]:
    """The cells that begin in a part of a table and go on after it; they are drawn down to its end.

    WeasyPrint itself goes on with a cell that begins in a row that the break cuts.
    """
    rows = walk.rows(table, head=False)
    cuts = []
    for place, row in enumerate(rows):
        for cell in row.children:
            if cell.rowspan > done - place and cell.rowspan > 1:
                copy = cell.deepcopy()
                shown = _fill(cell, cell.position_y, _bottom(rows[-1]), owed=False)
                if place < done:
                    cuts.append(Cut(copy, cell.rowspan - (done - place), table.position_x, not shown))
    return cuts


def _continue_cells(table: Any, cuts: Sequence[Cut]) -> None:
    """Put the rest of every cell that was cut beside the rows that it covers here, with its words where they fit."""
    rows = walk.rows(table, head=False)
    rests = []
    for cut in cuts:
        rest = cut.cell.deepcopy()
        rest.translate(dx=table.position_x - cut.table_x)
        for box in walk.descendants(rest):
            if box.element_tag == "a":
                box.element_tag = "span"  # the link leads from the page before
        _fill(rest, rows[0].position_y, _bottom(rows[min(cut.rows, len(rows)) - 1]), owed=cut.owed)
        rests.append(rest)
    rows[0].children = sorted([*rests, *rows[0].children], key=lambda cell: cell.grid_x)


def _close_frame(table: Any) -> None:
    """Draw the edge below a part of a table as thick as the one below its head."""
    thickness = max((cell.border_bottom_width for row in walk.rows(table, head=True) for cell in row.children), default=0)
    body = walk.rows(table, head=False)
    bottom = _bottom(body[-1])
    for row in body:
        for cell in row.children:
            if cell.position_y + cell.border_height() >= bottom - 1:
                cell.height -= thickness - cell.border_bottom_width
                cell.border_bottom_width = thickness


def _bottom(row: Any) -> float:
    return float(row.position_y + row.height)


def _fill(cell: Any, top: float, bottom: float, *, owed: bool) -> bool:
    """Make a cell reach from one height to another, its words in the middle; if they are too high they are left out, unless owed."""
    cell.padding_top = cell.padding_bottom = 0
    words = cell.children
    begin = min((child.position_y for child in words), default=top)
    end = max((child.position_y + child.margin_height() for child in words), default=top)
    cell.position_y = top
    cell.height = bottom - top - cell.border_top_width - cell.border_bottom_width
    if end - begin > cell.height + 1 and not owed:
        cell.children = []
        return False
    middle = top + cell.border_top_width + cell.height / 2
    for child in words:
        child.translate(dy=middle - (begin + end) / 2)
    return True
