"""A text being read and the places in it: what the readers of blocks, formulas and containers share."""

from __future__ import annotations

from dataclasses import dataclass

from gbdoc.read.context import Context, Names
from gbdoc.read.syntax import COMMENT, Node
from gbdoc.source import Passage, Span


@dataclass(frozen=True)
class Reading:
    """A passage, where its findings go, and what makes the anchors of one container."""

    passage: Passage
    context: Context
    names: Names

    def span(self, first: int, last: int) -> Span:
        """The source lines from `first` up to `last`, exclusive, both of the passage's own text counted from 0."""
        closing = max(last - 1, first)
        line, column = self.passage.start(closing)
        return Span(self.passage.path, *self.passage.start(first), line, column + len(self.passage.lines[closing].rstrip()))

    def part(self, text: str, line: int) -> Passage:
        """A text of one line, found in the passage's line `line`."""
        source = self.passage.lines[line].replace("\t", " ")
        column = max(source.rfind(text), 0) if text else len(source.rstrip())
        row, start = self.passage.start(line)
        return Passage(text, self.passage.path, ((row, start + column),))

    def paragraph_passage(self, node: Node) -> Passage:
        """The text of a paragraph node, comment lines taken out."""
        inline = node.children[0]
        texts, starts = [], []
        for offset, text in enumerate(inline.token.content.split("\n")):
            line = inline.first_line + offset
            text = text.rstrip()
            if offset and COMMENT.match(text):
                continue
            row, start = self.passage.start(line)
            text = text.lstrip(" ")
            texts.append(text)
            starts.append((row, start + len(self.passage.lines[line].rstrip()) - len(text)))
        return Passage("\n".join(texts), self.passage.path, tuple(starts) or (self.passage.start(inline.first_line),))

    def tell_whole(self, node: Node, rule: str, message: str) -> None:
        """An error at all lines of a node, none of which is printed."""
        self.context.error(self.span(node.first_line, node.last_line), rule, message)

    def tell(self, node: Node, rule: str, message: str) -> None:
        """An error at the first line of a node."""
        self.context.error(self.span(node.first_line, node.first_line + 1), rule, message)
