"""Leaders: the dots between a title and its page number, a formula and its number, a word and its places (10.3.2, 10.4.3)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gbdoc.write.pdf import walk
from gbdoc.write.pdf.stretched import Stretched


def join_dots(pages: Iterable[Any]) -> None:
    """Make the dots of every leader one text; the paginator sets each by itself, and would write and tag each."""
    for page in pages:
        for _, line in walk.lines(page):
            for box in walk.descendants(line):
                if box.is_leader and len(box.children) > 1:
                    box.children = (_joined(box.children),)


def _joined(dots: tuple[Any, ...]) -> Any:
    """One text box for many that stand side by side, the last of them leftmost."""
    whole = dots[-1].copy()
    whole.text = "".join(dot.text for dot in dots)
    whole.width = sum(dot.width for dot in dots)
    whole.pango_layout = Stretched(whole.pango_layout, whole.text, whole.style["font_size"], {})
    return whole
