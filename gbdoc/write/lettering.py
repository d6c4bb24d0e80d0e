"""The letters of the cover that annex F calls special: heavy, which our fonts are not, so they are drawn with an edge of their own.

They are text all the same, to be found and copied, and what they say is the drawing's title. The style sheet stretches them to their place.
"""

from __future__ import annotations

from markupsafe import Markup, escape

from gbdoc.write.formula import FAMILIES

_EM = 100  # units of the drawing
_BASE_LINE = 88  # from the top of the em
_EDGE = 3
_GAP = 15  # between letters that fill a line: letters 1.48 times as wide as high fill 170 mm with 中华人民共和国国家标准
_MARK_EMS = 5  # width of the drawing of a mark, at whose right edge the mark ends


def heavy_mark(words: str) -> Markup:
    """GB, DB21 …"""
    width = _MARK_EMS * _EM
    return _drawing(words, width, f'x="{width}" text-anchor="end"')


def heavy_letters(words: str, room: int) -> Markup:
    """Words whose letters are spread evenly over the width of so many letters."""
    width = room * (_EM + _GAP) - _GAP
    gap = (width - len(words) * _EM) / max(len(words) - 1, 1)
    return _drawing(words, width, f'letter-spacing="{gap:.2f}"')


def _drawing(words: str, width: int, place: str) -> Markup:
    look = f'y="{_BASE_LINE}" {place} font-family="{FAMILIES}" font-size="{_EM}" stroke="#000" stroke-width="{_EDGE}"'
    letters = f"<title>{escape(words)}</title><text {look}>{escape(words)}</text>"
    return Markup(f'<svg class="letters" viewBox="0 0 {width} {_EM}" preserveAspectRatio="none">{letters}</svg>')
