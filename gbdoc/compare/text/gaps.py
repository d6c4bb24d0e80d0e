"""Where two sequences differ: the gaps of a longest common subsequence, and where to put them best."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from gbdoc.compare.sequences import common


@dataclass(frozen=True, slots=True)
class Gap:
    """old[old_start:old_end] stands where new[new_start:new_end] does; one of them may be empty. Between gaps all is equal."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int

    @property
    def pure(self) -> bool:
        """Whether something only came or only went."""
        return self.old_start == self.old_end or self.new_start == self.new_end

    def shifted(self, old: int, new: int) -> Gap:
        """The same gap so much further on."""
        return Gap(self.old_start + old, self.old_end + old, self.new_start + new, self.new_end + new)


def gaps(old: Sequence[str], new: Sequence[str]) -> list[Gap]:
    """The gaps of a shortest edit, one for all that changed in one place."""
    start, end = common(old, new)
    opcodes = Indel.opcodes(old[start : len(old) - end], new[start : len(new) - end])
    found = [Gap(one.src_start, one.src_end, one.dest_start, one.dest_end) for one in opcodes if one.tag != "equal"]
    return touching([gap.shifted(start, start) for gap in found])


def touching(found: Sequence[Gap]) -> list[Gap]:
    """Gaps with nothing between them made one."""
    merged: list[Gap] = []
    for gap in found:
        if merged and merged[-1].old_end == gap.old_start and merged[-1].new_end == gap.new_start:
            gap = Gap(merged[-1].old_start, gap.old_end, merged.pop().new_start, gap.new_end)
        merged.append(gap)
    return merged


# --- a better place for what only came or only went ------------------------------------------

Worth = Callable[[Sequence[str], int], int]  # how good a boundary is before the item of that index


def slid(old: Sequence[str], new: Sequence[str], found: Sequence[Gap], worth: Worth) -> list[Gap]:
    """The gaps, those that are insertions or deletions moved to where they begin and end best; the last of equally good places."""
    moved: list[Gap] = []
    for index, gap in enumerate(found):
        if gap.pure:
            least = gap.old_start - moved[-1].old_end if moved else min(gap.old_start, gap.new_start)
            after = found[index + 1].old_start if index + 1 < len(found) else len(old)
            items, start, end = (old, gap.old_start, gap.old_end) if gap.old_end > gap.old_start else (new, gap.new_start, gap.new_end)
            steps = max(
                _steps(items, start, end, least, after - gap.old_end), key=lambda by: _worth(items, start + by, end + by, by, worth)
            )
            gap = gap.shifted(steps, steps)
        moved.append(gap)
    return touching(moved)


def _worth(items: Sequence[str], start: int, end: int, by: int, worth: Worth) -> tuple[int, int]:
    return worth(items, start) + worth(items, end), by


def _steps(items: Sequence[str], start: int, end: int, back: int, on: int) -> Iterator[int]:
    """By how much a gap may be moved without changing what it says, at most so far back and on."""
    yield 0
    for by in range(1, back + 1):
        if items[start - by] != items[end - by]:
            break
        yield -by
    for by in range(on):
        if items[start + by] != items[end + by]:
            break
        yield by + 1
