"""What pydantic finds wrong in a tree, as a place in the file and a sentence with its remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from gbdoc.diagnostic import nearest
from gbdoc.read.nodes import Fields, Items, Key, Node, Scalar, child, descend, key_span
from gbdoc.source import Span


@dataclass(frozen=True, slots=True)
class Complaint:
    """One value that does not fit its shape, and what to leave out so that the rest can be used."""

    keys: tuple[Key, ...]
    drop: tuple[Key, ...]  # empty where nothing can be kept
    span: Span
    rule: str
    message: str


def complaint(error: Any, root: Node, shape: Any) -> Complaint:
    """An error of pydantic, told of the tree `root` that was to have a shape."""
    location = tuple(_keys(error["loc"], root))
    kind = error["type"]
    if kind == "missing":
        return _missing(location, root)
    way = list(descend(root, location))
    found = tuple(key for key, _ in way)
    node = way[-1][1] if way else root
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return _unknown(found, root, _known_keys(shape, found[:-1]))
    rule = "wrong-value" if kind == "literal_error" else "wrong-type"
    return Complaint(found, found, node.span, rule, _say(found or ("",), _explain(node, error)))


def unknown_empty(node: Node, keys: tuple[Key, ...], shape: Any, root: Node | None = None) -> Iterator[Complaint]:
    """The keys without a value that nobody knows; pydantic is not shown keys without a value."""
    root = root or node
    if isinstance(node, Items):
        for index, item in enumerate(node.items):
            yield from unknown_empty(item, (*keys, index), shape, root)
    if isinstance(node, Fields):
        known = _known_keys(shape, keys)
        for key, entry in node.fields.items():
            if known and key not in known:
                yield _unknown((*keys, key), root, known)
            yield from unknown_empty(entry.value, (*keys, key), shape, root)


def _unknown(keys: tuple[Key, ...], root: Node, known: list[str]) -> Complaint:
    few = f"；可用的有 {'、'.join(known)}" if 0 < len(known) <= _FEW else ""
    message = _say(keys[:-1], "没有") + f" {keys[-1]} 这个键{nearest(str(keys[-1]), known) or few}"
    return Complaint(keys, keys, key_span(root, keys), "unknown-key", message)


def _keys(steps: tuple[Key, ...], root: Node) -> Iterator[Key]:
    """The steps of pydantic's place without those that are no keys but name a member of a union."""
    node: Node | None = root
    for step in steps:
        below = child(node, step) if node else None
        if below is not None or not (isinstance(step, str) and (step in ("str", "bool", "int") or "[" in step)):
            yield step
            node = below


def _missing(location: tuple[Key, ...], root: Node) -> Complaint:
    *above, key = location
    holder = tuple(above)
    if len(list(descend(root, location))) == len(location):
        return Complaint(location, holder, key_span(root, location), "missing-key", f"{key} 的值是空的，请写上")
    return Complaint(location, holder, _head(root, holder), "missing-key", _say(holder, f"缺少 {key}"))


def _head(root: Node, keys: tuple[Key, ...]) -> Span:
    """Where to say that a key is missing: the key that holds the mapping, else the mapping's first key."""
    if keys and isinstance(keys[-1], str):
        return key_span(root, keys)
    node = [root, *(below for _, below in descend(root, keys))][-1]
    entries = list(node.fields.values()) if isinstance(node, Fields) else []
    return entries[0].key_span if entries else node.span


def _thing(keys: tuple[Key, ...]) -> str:
    """The value's name: its key, and which item of a list it is."""
    if keys == ("",):
        return "文件最外层"
    name = ""
    items: list[str] = []
    for key in keys:
        name, items = (key, []) if isinstance(key, str) else (name, [*items, f"第 {key + 1} 项"])
    return (f"{name} 的" if name and items else name) + "的".join(items)


def _say(keys: tuple[Key, ...], sentence: str) -> str:
    """A sentence about a value, led by its name."""
    thing = _thing(keys)
    return f"{thing} {sentence}" if thing[-1:].isascii() and thing else thing + sentence


def _explain(node: Node, error: Any) -> str:
    match error["type"]:
        case "literal_error":
            return _wrong_literal(node, re.findall(r"'([^']*)'", error["ctx"]["expected"]))
        case "string_type":
            return f"应是文字，这里是{_KIND[type(node)]}{_quotes(node)}"
        case "dataclass_type" | "dict_type" | "mapping_type":
            return f"应是一组“键: 值”，{_colon(node)}"
    return _WANTED.get(error["type"], "的值不合要求")


_FEW = 14  # keys to choose from that a message names
_KIND = {Scalar: "文字", Items: "列表", Fields: "一组“键: 值”"}
_LIST = "应是列表，请写成 [甲, 乙] 或每项一行以“- ”开头"
_WANTED: Mapping[str, str] = {
    "tuple_type": _LIST,
    "list_type": _LIST,
    "bool_type": "应是 true 或 false",
    "bool_parsing": "应是 true 或 false",
    "int_type": "应是整数",
    "int_parsing": "应是整数",
    "int_from_float": "应是整数",
    "float_type": "应是数",
    "float_parsing": "应是数",
    "decimal_type": "应是数",
    "decimal_parsing": "应是数",
}


def _wrong_literal(node: Node, known: list[str]) -> str:
    if not isinstance(node, Scalar) or not node.text:
        return f"应是 {'、'.join(known)} 之一"
    return f"不能是 {node.text}，可用 {'、'.join(known)}{nearest(node.text, known)}"


def _quotes(node: Node) -> str:
    """The remedy where a text was taken for a list or mapping on one line."""
    if isinstance(node, Scalar) or node.span.line != node.span.end_line:
        return ""
    return f"；以 {'[' if isinstance(node, Items) else '{'} 开头的文字请加引号"


def _colon(node: Node) -> str:
    if isinstance(node, Scalar) and re.match(r"[^\s：:]+(：|:\S)", node.text or ""):
        return "冒号用半角，后面空一格"
    return f"这里是{_KIND[type(node)]}"


# --- the shape's keys ------------------------------------------------------------------------


def _known_keys(shape: Any, keys: tuple[Key, ...]) -> list[str]:
    """The keys that a mapping may have where `keys` lead to in a shape."""
    shapes = _members(shape)
    for key in keys:
        shapes = [below for each in shapes for below in _step(each, key)]
    return [key for each in shapes if _is_class(each) for key in _fields(each)]


def _step(shape: Any, key: Key) -> list[Any]:
    arguments = get_args(shape)
    origin = get_origin(shape)
    if _is_class(shape):
        fields = _fields(shape)
        return _members(fields[key]) if key in fields else []
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _members(arguments[1])
    return _members(arguments[0]) if isinstance(origin, type) and issubclass(origin, Sequence) else []


def _members(shape: Any) -> list[Any]:
    """The shapes that a value may have: the members of a union, else the shape itself."""
    origin = get_origin(shape)
    if origin is Annotated:
        return _members(get_args(shape)[0])
    if is_dataclass(shape) or (isinstance(origin, type) and issubclass(origin, Mapping | Sequence)):
        return [shape]
    return [member for argument in get_args(shape) for member in _members(argument)]


def _is_class(shape: Any) -> bool:
    return is_dataclass(shape)


@cache
def _fields(shape: Any) -> dict[Any, Any]:
    """The keys of a dataclass as written in a file, with the shapes of their values."""
    hints = get_type_hints(shape, include_extras=True)
    return {_written(name, hints[name]): hints[name] for name in (field.name for field in fields(shape))}


def _written(name: str, hint: Any) -> str:
    return next((given.alias for given in getattr(hint, "__metadata__", ()) if getattr(given, "alias", None)), name)
