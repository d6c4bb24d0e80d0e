"""Chinese words in what was changed: no word is marked by half, and no mark begins where it reads badly.

A lexicon answers whether a string is a word. Text is never segmented, so that one sentence's cut does not depend on its
neighbours.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Collection, Sequence
from functools import cache

from gbdoc.compare.text.gaps import Gap

HAN = range(0x3400, 0xA000)
_LONGEST = 3  # characters on either side of a replacement that may be part of a longer word
_SHARED = 2  # characters that it may take in
# What the language of standards has besides.
_OWN = frozenset({"不应", "不必", "不低于", "不高于", "不大于", "不小于", "不少于", "不多于", "不早于", "不迟于", "不晚于"})


@cache
def lexicon() -> frozenset[str]:
    """The words of the language."""
    lines = (pkgutil.get_data("gbdoc.compare.text", "lexicon.txt") or b"").decode("utf-8").splitlines()
    return _OWN.union(line for line in lines if not line.startswith("#"))


def is_word(text: str, terms: Collection[str]) -> bool:
    """Whether a string is a word, or one of the document's terms."""
    return text in lexicon() or text in terms


def is_han(key: str) -> bool:
    """Whether the key of a token is one Chinese character."""
    return len(key) == 1 and ord(key) in HAN


def widened(old: Sequence[str], new: Sequence[str], found: Sequence[Gap], terms: Collection[str]) -> list[Gap]:
    """The gaps, replacements stretched over the characters that both words share: 检[验→测] to 检验→检测."""
    wide: list[Gap] = []
    for index, gap in enumerate(found):
        back = gap.old_start - wide[-1].old_end if wide else min(gap.old_start, gap.new_start)
        after = found[index + 1].old_start if index + 1 < len(found) else len(old)
        wide.append(_widened(old, new, gap, back, after - gap.old_end, terms))
    return wide


def _widened(old: Sequence[str], new: Sequence[str], gap: Gap, back: int, on: int, terms: Collection[str]) -> Gap:
    """A gap stretched by as little as makes words of both sides, at most so far back and on."""
    sides = old[gap.old_start : gap.old_end], new[gap.new_start : gap.new_end]
    if gap.pure or _is_value(old, new, gap) or not all(len(side) <= _LONGEST and all(map(is_han, side)) for side in sides):
        return gap
    for left, right in _STRETCHES:
        if left <= back and right <= on:
            wide = Gap(gap.old_start - left, gap.old_end + right, gap.new_start - left, gap.new_end + right)
            if is_word("".join(old[wide.old_start : wide.old_end]), terms) and is_word("".join(new[wide.new_start : wide.new_end]), terms):
                return wide
    return gap


_STRETCHES = sorted(
    ((left, right) for left in range(_SHARED + 1) for right in range(_SHARED + 1 - left)), key=lambda each: (sum(each), each)
)


def rounded(old: Sequence[str], new: Sequence[str], found: Sequence[Gap], terms: Collection[str]) -> list[Gap]:
    """The gaps, longer replacements stretched by one character where both sides would be cut inside a word: 等|于, 小|于."""
    rounds: list[Gap] = []
    for index, gap in enumerate(found):
        on = (found[index + 1].old_start if index + 1 < len(found) else len(old)) > gap.old_end
        back = (rounds[-1].old_end if rounds else 0) < gap.old_start
        if not gap.pure and max(gap.old_end - gap.old_start, gap.new_end - gap.new_start) > _LONGEST:
            left = int(back and _is_cut(old, new, gap.old_start, gap.new_start, terms))
            right = int(on and _is_cut(old, new, gap.old_end, gap.new_end, terms))
            gap = Gap(gap.old_start - left, gap.old_end + right, gap.new_start - left, gap.new_end + right)
        rounds.append(gap)
    return rounds


def _is_cut(old: Sequence[str], new: Sequence[str], old_place: int, new_place: int, terms: Collection[str]) -> bool:
    """Whether places in both texts are inside words of two characters, and not between a numeral and what is counted."""
    sides = old[old_place - 1 : old_place + 1], new[new_place - 1 : new_place + 1]
    if all(len(side) == 2 and side[0] in _NUMERALS for side in sides):
        return False
    return all(len(side) == 2 and all(map(is_han, side)) and is_word("".join(side), terms) for side in sides)


# --- where a mark may begin and end ----------------------------------------------------------

_OPENING = frozenset("（(《“‘［[〔【")
_CLOSING = frozenset("）)》”’］]〕】")
_STOPS = frozenset("。；！？;!?")
_COMMAS = frozenset("，：、,:")
_JOINING = frozenset("和或及与并且、，")


def boundary(keys: Sequence[str], place: int) -> int:
    """How well a mark begins or ends before a token: at the end of a sentence best, inside a word worst."""
    if place in (0, len(keys)):
        return 6
    before, after = keys[place - 1], keys[place]
    if before in _STOPS:
        return 6
    if before in _COMMAS:
        return 4
    if after in _OPENING or before in _CLOSING:
        return 3
    if after in _JOINING or after in _STOPS:
        return 2
    if before in _OPENING or after in _CLOSING:
        return 0
    if is_han(before) and is_han(after):
        return 0 if before + after in lexicon() else 1
    return 1


# --- islands: what little stands between two changes -----------------------------------------

_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万")
_KEPT = _STOPS | _COMMAS | _OPENING | _CLOSING


def merged(old: Sequence[str], new: Sequence[str], found: Sequence[Gap]) -> list[Gap]:
    """The gaps, those joined that are divided by so little that two marks would be harder to read than one."""
    joined: list[Gap] = list(found[:1])
    for gap in found[1:]:
        last = joined[-1]
        island = old[last.old_end : gap.old_start]
        if _is_drowned(island, last, gap) and not _is_apart(old, new, last, gap):
            joined[-1] = Gap(last.old_start, gap.old_end, last.new_start, gap.new_end)
        else:
            joined.append(gap)
    return joined


def _is_drowned(island: Sequence[str], before: Gap, after: Gap) -> bool:
    """Up to one character, two beside a replacement, three between two; a mark of punctuation, a bracket or a value stays."""
    most = 3 - before.pure - after.pure
    return len(island) <= most and all(_is_small(key) for key in island)


def _is_apart(old: Sequence[str], new: Sequence[str], before: Gap, after: Gap) -> bool:
    """Whether both changes are of marks only, as the quotes around a word, or one is of a value and the other not of its unit."""
    if all(map(_is_mark, (*_changed(old, new, before), *_changed(old, new, after)))):
        return True
    values = [_is_value(old, new, before), _is_value(old, new, after)]
    return all(values) or (any(values) and not "".join(old[before.old_end : after.old_start]).isspace())


def _changed(old: Sequence[str], new: Sequence[str], gap: Gap) -> tuple[str, ...]:
    return (*old[gap.old_start : gap.old_end], *new[gap.new_start : gap.new_end])


def _is_mark(key: str) -> bool:
    return len(key) == 1 and not key.isalnum()


def _is_small(key: str) -> bool:
    return is_han(key) or (_is_mark(key) and key not in _KEPT)


def _is_value(old: Sequence[str], new: Sequence[str], gap: Gap) -> bool:
    """Whether all that went and came are numbers: they are marked alone, without what they count."""
    return all(map(_is_number, _changed(old, new, gap)))


def _is_number(key: str) -> bool:
    return key in _NUMERALS or key.lstrip("+−-").replace(".", "").replace(" ", "").isdecimal()
