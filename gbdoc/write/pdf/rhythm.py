"""The lines of the text on a grid of half lines, which tables, figures and formulas would push them off.

Spaces between paragraphs and around headings are whole and half lines (10.2.1), so the text keeps to the grid by itself. Only what has
a height of its own ends between two lines of it; what follows is moved to the nearer one, by a quarter of a line at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import strut

from gbdoc.write.pdf import walk

_HAIR = 0.01  # pixels that do not count


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines that are this far apart, from the top of the first line on; the text may not go below the bottom."""

    top: float
    step: float
    bottom: float

    def shift(self, y: float) -> float:
        """How far a line at this height is from the grid."""
        return self.top + round((y - self.top) / self.step) * self.step - y


def keep_rhythm(pages: Iterable[Any]) -> None:
    """Move the lines of each page's text to the grid that its first line begins."""
    for page in pages:
        body = walk.body(page)
        pitch, _ = strut(body.style)
        items = list(_items(body))
        lines = [item for item in items if _is_line(item, pitch)]
        if len(lines) < len(items) and lines:
            grid = Grid(lines[0].position_y, pitch / 2, walk.bottom(page))
            _move(body, iter(_shifts(items, lines, grid)))


def _items(block: Any) -> Iterator[Any]:
    """The lines of a flow, and what stands between them and has a height of its own."""
    for child in block.children:
        if _is_flow(child):
            yield from _items(child)
        else:
            yield child


def _is_flow(box: Any) -> bool:
    return isinstance(box, boxes.BlockBox) and bool(box.children) and not box.is_table_wrapper and box.element_tag != "figure"


def _is_line(item: Any, pitch: float) -> bool:
    return isinstance(item, boxes.LineBox) and abs(item.height - pitch) < _HAIR


# --- shifts ----------------------------------------------------------------------------------


def _shifts(items: Sequence[Any], lines: Sequence[Any], grid: Grid) -> list[float]:
    """How far each item is moved: lines to the grid, and what stands between two lines with one of them or both."""
    moved = _moved_on(lines, grid)
    end = items[-1].position_y + items[-1].margin_height() + list(moved.values())[-1]
    if end > grid.bottom + _HAIR:
        moved = {id(line): grid.shift(line.position_y) for line in lines}
    after = _following(items, moved)
    before, shifts = 0.0, []
    for item, following in zip(items, after, strict=True):
        before = moved.get(id(item), before)
        shifts.append(_share(item, before, following))
    return shifts


def _moved_on(lines: Sequence[Any], grid: Grid) -> dict[int, float]:
    """The shift of each line when every line is moved with those before it, and then to the nearest of the grid."""
    shift = 0.0
    shifts = {}
    for line in lines:
        shift += grid.shift(line.position_y + shift)
        shifts[id(line)] = shift
    return shifts


def _following(items: Sequence[Any], moved: dict[int, float]) -> list[float]:
    """The shift of the line that each item is or is followed by."""
    shift = list(moved.values())[-1]
    shifts = []
    for item in reversed(items):
        shift = moved.get(id(item), shift)
        shifts.append(shift)
    return shifts[::-1]


def _share(item: Any, before: float, after: float) -> float:
    """A figure stays with what follows it, for its caption does; a formula in the middle; all else with what went before."""
    if item.element_tag == "figure":
        return after
    return (before + after) / 2 if walk.of_class(item, "formula") else before


def _move(block: Any, shifts: Iterator[float]) -> list[float]:
    """Move what is in a flow; returns the shifts of its first and its last item."""
    ends: list[float] = []
    for child in block.children:
        if _is_flow(child):
            ends += _move(child, shifts)
        else:
            shift = next(shifts)
            child.translate(dy=shift)
            ends.append(shift)
    block.position_y += ends[0]
    block.height += ends[-1] - ends[0]
    return [ends[0], ends[-1]]
