"""system.yaml: a standards system as data (GB/T 13016): its layers, subsystems and codes, and a row for each of its standards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Literal, TypeAlias

from gbdoc.diagnostic import nearest
from gbdoc.model import Reference
from gbdoc.read.context import Context
from gbdoc.read.nodes import Key
from gbdoc.read.yaml import Loaded, load
from gbdoc.source import Span

PATH = "system.yaml"
_STRICT: Any = {"extra": "forbid"}

Level: TypeAlias = Literal["national", "sector", "local", "group", "international"]


@dataclass(frozen=True, slots=True)
class Sublayer:
    """A part that every subsystem of a layer has; `bound_by` is the layer whose standards those in it follow."""

    code: str
    name: str
    bound_by: str = ""
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class Subsystem:
    """A subsystem (子体系): its code, and where one of our documents opens it, what that says of it."""

    code: str
    name: str
    content: str = ""
    document: str = ""
    adjacent: tuple[str, ...] = ()
    topics: Mapping[str, tuple[str, ...]] | None = None  # by code of the sub-layer
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer; the common ones come first and bind those after them."""

    code: str
    name: str
    subsystems: tuple[Subsystem, ...] = ()
    sublayers: tuple[Sublayer, ...] = ()
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the life cycle and the codes of the layers and subsystems that it uses."""

    name: str
    codes: tuple[str, ...]
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class StandardRow:
    """A row of the 明细表 as written: a standard of references.yaml, one of our documents, or a project that has only a name."""

    entry: str
    ref: str = ""
    document: str = ""
    name: str = ""
    level: Level | None = None
    state: Literal["planned", "drafting"] | None = None
    crucial: bool = False
    related: tuple[str, ...] = ()
    note: str = ""
    __pydantic_config__: ClassVar[Any] = _STRICT

    @property
    def code(self) -> str:
        """The code of the subsystem or sub-layer it belongs to: 401-2 of 401-2.005."""
        return self.entry.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class SystemFile:
    """system.yaml."""

    name: str
    layers: tuple[Layer, ...]
    pattern: str = ""  # of the subsystems' codes
    stages: tuple[Stage, ...] = ()
    throughout: tuple[str, ...] = ()
    standards: tuple[StandardRow, ...] = ()
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True)
class System:
    """A standards system, the file it was read from, and the registry that tells of its standards."""

    loaded: Loaded[SystemFile]
    registry: Mapping[str, Reference]

    @property
    def file(self) -> SystemFile:
        return self.loaded.value

    @cached_property
    def layer_of(self) -> Mapping[str, Layer]:
        """The layer of each subsystem, by the subsystem's code."""
        return {subsystem.code: layer for layer in self.file.layers for subsystem in layer.subsystems}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name that belongs to each code there is, layers first."""
        layers = {layer.code: layer.name for layer in self.file.layers}
        return layers | {subsystem.code: subsystem.name for subsystem in self.subsystems} | dict(self._sublayers())

    @property
    def subsystems(self) -> tuple[Subsystem, ...]:
        return tuple(subsystem for layer in self.file.layers for subsystem in layer.subsystems)

    def leaves(self, code: str) -> tuple[str, ...]:
        """The codes below `code`, itself among them, that standards may have; all of them for the empty code."""
        layers = {layer.code: layer for layer in self.file.layers}
        if code in layers or not code:
            inside = [layer for layer in self.file.layers if code in ("", layer.code)]
            return tuple(leaf for layer in inside for subsystem in layer.subsystems for leaf in self.leaves(subsystem.code))
        sublayers = self.layer_of[code].sublayers if code in self.layer_of else ()
        return tuple(f"{code}-{sublayer.code}" for sublayer in sublayers) or (code,)

    def _sublayers(self) -> Iterator[tuple[str, str]]:
        for code, layer in self.layer_of.items():
            yield from ((f"{code}-{sublayer.code}", sublayer.name) for sublayer in layer.sublayers)


def read_system(context: Context, registry: Mapping[str, Reference], named_at: Span | None) -> System | None:
    """The standards system of the library, with all that is wrong with it told; None, told, where there is none."""
    if PATH not in context.sources.files:
        message = f"没有 {PATH}；在 content/ 里写这个文件，给出层、子体系和标准"
        context.error(named_at or context.file_span(PATH), "missing-file", message)
        return None
    loaded = load(context, PATH, SystemFile, named_at)
    if loaded is None:
        return None
    system = System(loaded, registry)
    for keys, message in (*_code_faults(system), *_use_faults(system, context), *_row_faults(system, context)):
        context.error(loaded.span(*keys), "system", message)
    return system


# --- what must hold --------------------------------------------------------------------------

Fault: TypeAlias = tuple[tuple[Key, ...], str]


def _code_faults(system: System) -> Iterator[Fault]:
    """Codes that are not as the file says, or that two have."""
    pattern = _compiled(system.file.pattern)
    if pattern is None:
        yield ("pattern",), f"pattern {system.file.pattern} 不是正确的正则表达式"
    yield from _repeated([layer.code for layer in system.file.layers], ("layers",))
    everywhere: dict[str, int] = {}
    for index, layer in enumerate(system.file.layers):
        yield from _repeated([each.code for each in layer.sublayers], ("layers", index, "sublayers"))
        for place, subsystem in enumerate(layer.subsystems):
            keys = ("layers", index, "subsystems", place, "code")
            code = subsystem.code
            if pattern and not pattern.fullmatch(code):
                yield keys, f"子体系代码 {code} 不合 pattern {system.file.pattern}"
            elif not code.startswith(layer.code):
                yield keys, f"子体系代码 {code} 应以所在层的代码 {layer.code} 开头"
            elif code in everywhere:
                yield keys, f"子体系代码 {code} 与第 {everywhere[code]} 行重复"
            everywhere.setdefault(code, system.loaded.span(*keys).line)


def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern or ".+")
    except re.error:
        return None


def _repeated(codes: Sequence[str], keys: tuple[Key, ...]) -> Iterator[Fault]:
    for index, code in enumerate(codes):
        if code in codes[:index]:
            yield (*keys, index, "code"), f"代码 {code} 重复，换一个"


def _use_faults(system: System, context: Context) -> Iterator[Fault]:
    """Codes and documents that are named and not there."""
    for index, layer in enumerate(system.file.layers):
        for place, sublayer in enumerate(layer.sublayers):
            yield from _unknown(system, [sublayer.bound_by], ("layers", index, "sublayers", place), "bound_by")
        for place, subsystem in enumerate(layer.subsystems):
            keys = ("layers", index, "subsystems", place)
            yield from _unknown(system, subsystem.adjacent, keys, "adjacent")
            yield from _unknown_document(subsystem.document, context, (*keys, "document"))
            for code in subsystem.topics or {}:
                if code not in {sublayer.code for sublayer in layer.sublayers}:
                    yield (*keys, "topics", code), f"{layer.name}没有代码为 {code} 的子层"
    for index, stage in enumerate(system.file.stages):
        yield from _unknown(system, stage.codes, ("stages", index), "codes")
    yield from _unknown(system, system.file.throughout, (), "throughout")


def _unknown(system: System, codes: Sequence[str], keys: tuple[Key, ...], field: str) -> Iterator[Fault]:
    for index, code in enumerate(codes):
        if code and code not in system.names:
            yield (*keys, field, index), f"没有代码为 {code} 的层或子体系{nearest(code, system.names)}"


def _unknown_document(name: str, context: Context, keys: tuple[Key, ...]) -> Iterator[Fault]:
    if name and name not in context.sources.names:
        yield keys, f"没有名为 {name} 的文稿{nearest(name, context.sources.names)}"


# --- rows of the 明细表 ----------------------------------------------------------------------


def _row_faults(system: System, context: Context) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    leaves = system.leaves("")
    for index, row in enumerate(system.file.standards):
        keys = ("standards", index)
        yield from _entry_faults(row, leaves, keys)
        yield from _subject_faults(row, system, context, keys)
        yield from _unknown(system, row.related, keys, "related")
        for field, value in (("entry", row.entry), ("ref", row.ref), ("document", row.document), ("name", row.name)):
            if value and f"{field} {value}" in seen:
                yield (*keys, field), f"{value} 与第 {seen[f'{field} {value}']} 行重复；同一标准只列一次，代码不重复"
            seen.setdefault(f"{field} {value}", system.loaded.span(*keys, field).line)


def _entry_faults(row: StandardRow, leaves: Sequence[str], keys: tuple[Key, ...]) -> Iterator[Fault]:
    if not re.fullmatch(r".+\.[0-9]{3}", row.entry):
        yield (*keys, "entry"), f"条目代码 {row.entry} 应是体系代码、圆点和三位顺序号，如 {leaves[0] if leaves else '101'}.001"
    elif row.code not in leaves:
        below = [leaf for leaf in leaves if leaf.startswith(f"{row.code}-")]
        remedy = f"；写到子层，如 {below[0]}" if below else nearest(row.code, leaves)
        yield (*keys, "entry"), f"没有可列标准的体系代码 {row.code}{remedy}"


def _subject_faults(row: StandardRow, system: System, context: Context, keys: tuple[Key, ...]) -> Iterator[Fault]:
    given = [field for field in ("ref", "document", "name") if getattr(row, field)]
    if len(given) != 1:
        yield keys, f"{row.entry} 应写 ref（references.yaml 的键）、document（本库的文稿）、name（拟用名称）之一"
    elif row.ref and row.ref not in system.registry:
        yield (*keys, "ref"), f"references.yaml 中没有 {row.ref}{nearest(row.ref, system.registry) or '；在其中补上这一条'}"
    elif row.name and not (row.level and row.state):
        yield keys, f"{row.entry} 还没有编号，要写 level（宜定级别）和 state（planned 或 drafting）"
    elif row.state and not row.name:
        yield (*keys, "state"), f"{row.entry} 的状态取自 references.yaml 或文稿的 standard.yaml；去掉 state"
    yield from _unknown_document(row.document, context, (*keys, "document"))
