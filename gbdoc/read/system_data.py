"""A standards system as data tables: its subsystems, its codes, its 明细表 and its 统计表 (GB/T 13016)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TypeAlias

from gbdoc.model import DataTable
from gbdoc.read.data_file import DataColumn, DataFile, DataShape
from gbdoc.read.nodes import Entry as Field
from gbdoc.read.nodes import Fields, Items, Scalar
from gbdoc.read.system import PATH, Layer, System
from gbdoc.read.system_rows import LEVELS, Entry, StandardsSystem
from gbdoc.read.yaml import Loaded
from gbdoc.source import Passage, Span

Row: TypeAlias = tuple[Span, Mapping[str, Passage]]
NOTHING = "—"


def subsystems(whole: StandardsSystem) -> DataFile:
    """/system: a row for each subsystem."""
    columns = (
        DataColumn("layer", "层", merge=True),
        DataColumn("code", "代码", "center"),
        DataColumn("name", "子体系名称"),
        DataColumn("content", "内容"),
    )
    return _table("/system", "code", columns, _subsystem_rows(whole.system), markup=("content",))


def codes(whole: StandardsSystem) -> DataFile:
    """/system-codes: a row for each code that there is, with its name."""
    columns = (DataColumn("code", "代码", "center"), DataColumn("name", "名称"))
    span = whole.system.loaded.span("layers")
    return _table(
        "/system-codes", "code", columns, [(span, _texts(span, code=code, name=name)) for code, name in whole.system.names.items()]
    )


def standards(whole: StandardsSystem) -> DataFile:
    """/system-standards: the 明细表."""
    return detail_of(whole.entries)


def statistics(whole: StandardsSystem) -> DataFile:
    """/system-statistics: the 统计表 of the whole system."""
    return statistics_of(whole, "")


VIEWS: Mapping[str, Callable[[StandardsSystem], DataFile]] = {
    PATH: subsystems,
    "system-codes.yaml": codes,
    "system-standards.yaml": standards,
    "system-statistics.yaml": statistics,
}


def _subsystem_rows(system: System) -> Iterator[Row]:
    for index, layer in enumerate(system.file.layers):
        for place in range(len(layer.subsystems)):
            keys = ("layers", index, "subsystems", place)
            said = {field: _or_nothing(system.loaded.passage(*keys, field)) for field in ("code", "name", "content")}
            yield system.loaded.span(*keys), {"layer": Passage.at(_words(layer), system.loaded.span("layers", index, "name")), **said}


# --- 明细表 ----------------------------------------------------------------------------------

DETAIL = (
    DataColumn("entry", "条目代码", "center"),
    DataColumn("number", "标准编号", "center"),
    DataColumn("name", "标准名称", "left"),
    DataColumn("level", "级别", "center"),
    DataColumn("state", "状态", "center"),
    DataColumn("crucial", "关键标准", "center"),
    DataColumn("implemented", "实施日期", "center"),
    DataColumn("note", "备注", "left"),
)


def detail_of(listed: Sequence[Entry]) -> DataFile:
    """The rows of the 明细表 that are asked for."""
    return _table("/system-standards", "entry", DETAIL, [(entry.span, _detail(entry)) for entry in listed])


def _detail(entry: Entry) -> Mapping[str, Passage]:
    worded = ("entry", "level", "state", "implemented", "crucial", "note")
    said = _texts(entry.span, **{field: getattr(entry, field) for field in worded})
    return {field: _or_nothing(passage) for field, passage in {**said, "number": entry.number, "name": entry.name}.items()}


def _or_nothing(passage: Passage) -> Passage:
    return passage if passage.text else Passage(NOTHING, passage.path, passage.starts)


# --- 统计表 ----------------------------------------------------------------------------------


def statistics_of(whole: StandardsSystem, code: str) -> DataFile:
    """How many standards each subsystem has (each sub-layer of `code`, where that is a subsystem): counted from the 明细表.

    应有数 is what is in force, being drafted or planned, and what is published and not yet verified.
    """
    inside = set(whole.system.leaves_below(code))
    levels = {entry.level for entry in whole.entries if entry.code in inside and entry.state == "现行"}
    columns = (
        DataColumn("key", hidden=True),
        DataColumn("layer", "层", merge=True),
        DataColumn("code", "体系代码", "center"),
        DataColumn("name", "子体系", "left"),
        DataColumn("due", "应有数", "decimal"),
        *_current_columns(levels),
        DataColumn("unverified", "待核实数", "decimal"),
        DataColumn("drafting", "制定中数", "decimal"),
        DataColumn("planned", "待制定数", "decimal"),
        DataColumn("share", "现行数与应有数之比", "decimal", unit="%"),
    )
    return _table("/system-statistics", "key", columns, _counted(whole, code))


def _current_columns(levels: Collection[str]) -> Iterator[DataColumn]:
    """What is in force, by level where there are several."""
    if len(levels) < 2:
        yield DataColumn("current", "现行数", "decimal")
        return
    yield from (DataColumn(f"current_{key}", level, "decimal", group="现行数") for key, level in LEVELS.items() if level in levels)
    yield DataColumn("current", "小计", "decimal", group="现行数")


def _counted(whole: StandardsSystem, code: str) -> Iterator[Row]:
    span = whole.system.loaded.span("layers")
    for line in _lines(whole.system, code):
        counted = [entry for entry in whole.entries if entry.code in line.leaves]
        yield span, _texts(span, key=line.key, layer=line.layer, code=line.code, name=line.name, **_counts(counted))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the 统计表: what it is called, and the codes whose standards it counts."""

    key: str
    layer: str
    code: str
    name: str
    leaves: tuple[str, ...]


def _lines(system: System, code: str) -> Iterator[_Line]:
    """Subsystems with a sum for each layer, or the sub-layers of the subsystem `code`; then the total."""
    if code in system.subsystems:
        layer, subsystem = system.subsystems[code]
        words = f"{subsystem.code}　{subsystem.name}"
        yield from (_Line(leaf, words, leaf, system.names[leaf], (leaf,)) for leaf in layer.leaves(subsystem))
    for layer in system.file.layers:
        if code in ("", layer.code):
            yield from (_Line(each.code, _words(layer), each.code, each.name, layer.leaves(each)) for each in layer.subsystems)
        if not code:
            yield _Line(layer.code, _words(layer), NOTHING, "小计", system.leaves_below(layer.code))
    yield _Line("total", "合计", NOTHING, NOTHING, system.leaves_below(code))


def _words(layer: Layer) -> str:
    return f"{layer.code}　{layer.name}"


def _counts(counted: Sequence[Entry]) -> Mapping[str, str]:
    current = [entry for entry in counted if entry.state == "现行"]
    by_state = {key: sum(entry.state == state for entry in counted) for key, state in _COUNTED.items()}
    due = len(current) + sum(by_state.values())
    by_level = {f"current_{key}": sum(entry.level == level for entry in current) for key, level in LEVELS.items()}
    numbers = {"due": due, "current": len(current), **by_state, **by_level}
    return {**{key: str(number) for key, number in numbers.items()}, "share": _share(len(current), due)}


_COUNTED = {"unverified": "待核实", "drafting": "制定中", "planned": "待制定"}


def _share(part: int, whole: int) -> str:
    """A percentage with one decimal, rounded half to even (GB/T 8170)."""
    if not whole:
        return NOTHING
    return str((Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_EVEN))


# --- tables ----------------------------------------------------------------------------------


def _texts(span: Span, **texts: str) -> Mapping[str, Passage]:
    return {key: Passage.at(text, span) for key, text in texts.items()}


def _table(name: str, key: str, columns: tuple[DataColumn, ...], rows: Iterable[Row], markup: Collection[str] = ()) -> DataFile:
    """A data table of rows that stand in several places of the sources; only the columns in `markup` hold more than text."""
    kept = list(rows)
    keys = tuple(column.key for column in columns)
    values = tuple(tuple(said[key].text if key in said else "" for key in keys) for _, said in kept)
    shape = DataShape(columns, tuple(dict(zip(keys, row, strict=True)) for row in values), key)
    table = DataTable(name, key, keys, tuple(column.title for column in columns), values, tuple(span for span, _ in kept))
    loaded = Loaded(shape, f"{name[1:]}.yaml", _tree(columns, kept))
    return DataFile(loaded, table, complete=True, plain=frozenset(keys) - frozenset(markup))


def _tree(columns: Sequence[DataColumn], rows: Sequence[Row]) -> Fields:
    """The table as if it had been written, each value where it stands."""
    start = rows[0][0] if rows else Span(f"content/{PATH}", 1, 1, 1, 1)
    heads = [{"key": column.key, "title": column.title, "unit": column.unit, "group": column.group} for column in columns]
    parts = {"columns": [_fields(_texts(start, **head), start) for head in heads], "rows": [_fields(said, span) for span, said in rows]}
    return Fields({key: Field(start, Items(tuple(items), start)) for key, items in parts.items()}, start)


def _fields(said: Mapping[str, Passage], span: Span) -> Fields:
    return Fields({key: Field(span, _scalar(passage)) for key, passage in said.items()}, span)


def _scalar(passage: Passage) -> Scalar:
    return Scalar(passage.text, "", passage, passage.span(0, len(passage.text)))
