"""LaTeX formulas: MathML, or what is wrong with them. The one door of math-core."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from xml.etree.ElementTree import Element, fromstring


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


def tree(latex: str) -> Element:
    """A formula on a line of its own, known to parse, as the elements of its MathML."""
    return fromstring(re.sub(r"&(?!lt;|gt;|amp;)[A-Za-z]+;", lambda found: unescape(found[0]), mathml(latex, display=True)))


_MESSAGES = (
    (re.compile(r'Unknown command "(.+?)"'), "公式里没有 {} 这个命令"),
    (re.compile(r'Unknown environment "(.+?)"'), "公式里没有 {} 这个环境"),
    (re.compile(r'Expected closing token "(.+?)"'), "公式没有写完，缺 {}"),
    (re.compile(r'Unmatched closing token: "(.+?)"'), "公式里多了一个 {}"),
    (re.compile(r"Expected argument"), "公式没有写完，命令后缺参数，用 {{…}} 补上"),
    (re.compile(r'Found "\\(?:tag|label)'), r"公式里不写 \tag、\label；编号由程序加，公式写成 $$ … $$ (eq-a)"),
    (re.compile(r'Found "(.+?)", which may only appear'), "公式里的 {} 只能写在 cases、aligned 等环境里"),
    (re.compile(r'Expected "(.+?)", but found "(.+?)"'), "公式里应是 {}，写的是 {}"),
    (re.compile(r'parenthesis after "(.+?)"'), "公式里的 {} 后面要紧跟一个括号；不要括号写 ."),
    (re.compile(r"Duplicate subscript or superscript"), "公式里有两个上标或两个下标；用 {{…}} 把前一个连同字母括起"),
    (re.compile(r'Unexpected "\$"'), "公式里不再写 $；只在两头写"),
    (re.compile(r"text mode|text group"), r"\text{{…}} 里只写文字；公式写在它外面"),
    (re.compile(r"parameter number"), r"公式里的 # 写成 \#"),
    (re.compile(r'column specification, found "(.+?)"'), "array 的列写成 {{lcr}} 这样的字母，不是 {}"),
)
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_PLACE = re.compile(r"input:(\d+):(\d+)")
_LONGEST = 4000  # characters; far longer ones end the parser, and with it the program
_DEEPEST = 50  # elements in elements
_MOST_BRACKETS = 5  # that grow with their contents, in each other; each doubles the time that ziamath takes
_PERCENT = re.compile(r"\\.|(?P<sign>%)", re.DOTALL)
_GROWING = re.compile(r"\\(?:(?P<open>left|begin)|right|end)(?![A-Za-z])")
_TAG = re.compile(r"<(?P<close>/)?[a-z][^<>]*?(?P<empty>/)?>")


@lru_cache(maxsize=4096)
def _convert(latex: str, display: bool) -> str | LatexFault:
    from math_core import LatexError, LatexToMathML

    if found := _refusal(latex):
        return found
    try:
        mathml = str(LatexToMathML().convert_with_local_state(latex, displaystyle=display))
    except LatexError as error:
        return _explain(latex, _COLOURS.sub("", str(error)))
    return LatexFault(f"公式嵌套超过 {_DEEPEST} 层，请拆成几个", 0) if _depth(mathml) > _DEEPEST else mathml


def _refusal(latex: str) -> LatexFault | None:
    """What is wrong with a formula before anyone has parsed it."""
    if not latex.strip():
        return LatexFault("公式是空的", 0)
    if len(latex) > _LONGEST:
        return LatexFault(f"公式超过 {_LONGEST} 个字符，请拆成几个", 0)
    for found in _PERCENT.finditer(latex):
        if found["sign"]:
            return LatexFault(r"公式里的百分号写成 \%；% 之后的内容会被略去", found.start())
    depth = 0
    for found in _GROWING.finditer(latex):
        depth += 1 if found["open"] else -1
        if depth > _MOST_BRACKETS:
            return LatexFault(rf"公式里 \left 和 \begin 嵌套超过 {_MOST_BRACKETS} 层，请拆成几个", found.start())
    return None


def _depth(mathml: str) -> int:
    """How deep elements stand in each other."""
    depth = deepest = 0
    for tag in _TAG.finditer(mathml):
        depth += -1 if tag["close"] else 0 if tag["empty"] else 1
        deepest = max(deepest, depth)
    return deepest


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
