"""What templates may ask of a redline: what an ordinary document answers, and what was marked, moved or called otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from gbdoc.change import EARLIER, Change, Mark, Redline
from gbdoc.model import (
    Annex,
    Block,
    Code,
    Emphasis,
    Figure,
    Inline,
    Link,
    ListItem,
    Restyled,
    SiblingCitation,
    Strong,
    TermEntry,
    Xref,
    walk,
)
from gbdoc.resolve import Stretch
from gbdoc.write import wording
from gbdoc.write.redline.wording import came_from
from gbdoc.write.view import Macro, Opening, Reference, View

_NOTHING = Markup()
_BULLETS = ("——", "·")  # no numbers
_MARKUP: Mapping[type, str] = {Emphasis: "斜体", Strong: "黑体", Code: "代码", Link: "链接"}


@dataclass(frozen=True)
class RedlineView(View):
    """One printing of a redline."""

    redline: Redline = field(kw_only=True)

    def mentions(self, _anchor: str) -> None:
        """A redline holds two revisions, and tells the mentions of neither."""

    # --- marks ---

    def named(self, anchor: str) -> Markup:
        mark = self.redline.marks.get(anchor)
        name = Markup('id="{}"').format(anchor)
        if mark is None:
            return name
        return name + Markup(' data-mark="{}"').format(mark.state) + self.changed(mark.change)

    def changed(self, key: str) -> Markup:
        if not key:
            return _NOTHING
        change = self._changes.get(key)
        return Markup(' data-change="{}" data-class="{}"').format(key, change.category if change else "")

    def was(self, anchor: str) -> Markup:
        came = self.came(anchor)
        words = self.redline.was.get(anchor)
        if came or not words or words in _BULLETS:
            return came
        return _quiet(words)

    def came(self, anchor: str) -> Markup:
        mark = self.redline.marks.get(anchor)
        if mark is None or mark.state != "moved":
            return _NOTHING
        change = self._changes.get(mark.change)
        return _arrow(mark, wording.came(came_from(change) if change else ""))

    def gone(self, anchor: str) -> Markup:
        mark = self.redline.marks.get(anchor)
        if mark is None or mark.state != "moved-away":
            return _NOTHING
        label = self.resolved.labels.get(mark.other)
        title = label.title if label and label.kind != "row" else ""
        return _arrow(mark, wording.went(self._new_words(mark), title))

    def _new_words(self, mark: Mark) -> str:
        change = self._changes.get(mark.change)
        return change.new.words if change and change.new else self.resolved.place(mark.other)

    def added_words(self, inline: Reference) -> str:
        return super().added_words(inline).replace(f"{wording.DANGLING}{EARLIER}", wording.DANGLING)

    def worded_before(self, inline: Reference) -> Markup:
        target = _target(inline)
        words = self.redline.was_words.get(target) if target else None
        return _quiet(words) if words and self.added_words(inline) else _NOTHING

    def markup_before(self, inline: Restyled) -> str:
        return wording.styled("、".join(dict.fromkeys(_markup(inline.old))))

    @cached_property
    def _changes(self) -> Mapping[str, Change]:
        return {change.key: change for change in self.redline.changes}

    def outlined(self, anchor: str) -> Markup:
        label = self.resolved.labels.get(anchor)
        if label is None or not self.medium.paper:
            return _NOTHING
        title = f"{label.number}{wording.EM}{label.title}".strip()
        return Markup(' data-outline="{}"').format(wording.gone(title) if anchor.startswith(EARLIER) else title)

    # --- what is no text ---

    def varied(self, node: Any, name: str) -> Markup:
        now = getattr(node, name)
        return self._varied(node, name, getattr(self._shell(node), name, now), now)

    def nature(self, annex: Annex) -> Markup:
        old = getattr(self._shell(annex), "kind", annex.kind)
        return self._varied(annex, "kind", wording.KIND[old], wording.KIND[annex.kind])

    def domain(self, entry: TermEntry) -> Markup:
        old = getattr(self._shell(entry), "domain", entry.domain)
        return self._varied(entry, "domain", wording.domain(old), wording.domain(entry.domain))

    def source_before(self, entry: TermEntry) -> str:
        source = getattr(self._shell(entry), "source", None)
        old = self.redline.comparison.old.source_words(source) if source and self._key_of(entry, "source") else ""
        return "" if entry.source and old == self.source_words(entry.source) else old

    def _varied(self, node: Any, name: str, old: str, now: str) -> Markup:
        key = self._key_of(node, name)
        if old == now or not key:  # without a key it is no change that is shown
            return escape(now)
        change = self.changed(key)
        gone = Markup("<del{}>{}</del>").format(change, old) if old else _NOTHING
        return gone + Markup("<ins{}>{}</ins>").format(change, now) if now else gone

    def designations(self, entry: TermEntry, name: str) -> Iterator[tuple[Markup, str]]:
        now = getattr(entry, name)
        change = self.varies(entry, name)
        old = getattr(self._shell(entry), name, now) if change else now
        yield from ((Markup(' data-mark="deleted"') + change, term) for term in old if term not in now)
        for term in now:
            yield _NOTHING if term in old else Markup(' data-mark="inserted"') + change, term

    def before(self, node: Any) -> Any:
        old = self._shell(node) if self._key_of(node, "file" if isinstance(node, Figure) else "latex") else None
        return replace(old, file=f"{EARLIER}{old.file}") if isinstance(old, Figure) and old.file else old

    def varies(self, node: Any, name: str) -> Markup:
        return self.changed(self._key_of(node, name))

    def _key_of(self, node: Any, name: str) -> str:
        return self._keys.get((node.anchor, name)) or self._keys.get((node.anchor, ""), "")

    @cached_property
    def _keys(self) -> Mapping[tuple[str, str], str]:
        return {(change.new.anchor, change.name): change.key for change in reversed(self.redline.changes) if change.new}

    def _shell(self, node: Any) -> object | None:
        return self.redline.shells.get(node.anchor)

    # --- addresses ---

    def href(self, inline: Reference) -> str:
        """Of an old reference, what became of its target; nothing where it leads into another document, which is not what it was."""
        address = super().href(inline).removeprefix(self.medium.beside)
        if address.startswith(f"#{EARLIER}"):
            return self._address(address[1:])
        return "" if address.startswith(EARLIER) else super().href(inline)

    def footnote_href(self, target: str) -> str:
        return self._address(target) if target.startswith(EARLIER) else super().footnote_href(target)

    def _address(self, anchor: str) -> str:
        """Where something of the old revision is found: as it is now, or deleted."""
        now = self.redline.comparison.new_of.get(anchor.removeprefix(EARLIER))
        return f"#{now}" if now else f"#{anchor}" if anchor in self._put_back else ""

    @cached_property
    def _put_back(self) -> frozenset[str]:
        """The anchors of all that is printed, of old things those that were deleted."""
        document = self.resolved.document
        nodes = walk((document.divisions, document.notice, document.footnotes), object)
        return frozenset(anchor for node in nodes if (anchor := getattr(node, "anchor", "")))

    def stretches(self, citation: SiblingCitation) -> tuple[Stretch, ...]:
        cut = super().stretches(citation)
        return tuple(replace(each, address="") for each in cut) if citation.document.startswith(EARLIER) else cut

    # --- blocks ---

    def run_in(self, blocks: tuple[Block, ...]) -> Opening:
        """What was merged is not printed, and the line of what was moved away stands by itself."""
        printed = tuple(block for block in blocks if not self._is(block, "merged"))
        return Opening(None, printed) if printed and self._is(printed[0], "moved-away") else super().run_in(printed)

    def _is(self, node: Any, state: str) -> bool:
        mark = self.redline.marks.get(node.anchor)
        return mark is not None and mark.state == state

    def framed(self, macros: Mapping[str, Macro]) -> Mapping[str, Macro]:
        """The macros of blocks and divisions, but of what was moved away a line only."""
        framed = {name: self._framed(macros[name], macros["MovedAway"], name in _UNNUMBERED) for name in _MOVABLE}
        return framed | {name: self._sided(framed[name], macros["Side"]) for name in ("Clause", "Annex")} if self.medium.paper else framed

    def _sided(self, macro: Macro, side: Macro) -> Macro:
        """A macro that prints a chapter that was rewritten as a side of its own."""

        def sided(node: Any) -> Markup:
            name = self._sides.get(node.anchor)
            return side(name, macro(node)) if name else macro(node)

        return sided

    @cached_property
    def _sides(self) -> Mapping[str, str]:
        """The chapters and annexes that are printed as they were and then as they are."""
        comparison = self.redline.comparison
        old = {f"{EARLIER}{comparison.pairs[anchor]}": "old" for anchor in comparison.rewritten if anchor in comparison.pairs}
        new = dict.fromkeys(comparison.rewritten, "new")
        return {anchor: name for anchor, name in (old | new).items() if anchor in self.redline.marks}

    def _framed(self, macro: Macro, moved_away: Macro, unnumbered: bool) -> Macro:
        def framed(node: Any) -> Markup:
            if self._is(node, "merged"):
                return _NOTHING
            if self._is(node, "moved-away"):
                return moved_away(node, "li" if isinstance(node, ListItem) else "p")
            return (self._line(node) if unnumbered else _NOTHING) + macro(node)

        return framed

    def _line(self, node: Any) -> Markup:
        came = self.came(node.anchor)
        return Markup('<p class="came-line">{}</p>\n').format(came) if came else _NOTHING


_UNNUMBERED = ("List", "Formula", "SymbolList", "ReferenceList", "IndexGroup")
_MOVABLE = (
    *_UNNUMBERED, "Paragraph", "ListItem", "Note", "Example", "Table", "Figure", "TermEntry", "ReferenceEntry", "Footnote",
    "Clause", "Annex", "Element",
)  # fmt: skip


def _quiet(words: str) -> Markup:
    return Markup('<span class="was">{}</span>').format(wording.was(words))


def _arrow(mark: Mark, words: str) -> Markup:
    if not mark.other:
        return Markup('<span class="came">{}</span> ').format(words)
    return Markup('<a class="came" href="#{}">{}</a> ').format(mark.other, words)


def _target(inline: Reference) -> str:
    match inline:
        case Xref():
            return inline.target
        case SiblingCitation(targets=(target,)):
            return target
        case _:
            return ""


def _markup(inlines: tuple[Inline, ...]) -> Iterator[str]:
    for inline in inlines:
        if type(inline) in _MARKUP:
            yield _MARKUP[type(inline)]
        yield from _markup(getattr(inline, "inlines", ()))
