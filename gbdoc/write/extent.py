"""How wide words are when printed, in ems: true for numbers, near enough for the rest to divide a table among its columns."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

_ASCII = (  # hundredths of an em, from the space on, of 宋体 as fonts/ has it
    "26 31 38 57 55 92 78 20 36 36 48 58 33 35 33 35 56 47 56 56 56 56 56 55 56 56 33 33 58 58 58 43 91 72 67 69 77 "
    "65 63 74 85 40 40 73 62 98 80 77 64 77 72 57 66 80 71 105 70 69 60 34 35 34 58 56 44 56 64 54 63 55 39 57 66 "
    "33 31 61 33 97 66 60 64 61 46 47 37 65 55 84 56 55 50 37 32 37 58 "
)
_WIDTHS = {chr(code): int(width) / 100 for code, width in enumerate(_ASCII.split(), start=ord(" "))}
_WIDTHS |= {"\u00a0": 0.26, "\u2009": 0.25, "\u202f": 0.25, "−": 0.58}
_OTHER = 0.55  # of letters that are neither Latin nor Chinese
_UNBROKEN = re.compile(r"[!-~\u00a0\u2009—]+(?: [!-~\u00a0\u2009—]+)*")
_LONGEST_UNBROKEN = 12.0  # em: what is longer is a sentence


def em(text: str) -> float:
    """The width of a text on one line."""
    return sum([_WIDTHS.get(character) or _width(character) for character in text])


def unbroken(text: str) -> float:
    """The width of the longest piece of a text that does not go over two lines, such as a standard's number."""
    pieces = [width for piece in _UNBROKEN.findall(text) if (width := em(piece)) <= _LONGEST_UNBROKEN]
    return max(pieces, default=1.0)


def _width(character: str) -> float:
    return 1.0 if east_asian_width(character) in "WFA" else _OTHER
