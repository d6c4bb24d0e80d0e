"""Tables that a page break cuts: cells merged over the break go on after it, and the frame is closed before it.

WeasyPrint draws such a cell only beside the row that it begins in, and leaves a hole on the next page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gbdoc.write.pdf import walk


@dataclass(frozen=True, slots=True)
class Cut:
    """A merged cell that a page break cuts: the rows it still has to cover, and where its part of the table stands."""

    cell: Any
    rows: int
    table_x: float


def mend_tables(pages: Iterable[Any]) -> None:
    """Make the parts of every table that goes over several pages whole."""
    parts: dict[Any, Any] = {}  # the part laid out last, by the table's element
    cuts: dict[Any, list[Cut]] = {}
    for table in (table for page in pages for table in walk.tables(page)):
        if table.element in parts:
            _continue_cells(table, cuts[table.element])
            _close_frame(parts[table.element])
        parts[table.element] = table
        cuts[table.element] = _cuts(table, cuts.get(table.element, []))


def _continue_cells(table: Any, cuts: Sequence[Cut]) -> None:
    rows = walk.rows(table, head=False)
    copies = []
    for cut in cuts:
        copy = cut.cell.deepcopy()
        copy.translate(dx=table.position_x - cut.table_x)
        for box in walk.descendants(copy):
            if box.element_tag == "a":
                box.element_tag = "span"  # the link leads from the page before
        _fill(copy, rows[0].position_y, _bottom(rows[min(cut.rows, len(rows)) - 1]))
        copies.append(copy)
    rows[0].children = sorted([*copies, *rows[0].children], key=lambda cell: cell.grid_x)


def _cuts(table: Any, before: Sequence[Cut]) -> list[Cut]:
    """The cells that a part of a table leaves unfinished, drawn down to its end."""
    rows = walk.rows(table, head=False)
    cuts = [Cut(cut.cell, cut.rows - len(rows), cut.table_x) for cut in before if cut.rows > len(rows)]
    carried = {cut.cell.element for cut in before}
    for place, row in enumerate(rows):
        for cell in row.children:
            if cell.rowspan > len(rows) - place and cell.element not in carried:
                _fill(cell, cell.position_y, _bottom(rows[-1]))
                cuts.append(Cut(cell, cell.rowspan - (len(rows) - place), table.position_x))
    return cuts


def _close_frame(table: Any) -> None:
    """Draw the edge below a part of a table as thick as the one below its head."""
    thickness = max((cell.border_bottom_width for row in walk.rows(table, head=True) for cell in row.children), default=0)
    body = walk.rows(table, head=False)
    bottom = _bottom(body[-1])
    for row in body:
        for cell in row.children:
            if cell.position_y + cell.border_height() >= bottom - 1:
                cell.border_bottom_width = thickness


def _bottom(row: Any) -> float:
    return float(row.position_y + row.height)


def _fill(cell: Any, top: float, bottom: float) -> None:
    """Make a cell reach from one height to another, with what it holds in the middle."""
    cell.padding_top = cell.padding_bottom = 0
    cell.position_y = top
    cell.height = bottom - top - cell.border_top_width - cell.border_bottom_width
    begin = min((child.position_y for child in cell.children), default=top)
    end = max((child.position_y + child.margin_height() for child in cell.children), default=top)
    middle = top + cell.border_top_width + cell.height / 2
    for child in cell.children:
        child.translate(dy=middle - (begin + end) / 2)
