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
from gbdoc.read.grid import Grid
from gbdoc.read.system import Layer, Subsystem, System
from gbdoc.read.system_data import DETAIL, detail_of, statistics_of
from gbdoc.read.system_rows import STATES, entries
from gbdoc.source import Passage, Span

Asked = Mapping[str, Passage]  # the options of the container
_DETAIL = ("entry", "number", "name", "level", "state", "implemented", "note")
FORMS = ("层次", "序列")


# --- 明细表, 统计表 --------------------------------------------------------------------------


def detail(system: System, context: Context, asked: Asked, span: Span) -> tuple[DataFile, tuple[str, ...]]:
    """The rows of the 明细表 that `:codes:` and `:states:` ask for, and the columns that print."""
    codes = _chosen(asked.get("codes"), system.names, "体系代码", context)
    states = _chosen(asked.get("states"), STATES, "状态", context)
    columns = _chosen(asked.get("columns"), [column.key for column in DETAIL], "列", context)
    leaves = {leaf for code in codes or [""] for leaf in system.leaves(code)}
    listed = [each for each in entries(system, context) if each.code in leaves and (not states or each.state in states)]
    if not listed:
        context.error(span, "system", "system.yaml 里没有这样的标准；检查 :codes: 和 :states:")
    return detail_of(listed), tuple(columns) or _DETAIL


def grouped(grid: Grid, anchor: str, system: System) -> Grid:
    """The 明细表 with a row before the standards of each subsystem that says its code and name."""
    body: list[Row] = []
    for code, rows in groupby(grid.body, key=lambda row: row.key.rpartition(".")[0]):
        standards = list(rows)
        body += [_group_row(anchor, code, system, len(grid.columns), standards[0].span), *standards]
    return Grid(grid.columns, grid.head, tuple(body))


def _group_row(anchor: str, code: str, system: System, columns: int, span: Span) -> Row:
    subsystem, dash, _ = code.partition("-")
    names = [system.names[subsystem], system.names[code]] if dash else [system.names[code]]
    paragraph = Paragraph("", (Text("　".join([code, *names]), span),), span)
    return Row(f"{anchor}.{code}", code, (Cell((paragraph,), 1, columns, span),), span)


def statistics(system: System, context: Context, asked: Asked) -> DataFile:
    """The 统计表 of the whole system, or of one layer or subsystem."""
    return statistics_of(system, entries(system, context), _one(asked.get("codes"), system, context))


# --- 结构图 ----------------------------------------------------------------------------------


def diagram(system: System, context: Context, asked: Asked) -> Diagram:
    """The structure diagram of the system, or of one of its subsystems."""
    if _chosen(asked.get("form"), FORMS, "结构", context) == ["序列"]:
        stages = [Box("", stage.name, tuple(_use(system, code) for code in stage.codes)) for stage in system.file.stages]
        return SequenceStructure(tuple(stages), tuple(_use(system, code) for code in system.file.throughout))
    code = _one(asked.get("codes"), system, context)
    opened = next((each for each in system.subsystems if each.code == code), None)
    return _subsystem(system, opened) if opened else _whole(system, code)


def _use(system: System, code: str) -> Box:
    """A layer in a sequence stands for all its subsystems: 301～305."""
    layer = next((layer for layer in system.file.layers if layer.code == code), None)
    inside = [subsystem.code for subsystem in layer.subsystems] if layer else []
    return Box(f"{inside[0]}～{inside[-1]}" if len(inside) > 1 else code, system.names.get(code, ""))


def _whole(system: System, code: str) -> HierarchicalStructure:
    layers = [layer for layer in system.file.layers if code in ("", layer.code)]
    boxes = [_layer(layer, bound_by) for layer, bound_by in zip(layers, [None, *layers], strict=False)]
    return HierarchicalStructure((), Box("", system.file.name, tuple(boxes)), ())


def _layer(layer: Layer, bound_by: Layer | None) -> Box:
    inside = tuple(Box(subsystem.code, subsystem.name) for subsystem in layer.subsystems)
    return Box(layer.code, layer.name, inside, Box(bound_by.code, bound_by.name) if bound_by else None)


def _subsystem(system: System, opened: Subsystem) -> HierarchicalStructure:
    layer = system.layer_of[opened.code]
    above = (Box("", system.file.name), Box(layer.code, layer.name))
    beside = tuple(Box(code, system.names[code]) for code in opened.adjacent if code in system.names)
    return HierarchicalStructure(above, Box(opened.code, opened.name, tuple(_sublayers(system, layer, opened))), beside)


def _sublayers(system: System, layer: Layer, opened: Subsystem) -> Iterator[Box]:
    topics = opened.topics or {}
    for sublayer in layer.sublayers:
        inside = tuple(Box("", topic) for topic in topics.get(sublayer.code, ()))
        bound_by = Box(sublayer.bound_by, system.names[sublayer.bound_by]) if sublayer.bound_by in system.names else None
        yield Box(f"{opened.code}-{sublayer.code}", sublayer.name, inside, bound_by)


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


def _chosen(option: Passage | None, known: Collection[str], what: str, context: Context) -> list[str]:
    """The words of an option; those that are not known are told and left out."""
    words = list(re.finditer(r"[^\s,，、]+", option.text)) if option else []
    for word in words:
        if option and word[0] not in known:
            hint = nearest(word[0], known) or f"；可用的有 {'、'.join(known)}"
            message = f"没有{what} {word[0]}{hint}"
            context.error(option.span(word.start(), word.end()), "system", message)
    return [word[0] for word in words if word[0] in known]


def _one(option: Passage | None, system: System, context: Context) -> str:
    """The one code of an option, or nothing for the whole system."""
    codes = _chosen(option, system.names, "体系代码", context)
    if option and len(codes) > 1:
        context.error(option.span(0, len(option.text)), "system", "这里只写一个体系代码")
    return codes[0] if codes else ""
