"""system.yaml: a standards system as data (GB/T 13016): its layers, subsystems and codes, and a row for each of its standards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, TypeAlias

from gbdoc.diagnostic import nearest
from gbdoc.read.context import Context
from gbdoc.read.nodes import Key
from gbdoc.read.yaml import Loaded, load
from gbdoc.source import Span

PATH = "system.yaml"
_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Sublayer:
    """A part that every subsystem of a layer has; `bound_by` is the layer whose standards those in it follow."""

    code: str
    name: str
    bound_by: str = ""
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class Subsystem:
    """A subsystem (子体系): its code, what it holds, and the document of ours that refines it."""

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

    def leaves(self, subsystem: Subsystem) -> tuple[str, ...]:
        """The codes that standards of one of its subsystems may have: 401-1, 401-2 …, or its own where there are no sub-layers."""
        return tuple(f"{subsystem.code}-{sublayer.code}" for sublayer in self.sublayers) or (subsystem.code,)


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
    level: str = ""
    state: str = ""
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
    """A standards system and the file it was read from."""

    loaded: Loaded[SystemFile]

    @property
    def file(self) -> SystemFile:
        return self.loaded.value

    @cached_property
    def layers(self) -> Mapping[str, Layer]:
        """The layers by code."""
        return {layer.code: layer for layer in reversed(self.file.layers)}

    @cached_property
    def subsystems(self) -> Mapping[str, tuple[Layer, Subsystem]]:
        """The subsystems by code, each with its layer."""
        pairs = [(layer, subsystem) for layer in self.file.layers for subsystem in layer.subsystems]
        return {subsystem.code: (layer, subsystem) for layer, subsystem in pairs}

    @property
    def openable(self) -> Mapping[str, object]:
        """The codes of layers and subsystems, which figures and statistics may show by themselves."""
        return {**self.layers, **self.subsystems}

    @cached_property
    def leaves(self) -> Mapping[str, Subsystem]:
        """The codes that standards may have, in order, each with its subsystem."""
        return {leaf: subsystem for layer, subsystem in self.subsystems.values() for leaf in layer.leaves(subsystem)}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name that belongs to each code there is, layers first."""
        names = {layer.code: layer.name for layer in self.file.layers}
        names |= {subsystem.code: subsystem.name for _, subsystem in self.subsystems.values()}
        for layer, subsystem in self.subsystems.values():
            names |= {f"{subsystem.code}-{sublayer.code}": sublayer.name for sublayer in layer.sublayers}
        return names

    def leaves_below(self, code: str) -> tuple[str, ...]:
        """The codes that standards below a code may have; all of them for the empty code."""
        if not code:
            return tuple(self.leaves)
        if code in self.layers:
            layer = self.layers[code]
            return tuple(leaf for subsystem in layer.subsystems for leaf in layer.leaves(subsystem))
        if code in self.subsystems:
            layer, subsystem = self.subsystems[code]
            return layer.leaves(subsystem)
        return (code,) if code in self.leaves else ()


def read_system(context: Context, named_at: Span | None) -> System | None:
    """The standards system of the library, its frame checked; None, told, where there is none."""
    if PATH not in context.sources.files:
        message = f"没有 {PATH}；在 content/ 里写这个文件，给出层、子体系和标准"
        context.error(named_at or context.file_span(PATH), "missing-file", message)
        return None
    loaded = load(context, PATH, SystemFile, named_at)
    if loaded is None:
        return None
    system = System(loaded)
    for keys, message in (*_blanks(system.file), *_code_faults(system), *_use_faults(system, context)):
        context.error(loaded.span(*keys), "system", message)
    return system


# --- what must hold of the frame -------------------------------------------------------------

Fault: TypeAlias = tuple[tuple[Key, ...], str]
Coded: TypeAlias = Layer | Subsystem | Sublayer


def _blanks(file: SystemFile) -> Iterator[Fault]:
    """What has no name or no code, and a system without layers."""
    named = [(("name",), file.name), *(((*keys, "name"), each.name) for keys, each in _coded(file))]
    named += [((*keys, "code"), each.code) for keys, each in _coded(file)]
    named += [(("stages", index, "name"), stage.name) for index, stage in enumerate(file.stages)]
    yield from ((keys, f"{keys[-1]} 是空的，请写上") for keys, text in named if not text.strip())
    if not file.layers:
        yield ("layers",), "layers 是空的；至少写一层"
    for index, stage in enumerate(file.stages):
        if not stage.codes:
            yield ("stages", index), f"{stage.name}阶段没有写 codes；列出它使用的层和子体系"


def _coded(file: SystemFile) -> Iterator[tuple[tuple[Key, ...], Coded]]:
    """All that has a code, with the keys that lead to it."""
    for index, layer in enumerate(file.layers):
        yield ("layers", index), layer
        yield from ((("layers", index, "sublayers", place), sublayer) for place, sublayer in enumerate(layer.sublayers))
        yield from ((("layers", index, "subsystems", place), subsystem) for place, subsystem in enumerate(layer.subsystems))


def _code_faults(system: System) -> Iterator[Fault]:
    """Codes that are not as the file says, or that stand twice."""
    pattern = _compiled(system.file.pattern)
    if pattern is None:
        yield ("pattern",), f"pattern {system.file.pattern} 不是正确的正则表达式"
    for keys, subsystem in _coded(system.file):
        layer = system.file.layers[int(keys[1])]
        if not isinstance(subsystem, Subsystem) or not subsystem.code.strip():
            continue
        if pattern and not pattern.fullmatch(subsystem.code):
            yield (*keys, "code"), f"子体系代码 {subsystem.code} 不合 pattern {system.file.pattern}"
        elif not subsystem.code.startswith(layer.code):
            yield (*keys, "code"), f"子体系代码 {subsystem.code} 应以所在层的代码 {layer.code} 开头"
    yield from _repeated(system)


def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern or ".+")
    except re.error:
        return None


def _repeated(system: System) -> Iterator[Fault]:
    """Codes of layers, subsystems and their sub-layers that stand twice."""
    first: dict[str, int] = {}
    for keys, each in _coded(system.file):
        layer = system.file.layers[int(keys[1])]
        line = system.loaded.span(*keys, "code").line
        names = [each.code]
        if isinstance(each, Sublayer):
            names = [f"{layer.code} {each.code}"]
        elif isinstance(each, Subsystem) and layer.sublayers:
            names += dict.fromkeys(layer.leaves(each))
        for name in names:
            if name in first:
                yield (*keys, "code"), f"代码 {name.rpartition(' ')[2]} 与第 {first[name]} 行重复，换一个"
            first.setdefault(name, line)


def _use_faults(system: System, context: Context) -> Iterator[Fault]:
    """Codes and documents that are named and not there."""
    for keys, each in _coded(system.file):
        if isinstance(each, Sublayer):
            yield from unknown_codes(system.layers, [each.bound_by], (*keys, "bound_by"))
        elif isinstance(each, Subsystem):
            yield from unknown_codes(system.subsystems, each.adjacent, (*keys, "adjacent"))
            yield from unknown_document(each.document, context, (*keys, "document"))
            layer = system.file.layers[int(keys[1])]
            for code in each.topics or {}:
                if code not in {sublayer.code for sublayer in layer.sublayers}:
                    yield (*keys, "topics", code), f"{layer.name}没有代码为 {code} 的子层"
    used = system.openable
    for index, stage in enumerate(system.file.stages):
        yield from unknown_codes(used, stage.codes, ("stages", index, "codes"))
    yield from unknown_codes(used, system.file.throughout, ("throughout",))


def unknown_codes(known: Mapping[str, object], codes: Sequence[str], keys: tuple[Key, ...]) -> Iterator[Fault]:
    """Codes that are not among the known ones."""
    for index, code in enumerate(codes):
        if code and code not in known:
            yield (*keys, index), f"没有代码为 {code} 的层或子体系{nearest(code, known)}"


def unknown_document(name: str, context: Context, keys: tuple[Key, ...]) -> Iterator[Fault]:
    """A document that the library does not have."""
    if name and name not in context.sources.names:
        yield keys, f"没有名为 {name} 的文稿{nearest(name, context.sources.names)}"
