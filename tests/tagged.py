"""Tagged PDFs as a screen reader takes them: the tree of elements with the words that each holds."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pdfplumber
import pikepdf

Mark = tuple[int, int]  # place of a page, number of a mark on it


@dataclass(eq=False)
class Element:
    """A structure element: its type, its own entries, and what is in it: elements, marks and annotations."""

    role: str
    entries: Any
    parent: Element | None
    kids: list[Any] = field(default_factory=list)

    def elements(self, *kinds: str) -> Iterator[Element]:
        """This element and all in it, in reading order; only those of some types where these are named."""
        if not kinds or self.role in kinds:
            yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.elements(*kinds)

    def marks(self) -> Iterator[Mark]:
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.marks()
            elif isinstance(kid, tuple):
                yield kid

    def roles(self) -> list[str]:
        """The types of the elements in this one."""
        return [kid.role for kid in self.kids if isinstance(kid, Element)]

    def attribute(self, name: str) -> Any:
        attributes = self.entries.get("/A", pikepdf.Dictionary())
        return attributes.get(f"/{name}")


@dataclass(eq=False)
class Tagged:
    """A PDF with its tree."""

    pdf: pikepdf.Pdf
    document: Element
    data: bytes

    @cached_property
    def drawn(self) -> list[list[dict[str, Any]]]:
        """All that is drawn, by page."""
        with pdfplumber.open(io.BytesIO(self.data)) as opened:
            return [[thing for things in page.objects.values() for thing in things] for page in opened.pages]

    def words(self, element: Element) -> str:
        return "".join(self.words_of_marks.get(mark, "") for mark in element.marks())

    @cached_property
    def words_of_marks(self) -> dict[Mark, str]:
        found: dict[Mark, str] = {}
        for page, things in enumerate(self.drawn):
            for thing in things:
                if thing["object_type"] == "char" and thing["mcid"] is not None:
                    mark = (page, thing["mcid"])
                    found[mark] = found.get(mark, "") + thing["text"]
        return found


def read_tags(data: bytes) -> Tagged:
    pdf = pikepdf.open(io.BytesIO(data))
    pages = {page.objgen: place for place, page in enumerate(pdf.pages)}
    roots = list(_kids(pdf.Root.StructTreeRoot))
    [document] = [_element(root, None, None, pages) for root in roots]
    return Tagged(pdf, document, data)


def _element(node: Any, parent: Element | None, page: int | None, pages: dict[Any, int]) -> Element:
    element = Element(str(node.S)[1:], node, parent)
    page = pages[node.Pg.objgen] if "/Pg" in node else page
    for kid in _kids(node):
        if not isinstance(kid, pikepdf.Dictionary):
            element.kids.append((page, int(kid)))
        elif kid.get("/Type") == "/MCR":
            element.kids.append((pages[kid.Pg.objgen], int(kid.MCID)))
        elif kid.get("/Type") == "/OBJR":
            element.kids.append(kid.Obj)
        else:
            element.kids.append(_element(kid, element, page, pages))
    return element


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def squeeze(words: str) -> str:
    return re.sub(r"[\s\u200b\u2060]+", "", words)
