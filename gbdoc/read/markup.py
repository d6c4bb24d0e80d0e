"""Running text as markdown-it tokens that remember their places, with emphasis that understands Chinese and our own brackets."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token as Token


def inline_tokens(text: str) -> list[Token]:
    """The tokens of a running text; token.meta["place"] is where in it each began and ended."""
    tokens: list[Token] = []
    parser = _parser()
    parser.inline.parse(text, parser, {}, tokens)
    _flatten(tokens)
    return tokens


_DEEPEST = 10  # emphasis in emphasis


def _flatten(tokens: list[Token]) -> None:
    """Make marks text again that stand in too much emphasis."""
    depth = 0
    for token in tokens:
        if token.type not in ("em_open", "em_close", "strong_open", "strong_close"):
            continue
        depth += token.nesting > 0
        if depth > _DEEPEST:
            start, end = token.meta["place"]  # of two marks, the inner one
            more = len(token.markup) - 1
            token.meta = {"place": (start - more, end) if token.nesting > 0 else (start, end + more)}
            token.type, token.content = "text", token.markup
        depth -= token.nesting < 0


class _State(StateInline):
    """A StateInline whose tokens know where they began and ended: token.meta["place"]."""

    pending_start = 0

    def append_pending(self, text: str) -> None:
        if not self._pending and not self._pending_buffer:
            self.pending_start = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802, the library's name
        start, text = self.pending_start, self.pending
        if not self.src.startswith(text[:1], start):  # an escape or an entity began the text
            start = max(start - 1, 0)
        end = start + len(text) if self.src.startswith(text, start) else self.pos
        token = super().pushPending()
        token.meta = {"place": (start, end)}
        return token

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        """CommonMark's flanking test, with Chinese characters and punctuation counted as letters."""
        marker, pos = self.src[start], start
        while pos < self.posMax and self.src[pos] == marker:
            pos += 1
        before = self.src[start - 1] if start else " "
        after = self.src[pos] if pos < self.posMax else " "
        left = not _blank(after) and (not _punctuation(after) or _blank(before) or _punctuation(before))
        right = not _blank(before) and (not _punctuation(before) or _blank(after) or _punctuation(after))
        can_open = left and (canSplitWord or not right or _punctuation(before))
        can_close = right and (canSplitWord or not left or _punctuation(after))
        return Scanned(can_open, can_close, pos - start)


def _blank(character: str) -> bool:
    return character != "　" and isWhiteSpace(ord(character))


def _punctuation(character: str) -> bool:
    if character >= "⺀" or character in "“”‘’—…·":
        return False
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


class _Parser(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


Rule = Callable[[StateInline, bool], bool]


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    parser.inline = _Parser()
    parser.inline.add_terminator_char("$")
    ruler = parser.inline.ruler
    ruler.before("escape", "line_break", _line_break)
    ruler.before("link", "formula", _formula)
    ruler.before("link", "bracket", _bracket)
    ruler.before("link", "index", _index)
    for rule in ruler.__rules__:
        rule.fn = _placed(rule.fn)
    own = ["line_break", "formula", "bracket", "index"]
    parser.inline.ruler.enableOnly([*own, "text", "newline", "escape", "backticks", "emphasis", "link", "image", "autolink", "entity"])
    parser.inline.ruler2.enableOnly(["balance_pairs", "emphasis"])
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def _placed(rule: Rule) -> Rule:
    """The rule, made to note the place in every token it pushes."""

    def placed(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        pushed = [token for token in state.tokens[count:] if "place" not in token.meta]
        marks = len(pushed) > 1 and all(token.type == "text" for token in pushed)  # the * of what may become emphasis
        for offset, token in enumerate(pushed):
            token.meta["place"] = (start + offset, start + offset + 1) if marks else (start, state.pos)
        return True

    return placed


def _line_break(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("\\\\", state.pos):
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos += 2
    return True


def _formula(state: StateInline, silent: bool) -> bool:
    r"""$ LaTeX $, not empty; `\$` is a dollar sign."""
    if state.src[state.pos] != "$":
        return False
    end = state.src.find("$", state.pos + 1, state.posMax)
    while end > 0 and state.src[end - 1] == "\\":
        end = state.src.find("$", end + 1, state.posMax)
    if end < 0 or not state.src[state.pos + 1 : end].strip():
        return False
    if not silent:
        state.push("formula", "", 0).content = state.src[state.pos + 1 : end]
    state.pos = end + 1
    return True


_BRACKET = re.compile(r"\[([@=^])([^\[\]\n]*)\](?!\()")
_KINDS = {"@": "citation", "=": "value", "^": "footnote"}


def _bracket(state: StateInline, silent: bool) -> bool:
    """[@citation], [=value], [^footnote]."""
    found = _BRACKET.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push(_KINDS[found[1]], "", 0).content = found[2]
    state.pos = found.end()
    return True


_INDEX = re.compile(r"\[([^\[\]\n]+)\]\{\.index\}")


def _index(state: StateInline, silent: bool) -> bool:
    """[词]{.index}"""
    found = _INDEX.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("index", "", 0).content = found[1]
    state.pos = found.end()
    return True
