"""Brackets, quotation marks and title marks of a text, and their partners."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

ROUND = "（("
_PARTNERS = ("（）", "()", "《》", "〈〉", "“”", "‘’", "【】", "〔〕", "「」", "『』")
_OPENS = {pair[0]: pair[0] for pair in _PARTNERS} | {"(": "（"}
_CLOSES = {pair[1]: pair[0] for pair in _PARTNERS} | {")": "（"}
_INTERVAL = re.compile(r"\[[^\[\]()（）\n]{1,24}[)）]|[(（][^\[\]()（）\n]{1,24}\]")  # [0，1)
_LABEL = re.compile(r"(?<![A-Za-z0-9(（])[a-z]{1,2}(?=[)）])|(?:^|(?<=[\s、，和与及或至～见]))\d{1,2}(?=\))|^\d{1,2}(?=）)")  # a) of a list
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’|(?<=\d)[’”]")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Which marks of a text belong together, and which have no partner."""

    together: tuple[tuple[int, int], ...]
    alone: tuple[int, ...]


@lru_cache(4096)
def pairs(text: str) -> Pairs:
    """The pairs of a text; the bracket of a label, as in 9.3.3 b), closes another only where that leaves fewer alone."""
    text = _INTERVAL.sub(lambda found: "…" * len(found[0]), text)
    labels = frozenset(found.end() for found in _LABEL.finditer(text))
    closing, apart = _matched(text, labels, frozenset()), _matched(text, labels, labels)
    return apart if len(apart.alone) < len(closing.alone) else closing


def _matched(text: str, labels: frozenset[int], passed: frozenset[int]) -> Pairs:
    together: list[tuple[int, int]] = []
    alone: list[int] = []
    waiting: list[int] = []
    apostrophes = {found.start() for found in _APOSTROPHE.finditer(text)}
    for offset, mark in enumerate(text):
        if mark in _OPENS:
            waiting.append(offset)
        elif mark in _CLOSES and offset not in passed:
            if waiting and _OPENS[text[waiting[-1]]] == _CLOSES[mark]:
                together.append((waiting.pop(), offset))
            elif offset not in labels and offset not in apostrophes:
                alone.append(offset)
    return Pairs(tuple(together), tuple(sorted((*alone, *waiting))))
