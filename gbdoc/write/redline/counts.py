"""How many changes there are of each kind and class, and how that is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gbdoc.change import Category, Change, ChangeKind, Comparison
from gbdoc.write.redline.selection import Selection, renumbered_within, within
from gbdoc.write.redline.wording import CATEGORIES, KINDS


@dataclass(frozen=True, slots=True)
class Counts:
    """Changes by kind and by class; renumbered things are no changes."""

    kinds: Mapping[ChangeKind, int]
    categories: Mapping[Category, int]
    renumbered: int

    @property
    def total(self) -> int:
        """All changes."""
        return sum(self.kinds.values())


def count(changes: Iterable[Change], renumbered: int) -> Counts:
    """Count some changes."""
    changes = tuple(changes)
    kinds = Counter(change.kind for change in changes)
    categories = Counter(change.category for change in changes)
    return Counts({kind: kinds[kind] for kind in KINDS if kinds[kind]}, {name: categories[name] for name in CATEGORIES}, renumbered)


def in_words(counts: Counts) -> str:
    """增加 3，删除 2，移动 1；技术 14，编辑 5；重新编号 37（不计）"""
    kinds = "，".join(f"{KINDS[kind]} {number}" for kind, number in counts.kinds.items())
    categories = by_category(counts)
    renumbered = f"重新编号 {counts.renumbered}（不计）" if counts.renumbered else ""
    return "；".join(part for part in (kinds, categories, renumbered) if part) or "没有改动"


def by_category(counts: Counts) -> str:
    """技术 14，编辑 5"""
    return "，".join(f"{CATEGORIES[name]} {number}" for name, number in counts.categories.items() if number)


def closing(comparison: Comparison, selection: Selection) -> Iterator[str]:
    """What a list of changes ends with: the classes that it leaves out, and how many changes there are of all."""
    changes = within(comparison, selection)
    hidden = [change for change in changes if not selection.shows(change.category)]
    if hidden and not selection.summary:
        names = ",".join(name for name in CATEGORIES if any(change.category == name for change in hidden))
        yield f"未列出：{by_category(count(hidden, 0))}（用 --class {names} 列出）"
    counts = count(changes, len(renumbered_within(comparison, selection)))
    yield in_words(counts) + ("" if counts.total or counts.renumbered else "。")
