"""Data tables drawn: the cells of some of their columns, merged as the columns ask."""

from __future__ import annotations

from collections.abc import Sequence

from gbdoc.diagnostic import nearest
from gbdoc.model import Block, Cell, Column, Inline, LineBreak, Paragraph, Row, Text
from gbdoc.read.blocks import parse_blocks
from gbdoc.read.context import Context
from gbdoc.read.data_file import DataColumn, DataFile
from gbdoc.read.grid import Grid, row_anchor
from gbdoc.read.inlines import parse_inlines
from gbdoc.read.tables import Place, merge_cells
from gbdoc.source import Passage, Span


def data_grid(data: DataFile, context: Context, anchor: str, columns: tuple[str, ...], span: Span) -> Grid:
    """A data table drawn: the columns named, or all that are not hidden; `span` is where the drawing is asked for."""
    shown = _shown(data, columns, context, span)
    drawn = tuple(Column(column.align, 0) for column in shown)
    return Grid(drawn, _head(data, shown, context, anchor), _body(data, shown, context, anchor)) if shown else Grid((), (), ())


def _shown(data: DataFile, columns: tuple[str, ...], context: Context, span: Span) -> list[DataColumn]:
    if not columns:
        return [column for column in data.shape.columns if not column.hidden]
    for key in columns:
        if key not in data.table.columns:
            context.error(span, "data-column", f"数据表 {data.table.name} 没有 {key} 列{nearest(key, data.table.columns)}")
    return [data.column(key) for key in columns if key in data.table.columns]


def _head(data: DataFile, shown: list[DataColumn], context: Context, anchor: str) -> tuple[Row, ...]:
    """One row of titles, or two where columns stand in groups."""
    titles = [_title(data, column, context) for column in shown]
    span = data.loaded.span("columns")
    if not any(column.group for column in shown):
        return (Row(f"{anchor}.head-1", "", tuple(titles), span),)
    groups = [_group(data, column, context) if column.group else title for column, title in zip(shown, titles, strict=True)]
    rows = merge_cells([groups, titles], _grouping(shown))
    return tuple(Row(f"{anchor}.head-{number}", "", cells, span) for number, cells in enumerate(rows, 1))


def _grouping(shown: list[DataColumn]) -> dict[Place, Place]:
    """A title without a group covers both rows of the head; a group covers its neighbours of the same name."""
    origins: dict[Place, Place] = {}
    for index, column in enumerate(shown):
        if not column.group:
            origins[1, index] = (0, index)
        elif index and shown[index - 1].group == column.group:
            origins[0, index] = origins.get((0, index - 1), (0, index - 1))
    return origins


def _title(data: DataFile, column: DataColumn, context: Context) -> Cell:
    index = data.shape.columns.index(column)
    title = data.loaded.passage("columns", index, "title")
    inlines = parse_inlines(title, context) if title.text else parse_inlines(data.loaded.passage("columns", index, "key"), context)
    if column.unit:
        unit = data.loaded.passage("columns", index, "unit")
        inlines = (*inlines, LineBreak(unit.span(0, 0)), *parse_inlines(unit, context))
    return _cell(inlines, data.loaded.span("columns", index, "title"))


def _group(data: DataFile, column: DataColumn, context: Context) -> Cell:
    group = data.loaded.passage("columns", data.shape.columns.index(column), "group")
    return _cell(parse_inlines(group, context), group.span(0, len(group.text)))


def _cell(inlines: tuple[Inline, ...], span: Span) -> Cell:
    return Cell((Paragraph("", inlines, span),), 1, 1, span)


def _body(data: DataFile, shown: list[DataColumn], context: Context, anchor: str) -> tuple[Row, ...]:
    keys = data.values(data.table.key) if data.table.key else ("",) * len(data.table.rows)
    anchors = _row_anchors(keys, anchor)
    cells = [[_value_cell(data, row, column, context, anchors[row]) for column in shown] for row in range(len(keys))]
    rows = merge_cells(cells, _merging(data, shown))
    for row, kept in enumerate(rows):
        if not kept:
            context.error(data.table.spans[row], "data-merge", "这一行印出的各列都与上一行合并了；多印一列，或去掉 merge: true")
    return tuple(Row(*parts) for parts in zip(anchors, keys, rows, data.table.spans, strict=True))


def _row_anchors(keys: Sequence[str], anchor: str) -> list[str]:
    """ANCHOR.k42 for a row with a key of its own, else ANCHOR.row-3."""
    anchors: dict[str, None] = {}
    for number, key in enumerate(keys, 1):
        name = row_anchor(anchor, key)
        anchors[name if key and name not in anchors else f"{anchor}.row-{number}"] = None
    return list(anchors)


def _value_cell(data: DataFile, row: int, column: DataColumn, context: Context, anchor: str) -> Cell:
    passage = data.passage(row, column.key)
    span = passage.span(0, len(passage.text))
    if column.key in data.plain:
        return _cell((Text(passage.text, span),), span)
    return Cell(_cell_blocks(passage, f"{anchor}.{column.key}", context, span), 1, 1, span)


def _cell_blocks(passage: Passage, anchor: str, context: Context, span: Span) -> tuple[Block, ...]:
    if "\n" in passage.text:
        return parse_blocks(passage, anchor, context)
    return (Paragraph("", parse_inlines(passage, context), span),) if passage.text else ()


def _merging(data: DataFile, shown: list[DataColumn]) -> dict[Place, Place]:
    """Equal neighbours of the columns that merge; within one merged cell of a column those right of it merge, never across its end."""
    origins: dict[Place, Place] = {}
    joined = [True] * len(data.table.rows)  # whether a row goes on with the one above in all merging columns so far
    for index, column in enumerate(shown):
        if not column.merge:
            continue
        values = data.values(column.key)
        joined = [row > 0 and joined[row] and values[row] == values[row - 1] != "" for row in range(len(values))]
        for row, same in enumerate(joined):
            if same:
                origins[row, index] = origins.get((row - 1, index), (row - 1, index))
    return origins
