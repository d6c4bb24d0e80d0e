"""A document as lines of text, for expectations that a reader can check."""

from __future__ import annotations

from collections.abc import Iterator

from gbdoc import model as m


def blocks(nodes: tuple[object, ...], depth: int = 0) -> Iterator[str]:
    """Each block on a line: kind, anchor, what it holds; what it encloses is indented below."""
    for node in nodes:
        yield "  " * depth + _head(node)
        yield from blocks(_children(node), depth + 1)


def _head(node: object) -> str:
    kind = type(node).__name__
    match node:
        case m.Clause() | m.Annex():
            extra = f" {node.kind}" if isinstance(node, m.Annex) else ""
            return f"{kind}{extra} {node.anchor}: {words(node.title) or '（无标题）'}"
        case m.Element():
            return f"{kind} {node.anchor}: {node.title}"
        case m.Paragraph():
            return f"{kind} {node.anchor}: {words(node.inlines)}"
        case m.List():
            return f"{kind} {node.anchor} {node.kind}"
        case m.Example():
            return f"{kind} {node.anchor}{' boxed' if node.boxed else ''}"
        case m.Formula():
            return f"{kind} {node.anchor}{' numbered' if node.numbered else ''}: {node.latex}"
        case m.SymbolList():
            return f"{kind} {node.anchor}: {node.title}"
        case m.SymbolEntry():
            return f"{words(node.symbol)} —— {words(node.explanation)}"
        case m.Table():
            unit = f" 单位“{words(node.unit)}”" if node.unit else ""
            sideways = " landscape" if node.landscape else ""
            columns = " ".join(f"{c.align or '-'}{f'*{c.width:g}' if c.width else ''}" for c in node.columns)
            return f"{kind} {node.anchor}: {words(node.caption)}{unit}{sideways} [{columns}]"
        case m.Row():
            return f"Row {node.anchor}: " + " | ".join(_cell(cell) for cell in node.cells)
        case m.Figure():
            unit = f" 单位“{words(node.unit)}”" if node.unit else ""
            return f"{kind} {node.anchor}: {words(node.caption)} <{node.file}> ({node.alternative}){unit}"
        case m.TermEntry():
            return f"{kind} {node.anchor}: {node.term} {node.english}: {words(node.definition)}"
        case _:
            return f"{kind} {getattr(node, 'anchor', '')}".rstrip()


def _cell(cell: m.Cell) -> str:
    span = f" {cell.row_span}x{cell.column_span}" if (cell.row_span, cell.column_span) != (1, 1) else ""
    return " / ".join(words(block.inlines) if isinstance(block, m.Paragraph) else _head(block) for block in cell.blocks) + span


def _children(node: object) -> tuple[object, ...]:
    match node:
        case m.Clause() | m.Annex() | m.Element():
            return (*node.blocks, *node.subclauses)
        case m.List():
            return node.items
        case m.SymbolList():
            return node.entries
        case m.Table():
            return (*node.head, *node.body, *node.blocks, *node.footnotes)
        case m.Figure():
            return (*node.subfigures, *node.blocks, *node.footnotes)
        case m.ListItem() | m.Note() | m.Example() | m.Footnote() | m.TermEntry():
            return node.blocks
        case _:
            return ()


def words(inlines: tuple[m.Inline, ...]) -> str:
    """Inlines in a notation close to the source's."""
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: m.Inline) -> str:
    match inline:
        case m.Text(text=text):
            return text
        case m.Strong(inlines=inner):
            return f"**{words(inner)}**"
        case m.Emphasis(inlines=inner):
            return f"*{words(inner)}*"
        case m.Code(text=text):
            return f"`{text}`"
        case m.LineBreak():
            return "\\\\"
        case m.InlineFormula(latex=latex):
            return f"${latex}$"
        case m.Link(url=url, inlines=inner):
            return f"[{words(inner)}]({url})"
        case m.Xref(target=target, inlines=inner):
            return f"[{words(inner)}](#{target})"
        case m.SiblingCitation(document=document, targets=targets, dated=dated, inlines=inner):
            return f"[{words(inner)}]({document}#{','.join(targets)})" if targets or not dated else f"[@{document}:dated]"
        case m.Citation():
            year = "" if inline.year is None else f":{inline.year}"
            side = {"normative": "!", "informative": "?", None: ""}[inline.forced_side]
            return f"[@{side}{inline.key}{year}{'/all' if inline.all_parts else ''}{f', {inline.place}' if inline.place else ''}]"
        case m.FootnoteReference(target=target):
            return f"[^{target}]"
        case m.IndexMark(inlines=inner):
            return f"[{words(inner)}]{{.index}}"
