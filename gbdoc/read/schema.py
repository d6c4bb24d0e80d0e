"""JSON Schemas (draft 7) of our YAML files for editors, made from the shapes that reading uses.

What reading asks of a value beyond its shape is in them where a schema can say it: patterns, and keys that are needed together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from gbdoc.model import Reference
from gbdoc.read.baseline import BaselineFile
from gbdoc.read.changes import Changes, Entry
from gbdoc.read.data_file import DataShape
from gbdoc.read.metadata import CODES, PATTERNS, PublishedPart, StandardFile
from gbdoc.read.references import DATE, DATES, KEY, NEEDED, YEAR
from gbdoc.read.symbols import AbbreviationShape, AbbreviationsShape, SymbolShape, SymbolsShape
from gbdoc.read.system import StandardRow, SystemFile
from gbdoc.read.system_rows import LEVELS, PROJECTS
from gbdoc.read.terms import EntryShape, FigureShape, GroupShape, TermsShape
from gbdoc.read.yaml import json_schema
from gbdoc.read.yaml_words import WORDS

Schema: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of YAML file: where its files lie in a library, what they are, and their shape."""

    name: str
    places: str
    title: str
    shape: Any


KINDS = (
    Kind("standard", "content/*/standard.yaml", "文稿的封面、前言和文件次序", StandardFile),
    Kind("terms", "content/*/terms.yaml", "术语和定义", TermsShape),
    Kind("symbols", "content/*/symbols.yaml", "符号", SymbolsShape),
    Kind("abbreviations", "content/*/abbreviations.yaml", "缩略语", AbbreviationsShape),
    Kind("changes", "content/*/changes.yaml", "与旧版相比的主要技术变化", tuple[Entry, ...] | Changes),
    Kind("data", "content/*/data/*.yaml", "数据表", DataShape),
    Kind("baseline", "content/*/baseline/*.yaml", "没有进过 git 的旧版", BaselineFile),
    Kind("references", "content/references.yaml", "被引用的他人文件", dict[str, Reference]),
    Kind("system", "content/system.yaml", "标准体系", SystemFile),
)


def schema(kind: Kind) -> Schema:
    """The schema of one kind of file."""
    whole = json_schema(kind.shape)
    made = _Maker(whole.pop("$defs", {})).value(whole)
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": kind.title, **made, **_WHOLE.get(kind.name, {})}


@dataclass(frozen=True, slots=True)
class _Maker:
    """Turns what pydantic writes into what editors read: nothing is referred to, every scalar may be typed without quotes."""

    definitions: Mapping[str, Schema]

    def value(self, given: Schema) -> Schema:
        if "$ref" in given:
            return self.value(self.definitions[given["$ref"].rpartition("/")[2]])
        if "anyOf" in given:
            members = [self.value(member) for member in given["anyOf"] if member.get("type") != "null"]
            return members[0] if len(members) == 1 else {"anyOf": members}
        if "properties" in given:
            return self.fields(given)
        if given["type"] == "object":
            return {"type": "object", "additionalProperties": self.value(given["additionalProperties"])}
        if given["type"] == "array":
            return {"type": "array", "items": self.value(given["items"])}
        return _scalar(given)

    def fields(self, given: Schema) -> Schema:
        """A class: its keys with their words, none of them unknown; one that may be left out may also be without a value."""
        shape = _CLASSES[given["title"]]
        required = [*given.get("required", ()), *_NEEDED.get(shape, ())]
        properties = {key: self.field(shape, key, each) for key, each in given["properties"].items()}
        properties = {key: each if key in required else _or_nothing(each) for key, each in properties.items()}
        needed = {"required": required} if required else {}
        rules = {"allOf": list(_RULES[shape]())} if shape in _RULES else {}
        return {"type": "object", "properties": properties, "additionalProperties": False, **needed, **rules}

    def field(self, shape: Any, key: str, given: Schema) -> Schema:
        """A key with its words, its default and what is asked of its value, or of each item of its list."""
        made = {"description": WORDS[shape][key], **self.value(given)}
        asked = _ASKED.get((shape, key), {})
        if "items" in made:
            return {**made, "items": {**made["items"], **asked}}
        default = given.get("default")
        if isinstance(default, bool | int | str) and default != "":
            made["default"] = default
        return {**made, **(_or_empty(asked) if default == "" else asked)}


_CLASSES = {shape.__name__: shape for shape in WORDS}


def _scalar(given: Schema) -> Schema:
    """A value of one line; a text may look like a number or a truth value to YAML."""
    known = given.get("enum", [given["const"]] if "const" in given else [])
    if known:
        return {"enum": [form for word in known if word for form in ((word, int(word)) if word.isdecimal() else (word,))]}
    return {"type": ["string", "number", "boolean"]} if given["type"] == "string" else {"type": given["type"]}


def _or_nothing(made: Schema) -> Schema:
    if "enum" in made:
        return {key: value for key, value in made.items() if key != "type"} | {"enum": [*made["enum"], None]}
    if "anyOf" in made:
        return {**made, "anyOf": [*made["anyOf"], {"type": "null"}]}
    types = made["type"] if isinstance(made["type"], list) else [made["type"]]
    return {**made, "type": [*types, "null"]}


def _or_empty(asked: Schema) -> Schema:
    """What is asked of a text that may be empty."""
    return {**asked, "pattern": f"{asked['pattern']}|^$"} if "pattern" in asked else asked


# --- what reading asks beyond the shapes -------------------------------------------------------


def _pattern(expression: str) -> Schema:
    """As `re.fullmatch` takes it."""
    return {"pattern": f"^(?:{expression})$"}


_DAY = _pattern(r"\d{4}-\d{2}-\d{2}|XXXX-XX-XX")
_ASKED: Mapping[tuple[Any, str], Schema] = {
    **{(StandardFile, key): _pattern(PATTERNS[key]) for key in ("number", "part", "year", "ics", "ccs")},
    (StandardFile, "round"): _pattern(PATTERNS["part"]),
    **{(StandardFile, key): _DAY for key in ("completed", "issued", "implemented")},
    (PublishedPart, "part"): _pattern(PATTERNS["part"]),
    (Reference, "year"): _pattern(YEAR),
    **{(Reference, key): _pattern(DATE) for key in DATES},
    (StandardRow, "level"): {"enum": ["", *LEVELS]},
    (StandardRow, "state"): {"enum": ["", *PROJECTS]},
}

_NEEDED: Mapping[Any, tuple[str, ...]] = {
    StandardFile: ("body",),
    DataShape: ("rows",),
    GroupShape: ("title", "entries"),
    EntryShape: ("term", "english", "definition"),
    FigureShape: ("file", "alt"),
    SymbolShape: ("symbol", "meaning"),
    AbbreviationShape: ("short",),
}


def _standard_rules() -> Iterator[Schema]:
    for kind, (code, _) in CODES.items():
        level = {} if kind == "national" else {"required": ["level"]}
        yield _where("kind", kind, {"properties": {"code": _pattern(code)}, **level})
    yield {"properties": {"contents": {"properties": {"depth": {"minimum": 1, "maximum": 6}}}}}
    yield {"properties": {"measures": {"additionalProperties": _pattern(PATTERNS["measure"])}}}


def _reference_rules() -> Iterator[Schema]:
    for kind, keys in NEEDED.items():
        if keys:
            yield _where("kind", kind, {"required": list(keys)})


def _abbreviation_rules() -> Iterator[Schema]:
    yield {"anyOf": [{"required": ["chinese"]}, {"required": ["english"]}]}


def _where(key: str, value: str, asked: Schema) -> Schema:
    return {"if": {"properties": {key: {"const": value}}, "required": [key]}, "then": asked}


_RULES: Mapping[Any, Any] = {StandardFile: _standard_rules, Reference: _reference_rules, AbbreviationShape: _abbreviation_rules}
_WHOLE: Mapping[str, Schema] = {"references": {"propertyNames": _pattern(KEY)}}
