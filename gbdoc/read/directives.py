"""Containers `:::{name}` -> tables, figures, notes and examples."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from gbdoc.diagnostic import nearest
from gbdoc.model import Block, Column, Example, Figure, Footnote, FootnoteReference, Note, Table, walk
from gbdoc.read.block_reader import BlockReader
from gbdoc.read.figures import locate_image
from gbdoc.read.grid import Grid
from gbdoc.read.inlines import parse_inlines
from gbdoc.read.syntax import COMMENT, Node
from gbdoc.read.system_exhibits import described
from gbdoc.read.tables import parse_grid
from gbdoc.source import Passage, Span

_OPTIONS = {
    "table": ("unit", "header-rows", "widths", "landscape", "data", "columns"),
    "figure": ("file", "alt", "unit"),
    "system-table": ("unit", "widths", "landscape", "codes", "states", "columns"),
    "system-statistics": ("unit", "widths", "landscape", "codes"),
    "system-figure": ("alt", "unit", "codes", "form"),
    "note": (),
    "example": ("boxed",),
}
_IN_CHINESE = {
    "表": "table", "图": "figure", "注": "note", "示例": "example",
    "明细表": "system-table", "统计表": "system-statistics", "结构图": "system-figure",
}  # fmt: skip
_ASKED = ("codes", "states", "columns", "form")  # of the standards system
_FLAGS = ("landscape", "boxed")


def read_directive(reader: BlockReader, node: Node) -> Iterator[Block]:
    """The block of one container; what is wrong with it is told and the rest is kept."""
    name = node.token.info
    if name not in _OPTIONS:
        place = reader.part(name, node.first_line)
        hint = nearest(_IN_CHINESE.get(name, name), _OPTIONS) or f"；可用的有 {'、'.join(_OPTIONS)}"
        reader.context.error(place.span(0, len(name)), "directive", f"没有 {name} 这种容器{hint}")
        yield from reader.blocks(node.children)
        return
    _check_options(reader, node)
    build: dict[str, Callable[[BlockReader, Node, str, Passage], Block]] = {
        "table": _table,
        "figure": _figure,
        "system-table": _table,
        "system-statistics": _table,
        "system-figure": _system_figure,
        "note": _note,
        "example": _example,
    }
    anchor, caption = _heading(reader, node)
    yield build[name](reader, node, anchor, caption)


def _check_options(reader: BlockReader, node: Node) -> None:
    known = _OPTIONS[node.token.info]
    for option, (value, line, _) in node.token.meta["options"].items():
        span = reader.part(f":{option}:", line).span(0, len(option) + 2)
        if option not in known:
            hint = nearest(option, known) or (f"；可用的有 {'、'.join(known)}" if known else "；去掉它")
            reader.context.error(span, "option", f"{node.token.info} 没有选项 {option}{hint}")
        elif option in _FLAGS and value:
            reader.context.error(span, "option", f"选项 {option} 不带值，只写 :{option}:")
        elif option not in _FLAGS and not value:
            reader.context.error(span, "option", f"选项 {option} 缺值；写成 :{option}: 值")
    for option, line in node.token.meta["repeated"]:
        reader.context.error(reader.part(f":{option}:", line).span(0, len(option) + 2), "option", f"选项 {option} 写了两次；删去一处")


def _heading(reader: BlockReader, node: Node) -> tuple[str, Passage]:
    """The anchor and the caption on the container's first line."""
    text = node.token.content
    kind = {"system-figure": "figure", "system-table": "table", "system-statistics": "table"}.get(node.token.info, node.token.info)
    found = re.search(r"[ 　]*\{#([^{}]*)\}$", text)
    caption = reader.part(text[: found.start()] if found else text, node.first_line)
    if found:
        span = reader.part(f"{{#{found[1]}}}", node.first_line).span(0, len(found[1]) + 3)
        if reader.context.claim(found[1], span):
            return found[1], caption
    return reader.names.make(kind), caption


def _option(reader: BlockReader, node: Node, name: str) -> Passage | None:
    if name not in node.token.meta["options"]:
        return None
    value, line, _ = node.token.meta["options"][name]
    return reader.part(value, line) if value else None


def _inside(reader: BlockReader, node: Node, anchor: str) -> BlockReader:
    """A reader for what stands between ::: and :::, indented as the ::: is."""
    return replace(reader.below(anchor), list_level=0, indent=reader.passage.lines[node.first_line].index(node.token.markup))


def _scoped(reader: BlockReader, anchor: str) -> BlockReader:
    """A reader whose footnotes are those of a table or a figure."""
    return replace(reader, context=replace(reader.context, footnote_scope=anchor))


def _no_caption(reader: BlockReader, node: Node, caption: Passage) -> None:
    if caption.text:
        word = {"note": "注", "example": "示例"}[node.token.info]
        reader.context.error(caption.span(0, len(caption.text)), "caption", f"{word}没有题；把这些文字写到下一行")


def _note(reader: BlockReader, node: Node, anchor: str, caption: Passage) -> Block:
    _no_caption(reader, node, caption)
    return Note(anchor, _body(reader, node, anchor), reader.span(node.first_line, node.last_line))


def _example(reader: BlockReader, node: Node, anchor: str, caption: Passage) -> Block:
    _no_caption(reader, node, caption)
    boxed = "boxed" in node.token.meta["options"]
    return Example(anchor, _body(reader, node, anchor), boxed, reader.span(node.first_line, node.last_line))


def _body(reader: BlockReader, node: Node, anchor: str) -> tuple[Block, ...]:
    blocks = _inside(reader, node, anchor).blocks(node.children)
    if not blocks:
        reader.tell(node, "empty-container", f":::{{{node.token.info}}} 里没有内容；写上文字，或删去")
    return blocks


# --- tables ------------------------------------------------------------------------------------


def _table(reader: BlockReader, node: Node, anchor: str, caption: Passage) -> Block:
    inner = _scoped(_inside(reader, node, anchor), anchor)
    grid, name = _grid(inner, node, anchor)
    rest = tuple(child for child in node.children if child.kind != "grid")
    known = set(inner.context.footnotes)
    blocks = inner.blocks(rest)
    unit = _option(inner, node, "unit")
    captioned = parse_inlines(caption, inner.context)
    footnotes = _footnotes(inner, known, (captioned, grid.head, grid.body, blocks))
    return Table(
        anchor,
        captioned,
        parse_inlines(unit, inner.context) if unit else (),
        _widths(inner, node, grid.columns),
        grid.head,
        grid.body,
        blocks,
        footnotes,
        "landscape" in node.token.meta["options"],
        name,
        reader.span(node.first_line, node.last_line),
    )


def _grid(reader: BlockReader, node: Node, anchor: str) -> tuple[Grid, str]:
    """The cells of a table, and the name of the data table that they come from."""
    if node.token.info != "table":
        return _system_grid(reader, node, anchor)
    drawn = [child for child in node.children if child.kind == "grid"]
    data = _option(reader, node, "data")
    columns = _option(reader, node, "columns")
    for extra in drawn[0 if data else 1 :]:
        reader.tell_whole(
            extra, "table", "有 :data: 就不写竖线表；删去一种" if data else "一个 :::{table} 里只写一个竖线表；中间不空行，第二个表另写容器"
        )
    if data:
        names = tuple(re.split(r"[\s,，、]+", columns.text)) if columns else ()
        return reader.context.tables.grid(reader.context, reader.passage.path, data, anchor, names)
    if columns:
        reader.context.error(columns.span(0, len(columns.text)), "option", "选项 columns 只与 :data: 同用；去掉它")
    if not drawn:
        reader.tell(node, "table", ":::{table} 里没有表格；写竖线表（每行以 | 开头），或用 :data: 指到数据文件")
        return Grid((), (), ()), ""
    grid = parse_grid(_rows(reader, drawn[0]), reader.context, anchor, _header_rows(reader, node))
    return grid or Grid((), (), ()), ""


def _system_grid(reader: BlockReader, node: Node, anchor: str) -> tuple[Grid, str]:
    for child in node.children:
        if child.kind == "grid":
            reader.tell_whole(child, "table", f":::{{{node.token.info}}} 的表由 system.yaml 生成；删去竖线表")
    return reader.context.tables.system_grid(reader.context, node.token.info, _asked(reader, node), anchor, _first_line(reader, node))


def _asked(reader: BlockReader, node: Node) -> Mapping[str, Passage]:
    """What the container's options ask of the standards system."""
    options = ((name, _option(reader, node, name)) for name in _ASKED)
    return {name: option for name, option in options if option}


def _first_line(reader: BlockReader, node: Node) -> Span:
    return reader.span(node.first_line, node.first_line + 1)


def _rows(reader: BlockReader, node: Node) -> Passage:
    """The lines of a pipe table, comments taken out."""
    texts, starts = [], []
    for number in range(node.first_line, node.last_line):
        line = reader.passage.lines[number]
        if COMMENT.match(line.lstrip()):
            continue
        row, start = reader.passage.start(number)
        texts.append(line.strip())
        starts.append((row, start + len(line) - len(line.lstrip())))
    return Passage("\n".join(texts), reader.passage.path, tuple(starts))


def _header_rows(reader: BlockReader, node: Node) -> int:
    option = _option(reader, node, "header-rows")
    if option is None:
        return 1
    if option.text.isdecimal() and 1 <= int(option.text) <= 9:
        return int(option.text)
    reader.context.error(option.span(0, len(option.text)), "option", f"header-rows 要写行数，如 2，不是 {option.text}")
    return 1


def _widths(reader: BlockReader, node: Node, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    option = _option(reader, node, "widths")
    if option is None or not columns:
        return columns
    shares = re.split(r"[\s,，]+", option.text)
    span = option.span(0, len(option.text))
    if not all(re.fullmatch(r"\d+(\.\d+)?", share) and float(share) > 0 for share in shares):
        reader.context.error(span, "option", "widths 要写各列宽度的比例，如 :widths: 1 2 4")
    elif len(shares) != len(columns):
        reader.context.error(span, "option", f"widths 写了 {len(shares)} 个，表有 {len(columns)} 列；每列写一个数")
    else:
        return tuple(replace(column, width=float(share)) for column, share in zip(columns, shares, strict=True))
    return columns


def _footnotes(reader: BlockReader, known: set[str], marked: object) -> tuple[Footnote, ...]:
    """The footnotes written inside a table or figure, taken out of the context, in the order of their marks."""
    scope = reader.context.footnote_scope
    written = [name for name in reader.context.footnotes if name not in known and name.startswith(scope)]
    own = {name: reader.context.footnotes.pop(name) for name in written}
    marks = list(dict.fromkeys(mark.target for mark in walk(marked, FootnoteReference)))
    for mark in walk(marked, FootnoteReference):
        if mark.target not in own:
            label = mark.target.rpartition("-")[2]
            reader.context.error(mark.span, "footnote", f"表、图里的脚注 [^{label}] 要在同一容器里写出 [^{label}]: ……")
    for name, footnote in own.items():
        if name not in marks:
            reader.context.error(footnote.span, "footnote", "这条脚注没有被标注；在表、图中写出它的标记，或删去")
    return tuple(own[name] for name in (*(m for m in marks if m in own), *(n for n in own if n not in marks)))


# --- figures -----------------------------------------------------------------------------------


def _figure(reader: BlockReader, node: Node, anchor: str, caption: Passage) -> Block:
    inner = _scoped(_inside(reader, node, anchor), anchor)
    inner_figures = tuple(child for child in node.children if child.kind == "directive" and child.token.info in ("figure", "system-figure"))
    known = set(inner.context.footnotes)
    subfigures = _subfigures(inner, inner_figures)
    rest = tuple(child for child in node.children if child not in inner_figures)
    figure = _framed(inner, node, anchor, caption, rest)
    footnotes = _footnotes(inner, known, (figure.caption, subfigures, figure.blocks))
    picture = _image(inner, node, bool(subfigures)), _alternative(inner, node, bool(subfigures))
    return replace(figure, file=picture[0], alternative=picture[1], subfigures=subfigures, footnotes=footnotes)


def _system_figure(reader: BlockReader, node: Node, anchor: str, caption: Passage) -> Block:
    """A figure that is drawn from system.yaml; it tells itself what is in it where its author does not."""
    inner = _scoped(_inside(reader, node, anchor), anchor)
    known = set(inner.context.footnotes)
    figure = _framed(inner, node, anchor, caption, node.children)
    footnotes = _footnotes(inner, known, (figure.caption, figure.blocks))
    diagram = inner.context.tables.system_diagram(inner.context, _asked(inner, node), _first_line(inner, node))
    alternative = _option(inner, node, "alt")
    words = alternative.text if alternative else described(diagram) if diagram else ""
    return replace(figure, diagram=diagram, alternative=words, footnotes=footnotes)


def _framed(inner: BlockReader, node: Node, anchor: str, caption: Passage, rest: tuple[Node, ...]) -> Figure:
    """A figure's words, without its picture and footnotes."""
    unit = _option(inner, node, "unit")
    words = parse_inlines(unit, inner.context) if unit else ()
    captioned = parse_inlines(caption, inner.context)
    return Figure(anchor, captioned, "", "", words, (), inner.blocks(rest), (), inner.span(node.first_line, node.last_line))


def _subfigures(reader: BlockReader, nodes: tuple[Node, ...]) -> tuple[Figure, ...]:
    figures: list[Figure] = []
    for node in nodes:
        if any(child.kind == "directive" and child.token.info == "figure" for child in node.children):
            reader.tell(node, "subfigure", "分图只能有一层；把里面的分图移到外层")
        figures.extend(block for block in read_directive(reader, node) if isinstance(block, Figure))
    return tuple(figures)


def _image(reader: BlockReader, node: Node, divided: bool) -> str:
    option = _option(reader, node, "file")
    if option is None:
        if not divided:
            reader.tell(node, "image", "图没有图片；加一行 :file: 路径，或在里面写分图")
        return ""
    span = option.span(0, len(option.text))
    if divided:
        reader.context.error(span, "image", "有分图的图自己不带 :file:；把它写到分图里")
        return ""
    return locate_image(reader.context, reader.passage.path.removeprefix("content/"), option.text, span)


def _alternative(reader: BlockReader, node: Node, divided: bool) -> str:
    option = _option(reader, node, "alt")
    if option is None and not divided:
        reader.tell(node, "alt", "图缺替代文字；加一行 :alt: 用一句话说出图里有什么")
    if option and divided:
        reader.context.error(option.span(0, len(option.text)), "alt", "有分图的图自己不带 :alt:；把它写到分图里")
    return option.text if option else ""
