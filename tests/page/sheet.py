"""A printed page as a ruler sees it: glyphs in lines, and rules as they are drawn. Lengths are points from the top left."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

import pdfplumber
from drawn import Frame, Rule, read_frames, read_rules

MILLIMETRE = 72 / 25.4
LEADER = "[…·⋯]"
ASCENT = 0.88  # of the em square of a Chinese font, above the base line

_MARK = 7.2  # points; what is smaller is a mark set high or low
_LEAST = 7.6  # points; all that is set in type is larger
_WIDE = 420.0  # points; what is drawn wider is a rule of a table
_SAME = 0.4  # points; base lines that differ by less are one line
_INNER, _OUTER, _TOP, _BOTTOM = 25 * MILLIMETRE, 20 * MILLIMETRE, 33 * MILLIMETRE, 26 * MILLIMETRE  # annex E
_HEAD, _FOOT = 34 * MILLIMETRE, 26 * MILLIMETRE  # beside the text of a sheet that lies across
_TALLEST = 1200  # points; the cover is taken for taller, having neither head nor foot
_TITLES = {"目次": "contents", "前言": "foreword", "引言": "introduction", "参考文献": "bibliography", "索引": "index"}


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character where it is printed."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    face: str  # serif or sans; empty for the fonts of symbols, which both use


@dataclass(frozen=True)
class Line:
    """Glyphs on one base line with no rule between them, marks left out."""

    glyphs: tuple[Glyph, ...]
    region: str  # head, foot, table, frame, drawing (in 六号, as only pictures are), feet (footnotes of the text) or text

    @cached_property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def baseline(self) -> float:
        return self.glyphs[0].baseline

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return self.glyphs[-1].right

    @property
    def is_text(self) -> bool:
        """Whether this is a line of the running text, and no heading, note, caption, formula or cell."""
        faces = {glyph.face for glyph in self.glyphs}
        return self.region == "text" and "serif" in faces and self.glyphs[-1].size > 10 and not re.search(f"{LEADER}{{5}}", self.text)


@dataclass(frozen=True)
class Page:
    """A page with what is printed on it."""

    place: int  # in the file, from 0
    kind: str  # cover, blank, contents, foreword, introduction, body, annex, bibliography or index
    width: float
    height: float
    lines: tuple[Line, ...]
    marks: tuple[Glyph, ...]  # what is set high or low
    flat: tuple[Rule, ...]
    upright: tuple[Rule, ...]
    frames: tuple[Frame, ...]
    drawings: tuple[tuple[float, float, float, float], ...]  # left, top, right and bottom of what is drawn, rules of tables too

    @property
    def odd(self) -> bool:
        return self.place % 2 == 0

    @property
    def turned(self) -> bool:
        """Whether the sheet lies across: its foot is at the left then, and its head at the right."""
        return self.width > self.height

    @property
    def left(self) -> float:
        if self.turned:
            return _FOOT
        return _INNER if self.odd else _OUTER

    @property
    def right(self) -> float:
        if self.turned:
            return self.width - _HEAD
        return self.width - (_OUTER if self.odd else _INNER)

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


def read_pages(data: bytes) -> tuple[Page, ...]:
    """The pages of a PDF."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return tuple(_pages(pdf.pages))


def _pages(printed: Sequence[Any]) -> Iterator[Page]:
    kind = "cover"
    for place, page in enumerate(printed):
        glyphs = [_glyph(char, page.height) for char in page.chars]
        flat, upright = read_rules(page)
        words = [((glyph.left + glyph.right) / 2, glyph.baseline - glyph.size / 3, glyph.size) for glyph in glyphs]
        frames = tuple(read_frames(flat, upright, words))
        feet = _feet(flat, _INNER if place % 2 == 0 else _OUTER)
        lines = tuple(_lines(glyphs, frames, feet, page.height if place else 2 * _TALLEST))
        marks = tuple(glyph for glyph in glyphs if glyph.size <= _MARK)
        kind = _kind(kind, lines)
        yield Page(place, kind if lines else "blank", page.width, page.height, lines, marks, flat, upright, frames, _drawings(page))


def _kind(before: str, lines: Sequence[Line]) -> str:
    """The part of the document that a page belongs to: a title says so, else it is that of the page before."""
    for text in (re.sub(r"\s", "", line.text) for line in lines if line.region == "text"):
        if text in _TITLES:
            return _TITLES[text]
        if re.fullmatch("附录[A-Z]", text):
            return "annex"
    numbered = [line.text for line in lines if line.region == "foot"]
    return "body" if numbered == ["1"] else before


def _glyph(char: dict[str, Any], height: float) -> Glyph:
    face = "serif" if "Serif" in char["fontname"] else "sans" if "Sans" in char["fontname"] else ""
    return Glyph(char["text"], char["x0"], char["x1"], height - char["matrix"][5], char["size"], face)


# --- lines -----------------------------------------------------------------------------------


def _lines(glyphs: Sequence[Glyph], frames: Sequence[Frame], feet: float, height: float) -> Iterator[Line]:
    walls = [rule for frame in frames for rule in frame.upright]
    full = sorted((glyph for glyph in glyphs if glyph.size > _MARK), key=lambda glyph: glyph.baseline)
    while full:
        row = [glyph for glyph in full if glyph.baseline - full[0].baseline < _SAME]
        full = full[len(row) :]
        for piece in _pieces(sorted(row, key=lambda glyph: glyph.left), walls):
            words = _stripped(piece)
            if words:
                yield Line(words, _region(words, frames, feet, height))


def _pieces(row: Sequence[Glyph], upright: Sequence[Rule]) -> Iterator[list[Glyph]]:
    """The glyphs of a line, cut where upright rules cross it."""
    middle = row[0].baseline - row[0].size / 3
    cuts = sorted(rule.place for rule in upright if rule.start < middle < rule.end)
    for _, piece in groupby(row, key=lambda glyph: sum(cut < (glyph.left + glyph.right) / 2 for cut in cuts)):
        yield list(piece)


def _stripped(glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    full = [place for place, glyph in enumerate(glyphs) if glyph.text.strip()]
    return tuple(glyphs[full[0] : full[-1] + 1]) if full else ()


def _feet(flat: Sequence[Rule], left: float) -> float:
    """Where the footnotes of the text begin: under a short rule at the left edge."""
    short = [rule.place for rule in flat if abs(rule.start - left) < 3 and rule.length < 170 and rule.place > _TOP]
    return max(short, default=9999)


def _region(words: Sequence[Glyph], frames: Sequence[Frame], feet: float, height: float) -> str:
    first = words[0]
    for frame in frames:
        if frame.holds((first.left + first.right) / 2, first.baseline - first.size / 3):
            return "table" if frame.is_table else "frame"
    if height > _TALLEST:
        return "text"  # on the cover
    if first.baseline < _TOP:
        return "head"
    if first.baseline > height - _BOTTOM:
        return "foot"
    if max(glyph.size for glyph in words) < _LEAST:
        return "drawing"
    return "feet" if first.baseline > feet else "text"


def _drawings(page: Any) -> tuple[tuple[float, float, float, float], ...]:
    shapes = [shape for shape in (*page.curves, *page.rects) if shape["width"] < _WIDE]
    return tuple((shape["x0"], shape["top"], shape["x1"], shape["bottom"]) for shape in shapes)
