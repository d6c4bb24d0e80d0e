"""The structure of a document, read from the boxes of its pages.

All boxes of an element, on however many pages, are one node: so a page break leaves no trace in it.
What belongs to no node is of the page and not of the document: running heads, and whatever is drawn again on a later page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from gbdoc.write.pdf import roles

_GROUPS = {"Document", "Sect", "Index", "Div", "L", "Table", "THead", "TBody", "TR", "TOC", "TOCI"}  # they hold no text themselves
_PARAGRAPHS = {"P", roles.TITLE, "H1", "H2", "H3", "H4", "H5", "H6"}
_PHRASES = {"Span", "Link", "Reference", "Code", "Lbl"}
_PICTURES = {"Figure", "Formula"}


@dataclass(frozen=True, eq=False)
class Content:
    """A piece of a page that is drawn: the page's place, and the property list of its mark."""

    page: int
    mark: Any


@dataclass(frozen=True, eq=False)
class Annotation:
    """An annotation on a page: a part of a link."""

    page: int
    annotation: Any


Kid: TypeAlias = "Node | Content | Annotation"


@dataclass(eq=False, slots=True)
class Node:
    """A structure element in the making."""

    role: str
    parent: Node | None = None
    element: Any = None
    kids: list[Kid] = field(default_factory=list)
    box: Any = None  # of a picture

    def add(self, role: str, element: Any = None, *, first: bool = False) -> Node:
        """A new node in this one."""
        node = Node(role, self, element)
        self.kids.insert(0 if first else len(self.kids), node)
        return node


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box stands: its element, and the node that takes what is in it."""

    element: Any
    node: Node


class Structure:
    """The nodes of a document, which grow page by page."""

    def __init__(self) -> None:
        self.document = Node("Document")
        self.kept: set[int] = set()  # identities of the marks in it
        self._nodes: dict[Any, Node] = {}
        self._heads: set[Any] = set()  # of tables
        self._level = 0  # of the last heading
        self._page = 0
        self._marks: Mapping[Any, Any] = {}  # of the page
        self._root: Any = None  # of its markup
        self._above: dict[Any, dict[Any, Any]] = {}  # the parents of the elements below a root

    def read_page(self, page: int, page_box: Any, marks: Mapping[Any, Any]) -> None:
        """Add what stands on a page; `marks` are the property lists of the boxes that are drawn."""
        self._page, self._marks = page, marks
        self._root = page_box.children[0].element
        for box in page_box.children:
            if isinstance(box, boxes.MarginBox):
                self._set_aside(box)
            else:
                self._read(box, Place(None, self.document))

    def _read(self, box: Any, place: Place) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if box.element is not None and box.element is not place.element:
            if self._again(box, place.element):
                self._set_aside(box)
                return
            place = Place(box.element, self._node(box.element, place))
        if box.link_annotation:
            place.node.kids.append(Annotation(self._page, box.link_annotation))
        if box in self._marks:
            self._add(box, place.node)
        elif not box.is_leader:
            for child in box.children:
                self._read(child, place)

    def _again(self, box: Any, row: Any) -> bool:
        """Whether a box was on an earlier page: the head of a table, or a merged cell that goes on beside other rows."""
        if getattr(box, "is_header", False):
            again = box.element in self._heads
            self._heads.add(box.element)
            return again
        node = self._nodes.get(box.element)
        return node is not None and node.role in ("TD", "TH") and box.element not in row and bool(node.kids)

    def _set_aside(self, box: Any) -> None:
        """Leave out what is of the page; its links stay parts of the links that it repeats."""
        for descendant in box.descendants():
            if descendant in self._marks:
                self._marks[descendant]["Type"] = "/Pagination"
            if descendant.link_annotation and descendant.element in self._nodes:
                self._nodes[descendant.element].kids.append(Annotation(self._page, descendant.link_annotation))

    def _add(self, box: Any, node: Node) -> None:
        """Add what a box draws, if it can be seen and is more than an ornament or a space between blocks."""
        is_picture = isinstance(box, boxes.ReplacedBox)
        if box.style["visibility"] != "visible" or (is_picture and node.role not in _PICTURES):
            return
        node = _body(node)
        if node.role in _GROUPS:
            if not box.text.strip():
                return
            node = node.add("P")
        node.kids.append(Content(self._page, self._marks[box]))
        self.kept.add(id(self._marks[box]))
        if is_picture:
            node.box = box

    # --- nodes of elements ---

    def _node(self, element: Any, place: Place) -> Node:
        """The node of an element, or of what it is in where it has none of its own."""
        if element not in self._nodes:
            self._nodes[element] = self._new_node(element, place.node)
        return self._nodes[element]

    def _new_node(self, element: Any, within: Node) -> Node:
        if roles.is_label(element) and (holder := _labelled(within)):
            return holder.add("Lbl", element, first=True)
        role = self._role(element, within.role)
        if not role:
            return within
        if role == "Note" and element.tag == "span":  # it floats
            return self._footnote(element)
        return _parent(element, role, within).add(role, element)

    def _role(self, element: Any, within: str) -> str:
        role = roles.role(element, within)
        if role[:1] == "H":
            self._level = min(int(role[1:]), self._level + 1)  # no level is left out, whatever an author did
            return f"H{self._level}"
        return role

    def _footnote(self, element: Any) -> Node:
        """A footnote of the text comes after the paragraph that it is marked in."""
        host = self._host(element)
        if host.parent is None or host.role not in _PARAGRAPHS:
            return host.add("Note", element)
        note = Node("Note", host.parent, element)
        siblings = host.parent.kids
        place = siblings.index(host) + 1
        while place < len(siblings) and _is_footnote(siblings[place]):
            place += 1
        siblings.insert(place, note)
        return note

    def _host(self, element: Any) -> Node:
        node = self.document
        while (element := self._parents().get(element)) is not None:
            if element in self._nodes:
                node = self._nodes[element]
                break
        while node.role in _PHRASES and node.parent:
            node = node.parent
        return _body(node) if node.role == "LI" else node

    def _parents(self) -> Mapping[Any, Any]:
        if self._root not in self._above:
            self._above[self._root] = {child: parent for parent in self._root.iter() for child in parent}
        return self._above[self._root]

    def finish(self) -> Node:
        """The document, when all pages are read; an element that came to hold nothing is left out."""
        _prune(self.document)
        return self.document


def _prune(node: Node) -> bool:
    node.kids = [kid for kid in node.kids if not isinstance(kid, Node) or _prune(kid)]
    if node.role == "Link" and not any(isinstance(kid, Annotation) for kid in node.kids):
        node.role = "Span"  # it leads nowhere
    return bool(node.kids) or node.role in ("TH", "TD")


def _is_footnote(kid: Kid) -> bool:
    return isinstance(kid, Node) and kid.role == "Note" and kid.element.tag == "span"


def _parent(element: Any, role: str, node: Node) -> Node:
    """The node that takes a new one, made where the markup has no element for it."""
    if role == "Link" and (node.role == "TOCI" or roles.is_footnote_mark(element)):
        return _body(node).add("Reference")
    if role == "P" and node.role == "THead" and node.parent:
        return _caption(node.parent)
    return node if role in ("Lbl", "LBody") else _body(node)


def _labelled(node: Node) -> Node | None:
    """The list item or note whose label would be the first thing in a node."""
    if node.kids:
        return None
    if node.role == "P" and node.parent and node.parent.kids[0] is node:
        node = node.parent
    if node.role == "LBody" and node.parent:
        node = node.parent
    return node if node.role in ("LI", "Note") else None


def _body(node: Node) -> Node:
    """What takes the things in a list item, which stand beside its label."""
    if node.role != "LI":
        return node
    bodies = [kid for kid in node.kids if isinstance(kid, Node) and kid.role == "LBody"]
    return bodies[0] if bodies else node.add("LBody")


def _caption(table: Node) -> Node:
    first = table.kids[0]
    return first if isinstance(first, Node) and first.role == "Caption" else table.add("Caption", first=True)
