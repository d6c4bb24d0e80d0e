"""Markdown written anew as docs/syntax.md shows it: a sentence a line, a blank line between blocks, nothing else changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gbdoc.read.formulas import begins_symbol, is_symbols_title
from gbdoc.read.sentences import sentences
from gbdoc.read.syntax import COMMENT, Node, spaced, tokenize


def formatted(text: str) -> str:
    """A Markdown text in its form; as it is where it holds what we don't read, or would hold other blocks.

    Formulas, code, the rows of tables and comments stay as their author wrote them.
    """
    nodes = tokenize(text)
    if not nodes or not all(map(_known, nodes)):
        return text
    done = "\n".join(_Printer(tuple(spaced(text).split("\n"))).blocks(nodes)) + "\n"
    return done if _shape(tokenize(done)) == _shape(nodes) else text


_KINDS = {
    *("heading", "paragraph", "inline", "bullet_list", "ordered_list", "list_item", "formula"),
    *("anchor", "grid", "comment", "directive", "footnote", "definition"),
}
_LISTS = ("bullet_list", "ordered_list")
_REMARKS = ("note", "example")
_ID = re.compile(r"[ 　]*(\{#[^{}]*\})[ 　]*$")
_OPTION = re.compile(r"(:[^:：\s]+:)[ 　]+")


def _known(node: Node) -> bool:
    return node.kind in _KINDS and all(map(_known, node.children))


def _shape(nodes: tuple[Node, ...]) -> tuple[object, ...]:
    return tuple((node.kind, node.token.info if node.kind == "directive" else "", _shape(node.children)) for node in nodes)


@dataclass(frozen=True, slots=True)
class _Printer:
    """Prints the nodes of a text, whose source lines it has; what is printed is not indented."""

    lines: tuple[str, ...]
    in_item: bool = False

    def blocks(self, nodes: tuple[Node, ...]) -> list[str]:
        """The lines of blocks that follow each other."""
        done: list[str] = []
        before: Node | None = None
        in_symbols = False
        for place, node in enumerate(nodes):
            if before and self._apart(before, node):
                done.append("")
            in_symbols = self._in_symbols(node, in_symbols)
            if node.kind in _LISTS:
                neighbours = (*nodes[max(place - 1, 0) : place], *nodes[place + 1 : place + 2])
                done += self._list(node, any(other.kind == node.kind for other in neighbours))
            elif node.kind == "paragraph" and in_symbols:
                done += self._paragraph_lines(node)
            else:
                done += self._block(node)
            before = node
        return done

    def _apart(self, before: Node, node: Node) -> bool:
        """Whether a blank line stands between two blocks; about comments and below a bare number, only where the author has put one."""
        if "comment" in (before.kind, node.kind) or (before.kind == "heading" and _is_untitled(before)):
            return not self.lines[node.first_line - 1].strip()
        if before.kind == "anchor":
            return False
        follows = node.kind == "bullet_list" or (node.kind == "ordered_list" and node.token.attrs.get("start", 1) == 1)
        return not (self.in_item and before.kind == "paragraph" and follows)

    def _in_symbols(self, node: Node, already: bool) -> bool:
        """Whether a block is the title of a list of symbols or goes on with it: there lines have their meaning."""
        if node.kind == "paragraph":
            text = "\n".join(self._paragraph_lines(node))
            return is_symbols_title(text) or (already and begins_symbol(text))
        return already and node.kind in ("definition", "comment")

    # --- blocks by kind ---

    def _block(self, node: Node) -> list[str]:
        match node.kind:
            case "heading":
                return [_heading(node)]
            case "paragraph":
                return self._paragraph(node)
            case "anchor":
                return [f"{{#{node.token.content}}}"]
            case "comment":
                return [self.lines[node.first_line].strip()]
            case "formula":
                return self._formula(node)
            case "grid":
                return self._grid(node)
            case "footnote":
                return _hung(f"[^{node.token.info}]{node.token.markup} ", "  ", self._inner(node.children))
            case "definition":
                return [node.token.content, *_hung(": ", "  ", self._inner(node.children))]
            case _:
                return self._directive(node)

    def _inner(self, nodes: tuple[Node, ...]) -> list[str]:
        return replace(self, in_item=False).blocks(nodes)

    def _paragraph(self, node: Node) -> list[str]:
        lines = self._paragraph_lines(node)
        return lines if any(map(COMMENT.match, lines)) else sentences(lines)

    def _paragraph_lines(self, node: Node) -> list[str]:
        return [line.strip(" ") for line in node.children[0].token.content.split("\n")]

    def _formula(self, node: Node) -> list[str]:
        indent = self.lines[node.first_line].index("$$")
        first, *others = (line.rstrip() for line in self.lines[node.first_line : node.last_line])
        return [first[indent:], *(line[min(indent, len(line) - len(line.lstrip(" "))) :] for line in others)]

    def _grid(self, node: Node) -> list[str]:
        first, *others = self.lines[node.first_line : node.last_line]
        return [first[first.index("|") :].rstrip(), *(line.strip() for line in others)]

    # --- lists ---

    def _list(self, node: Node, beside_another: bool) -> list[str]:
        """The items of a list, blank lines between them if there are any in them."""
        items = [self._item(marker, item) for marker, item in zip(_markers(node, beside_another), node.children, strict=True)]
        apart = [""] if any("" in lines for lines in items) else []
        return [line for place, lines in enumerate(items) for line in (*(apart if place else []), *lines)]

    def _item(self, marker: str, node: Node) -> list[str]:
        return _hung(marker, " " * len(marker), replace(self, in_item=True).blocks(node.children))

    # --- containers ---

    def _directive(self, node: Node) -> list[str]:
        token = node.token
        head = f"{token.markup}{{{token.info}}} {_titled(token.content)}".rstrip()
        end = node.children[0].first_line if node.children else node.last_line - 1
        options = (line.strip() for line in self.lines[node.first_line + 1 : end])
        head_lines = [head, *(_OPTION.sub(r"\1 ", option) for option in options if option)]
        glued = not node.children or (token.info in _REMARKS and node.children[0].kind != "comment")
        return [*head_lines, *([] if glued else [""]), *self._inner(node.children), token.markup]


def _heading(node: Node) -> str:
    return f"{node.token.markup} {_titled(node.children[0].token.content)}".rstrip()


def _is_untitled(node: Node) -> bool:
    return not _ID.sub("", node.children[0].token.content)


def _titled(text: str) -> str:
    """A title with one space before its id."""
    return _ID.sub(r" \1", text).strip(" ")


def _markers(node: Node, beside_another: bool) -> Iterator[str]:
    """The marks of a list's items: `-`, or 1. 2. 3.; 1. for each where their author counts so; his own to part two lists."""
    if node.kind == "bullet_list":
        mark = node.token.markup if beside_another else "-"
        yield from (f"{mark} " for _ in node.children)
        return
    first = int(node.token.attrs.get("start", 1))
    step = 0 if len(node.children) > 1 and all(int(item.token.info) == first for item in node.children) else 1
    yield from (f"{first + step * place}{node.token.markup} " for place in range(len(node.children)))


def _hung(marker: str, indent: str, lines: list[str]) -> list[str]:
    """Lines behind a mark, the second and later ones below the text of the first."""
    first, *others = lines or [""]
    return [f"{marker}{first}".rstrip(), *(f"{indent}{line}" if line else "" for line in others)]
