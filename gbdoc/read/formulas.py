"""Formulas on lines of their own, and what their symbols and a figure's numbers mean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gbdoc import latex
from gbdoc.latex import LatexFault
from gbdoc.model import Formula, SymbolEntry, SymbolList
from gbdoc.read.context import Names
from gbdoc.read.inlines import parse_inlines
from gbdoc.read.reading import Reading
from gbdoc.read.slips import check_references
from gbdoc.read.syntax import Node
from gbdoc.source import Passage, Span


def read_formula(reading: Reading, node: Node, name: str) -> Iterator[Formula]:
    """$$ … $$ (id): a formula, numbered if it has an id; none, told, where the LaTeX cannot be read."""
    label = node.token.meta["id"]
    if rest := node.token.meta["rest"]:
        place = reading.part(rest, node.token.meta["line"])
        message = f"$$ 之后的“{rest}”读不懂；公式 id 写成 $$ … $$ (eq-a)，正文另起一段"
        reading.context.error(place.span(0, len(rest)), "formula", message)
    if label == "":
        reading.tell(node, "id", "公式后的括号里没有 id；写成 (eq-a)，或去掉括号")
    if label and name:
        reading.tell(node, "id", f"公式有两个 id：{name} 与 {label}，留一个")
    place = reading.part(label or "", node.token.meta["line"])
    claimed = label if label and not name and reading.context.claim(label, place.span(0, len(label))) else name
    if found := latex.fault(node.token.content):
        _tell_fault(reading, node, found)
        return
    span = reading.span(node.first_line, node.last_line)
    yield Formula(claimed or reading.names.make("formula"), node.token.content.strip(), bool(claimed), span)


def _tell_fault(reading: Reading, node: Node, fault: LatexFault) -> None:
    before = node.token.content[: fault.offset].split("\n")
    row = node.first_line + len(before) - 1
    line, start = reading.passage.start(row)
    words = reading.passage.lines[row]
    indent = words.find("$$") + 2 if len(before) == 1 else len(words) - len(words.lstrip())
    column = start + indent + len(before[-1])
    reading.context.error(Span(reading.passage.path, line, column, line, column + 1), "formula", fault.message)


# --- symbols -----------------------------------------------------------------------------------

_TITLES = ("式中", "标引序号说明")
_LINE = re.compile(r"(\$[^$\n]+\$|[^\s—$]{1,12})——(?=\S)")
_LINE_START = re.compile(_LINE.pattern.replace("(", "^(", 1), re.MULTILINE)
_NO_DASH = re.compile(r"^(\$[^$\n]+\$)(?!——)", re.MULTILINE)


def is_symbols_title(text: str) -> bool:
    """Whether a paragraph is the line above a list of symbols."""
    return text.rstrip("：:") in _TITLES


def begins_symbol(text: str) -> bool:
    """Whether a paragraph below such a title says a line each what symbols mean: `$S$——说明；`."""
    return bool(_LINE.match(text))


def symbols_end(reading: Reading, nodes: tuple[Node, ...], place: int) -> int:
    """The node after a symbol list that begins at `place` with its title, else `place`."""
    if nodes[place].kind != "paragraph" or not is_symbols_title(reading.paragraph_passage(nodes[place]).text):
        return place
    end = place + 1
    while end < len(nodes) and (nodes[end].kind in ("definition", "comment") or _is_lines(reading, nodes[end])):
        end += 1
    return end if end > place + 1 else place


def _is_lines(reading: Reading, node: Node) -> bool:
    return node.kind == "paragraph" and begins_symbol(reading.paragraph_passage(node).text)


def read_symbols(reading: Reading, nodes: tuple[Node, ...], name: str) -> SymbolList:
    """A title and the nodes of its entries -> the list."""
    title = reading.paragraph_passage(nodes[0]).text
    if not title.endswith("："):
        reading.tell(nodes[0], "half-width-colon", f"“{title.rstrip(':')}”后用全角冒号")
    anchor = name or reading.names.make("symbols")
    names = Names(anchor)
    entries = tuple(entry for node in nodes[1:] for entry in _entries(reading, node, names))
    span = reading.span(nodes[0].first_line, nodes[-1].last_line)
    return SymbolList(anchor, title.rstrip("：:") + "：", entries, span)


def _entries(reading: Reading, node: Node, names: Names) -> Iterator[SymbolEntry]:
    if node.kind == "definition":
        yield _definition(reading, node, names)
    elif node.kind == "paragraph":
        yield from _lines(reading, reading.paragraph_passage(node), names)


def _lines(reading: Reading, passage: Passage, names: Names) -> Iterator[SymbolEntry]:
    """The entries of a paragraph; a line without its own symbol goes on with the explanation above it."""
    starts = list(_LINE_START.finditer(passage.text))
    for found, following in zip(starts, [*starts[1:], None], strict=True):
        end = following.start() - 1 if following else len(passage.text)
        symbol = passage.slice(found.start(1), found.end(1))
        yield _entry(reading, symbol, passage.slice(found.end(), end), passage.span(found.start(), end), names)
    for found in _NO_DASH.finditer(passage.text):
        message = f"{found[1]} 与它的说明之间写 ——，如 {found[1]}——说明；"
        reading.context.error(passage.span(found.start(1), found.end(1)), "symbols", message)


def _definition(reading: Reading, node: Node, names: Names) -> SymbolEntry:
    symbol = reading.part(node.token.content, node.token.meta["line"])
    written = [child for child in node.children if child.kind != "comment"]
    explanation = symbol.slice(0, 0)
    if written and written[0].kind == "paragraph":
        explanation = reading.paragraph_passage(written.pop(0))
    for extra in written:
        reading.tell_whole(extra, "definition", "符号的说明只写一段；其余的内容移到式中的说明之后")
    return _entry(reading, symbol, explanation, reading.span(node.first_line, node.last_line), names)


def _entry(reading: Reading, symbol: Passage, explanation: Passage, span: Span, names: Names) -> SymbolEntry:
    check_references(explanation, reading.context)
    symbols = parse_inlines(symbol, reading.context)
    return SymbolEntry(names.make("symbol"), symbols, parse_inlines(explanation, reading.context), span)
