"""Markdown text -> blocks: the door of block_reader and directives."""

from __future__ import annotations

from gbdoc.model import Block
from gbdoc.read.block_reader import BlockReader
from gbdoc.read.context import Context, Names
from gbdoc.read.directives import read_directive
from gbdoc.read.syntax import Node, tokenize
from gbdoc.source import Passage


def parse_blocks(passage: Passage, anchor: str, context: Context) -> tuple[Block, ...]:
    """The blocks of a Markdown text without headings, such as a slot of standard.yaml; anchors are made from `anchor`."""
    return read_blocks(tokenize(passage.text), passage, Names(anchor), context)


def read_blocks(nodes: tuple[Node, ...], passage: Passage, names: Names, context: Context) -> tuple[Block, ...]:
    """The blocks of some nodes of `passage`, named within one container."""
    return BlockReader(passage, context, names, container=read_directive).blocks(nodes)
