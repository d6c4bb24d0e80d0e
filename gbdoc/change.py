"""What became of a document between two revisions: changes, each with its class and the reasons for it. Data only.

`old` and `new` are places in the two revisions. Numbers that are other than before only because something else came or
went are no changes: they are kept apart as `Renumbered`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, TypeAlias

from gbdoc.resolve import ResolvedDocument

ChangeKind: TypeAlias = Literal[
    "added", "deleted", "modified", "moved", "split", "merged", "retitled", "retargeted", "attribute", "metadata", "id-renamed",
    "id-recycled",
]  # fmt: skip
Category: TypeAlias = Literal["technical", "editorial", "structural", "reference", "markup"]
Sign: TypeAlias = Literal["=", "-", "+"]
Op: TypeAlias = tuple[Sign, str]  # words as printed: kept, deleted, inserted; a deletion stands before what replaces it


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in one revision."""

    anchor: str
    what: str  # chapter, clause, annex, element, paragraph, item, table, row, cell, column, term, metadata …
    words: str  # 第6章, 5.3, 5.3第二段, 表2中K42: as a reference would be worded
    division: str  # anchor of the innermost chapter, clause, annex or element that it is or stands in; "" for metadata
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a change is of its class: `modal` 宜→应, `value` 0.5→0.25 ℃, `negation` 不, `informative` 注 …"""

    name: str
    old: str = ""
    new: str = ""
    unit: str = ""

    def measured(self, words: str) -> str:
        """A value with the unit: 20 MΩ, 5年, 98%."""
        close = not self.unit or self.unit[0] in "%‰°′″" or "\u4e00" <= self.unit[0] <= "\u9fff"
        return f"{words}{self.unit}" if close else f"{words} {self.unit}"

    @property
    def told(self) -> str:
        """What was and what is: 10 MΩ→20 MΩ, 宜→应, （无）→应."""
        return "→".join(self.measured(words) if words else "（无）" for words in (self.old, self.new))


@dataclass(frozen=True, slots=True)
class Change:
    """One change as a drafter would count it.

    `moved` with ops is moved and modified. `others` are the further places of a split (new ones) or a merger (old ones).
    `name` is the attribute or the field of metadata that is another, or the new id of what was renamed.
    """

    key: str  # chg-5f2c1a: made from what changed and how, so that it stays the same from run to run
    kind: ChangeKind
    category: Category
    reasons: tuple[Reason, ...]
    old: Place | None
    new: Place | None
    ops: tuple[Op, ...] = ()
    others: tuple[Place, ...] = ()
    name: str = ""
    doubtful: bool = False  # a move that is likely, not certain; a class that is proposed, not known
    restructured: bool = False  # everything below it came, went or moved with it and is not listed

    @property
    def place(self) -> Place:
        """Where it is found: in the new revision if it is there."""
        place = self.new or self.old
        assert place is not None
        return place


@dataclass(frozen=True, slots=True)
class Renumbered:
    """Something that has another number though nobody touched it."""

    anchor: str
    old_anchor: str
    kind: str
    old: str  # as printed there: 4.2, 表3, 注2
    new: str


@dataclass(frozen=True)
class Comparison:
    """Two revisions of one document and all that lies between them.

    `pairs` gives the old anchor of every new one that is the same thing. `rewritten` are chapters and annexes (new anchors)
    of which so little is left that they are better read side by side. `relocated` are things, by new anchor, that stand in
    another file. `limited` are blocks too long to be compared word by word.
    """

    old: ResolvedDocument
    new: ResolvedDocument
    pairs: Mapping[str, str]
    changes: tuple[Change, ...]
    renumbered: tuple[Renumbered, ...]
    rewritten: tuple[str, ...] = ()
    relocated: tuple[str, ...] = ()
    limited: tuple[str, ...] = ()

    @cached_property
    def new_of(self) -> Mapping[str, str]:
        """The new anchor of every old one that is the same thing."""
        return {old: new for new, old in self.pairs.items()}


EARLIER = "~"  # before the names of what comes from the old revision; no author can write it in an id
State: TypeAlias = Literal["inserted", "deleted", "moved", "moved-away", "changed", "split", "merged"]


@dataclass(frozen=True, slots=True)
class Mark:
    """How a redline shows a block, an item, a row or a division.

    `inserted`, `deleted`: the whole of it. `moved`: it came from elsewhere. `moved-away`: a line that says where it went.
    `changed`: something in its own text is marked. `split`: a paragraph that was cut off from its neighbour, `other`.
    `merged`: one that went into its neighbour and is no longer printed.
    """

    state: State
    change: str  # key of the change; "" where what it stands in has it
    other: str = ""  # anchor of the other end of a move


@dataclass(frozen=True)
class Redline:
    """One document that holds both revisions, ready for the writers.

    It is the new revision with what was deleted put back where it stood. Whatever comes from the old revision has a `~`
    before its anchors, targets, keys of documents and names, and the tables of `resolved` know both. `was` gives, by the
    anchor of what is renumbered, the old number to be shown quietly; `was_words` does it for anchors that references name.
    `shells` are the old nodes by new anchor, for what is no part of their content: the old kind of an annex, the old term.
    """

    resolved: ResolvedDocument
    marks: Mapping[str, Mark]
    was: Mapping[str, str]
    was_words: Mapping[str, str]
    changes: tuple[Change, ...]
    comparison: Comparison
    shells: Mapping[str, Any] = field(repr=False, default_factory=dict)
    tables: Mapping[str, Any] = field(repr=False, default_factory=dict)  # how the grids of tables lie on each other, by new anchor
