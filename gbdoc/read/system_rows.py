"""The rows of the 明细表: checked, and worded with all that references.yaml and our own standard.yaml files know of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from gbdoc.atoms import dated, parse_standard_number
from gbdoc.diagnostic import nearest
from gbdoc.model import Reference
from gbdoc.read.context import Context
from gbdoc.read.metadata import StandardFile
from gbdoc.read.nodes import Key
from gbdoc.read.system import Fault, StandardRow, System, read_system, unknown_codes, unknown_document
from gbdoc.read.yaml import Loaded, load
from gbdoc.source import Passage, Span

LEVELS = {"national": "国家标准", "sector": "行业标准", "local": "地方标准", "group": "团体标准", "international": "国际标准"}
PROJECTS = {"planned": "待制定", "drafting": "制定中", "cancelled": "已取消"}
_PUBLISHED = {"superseded": "已代替", "withdrawn": "已废止", "draft": "制定中"}
STATES = ("现行", "待核实", "制定中", "待制定", "已代替", "已废止", "已取消")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the 明细表, worded; what is not known is empty."""

    code: str  # of the subsystem or sub-layer: 401-2
    entry: str  # 401-2.005
    number: Passage
    name: Passage
    level: str
    state: str
    implemented: str
    crucial: str
    note: str
    span: Span


@dataclass(frozen=True)
class StandardsSystem:
    """A standards system with its rows worded, in the order of their codes."""

    system: System
    entries: tuple[Entry, ...]


def read_standards_system(context: Context, registry: Mapping[str, Reference], named_at: Span | None) -> StandardsSystem | None:
    """The standards system of the library; what is wrong with it is told. None, told, where there is none."""
    system = read_system(context, named_at)
    if system is None:
        return None
    for keys, message in _faults(system, registry, context):
        context.error(system.loaded.span(*keys), "system", message)
    places = {leaf: place for place, leaf in enumerate(system.leaves)}
    rows = sorted(enumerate(system.file.standards), key=lambda each: (places.get(each[1].code, len(places)), each[1].entry))
    worded = (_entry(index, row, system, registry, context) for index, row in rows if row.code in places)
    return StandardsSystem(system, tuple(entry for entry in worded if entry))


# --- what must hold --------------------------------------------------------------------------


def _faults(system: System, registry: Mapping[str, Reference], context: Context) -> Iterator[Fault]:
    seen: dict[tuple[str, str], int] = {}
    for index, row in enumerate(system.file.standards):
        keys = ("standards", index)
        yield from _entry_faults(row, system, keys)
        yield from _subject_faults(row, registry, context, keys)
        yield from _value_faults(row, registry, keys)
        yield from unknown_codes(system.names, row.related, (*keys, "related"))
        for field in ("entry", "ref", "document", "name"):
            value = getattr(row, field)
            if value and (field, value) in seen:
                yield (*keys, field), f"{value} 与第 {seen[field, value]} 行重复；同一标准只列一次，代码不重复"
            seen.setdefault((field, value), system.loaded.span(*keys, field).line)


def _entry_faults(row: StandardRow, system: System, keys: tuple[Key, ...]) -> Iterator[Fault]:
    leaves = list(system.leaves)
    if not re.fullmatch(r".+\.[0-9]{3}", row.entry):
        yield (*keys, "entry"), f"条目代码 {row.entry} 应是体系代码、圆点和三位顺序号，如 {leaves[0] if leaves else '101'}.001"
    elif row.code not in system.leaves:
        below = system.leaves_below(row.code)
        remedy = f"；写到子层，如 {below[0]}" if below else nearest(row.code, leaves)
        yield (*keys, "entry"), f"没有可列标准的体系代码 {row.code}{remedy}"


def _subject_faults(row: StandardRow, registry: Mapping[str, Reference], context: Context, keys: tuple[Key, ...]) -> Iterator[Fault]:
    """A row that is of nothing, of several things, or of what nobody knows."""
    given = [field for field in ("ref", "document", "name") if getattr(row, field).strip()]
    reference = registry.get(row.ref)
    if len(given) != 1:
        yield keys, f"{row.entry} 应写 ref（references.yaml 的键）、document（本库的文稿）、name（拟用名称）之一"
    elif row.ref and reference is None:
        yield (*keys, "ref"), f"references.yaml 中没有 {row.ref}{nearest(row.ref, registry) or '；在其中补上这一条'}"
    elif reference and reference.kind != "standard":
        yield (*keys, "ref"), f"{row.ref} 不是标准，不列入明细表；删去这一行"
    yield from unknown_document(row.document, context, (*keys, "document"))


def _value_faults(row: StandardRow, registry: Mapping[str, Reference], keys: tuple[Key, ...]) -> Iterator[Fault]:
    """A level or a state that is missing, unknown, or known elsewhere."""
    for field, known in (("level", LEVELS), ("state", PROJECTS)):
        value = getattr(row, field)
        if value and value not in known:
            hint = nearest(value, known) or f"；可用的有 {'、'.join(known)}"
            yield (*keys, field), f"{field} 不能是 {value}{hint}"
        elif row.name and not value:
            yield keys, f"{row.entry} 还没有编号，要写 {field}：{'、'.join(known)} 之一"
    if row.state and not row.name:
        yield (*keys, "state"), f"{row.entry} 的状态取自 references.yaml 或文稿的 standard.yaml；去掉 state"
    reference = registry.get(row.ref)
    if reference and reference.kind == "standard" and not row.level and not _level(reference):
        yield keys, f"{row.entry} 的级别由编号看不出；写 level，如 level: international"


# --- words -----------------------------------------------------------------------------------


def _entry(index: int, row: StandardRow, system: System, registry: Mapping[str, Reference], context: Context) -> Entry | None:
    """A row worded; None for one that is of nothing known, as has been told."""
    span = system.loaded.span("standards", index)
    reference = registry.get(row.ref)
    if reference and reference.kind == "standard":
        return _published(row, reference, _replacement(reference, system, registry), span)
    if row.document in context.sources.names:
        standard = load(replace(context, diagnostics=[]), f"{row.document}/standard.yaml", StandardFile)
        return _own(row, standard, span) if standard else None
    if row.name and row.state in PROJECTS:
        name = system.loaded.passage("standards", index, "name")
        return _worded(row, Passage.at("", span), name, row.level, PROJECTS[row.state], "", span)
    return None


def _worded(row: StandardRow, number: Passage, name: Passage, level: str, state: str, implemented: str, span: Span, *remarks: str) -> Entry:
    related = f"涉及{'、'.join(dict.fromkeys(row.related))}" if row.related else ""
    note = "，".join(part for part in (*remarks, related, row.note) if part)
    crucial = "是" if row.crucial else "否"
    return Entry(row.code, row.entry, number, name, LEVELS.get(level, ""), state, implemented, crucial, note, span)


def _published(row: StandardRow, reference: Reference, replacement: str, span: Span) -> Entry:
    """A standard of the registry; one whose entry there is not verified is not said to be in force."""
    in_force = reference.status == "current" and reference.verified
    state = _PUBLISHED.get(reference.status, "现行" if in_force else "待核实")
    number, name = Passage.at(number_of(reference), span), Passage.at(reference.full_title, span)
    return _worded(row, number, name, row.level or _level(reference), state, reference.implemented, span, replacement)


def number_of(reference: Reference) -> str:
    """A standard's number, dated where its year is known."""
    return dated(reference.number, reference.year) if reference.year else reference.number


def _level(reference: Reference) -> str:
    """The level that a standard's number tells; empty where it tells none."""
    number = parse_standard_number(reference.number)
    return number.origin if number and number.origin in LEVELS else ""


def _replacement(reference: Reference, system: System, registry: Mapping[str, Reference]) -> str:
    """What stands in the place of a superseded or withdrawn standard: by its code where it is listed too, else by its number."""
    heir = registry.get(reference.replaced_by)
    listed = [row.entry for row in system.file.standards if row.ref == reference.replaced_by]
    return f"由{listed[0] if listed else number_of(heir)}代替" if heir else ""


def _own(row: StandardRow, standard: Loaded[StandardFile], span: Span) -> Entry:
    """One of our documents: its number and name are those of its standard.yaml, and stand there."""
    metadata, place = standard.value, standard.span("title", "main")
    number, name = Passage.at(metadata.dated_number, place), Passage.at(metadata.full_title, place)
    state = "制定中" if metadata.stage else "现行"
    return _worded(row, number, name, row.level or metadata.kind, state, "" if metadata.stage else metadata.implemented, span)
