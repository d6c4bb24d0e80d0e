"""The boxes of laid-out pages, for what is done to them before they are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from weasyprint.formatting_structure import boxes


def tables(page: Any) -> Iterator[Any]:
    """The parts of tables on a page, those inside of tables left out."""
    rest = [page._page_box]
    while rest:
        box = rest.pop()
        if hasattr(box, "column_positions") and box.element_tag == "table":
            yield box
        elif not hasattr(box, "text") and box.element_tag != "p":
            rest += reversed(box.children if hasattr(box, "children") else ())


def lines(page: Any) -> Iterator[tuple[Any, Any]]:
    """Every line on a page, with the box whose width it has."""
    rest = [page._page_box]
    while rest:
        box = rest.pop()
        for child in box.children if hasattr(box, "children") else ():
            if isinstance(child, boxes.LineBox):
                yield box, child
            rest.append(child)


def descendants(box: Any) -> Iterator[Any]:
    """A box and all boxes in it."""
    yield box
    for child in box.all_children():
        yield from descendants(child)


def rows(table: Any, *, head: bool) -> list[Any]:
    """The rows of a part of a table: those of its head, or those below it."""
    return [row for group in table.children if group.is_header == head for row in group.children]


def of_class(box: Any, name: str) -> bool:
    """Whether a box comes from an element of that class."""
    return box.element is not None and name in box.element.get("class", "").split()


def anchors(pages: Iterable[Any]) -> Iterator[tuple[int, str]]:
    """Every anchor with the place of its page in the row, where it stands first."""
    seen: set[str] = set()
    for place, page in enumerate(pages):
        for anchor in page.anchors.keys() - seen:
            yield place, anchor
        seen |= page.anchors.keys()
