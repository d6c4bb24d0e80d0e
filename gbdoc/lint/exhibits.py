"""9.7 and 9.8 of GB/T 1.1—2020: figures and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from gbdoc.diagnostic import Edit, Severity
from gbdoc.lint.reading import Prose, Reading, edit
from gbdoc.lint.rule import Finding, rule
from gbdoc.model import Cell, Example, Figure, FootnoteReference, Inline, Paragraph, Row, Table, TermEntry, Xref, plain, walk
from gbdoc.provision import OBJECT, whole

Exhibit: TypeAlias = Figure | Table


@rule("9.7.2.2, 9.8.2.2", Severity.ERROR)
def caption_mixed(reading: Reading) -> Iterator[Finding]:
    """文件中各图有无图题应一致，各表有无表题也应一致。

    有的有题、有的没有，读者会以为缺了东西。给没有题的补上。

    错：
        :::{table} {#tab-b}
    对：
        :::{table} 采样点 {#tab-b}
    """
    for word, exhibits in _kinds(reading):
        without = [exhibit for exhibit in exhibits if not exhibit.caption]
        if len(without) < len(exhibits):
            for exhibit in without:
                yield Finding(exhibit.span, f"{reading.resolved.label(exhibit)}没有{word}题，而别的{word}有；补上{word}题")


@rule("10.4.2", Severity.ERROR, fixable=True)
def caption_punctuation(reading: Reading) -> Iterator[Finding]:
    """图题、表题之后不应有标点符号。

    图题和表题是名称，不是句子。

    错：
        :::{table} 采样点。 {#tab-b}
    对：
        :::{table} 采样点 {#tab-b}
    """
    for prose in reading.authored:
        if prose.kind == "caption" and (found := _MARK.search(prose.text)):
            word = "图" if isinstance(prose.place.exhibit, Figure) else "表"
            span = prose.whole.span(*found.span())
            yield Finding(span, f"{word}题末尾有标点“{found[0]}”；删去", edit(prose.whole, *found.span(), ""))


@rule("9.7.2, 9.8.2", Severity.WARNING)
def caption_repeated(reading: Reading) -> Iterator[Finding]:
    """两个图不宜同名，两个表也不宜同名。

    读者靠题名分辨图、表，目次里也只见题名。在题名中写出它们的区别。

    错：
        表1　技术要求
        表2　技术要求
    对：
        表1　外观要求
        表2　力学性能要求
    """
    for word, exhibits in _kinds(reading):
        first: dict[tuple[Inline, ...], Exhibit] = {}
        for exhibit in exhibits:
            caption = tuple(inline for inline in exhibit.caption if not isinstance(inline, FootnoteReference))
            if caption and first.setdefault(caption, exhibit) is not exhibit:
                label = reading.resolved.label(first[caption])
                yield Finding(whole(caption).leaves[0].span, f"{word}题与{label}相同；写出两者的区别")


@rule("9.7.4.1, 9.8.4", Severity.WARNING, fixable=True)
def unit_statement(reading: Reading) -> Iterator[Finding]:
    """图、表的单位陈述写成“单位为毫米”：不用冒号，不加括号，单位用名称。

    单位不同时不写单位陈述，单位写在表头各栏的名称下。

    错：
        :unit: 单位：mm
    对：
        :unit: 单位为毫米
    """
    for prose in reading.authored:
        if prose.kind == "unit" and OBJECT not in prose.text and not _UNIT.fullmatch(prose.text.strip()):
            yield Finding(prose.span, _unit_message(prose.text), _unit_edit(prose))


@rule("10.4.2.2", Severity.WARNING, fixable=True)
def table_empty_cell(reading: Reading) -> Iterator[Finding]:
    """表中没有内容的格宜填“—”，不空着。

    空格看不出是没有内容还是漏填。与上一格或左一格相同的，用 `^^`、`<<` 合并。供填写的记录表不在此列。

    错：
        | 外观 |  | 目测 |
    对：
        | 外观 | — | 目测 |
    """
    for table in reading.tables:
        if not _is_form(table, reading):
            for cell in walk(table.body, Cell):
                if _is_empty(cell):
                    fix = () if table.data or cell.blocks else (Edit(cell.span, "", "—"),)
                    yield Finding(cell.span, "表中有空格；填“—”，与相邻格相同的用 ^^ 或 << 合并", fix)


@rule("9.8", Severity.ERROR)
def table_ditto(reading: Reading) -> Iterator[Finding]:
    """表中不用“同上”“同左”或“〃”代替内容。

    行的次序一变或表一转页，“同上”就指向别处。重复写出，或用 `^^`、`<<` 合并。

    错：
        | 二级 | 同上 |
    对：
        | 二级 | ^^ |
    """
    for prose in reading.authored:
        if prose.kind == "cell" and (found := _DITTO.fullmatch(prose.text.strip())):
            yield Finding(prose.span, f"表中用“{found['word']}”代替内容；写出内容，或用 ^^、<< 合并")


@rule("9.8.4", Severity.WARNING)
def table_head(reading: Reading) -> Iterator[Finding]:
    """表应有表头，表头的每一格都应有内容。

    没有栏名，读者要猜这一列是什么。左上角的格写第一列的栏名。

    错：
        |  | 一级 | 二级 |
    对：
        | 项目 | 一级 | 二级 |
    """
    for table in reading.tables:
        cells = tuple(walk(table.head, Cell))
        empty = [cell for cell in cells if _is_empty(cell)]
        if _is_form(table, reading):
            continue
        if len(empty) == len(cells):
            yield Finding(table.head[0].span if table.head else table.span, f"{reading.resolved.label(table)}没有表头；写出各栏的名称")
        else:
            yield from (Finding(cell.span, "表头有空格；写出这一栏的名称") for cell in empty)


@rule("9.7.6", Severity.WARNING)
def lone_subfigure(reading: Reading) -> Iterator[Finding]:
    """一个图的分图不宜只有一个。

    只有一个 a) 就没有可分的。将它作为图本身，或补上另一个分图。

    错：
        图1中只有分图a)
    对：
        图1有分图a)和b)，或没有分图
    """
    for figure in reading.figures:
        if len(figure.subfigures) == 1:
            yield Finding(figure.span, f"{reading.resolved.label(figure)}只有一个分图；作为图本身，或补上别的分图")


@rule("9.7.1.2", Severity.ERROR)
def figure_unmentioned(reading: Reading) -> Iterator[Finding]:
    """每个图在条文中都应提到。

    没有提到的图，读者不知道该在何时看、是要求还是说明。在有关的条文里写“见[](#id)”或“应符合[](#id)的规定”。

    错：
        体系由四层组成。
    对：
        体系由四层组成，见[](#fig-framework)。
    """
    illustrations = _illustrations(reading)
    yield from _unmentioned(reading, "图", [figure for figure in _outer(reading) if figure.anchor not in illustrations])


@rule("9.8.1.2", Severity.ERROR)
def table_unmentioned(reading: Reading) -> Iterator[Finding]:
    """每个表在条文中都应提到。

    没有提到的表，读者不知道它是要求还是说明。在有关的条文里写“见[](#id)”或“应符合[](#id)的规定”。

    错：
        涂层的厚度分为三级。
    对：
        涂层的厚度应符合[](#tab-thickness)的规定。
    """
    illustrations = _illustrations(reading)
    yield from _unmentioned(reading, "表", [table for table in reading.tables if table.anchor not in illustrations])


# --- captions and units -------------------------------------------------------------------------

_MARK = re.compile(r"[。；：，、！;:,!]+$|(?<![.A-Za-z])\.$")
_HAN = r"[\u4e00-\u9fff]"
_UNIT = re.compile(rf"{_HAN}{{0,8}}单位为[\u4e00-\u9fff，；%‰]+")
_STATED = re.compile(rf"[（(\[【]?(?:{_HAN}{{0,2}}单位[为是]?[：: ]*)?(?P<unit>[^（(）)\]】。；：:\s]+)[）)\]】]?[。；]?")
_NAMES = {
    "mm": "毫米",
    "cm": "厘米",
    "m": "米",
    "km": "千米",
    "μm": "微米",
    "kg": "千克",
    "g": "克",
    "mg": "毫克",
    "t": "吨",
    "mg/kg": "毫克每千克",
    "mg/L": "毫克每升",
    "mg/m³": "毫克每立方米",
    "m²": "平方米",
    "m³": "立方米",
    "℃": "摄氏度",
    "MPa": "兆帕",
    "kPa": "千帕",
    "s": "秒",
    "min": "分",
    "h": "小时",
    "d": "天",
    "dB": "分贝",
}


def _unit_message(text: str) -> str:
    proper = _proper_unit(text)
    return f"单位陈述写作“{proper}”" if proper else "单位陈述写作“单位为……”，单位用名称：单位为毫米"


def _proper_unit(text: str) -> str:
    found = _STATED.fullmatch(text.strip())
    unit = found["unit"] if found else ""
    name = _NAMES.get(unit, unit if re.fullmatch(f"{_HAN}+", unit) else "")
    return f"单位为{name}" if name else ""


def _unit_edit(prose: Prose) -> tuple[Edit, ...]:
    proper = _proper_unit(prose.text)
    return edit(prose.whole, 0, len(prose.text), proper) if proper else ()


# --- cells --------------------------------------------------------------------------------------

_DITTO = re.compile(r"[（(]?(?P<word>同[上左右前](?:[行栏格列项]|所述)?|同 [上左]|[〃″]|[“”\"]{1,2}|'{2}|,,)[）)]?[。；]?")
_FORM = re.compile(
    r"记录|登记|台账|申请|审批|报告|样[表式]|表样|格式|式样|模板|[检核]查[表单]|调查表|评[分价]表|打分表|问卷|反馈|[通告回]知|[卡单册]$|填报|填写|上报|确认[表书]"
)
_FORM_SHARE = 1 / 3  # of the cells empty: a form to fill in


def _is_empty(cell: Cell) -> bool:
    return not any(not isinstance(block, Paragraph) or block.inlines for block in cell.blocks)


def _is_form(table: Table, reading: Reading) -> bool:
    """Whether a table is there to be filled in: by its name, or because much of it or a whole column is empty."""
    cells = tuple(walk(table.body, Cell))
    empty = sum(map(_is_empty, cells))
    if not empty:
        return False
    words = plain(table.caption) + next((plain(annex.title) for annex in reading.document.annexes if table in walk(annex, Table)), "")
    return bool(_FORM.search(words)) or empty > len(cells) * _FORM_SHARE or _has_empty_column(table.body)


def _has_empty_column(rows: Sequence[Row]) -> bool:
    widest = max((len(row.cells) for row in rows), default=0)
    whole_rows = [row.cells for row in rows if len(row.cells) == widest]
    return len(whole_rows) > 1 and any(all(map(_is_empty, column)) for column in zip(*whole_rows, strict=True))


# --- mentions -----------------------------------------------------------------------------------


def _outer(reading: Reading) -> list[Figure]:
    """The figures, without their sub-figures."""
    inner = {part.anchor for figure in reading.figures for part in figure.subfigures}
    return [figure for figure in reading.figures if figure.anchor not in inner]


def _kinds(reading: Reading) -> tuple[tuple[str, Sequence[Exhibit]], ...]:
    return ("图", _outer(reading)), ("表", reading.tables)


def _illustrations(reading: Reading) -> set[str]:
    """The figures and tables of term entries and examples, which need no mention."""
    holders: tuple[TermEntry | Example, ...] = (*reading.terms, *walk(reading.document.divisions, Example))
    return {figure.anchor for figure in walk(holders, Figure)} | {table.anchor for table in walk(holders, Table)}


def _unmentioned(reading: Reading, word: str, exhibits: Sequence[Exhibit]) -> Iterator[Finding]:
    ranges = _in_ranges(reading, [exhibit.anchor for exhibit in exhibits])
    homes: dict[str, set[str]] = {}
    for target, home in reading.mentions:
        homes.setdefault(target, set()).add(home)
    for exhibit in exhibits:
        anchors = {exhibit.anchor, *(part.anchor for part in (exhibit.subfigures if isinstance(exhibit, Figure) else ()))}
        label = str(reading.resolved.label(exhibit))
        mentioned = any(homes.get(anchor, anchors) - anchors for anchor in anchors)
        if not mentioned and exhibit.anchor not in ranges and not _is_typed(reading, label):
            yield Finding(exhibit.span, f"没有条文提到{label}；在有关的条文里写“见[](#{'fig' if word == '图' else 'tab'}-…)”")


def _is_typed(reading: Reading, label: str) -> bool:
    pattern = re.compile(rf"(?<![代发]){re.escape(label)}(?![\d.])")
    return any(pattern.search(prose.text) for prose in reading.authored)


def _in_ranges(reading: Reading, anchors: Sequence[str]) -> set[str]:
    """What lies between the two ends of 表1～表3."""
    found: set[str] = set()
    for prose in reading.prose:
        for match in _FROM_TO.finditer(prose.text):
            ends = [prose.whole.leaf(offset) for offset in (match.start(), match.end() - 1)]
            places = [anchors.index(end.target) for end in ends if isinstance(end, Xref) and end.target in anchors]
            if len(places) == 2:
                found.update(anchors[places[0] : places[1] + 1])
    return found


_FROM_TO = re.compile(f"{OBJECT}[～~至到—–-]{OBJECT}")
