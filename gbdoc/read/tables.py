"""Pipe tables: the lines between the bars of a :::{table} -> columns, head and body, with merged cells.

`^^` is merged with the cell above, `<<` with the one at its left.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from gbdoc.model import Align, Cell, Code, Column, Inline, Paragraph, Row
from gbdoc.read.context import Context
from gbdoc.read.grid import Grid
from gbdoc.read.inlines import parse_inlines
from gbdoc.source import Passage, Span

RULE = "table"


def parse_grid(passage: Passage, context: Context, anchor: str, header_rows: int) -> Grid | None:
    """The grid of a pipe table, made as whole as may be of what is wrong with it; None where it has no row."""
    lines = _lines(passage)
    if not lines:
        context.error(passage.span(0, 0), RULE, "表是空的；先写表头行 | 名称 | 内容 |")
        return None
    columns = _columns(lines, context)
    rows = [_Line(lines[0], _split(lines[0], len(columns)))]
    rows += [_row(line, len(columns), context) for line in _below_delimiter(lines, context)]
    height = _head_height(rows, header_rows, passage, context)
    head = _section(rows[:height], f"{anchor}.head", context)
    return Grid(columns, head, _section(rows[height:], f"{anchor}.row", context))


# --- lines and cells ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the table and its cells."""

    passage: Passage
    cells: tuple[Passage, ...]

    @property
    def span(self) -> Span:
        return self.passage.span(0, len(self.passage.text))


def _lines(passage: Passage) -> list[Passage]:
    found = re.finditer(r"[^\s|][^\n]*|\|[^\n]*", passage.text)
    return [passage.slice(line.start(), line.start() + len(line[0].rstrip())) for line in found]


def _split(line: Passage, expected: int) -> tuple[Passage, ...]:
    """The cells of a line; a bar inside `code` or $…$ is none between cells, unless only that gives as many as expected."""
    cells = _cells(line, _INSIDE)
    if len(cells) != expected and len(money := _cells(line, _INSIDE_CODE)) == expected:
        return money
    return cells


_INSIDE_CODE = re.compile(r"\\.|(?P<fence>`+)(?!`).*?(?<!`)(?P=fence)(?!`)|`+|(?P<bar>\|)")
_INSIDE = re.compile(rf"{_INSIDE_CODE.pattern}|\$(?:\\.|[^$\\])+\$")


def _cells(line: Passage, pattern: re.Pattern[str]) -> tuple[Passage, ...]:
    bars = [found.start() for found in pattern.finditer(line.text) if found["bar"]]
    if not bars or bars[0] != 0:
        bars.insert(0, -1)
    if bars[-1] != len(line.text) - 1:
        bars.append(len(line.text))
    return tuple(_stripped(line, left + 1, right) for left, right in pairwise(bars))


def _stripped(line: Passage, start: int, end: int) -> Passage:
    text = line.text[start:end]
    if not text.strip():
        return line.slice(min(start + 1, end), min(start + 1, end))
    return line.slice(start + len(text) - len(text.lstrip()), start + len(text.rstrip()))


def _row(line: Passage, width: int, context: Context) -> _Line:
    """A line below the delimiter row, with as many cells as the header has."""
    cells = _split(line, width)
    if len(cells) != width:
        message = f"这一行有 {len(cells)} 格，表头有 {width} 格{_remedy(line.text, width - len(cells))}"
        context.error(line.span(0, len(line.text)), RULE, message)
    end = line.slice(len(line.text), len(line.text))
    return _Line(line, (*cells, *[end] * (width - len(cells)))[:width])


def _remedy(text: str, missing: int) -> str:
    if missing > 0 and "｜" not in text:
        return "；空的格也要写出，或用 << 与左一格合并"
    if "｜" in text:
        return "；全角的 ｜ 应为半角的 |"
    if "$" in text:
        return r"；公式里的竖线写 \vert 或 \mid，文字里的写 \|"
    return r"；文字里的竖线写 \|"


# --- the delimiter row -------------------------------------------------------------------------

_ALIGNS: dict[tuple[bool, bool], Align] = {(True, False): "left", (True, True): "center", (False, True): "right", (False, False): ""}
_DELIMITER = re.compile(r"(:?)-+(:?)")
_LIKE_DELIMITER = re.compile(r"[|｜:：\s]*[-—–－=][-:|｜：—–－=+\s]*")


def _columns(lines: list[Passage], context: Context) -> tuple[Column, ...]:
    """A column for each cell of the header row, aligned as the delimiter row says."""
    if not _has_delimiter(lines):
        width = len(_cells(lines[0], _INSIDE))
        context.error(_place_below(lines), RULE, _no_delimiter(lines, width))
        return (Column("", 0),) * width
    cells = _cells(lines[1], _INSIDE)
    width = len(_split(lines[0], len(cells)))
    if len(cells) != width:
        message = f"分隔行有 {len(cells)} 格，表头有 {width} 格，两行应一样多"
        context.error(lines[1].span(0, len(lines[1].text)), RULE, message)
    aligns = [_align(cell, context) for cell in cells[:width]]
    return tuple(Column(align, 0) for align in (*aligns, *[_ALIGNS[False, False]] * (width - len(aligns))))


def _has_delimiter(lines: list[Passage]) -> bool:
    return len(lines) > 1 and bool(_LIKE_DELIMITER.fullmatch(lines[1].text))


def _place_below(lines: list[Passage]) -> Span:
    line = lines[min(1, len(lines) - 1)]
    return line.span(0, len(line.text))


def _no_delimiter(lines: list[Passage], width: int) -> str:
    delimiter = "|" + "---|" * width
    if any(_is_delimiter(line) for line in lines[2:]):
        return f"分隔行 {delimiter} 应紧接表头第一行；表头的其余各行写在它之后，并写 :header-rows:"
    return f"表头下缺分隔行 {delimiter}"


def _is_delimiter(line: Passage) -> bool:
    return "---" in line.text and all(_DELIMITER.fullmatch(cell.text) for cell in _cells(line, _INSIDE))


def _align(cell: Passage, context: Context) -> Align:
    found = _DELIMITER.fullmatch(cell.text)
    if not found:
        context.error(cell.span(0, len(cell.text)), RULE, "分隔行的每一格只写 ---、:---、:---: 或 ---:（半角）")
        return ""
    return _ALIGNS[bool(found[1]), bool(found[2])]


def _below_delimiter(lines: list[Passage], context: Context) -> list[Passage]:
    """The lines of the rows below the header row; a second delimiter row is told and left out."""
    if not _has_delimiter(lines):
        return [line for line in lines[1:] if not _is_delimiter(line)]
    for line in lines[2:]:
        if _is_delimiter(line):
            context.error(line.span(0, len(line.text)), RULE, "分隔行只写一行，在表头第一行之后")
    return [line for line in lines[2:] if not _is_delimiter(line)]


def _head_height(rows: list[_Line], header_rows: int, passage: Passage, context: Context) -> int:
    """How many rows the head has."""
    place = passage.span(0, len(rows[0].passage.text))
    if header_rows > len(rows):
        context.error(place, RULE, f":header-rows: {header_rows} 多于表的行数 {len(rows)}；改小，或补上行")
    elif header_rows == len(rows) and "\n" in passage.text.strip():
        context.error(place, RULE, "表只有表头，没有内容行；在下面补上")
    return min(max(header_rows, 1), len(rows))


# --- head and body -----------------------------------------------------------------------------

Place: TypeAlias = tuple[int, int]  # row and column in the head or in the body, from 0
_MARKS = ("^^", "<<")
_MEANT_AS_MARKS = ("＾＾", "《《", "＜＜")


def _section(rows: Sequence[_Line], anchor: str, context: Context) -> tuple[Row, ...]:
    """The rows of the head or of the body, whose merged cells never leave it."""
    origins = _origins(rows, anchor.endswith(".head"), context)
    cells = merge_cells([[_cell(cell, context) for cell in row.cells] for row in rows], origins)
    for row, kept in zip(rows, cells, strict=True):
        if not kept:
            context.error(row.span, RULE, "整行都与别的行合并了，应删去这一行")
    return tuple(Row(f"{anchor}-{number}", "", kept, row.span) for number, (row, kept) in enumerate(zip(rows, cells, strict=True), 1))


def _cell(passage: Passage, context: Context) -> Cell:
    span = passage.span(0, len(passage.text))
    if not passage.text or passage.text in _MARKS:
        return Cell((), 1, 1, span)
    if passage.text in _MEANT_AS_MARKS:
        context.error(span, RULE, f"合并单元格写半角的 ^^ 或 <<，不写 {passage.text}")
    elif passage.text.startswith(_MARKS):
        context.error(span, RULE, f"{passage.text[:2]} 表示合并，格里不能再写别的；文字和脚注标记写在被合并到的那一格")
    inlines = tuple(_bars_unescaped(inline) for inline in parse_inlines(passage, context))
    return Cell((Paragraph("", inlines, span),), 1, 1, span)


def _bars_unescaped(inline: Inline) -> Inline:
    r"""Code whose bars are written `\|`, as they must be in a cell."""
    return Code(inline.text.replace(r"\|", "|"), inline.span) if isinstance(inline, Code) else inline


def _origins(rows: Sequence[_Line], in_head: bool, context: Context) -> dict[Place, Place]:
    """The cell that each merged cell belongs to; merges that make no rectangle are told and left out."""
    origins: dict[Place, Place] = {}
    for row, line in enumerate(rows):
        for column, cell in enumerate(line.cells):
            if cell.text not in _MARKS:
                continue
            neighbour = (row - 1, column) if cell.text == "^^" else (row, column - 1)
            if min(neighbour) < 0:
                context.error(cell.span(0, 2), RULE, _nothing_there(cell.text, in_head))
            else:
                origins[row, column] = origins.get(neighbour, neighbour)
    return _rectangles(origins, rows, context)


def _nothing_there(mark: str, in_head: bool) -> str:
    if mark == "<<":
        return "<< 左边没有格可合并；写内容或 —"
    return "^^ 上面没有格可合并；写内容" if in_head else "^^ 不能与表头合并；写内容或 —"


def _rectangles(origins: dict[Place, Place], rows: Sequence[_Line], context: Context) -> dict[Place, Place]:
    regions: dict[Place, set[Place]] = {}
    for place, origin in origins.items():
        regions.setdefault(origin, {origin}).add(place)
    gaps = {origin: gap for origin, region in regions.items() if (gap := _gap(origin, region))}
    for origin, gap in gaps.items():
        cell = rows[gap[0]].cells[gap[1]]
        words = rows[origin[0]].cells[origin[1]].text
        message = f"与“{words}”合并的格不成矩形；这一格应写 ^^ 或 <<，或改动其余的合并"
        context.error(cell.span(0, len(cell.text)), RULE, message)
    return {place: origin for place, origin in origins.items() if origin not in gaps}


def _gap(origin: Place, region: set[Place]) -> Place | None:
    """The first place that a region lacks to be a rectangle."""
    height, width = _extent(origin, region)
    box = ((origin[0] + row, origin[1] + column) for row in range(height) for column in range(width))
    return next((place for place in box if place not in region), None)


def _extent(origin: Place, region: set[Place]) -> tuple[int, int]:
    """How many rows and columns a region covers; it lies right of and below its origin."""
    return max(row for row, _ in region) - origin[0] + 1, max(column for _, column in region) - origin[1] + 1


def merge_cells(cells: Sequence[Sequence[Cell]], origins: Mapping[Place, Place]) -> list[tuple[Cell, ...]]:
    """The rows without the cells that `origins` names as covered, the spans put on the cells that cover them."""
    regions: dict[Place, set[Place]] = {}
    for place, origin in origins.items():
        regions.setdefault(origin, {origin}).add(place)
    return [
        tuple(_spread(cell, (row, column), regions) for column, cell in enumerate(line) if (row, column) not in origins)
        for row, line in enumerate(cells)
    ]


def _spread(cell: Cell, place: Place, regions: Mapping[Place, set[Place]]) -> Cell:
    if place not in regions:
        return cell
    height, width = _extent(place, regions[place])
    return replace(cell, row_span=height, column_span=width)
