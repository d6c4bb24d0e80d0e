"""Changes as lines of a terminal: in colour, or with [-…-]{+…+} where there is none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from gbdoc.change import Change, Comparison, Op
from gbdoc.diagnostic import cells
from gbdoc.write.redline import wording
from gbdoc.write.redline.counts import closing
from gbdoc.write.redline.excerpt import excerpt, framed
from gbdoc.write.redline.places import Places, name_of
from gbdoc.write.redline.selection import Selection, selected, within
from gbdoc.write.wording import was

_LONGEST = 200  # characters of what came or went as a whole
_INDENT = "  "
_NARROWEST = 20

_BOLD, _QUIET = "1", "90"
_CODES = {"-": "31;9", "+": "32;4", "=": ""}  # struck in red, underlined in green
_CLASS = {"technical": "1;33", "editorial": "36", "structural": "32", "reference": "35", "markup": "90"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one type; `code` is that of the terminal, empty for plain words."""

    words: str
    code: str = ""


def terminal_lines(comparison: Comparison, selection: Selection, coloured: bool, width: int) -> Iterator[str]:
    """The changes of a document as a reader asked for them, and how many there are of each kind and class."""
    writer = _Writer(comparison, selection, coloured, max(width, _NARROWEST))
    if not selection.summary:
        for change in selected(comparison, selection):
            yield from writer.change(change)
            yield ""
    yield from writer.closing()


@dataclass(frozen=True)
class _Writer:
    comparison: Comparison
    selection: Selection
    coloured: bool
    width: int

    @cached_property
    def _places(self) -> Places:
        return Places(self.comparison)

    def change(self, change: Change) -> Iterator[str]:
        yield from self._wrapped(self._head(change), "")
        pieces = list(self._words(change))
        if pieces:
            yield from self._wrapped(pieces, _INDENT)

    def closing(self) -> Iterator[str]:
        """What is told of the whole: chapters that were rewritten, blocks too long to compare, classes not shown, counts."""
        changes = within(self.comparison, self.selection)
        touched = {anchor for change in changes for anchor in self._places.lineage(change)}
        yield from self._told("大幅改写，宜并列阅读（--format html）：", self.comparison.rewritten, touched)
        yield from self._told("太长，未逐字比较：", self.comparison.limited, touched)
        for line in closing(self.comparison, self.selection):
            yield from self._plain(line)

    def _told(self, words: str, anchors: Iterable[str], touched: Collection[str]) -> Iterator[str]:
        names = [self._name(anchor) for anchor in anchors if anchor in touched]
        if names:
            yield from self._plain(words + "、".join(names))

    def _name(self, anchor: str) -> str:
        resolved = self.comparison.new
        return name_of(anchor, resolved) if resolved.labels[anchor].title else resolved.place(anchor)

    def _plain(self, words: str) -> Iterator[str]:
        return self._wrapped([Piece(words)], "")

    # --- one change ---

    def _head(self, change: Change) -> Iterator[Piece]:
        """5.3 绝缘电阻（原4.2） [技术] 修改"""
        places = self._places
        yield Piece(places.heading(change), _BOLD)
        old = places.was(change) if self.selection.renumbered else ""
        if old:
            yield Piece(was(old), _QUIET)
        yield Piece(" ")
        yield Piece(f"[{wording.category(change)}]", _CLASS[change.category])
        yield Piece(f" {wording.kind(change)}")
        details = wording.details(change)
        if details:
            yield Piece(f" ⇅ {details}" if change.kind == "moved" else f"：{details}", _QUIET)

    def _words(self, change: Change) -> Iterator[Piece]:
        ops = self._shortened(change.ops)
        if self.coloured:
            yield from (Piece(words, _CODES[sign]) for sign, words in ops)
        else:
            yield from (Piece(framed(op)) for op in ops)
        reasons = wording.reasons(change)
        if reasons:
            yield Piece(f"{'  ' if ops else ''}（{reasons}）", _QUIET)

    def _shortened(self, ops: tuple[Op, ...]) -> Iterable[Op]:
        cut = excerpt(ops, self.selection.context)
        return cut if self.selection.context is None else tuple((sign, _short(words)) for sign, words in cut)

    # --- lines ---

    def _wrapped(self, pieces: Iterable[Piece], indent: str) -> Iterator[str]:
        line, room = [Piece(indent)], self.width - cells(indent)
        for atom in _atoms(pieces):
            wide = cells(atom.words)
            if wide > room and not _HANGS.match(atom.words) and len(line) > 1:
                yield self._line(line)
                line, room = [Piece(indent)], self.width - cells(indent)
                atom = Piece(atom.words.lstrip(), atom.code)
            line.append(atom)
            room -= cells(atom.words)
        yield self._line(line)

    def _line(self, atoms: Iterable[Piece]) -> str:
        """Atoms as one line, those of one type together."""
        runs: list[Piece] = []
        for atom in atoms:
            if runs and runs[-1].code == atom.code:
                runs[-1] = Piece(runs[-1].words + atom.words, atom.code)
            else:
                runs.append(atom)
        return "".join(map(self._styled, runs)).rstrip()

    def _styled(self, piece: Piece) -> str:
        if not piece.code or not piece.words or not self.coloured:
            return piece.words
        return f"\033[{piece.code}m{piece.words}\033[0m"


_WORD = r"[^\s\u2e80-\uffff]+ ?"  # of Latin letters, figures and their marks
_ATOM = re.compile(rf"(?:\[-|{{\+|[（《〈「『【“‘\[({{])+(?:{_WORD}|.)|{_WORD}| +|.")
_HANGS = re.compile(r"[，。、；：！？）》〉」』】”’\])}]|\+}|-\]")  # begins no line


def _atoms(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """What a line may not be broken in: a word of Latin letters and figures, or one character."""
    for piece in pieces:
        words = re.sub(r"[\x00-\x1f\x7f]+", " ", piece.words)  # nothing in a text may steer the terminal
        for found in _ATOM.finditer(words):
            yield Piece(found[0], piece.code)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}{wording.ELLIPSIS}（共{len(words)}字）"
