"""Which dataclasses the fields of a dataclass lead to, told by their types; a search leaves aside what leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints


@cache
def leads_to(cls: Any, name: str, kinds: tuple[Any, ...]) -> bool:
    """Whether the field `name` of a dataclass may hold, at any depth, something of one of some kinds."""
    return any(issubclass(found, kinds) for start in _named(_hints(cls)[name]) for found in _reached(start))


@cache
def _reached(start: Any) -> frozenset[Any]:
    """A dataclass and all below it."""
    reached = {start}
    pending = [start]
    while pending:
        below = {found for hint in _hints(pending.pop()).values() for found in _named(hint)} - reached
        reached |= below
        pending.extend(below)
    return frozenset(reached)


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return get_type_hints(cls)


def _named(hint: Any) -> Iterator[Any]:
    """The dataclasses that a type names."""
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for inner in get_args(hint):
        yield from _named(inner)
