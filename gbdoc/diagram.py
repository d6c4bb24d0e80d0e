"""Structure diagrams of a standards system as data (结构图, GB/T 13016): what there is to draw, not how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Box:
    """A system, layer, subsystem or sub-layer, or what one holds: its 体系代码, if it has one, its name, and what belongs to it."""

    code: str
    name: str
    boxes: tuple[Box, ...] = ()
    bound_by: Box | None = None  # what the standards in it may not contradict: the layer above
    refined: bool = False  # whether a document of its own refines it

    @property
    def words(self) -> str:
        """401　城市管理"""
        return f"{self.code}　{self.name}" if self.code else self.name


@dataclass(frozen=True, slots=True)
class HierarchicalStructure:
    """层次结构: one box with two levels below it, drawn solid; dashed what it is next to."""

    above: tuple[Box, ...]  # what it belongs to, the outermost first
    opened: Box
    beside: tuple[Box, ...]  # related boxes outside its boundary


@dataclass(frozen=True, slots=True)
class SequenceStructure:
    """序列结构: stages in their order, each with the boxes that it uses, and the boxes that all of them use."""

    stages: tuple[Box, ...]
    throughout: tuple[Box, ...]


Diagram: TypeAlias = HierarchicalStructure | SequenceStructure
