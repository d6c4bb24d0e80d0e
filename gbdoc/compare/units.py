"""A document as a tree of units: divisions and blocks, each with its own words and what stands below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from gbdoc.model import (
    Annex,
    Citation,
    Clause,
    Code,
    Document,
    Element,
    Example,
    Figure,
    Footnote,
    FootnoteReference,
    Formula,
    IndexGroup,
    Inline,
    InlineFormula,
    LineBreak,
    List,
    ListItem,
    Note,
    Paragraph,
    ReferenceEntry,
    ReferenceList,
    SiblingCitation,
    SymbolEntry,
    SymbolList,
    Table,
    TermEntry,
    Text,
    Xref,
    walk,
)
from gbdoc.resolve import ResolvedDocument
from gbdoc.source import Span

Division: TypeAlias = Element | Clause | Annex
DIVISIONS = (Element, Clause, Annex)
WHOLE = ""  # the anchor of the unit that is the whole document


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A node of the model that is compared as one thing; `text` is all its words, to tell what it is like."""

    node: Any
    anchor: str
    children: tuple[Unit, ...]
    own: str  # without the words of its children
    text: str

    @property
    def has_id(self) -> bool:
        """Whether its author gave it a name; names that read makes have a dot, and so have none."""
        return "." not in self.anchor and self.anchor != WHOLE

    @property
    def span(self) -> Span:
        """Where it stands in the source."""
        span: Span = self.node.span
        return span


@dataclass(frozen=True, eq=False)
class Tree:
    """All units of one revision."""

    resolved: ResolvedDocument
    root: Unit
    units: Mapping[str, Unit]  # by anchor, in reading order
    parents: Mapping[str, Unit]
    divisions: Mapping[str, str] = field(repr=False)  # anchor -> anchor of the division that it is or stands in


def tree(resolved: ResolvedDocument) -> Tree:
    """The units of a resolved document; the index is made from the rest and is left out."""
    root = _unit(resolved.document, resolved)
    units: dict[str, Unit] = {}
    parents: dict[str, Unit] = {}
    divisions: dict[str, str] = {}
    pending: list[tuple[Unit, Unit | None, str]] = [(root, None, "")]
    while pending:
        unit, parent, division = pending.pop()
        division = unit.anchor if isinstance(unit.node, DIVISIONS) else division
        units[unit.anchor], divisions[unit.anchor] = unit, division
        if parent is not None:
            parents[unit.anchor] = parent
        pending += [(child, unit, division) for child in reversed(unit.children)]
    return Tree(resolved, root, units, parents, divisions)


def _unit(node: Any, resolved: ResolvedDocument) -> Unit:
    below = tuple(_unit(child, resolved) for child in children(node))
    own = " ".join((*_words(node, resolved, lambda inlines: sense(inlines, resolved, _by_name)), *_looks(node)))
    text = "\n".join(part for part in (own, *(child.text for child in below)) if part)
    return Unit(node, WHOLE if isinstance(node, Document) else node.anchor, below, own, text)


def leads(unit: Unit) -> bool:
    """Whether a unit is printed as one with its first paragraph: an item, a note, an untitled subclause."""
    is_line = isinstance(unit.node, ListItem | Note | Example | Footnote)
    return is_line or (isinstance(unit.node, Clause) and not unit.node.title)


def children(node: Any) -> tuple[Any, ...]:
    """What stands below a node; the cells of a table are compared as a grid, not as a tree."""
    match node:
        case Paragraph() | Formula() | SymbolEntry() | ReferenceEntry() | IndexGroup():
            return ()
        case Element() | Clause() | Annex():
            return (*node.blocks, *node.subclauses) if node.anchor != "index" else ()
        case List():
            return node.items
        case ListItem() | Note() | Example() | Footnote() | TermEntry():
            return node.blocks
        case SymbolList() | ReferenceList():
            return node.entries
        case Table():
            return (*node.blocks, *node.footnotes)
        case Figure():
            return (*node.subfigures, *node.blocks, *node.footnotes)
        case Document():
            front = [element for element in (node.foreword, node.introduction) if element]
            back = [node.bibliography] if node.bibliography else []
            return (*front, *node.notice, *node.chapters, *node.annexes, *back, *node.footnotes)
    raise TypeError(node)


def printed(unit: Unit, resolved: ResolvedDocument) -> str:
    """All words of a unit as they are printed, a line a block."""
    return "\n".join(part for part in (own_words(unit, resolved), *(printed(child, resolved) for child in unit.children)) if part)


def own_words(unit: Unit, resolved: ResolvedDocument) -> str:
    """The words of a unit as they are printed, without those of what stands below it."""
    return " ".join(word for word in _words(unit.node, resolved, lambda inlines: said(inlines, resolved)) if word)


Speak: TypeAlias = Callable[[tuple[Inline, ...]], str]


def _words(node: Any, resolved: ResolvedDocument, speak: Speak) -> Iterator[str]:
    """The words of a node itself."""
    if isinstance(node, TermEntry):
        yield " ".join(part for part in (node.term, node.english, *node.admitted) if part)
    for name in TEXTS.get(type(node), ()):
        yield speak(getattr(node, name))
    match node:
        case Element() | SymbolList() | ReferenceList():
            yield node.title
        case Formula():
            yield f"${node.latex}$"
        case ReferenceEntry():
            yield resolved.entry_words(node)
        case Table():
            yield " ".join(speak(paragraph.inlines) for paragraph in walk((node.head, node.body), Paragraph))


def _looks(node: Any) -> Iterator[str]:
    """What tells a node from others and is not printed."""
    if isinstance(node, Figure):
        yield from (node.file, node.alternative)


# The fields of a node that hold running text.
TEXTS: Mapping[type, tuple[str, ...]] = {
    Paragraph: ("inlines",),
    Clause: ("title",),
    Annex: ("title",),
    SymbolEntry: ("symbol", "explanation"),
    Table: ("caption", "unit"),
    Figure: ("caption", "unit"),
    TermEntry: ("symbol", "definition"),
}


Identity: TypeAlias = Callable[[str], str]  # an anchor -> a name of the same thing in both revisions


def sense(inlines: tuple[Inline, ...], resolved: ResolvedDocument, identity: Identity) -> str:
    """The words of inlines; a reference inside the document by what it names, since its number may be another tomorrow."""
    return "".join([inline.text if isinstance(inline, Text) else _named(inline, resolved, identity) for inline in inlines])


def _by_name(anchor: str) -> str:
    return anchor


def said(inlines: tuple[Inline, ...], resolved: ResolvedDocument) -> str:
    """The words of inlines as they are printed."""
    return "".join([_said(inline, resolved) for inline in inlines])


def _said(inline: Inline, resolved: ResolvedDocument) -> str:
    match inline:
        case Text(text=text) | Code(text=text):
            return text
        case InlineFormula(latex=latex):
            return f"${latex}$"
        case LineBreak() | FootnoteReference():
            return ""
        case Xref() | SiblingCitation() | Citation():
            return resolved.words(inline)
    return said(inline.inlines, resolved)


def _named(inline: Inline, resolved: ResolvedDocument, identity: Identity) -> str:
    match inline:
        case Text(text=text) | Code(text=text):
            return text
        case InlineFormula(latex=latex):
            return latex
        case LineBreak() | FootnoteReference():
            return ""
        case Xref(target=target, inlines=()):
            return f"§{identity(target)}"
        case SiblingCitation(document=document, targets=targets, inlines=()):
            return "§".join((document, *targets))
        case Citation(inlines=()):
            return resolved.words(inline)
    return sense(inline.inlines, resolved, identity)
