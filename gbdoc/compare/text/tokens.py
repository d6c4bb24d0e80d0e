"""Running text cut into tokens: the smallest pieces that a redline marks.

A standard number, a place, a number, a unit, a formula, a reference and an identifier are each one token; what else there
is goes by single characters, as Chinese does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from gbdoc.atoms import UNIT, Atom, atoms
from gbdoc.model import (
    Citation,
    Code,
    Deleted,
    Emphasis,
    FootnoteReference,
    IndexMark,
    Inline,
    InlineFormula,
    Inserted,
    LineBreak,
    Link,
    Restyled,
    SiblingCitation,
    Strong,
    Text,
    Xref,
)

Wrapper: TypeAlias = Emphasis | Strong | Link | IndexMark
Words: TypeAlias = Callable[[Xref | SiblingCitation | Citation], str]  # a reference as it is printed
Identity: TypeAlias = Callable[[str], str]  # an anchor -> the anchor of the same thing in the new revision
LINE_BREAK = "↵"  # how one is printed
CODE = "\0code "  # how the key of code of several pieces begins


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of running text: tokens of one key are the same words; a style is the wrappers around it, outermost first, emptied."""

    key: str
    text: str  # as printed
    inline: Inline
    style: tuple[Wrapper, ...] = ()


def tokens(inlines: tuple[Inline, ...], words: Words, identity: Identity) -> tuple[Token, ...]:
    """The tokens of running text; `words` and `identity` are those of its revision."""
    found: list[Token] = []
    for inline, style in leaves(inlines):
        if isinstance(inline, Text):
            found += [Token(piece, piece, Text(piece, inline.span), style) for piece in pieces(inline.text)]
        else:
            found.append(_atomic(inline, style, words, identity))
    return tuple(found)


def leaves(inlines: tuple[Inline, ...]) -> Iterator[tuple[Inline, tuple[Wrapper, ...]]]:
    """Every inline that is no wrapper, with the wrappers around it; text that stands together comes in one piece."""
    waiting: Text | None = None
    around: tuple[Wrapper, ...] = ()
    for inline, style in _leaves(inlines, ()):
        if not isinstance(inline, Text):
            if waiting:
                yield waiting, around
            waiting = None
            yield inline, style
        elif waiting and style == around:
            waiting = Text(waiting.text + inline.text, waiting.span)
        elif inline.text:
            if waiting:
                yield waiting, around
            waiting, around = inline, style
    if waiting:
        yield waiting, around


def _leaves(inlines: tuple[Inline, ...], style: tuple[Wrapper, ...]) -> Iterator[tuple[Inline, tuple[Wrapper, ...]]]:
    for inline in inlines:
        if isinstance(inline, Emphasis | Strong | Link | IndexMark):
            yield from _leaves(inline.inlines, (*style, replace(inline, inlines=())))
        else:
            yield inline, style


# --- what is no running text -----------------------------------------------------------------


def _atomic(inline: Inline, style: tuple[Wrapper, ...], words: Words, identity: Identity) -> Token:
    """One token; a key that no running text can have begins with NUL."""
    match inline:
        case Code(text=text):  # code of one piece is the same words as that piece, only marked up
            return Token(text if pieces(text) == [text] else CODE + text, text, inline, style)
        case InlineFormula(latex=latex):
            return Token(f"\0formula {signs(latex)}", f"${latex}$", inline, style)
        case LineBreak():
            return Token("\0break", LINE_BREAK, inline, style)
        case FootnoteReference(target=target):
            return Token(f"\0footnote {identity(target)}", "［脚注］", inline, style)
        case Xref() | SiblingCitation() | Citation():
            key = f"\0{_named(inline, words, identity)}\0{_own(inline.inlines, words, identity)}"
            return Token(key, words(inline), inline, style)
        case Inserted() | Deleted() | Restyled():
            raise TypeError("a redline is not compared")
    raise TypeError(inline)


def signs(latex: str) -> str:
    """The signs of a formula, whatever blanks its author set between them."""
    return " ".join(_SIGN.findall(latex))


_SIGN = re.compile(r"\\[A-Za-z]+|\\.|\S", re.DOTALL)


def _named(reference: Xref | SiblingCitation | Citation, words: Words, identity: Identity) -> str:
    """What a reference names. The number of a target of ours may change by itself, that of another's document may not."""
    match reference:
        case Xref(target=target, in_definition=in_definition):
            return f"xref {identity(target)} {in_definition}"
        case SiblingCitation(document=document, targets=targets, dated=dated):
            return f"sibling {document} {' '.join(targets)} {dated}"
        case Citation(key=key):
            return f"citation {key} {words(reference)}"


def _own(inlines: tuple[Inline, ...], words: Words, identity: Identity) -> str:
    """The author's own words for a reference."""
    return "".join([token.key for token in tokens(inlines, words, identity)])


# --- running text ----------------------------------------------------------------------------

_LETTER = r"[^\W\u2e80-\U0003ffff]"  # of a word that is not Chinese; figures and ² too
_NUMBER = rf"(?<!{_LETTER})(?:(?<![~～\d])[+−-])?\d+(?:[ \u2009\u202f]\d{{3}}(?!\d))*(?:\.\d+)*(?!{_LETTER}|-\d)"
_PIECE = re.compile(rf"{_NUMBER}|[A-Z][类级型组](?!{_LETTER})|{_LETTER}+(?:[.-]{_LETTER}+)*|\s+|.", re.DOTALL)
_VALUE = re.compile(rf"(?:(?<![~～\d])[+−-])?\d+(?:[ \u2009\u202f]\d{{3}})*(?:\.\d+)?|{UNIT}|\s+|.", re.DOTALL)
_EDITION = re.compile(r"(?P<number>.+?)(?:(?P<joint>[—:：-])(?P<year>\d{4}|[X×]{4}|20XX|19XX))?", re.DOTALL)


def pieces(text: str) -> list[str]:
    """A stretch of running text cut into pieces; together they are the text."""
    found: list[str] = []
    end = 0
    for atom in atoms(text):
        found += _PIECE.findall(text, end, atom.start)
        found += _inside(text, atom)
        end = atom.end
    return found + _PIECE.findall(text, end)


def _inside(text: str, atom: Atom) -> list[str]:
    """The pieces of an atom: a value apart from its unit, a standard apart from its year."""
    match atom.kind:
        case "range" | "quantity":
            return _VALUE.findall(text, atom.start, atom.end)
        case "standard-number":
            edition = _EDITION.fullmatch(text, atom.start, atom.end)
            return [part for part in edition.groups() if part] if edition else [text[atom.start : atom.end]]
    return [text[atom.start : atom.end]]
