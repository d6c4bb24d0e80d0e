"""How wide words are when printed, in ems: true for numbers, near enough for the rest to divide a table among its columns."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

_DIGIT = 0.557
_WIDTHS = dict.fromkeys("0123456789", _DIGIT) | {  # of 宋体, as fonts/ has it
    "1": 0.471,
    "7": 0.549,
    ".": 0.327,
    ",": 0.327,
    "-": 0.346,
    "−": 0.58,
    "+": 0.58,
    "<": 0.58,
    ">": 0.58,
    "%": 0.923,
    " ": 0.256,
    "\u00a0": 0.256,
    "\u2009": 0.25,
    "\u202f": 0.25,
}
_CAPITAL, _SMALL = 0.72, 0.54  # the mean of Latin letters
_UNBROKEN = re.compile(r"[!-~\u00a0\u2009—]+(?: [!-~\u00a0\u2009—]+)*")
_LONGEST_UNBROKEN = 12.0  # em: what is longer is a sentence


def em(text: str) -> float:
    """The width of a text on one line."""
    return sum([_WIDTHS.get(character) or _letter(character) for character in text])


def unbroken(text: str) -> float:
    """The width of the longest piece of a text that does not go over two lines, such as a standard's number."""
    pieces = [width for piece in _UNBROKEN.findall(text) if (width := em(piece)) <= _LONGEST_UNBROKEN]
    return max(pieces, default=1.0)


def _letter(character: str) -> float:
    if east_asian_width(character) in "WFA":
        return 1.0
    return _CAPITAL if character.isupper() else _SMALL
