"""A redline made by hand, for tests of what writers do with one: two small revisions, and what lies between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from gbdoc.change import Category, Change, ChangeKind, Comparison, Mark, Op, Place, Reason, Redline, Renumbered
from gbdoc.model import Deleted, Emphasis, Inserted, Paragraph, Restyled, Text, Xref, walk
from gbdoc.pipeline import compile_library
from gbdoc.resolve import ResolvedDocument
from gbdoc.source import Sources, Span
from library import library

DOT = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="40" height="40"><circle cx="20" cy="20" r="%d"/></svg>'

OLD = """\
# 范围 {#scope}

本文件规定了绝缘电阻的要求，适用于智慧城市的各类感知设备。
=== gp/standard.yaml
syntax: 1
kind: local
code: DB21/T
part: 1
level: 辽宁省地方标准
title: {main: 智慧城市标准体系, supplementary: 总则}
stage: 征求意见稿
body: [scope.md, requirements.md, methods.md, records.md]
=== gp/terms.yaml
entries:
  - {id: sensor, term: 感知设备, english: sensing device, definition: 获取信息的设备}
=== gp/requirements.md
# 要求 {#requirements}

## 绝缘电阻 {#insulation}

绝缘电阻宜不小于10 MΩ，按[](#test)规定的方法测定。

要求如下：

1. 外壳不应变形；
2. 接线应牢固；
3. 标志应清晰。

注：见[](#tab-limits)。

旧的一段。

## 包装 {#package}

包装应能防潮。

## 标志 {#marking}

产品应有永久性标志。

## 限值 {#limits}

限值应符合[](#tab-limits)。

:::{table} 限值 {#tab-limits}

| 序号 | 项目 | 限值 |
|---|---|---|
| 1 | 电压 | 220 V |
| 2 | 电流 | 5 A |
| 3 | 功率 | 1 kW |

:::

:::{figure} 接线 {#fig-wires}
:file: dot.svg
:alt: 一个圆点
:::

见[](#fig-wires)。
=== gp/methods.md
# 试验方法 {#methods}

## 试验 {#test}

应按规定的方法试验，方法应*稳定*。
=== gp/records.md
# 记录 {#records}

记录应写在纸上，由专人保管，保管期限不应少于十年，借阅应登记。
"""

NEW = (
    OLD.replace("适用于智慧城市的各类感知设备。", "适用于智慧城市的各类感知设备，其他设备可参照使用。")
    .replace("stage: 征求意见稿", "stage: 送审稿")
    .replace("definition: 获取信息的设备", "definition: 获取并传送信息的设备")
    .replace("# 要求 {#requirements}\n", "# 要求 {#requirements}\n\n## 总则 {#general}\n\n设备应符合本章的规定。\n")
    .replace("宜不小于10 MΩ", "应不小于20 MΩ")
    .replace("2. 接线应牢固；\n3. 标志应清晰。", "2. 标志应清晰；\n3. 表面不应有裂纹。")
    .replace("旧的一段。\n\n", "新的一段。\n\n")
    .replace("## 包装 {#package}\n\n包装应能防潮。\n\n", "")
    .replace("## 标志 {#marking}\n\n产品应有永久性标志。\n\n", "")
    .replace("| 2 | 电流 | 5 A |\n", "")
    .replace("| 3 | 功率 | 1 kW |", "| 2 | 功率 | 2 kW |\n| 3 | 频率 | 50 Hz |")
    .replace("方法应*稳定*。", "方法应稳定。\n\n## 包装 {#package}\n\n包装应能防潮。")
    .replace(
        "记录应写在纸上，由专人保管，保管期限不应少于十年，借阅应登记。", "每次运行的数据自动存入数据库，备份不应少于两份，查询应留痕。"
    )
)


@cache
def revisions() -> tuple[Sources, Sources]:
    """The files of both revisions; the figure is another in the new one."""
    pairs = zip((OLD, NEW), (8, 16), strict=True)
    return tuple(Sources({**library(text).files, "gp/dot.svg": DOT % radius}) for text, radius in pairs)  # type: ignore[return-value]


@cache
def documents() -> tuple[ResolvedDocument, ResolvedDocument]:
    return tuple(compile_library(sources)[0].resolved for sources in revisions())  # type: ignore[return-value]


def comparison() -> Comparison:
    return redline().comparison


@cache
def redline() -> Redline:
    """The redline of OLD and NEW."""
    old, new = documents()
    maker = _Maker(old, new)
    maker.make()
    merged = _spliced(new.document, maker.swaps)
    merged = replace(merged, registry={**new.document.registry, **{f"~{key}": value for key, value in old.document.registry.items()}})
    labels = {**new.labels, **{f"~{name}": _old(label) for name, label in old.labels.items()}}
    resolved = replace(new, document=merged, labels=labels, shelf={**new.shelf, **{f"~{name}": each for name, each in old.shelf.items()}})
    renumbered = (
        Renumbered("insulation", "insulation", "clause", "4.1", "4.2"),
        Renumbered("limits", "limits", "clause", "4.4", "4.3"),
        Renumbered(f"{ITEMS}.item-2", f"{ITEMS}.item-3", "item", "c)", "b)"),
    )
    comparison = Comparison(old, new, {name: name for name in new.labels if name in old.labels}, maker.listed, renumbered, ("records",))
    was = {one.anchor: one.old for one in renumbered}
    shells = {"fig-wires": _find(old.document, "fig-wires")}
    return Redline(resolved, maker.marks, was, {"test": "5.9"}, maker.listed, comparison, shells)


ITEMS = "insulation.list-1"


class _Maker:
    """Edits of the new document, with the changes and the marks that belong to them."""

    def __init__(self, old: ResolvedDocument, new: ResolvedDocument) -> None:
        self.old, self.new = old, new
        self.changes: list[Change] = []
        self.marks: dict[str, Mark] = {}
        self.swaps: dict[str, Callable[[Any], tuple[Any, ...]]] = {}

    @property
    def listed(self) -> tuple[Change, ...]:
        return tuple(self.changes)

    def make(self) -> None:
        self.metadata()
        self.added_words("scope", "scope.p-1")
        self.definition()
        self.clauses()
        self.insulation()
        self.table()
        self.figure()
        self.restyled()
        self.rewritten()

    def metadata(self) -> None:
        places = (Place("", "metadata", "", "", "content/gp/standard.yaml", 7) for _ in range(2))
        self.change("stage", "metadata", "editorial", places=tuple(places), ops=(("-", "征求意见稿"), ("+", "送审稿")), name="stage")

    def added_words(self, division: str, anchor: str) -> None:
        key = self.change(
            "scope", "modified", "technical", anchor, anchor, division,
            ops=(("=", "本文件规定了绝缘电阻的要求，适用于智慧城市的各类感知设备"), ("+", "，其他设备可参照使用"), ("=", "。")),
        )  # fmt: skip
        self.marks[anchor] = Mark("changed", key)
        self.swaps[anchor] = lambda node: (
            replace(
                node,
                inlines=(
                    text("本文件规定了绝缘电阻的要求，适用于智慧城市的各类感知设备"), inserted("，其他设备可参照使用", key), text("。"),
                ),
            ),
        )  # fmt: skip

    def definition(self) -> None:
        key = self.change(
            "term",
            "modified",
            "technical",
            "sensor",
            "sensor",
            "terms",
            (("=", "获取"), ("+", "并传送"), ("=", "信息的设备")),
            name="definition",
        )
        self.marks["sensor"] = Mark("changed", key)
        self.swaps["sensor"] = lambda node: (replace(node, definition=(text("获取"), inserted("并传送", key), text("信息的设备。"))),)

    def clauses(self) -> None:
        """A clause that came, one that went, one that moved."""
        self.marks["general"] = Mark(
            "inserted",
            self.change(
                "general", "added", "technical", None, "general", "general", (("+", "总则设备应符合本章的规定。"),), restructured=True
            ),
        )
        moved = self.change("package", "moved", "structural", "package", "package", "package", reasons=(Reason("moved"),))
        self.marks["package"] = Mark("moved", moved, "~package")
        self.marks["~package"] = Mark("moved-away", moved, "package")
        gone = self.change(
            "marking", "deleted", "technical", "marking", None, "marking", (("-", "标志产品应有永久性标志。"),), restructured=True
        )
        self.marks["~marking"] = Mark("deleted", gone)
        old = [_old(_find(self.old.document, name)) for name in ("package", "marking")]
        self.swaps["limits"] = lambda node: (*old, _spliced(node, self.swaps))

    def insulation(self) -> None:
        ops: tuple[Op, ...] = (
            ("=", "绝缘电阻"), ("-", "宜"), ("+", "应"), ("=", "不小于"), ("-", "10"), ("+", "20"), ("=", " MΩ，按5.1规定的方法测定。"),
        )  # fmt: skip
        reasons = (Reason("modal", "宜", "应"), Reason("value", "10", "20", "MΩ"))
        key = self.change("limit", "modified", "technical", "insulation.p-1", "insulation.p-1", "insulation", ops, reasons=reasons)
        self.marks["insulation.p-1"] = Mark("changed", key)
        self.swaps["insulation.p-1"] = lambda node: (
            replace(node, inlines=(*_inlines(ops[:-1], key), text(" MΩ，按"), *_only(node, Xref), text("规定的方法测定。"))),
        )
        self.list()
        self.paragraph()

    def list(self) -> None:
        item = self.change("item", "deleted", "technical", f"{ITEMS}.item-2", None, "insulation", (("-", "接线应牢固；"),))
        self.marks[f"~{ITEMS}.item-2"] = Mark("deleted", item)
        added = self.change("crack", "added", "technical", None, f"{ITEMS}.item-3", "insulation", (("+", "表面不应有裂纹。"),))
        self.marks[f"{ITEMS}.item-3"] = Mark("inserted", added)
        stop = self.change(
            "stop",
            "modified",
            "editorial",
            f"{ITEMS}.item-3",
            f"{ITEMS}.item-2",
            "insulation",
            (("=", "标志应清晰"), ("-", "。"), ("+", "；")),
            reasons=(Reason("punctuation"),),
        )
        self.marks[f"{ITEMS}.item-2.p-1"] = Mark("changed", stop)
        old = _old(_find(self.old.document, f"{ITEMS}.item-2"))
        paragraph = Paragraph(f"{ITEMS}.item-2.p-1", (text("标志应清晰"), deleted("。", stop), inserted("；", stop)), SPAN)
        self.swaps[f"{ITEMS}.item-2"] = lambda node: (old, replace(node, blocks=(paragraph,)))

    def paragraph(self) -> None:
        gone = self.change("gone", "deleted", "technical", "insulation.p-3", None, "insulation", (("-", "旧的一段。"),))
        came = self.change("came", "added", "technical", None, "insulation.p-3", "insulation", (("+", "新的一段。"),))
        self.marks |= {"~insulation.p-3": Mark("deleted", gone), "insulation.p-3": Mark("inserted", came)}
        old = _old(_find(self.old.document, "insulation.p-3"))
        self.swaps["insulation.p-3"] = lambda node: (old, node)

    def table(self) -> None:
        rows = [f"tab-limits.row-{place}" for place in (1, 2, 3)]
        gone = self.change("row", "deleted", "technical", rows[1], None, "limits", (("-", "2 电流 5 A"),))
        came = self.change("hertz", "added", "technical", None, rows[2], "limits", (("+", "3 频率 50 Hz"),))
        cell = self.change(
            "watt",
            "modified",
            "technical",
            rows[2],
            rows[1],
            "limits",
            (("-", "1"), ("+", "2"), ("=", " kW")),
            reasons=(Reason("value", "1", "2", "kW"),),
        )
        self.marks |= {f"~{rows[1]}": Mark("deleted", gone), rows[2]: Mark("inserted", came), rows[1]: Mark("changed", cell)}
        old = _old(_find(self.old.document, rows[1]))

        def edited(row: Any) -> Any:
            last = replace(row.cells[2], blocks=(Paragraph("", (deleted("1", cell), inserted("2", cell), text(" kW")), SPAN),))
            return replace(row, cells=(*row.cells[:2], last))

        self.swaps[rows[1]] = lambda row: (old, edited(row))

    def figure(self) -> None:
        key = self.change(
            "dot", "attribute", "technical", "fig-wires", "fig-wires", "limits", reasons=(Reason("file", "1f", "2e"),), name="file"
        )
        self.marks["fig-wires"] = Mark("changed", key)

    def restyled(self) -> None:
        key = self.change(
            "style",
            "modified",
            "markup",
            "test.p-1",
            "test.p-1",
            "test",
            (("=", "应按规定的方法试验，方法应稳定。"),),
            reasons=(Reason("markup"),),
        )
        self.marks["test.p-1"] = Mark("changed", key)
        words = Restyled((text("稳定"),), (Emphasis((text("稳定"),), SPAN),), key, SPAN)
        self.swaps["test.p-1"] = lambda node: (replace(node, inlines=(text("应按规定的方法试验，方法应"), words, text("。"))),)

    def rewritten(self) -> None:
        ops: tuple[Op, ...] = (("-", "记录应写在纸上"), ("+", "每次运行的数据自动存入数据库"))
        key = self.change("records", "modified", "technical", "records", "records", "records", ops, name="rewritten", restructured=True)
        self.marks |= {"~records": Mark("deleted", key), "records": Mark("inserted", key)}
        old = _old(_find(self.old.document, "records"))
        self.swaps["records"] = lambda node: (old, node)

    def change(
        self, tail: str, kind: ChangeKind, category: Category, old: str | None = None, new: str | None = None, division: str = "",
        ops: tuple[Op, ...] = (), *, reasons: tuple[Reason, ...] = (), restructured: bool = False, places: Any = None,
        name: str = "",
    ) -> str:  # fmt: skip
        before, after = places or (self.place(self.old, old, division), self.place(self.new, new, division))
        key = f"chg-{tail}"
        self.changes.append(Change(key, kind, category, reasons, before, after, ops, name=name, restructured=restructured))
        return key

    def place(self, resolved: ResolvedDocument, anchor: str | None, division: str) -> Place | None:
        if anchor is None:
            return None
        label = resolved.labels[anchor]
        return Place(anchor, label.kind, resolved.place(anchor), division, label.span.path, label.span.line)


# --- nodes ------------------------------------------------------------------------------------

SPAN = Span("content/gp/requirements.md", 1, 1, 1, 1)
_NAMES = ("anchor", "target", "targets", "key", "file", "parent")


def text(words: str) -> Text:
    return Text(words, SPAN)


def inserted(words: str, key: str) -> Inserted:
    return Inserted((text(words),), key, SPAN)


def deleted(words: str, key: str) -> Deleted:
    return Deleted((text(words),), key, SPAN)


def _inlines(ops: tuple[Op, ...], key: str) -> Iterator[Text | Inserted | Deleted]:
    for sign, words in ops:
        yield text(words) if sign == "=" else inserted(words, key) if sign == "+" else deleted(words, key)


def _only(node: Any, kind: type) -> Iterator[Any]:
    return walk(node, kind)


def _find(root: Any, anchor: str) -> Any:
    return next(node for node in _nodes(root) if getattr(node, "anchor", None) == anchor)


def _nodes(root: Any) -> Iterator[Any]:
    if type(root) is tuple:
        for each in root:
            yield from _nodes(each)
    elif _is_node(root):
        yield root
        for each in fields(root):
            yield from _nodes(getattr(root, each.name))


def _old(node: Any) -> Any:
    """A node of the old revision under its names of then."""
    if type(node) is tuple:
        return tuple(map(_old, node))
    if not (_is_node(node) or type(node).__name__ == "Label"):
        return node
    values = {each.name: _old(getattr(node, each.name)) for each in fields(node)}
    for name in _NAMES:
        value = values.get(name)
        if isinstance(value, str) and value:
            values[name] = f"~{value}"
    return replace(node, **values)


def _spliced(node: Any, swaps: Mapping[str, Callable[[Any], tuple[Any, ...]]]) -> Any:
    """A node with others in the place of those below it that the swaps name."""
    values = {}
    for each in fields(node):
        value = getattr(node, each.name)
        if type(value) is tuple:
            values[each.name] = tuple(new for one in value for new in _swapped(one, swaps))
        elif _is_node(value):
            values[each.name] = _spliced(value, swaps)
    return replace(node, **values)


def _swapped(node: Any, swaps: Mapping[str, Callable[[Any], tuple[Any, ...]]]) -> tuple[Any, ...]:
    if not _is_node(node):
        return (node,)
    swap = swaps.get(getattr(node, "anchor", ""))
    return swap(node) if swap else (_spliced(node, swaps),)


def _is_node(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, type) and type(value).__module__ == "gbdoc.model" and not isinstance(value, Span)
