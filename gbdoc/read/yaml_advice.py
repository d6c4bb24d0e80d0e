"""A syntax error in a YAML file -> the place to look at and what to do there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

Place: TypeAlias = tuple[int, int]  # line and column, from 1
Advice: TypeAlias = tuple[Place, str]


@dataclass(frozen=True, slots=True)
class _Trouble:
    """What the YAML parser knows of the place where it gave up."""

    lines: list[str]
    problem: str
    at: Place
    since: Place  # where what it could not finish begins
    opened: Place | None  # the innermost bracket not yet closed

    def line(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


def advice(lines: list[str], problem: str, at: Place, since: Place, opened: Place | None) -> Advice:
    """The first remedy that fits, from the telling to the general."""
    trouble = _Trouble(lines, problem, at, since, opened)
    found = (remedy(trouble) for remedy in _REMEDIES)
    return next((told for told in found if told), (at, "这里不合 YAML 的写法，请检查缩进、冒号后的空格和引号"))


def _tab(trouble: _Trouble) -> Advice | None:
    indent = re.match(r" *\t", trouble.line(trouble.at[0]))
    return ((trouble.at[0], indent.end()), "缩进用了制表符，请改为空格") if indent else None


def _percent(trouble: _Trouble) -> Advice | None:
    if "directive" in trouble.problem or trouble.line(trouble.since[0]).startswith("%"):
        return (trouble.since[0], 1), "YAML 中行首不能是 %；批注请以 # 开头"
    return None


def _document_end(trouble: _Trouble) -> Advice | None:
    return (trouble.at, "一个文件只能有一个 YAML 文档，请删去 ...") if "<document start>" in trouble.problem else None


def _colon(trouble: _Trouble) -> Advice | None:
    """A line that means a key, but whose colon is full-width or has no space after it."""
    for number in (trouble.at[0], trouble.since[0], trouble.at[0] - 1):
        key = re.match(r"\s*(?:- +)*[^\s：:#\"'\[{][^\s：:]*(：|:)(?=[^ ])", trouble.line(number))
        if key and not re.search(r":( |$)", trouble.line(number)):
            message = "冒号应是半角，后面空一格" if key[1] == "：" else "冒号后应空一格"
            return (number, key.end()), message
    return None


def _unclosed_quote(trouble: _Trouble) -> Advice | None:
    return (trouble.since, "引号没有闭合") if "unexpected end of stream" in trouble.problem else None


def _escape(trouble: _Trouble) -> Advice | None:
    escape = trouble.line(trouble.at[0])[trouble.at[1] - 1 :][:2]
    if "escape" in trouble.problem or "hexadecimal" in trouble.problem:
        return trouble.at, f"双引号中的 {escape} 不是转义，请改用单引号"
    return None


def _block_header(trouble: _Trouble) -> Advice | None:
    if trouble.problem.endswith("comment or line break"):
        return trouble.at, "| 或 > 之后应换行再写文字；以它们开头的文字请加引号"
    return None


def _start_of_value(trouble: _Trouble) -> Advice | None:
    """A value whose first character means something to YAML."""
    for number in (trouble.at[0], trouble.at[0] - 1):
        value = _value_start(trouble.line(number))
        text = trouble.line(number)[value:]
        after = _after_quoted(text)
        if after:
            return (number, value + after + 1), "引号之后还有文字，请把整个值放进一对引号，其中原有的引号改用另一种"
        item = re.match(r"\[(?:[^\[\]]*,)? *(?=[^\[\], ])[^\[\],]+\[", text)
        if item:
            return (number, value + 1), "列表里含有 [ 的文字请加引号，每项各加各的"
        if re.match(r"[@`%*&!]|\[@|\[[^\]]*\][^\s,\]}#]|\{[^}]*\}[^\s,\]}#]|\{#", text):
            return (number, value + 1), f"以 {text[0]} 开头的文字请加引号"
    return None


_IN_BRACES = re.compile(r":\s+(?=[^\s\"'\[{,}][^,\[\]{}]*[\[{]|\[[^\[\]]*\][^\s,\]}#])")


def _value_in_braces(trouble: _Trouble) -> Advice | None:
    """A value among others in {…} that has brackets of its own."""
    number, opened = trouble.at[0], trouble.opened
    if not opened or trouble.line(opened[0])[opened[1] - 1 :][:1] != "{":
        return None
    found = _IN_BRACES.search(trouble.line(number), opened[1] if number == opened[0] else 0)
    return ((number, found.end() + 1), "写在 {…} 里而自己有 [ ] 或 { } 的值要加引号") if found else None


def _value_start(line: str) -> int:
    start = re.match(r"\s*(?:- +)*(?:[^\s:#\"'\[{][^:]*?:\s+)?", line)
    return start.end() if start else 0


def _after_quoted(text: str) -> int:
    """Where words go on behind a value's closing quote; 0 where they do not."""
    quoted = re.match(r"\"(?:\\.|[^\"\\])*\"(?=[^\s,:\]}])|'(?:''|[^'])*'(?=[^\s,:\]}])", text)
    return quoted.end() if quoted else 0


def _dash_without_space(trouble: _Trouble) -> Advice | None:
    dash = re.match(r"\s*-(?=[^\s-])", trouble.line(trouble.since[0]))
    return ((trouble.since[0], dash.end()), "“-”后应空一格") if dash and "expected ':'" in trouble.problem else None


def _no_colon(trouble: _Trouble) -> Advice | None:
    return (trouble.since, "这一行缺少冒号，或缩进不对") if "expected ':'" in trouble.problem else None


def _start_of_item(trouble: _Trouble) -> Advice | None:
    character = trouble.line(trouble.at[0])[trouble.at[1] - 1 :][:1]
    if "cannot start any token" in trouble.problem and character:
        return trouble.at, f"以 {character} 开头的文字请加引号"
    return None


def _colon_in_value(trouble: _Trouble) -> Advice | None:
    if "mapping values" not in trouble.problem:
        return None
    number, column = trouble.at
    value = _value_start(trouble.line(number))
    if value < column - 1 and trouble.line(number)[:value].strip(" -"):
        return (number, value + 1), "值里有“: ”，请给整个值加引号"
    return (number, len(trouble.line(number)) - len(trouble.line(number).lstrip()) + 1), "缩进与上一行不合；与同级的键对齐"


def _dash(trouble: _Trouble) -> Advice | None:
    if "sequence entries" in trouble.problem:
        return trouble.at, "列表的“- ”应另起一行；是文字请加引号"
    return None


def _unclosed_bracket(trouble: _Trouble) -> Advice | None:
    place = trouble.opened or (trouble.since if "expected ','" in trouble.problem else None)
    if place is None:
        return None
    bracket = trouble.line(place[0])[place[1] - 1 :][:1]
    return place, f"{bracket} 没有闭合，或其中缺少逗号；以 {bracket} 开头的文字请加引号"


def _stray(trouble: _Trouble) -> Advice | None:
    character = trouble.line(trouble.at[0])[trouble.at[1] - 1 :][:1]
    if character and character in "]},":
        return trouble.at, f"多了一个 {character}；是文字请加引号"
    return None


def _indentation(trouble: _Trouble) -> Advice | None:
    if "expected key" in trouble.problem or "'-' indicator" in trouble.problem or "block end" in trouble.problem:
        line = trouble.line(trouble.at[0])
        if line.lstrip().startswith(":"):
            return trouble.at, "冒号前缺少键"
        return trouble.at, "缩进不对，或冒号后缺少空格"
    return None


_REMEDIES: tuple[Callable[[_Trouble], Advice | None], ...] = (
    _tab,
    _percent,
    _document_end,
    _unclosed_quote,
    _escape,
    _block_header,
    _value_in_braces,
    _start_of_value,
    _colon,
    _start_of_item,
    _dash_without_space,
    _no_colon,
    _colon_in_value,
    _dash,
    _stray,
    _unclosed_bracket,
    _indentation,
)
