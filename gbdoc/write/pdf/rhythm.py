"""The lines of the text on a grid of half lines, which tables, figures and formulas would push them off.

Spaces between paragraphs and around headings are whole and half lines (10.2.1), so the text keeps to the grid by itself. What has
a height of its own is given the rest of its last half line while the pages are laid out, so that pages are filled with regard to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from typing import Any

import weasyprint.layout.block
from weasyprint.formatting_structure.boxes import FootnoteAreaBox
from weasyprint.text.line_break import strut

from gbdoc.write.pdf import walk

_TAGS = ("p", "figure")
_CLASSES = ("table", "formula", "symbols")
_HAIR = 1.0  # pixel, a quarter of a millimetre: what is higher by less is made lower


@contextmanager
def half_lines() -> Iterator[None]:
    """Let WeasyPrint keep to the grid whatever it lays out meanwhile."""
    theirs = weasyprint.layout.block.block_box_layout

    def ours(context: Any, box: Any, bottom_space: float, skip: Any, around: Any, page_is_empty: bool, *rest: Any) -> Any:
        if page_is_empty and _only_goes_on(context, box):
            box.margin_top = 0
        result = theirs(context, box, bottom_space, skip, around, page_is_empty, *rest)
        block, goes_on, *_ = result
        if block is not None and goes_on is None and _is_filled_up(block):
            _fill_up(block, context, bottom_space)
        return result

    weasyprint.layout.block.block_box_layout = ours
    try:
        yield
    finally:
        weasyprint.layout.block.block_box_layout = theirs


def _only_goes_on(context: Any, box: Any) -> bool:
    """Whether a page goes on with what is on the one before: of what begins a page, only the title of an element asks for one."""
    return context.current_page > 1 and not walk.of_class(box, "title") and not isinstance(box, FootnoteAreaBox)


def _is_filled_up(block: Any) -> bool:
    return block.element_tag in _TAGS or (block.element_tag == "div" and any(walk.of_class(block, name) for name in _CLASSES))


def _fill_up(block: Any, context: Any, bottom_space: float) -> None:
    """Add what the last half line lacks: above a figure, on both sides of a formula, else below; nothing at the foot of a page."""
    half = max(strut(block.style)[0] / 2, _HAIR)
    height = block.height if block.element_tag == "p" else block.border_height()
    lacking = ceil((height - _HAIR) / half) * half - height
    if context.overflows_page(bottom_space, block.border_box_y() + block.border_height() + lacking):
        return
    block.height += lacking
    share = 1.0 if block.element_tag == "figure" else 0.5 if walk.of_class(block, "formula") else 0.0
    for child in block.children if share and lacking else ():
        child.translate(dy=share * lacking)
