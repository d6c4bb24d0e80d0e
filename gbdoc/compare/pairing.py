"""Which units of two revisions are the same thing: by id, then by place and words, then by words alone.

A pairing that says too much is worse than one that says too little: where something is held to be the same,
nobody looks again. So what is far from its old place must be all but equal.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from gbdoc.change import EARLIER
from gbdoc.compare.likeness import likeness
from gbdoc.compare.sequences import paired
from gbdoc.compare.units import DIVISIONS, WHOLE, Tree, Unit, leads
from gbdoc.model import Clause, Paragraph, ReferenceEntry, SymbolEntry, plain

IN_PLACE = 0.30  # children of one parent
RENAMED = 0.50  # divisions whose ids differ
NEARBY = 0.70  # siblings in another order
ELSEWHERE = 0.80  # blocks far from their old place
RENAMED_SYMBOL = 0.60  # what explains two symbols that differ
RECYCLED = 0.20  # less than that, and an id was given to something else
SHORTEST_MOVE = 12  # characters
_SAMPLE = 1500  # characters of a long text that are looked at
_GRAM = 4


@dataclass(frozen=True, slots=True)
class Pairs:
    """New anchor -> old anchor of what is the same; `recycled` are ids that were given to something else."""

    old_of: Mapping[str, str]
    new_of: Mapping[str, str]
    recycled: tuple[str, ...]


def pair(old: Tree, new: Tree, renamed: Mapping[str, str]) -> Pairs:
    """Pair the units of two revisions; `renamed` gives the former ids of what its author renamed."""
    work = _Work(old, new, renamed)
    work.take(WHOLE, WHOLE)
    named = list(_by_id(work))
    _downward(work, [(old.root, new.root), *named])
    _renamed_divisions(work)
    _moved_blocks(work)
    _leading_paragraphs(work)
    return Pairs(work.old_of, work.new_of, tuple(work.recycled))


def name_now(anchor: str, pairs: Pairs, old: Tree, new: Tree) -> str:
    """What something of the old revision is called now; a name that was given to something else is none of its own."""
    given_away = anchor in pairs.old_of or (anchor in old.units and anchor in new.units)
    return pairs.new_of.get(anchor) or (f"{EARLIER}{anchor}" if given_away else anchor)


@dataclass(slots=True)
class _Work:
    """The pairs found so far."""

    old: Tree
    new: Tree
    renamed: Mapping[str, str]
    old_of: dict[str, str] = field(default_factory=dict)
    new_of: dict[str, str] = field(default_factory=dict)
    recycled: list[str] = field(default_factory=list)

    def take(self, old: str, new: str) -> None:
        self.old_of[new], self.new_of[old] = old, new

    def free_old(self, units: Iterable[Unit]) -> list[Unit]:
        return [unit for unit in units if unit.anchor not in self.new_of]

    def free_new(self, units: Iterable[Unit]) -> list[Unit]:
        return [unit for unit in units if unit.anchor not in self.old_of]


# --- by id -----------------------------------------------------------------------------------


def _by_id(work: _Work) -> Iterator[tuple[Unit, Unit]]:
    for anchor, unit in work.new.units.items():
        if not unit.has_id:
            continue
        former = work.old.units.get(work.renamed.get(anchor, anchor))
        if former is None or not _same_sort(former, unit):
            continue
        if anchor in work.renamed or _recognised(former, unit):
            work.take(former.anchor, anchor)
            yield former, unit
        else:
            work.recycled.append(anchor)


def _same_sort(old: Unit, new: Unit) -> bool:
    """Whether two units may be the same thing; a chapter may become an annex."""
    return type(old.node) is type(new.node) or (isinstance(old.node, DIVISIONS) and isinstance(new.node, DIVISIONS))


def _recognised(old: Unit, new: Unit) -> bool:
    """Whether an id still names what it named: its title or the words below it are somewhat alike."""
    if old.text == new.text or not old.text or not new.text:
        return True
    titles = old.text.partition("\n")[0], new.text.partition("\n")[0]
    return likeness(*titles) >= RECYCLED or likeness(old.text[:_SAMPLE], new.text[:_SAMPLE]) >= RECYCLED


# --- by place --------------------------------------------------------------------------------


def _downward(work: _Work, start: Iterable[tuple[Unit, Unit]]) -> None:
    """Pair what stands below pairs, from the top down; what has an id may stand below something new."""
    pending = deque(start)
    done: set[str] = set()
    while pending:
        old, new = pending.popleft()
        if new.anchor in done:
            continue
        done.add(new.anchor)
        for one, other in _of_one_name(work, old, new):
            work.take(one.anchor, other.anchor)
        left = work.free_old(old.children), work.free_new(new.children)
        for one, other in paired(*left, _key, _likeness):
            work.take(one.anchor, other.anchor)
        for one, other in _swapped(work.free_old(old.children), work.free_new(new.children)):
            work.take(one.anchor, other.anchor)
        for one, other in _unwrapped(work, work.free_old(old.children), work.free_new(new.children)):
            work.take(one.anchor, other.anchor)
            pending.append((one, other))
        known = [(work.old_of[child.anchor], child) for child in new.children if child.anchor in work.old_of]
        pending += [(work.old.units[anchor], child) for anchor, child in known]


def _swapped(olds: list[Unit], news: list[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Siblings that stand in another order: those with equal words, however short, then those that are much alike."""
    equal = list(_equal(olds, news))
    yield from equal
    done = {unit for pair in equal for unit in pair}
    left = [[unit for unit in side if unit not in done and len(unit.text) >= SHORTEST_MOVE] for side in (olds, news)]
    units = {unit.anchor: unit for unit in left[1]}
    yield from ((former, units[anchor]) for anchor, former in _near(left[0], left[1], NEARBY).items())


def _equal(olds: list[Unit], news: list[Unit]) -> Iterator[tuple[Unit, Unit]]:
    old_counts, new_counts = Counter(map(_key, olds)), Counter(map(_key, news))
    former = {_key(unit): unit for unit in olds if unit.text}
    yield from ((former[_key(unit)], unit) for unit in news if old_counts[_key(unit)] == new_counts[_key(unit)] == 1 and unit.text)


def _unwrapped(work: _Work, olds: list[Unit], news: list[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Blocks that only got a number in front, or lost it: they stood in the clause itself, or in one without a title below it."""
    yield from paired(_blocks(olds), work.free_new(_wrapped(news)), _key, _still_alike)
    yield from paired(work.free_old(_wrapped(olds)), _blocks(news), _key, _still_alike)


def _blocks(units: list[Unit]) -> list[Unit]:
    return [unit for unit in units if not isinstance(unit.node, DIVISIONS)]


def _wrapped(units: list[Unit]) -> list[Unit]:
    return [child for unit in units if isinstance(unit.node, Clause) and not unit.node.title for child in unit.children]


def _still_alike(old: Unit, new: Unit) -> float:
    value = _likeness(old, new)
    return value if value >= RENAMED * min(len(old.text), len(new.text)) else 0.0


def _of_one_name(work: _Work, old: Unit, new: Unit) -> Iterator[tuple[Unit, Unit]]:
    """Symbols and lines of reference lists that are the same by what they stand for, in whatever order."""
    names = {name: unit for unit in work.free_old(old.children) if (name := _name(unit))}
    for unit in work.free_new(new.children):
        former = names.pop(_name(unit), None)
        if former is not None and type(former.node) is type(unit.node):
            yield former, unit


def _name(unit: Unit) -> str:
    match unit.node:
        case SymbolEntry(symbol=symbol):
            return plain(symbol)
        case ReferenceEntry(key=key):
            return key
    return ""


def _key(unit: Unit) -> object:
    """Units of one key are equal; text of no length tells nothing by itself."""
    return (type(unit.node), unit.text)


def _likeness(old: Unit, new: Unit) -> float:
    """What a pair of units below one parent is worth: the longer and the liker they are, the more."""
    if type(old.node) is not type(new.node):
        return 0.0
    if isinstance(new.node, ReferenceEntry):
        return 0.0
    if not old.text or not new.text:
        return 0.01 if old.text == new.text else 0.0
    if isinstance(new.node, SymbolEntry) and likeness(plain(old.node.explanation), plain(new.node.explanation)) < RENAMED_SYMBOL:
        return 0.0
    both_named = old.has_id and new.has_id
    cutoff = RENAMED if both_named else IN_PLACE
    return likeness(old.text[:_SAMPLE], new.text[:_SAMPLE], cutoff) * min(len(old.text), len(new.text))


# --- anywhere --------------------------------------------------------------------------------


def _renamed_divisions(work: _Work) -> None:
    """Divisions that are left over on both sides and have much the same words, the likest first."""
    olds = [unit for unit in work.free_old(work.old.units.values()) if _is_found_again(unit)]
    news = [unit for unit in work.free_new(work.new.units.values()) if _is_found_again(unit)]
    values = [(_division_likeness(old, new), old, new) for old in olds for new in news]
    found = []
    for value, old, new in sorted(values, key=lambda each: -each[0]):
        if value and old.anchor not in work.new_of and new.anchor not in work.old_of:
            work.take(old.anchor, new.anchor)
            found.append((old, new))
    _downward(work, found)


def _division_likeness(old: Unit, new: Unit) -> float:
    """Ids that differ were changed by somebody; what has none on either side must be all but equal."""
    cutoff = RENAMED if old.has_id and new.has_id else ELSEWHERE
    return likeness(old.text[:_SAMPLE], new.text[:_SAMPLE], cutoff)


def _is_found_again(unit: Unit) -> bool:
    return isinstance(unit.node, DIVISIONS) and len(unit.text) >= SHORTEST_MOVE


def _moved_blocks(work: _Work) -> None:
    """Blocks left over on both sides whose words are equal and found nowhere else, or all but equal."""
    olds, news = (
        [unit for unit in free if not isinstance(unit.node, (*DIVISIONS, ReferenceEntry)) and len(unit.text) >= SHORTEST_MOVE]
        for free in (work.free_old(work.old.units.values()), work.free_new(work.new.units.values()))
    )
    if not olds or not news:
        return
    old_counts, new_counts = Counter(map(_key, work.old.units.values())), Counter(map(_key, work.new.units.values()))
    exact = {_key(unit): unit for unit in olds if old_counts[_key(unit)] == 1}
    near = _near(olds, news, ELSEWHERE)
    for new in news:  # what holds others comes before them
        if new.anchor in work.old_of:
            continue  # what it stands in has been found meanwhile
        former = exact.get(_key(new)) if new_counts[_key(new)] == 1 else None
        former = former if _key(new) in old_counts else near.get(new.anchor)
        if former is not None and former.anchor not in work.new_of:
            work.take(former.anchor, new.anchor)
            _downward(work, [(former, new)])


def _leading_paragraphs(work: _Work) -> None:
    """What is printed as one with its first paragraph stayed, if it stayed, with another wording of that paragraph."""
    for new in work.new.units.values():
        former = work.old_of.get(new.anchor)
        before, after = _lead(work.old.units[former]) if former is not None else None, _lead(new)
        if before and after and before.anchor not in work.new_of and after.anchor not in work.old_of:
            work.take(before.anchor, after.anchor)


def _lead(unit: Unit) -> Unit | None:
    first = unit.children[0] if leads(unit) and unit.children else None
    return first if first and isinstance(first.node, Paragraph) else None


def _near(olds: list[Unit], news: list[Unit], cutoff: float) -> Mapping[str, Unit]:
    """Blocks that are all but equal, by new anchor, where no other on either side is as like."""
    grams = _grams(olds)
    values: dict[tuple[str, str], float] = {}
    for new in news:
        votes = Counter(index for gram in _runs(new.text) for index in grams.get(gram, ()))
        for old in (olds[index] for index in votes):
            if type(old.node) is type(new.node):
                values[old.anchor, new.anchor] = likeness(old.text, new.text, cutoff)
    best: dict[str, list[float]] = defaultdict(list)
    for (old_anchor, new_anchor), value in values.items():
        best[f"old {old_anchor}"].append(value)
        best[f"new {new_anchor}"].append(value)
    units = {unit.anchor: unit for unit in olds}
    return {
        new: units[old]
        for (old, new), value in values.items()
        if value >= cutoff and _is_alone(value, best[f"old {old}"]) and _is_alone(value, best[f"new {new}"])
    }


def _is_alone(value: float, values: list[float]) -> bool:
    return value == max(values) and values.count(value) == 1


def _grams(units: list[Unit]) -> Mapping[str, list[int]]:
    """Where each run of four characters is found, as indices of units."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        for gram in _runs(unit.text):
            places[gram].append(index)
    return places


def _runs(text: str) -> set[str]:
    return {text[start : start + _GRAM] for start in range(min(len(text), _SAMPLE) - _GRAM + 1)}
