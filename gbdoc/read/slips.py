"""Lines that were meant as something else: each told with our way of writing it (docs/syntax.md)."""

from __future__ import annotations

import re
from typing import TypeAlias

from gbdoc.read.context import Context
from gbdoc.source import Passage

_FIRST_LINE = (
    (re.compile(r"#{7,}"), "heading-level", "标题最多六个 #，条最多五层；改写成段或列项"),
    (re.compile(r"#{1,6}(?=[^#\s])"), "heading", "# 与标题之间空一格"),
    (re.compile(r"＃+"), "full-width-markup", "标题要用半角的 #"),
    (re.compile(r"｜"), "full-width-markup", "表格要用半角的 |"),
    (re.compile(r"[a-z][)）](?=\s*\S)"), "typed-label", "列项的 {0} 由程序编；写成 1. 加空格"),
    (re.compile(r"\d+[)）、．](?=\s*\S)|[０-９]+\."), "typed-label", "列项的 {0} 由程序编；写成 1. 加空格"),
    (re.compile(r"[（(](?:\d+|[一二三四五六七八九十]+)[)）]|[①-⑳]"), "typed-label", "列项的 {0} 由程序编；写成 1. 加空格"),
    (re.compile(r"[一二三四五六七八九十]+、(?![一二三四五六七八九十])"), "typed-label", "列项的 {0} 由程序编；写成 1. 加空格"),
    (re.compile(r"——"), "typed-label", "列项的破折号由程序加；写成 - 加空格"),
    (re.compile(r"[·•●]"), "typed-label", "列项的 {0} 由程序加；写成 - 加空格，第二层缩进两格"),
    (re.compile(r"(表|图)[A-Z]?\.?\d+[ 　]+(?=\S)"), "typed-label", "“{0}”由程序编号；写成 :::{table} 表题 或 :::{figure} 图题"),
    (re.compile(r"\d+(\.\d+)+[ 　]+(?=\S)"), "typed-label", "条号 {0} 由程序编；写成 ## 标题，或 ### 单独一行再接段落"),
)
_ANY_LINE = (
    (re.compile(r"=+ *$", re.M), "setext", "不用下划线标题；标题写成 # 标题"),
    (re.compile(r"\[[^\]@^=]+\]:\s"), "link-definition", "不用链接定义；链接直接写 [文字](地址)"),
    (re.compile(r"：{3,}|:{1,2}\{|：+\{"), "full-width-markup", "容器以三个半角冒号开头，如 :::{table}"),
    (re.compile(r":{3,}.*"), "container", "“{0}”读不懂；开头写成 :::{note}（::: 与 { 之间不空格），结束的 ::: 单独一行"),
    (re.compile(r"[:：][A-Za-z-]+[ 　]*[:：]"), "option", "选项写成半角 :名称: 值，紧接在 ::: 那一行之后，值前空一格"),
    (re.compile(r"："), "definition", "行首不写“：”；符号的说明以半角冒号和空格开头，如 : 说明"),
    (re.compile(r"%"), "comment", r"批注单独写一行，% 后空一格；正文以 % 开头时写 \%"),
    (re.compile(r":\s+\S"), "definition", "“: ”说明的前一行只写一个符号，符号与上文之间空一行"),
)
_LATER_LINE = (
    (re.compile(r"(?:\d+[.、]|[a-z][)）])\s+\S"), "glued", "列项与上一行连在一起了；前面空一行，列项写 1. 或 -"),
    (re.compile(r"\d+\)\s*\S|(?<=[：；]\n)——\S"), "typed-label", "列项的编号和破折号由程序加；空一行，写 1. 或 - 加空格"),
    (re.compile(r"\|.*\| *$", re.M), "glued", "表格写在 :::{table} 与 ::: 之间"),
)
_TYPED_REFERENCE = re.compile(
    r"(?:见|按照?|符合|依据|根据)\s*(?P<a>\d+(?:\.\d+)+(?![\d.]*[版年%％倍 ])|[A-Z](?:\.\d+)+)"
    r"|(?<![\d—》）A-Za-z.])(?P<b>第\s*\d+\s*章|附录\s*[A-Z](?![A-Za-z])|[表图]\s*[A-Z]?\.?\d+(?!\d*[年月日个种类张次])|公式\s*[（(]\s*[A-Z]?\.?\d+\s*[)）])"
)


def check_text(passage: Passage, context: Context) -> None:
    """Tell the slips of a paragraph or list item: typed labels, full-width markup, glued lines, else typed references."""
    if not _check_lines(passage, context, (*_ANY_LINE, *_FIRST_LINE)):
        check_references(passage, context)


def check_remark(passage: Passage, context: Context) -> None:
    """The same of a note or example, whose first line begins behind its label."""
    if not _check_lines(passage, context, ()):
        check_references(passage, context)


def is_slip(line: str) -> bool:
    """Whether a line would be told if it stood in a paragraph, not as its first and behind the end of a clause."""
    return any(pattern.match(f"；\n{line}", 2) for pattern, _, _ in (*_ANY_LINE, *_LATER_LINE))


Slips: TypeAlias = tuple[tuple[re.Pattern[str], str, str], ...]


def _check_lines(passage: Passage, context: Context, first_line: Slips) -> bool:
    told = False
    offset = 0
    for row, line in enumerate(passage.text.split("\n")):
        for pattern, rule, message in (*_ANY_LINE, *_LATER_LINE) if row else first_line:
            if found := pattern.match(passage.text, offset):
                context.error(passage.span(offset, offset + len(found[0].rstrip())), rule, message.replace("{0}", found[0].strip()))
                told = True
                break
        offset += len(line) + 1
    return told


def check_references(passage: Passage, context: Context) -> None:
    """Tell references whose number is typed by hand, outside code and formulas."""
    bare = re.sub(r"`[^`]*`|\$[^$]*\$|\[[^\]]*\](?:\([^)]*\))?", lambda found: "\0" * len(found[0]), passage.text)
    for found in _TYPED_REFERENCE.finditer(bare):
        group = "a" if found["a"] else "b"
        context.warning(passage.span(*found.span(group)), "typed-reference", f"“{found[group]}”是手写的编号；写成 [](#id)，编号由程序给")


_MARKUP = re.compile(r"\[[^\]\n]*\]\([#\w]|\[[@=^]|\*\*|\$[^$\n]+\$|`[^`\n]+`|\{[#.][^}\n]*\}")


def check_plain(passage: Passage, context: Context) -> None:
    """Tell markup in a value that is printed as it stands, such as a term or the document's name."""
    if found := _MARKUP.search(passage.text):
        context.error(passage.span(*found.span()), "plain-text", f"这里只写文字，“{found[0]}”会原样印出；去掉标记")
