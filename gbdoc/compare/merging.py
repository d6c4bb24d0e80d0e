"""Both revisions as one document: the new one, with what was deleted put back where it stood and marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gbdoc.change import EARLIER, Change, Mark
from gbdoc.compare.children import with_children
from gbdoc.compare.context import Context
from gbdoc.compare.earlier import earlier, with_earlier
from gbdoc.compare.joints import Joint
from gbdoc.compare.table.merging import merged_table
from gbdoc.compare.text.inlines import Steps
from gbdoc.compare.text.weave import weave
from gbdoc.compare.texts import PARAGRAPH_MARK, edits, partner_steps
from gbdoc.compare.units import TEXTS
from gbdoc.model import Document, Inline, ReferenceEntry, Table


@dataclass(frozen=True)
class Merged:
    """The merged document, the marks of its nodes, and the old nodes of those that are in both."""

    document: Document
    marks: Mapping[str, Mark]
    shells: Mapping[str, Any]


def merge(root: Joint, changes: Iterable[Change], rewritten: frozenset[str], context: Context) -> Merged:
    """Merge the revisions that a joint of whole documents holds."""
    merger = _Merger(context, rewritten, _keys(changes))
    document = merger.document(root)
    return Merged(document, merger.marks, merger.shells)


def _keys(changes: Iterable[Change]) -> Mapping[tuple[str, str], str]:
    """The keys of changes by where they are and the field that they are of; the first of several."""
    keys: dict[tuple[str, str], str] = {}
    for change in changes:
        anchor = change.new.anchor if change.new else f"{EARLIER}{change.place.anchor}"
        for name in (change.name, ""):
            keys.setdefault((anchor, name), change.key)
    return keys


@dataclass(frozen=True, slots=True)
class _Merger:
    context: Context
    rewritten: frozenset[str]
    keys: Mapping[tuple[str, str], str]
    marks: dict[str, Mark] = field(default_factory=dict)
    shells: dict[str, Any] = field(default_factory=dict)

    def document(self, root: Joint) -> Document:
        assert root.new
        assert root.old
        self.shells[""] = root.old.node
        document: Document = with_children(root.new.node, self._children(root))
        return document

    def _children(self, joint: Joint) -> list[Any]:
        return [node for child in joint.children for node in self._nodes(child)]

    def _nodes(self, joint: Joint) -> Iterator[Any]:
        match joint.state:
            case "added":
                yield self._added(joint)
            case "deleted":
                yield self._deleted(joint)
            case "away":
                yield self._old(joint, "moved-away")
            case "merged":
                yield self._earlier(joint)  # its neighbour marks it
            case "split":
                pass  # its neighbour brings it
            case _ if joint.unit.anchor in self.rewritten or isinstance(joint.unit.node, ReferenceEntry):
                yield from self._side_by_side(joint)
            case _:
                yield from self._both(joint)

    # --- what came and went ---

    def _added(self, joint: Joint) -> Any:
        assert joint.new
        anchor = joint.new.anchor
        self.marks[anchor] = Mark("inserted", self.keys.get((anchor, ""), ""))
        return with_children(joint.new.node, self._children(joint))

    def _deleted(self, joint: Joint) -> Any:
        return with_children(self._old(joint, "deleted"), self._children(joint))

    def _old(self, joint: Joint, state: Any) -> Any:
        """A node of the old revision; of one that moved or was merged, with where it is now."""
        assert joint.old
        node = self._earlier(joint)
        now = self.context.pairs.new_of.get(joint.old.anchor, "")
        key = self.keys.get((now or node.anchor, ""), "")
        self.marks[node.anchor] = Mark(state, key, now)
        return node

    def _earlier(self, joint: Joint) -> Any:
        assert joint.old
        return earlier(joint.old.node, self.context.new.resolved.document.name)

    def _side_by_side(self, joint: Joint) -> Iterator[Any]:
        """What is told as a whole: the old, then the new. A line of a list is not cut."""
        assert joint.old
        assert joint.new
        key = self.keys.get((joint.new.anchor, ""), "")
        self.shells[joint.new.anchor] = joint.old.node
        if joint.state == "moved":  # the old one stands where it was
            self._mark(joint)
        elif key:
            yield self._old(replace(joint, new=None), "deleted")
            self.marks[joint.new.anchor] = Mark("inserted", key)
        yield joint.new.node

    # --- what is in both ---

    def _both(self, joint: Joint) -> Iterator[Any]:
        assert joint.old
        assert joint.new
        anchor = joint.new.anchor
        self.shells[anchor] = joint.old.node
        self._mark(joint)
        node = with_children(joint.new.node, self._children(joint))
        if isinstance(node, Table):
            node = self._table(joint, node)
        if joint.partner:
            yield from self._partners(joint, node)
            return
        yield replace(node, **self._texts(joint))

    def _mark(self, joint: Joint) -> None:
        assert joint.old
        assert joint.new
        anchor = joint.new.anchor
        key = self.keys.get((anchor, ""))
        if joint.state == "moved":
            self.marks[anchor] = Mark("moved", key or "", f"{EARLIER}{joint.old.anchor}")
        elif key:
            self.marks[anchor] = Mark("changed", key)

    def _texts(self, joint: Joint) -> dict[str, Any]:
        """The fields of running text with what was changed in them."""
        assert joint.new
        kind = type(joint.new.node)
        found = [edit for edit in edits(joint, self.context) if edit.name in TEXTS.get(kind, ())]
        return {edit.name: self._woven(joint.new.anchor, edit.name, edit.steps) for edit in found}

    def _woven(self, anchor: str, name: str, steps: Steps) -> tuple[Inline, ...]:
        key = self.keys.get((anchor, name)) or self.keys.get((anchor, ""), "")
        return with_earlier(weave(steps, key), self.context.new.resolved.document.name)

    def _partners(self, joint: Joint, node: Any) -> Iterator[Any]:
        """A paragraph and the one that was cut off from it, each with its share of the words; or one that took another in."""
        assert joint.new
        assert joint.partner
        steps = partner_steps(joint, self.context)
        key = self.keys.get((joint.new.anchor, ""), "")
        if joint.partner.new is None:
            self.marks[f"{EARLIER}{joint.partner.unit.anchor}"] = Mark("merged", key, joint.new.anchor)
            yield replace(node, inlines=self._woven(joint.new.anchor, "", steps))
            return
        first, second = (self._woven(joint.new.anchor, "", part) for part in _cut(steps))
        anchor = joint.partner.new.anchor
        self.marks[anchor] = Mark("split", key, joint.new.anchor)
        if joint.partner_first:
            yield from (replace(joint.partner.new.node, inlines=first), replace(node, inlines=second))
        else:
            yield from (replace(node, inlines=first), replace(joint.partner.new.node, inlines=second))

    def _table(self, joint: Joint, node: Table) -> Table:
        table, marks = merged_table(joint, node, self.context, self.keys, self._compared)
        self.marks.update(marks)
        return table

    def _compared(self, old: tuple[Inline, ...], new: tuple[Inline, ...], key: str) -> tuple[Inline, ...]:
        return with_earlier(weave(self.context.steps(old, new), key), self.context.new.resolved.document.name)


def _cut(whole: Steps) -> tuple[Steps, Steps]:
    """Steps before and after the mark of a new paragraph, which stays with what is before."""
    steps = whole.steps
    for place, step in enumerate(steps):
        for at, token in enumerate(step.new):
            if step.sign == "+" and token.text == PARAGRAPH_MARK:
                before, after = replace(step, new=step.new[: at + 1]), replace(step, new=step.new[at + 1 :])
                return Steps((*steps[:place], before)), Steps((*([after] if after.new else []), *steps[place + 1 :]))
    return whole, Steps(())
