"""（续） in the caption of a table on every page but its first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gbdoc.write.pdf import walk


def show_continued(pages: Iterable[Any]) -> None:
    """Show the mark that the caption row of every table hides, where the table goes on from the page before.

    The mark takes no room while it is hidden: it hangs out to the right by a negative margin.
    So the caption is moved by half of its width to stay in the middle.
    """
    begun: set[Any] = set()
    for table in (table for page in pages for table in walk.tables(page)):
        for row in walk.rows(table, head=True):
            if table.element in begun and walk.of_class(row, "caption"):
                _show(row)
        begun.add(table.element)


def _show(caption: Any) -> None:
    for line in walk.descendants(caption):
        for box in getattr(line, "children", ()):
            if walk.of_class(box, "continued") and box.element_tag == "span":
                width = box.width
                for inner in walk.descendants(box):
                    inner.style = inner.style.copy()
                    inner.style["visibility"] = "visible"
                line.translate(dx=-width / 2)
                return
