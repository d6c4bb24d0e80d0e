"""The rows of the 明细表 with all that references.yaml and our own standard.yaml files know of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from gbdoc.atoms import dated, parse_standard_number
from gbdoc.diagnostic import nearest
from gbdoc.model import Reference
from gbdoc.read.context import Context
from gbdoc.read.metadata import StandardFile
from gbdoc.read.system import Level, StandardRow, System
from gbdoc.read.yaml import Loaded, load
from gbdoc.source import Passage, Span

LEVELS: Mapping[str, str] = {
    "national": "国家标准",
    "sector": "行业标准",
    "local": "地方标准",
    "group": "团体标准",
    "international": "国际标准",
}
State: TypeAlias = Literal["现行", "待核实", "制定中", "待制定", "已代替", "已废止"]
STATES: tuple[State, ...] = ("现行", "待核实", "制定中", "待制定", "已代替", "已废止")
_STATES: Mapping[str, State] = {"superseded": "已代替", "withdrawn": "已废止", "draft": "制定中"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the 明细表, worded; what is not known is empty."""

    code: str  # of the subsystem or sub-layer: 401-2
    entry: str  # 401-2.005
    number: Passage
    name: Passage
    level: str
    state: State
    implemented: str
    crucial: str
    note: str
    span: Span


def entries(system: System, context: Context) -> tuple[Entry, ...]:
    """The rows by code, then by number; those that name nothing are left out, as has been told."""
    rows = sorted(enumerate(system.file.standards), key=lambda each: each[1].entry)
    return tuple(entry for index, row in rows if (entry := _entry(index, row, system, context)))


def _entry(index: int, row: StandardRow, system: System, context: Context) -> Entry | None:
    span = system.loaded.span("standards", index)
    if row.ref in system.registry:
        return _published(row, system.registry[row.ref], system, span, context)
    if row.document in context.sources.names:
        standard = load(replace(context, diagnostics=[]), f"{row.document}/standard.yaml", StandardFile)
        return _own(row, standard, span) if standard else None
    if row.name:
        name = system.loaded.passage("standards", index, "name")
        state: State = "待制定" if row.state == "planned" else "制定中"
        return _worded(row, Passage.at("", span), name, row.level, state, "", _note(row), span)
    return None


def _worded(
    row: StandardRow, number: Passage, name: Passage, level: str | None, state: State, implemented: str, note: str, span: Span
) -> Entry:
    crucial = "是" if row.crucial else "否"
    return Entry(row.code, row.entry, number, name, LEVELS.get(level or "", ""), state, implemented, crucial, note, span)


# --- other people's standards ----------------------------------------------------------------


def _published(row: StandardRow, reference: Reference, system: System, span: Span, context: Context) -> Entry:
    level = row.level or _level(reference)
    if level is None:
        message = f"{row.entry} 的级别看不出；写 level: international 或 {nearest('', LEVELS) or 'national、sector、local、group'}"
        context.error(span, "system", message)
    note = _note(row, *_replacement(reference, system.registry))
    number = Passage.at(number_of(reference), span)
    return _worded(row, number, Passage.at(reference.full_title, span), level, _state(reference), reference.implemented, note, span)


def number_of(reference: Reference) -> str:
    """A standard's number, dated where its year is known."""
    return dated(reference.number, reference.year) if reference.year else reference.number


def _level(reference: Reference) -> Level | None:
    number = parse_standard_number(reference.number)
    return number.origin if number and number.origin != "other" else None


def _state(reference: Reference) -> State:
    """What is known of a standard; one whose entry is not verified is not said to be in force."""
    in_force = reference.status == "current" and reference.verified
    return _STATES.get(reference.status, "现行" if in_force else "待核实")


def _replacement(reference: Reference, registry: Mapping[str, Reference]) -> Iterator[str]:
    """What stands in the place of a superseded or withdrawn standard, and whether that is certain."""
    heir = registry.get(reference.replaced_by)
    if heir:
        yield f"由{number_of(heir)}代替"
    if reference.status in _STATES and not reference.verified:
        yield "待核实"


def _note(row: StandardRow, *more: str) -> str:
    related = f"涉及{'、'.join(row.related)}" if row.related else ""
    return "，".join(part for part in (*more, related, row.note) if part)


# --- our own ---------------------------------------------------------------------------------


def _own(row: StandardRow, standard: Loaded[StandardFile], span: Span) -> Entry:
    """One of our documents: its number and name are those of its standard.yaml, and stand there."""
    metadata = standard.value
    place = standard.span("title", "main")
    number, name = Passage.at(metadata.dated_number, place), Passage.at(metadata.full_title, place)
    state: State = "制定中" if metadata.stage else "现行"
    implemented = "" if metadata.stage else metadata.implemented
    return _worded(row, number, name, row.level or metadata.kind, state, implemented, _note(row), span)
