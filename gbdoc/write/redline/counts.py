"""How many changes there are of each kind and class, and how that is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gbdoc.change import Category, Change, ChangeKind
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
    return "；".join(part for part in (kinds, categories, renumbered) if part) or "没有差异"


def by_category(counts: Counts) -> str:
    """技术 14，编辑 5"""
    return "，".join(f"{CATEGORIES[name]} {number}" for name, number in counts.categories.items() if number)
