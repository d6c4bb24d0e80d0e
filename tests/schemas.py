"""YAML files as an editor sees them, and held against a JSON Schema: as much of draft 7 as our schemas use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml


class CoreLoader(yaml.SafeLoader):
    """Reads scalars as YAML 1.2 does, which is what editors go by: `off` and a date are texts."""

    yaml_implicit_resolvers: Mapping[str, list[Any]] = {}


for _kind, _expression, _first in (
    ("null", r"~|null|", "~n"),
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?\d+", "-+0123456789"),
    ("float", r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?", "-+.0123456789"),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", re.compile(rf"(?:{_expression})\Z"), [*_first, ""])

TYPES = {"object": dict, "array": list, "string": str, "number": (int, float), "integer": int, "boolean": bool, "null": type(None)}
KNOWN = {
    *("$schema", "title", "description", "default", "type", "enum", "const", "properties", "required", "additionalProperties"),
    *("propertyNames", "items", "pattern", "minimum", "maximum", "allOf", "anyOf", "if", "then"),
}


def plain(text: str | bytes) -> Any:
    """A file as values."""
    return yaml.load(text, CoreLoader)


def faults(value: Any, schema: Any, place: str = "") -> Iterator[str]:
    """Where a value is not as a schema asks, and which keyword says so."""
    assert schema.keys() <= KNOWN, schema.keys() - KNOWN
    if "type" in schema and not _has_type(value, schema["type"]):
        yield f"{place}: type"
    if "enum" in schema and not any(_same(value, known) for known in schema["enum"]):
        yield f"{place}: enum"
    if "const" in schema and not _same(value, schema["const"]):
        yield f"{place}: const"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{place}: pattern"
    if isinstance(value, int) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{place}: range"
    if isinstance(value, dict):
        yield from _object(value, schema, place)
    if isinstance(value, list) and "items" in schema:
        for index, item in enumerate(value):
            yield from faults(item, schema["items"], f"{place}/{index}")
    yield from _together(value, schema, place)


def _object(value: dict[str, Any], schema: Any, place: str) -> Iterator[str]:
    properties = schema.get("properties", {})
    yield from (f"{place}/{key}: required" for key in schema.get("required", ()) if key not in value)
    for key, each in value.items():
        yield from faults(str(key), schema.get("propertyNames", {}), f"{place}/{key}")
        other = schema.get("additionalProperties", {})
        if key in properties:
            yield from faults(each, properties[key], f"{place}/{key}")
        elif other is False:
            yield f"{place}/{key}: additionalProperties"
        else:
            yield from faults(each, other, f"{place}/{key}")


def _together(value: Any, schema: Any, place: str) -> Iterator[str]:
    for each in schema.get("allOf", ()):
        yield from faults(value, each, place)
    if "anyOf" in schema and all(any(faults(value, each, place)) for each in schema["anyOf"]):
        yield f"{place}: anyOf"
    if "if" in schema and not any(faults(value, schema["if"], place)):
        yield from faults(value, schema["then"], place)


def _has_type(value: Any, types: str | list[str]) -> bool:
    names = [types] if isinstance(types, str) else types
    return any(isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool)) for name in names)


def _same(value: Any, known: Any) -> bool:
    return type(value) is type(known) and value == known
