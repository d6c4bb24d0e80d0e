"""The changes between two revisions, in the order of the new one; deletions where they would have stood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from itertools import count

from gbdoc.change import Category, Change, ChangeKind, Op, Place, Reason
from gbdoc.compare.attributes import attributes
from gbdoc.compare.classes import Verdict, judge
from gbdoc.compare.context import Context, place
from gbdoc.compare.joints import Joint
from gbdoc.compare.likeness import likeness
from gbdoc.compare.metadata import metadata_changes
from gbdoc.compare.references import only_references
from gbdoc.compare.table.listing import table_changes
from gbdoc.compare.text.inlines import ops
from gbdoc.compare.texts import Edit, edits
from gbdoc.compare.units import DIVISIONS, own_words, printed
from gbdoc.model import SymbolEntry, Table, TermEntry

_TITLES = ("title", "caption")
_SURE = 0.95  # a moved block that is less like itself than that may be another


def listing(root: Joint, rewritten: frozenset[str], context: Context) -> Iterator[Change]:
    """All changes of a document; `rewritten` are chapters that are told as one change each."""
    known: set[str] = set()
    for change in (*metadata_changes(context), *_Lister(context, rewritten).changes(root)):
        key = next(key for key in map(partial(_key, change), count()) if key not in known)
        known.add(key)
        yield replace(change, key=key)


def _key(change: Change, ordinal: int) -> str:
    """A key made from what the change is, the same from run to run; of changes that are quite alike each has its own."""
    anchors = [place.anchor if place else "" for place in (change.old, change.new)]
    said = repr((change.kind, change.place.what, anchors, change.name, change.ops, *([ordinal] if ordinal else ())))
    return f"chg-{blake2b(said.encode(), digest_size=4).hexdigest()}"


@dataclass(frozen=True, slots=True)
class _Lister:
    context: Context
    rewritten: frozenset[str]

    def changes(self, joint: Joint) -> Iterator[Change]:
        match joint.state:
            case "added" | "deleted":
                yield from self._recycled(joint)
                if isinstance(joint.unit.node, DIVISIONS) or not _only_holds(joint):
                    yield self._whole(joint)
                for child in joint.children:
                    yield from self._moved_below(child)
            case "both" | "moved":
                yield from self._in_both(joint)

    # --- what came and went ---

    def _whole(self, joint: Joint) -> Change:
        """Something that came or went with what came or went below it."""
        kind: ChangeKind = "added" if joint.new else "deleted"
        words: tuple[Op, ...] = (("+" if joint.new else "-", self._came_or_went(joint)),)
        if _only_holds(joint):
            told = words if words[0][1] else ()
            return Change("", kind, "structural", (Reason("moved"),), *self._places(joint), ops=told, restructured=True)
        informative = self.context.informative(joint)
        reason = Reason("informative", informative) if informative else Reason("provision")
        category: Category = "editorial" if informative else "technical"
        if self.context.is_compiled(joint):
            category = "reference"
        return Change("", kind, category, (reason,), *self._places(joint), ops=words, restructured=bool(joint.children))

    def _came_or_went(self, joint: Joint) -> str:
        """The words of what came or went, without what moved into it or out of it."""
        resolved = (self.context.new if joint.new else self.context.old).resolved
        below = [self._came_or_went(child) for child in joint.children if child.state == joint.state]
        return "\n".join(part for part in (own_words(joint.unit, resolved), *below) if part)

    def _moved_below(self, joint: Joint) -> Iterator[Change]:
        """What came from elsewhere into something new."""
        if joint.state == "moved":
            yield from self._in_both(joint)
            return
        for child in joint.children:
            yield from self._moved_below(child)

    # --- what is in both ---

    def _in_both(self, joint: Joint) -> Iterator[Change]:
        assert joint.old
        assert joint.new
        yield from self._id_changes(joint)
        if joint.new.anchor in self.rewritten:
            yield self._rewritten(joint)
            return
        worded = [self._edited(joint, edit) for edit in edits(joint, self.context) if edit.is_change]
        if joint.state == "moved":
            yield self._moved(joint, worded)
        elif joint.partner:
            yield self._partnered(joint, worded)
        else:
            yield from worded
        for name, category, reason in attributes(joint, self.context):
            informative = self.context.informative(joint)
            told = "editorial" if category == "technical" and informative and name != "kind" else category
            yield Change("", "attribute", told, (reason,), *self._places(joint), name=name)
        if isinstance(joint.new.node, Table):
            yield from table_changes(joint, self.context)
        for child in joint.children:
            yield from self.changes(child)

    def _edited(self, joint: Joint, edit: Edit) -> Change:
        """One field whose words became others."""
        told = ops(edit.steps)
        verdict = self._verdict(joint, edit)
        kind: ChangeKind = "retargeted" if only_references(edit.steps.steps) else "retitled" if edit.name in _TITLES else "modified"
        name = edit.name if isinstance(joint.unit.node, TermEntry | SymbolEntry) or edit.name == "unit" else ""
        return Change("", kind, verdict.category, verdict.reasons, *self._places(joint), told, name=name, doubtful=verdict.doubtful)

    def _verdict(self, joint: Joint, edit: Edit) -> Verdict:
        verdict = judge(edit.steps, "" if self.context.is_compiled(joint) else self.context.informative(joint))
        if verdict.category != "technical":
            return verdict
        if edit.name in _TITLES:
            return Verdict("technical", (Reason("unclassified"),), doubtful=True)
        if self.context.is_compiled(joint):
            dated = any(reason.name == "standard" for reason in verdict.reasons)
            return verdict if dated and not self.context.informative(joint) else Verdict("reference", verdict.reasons)
        sure = self._surely_technical(joint, edit)
        known = tuple(reason for reason in verdict.reasons if reason.name not in (sure, "unclassified"))
        return Verdict("technical", (Reason(sure), *known)) if sure else verdict

    def _surely_technical(self, joint: Joint, edit: Edit) -> str:
        """Why any other wording there is a technical change, or nothing."""
        if edit.name == "latex":
            return "formula"
        if edit.name in ("definition", "explanation"):
            return "definition"
        return "scope" if self.context.is_scope(joint) else ""

    def _moved(self, joint: Joint, worded: list[Change]) -> Change:
        """A move, with the changes of its own words where there are any."""
        assert joint.old
        assert joint.new
        first = worded[0] if worded else None
        named = joint.new.has_id or isinstance(joint.new.node, SymbolEntry)
        doubtful = not named and likeness(joint.old.text, joint.new.text) < _SURE
        if first is None:
            divided = bool(joint.children)
            category: Category = "reference" if self.context.is_compiled(joint) else "structural"
            return Change("", "moved", category, (Reason("moved"),), *self._places(joint), doubtful=doubtful, restructured=divided)
        return replace(first, kind="moved", reasons=(Reason("moved"), *first.reasons), doubtful=doubtful)

    def _partnered(self, joint: Joint, worded: list[Change]) -> Change:
        """A paragraph that was split, or two that were merged; technical only where words changed besides."""
        assert joint.partner
        kind: ChangeKind = "split" if joint.partner.new else "merged"
        other = place(self.context.new, joint.partner.new) if joint.partner.new else self._old(joint.partner)
        told = tuple(op for change in worded for op in change.ops)
        touched = any(sign != "=" and words != "¶" for sign, words in told)
        first = worded[0]
        if not touched:
            first = replace(first, category="structural", reasons=(), doubtful=False)
        return replace(first, kind=kind, others=(other,), reasons=(Reason(kind), *first.reasons))

    def _rewritten(self, joint: Joint) -> Change:
        """A chapter of which so little is left that it is told as a whole."""
        assert joint.old
        assert joint.new
        informative = self.context.informative(joint)
        reasons = (Reason("rewritten"), *((Reason("informative", informative),) if informative else ()))
        words: tuple[Op, ...] = (("-", self._old_words(joint)), ("+", self._new_words(joint)))
        category: Category = "editorial" if informative else "technical"
        return Change("", "modified", category, reasons, *self._places(joint), words, name="rewritten", restructured=True)

    def _id_changes(self, joint: Joint) -> Iterator[Change]:
        """Ids that were given to other things, or other ids to the same thing."""
        assert joint.old
        assert joint.new
        if joint.old.has_id and joint.new.has_id and joint.old.anchor != joint.new.anchor:
            reason = Reason("id", joint.old.anchor, joint.new.anchor)
            yield Change("", "id-renamed", "structural", (reason,), *self._places(joint), name=joint.new.anchor)

    def _recycled(self, joint: Joint) -> Iterator[Change]:
        if joint.new and joint.new.anchor in self.context.pairs.recycled:
            former = place(self.context.old, self.context.old.units[joint.new.anchor])
            yield Change("", "id-recycled", "structural", (Reason("id"),), former, self._new(joint), name=joint.new.anchor)

    # --- words and places ---

    def _old_words(self, joint: Joint) -> str:
        assert joint.old
        return printed(joint.old, self.context.old.resolved)

    def _new_words(self, joint: Joint) -> str:
        assert joint.new
        return printed(joint.new, self.context.new.resolved)

    def _places(self, joint: Joint) -> tuple[Place | None, Place | None]:
        return self._old(joint) if joint.old else None, self._new(joint) if joint.new else None

    def _old(self, joint: Joint) -> Place:
        assert joint.old
        return place(self.context.old, joint.old)

    def _new(self, joint: Joint) -> Place:
        assert joint.new
        return place(self.context.new, joint.new)


def _only_holds(joint: Joint) -> bool:
    """Whether something that came or went is nothing but a frame for what moved into it or out of it."""
    return bool(joint.children) and all(child.state in ("moved", "away") or _only_holds(child) for child in joint.children)
