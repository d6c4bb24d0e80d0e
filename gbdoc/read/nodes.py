"""A YAML file as a tree that knows its places: every scalar is text, and the passage it was written as."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from unicodedata import east_asian_width

from gbdoc.source import Passage, Span

Key: TypeAlias = str | int
Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as text; `text` is None where nothing was written."""

    text: str | None
    style: str  # "" plain, "'", '"', "|" or ">"
    passage: Passage
    span: Span


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value."""

    key_span: Span
    value: Node


@dataclass(frozen=True, slots=True)
class Fields:
    """Keys and values, in the order written."""

    fields: Mapping[str, Entry]
    span: Span


Node: TypeAlias = Scalar | Items | Fields


def child(node: Node, key: Key) -> Node | None:
    """The value under a key or at an index; None where there is none."""
    match node, key:
        case Fields(fields=fields), str() if key in fields:
            return fields[key].value
        case Items(items=items), int() if key < len(items):
            return items[key]
    return None


def descend(node: Node, keys: tuple[Key, ...]) -> Iterator[tuple[Key, Node]]:
    """Each key on the way down and the value found there, as far as the tree goes."""
    for key in keys:
        below = child(node, key)
        if below is None:
            return
        yield key, below
        node = below


def key_span(root: Node, keys: tuple[Key, ...]) -> Span:
    """The place of the last key that the tree has; of its root where it has none."""
    node, span = root, root.span
    for key, below in descend(root, keys):
        span = node.fields[str(key)].key_span if isinstance(node, Fields) else below.span
        node = below
    return span


def without(node: Node, keys: tuple[Key, ...]) -> Node:
    """The tree without the value that `keys` lead to."""
    key, *rest = keys
    match node, key:
        case Fields(fields=fields, span=span), str() if key in fields:
            kept = {name: entry for name, entry in fields.items() if name != key}
            if rest:
                kept = {**fields, key: Entry(fields[key].key_span, without(fields[key].value, tuple(rest)))}
            return Fields(kept, span)
        case Items(items=items, span=span), int() if key < len(items):
            changed = (without(items[key], tuple(rest)),) if rest else ()
            return Items((*items[:key], *changed, *items[key + 1 :]), span)
    return node


def plain_tree(node: Node) -> Tree:
    """The tree as bare dictionaries, lists and texts; a key without a value is left out."""
    match node:
        case Fields(fields=fields):
            values = {key: entry.value for key, entry in fields.items()}
            return {key: plain_tree(value) for key, value in values.items() if not _empty(value)}
        case Items(items=items):
            return [plain_tree(item) for item in items]
    return node.text or ""


def _empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.text is None


# --- scalars ---------------------------------------------------------------------------------


def scalar(value: str, style: str, span: Span, lines: list[str]) -> Scalar:
    """A scalar from what the YAML parser says of it and the lines of its file."""
    if style in ("|", ">"):
        passage = _block_passage(value, style, span, lines)
        end_line, end_column = _end(passage)
        span = Span(span.path, span.line, span.column, end_line, end_column)
    elif span.line == span.end_line:
        quote = 1 if style else 0
        passage = Passage(value, span.path, ((span.line, span.column + quote),))
    else:
        passage = _flow_passage(style, span, lines)
    if not style and not value.strip("~"):
        return Scalar(None, style, Passage("", span.path, passage.starts), span)
    folded = style != "|" and "\n" in passage.text
    return Scalar(_joined(passage.text) if folded else value.strip("\n"), style, passage, span)


def _block_passage(value: str, style: str, span: Span, lines: list[str]) -> Passage:
    """The lines of a literal or folded block as written, without their indentation."""
    below = lines[span.line :]
    first = next((line for line in below if line.strip()), "")
    indent = len(first) - len(value.lstrip("\n").split("\n")[0]) if style == "|" else len(first) - len(first.lstrip(" "))
    inside = []
    for line in below:
        if line.strip() and len(line) - len(line.lstrip(" ")) < indent:
            break
        inside.append(line[indent:].rstrip("\n"))
    while inside and not inside[-1].strip():
        inside.pop()
    starts = tuple((span.line + 1 + row, indent + 1) for row in range(len(inside)))
    return Passage("\n".join(inside), span.path, starts or ((span.line, span.column),))


def _flow_passage(style: str, span: Span, lines: list[str]) -> Passage:
    """The lines of a plain or quoted scalar that runs over several lines, each without the space around it."""
    lines = lines[span.line - 1 : span.end_line]
    quote = 1 if style else 0
    lines[-1] = lines[-1][: span.end_column - 1 - quote]
    starts = [span.column - 1 + quote]
    starts += [len(line) - len(line.lstrip()) for line in lines[1:]]
    texts = [_unquoted(line[start:].rstrip(), style) for line, start in zip(lines, starts, strict=True)]
    places = tuple((span.line + row, start + 1) for row, start in enumerate(starts))
    return Passage("\n".join(texts), span.path, places)


def _unquoted(text: str, style: str) -> str:
    if style == "'":
        return text.replace("''", "'")
    if style == '"':
        return re.sub(r'\\(["\\/])', r"\1", text).removesuffix("\\")
    return text


def _end(passage: Passage) -> tuple[int, int]:
    end = passage.span(0, len(passage.text))
    return end.end_line, end.end_column


def _joined(text: str) -> str:
    """Lines folded into one; a line end beside a wide character is no space, an empty line stays a line end."""
    paragraphs = re.split(r"\n\n+", text)
    return "\n".join(re.sub(r"(.?)\n(.?)", _fold, paragraph) for paragraph in paragraphs)


def _fold(match: re.Match[str]) -> str:
    before, after = match.groups()
    wide = any(east_asian_width(character) in "WF" or character in "“”‘’—…·" for character in before + after)
    return before + ("" if wide else " ") + after
