"""Text as it is set: what must not be torn apart at a line's end is held together."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from gbdoc.atoms import atoms

_HELD = ("standard-number", "quantity", "range")
_MAY_BREAK = re.compile(r"[0-9X][ \u00a0—:-]|[ /—:-][0-9X]")  # no atom that could break is without this


def text(words: str) -> Markup:
    """Words as markup, each standard number and each quantity in a span of its own."""
    if not _MAY_BREAK.search(words):
        return escape(words)
    parts: list[str] = []
    end = 0
    for atom in atoms(words):
        if atom.kind in _HELD:
            parts += (escape(words[end : atom.start]), '<span class="atom">', escape(words[atom.start : atom.end]), "</span>")
            end = atom.end
    return Markup("".join((*parts, escape(words[end:]))))
