"""Our Markdown as markdown-it tokens: CommonMark's blocks less what standards never need, plus our own.

`tokenize` gives a tree of `Node`; reading them as document blocks is `blocks.py`. Lines count from 0 here.
Faults of the syntax itself are tokens of the type `fault`, so that they are told in place with the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Node:
    """A block token with what it encloses."""

    token: Token
    children: tuple[Node, ...]

    @property
    def kind(self) -> str:
        return self.token.type.removesuffix("_open")

    @property
    def first_line(self) -> int:
        return (self.token.map or [0, 0])[0]

    @property
    def last_line(self) -> int:
        """The line after the last."""
        return (self.token.map or [0, 0])[1]


def tokenize(text: str) -> tuple[Node, ...]:
    """The block tokens of a Markdown text, nested."""
    tokens: list[Token] = []
    parser = _parser()
    parser.block.parse(spaced(text), parser, {}, tokens)
    return _nest(iter(tokens))


_TAB_INDENT = re.compile(r"^ *\t[ \t]*", re.MULTILINE)
_BLANK_LINE = re.compile(r"^[^\S\n]+$", re.MULTILINE)


def spaced(text: str) -> str:
    """A text whose blank lines are empty and whose tabs are spaces: up to four each where they indent, else one."""
    text = _BLANK_LINE.sub("", text)
    return _TAB_INDENT.sub(lambda found: found[0].expandtabs(4), text).replace("\t", " ")


def _nest(tokens: Iterator[Token]) -> tuple[Node, ...]:
    nodes = []
    for token in tokens:
        if token.nesting < 0:
            break
        nodes.append(Node(token, _nest(tokens) if token.nesting > 0 else ()))
    return tuple(nodes)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 2 * _DEEPEST})
    parser.disable(["code", "reference", "html_block", "lheading"])
    ruler = parser.block.ruler
    interrupts: RuleOptionsType = {"alt": ["paragraph", "list", "blockquote"]}
    ruler.before("fence", "too_deep", _too_deep, {"alt": []})
    ruler.before("fence", "directive", _directive, interrupts)
    ruler.before("fence", "formula", _formula, interrupts)
    ruler.before("fence", "anchor", _anchor, interrupts)
    ruler.before("fence", "grid", _grid, interrupts)
    ruler.before("fence", "footnote", _footnote, {"alt": ["paragraph"]})
    ruler.before("fence", "comment", _comment, {"alt": ["list"]})
    ruler.before("fence", "label", _label, {"alt": ["paragraph"]})
    ruler.before("fence", "symbol_title", _symbol_title, {"alt": ["paragraph"]})
    ruler.before("paragraph", "definition", _definition, {"alt": []})
    return parser


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def _outside(state: StateBlock, line: int) -> bool:
    """True where the line is indented less than the block that is being read (a list item, a footnote)."""
    return state.sCount[line] < state.blkIndent


_DEEPEST = 20  # levels of the parser: a list counts two, a container one


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines that stand in too many lists and containers are told, and not read."""
    if silent or state.level < _DEEPEST:
        return False
    line = start + 1
    while line < end and not _outside(state, line):
        line += 1
    _fault(state, start, "嵌套太深，从这里起没有读；把它移到外层", line)
    state.line = line
    return True


_OPEN = re.compile(r"(:{3,})\{([^}]*)\}[ 　]*(.*?)[ 　]*$")
_CLOSE = re.compile(r"(:{3,})$")
_OPTION = re.compile(r":([^:：\s]+):(?:[ 　]+(.*))?$")


def _directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """:::{name} caption {#id}, options, blocks, up to the first ::: that is as long or longer."""
    if _outside(state, start) or not (opening := _OPEN.match(_line(state, start))):
        return _stray(state, start, silent)
    if silent:
        return True
    closing, end, depth_fault = _closing(state, start, end, len(opening[1]))
    token = state.push("directive_open", "", 1)
    token.info, token.markup, token.content = opening[2].strip(), opening[1], opening[3]
    token.map = [start, min(closing + 1, end)]
    body = _options(state, token, start + 1, closing)
    if depth_fault is not None:
        state.env.setdefault("told", set()).add(depth_fault)
        _fault(state, depth_fault, "容器里的 ::: 与外层一样长；外层多写一个冒号，如 ::::{figure}")
    if closing >= end and start not in state.env.get("told", ()):
        _fault(state, start, f"{opening[1]}{{{opening[2]}}} 没有结束；在末尾单独一行写 {opening[1]}")
    _nested(state, body, closing)
    state.push("directive_close", "", -1)
    state.line = min(closing + 1, end)
    return True


def _stray(state: StateBlock, start: int, silent: bool) -> bool:
    if _outside(state, start) or not _CLOSE.match(_line(state, start)):
        return False
    if not silent:
        _fault(state, start, "多余的 :::，没有与它配对的开头；删去这一行，或在前面补上 :::{…}")
        state.line = start + 1
    return True


def _closing(state: StateBlock, start: int, end: int, colons: int) -> tuple[int, int, int | None]:
    """The closing line (or the end), the end of what may be inside, and the line of an inner container as long as its parent."""
    inner: int | None = None
    for line in range(start + 1, end):
        text = _line(state, line)
        if text and _outside(state, line):
            return line, line, inner
        if (found := _CLOSE.match(text)) and len(found[1]) >= colons:
            return line, end, inner
        if (found := _OPEN.match(text)) and len(found[1]) >= colons and inner is None:
            inner = line
    return end, end, inner


def _options(state: StateBlock, token: Token, line: int, end: int) -> int:
    """Put the option lines into the token's meta as {name: (value, line, column)}; the first line after them."""
    options: dict[str, tuple[str, int, int]] = {}
    repeated: list[tuple[str, int]] = []
    while line < end:
        if COMMENT.match(_line(state, line)):
            line += 1
            continue
        if not (found := _OPTION.match(_line(state, line))):
            break
        column = state.tShift[line] + (found.start(2) if found[2] is not None else len(found[0]))
        if found[1] in options:
            repeated.append((found[1], line))
        options.setdefault(found[1], ((found[2] or "").rstrip(), line, column))
        line += 1
    token.meta = {"options": options, "repeated": repeated}
    return line


def _nested(state: StateBlock, start: int, end: int) -> None:
    line_max, parent = state.lineMax, state.parentType
    state.lineMax, state.parentType = end, "directive"
    state.md.block.tokenize(state, start, end)
    state.lineMax, state.parentType = line_max, parent


def _fault(state: StateBlock, line: int, message: str, end: int = 0) -> None:
    """A fault of a line, or of the lines up to `end`, which are left out."""
    token = state.push("fault", "", 0)
    token.content, token.map = message, [line, end or line + 1]


_FORMULA = re.compile(r"\$\$(.*)$")
_FORMULA_END = re.compile(r"(.*?)\$\$[ 　]*(?:\(([^()]*)\))?[ 　]*(.*)$")


def _formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """$$ LaTeX $$ (id), on one line or several."""
    if _outside(state, start) or not (opening := _FORMULA.match(_line(state, start))):
        return False
    if silent:
        return True
    lines, line, closing = [], start, _FORMULA_END.match(opening[1])
    while not closing:
        lines.append(opening[1] if line == start else _line(state, line))
        line += 1
        if line >= end or not _line(state, line):
            _fault(state, start, "公式没有结束；在末尾写 $$", line)
            state.line = line
            return True
        closing = _FORMULA_END.match(_line(state, line))
    token = state.push("formula", "", 0)
    token.content = "\n".join([*lines, closing[1]])
    token.meta = {"id": closing[2], "line": line, "rest": closing[3]}
    token.map = [start, line + 1]
    state.line = line + 1
    return True


_ANCHOR = re.compile(r"\{[#＃]([^}]*)\}$")


def _anchor(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """{#id} alone on a line: the id of the block that follows."""
    if _outside(state, start) or not (found := _ANCHOR.match(_line(state, start))):
        return False
    if silent:
        return True
    token = state.push("anchor", "", 0)
    token.content, token.map = found[1], [start, start + 1]
    state.line = start + 1
    return True


def _grid(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The lines of a pipe table, uncut: its rows, and comments among them."""
    if _outside(state, start) or not _line(state, start).startswith("|"):
        return False
    if silent:
        return True
    line = start + 1
    while line < end and not _outside(state, line) and _goes_on(state, line):
        line += 1
    token = state.push("grid", "", 0)
    token.map = [start, line]
    state.line = line
    return True


def _goes_on(state: StateBlock, line: int) -> bool:
    """True for a line of a pipe table below its first: one with a bar, even if not at its start, or a comment."""
    text = _line(state, line)
    return text.startswith("|") or bool(COMMENT.match(text)) or ("|" in text and not _begins(state, line))


_FOOTNOTE = re.compile(r"\[\^([^\]]*)\]([:：])[ 　]*")


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """[^label]: text, with further blocks indented below."""
    if _outside(state, start) or not (found := _FOOTNOTE.match(_line(state, start))):
        return False
    if silent:
        return True
    token = state.push("footnote_open", "", 1)
    token.info, token.markup = found[1], found[2]
    _indented(state, start, end, len(found[0]))
    token.map = [start, state.line]
    state.push("footnote_close", "", -1)
    return True


COMMENT = re.compile(r"%(?=\s|$)")


def _comment(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """% a line that is not printed; behind the mark of an item or the like, % is text."""
    place = state.bMarks[start] + state.tShift[start]
    marked = state.src[state.src.rfind("\n", 0, place) + 1 : place].strip()
    if _outside(state, start) or marked or not COMMENT.match(_line(state, start)):
        return False
    if silent:
        return True
    token = state.push("comment", "", 0)
    token.content, token.map = _line(state, start)[1:].strip(), [start, start + 1]
    state.line = start + 1
    return True


_LABEL = re.compile(r"(注|示例)\d*[：:]")


def _label(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A line that begins with 注： or 示例： ends the paragraph before it; it is then read as a paragraph itself."""
    return silent and not _outside(state, start) and bool(_LABEL.match(_line(state, start)))


_SYMBOL_TITLE = re.compile(r"(式中|标引序号说明)[：:]$")


def _symbol_title(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """式中： or 标引序号说明： on a line of its own is a paragraph of one line, whatever is glued to it."""
    if _outside(state, start) or not _SYMBOL_TITLE.match(_line(state, start)):
        return False
    if silent:
        return True
    for kind, nesting in (("paragraph_open", 1), ("inline", 0), ("paragraph_close", -1)):
        token = state.push(kind, "", nesting)  # type: ignore[arg-type]
        token.map = [start, start + 1]
        token.content = _line(state, start) if kind == "inline" else ""
    state.line = start + 1
    return True


_EXPLANATION = re.compile(r":[ 　]+(?=\S)")


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line, then a line that begins with `: `: a symbol or key number and its explanation."""
    line = start + 1
    if silent or _outside(state, start) or line >= end:
        return False
    if state.isEmpty(line):
        line += 1
    if line >= end or _outside(state, line) or not (found := _EXPLANATION.match(_line(state, line))):
        return False
    token = state.push("definition_open", "", 1)
    token.content, token.meta = _line(state, start), {"line": start, "column": state.tShift[start]}
    _indented(state, line, end, len(found[0]))
    token.map = [start, state.line]
    state.push("definition_close", "", -1)
    return True


def _indented(state: StateBlock, start: int, end: int, marker: int) -> None:
    """Read the blocks of a footnote or an explanation: the rest of the line and the lines indented two or more below it."""
    last = start + 1
    while last < end and (state.isEmpty(last) or state.sCount[last] >= state.blkIndent + 2 or not _begins(state, last)):
        last += 1
    while last > start + 1 and state.isEmpty(last - 1):
        last -= 1
    saved = state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent, state.lineMax, state.parentType
    state.bMarks[start] += state.tShift[start] + marker
    state.tShift[start] = 0
    state.blkIndent, state.lineMax, state.parentType = state.blkIndent + 2, last, "footnote"
    state.sCount[start] = state.blkIndent
    lowered = [line for line in range(start + 1, last) if not state.isEmpty(line) and state.sCount[line] < state.blkIndent]
    counts = {line: state.sCount[line] for line in lowered}
    for line in lowered:
        state.sCount[line] = state.blkIndent
    state.md.block.tokenize(state, start, last)
    for line, count in counts.items():
        state.sCount[line] = count
    state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent, state.lineMax, state.parentType = saved
    state.line = last


def _begins(state: StateBlock, line: int) -> bool:
    """True where a line after a footnote or explanation is no lazy continuation of it: it follows a blank line or begins a block."""
    if state.isEmpty(line - 1):
        return True
    if line + 1 < state.lineMax and _EXPLANATION.match(_line(state, line + 1)):
        return True
    return any(rule(state, line, state.lineMax, True) for rule in state.md.block.ruler.getRules("paragraph"))
