"""Changes -> JSON: what docs/redline.schema.json says of it, held against what is written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest

from gbdoc.change import Category, Change, ChangeKind
from gbdoc.write.redline.report import SCHEMA, report
from gbdoc.write.redline.selection import Selection
from gbdoc.write.redline.wording import CATEGORIES, KINDS
from redlines import comparison

PUBLISHED = json.loads((Path(__file__).parents[1] / "docs/redline.schema.json").read_text(encoding="utf-8"))


def told(selection: Selection | None = None) -> Any:
    return json.loads(report([comparison()], "征求意见稿-1", "工作区", *([selection] if selection else [])))


def test_it_is_as_the_schema_says() -> None:
    assert list(faults(told(), PUBLISHED, "$")) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [("documents.0.changes.0.kind", "renamed"), ("documents.0.changes.0.key", 5),
     ("documents.0.counts.total", "18"), ("schema", "redline/2")],
)  # fmt: skip
def test_the_check_finds_what_is_not(path: str, value: object) -> None:
    data = told()
    *steps, last = path.split(".")
    place = data
    for step in steps:
        place = place[int(step) if step.isdecimal() else step]
    place[last] = value
    assert list(faults(data, PUBLISHED, "$"))


def test_a_key_more_is_found() -> None:
    data = told()
    data["documents"][0]["changes"][0]["extra"] = 1
    assert list(faults(data, PUBLISHED, "$")) == ["$.documents[0].changes[0]: extra is not known"]


def test_the_schema_knows_all_kinds_and_classes() -> None:
    change = PUBLISHED["$defs"]["change"]["properties"]
    assert tuple(change["kind"]["enum"]) == get_args(ChangeKind) == tuple(KINDS)
    assert tuple(change["class"]["enum"]) == get_args(Category) == tuple(CATEGORIES)
    assert PUBLISHED["properties"]["schema"]["const"] == SCHEMA


def test_a_change_tells_all_that_is_known_of_it() -> None:
    one = next(change for change in told()["documents"][0]["changes"] if change["key"] == "chg-limit")
    assert one["ops"][1:3] == [["-", "宜"], ["+", "应"]]
    assert one["values"] == [{"old": "10", "new": "20", "unit": "MΩ"}]
    assert (one["old"]["number"], one["new"]["number"], one["new"]["title"]) == ("4.1", "4.2", "绝缘电阻")
    assert one["new"]["file"] == "content/gp/requirements.md"
    assert {"class" if f.name == "category" else f.name for f in fields(Change)} <= one.keys()


def test_a_selection_holds() -> None:
    document = told(Selection(only=("表1",)))["documents"][0]
    assert [change["key"] for change in document["changes"]] == ["chg-row", "chg-hertz", "chg-watt"]
    assert document["counts"]["total"] == 3


def test_it_is_the_same_every_time() -> None:
    assert report([comparison()], "a", "b") == report([comparison()], "a", "b")


# --- as much of JSON Schema as the published one uses ------------------------------------------

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "null": type(None)}
KNOWN = {
    "$schema", "$defs", "$ref", "title", "description", "type", "properties", "required", "additionalProperties", "propertyNames", "items",
    "prefixItems", "minItems", "maxItems", "enum", "const", "pattern", "minimum",
}  # fmt: skip


def faults(value: Any, schema: Any, place: str) -> Iterator[str]:
    assert schema.keys() <= KNOWN
    if "$ref" in schema:
        schema = PUBLISHED["$defs"][schema["$ref"].rpartition("/")[2]]
    kinds = schema.get("type", [])
    allowed = tuple(TYPES[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds))
    if allowed and (not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed)):
        yield f"{place}: {value!r} is not {kinds}"
        return
    if "const" in schema and value != schema["const"]:
        yield f"{place}: {value!r} is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {value!r} is none of {schema['enum']}"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{place}: {value!r} does not look like {schema['pattern']}"
    if isinstance(value, int) and value < schema.get("minimum", value):
        yield f"{place}: {value} is too small"
    if isinstance(value, dict):
        yield from _object(value, schema, place)
    if isinstance(value, list):
        yield from _array(value, schema, place)


def _object(value: dict[str, Any], schema: Any, place: str) -> Iterator[str]:
    yield from (f"{place}: {name} is missing" for name in schema.get("required", ()) if name not in value)
    for name, each in value.items():
        if "propertyNames" in schema:
            yield from faults(name, schema["propertyNames"], f"{place}.{name}")
        below = schema.get("properties", {}).get(name, schema.get("additionalProperties", {}))
        if below is False:
            yield f"{place}: {name} is not known"
        else:
            yield from faults(each, below, f"{place}.{name}")


def _array(value: list[Any], schema: Any, place: str) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{place}: {len(value)} items"
    first = schema.get("prefixItems", [])
    for index, each in enumerate(value):
        below = first[index] if index < len(first) else schema.get("items", {})
        yield from faults(each, below, f"{place}[{index}]")
