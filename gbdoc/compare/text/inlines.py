"""Two running texts compared: which words stayed, which went, which came.

What is marked is what a person would mark: whole words and values, few marks, and a sentence that was written anew as a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from gbdoc.change import Op, Sign
from gbdoc.compare.sequences import common
from gbdoc.compare.text.gaps import Gap, gaps, slid, touching
from gbdoc.compare.text.sentences import aligned
from gbdoc.compare.text.tokens import CODE, Token
from gbdoc.compare.text.words import boundary, merged, rounded, widened
from gbdoc.model import Citation, Code, SiblingCitation, Text, Xref

LONGEST = 20_000  # characters that are compared word by word
_REWRITTEN = 0.4  # a sentence that keeps less is shown as a new one
_FEW = 2  # insertions, or deletions, that leave a sentence the same one however long they are
_SHORT = 24  # characters of both texts, in which one mark is read at a glance
_REFERENCE = 4  # characters that a reference or a formula is taken for
_MARK = 3  # characters that one more mark costs a reader


@dataclass(frozen=True, slots=True)
class Step:
    """Tokens that stayed, on both sides; or that went, or that came. What stayed may have other markup or another number."""

    sign: Sign
    old: tuple[Token, ...]
    new: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """How one running text became another; `limited` where it was too long to be compared word by word."""

    steps: tuple[Step, ...]
    limited: bool = False

    @property
    def mirrored(self) -> Steps:
        """How the other text becomes the one."""
        signs: dict[Sign, Sign] = {"=": "=", "-": "+", "+": "-"}
        return Steps(tuple(_in_order([Step(signs[step.sign], step.new, step.old) for step in self.steps])), self.limited)


def inline_steps(old: Sequence[Token], new: Sequence[Token], terms: Collection[str] = ()) -> Steps:
    """How the one running text became the other; `terms` are words of the document that are marked whole."""
    olds, news = [token.key for token in old], [token.key for token in new]
    if olds > news:  # of two ways that are equally good the same is taken in both directions
        return inline_steps(new, old, terms).mirrored
    start, end = common(olds, news)
    if max(_length(old[start : len(old) - end]), _length(new[start : len(new) - end])) > LONGEST:
        return Steps(tuple(_steps(old, new, [Gap(start, len(old) - end, start, len(new) - end)])), limited=True)
    return Steps(tuple(_steps(old, new, _changes(olds, news, terms))))


def ops(steps: Steps) -> tuple[Op, ...]:
    """The words of the steps as they are printed; a reference that stayed with its number of now."""
    words = [(step.sign, _printed(step.old if step.sign == "-" else step.new)) for step in steps.steps]
    return tuple((sign, "".join(text for _, text in run)) for sign, run in groupby(words, key=lambda op: op[0]))


# --- the changes -----------------------------------------------------------------------------


def _changes(old: Sequence[str], new: Sequence[str], terms: Collection[str]) -> list[Gap]:
    """Word by word within sentences or over the whole text, whichever is easier to read."""
    whole = _compared(old, new, terms)
    stretches = aligned(old, new) if whole else []
    if len(stretches) < 2:
        return whole
    apart = touching([gap for stretch in stretches for gap in _within(old, new, stretch, terms)])
    return whole if _cost(old, new, whole) + _MARK < _cost(old, new, apart) else apart


def _within(old: Sequence[str], new: Sequence[str], stretch: Gap, terms: Collection[str]) -> list[Gap]:
    one, other = old[stretch.old_start : stretch.old_end], new[stretch.new_start : stretch.new_end]
    return [gap.shifted(stretch.old_start, stretch.new_start) for gap in _compared(one, other, terms)]


def _compared(old: Sequence[str], new: Sequence[str], terms: Collection[str]) -> list[Gap]:
    """What changed, word by word; all of it where too little is left."""
    found = widened(old, new, slid(old, new, gaps(old, new), boundary), terms)
    found = touching(rounded(old, new, merged(old, new, found), terms))
    total = _width(old) + _width(new)
    if _is_plain(found, total) or total - _marked(old, new, found) >= _REWRITTEN * total:
        return found
    return [Gap(0, len(old), 0, len(new))]


def _is_plain(found: Sequence[Gap], total: int) -> bool:
    """Whether the marks are easy to read however little they leave: few words that came or went, or one mark in a short text."""
    if len(found) <= 1 and total <= _SHORT:
        return True
    return len(found) <= _FEW and all(gap.pure for gap in found) and not _swaps(found)


def _swaps(found: Sequence[Gap]) -> bool:
    """Whether something went and something else came."""
    return len({gap.old_start == gap.old_end for gap in found}) > 1


def _marked(old: Sequence[str], new: Sequence[str], found: Sequence[Gap]) -> int:
    """About how many characters are marked; words that only became code are not."""
    sides = [(old[gap.old_start : gap.old_end], new[gap.new_start : gap.new_end]) for gap in found]
    return sum(_width(one) + _width(other) for one, other in sides if _plain(one) != _plain(other))


def _plain(keys: Sequence[str]) -> str:
    return "".join([key.removeprefix(CODE) for key in keys])


def _width(keys: Sequence[str]) -> int:
    """About how many characters are printed."""
    return sum(_REFERENCE if key.startswith("\0") and not key.startswith(CODE) else len(key) for key in keys)


def _cost(old: Sequence[str], new: Sequence[str], found: Sequence[Gap]) -> int:
    return _marked(old, new, found) + _MARK * sum(1 if gap.pure else 2 for gap in found)


# --- the steps -------------------------------------------------------------------------------


def _steps(old: Sequence[Token], new: Sequence[Token], found: Sequence[Gap]) -> Iterator[Step]:
    old_at = new_at = 0
    for gap in [*found, Gap(len(old), len(old), len(new), len(new))]:
        if old_at < gap.old_start:
            yield Step("=", tuple(old[old_at : gap.old_start]), tuple(new[new_at : gap.new_start]))
        yield from _replaced(tuple(old[gap.old_start : gap.old_end]), tuple(new[gap.new_start : gap.new_end]))
        old_at, new_at = gap.old_end, gap.new_end


def _replaced(old: tuple[Token, ...], new: tuple[Token, ...]) -> Iterator[Step]:
    """A deletion and what stands in its place; words that only became code or a reference, or are no longer, stayed."""
    if old and new and _is_worded(old) and _is_worded(new) and (_is_text(old) or _is_text(new)) and _printed(old) == _printed(new):
        yield Step("=", old, new)
        return
    if old:
        yield Step("-", old, ())
    if new:
        yield Step("+", (), new)


def _is_text(tokens: Sequence[Token]) -> bool:
    return all(isinstance(token.inline, Text | Code) for token in tokens)


def _is_worded(tokens: Sequence[Token]) -> bool:
    return all(isinstance(token.inline, Text | Code | Xref | SiblingCitation | Citation) for token in tokens)


def _in_order(steps: Sequence[Step]) -> Iterator[Step]:
    """The steps with deletions before what stands in their place."""
    for index, step in enumerate(steps):
        if step.sign == "+" and index + 1 < len(steps) and steps[index + 1].sign == "-":
            yield steps[index + 1]
            yield step
        elif not (step.sign == "-" and index and steps[index - 1].sign == "+"):
            yield step


def _printed(tokens: Sequence[Token]) -> str:
    return "".join([token.text for token in tokens])


def _length(tokens: Sequence[Token]) -> int:
    return sum(len(token.text) for token in tokens)
