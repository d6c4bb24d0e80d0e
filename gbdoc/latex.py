"""LaTeX formulas: MathML, or what is wrong with them. The one door of math-core."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class LatexFault:
    """Why a formula does not parse: a Chinese message and the offset in the LaTeX text."""

    message: str
    offset: int


def fault(latex: str) -> LatexFault | None:
    """What keeps `latex` from being read as a formula, or None."""
    outcome = _convert(latex, False)
    return outcome if isinstance(outcome, LatexFault) else None


def mathml(latex: str, *, display: bool) -> str:
    """A formula that is known to parse, as a MathML `<math>` element."""
    outcome = _convert(latex, display)
    if isinstance(outcome, LatexFault):
        raise ValueError(outcome.message)
    return outcome


_MESSAGES = (
    (re.compile(r'Unknown command "(.+?)"'), "公式里没有 {} 这个命令"),
    (re.compile(r'Unknown environment "(.+?)"'), "公式里没有 {} 这个环境"),
    (re.compile(r'Expected closing token "(.+?)"'), "公式没有写完，缺 {}"),
    (re.compile(r'Unmatched closing token: "(.+?)"'), "公式里多了一个 {}"),
    (re.compile(r"Expected argument"), "公式没有写完，命令后缺参数，用 {{…}} 补上"),
    (re.compile(r'Found "(.+?)", which may only appear'), "公式里的 {} 只能写在 cases、aligned 等环境里"),
)
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_PLACE = re.compile(r"input:(\d+):(\d+)")


@lru_cache(maxsize=4096)
def _convert(latex: str, display: bool) -> str | LatexFault:
    from math_core import LatexError, LatexToMathML

    if not latex.strip():
        return LatexFault("公式是空的", 0)
    try:
        return str(LatexToMathML().convert_with_local_state(latex, displaystyle=display))
    except LatexError as error:
        return _explain(latex, _COLOURS.sub("", str(error)))


def _explain(latex: str, report: str) -> LatexFault:
    first = report.strip().splitlines()[0].removeprefix("Error: ")
    place = _PLACE.search(report)
    offset = 0
    if place:
        lines = latex.split("\n")[: int(place[1]) - 1]
        offset = min(sum(len(line) + 1 for line in lines) + int(place[2]) - 1, len(latex))
    for pattern, message in _MESSAGES:
        if found := pattern.search(first):
            return LatexFault(message.format(*found.groups()), offset)
    return LatexFault(f"公式读不懂（{first}）", offset)
