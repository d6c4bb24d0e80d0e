"""The order of symbols and abbreviations in a list (8.8.3): B b C Cₘ C₂ c d, then Greek, then signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

CharacterKey: TypeAlias = tuple[int, int, str, int]  # class, place in the alphabet, letter, 0 for upper case
SymbolKey: TypeAlias = tuple[tuple[CharacterKey, ...], ...]

_LETTER, _GREEK, _SIGN = 0, 1, 2
_INDEX_LETTER, _INDEX_DIGIT = 0, 1

_GREEK_NAMES = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu"),
    *("nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"),
)
_GREEK_LETTERS = {letter: place for place, letter in enumerate("αβγδεζηθικλμνξοπρστυφχψω")} | {"ϵ": 4, "ϑ": 7, "ς": 17, "ϕ": 20}
_DRESSING = re.compile(
    r"\\(?:mathrm|mathit|mathbf|mathbb|mathcal|mathsf|boldsymbol|bm|text|textrm|textit|textbf|operatorname|rm|it|bf"
    r"|bar|overline|underline|hat|widehat|tilde|widetilde|vec|dot|ddot|left|right|limits)(?![A-Za-z])|\\[,;!: ]"
)
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\d+|\S")


def symbol_key(text: str) -> SymbolKey:
    """Where a symbol stands in the order, from its LaTeX or its plain words: its letters, then its index, then what is raised."""
    base, index, raised = _parts(_DRESSING.sub(" ", text.replace("$", "")))
    return tuple(_keys(base)), tuple(_index_keys(index)), tuple(_index_keys(raised))


def abbreviation_key(text: str) -> tuple[str, str]:
    """Where an abbreviation stands in the order: by the alphabet, capitals first among equals."""
    return text.casefold(), text


def _parts(latex: str) -> tuple[str, str, str]:
    """What stands on the line, below it and above it."""
    parts = {"": "", "_": "", "^": ""}
    level, depth = "", 0
    for token in _TOKEN.findall(latex):
        if token in "_^" and depth == 0:
            level = token
        elif token == "{":
            depth += 1
        elif token == "}":
            depth -= 1
            level = level if depth > 0 else ""
        else:
            parts[level] += f" {token}"
            level = level if depth > 0 else ""
    return parts[""], parts["_"], parts["^"]


def _keys(text: str) -> Iterator[CharacterKey]:
    for token in text.split():
        name = token.lstrip("\\")
        greek = _greek(name if token.startswith("\\") else token)
        if token.isascii() and token.isalpha():
            yield _LETTER, 0, token.lower(), int(token.islower())
        elif greek is not None:
            yield _GREEK, greek, "", int(name.islower())
        else:
            yield _SIGN, 0, token, 0


def _index_keys(text: str) -> Iterator[CharacterKey]:
    """Letters come before digits, and digits by their value."""
    for token in text.split():
        if token.isdigit():
            yield _INDEX_DIGIT, int(token), "", 0
        else:
            for _, place, letter, case in _keys(token):
                yield _INDEX_LETTER, place, letter, case


def _greek(name: str) -> int | None:
    """The place of a letter in the Greek alphabet, by its name in LaTeX or itself."""
    plain = name.lower().removeprefix("var")
    if plain in _GREEK_NAMES:
        return _GREEK_NAMES.index(plain)
    return _GREEK_LETTERS.get(plain)
