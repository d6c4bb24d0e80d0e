"""Text as it is set: what must not be torn apart at a line's end is held together.

A browser is told so by a span. The paginator is told by characters that forbid or allow a break, which cost no boxes;
`drawn` takes them out again before the page is drawn, so that who copies or searches never meets them.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from gbdoc.atoms import Atom, atoms

JOINER = "\u2060"  # no break here
FIXED_SPACE = "\u00a0"
OPENING = "\u200b"  # a break is allowed here
BLANK_RIGHT = "，。、；：！？）》〉」』】〕〗”’］｝"  # marks whose right half is blank
BLANK_LEFT = "（《〈「『【〔〖“‘［｛"
_HELD_ON_SCREEN = ("standard-number", "quantity", "range")
_SIGNED = ("quantity", "range")

_MAY_BREAK = re.compile(r"[0-9X][ \u00a0—:-]|[ /—:-][0-9X]")  # no atom that a browser could break is without this
_MAY_BREAK_ON_PAPER = re.compile(
    rf"{_MAY_BREAK.pattern}|第[0-9一二三四五六七八九十]|附录[A-Z]|[图表][0-9A-Z]|式[（(]|[0-9A-Z]\.[0-9]|[0-9]+[～~×±]"
)
_MINUS = re.compile(r"-(?=\d)")
_NUMBER = re.compile(r"-\d+(\.\d+)?")
_INNER = re.compile(r"(?<=[A-Za-z0-9\u00a0])(?=[^A-Za-z0-9\u00a0])|(?<=[^A-Za-z0-9\u00a0])(?=.)")
_SOLIDUS = re.compile(rf"(?<=/)(?=[^\s{JOINER}])")
_QUOTE = re.compile(rf"(?<=[\u3001-\uffef])(?<![{BLANK_LEFT}])(?=[“‘])|(?<=[”’])(?=[\u3040-\u9fff《（])")
_CONNECTOR = re.compile(rf"(?<=[^\s—{JOINER}])(?=[～·]|—(?!{JOINER}?—))")
_LAST_WORD = re.compile(rf"([\u3400-\u9fff0-9])((?:<[^>]*>)*[\u3400-\u9fff](?:<sup[^>]*>.*?</sup>|<[^>]*>|[{BLANK_RIGHT}{JOINER}])*)$")
_TAKEN_OUT = {ord(JOINER): None, ord(OPENING): None, ord(FIXED_SPACE): " "}
_ADDED = re.compile(f"[{JOINER}{OPENING}{FIXED_SPACE}]")


def on_screen(words: str) -> Markup:
    """Words as markup, each standard number and each quantity in a span of its own."""
    if not _MAY_BREAK.search(words):
        return escape(_signed_number(words))
    parts: list[str] = []
    end = 0
    for atom in atoms(words):
        if atom.kind in _HELD_ON_SCREEN:
            parts += (escape(words[end : atom.start]), '<span class="atom">', escape(_signed(atom, words)), "</span>")
            end = atom.end
    return Markup("".join((*parts, escape(words[end:]))))


def on_paper(words: str) -> Markup:
    """Words as markup, with the characters that tell the paginator where lines may be broken (GB/T 1.1, GB/T 15834)."""
    if _MAY_BREAK_ON_PAPER.search(words):
        words = _atoms_joined(words)
    if "/" in words and "://" not in words:
        words = _SOLIDUS.sub(JOINER, words)  # 分隔号 ends no line
    if "—" in words or "～" in words or "·" in words:
        words = _CONNECTOR.sub(JOINER, words)  # 连接号 and 间隔号 begin no line
    if "“" in words or "‘" in words:
        words = _QUOTE.sub(OPENING, words)  # the rules of Unicode let no line end beside a quotation mark
    return escape(_signed_number(words))


def closed(markup: Markup) -> Markup:
    """A paragraph for the paper whose last two characters stay together, so that none is alone on its last line."""
    return Markup(_LAST_WORD.sub(rf"\1{JOINER}\2", str(markup)))


def drawn(words: str) -> str:
    """Words without the characters that `on_paper` and `closed` added."""
    return words.translate(_TAKEN_OUT) if _ADDED.search(words) else words


def _atoms_joined(words: str) -> str:
    parts: list[str] = []
    end = 0
    for atom in atoms(words):
        parts += (words[end : atom.start], _INNER.sub(JOINER, _signed(atom, words).replace(" ", FIXED_SPACE)))
        end = atom.end
    return "".join((*parts, words[end:]))


def _signed(atom: Atom, words: str) -> str:
    """An atom's words, a negative quantity with a true minus sign."""
    text = words[atom.start : atom.end]
    return _MINUS.sub("−", text, count=1) if text[0] == "-" and atom.kind in _SIGNED else text


def _signed_number(words: str) -> str:
    """A text that is a number, as in a table's cell, with a true minus sign; any other text as it is."""
    return "−" + words[1:] if words[:1] == "-" and _NUMBER.fullmatch(words) else words
