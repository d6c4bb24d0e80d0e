"""Gold redlines as data, and how near a redline comes to them: tests/redlines/*.txt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from gbdoc.change import Op, Sign
from gbdoc.compare.text.inlines import inline_steps, ops
from gbdoc.compare.text.tokens import Token, tokens
from gbdoc.model import Code, Inline, InlineFormula, Text
from gbdoc.source import Span
from gbdoc.write.redline.excerpt import framed

REDLINES = Path(__file__).parent / "redlines"
NOWHERE = Span("", 1, 1, 1, 1)
_MARK = re.compile(r"\[-(.*?)-\]|\{\+(.*?)\+\}", re.DOTALL)
_PIECE = re.compile(r"\$(?P<formula>[^$]+)\$|`(?P<code>[^`]+)`|(?P<text>[^$`]+)")


def told(ops: Sequence[Op]) -> str:
    """Operations in one line: 试样[-宜-]{+应+}干燥。"""
    return "".join(map(framed, ops))


@dataclass(frozen=True)
class Gold:
    """One edit and the redlines of it that a person would draw, the best one first."""

    redlines: tuple[tuple[Op, ...], ...]

    @property
    def old(self) -> str:
        return "".join(words for sign, words in self.redlines[0] if sign != "+")

    @property
    def new(self) -> str:
        return "".join(words for sign, words in self.redlines[0] if sign != "-")

    def __str__(self) -> str:
        return told(self.redlines[0])


@dataclass(frozen=True)
class Score:
    """Characters marked in a redline and in the gold one, and in both."""

    marked: int
    gold: int
    both: int

    @property
    def f1(self) -> float:
        return 2 * self.both / (self.marked + self.gold) if self.marked + self.gold else 1.0


def golds(name: str) -> list[Gold]:
    """The edits of a file; each is the same two texts in all its redlines."""
    lines = (REDLINES / name).read_text(encoding="utf-8").splitlines()
    found = [Gold(tuple(notation(each) for each in line.split(" || "))) for line in lines if line and not line.startswith("#")]
    for gold in found:
        assert {Gold((each,)).old for each in gold.redlines} == {gold.old}, str(gold)
        assert {Gold((each,)).new for each in gold.redlines} == {gold.new}, str(gold)
    return found


def notation(line: str) -> tuple[Op, ...]:
    """[-…-]{+…+} as operations; marks that touch are one deletion and one insertion."""
    return tuple(_normal(_read(line)))


def _read(line: str) -> Iterator[Op]:
    end = 0
    for found in _MARK.finditer(line):
        yield "=", line[end : found.start()]
        yield ("-", found[1]) if found[1] is not None else ("+", found[2])
        end = found.end()
    yield "=", line[end:]


def _normal(operations: Iterable[Op]) -> Iterator[Op]:
    for is_kept, run in groupby([op for op in operations if op[1]], key=lambda op: op[0] == "="):
        texts = list(run)
        signs: tuple[Sign, ...] = ("=",) if is_kept else ("-", "+")
        for sign in signs:
            words = "".join(words for each, words in texts if each == sign)
            if words:
                yield sign, words


def inlines(text: str) -> tuple[Inline, ...]:
    """Running text with `code` and $formulas$."""
    return tuple(_inline(found) for found in _PIECE.finditer(text))


def _inline(found: re.Match[str]) -> Inline:
    if found["formula"]:
        return InlineFormula(found["formula"], NOWHERE)
    return Code(found["code"], NOWHERE) if found["code"] else Text(found["text"], NOWHERE)


def text_tokens(text: str) -> tuple[Token, ...]:
    """The tokens of running text without references."""
    return tokens(inlines(text), lambda _: "", lambda anchor: anchor)


def drawn(gold: Gold) -> tuple[Op, ...]:
    """The redline that the program draws."""
    return ops(inline_steps(text_tokens(gold.old), text_tokens(gold.new)))


def best(gold: Gold, operations: Sequence[Op]) -> Score:
    """How near it comes to the redline that it is nearest to."""
    return max((_score(redline, operations) for redline in map(_printed, gold.redlines)), key=lambda score: score.f1)


def exact(gold: Gold, operations: Sequence[Op]) -> bool:
    return tuple(operations) in [_printed(redline) for redline in gold.redlines]


def _printed(operations: Sequence[Op]) -> tuple[Op, ...]:
    """Code is printed without its marks."""
    return tuple((sign, words.replace("`", "")) for sign, words in operations)


def _score(gold: Sequence[Op], operations: Sequence[Op]) -> Score:
    one, other = _places(gold), _places(operations)
    return Score(len(other), len(one), len(one & other))


def _places(operations: Sequence[Op]) -> set[tuple[Sign, int]]:
    places: set[tuple[Sign, int]] = set()
    at: dict[Sign, int] = {"-": 0, "+": 0}
    for sign, words in operations:
        for side in at:
            if sign == side:
                places |= {(side, at[side] + offset) for offset in range(len(words))}
            if sign in ("=", side):
                at[side] += len(words)
    return places


def total(scores: Iterable[Score]) -> Score:
    """The score of all edits together."""
    every = list(scores)
    return Score(sum(each.marked for each in every), sum(each.gold for each in every), sum(each.both for each in every))
