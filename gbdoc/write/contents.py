"""The lines of 目次 (8.2): what it lists and in which order, without page numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gbdoc.change import EARLIER
from gbdoc.model import (
    Annex,
    Citation,
    Clause,
    Deleted,
    Element,
    Emphasis,
    Figure,
    FootnoteReference,
    IndexMark,
    Inline,
    Inserted,
    LineBreak,
    Link,
    Restyled,
    SiblingCitation,
    Strong,
    Table,
    Text,
    Xref,
    walk,
)
from gbdoc.resolve import ResolvedDocument
from gbdoc.write import wording


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """One line: where it leads, its number with the gap that follows, its title, and the lines below it."""

    anchor: str
    number: str
    title: tuple[Inline, ...]
    lines: tuple[ContentsLine, ...]


@dataclass(frozen=True, slots=True)
class ContentsGroup:
    """The lines of the divisions, of the figures or of the tables."""

    kind: str
    lines: tuple[ContentsLine, ...]


def contents(resolved: ResolvedDocument) -> tuple[ContentsGroup, ...]:
    """The groups of lines that the document asks for, in the order of 8.2."""
    wanted = resolved.document.metadata.contents
    divisions = tuple(_division(division, resolved, wanted.depth) for division in resolved.document.divisions if _stands(division))
    groups = [ContentsGroup("divisions", divisions)]
    if wanted.figures:
        groups.append(ContentsGroup("figures", _exhibits(Figure, resolved)))
    if wanted.tables:
        groups.append(ContentsGroup("tables", _exhibits(Table, resolved)))
    return tuple(group for group in groups if group.lines)


def unlinked(inlines: tuple[Inline, ...], resolved: ResolvedDocument) -> tuple[Inline, ...]:
    """A title as it reads inside a link: references in words, no footnote marks, no line breaks."""
    return tuple(each for inline in inlines for each in _unlinked(inline, resolved))


def _unlinked(inline: Inline, resolved: ResolvedDocument) -> tuple[Inline, ...]:
    match inline:
        case Xref() | SiblingCitation() | Citation():
            return (Text(resolved.words(inline), inline.span),)
        case FootnoteReference() | LineBreak():
            return ()
        case Link() | IndexMark():
            return unlinked(inline.inlines, resolved)
        case Deleted():
            return ()
        case Inserted() | Restyled():
            return unlinked(inline.inlines, resolved)
        case Emphasis() | Strong():
            return (replace(inline, inlines=unlinked(inline.inlines, resolved)),)
        case _:
            return (inline,)


def _division(division: Element | Clause | Annex, resolved: ResolvedDocument, depth: int) -> ContentsLine:
    below = _clauses(division.subclauses, resolved, depth - 1)
    if isinstance(division, Element):
        return ContentsLine(division.anchor, "", (Text(division.title, division.span),), below)
    number = resolved.labels[division.anchor].number
    if isinstance(division, Annex):
        number += wording.KIND[division.kind]
    return ContentsLine(division.anchor, number + wording.EM, unlinked(division.title, resolved), below)


def _stands(node: Element | Clause | Annex | Figure | Table) -> bool:
    """Whether something is of the document as it is now; a redline holds what was deleted, too."""
    return not node.anchor.startswith(EARLIER)


def _clauses(clauses: tuple[Clause, ...], resolved: ResolvedDocument, depth: int) -> tuple[ContentsLine, ...]:
    if depth <= 0:
        return ()
    return tuple(_division(clause, resolved, depth) for clause in clauses if clause.title and _stands(clause))


def _exhibits(kind: type[Figure] | type[Table], resolved: ResolvedDocument) -> tuple[ContentsLine, ...]:
    """The lines of the figures or tables; a sub-figure has none of its own."""
    exhibits = walk(resolved.document.divisions, kind)
    named = [(one, resolved.labels[one.anchor]) for one in exhibits if one.anchor in resolved.labels and _stands(one)]
    wanted = [(one, label.number) for one, label in named if label.kind in ("figure", "table")]
    return tuple(ContentsLine(one.anchor, number + wording.EM, unlinked(one.caption, resolved), ()) for one, number in wanted)
