"""The lines of a paragraph: a sentence each, and none that is cut inside, with the words and the markup as they were."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from gbdoc.read.inlines import is_wide
from gbdoc.read.markup import Token, inline_tokens
from gbdoc.read.slips import is_slip
from gbdoc.read.syntax import tokenize

Words: TypeAlias = list[tuple[str, str, str]]  # kind, content and attributes of inlines


def sentences(lines: Sequence[str]) -> list[str]:
    """The lines of a paragraph, none of them a comment, anew; as they were where other lines would be read otherwise."""
    text = "\n".join(lines)
    joined = _joined(text, inline_tokens(text))
    done = _broken(joined, inline_tokens(joined))
    return done if _is_paragraph(done) and _words("\n".join(done)) == _words(text) else list(lines)


# --- line breaks of the source ------------------------------------------------------------------


def _joined(text: str, tokens: list[Token]) -> str:
    """The text without the line breaks that can be done without."""
    done, end = [], 0
    for place, token in enumerate(tokens):
        if token.type == "softbreak" and (between := _between(tokens, place)) is not None and not _after_break(tokens, place):
            start, following = token.meta["place"]
            done += [text[end:start].rstrip(" "), between]
            end = following
    return "".join((*done, text[end:]))


def _after_break(tokens: list[Token], place: int) -> bool:
    r"""Whether the line ends in `\\`: there the author breaks the line for the reader, and may for himself."""
    return place > 0 and tokens[place - 1].type == "hardbreak"


def _between(tokens: list[Token], place: int) -> str | None:
    """What a line break is read as, nothing or a space; None where that hangs on what only the printed text shows."""
    left = _edge(reversed(tokens[:place]), -1)
    right = _edge(iter(tokens[place + 1 :]), 0)
    if any(side is not None and is_wide(side) for side in (left, right)):
        return ""
    return None if left is None or right is None else " "


_ADDRESS = re.compile(r"(https?|mailto|ftp):")
_OUTWARD = {-1: "_open", 0: "_close"}  # what encloses the line break ends there


def _edge(tokens: Iterable[Token], index: int) -> str | None:
    """The character that stands beside a line break, seen from it; empty for what shows none; None where it isn't known."""
    entered: Token | None = None  # the beginning, seen from there, of a link or emphasis
    for token in tokens:
        match token.type:
            case "text" | "text_special" | "code_inline" | "index" if token.content:
                return _shown(token, index)
            case "text" | "text_special":
                continue
            case "formula" | "footnote" | "hardbreak":
                return ""
            case "citation":
                return "　"
            case "link_open" | "link_close" if entered and entered.type.startswith("link"):
                address = str(token.attrs.get("href") or entered.attrs.get("href"))
                return None if _ADDRESS.match(address) else "　"  # a link without words of its own
            case kind if kind.endswith(_OUTWARD[index]) and not entered:
                return "　"
            case "link_open" | "link_close" | "em_open" | "em_close" | "strong_open" | "strong_close":
                entered = token
            case _:
                return None
    return "　"


def _shown(token: Token, index: int) -> str | None:
    character = token.content[index]
    return character if token.type != "index" or is_wide(character) else None


def _words(text: str) -> Words:
    """What a text says, whatever its lines: the inlines it is read as, but for the line breaks that are nothing or a space."""
    tokens = inline_tokens(text)
    done: Words = [("text", "", "")]
    for place, token in enumerate(tokens):
        content = _between(tokens, place) if token.type == "softbreak" else token.content
        if token.type in ("text", "text_special") or (token.type == "softbreak" and content is not None):
            if done[-1][0] != "text":
                done.append(("text", "", ""))
            done[-1] = ("text", done[-1][1] + (content or ""), "")
        else:
            done.append((token.type, content or "", repr(token.attrs)))
    return [each for each in done if each != ("text", "", "")]


# --- ends of sentences --------------------------------------------------------------------------

_PAIRS = dict(zip("”’）》〉】〕」』", "“‘（《〈【〔「『", strict=True))
_MARK = "\1"  # stands in the place of a footnote mark
_HIDDEN = "\0"  # in that of all other markup
_END = re.compile(f"[。！？；]+([{''.join(_PAIRS)}]*){_MARK}*")
_NO_START = re.compile(r"[\s{、，。；：！？—…·]|$")
_BEFORE_SENTENCE = "。！？；：\n"


def _broken(text: str, tokens: list[Token]) -> list[str]:
    """The text with a line break after each sentence, where the next one is then no list, note or the like."""
    lines, start = [], 0
    for end in _ends(text, tokens):
        following = text[end:].split("\n", 1)[0]
        if _is_text(following):
            lines.append(text[start:end])
            start = end
    return "\n".join((*lines, text[start:])).split("\n")


def _ends(text: str, tokens: list[Token]) -> Iterator[int]:
    """Where sentences end within the text: outside markup, brackets and quotation marks."""
    plain = _plain(text, tokens)
    opening = _brackets(plain)
    for found in _END.finditer(plain):
        outermost = opening.get(found.end(1) - 1) if found[1] else None
        whole = outermost is None or plain[outermost - 1 : outermost] in _BEFORE_SENTENCE  # a sentence in brackets, not a word
        inside = any(first < found.end() <= last for last, first in opening.items())
        if whole and not inside and not _NO_START.match(text, found.end()):
            yield found.end()


def _plain(text: str, tokens: list[Token]) -> str:
    """The text with footnote marks, and all other markup with what it encloses, masked."""
    masked = [_HIDDEN] * len(text)
    depth = 0
    for token in tokens:
        depth += token.nesting
        start, end = token.meta["place"]
        if depth == 0 and token.nesting == 0 and (token.type == "softbreak" or text[start:end] == token.content):
            masked[start:end] = text[start:end]
        elif depth == 0 and token.type == "footnote":
            masked[start:end] = _MARK * (end - start)
    return "".join(masked)


def _brackets(plain: str) -> dict[int, int]:
    """Where each closing bracket or quotation mark stands that has a partner, and where that stands."""
    pairs, stack = {}, []
    for place, character in enumerate(plain):
        if character in _PAIRS.values():
            stack.append(place)
        elif character in _PAIRS and stack and plain[stack[-1]] == _PAIRS[character]:
            pairs[place] = stack.pop()
    return pairs


def _is_text(line: str) -> bool:
    """Whether a line goes on with the paragraph before it."""
    return _is_paragraph(("甲", line)) and not is_slip(line)


def _is_paragraph(lines: Sequence[str]) -> bool:
    nodes = tokenize("\n".join(lines))
    return len(nodes) == 1 and nodes[0].kind == "paragraph" and nodes[0].last_line == len(lines)
