"""What :::{system-table}, :::{system-statistics} and :::{system-figure} show of a standards system."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from gbdoc.diagnostic import nearest
from gbdoc.diagram import Box, Diagram, HierarchicalStructure, SequenceStructure
from gbdoc.model import Cell, Paragraph, Row, Text
from gbdoc.read.context import Context
from gbdoc.read.data_file import DataFile
from gbdoc.read.grid import Grid, row_anchor
from gbdoc.read.system import PATH, Layer, Subsystem, System
from gbdoc.read.system_data import DETAIL, detail_of, statistics_of
from gbdoc.read.system_rows import STATES, StandardsSystem
from gbdoc.source import Passage, Span

Asked = Mapping[str, Passage]  # the options of the container
FORMS = ("层次", "序列")
_COLUMNS = ("entry", "number", "name", "level", "state", "implemented", "note")


# --- 明细表, 统计表 --------------------------------------------------------------------------


def detail(whole: StandardsSystem, context: Context, asked: Asked, span: Span) -> tuple[DataFile, tuple[str, ...]]:
    """The rows of the 明细表 that `:codes:` and `:states:` ask for, and the columns that print."""
    codes = _chosen("codes", asked, whole.system.names, context)
    states = _chosen("states", asked, STATES, context)
    columns = _chosen("columns", asked, [column.key for column in DETAIL], context)
    leaves = {leaf for code in codes or [""] for leaf in whole.system.leaves_below(code)}
    listed = [each for each in whole.entries if each.code in leaves and (not states or each.state in states)]
    if not listed:
        context.error(span, "system", f"{PATH} 里没有这样的标准；检查 :codes: 和 :states:")
    return detail_of(listed), tuple(columns) or _COLUMNS


def grouped(grid: Grid, anchor: str, system: System) -> Grid:
    """The 明细表 with a row before the standards of each subsystem that says its code and name."""
    body: list[Row] = []
    for code, rows in groupby(grid.body, key=lambda row: row.key.rpartition(".")[0]):
        standards = list(rows)
        body += [_group_row(anchor, code, system, len(grid.columns), standards[0].span), *standards]
    return Grid(grid.columns, grid.head, tuple(body))


def _group_row(anchor: str, code: str, system: System, columns: int, span: Span) -> Row:
    subsystem = system.leaves[code]
    names = [subsystem.name] if subsystem.code == code else [subsystem.name, system.names[code]]
    paragraph = Paragraph("", (Text("　".join([code, *names]), span),), span)
    return Row(row_anchor(anchor, code), code, (Cell((paragraph,), 1, columns, span),), span)


def statistics(whole: StandardsSystem, context: Context, asked: Asked) -> DataFile:
    """The 统计表 of the whole system, or of one layer or subsystem."""
    return statistics_of(whole, _one("codes", asked, whole.system.openable, context))


# --- 结构图 ----------------------------------------------------------------------------------


def diagram(whole: StandardsSystem, context: Context, asked: Asked, span: Span) -> Diagram | None:
    """The structure diagram of the system, or of one of its layers or subsystems; None, told, where there is nothing to draw."""
    system = whole.system
    if _one("form", asked, FORMS, context) == "序列":
        return _sequence(system, context, asked, span)
    code = _one("codes", asked, system.openable, context)
    if code in system.subsystems:
        return _subsystem(system, *system.subsystems[code])
    return _whole(system, code) if system.file.layers else None


def _sequence(system: System, context: Context, asked: Asked, span: Span) -> SequenceStructure | None:
    if option := asked.get("codes"):
        context.error(option.span(0, len(option.text)), "system", "序列结构画全部阶段，不写 :codes:；去掉它")
    if not system.file.stages:
        context.error(span, "system", f"{PATH} 没有 stages，画不出序列结构；写出各阶段和它们使用的代码")
        return None
    stages = [Box("", stage.name, tuple(_use(system, code) for code in stage.codes)) for stage in system.file.stages]
    return SequenceStructure(tuple(stages), tuple(_use(system, code) for code in system.file.throughout))


def _use(system: System, code: str) -> Box:
    """A layer in a sequence stands for all its subsystems: 301～305."""
    inside = [subsystem.code for subsystem in system.layers[code].subsystems] if code in system.layers else []
    return Box(f"{inside[0]}～{inside[-1]}" if len(inside) > 1 else code, system.names.get(code, ""))


def _whole(system: System, code: str) -> HierarchicalStructure:
    layers = [layer for layer in system.file.layers if code in ("", layer.code)]
    boxes = [_layer(layer, bound_by) for layer, bound_by in zip(layers, [None, *layers], strict=False)]
    return HierarchicalStructure((), Box("", system.file.name, tuple(boxes)), ())


def _layer(layer: Layer, bound_by: Layer | None) -> Box:
    inside = tuple(Box(each.code, each.name, refined=bool(each.document)) for each in layer.subsystems)
    return Box(layer.code, layer.name, inside, Box(bound_by.code, bound_by.name) if bound_by else None)


def _subsystem(system: System, layer: Layer, opened: Subsystem) -> HierarchicalStructure:
    above = (Box("", system.file.name), Box(layer.code, layer.name))
    beside = tuple(Box(code, system.names[code]) for code in dict.fromkeys(opened.adjacent) if code in system.names)
    return HierarchicalStructure(above, Box(opened.code, opened.name, tuple(_sublayers(system, layer, opened))), beside)


def _sublayers(system: System, layer: Layer, opened: Subsystem) -> Iterator[Box]:
    topics = opened.topics or {}
    for sublayer in layer.sublayers:
        inside = tuple(Box("", topic) for topic in topics.get(sublayer.code, ()))
        bound_by = system.layers.get(sublayer.bound_by)
        yield Box(f"{opened.code}-{sublayer.code}", sublayer.name, inside, Box(bound_by.code, bound_by.name) if bound_by else None)


def described(shown: Diagram) -> str:
    """A diagram in words, for those who cannot see it."""
    if isinstance(shown, SequenceStructure):
        stages = "；".join(f"{stage.name}阶段使用{_listed(stage.boxes)}" for stage in shown.stages)
        return f"序列结构图。{stages}{f'；各阶段共用{_listed(shown.throughout)}' if shown.throughout else ''}"
    parts = "；".join(f"{box.words}{f'包括{_listed(box.boxes)}' if box.boxes else ''}" for box in shown.opened.boxes)
    bound = "；".join(f"{box.words}受{box.bound_by.words}约束" for box in shown.opened.boxes if box.bound_by)
    beside = f"；相邻的有{_listed(shown.beside)}" if shown.beside else ""
    return f"层次结构图。{shown.opened.words}由下列部分组成：{parts}{f'；{bound}' if bound else ''}{beside}".replace("　", " ")


def _listed(boxes: Sequence[Box]) -> str:
    return "、".join(box.words for box in boxes).replace("　", " ")


# --- options ---------------------------------------------------------------------------------

_WHAT = {"codes": "体系代码", "states": "状态", "columns": "列", "form": "结构"}


def _chosen(name: str, asked: Asked, known: Collection[str], context: Context) -> list[str]:
    """The words of an option, each once; those that are not known are told and left out."""
    option = asked.get(name)
    if option is None:
        return []
    words = list(re.finditer(r"[^\s,，、]+", option.text))
    if not words:
        context.error(option.span(0, len(option.text)), "system", f"选项 {name} 里没有{_WHAT[name]}；写上，或去掉这个选项")
    for word in words:
        if word[0] not in known:
            hint = nearest(word[0], known) or f"；可用的有 {'、'.join(known)}"
            context.error(option.span(word.start(), word.end()), "system", f"没有{_WHAT[name]} {word[0]}{hint}")
    return list(dict.fromkeys(word[0] for word in words if word[0] in known))


def _one(name: str, asked: Asked, known: Collection[str], context: Context) -> str:
    """The one word of an option, or nothing."""
    words = _chosen(name, asked, known, context)
    if len(words) > 1:
        option = asked[name]
        context.error(option.span(0, len(option.text)), "system", f"这里只写一个{_WHAT[name]}")
    return words[0] if words else ""
