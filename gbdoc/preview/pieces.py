"""A page cut into its large pieces, so that what changed can be told without sending the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence

_DATA = '<script type="application/json"'
_MARK = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>|<(/?)(?:section|nav|header)\b", re.DOTALL)


def pieces(html: str) -> tuple[str, ...]:
    """A page in pieces: what stands outside, and in turn the outermost section, nav and header elements and data, each whole."""
    cuts = [0]
    depth = 0
    for mark in _MARK.finditer(html):
        if mark[2] is None:
            if depth == 0 and mark[0].startswith(_DATA):
                cuts += [mark.start(), mark.end()]
            continue
        if mark[2]:
            depth -= 1
            if depth == 0:
                cuts.append(html.index(">", mark.end()) + 1)
        else:
            if depth == 0:
                cuts.append(mark.start())
            depth += 1
    return tuple(html[start:end] for start, end in zip(cuts, [*cuts[1:], len(html)], strict=True))


def difference(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, str]] | None:
    """The elements that are others, by their place among the elements; None where more than these has changed."""
    if len(old) != len(new) or old[::2] != new[::2]:
        return None
    return [(place, after) for place, (before, after) in enumerate(zip(old[1::2], new[1::2], strict=True)) if before != after]
