"""Where changes stand: in which clause, below what, and how that is headed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gbdoc.change import EARLIER, Change, Comparison, Place
from gbdoc.number import Labels
from gbdoc.resolve import ResolvedDocument
from gbdoc.write.redline.wording import FOOTNOTES, METADATA, NOTICE

_TITLED = ("term", "table", "figure")  # what is called by a title of its own


@dataclass(frozen=True)
class Places:
    """The clauses of both revisions, to be asked for those of a change."""

    comparison: Comparison

    def lineage(self, change: Change) -> Iterator[str]:
        """The anchors of a change and of all that it stands in, in both revisions; an old one with a ~ before it, and as it is now."""
        if change.new:
            yield from self.line(change.new.anchor)
            yield from self.line(change.new.division)
        if change.old:
            for start in (change.old.anchor, change.old.division):
                yield from self._old_line(start)

    def line(self, anchor: str) -> Iterator[str]:
        """An anchor of the new revision, and those of all that it stands in."""
        return _upwards(anchor, self.comparison.new.labels)

    def _old_line(self, anchor: str) -> Iterator[str]:
        for above in _upwards(anchor, self.comparison.old.labels):
            yield from (f"{EARLIER}{above}", self.now(above))

    def chapter(self, change: Change) -> str:
        """The chapter, annex or element of a change, with a ~ where it is of the old revision only; "" for metadata."""
        place = change.place
        if not place.division:
            return ""
        labels = self.comparison.new.labels if change.new else self.comparison.old.labels
        top = tuple(_upwards(place.division, labels))[-1]
        return top if change.new else self.now(top)

    def now(self, old: str) -> str:
        """What became of an old anchor: the new one, or the old one with a ~."""
        return self.comparison.new_of.get(old, f"{EARLIER}{old}")

    def division(self, change: Change) -> str:
        """The innermost clause of a change, named as `chapter` does."""
        place = change.place
        return place.division if change.new or not place.division else self.now(place.division)

    def heading(self, change: Change) -> str:
        """5.3 绝缘电阻 第二段: the clause of a change with its title, then what is meant in it; 表2 限值; 原4.2 包装 where it is gone."""
        place = change.place
        resolved = self.comparison.new if change.new else self.comparison.old
        words = _heading(place, resolved) if place.division else place.words or METADATA
        return words if change.new else f"原{words}"

    def outside(self, change: Change) -> str:
        """Where a change stands that is in no clause: 封面和文件信息, 重要提示, 脚注."""
        if change.kind == "metadata":
            return METADATA
        return NOTICE if change.place.words.startswith(NOTICE) else FOOTNOTES

    def was(self, change: Change) -> str:
        """The old place of a change in words, where it is another; of a move the details tell it."""
        old, new = change.old, change.new
        return old.words if old and new and old.words != new.words and change.kind != "moved" else ""


def _heading(place: Place, resolved: ResolvedDocument) -> str:
    label = resolved.labels.get(place.anchor)
    if label and label.kind in _TITLED and label.number == place.words:
        return name_of(place.anchor, resolved)
    clause = resolved.place(place.division)
    rest = place.words.removeprefix(clause) if place.words.startswith(clause) else place.words
    rest = place.words if rest.startswith(".") else rest  # of a term, which has no division of its own: 3.1.2 begins with 3.1
    return f"{name_of(place.division, resolved)} {rest.strip().removeprefix('的')}".strip()


def name_of(anchor: str, resolved: ResolvedDocument) -> str:
    """6.1 框架结构"""
    label = resolved.labels[anchor]
    return f"{label.number} {label.title}".strip()


def _upwards(anchor: str, labels: Labels) -> Iterator[str]:
    """An anchor, and those of all that it stands in."""
    while anchor:
        yield anchor
        anchor = labels[anchor].parent if anchor in labels else ""
