"""索引 (8.14): the marked words and all terms under their letters, in the order of pinyin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TypeAlias

from gbdoc.model import Document, Element, IndexEntry, IndexGroup, IndexMark, TermEntry, plain, walk
from gbdoc.resolve.runs import Run

Syllable: TypeAlias = tuple[int, str, bool, int, str]
Key: TypeAlias = tuple[Syllable, ...]


def make_index(document: Document, runs: Iterable[Run]) -> Element | None:
    """The index of a document; None where its author has marked no word."""
    marked = [(plain(mark.inlines), run.setting.anchor) for run in runs for mark in run.references if isinstance(mark, IndexMark)]
    if not marked:
        return None
    terms = list(walk(document.chapters, TermEntry))
    pinyin = {entry.term: entry.pinyin for entry in terms if entry.pinyin}
    targets: dict[str, list[str]] = {}
    for word, anchor in (*((entry.term, entry.anchor) for entry in terms), *marked):
        if anchor and anchor not in targets.setdefault(word, []):
            targets[word].append(anchor)
    words = sorted((_key(word, pinyin.get(word, "")), word) for word in targets)
    return Element("index", "索引", tuple(_groups(words, targets, document)), (), document.span)


def _groups(words: list[tuple[Key, str]], targets: dict[str, list[str]], document: Document) -> Iterator[IndexGroup]:
    for letter, members in groupby(words, lambda each: _letter(each[0])):
        entries = tuple(IndexEntry(word, tuple(targets[word])) for _, word in members)
        yield IndexGroup(f"index.{letter.lower()}", letter, entries, document.span)


def _letter(key: Key) -> str:
    """The heading that a word stands under: A to Z, or 0 for figures and signs."""
    first = key[0][1][:1] if key else ""
    return first.upper() if first.isascii() and first.isalpha() else "0"


def _key(word: str, pinyin: str) -> Key:
    """What a word is sorted by: syllable by syllable, then tone, then character; Latin words stand among the syllables."""
    if pinyin:
        readings = pinyin.split()
        return tuple(_syllable(reading, word[place : place + 1]) for place, reading in enumerate(readings))
    return tuple(_readings(word))


def _readings(word: str) -> Iterator[Syllable]:
    from pypinyin import Style, lazy_pinyin  # half a second to import, and few documents have an index

    for part in re.findall(r"[A-Za-z]+|[0-9]+|[\u3400-\u9fff\U00020000-\U0003ffff〇]+|[^\s]", word):
        if part[0].isascii():
            yield (1, part.lower(), False, 0, part) if part.isalpha() else (0, part.zfill(9), False, 0, part)
            continue
        readings = lazy_pinyin(part, style=Style.TONE3, neutral_tone_with_five=True)
        for reading, character in zip(readings, part, strict=False):
            yield _syllable(reading, character)


_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}


def _syllable(reading: str, character: str) -> Syllable:
    """biāo, biao1 and lü4 or lv4 alike: letters without ü, whether there is ü (lü follows lu), tone, character."""
    letters, tone, umlaut = "", 5, False
    for mark in unicodedata.normalize("NFD", reading.lower()):
        if mark in _TONES:
            tone = _TONES[mark]
        elif mark.isdecimal():
            tone = int(mark)
        elif mark in "v\u0308":
            umlaut, letters = True, letters + ("u" if mark == "v" else "")
        elif mark.isalpha():
            letters += mark
    return (1, letters, umlaut, tone, character)
