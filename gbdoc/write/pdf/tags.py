"""The tags of a PDF: the document as those hear it who do not see the pages (PDF/UA-1).

WeasyPrint makes a tag of every box and keeps no way back from a tag to its box, so its tags could only be repaired by guessing
what they were. Ours are made from the boxes, in the place of WeasyPrint's and at the same moment, when the marks in the pages
are still Python objects: nothing is parsed or made twice, and it takes less time than the tags that it replaces.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint.formatting_structure import boxes

from gbdoc.write.pdf import roles
from gbdoc.write.pdf.headers import headers, span
from gbdoc.write.pdf.stretched import Stretched
from gbdoc.write.pdf.structure import Annotation, Content, Kid, Node, Structure

_POINTS = 0.75  # to a CSS pixel
_WIDE = 0.08  # em between characters, from which on readers take the gap for a space


@contextmanager
def our_tags() -> Iterator[None]:
    """Let WeasyPrint call us for the tags of what it writes meanwhile."""
    theirs = weasyprint.pdf.add_tags
    weasyprint.pdf.add_tags = add_tags
    try:
        yield
    finally:
        weasyprint.pdf.add_tags = theirs


def add_tags(pdf: Any, document: Any, _version: Any, streams: Sequence[Any]) -> None:
    """Tag a PDF whose pages are drawn."""
    structure = Structure()
    sizes = []
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        drawn = [item for item in stream.stream if type(item) is pydyf.Dictionary]
        marks = {box: drawn[tag["mcid"]] for box, tag in stream._tags.items()}
        structure.read_page(number, page._page_box, marks)
        _say_whole(marks)
        sizes.append(_number(stream, structure.kept))
    pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
    root = Tree(pdf, pages, [[None] * size for size in sizes]).grow(structure.finish())
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


def _number(stream: Any, kept: set[int]) -> int:
    """Number the marks of a page that are in the structure, and make artifacts of the others."""
    count = 0
    for place, item in enumerate(stream.stream):
        if type(item) is pydyf.Dictionary:
            del item["MCID"]
            if id(item) in kept:
                item["MCID"] = count
                count += 1
            else:
                stream.stream[place - 1] = "/Artifact"
                item.setdefault("Type", "/Layout")
    return count


def _say_whole(marks: Mapping[Any, Any]) -> None:
    """Say the words of texts that are set so wide that who copies them would get a space after each character."""
    for box, mark in marks.items():
        if "MCID" in mark and isinstance(box, boxes.TextBox) and _is_wide(box):
            mark["ActualText"] = pydyf.String(box.text)


def _is_wide(box: Any) -> bool:
    layout, spacing = box.pango_layout, box.style["letter_spacing"]
    return (isinstance(layout, Stretched) and layout.widest > _WIDE) or (spacing != "normal" and spacing > _WIDE * box.style["font_size"])


@dataclass(frozen=True)
class Tree:
    """The structure tree of a PDF, and the ways that lead into it."""

    pdf: Any
    pages: Sequence[Any]
    owners: list[list[Any]]  # of the marks, by page and number
    links: list[tuple[Any, Any]] = field(default_factory=list)  # annotations, and what they belong to
    names: dict[str, Any] = field(default_factory=dict)  # of cells and notes
    cells: dict[Node, str] = field(default_factory=dict)  # names of head cells
    heads: dict[Node, tuple[Node, ...]] = field(default_factory=dict)  # of other cells

    def grow(self, document: Node) -> Any:
        """The root of the tree, when all of it is there."""
        root = self._added({"Type": "/StructTreeRoot"})
        root["K"] = pydyf.Array([self._element(document, root)])
        root["RoleMap"] = pydyf.Dictionary({ours: f"/{known}" for ours, known in roles.KNOWN_AS.items()})
        root["ParentTree"] = self._added({"Nums": self._parents()}).reference
        root["ParentTreeNextKey"] = len(self.owners) + len(self.links)
        names = (part for name in sorted(self.names) for part in (pydyf.String(name), self.names[name]))
        root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})
        return root

    def _added(self, entries: dict[str, Any]) -> Any:
        dictionary = pydyf.Dictionary(entries)
        self.pdf.add_object(dictionary)
        return dictionary

    def _parents(self) -> Any:
        """The element that each mark and each annotation belongs to."""
        nums = pydyf.Array()
        for number, owners in enumerate(self.owners):
            nums += [number, pydyf.Array(owners)]
        for number, (annotation, owner) in enumerate(self.links, len(self.owners)):
            annotation["StructParent"] = number
            nums += [number, owner]
        return nums

    # --- elements ---

    def _element(self, node: Node, parent: Any) -> Any:
        if node.role == "Table":
            self._name_heads(node)
        element = self._added({"Type": "/StructElem", "S": f"/{node.role}", "P": parent.reference})
        if (page := next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)) is not None:
            element["Pg"] = self.pages[page].reference
        if kids := [self._kid(kid, element, page) for kid in node.kids]:
            element["K"] = kids[0] if len(kids) == 1 else pydyf.Array(kids)
        self._describe(node, element)
        return element.reference

    def _kid(self, kid: Kid, element: Any, page: int | None) -> Any:
        match kid:
            case Node():
                return self._element(kid, element)
            case Annotation():
                self.links.append((kid.annotation, element.reference))
                return pydyf.Dictionary({"Type": "/OBJR", "Pg": self.pages[kid.page].reference, "Obj": kid.annotation.reference})
            case Content():
                number = kid.mark["MCID"]
                self.owners[kid.page][number] = element.reference
                if kid.page == page:
                    return number
                return pydyf.Dictionary({"Type": "/MCR", "Pg": self.pages[kid.page].reference, "MCID": number})

    def _describe(self, node: Node, element: Any) -> None:
        if attributes := self._attributes(node):
            element["A"] = pydyf.Dictionary(attributes)
        if node.box:
            element["Alt"] = pydyf.String(roles.alternative(node.element) or _caption(node))
        if node.element is not None and (language := node.element.get("lang")):
            element["Lang"] = pydyf.String(language)
        if name := f"note-{len(self.names) + 1}" if node.role == "Note" else self.cells.get(node):
            element["ID"] = pydyf.String(name)
            self.names[name] = element.reference

    def _attributes(self, node: Node) -> dict[str, Any]:
        match node.role:
            case "L":
                return {"O": "/List", "ListNumbering": f"/{roles.numbering(node.element) if _is_labelled(node) else 'None'}"}
            case "TH" | "TD":
                return {"O": "/Table", **self._cell(node)}
            case "Figure" | "Formula" if node.box:
                return {"O": "/Layout", "BBox": self._place(node)}
            case _ if node.element is not None and (decoration := roles.decoration(node.element)):
                return {"O": "/Layout", "TextDecorationType": f"/{decoration}"}
            case _:
                return {}

    def _place(self, node: Node) -> Any:
        """The corners of a picture, in points from the lower left corner of its page."""
        box = node.box
        page = next(kid.page for kid in node.kids if isinstance(kid, Content))
        left, top = box.content_box_x() * _POINTS, self.pages[page]["MediaBox"][3] - box.content_box_y() * _POINTS
        return pydyf.Array((left, top - box.height * _POINTS, left + box.width * _POINTS, top))

    # --- tables ---

    def _name_heads(self, table: Node) -> None:
        found = headers(table)
        self.heads.update(found)
        for cell in found:
            if cell.role == "TH":
                self.cells[cell] = f"head-{len(self.cells) + 1}"

    def _cell(self, node: Node) -> dict[str, Any]:
        entries: dict[str, Any] = {f"{name}Span": span(node, name.lower()) for name in ("Row", "Col") if span(node, name.lower()) > 1}
        if node.role == "TH":
            entries["Scope"] = "/Column"
        if heads := self.heads.get(node):
            entries["Headers"] = pydyf.Array(pydyf.String(self.cells[head]) for head in heads)
        return entries


def _is_labelled(items: Node) -> bool:
    """Whether the items of a list have labels."""
    return any(isinstance(kid, Node) and kid.role == "Lbl" for item in items.kids if isinstance(item, Node) for kid in item.kids)


def _caption(picture: Node) -> str:
    """The words of the caption beside a picture."""
    beside = picture.parent.kids if picture.parent else []
    captions = [kid.element for kid in beside if isinstance(kid, Node) and kid.role == "Caption"]
    return roles.words("".join(captions[0].itertext())) if captions else ""
