"""The words of a table's cell."""

from __future__ import annotations

from collections.abc import Callable

from gbdoc.compare.units import said, sense
from gbdoc.model import Cell, Inline, LineBreak, Paragraph, walk
from gbdoc.resolve import ResolvedDocument


def cell_inlines(cell: Cell) -> tuple[Inline, ...]:
    """The words of a cell as one running text, a line break between its paragraphs."""
    found: list[Inline] = []
    for paragraph in walk(cell.blocks, Paragraph):
        found += [*([LineBreak(paragraph.span)] if found else []), *paragraph.inlines]
    return tuple(found)


def cell_words(cell: Cell, resolved: ResolvedDocument) -> str:
    """The words of a cell as they are printed."""
    return " ".join(said(paragraph.inlines, resolved) for paragraph in walk(cell.blocks, Paragraph))


def cell_text(cell: Cell, resolved: ResolvedDocument, identity: Callable[[str], str]) -> str:
    """The words of a cell, references by what they name; `identity` gives the name that it has now."""
    return " ".join(sense(paragraph.inlines, resolved, identity) for paragraph in walk(cell.blocks, Paragraph))
