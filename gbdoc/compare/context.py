"""What comparing the pieces of two documents asks for again and again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from gbdoc.change import Place
from gbdoc.compare.joints import Joint
from gbdoc.compare.pairing import Pairs, name_now
from gbdoc.compare.table.alignment import TableAlignment
from gbdoc.compare.text.inlines import Steps, inline_steps
from gbdoc.compare.text.tokens import Token, tokens
from gbdoc.compare.units import DIVISIONS, Tree, Unit, leads
from gbdoc.model import (
    Annex,
    Citation,
    Clause,
    Element,
    Example,
    Figure,
    Footnote,
    FootnoteReference,
    Inline,
    Note,
    Paragraph,
    ReferenceEntry,
    Table,
    TermEntry,
    Xref,
    plain,
    walk,
)


@dataclass(frozen=True)
class Context:
    """Two trees, what is the same in them, and the files that figures show."""

    old: Tree
    new: Tree
    pairs: Pairs
    alignments: Mapping[str, TableAlignment]  # of tables whose grids are not the same, by new anchor
    old_files: Mapping[str, bytes]
    new_files: Mapping[str, bytes]
    limited: list[str] = field(default_factory=list)  # anchors of blocks too long to be compared word by word

    @cached_property
    def lexicon(self) -> frozenset[str]:
        """The terms of both documents: words that are not cut."""
        entries = walk((self.old.resolved.document.chapters, self.new.resolved.document.chapters), TermEntry)
        return frozenset(term for entry in entries for term in (entry.term, *entry.admitted))

    def says_the_same(self, old: tuple[Inline, ...], new: tuple[Inline, ...]) -> bool:
        """Whether words are the same to the letter, and no id in them was given to something else meanwhile."""
        if old != new or any(target in self._given_away for target in (_targets(new) if self._given_away else ())):
            return False
        return not self._restated or not any(citation.key in self._restated for citation in walk(new, Citation))

    @cached_property
    def _restated(self) -> frozenset[str]:
        """The keys of references.yaml that stand for something else than before."""
        old, new = self.old.resolved.document.registry, self.new.resolved.document.registry
        return frozenset(key for key in new if old.get(key) != new[key])

    @cached_property
    def _given_away(self) -> frozenset[str]:
        """The names that mean something else than before."""
        names = {*self.old.units, *self.pairs.new_of, *self.pairs.old_of}
        return frozenset(name for name in names if self._name_now(name) != name)

    def _name_now(self, anchor: str) -> str:
        return name_now(anchor, self.pairs, self.old, self.new)

    def old_tokens(self, inlines: tuple[Inline, ...]) -> tuple[Token, ...]:
        """The tokens of old words; what they refer to goes by the name that it has now."""
        return tokens(inlines, self.old.resolved.words, self._name_now)

    def new_tokens(self, inlines: tuple[Inline, ...]) -> tuple[Token, ...]:
        return tokens(inlines, self.new.resolved.words, lambda anchor: anchor)

    def compared(self, unit: Unit, old: tuple[Inline, ...], new: tuple[Inline, ...]) -> Steps:
        """How the words of a unit became others; one that is too long is put on the list of those."""
        steps = self.steps(old, new)
        if steps.limited and unit.anchor not in self.limited:
            self.limited.append(unit.anchor)
        return steps

    def steps(self, old: tuple[Inline, ...], new: tuple[Inline, ...]) -> Steps:
        """How old words become new ones."""
        return inline_steps(self.old_tokens(old), self.new_tokens(new), self.lexicon)

    def informative(self, joint: Joint) -> str:
        """The informative element that something stands in, by name, or nothing (GB/T 1.1, 3.2.6)."""
        return _informative(self.new, joint.new) if joint.new else _informative(self.old, joint.old)

    def is_compiled(self, joint: Joint) -> bool:
        """Whether something is of chapter 2 or of 参考文献: these follow from what the text cites (8.6.3, 8.13)."""
        tree = self.new if joint.new else self.old
        return isinstance(joint.unit.node, ReferenceEntry) or tree.divisions[joint.unit.anchor] == "normative-references"

    def is_scope(self, joint: Joint) -> bool:
        """Whether something stands in the chapter 范围 (8.5)."""
        tree, unit = (self.new, joint.new) if joint.new else (self.old, joint.old)
        while unit is not None and tree.parents.get(unit.anchor, tree.root) is not tree.root:
            unit = tree.parents[unit.anchor]
        return unit is not None and isinstance(unit.node, Clause) and plain(unit.node.title) == "范围"


def _targets(inlines: tuple[Inline, ...]) -> Iterator[str]:
    yield from (xref.target for xref in walk(inlines, Xref))
    yield from (mark.target for mark in walk(inlines, FootnoteReference))


# --- places ----------------------------------------------------------------------------------


def place(tree: Tree, unit: Unit) -> Place:
    """Where a unit stands in its revision; the paragraph that is all of an item, a note or a clause is told as that."""
    whole = _told_as(tree, unit)
    label = tree.resolved.labels.get(whole.anchor)
    what = label.kind if label else type(whole.node).__name__.lower()
    words = tree.resolved.place(whole.anchor) if label else ""
    if whole is not unit and isinstance(whole.node, DIVISIONS) and whole.node.title:
        what = "paragraph"
    return Place(unit.anchor, what, words, tree.divisions[unit.anchor], unit.span.path, unit.span.line)


def _told_as(tree: Tree, unit: Unit) -> Unit:
    parent = tree.parents.get(unit.anchor)
    if parent is None or not isinstance(unit.node, Paragraph):
        return unit
    paragraphs = [child for child in parent.children if isinstance(child.node, Paragraph)]
    alone = isinstance(parent.node, DIVISIONS) and len(paragraphs) == 1
    return parent if paragraphs[0] is unit and (leads(parent) or alone) else unit


# --- informative elements --------------------------------------------------------------------

_WITHIN: tuple[tuple[type, str], ...] = ((Note, "注"), (Example, "示例"), (Footnote, "脚注"))


def _informative(tree: Tree, unit: Unit | None) -> str:
    while unit is not None:
        for kind, word in _WITHIN:
            if isinstance(unit.node, kind) and not _may_bind(tree, unit):
                return word
        if isinstance(unit.node, Element):
            return str(unit.node.title)
        if isinstance(unit.node, Annex) and unit.node.kind == "informative":
            return "资料性附录"
        unit = tree.parents.get(unit.anchor)
    return ""


def _may_bind(tree: Tree, unit: Unit) -> bool:
    """Footnotes of tables and figures may hold requirements (9.12.2)."""
    return isinstance(unit.node, Footnote) and isinstance(tree.parents[unit.anchor].node, Table | Figure)
