"""The list of main technical changes as it is proposed from a comparison (GB/T 1.1, 8.3 c)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gbdoc.change import Comparison, Reason
from gbdoc.compare.change_list.matters import EXHIBITS, Matter, matters, within
from gbdoc.compare.change_list.wordings import Wording, titled, wording
from gbdoc.number import Label
from gbdoc.read.changes import EntryKind
from gbdoc.resolve import ResolvedDocument


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the list: its words, where things stand now, by id, and where they stood, as then numbered."""

    kind: EntryKind
    text: str
    at: tuple[str, ...]
    old: tuple[str, ...]
    keys: tuple[str, ...]  # of the changes
    places: tuple[str, ...] = ()  # `at` in words
    hints: tuple[str, ...] = ()  # 10 MΩ→20 MΩ
    doubtful: bool = False  # whether its changes are technical is not sure


def drafted(comparison: Comparison) -> tuple[Item, ...]:
    """The items for all technical changes, in the order of the new revision; what is gone where it would have stood."""
    told = [_Told(matter, wording(matter, comparison), _parent(matter, comparison)) for matter in matters(comparison)]
    return tuple(_item(group, comparison) for group in _grouped(told))


def item_words(item: Item, year: str) -> str:
    """An item as the foreword prints it, without the mark at its end: 更改了…（见5.3、表2，2018年版的4.2）; 旧版 where no year is known."""
    then = f"{f'{year}年' if year else '旧'}版的{'、'.join(item.old)}" if item.old else ""
    places = "，".join(part for part in ("、".join(item.places), then) if part)
    return f"{item.text}（见{places}）" if places else item.text


# --- what one item tells of several things ---------------------------------------------------

_FEWEST = 3  # siblings that are told together


@dataclass(frozen=True, slots=True)
class _Told:
    matter: Matter
    wording: Wording
    parent: str

    @property
    def group(self) -> tuple[object, ...]:
        """What siblings that may be told together share."""
        return self.parent, self.wording.kind, self.wording.template


def _parent(matter: Matter, comparison: Comparison) -> str:
    """What a thing stands in; untitled clauses stand with the others of the clause whose title they go by."""
    resolved = comparison.new if matter.new else comparison.old
    return titled(matter.label, resolved).parent if matter.label.kind == "clause" else matter.label.parent


def _grouped(told: Sequence[_Told]) -> Iterator[list[_Told]]:
    """Siblings of which the same is said, where there are three or more; things that go by one name always."""
    done: set[int] = set()
    for place, each in enumerate(told):
        if place not in done:
            alike = [other for other in range(place, len(told)) if told[other].group == each.group and other not in done]
            same = [other for other in alike if told[other].wording == each.wording]
            together = alike if _may_join([told[other] for other in alike]) else same if each.wording.name else [place]
            done.update(together)
            yield [told[other] for other in together]


def _may_join(alike: Sequence[_Told]) -> bool:
    first = alike[0]
    return bool(first.parent and first.wording.name) and len({each.wording.name for each in alike}) >= _FEWEST


def _item(group: Sequence[_Told], comparison: Comparison) -> Item:
    names = _each_once(each.wording.name for each in group)
    changes = [change for each in group for change in each.matter.changes]
    new = _outermost([label for each in group for label in each.matter.new], comparison.new)
    old = _outermost([label for each in group for label in each.matter.old], comparison.old)
    return Item(
        kind=group[0].wording.kind,
        text=group[0].wording.words(names),
        at=_each_once(label.anchor for label in new),
        old=_each_once(comparison.old.place(label.anchor) for label in old),
        keys=tuple(change.key for change in changes),
        places=_each_once(comparison.new.place(label.anchor) for label in new),
        hints=_each_once(hint for change in changes for hint in map(_hint, change.reasons) if hint),
        doubtful=all(change.doubtful for change in changes),
    )


def _outermost(labels: Sequence[Label], resolved: ResolvedDocument) -> list[Label]:
    """Labels in the order of their revision, without clauses that stand in another of them."""
    anchors = {label.anchor for label in labels}
    order = {anchor: place for place, anchor in enumerate(resolved.labels)}

    def is_inside(label: Label) -> bool:
        return any(around.anchor in anchors for around in within(label, resolved) if around is not label)

    return [label for label in sorted(labels, key=lambda label: order[label.anchor]) if label.kind in EXHIBITS or not is_inside(label)]


def _each_once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _hint(reason: Reason) -> str:
    """A value or a modal word that became another: 10 MΩ→20 MΩ, 宜→应."""
    return reason.told if reason.name in ("value", "modal") else ""
