"""A Markdown file -> chapters and subclauses, an annex, or the introduction."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from gbdoc.model import Annex, AnnexKind, Block, Clause, Element, Inline
from gbdoc.read.blocks import read_blocks
from gbdoc.read.context import Context, Names
from gbdoc.read.inlines import parse_inlines
from gbdoc.read.syntax import Node, tokenize
from gbdoc.source import Passage, Span


def read_chapters(path: str, names: Names, context: Context) -> tuple[Clause, ...]:
    """The chapters of a body file; each `#` opens one."""
    outline = _outline(path, context)
    if outline is None:
        return ()
    outline.tell_text_before_heading("正文文件以 # 标题 开头；把它前面的内容移到标题之后")
    return outline.clauses(0, len(outline.sections), 1, names)


def read_annex(path: str, kind: AnnexKind, names: Names, context: Context) -> Annex | None:
    """The annex of a file; its one `#` is the title."""
    outline = _outline(path, context)
    if outline is None:
        return None
    outline.tell_text_before_heading("附录文件以 # 标题 开头；把它前面的内容移到标题之后")
    tops = [number for number, section in enumerate(outline.sections) if section.level == 1]
    for number in tops[1:]:
        section = outline.sections[number]
        context.error(section.span, "annex", "一个附录文件只写一个 #；另一个附录写在另一个文件里")
    chapters = outline.clauses(0, tops[1] if len(tops) > 1 else len(outline.sections), 1, names)
    if not chapters:
        return None
    first = chapters[0]
    return Annex(first.anchor, kind, first.title, first.blocks, first.subclauses, first.span)


def read_introduction(path: str, context: Context) -> Element | None:
    """The introduction; `##` is 0.1."""
    outline = _outline(path, context)
    if outline is None:
        return None
    for section in outline.sections:
        if section.level == 1:
            context.error(section.span, "introduction", "引言不写 # 标题，标题由程序加；分条从 ## 写起")
    names = Names("introduction")
    blocks = read_blocks(outline.lead, outline.passage, names, outline.context)
    subclauses = outline.clauses(0, len(outline.sections), 2, names)
    span = outline.passage.span(0, len(outline.passage.text.rstrip()))
    return Element("introduction", "引言", blocks, subclauses, span)


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading and the nodes up to the next one."""

    level: int
    heading: Passage
    nodes: tuple[Node, ...]
    span: Span


@dataclass(frozen=True)
class _Outline:
    """A file cut at its headings."""

    passage: Passage
    lead: tuple[Node, ...]
    sections: tuple[_Section, ...]
    context: Context

    def tell_text_before_heading(self, message: str) -> None:
        if self.lead:
            first, last = self.passage.start(self.lead[0].first_line), self.passage.start(self.lead[-1].last_line - 1)
            end = len(self.passage.lines[self.lead[-1].last_line - 1]) + 1
            self.context.error(Span(self.passage.path, *first, last[0], end), "before-heading", message)
        read_blocks(self.lead, self.passage, Names(""), self.context)  # for what else is wrong there

    def clauses(self, start: int, end: int, level: int, names: Names) -> tuple[Clause, ...]:
        """The clauses of one level among sections[start:end]; a deeper section that comes first counts as this level."""
        starts = [n for n in range(start, end) if n == start or self.sections[n].level <= level]
        stops = [*starts[1:], end] if starts else []
        return tuple(self._clause(first, stop, level, names) for first, stop in zip(starts, stops, strict=True))

    def _clause(self, start: int, end: int, level: int, names: Names) -> Clause:
        section = self.sections[start]
        anchor = names.make("clause")
        name, title = self._title(section)
        anchor = name or anchor
        if section.level > level:
            wanted = "#" * level
            self.context.error(section.span, "heading-level", f"标题跳了层次；这里应是 {wanted}，不是 {'#' * section.level}")
        inner = Names(anchor)
        blocks = read_blocks(section.nodes, self.passage, inner, self.context)
        subclauses = self.clauses(start + 1, end, level + 1, inner) if start + 1 < end else ()
        self._check_untitled(section, title, blocks)
        return Clause(anchor, title, blocks, subclauses, section.span)

    def _title(self, section: _Section) -> tuple[str, tuple[Inline, ...]]:
        heading, name = section.heading, ""
        if found := re.search(r"[ 　]*\{#([^{}]*)\}[ 　]*$", heading.text):
            if self.context.claim(found[1], heading.span(found.end(0) - len(found[0].lstrip()), found.end(0))):
                name = found[1]
            heading = heading.slice(0, found.start())
        if number := re.match(r"(第[\d一二三四五六七八九十]+[章条]|附录\s*[A-Z]\b|[A-Z]?\d+(\.\d+)*\.?(?=[ 　]))[ 　]*", heading.text):
            self.context.error(heading.span(0, number.end()), "typed-label", f"编号“{number[0].strip()}”由程序加，标题里不写")
        return name, parse_inlines(heading, self.context)

    def _check_untitled(self, section: _Section, title: tuple[Inline, ...], blocks: tuple[Block, ...]) -> None:
        if title:
            return
        if section.level == 1:
            self.context.error(section.span, "untitled", "章和附录要有标题；写成 # 标题")
        elif not blocks:
            self.context.error(section.span, "untitled", "无标题条后面没有段；在下一行写它的内容")


def _outline(path: str, context: Context) -> _Outline | None:
    passage = context.text(path)
    if passage is None:
        return None
    nodes = tuple(node for node in tokenize(passage.text) if node.kind != "comment")
    if not nodes:
        context.error(context.file_span(path), "empty-file", "文件是空的；写上内容，或从 standard.yaml 中去掉它")
        return None
    scoped = replace(context, footnote_scope=path.rpartition("/")[2].removesuffix(".md"))
    return _Outline(passage, *_cut(nodes, passage), scoped)


def _cut(nodes: tuple[Node, ...], passage: Passage) -> tuple[tuple[Node, ...], tuple[_Section, ...]]:
    heads = [number for number, node in enumerate(nodes) if node.kind == "heading"]
    stops = [*heads[1:], len(nodes)] if heads else []
    sections = (_section(nodes[head], nodes[head + 1 : stop], passage) for head, stop in zip(heads, stops, strict=True))
    return nodes[: heads[0]] if heads else nodes, tuple(sections)


def _section(heading: Node, nodes: tuple[Node, ...], passage: Passage) -> _Section:
    line = passage.lines[heading.first_line].replace("\t", " ")
    text = heading.children[0].token.content
    row, start = passage.start(heading.first_line)
    column = line.rfind(text) if text else len(line.rstrip())
    place = Passage(text, passage.path, ((row, start + column),))
    level = int(heading.token.tag[1])
    return _Section(level, place, nodes, Span(passage.path, row, start, row, start + len(line.rstrip())))
