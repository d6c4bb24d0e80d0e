"""Lines of Chinese text brought to the edge of their column.

WeasyPrint stretches spaces, which Chinese has none of. So its lines are left as they fall, and here, after layout, what a line lacks
is spread evenly over the gaps beside its Chinese characters. A closing mark at the end of a line counts as half an em, and so does an
opening bracket at the beginning of one: their blank halves stand outside (CLREQ, line adjustment).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes

from gbdoc.write.pdf import walk
from gbdoc.write.pdf.stretched import FINE, Stretched
from gbdoc.write.typography import BLANK_LEFT, BLANK_RIGHT, JOINER, OPENING, drawn

_WIDEST = 0.25  # em that a gap may be widened by; a line that wants more stays ragged
_NARROW, _WIDEST_IN_NARROW = 20.0, 0.1  # em: in a column of a table uneven gaps are seen more than an uneven edge
_ALIGNED = ("start", "left", "justify")
_CHINESE = r"\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff5d\uff5f-\uffef“”‘’\U00020000-\U0003ffff"
_STIFF = r"\u2060\u00a0\u3000/～·—…~–-"  # nothing is widened beside these
_GAP = re.compile(rf"(?:[{_CHINESE}]|[^{_CHINESE}{_STIFF}](?=[{_CHINESE}])| )(?=[^{_STIFF}])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A text on a line, or something that is drawn whole; `gaps` counts the characters before each gap that may be widened."""

    box: Any
    text: str
    gaps: tuple[int, ...]
    closes_up: bool  # with the mark that begins the next piece, which the font cannot see

    @property
    def right(self) -> float:
        return float(self.box.position_x + self.box.margin_width())


def justify(pages: Iterable[Any]) -> None:
    """Bring the lines of every paragraph but its last to the edge, and take what forbids or allows line breaks out of all texts."""
    for page in pages:
        for column, line in walk.lines(page):
            pieces = _pieces(line) if _is_to_be_full(line) or len(line.children) > 1 else []
            if pieces and _is_to_be_full(line):
                _justify(column, line, pieces)
            elif any(piece.closes_up for piece in pieces) and line.style["text_align_all"] in _ALIGNED:
                _set(line, pieces, 0.0, 0.0)
            for box in _leaves(line):
                _clean(box)


def _is_to_be_full(line: Any) -> bool:
    """Whether a line goes on in another because it is full, not because the author broke it."""
    if line.resume_at is None or line.style["text_align_all"] not in _ALIGNED:
        return False
    box = line
    while getattr(box, "children", ()):
        box = box.children[-1]
    return bool(box.element_tag != "br::before")


def _justify(column: Any, line: Any, pieces: Sequence[Piece]) -> None:
    """Widen the gaps of a line, unless it is too empty."""
    size = line.style["font_size"]
    before, after = _blank_halves(column, line, pieces)
    lacking = column.content_box_x() + column.width + after - (pieces[-1].right - before)
    lacking += sum(_half(piece) for piece in pieces if piece.closes_up)
    widest = _WIDEST if column.width > _NARROW * size else _WIDEST_IN_NARROW
    fits = 0 <= lacking <= widest * size * sum(len(piece.gaps) for piece in pieces)
    _set(line, pieces, lacking if fits else 0.0, -before if fits else 0.0)


def _set(line: Any, pieces: Sequence[Piece], lacking: float, shift: float) -> None:
    """Widen the gaps of a line by so much in all, and close up the marks that meet."""
    widths = _widths(pieces, lacking, line.style["font_size"])
    _move(line, shift, {id(piece.box): _widen(piece, width) for piece, width in zip(pieces, widths, strict=True)})


def _blank_halves(column: Any, line: Any, pieces: Sequence[Piece]) -> tuple[float, float]:
    """How much of a line's first and last mark may stand outside; a paragraph's first line keeps its indent."""
    begins = line is column.children[0] and "top" not in column.remove_decoration_sides  # else it only goes on on this page
    opens = pieces[0].text[0] in BLANK_LEFT and not begins
    closes = pieces[-1].text[-1] in BLANK_RIGHT
    return (_half(pieces[0]) if opens else 0.0), (_half(pieces[-1]) if closes else 0.0)


def _half(piece: Piece) -> float:
    return float(piece.box.style["font_size"] / 2)


# --- gaps ------------------------------------------------------------------------------------


def _pieces(line: Any) -> list[Piece]:
    """What stands on a line, from left to right."""
    leaves = [(box, text) for box in _leaves(line) if (text := _readable(box))]
    followers = (*(_follower(box, following) for (box, _), following in pairwise(leaves)), "")
    return [
        Piece(box, text, () if walk.of_class(box, "label") else _gaps(text, follower), _closes_up(text, follower))
        for (box, text), follower in zip(leaves, followers, strict=False)
    ]


def _leaves(box: Any) -> Iterator[Any]:
    for child in box.children:
        if isinstance(child, boxes.InlineBox):
            yield from _leaves(child)
        elif isinstance(child, boxes.TextBox | boxes.AtomicInlineLevelBox):
            yield child


def _readable(box: Any) -> str:
    """The text of a box; a formula or picture counts as a letter, and beside a label nothing is widened."""
    if isinstance(box, boxes.TextBox):
        return str(box.text.replace(OPENING, ""))
    return "x" if isinstance(box, boxes.ReplacedBox) else JOINER


def _follower(box: Any, following: tuple[Any, str]) -> str:
    """The first character of what follows a box; a mark set smaller keeps to what it marks."""
    next_box, text = following
    return text[0] if next_box.style["font_size"] >= box.style["font_size"] else JOINER


def _closes_up(text: str, follower: str) -> bool:
    """Whether two marks meet of which one blank half is too much, as the font would see if they were of one text."""
    if not follower:
        return False
    if text[-1] in BLANK_RIGHT:
        return follower in BLANK_RIGHT or follower in BLANK_LEFT
    return text[-1] in BLANK_LEFT and follower in BLANK_LEFT


def _gaps(text: str, follower: str) -> tuple[int, ...]:
    gaps = [gap.end() for gap in _GAP.finditer(text + follower)]
    return tuple(gap - text.count(JOINER, 0, gap) for gap in gaps) if JOINER in text else tuple(gaps)


# --- widening --------------------------------------------------------------------------------


def _widths(pieces: Sequence[Piece], lacking: float, size: float) -> Iterator[Mapping[int, int]]:
    """How much each gap of each piece gets, in thousandths of the piece's em: whole ones, whose sum is what the line lacks."""
    total = round(lacking / size * FINE)
    count = sum(len(piece.gaps) for piece in pieces)
    done = 0
    for piece in pieces:
        scale = size / piece.box.style["font_size"]
        steps = range(done, done := done + len(piece.gaps))
        widths = {
            gap: round((total * (step + 1) // count - total * step // count) * scale) for gap, step in zip(piece.gaps, steps, strict=True)
        }
        if piece.closes_up:
            end = len(drawn(piece.text))
            widths[end] = widths.get(end, 0) - FINE // 2
        yield widths


def _widen(piece: Piece, widths: Mapping[int, int]) -> float:
    """Widen the gaps of a piece; returns by how many pixels it grows."""
    box, size = piece.box, piece.box.style["font_size"]
    if widths and isinstance(box, boxes.TextBox):
        box.text = drawn(box.text)
        box.pango_layout = Stretched(box.pango_layout, box.text, size, widths)
    return float(sum(widths.values()) * size / FINE)


def _move(box: Any, shift: float, growth: Mapping[int, float]) -> float:
    """Move what is in a box to the right, more and more as it grows; returns the shift at its end."""
    for child in box.children:
        if isinstance(child, boxes.InlineBox):
            child.position_x += shift
            end = _move(child, shift, growth)
            child.width += end - shift
            shift = end
        elif isinstance(child, boxes.TextBox):
            child.position_x += shift
            child.width += growth.get(id(child), 0.0)
            shift += growth.get(id(child), 0.0)
        else:
            child.translate(dx=shift)
            shift += growth.get(id(child), 0.0)
    return shift


def _clean(box: Any) -> None:
    if isinstance(box, boxes.TextBox) and (text := drawn(box.text)) is not box.text:
        box.text = box.pango_layout.text = text
