"""YAML files -> values with places: tests/cases/yaml. → stands for a tab.

A case of standard.md is completed to a standard.yaml that is otherwise right.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import Case, check, load_cases, sources
from gbdoc.diagnostic import Diagnostic, Severity, in_order
from gbdoc.read.context import Context
from gbdoc.read.data import DataTables
from gbdoc.read.metadata import metadata_of, read_standard
from gbdoc.read.nodes import Fields, Items, Key, Node, Scalar
from gbdoc.read.references import read_registry_with_places
from gbdoc.read.yaml import Loaded, load, named
from gbdoc.source import Sources, Span
from standard_file import completed


@dataclass(frozen=True, slots=True)
class Source:
    ref: str
    modified: bool = False
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Term:
    """Something of each kind that our files hold."""

    id: str
    definition: str = ""
    notes: tuple[str, ...] = ()
    kind: Literal["basic", "general", "product"] = "basic"
    depth: int = 1
    within: Annotated[str, named("in")] = ""
    source: Source | None = None
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Terms:
    entries: tuple[Term, ...]
    imports: tuple[str, ...] = ()
    labels: dict[str, str] | None = None
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}


def context_of(text: str | bytes, path: str = "gp/a.yaml", more: Mapping[str, bytes] | None = None) -> Context:
    data = text if isinstance(text, bytes) else text.replace("→", "\t").encode()
    return Context(Sources({path: data, **(more or {})}), "gp", DataTables())


def told(diagnostics: list[Diagnostic]) -> list[str]:
    words = {Severity.ERROR: "错误", Severity.WARNING: "警告"}
    return [f"{place(d.span)} {words[d.severity]} {d.rule} {d.message}" for d in in_order(diagnostics)]


def place(span: Span) -> str:
    end = "" if span.end_line == span.line else f"{span.end_line}:"
    return f"{span.line}:{span.column}-{end}{span.end_column}"


def values(node: Node, keys: tuple[Key, ...] = ()) -> Iterator[str]:
    """Each scalar on a line: keys, text, and the place of each of its lines."""
    match node:
        case Scalar(text=text, passage=passage):
            places = " ".join(f"{line}:{column}" for line, column in passage.starts)
            lines = "" if passage.text == (text or "") else f" <- {passage.text!r}"
            yield f"{'.'.join(map(str, keys))} = {text!r}{lines} @ {places}"
        case Items(items=items):
            for index, item in enumerate(items):
                yield from values(item, (*keys, index))
        case Fields(fields=fields):
            for key, entry in fields.items():
                yield from values(entry.value, (*keys, key))


def shown(loaded: Loaded[Any] | None) -> list[str]:
    return list(values(loaded.root)) if loaded else ["（读不成）"]


@pytest.mark.parametrize("case", load_cases("yaml"), ids=str)
def test_yaml(case: Case, request: pytest.FixtureRequest) -> None:
    room = {"standard": standard, "references": references, "shapes": shapes}.get(case.path.stem, texts)
    check(case, "\n".join(room(case.input)), request)


def texts(text: str) -> list[str]:
    context = context_of(text)
    return [*shown(load(context, "gp/a.yaml", dict[str, Any])), *told(context.diagnostics)]


def shapes(text: str) -> list[str]:
    context = context_of(text)
    loaded = load(context, "gp/a.yaml", Terms)
    return [repr(loaded.value) if loaded else "（读不成）", *told(context.diagnostics)]


def standard(text: str) -> list[str]:
    context = context_of(completed(text), "gp/standard.yaml")
    loaded = read_standard(context)
    name = f"{loaded.value.dated_number} {loaded.value.full_title}" if loaded else "（读不成）"
    return [name, *told(context.diagnostics)]


def references(text: str) -> list[str]:
    context = Context(sources(text, "references.yaml"), "gp", DataTables())
    registry, places = read_registry_with_places(context)
    entries = [f"{key} @ {place(places[key])} {entry.kind} {entry.number or entry.author} {entry.title}" for key, entry in registry.items()]
    return [*entries, *told(context.diagnostics)]


def test_byte_order_mark_and_carriage_returns_are_accepted() -> None:
    context = context_of("\ufefftitle: 名称\r\ntext: |\r\n  一\r\n  二\r\n".encode())
    loaded = load(context, "gp/a.yaml", dict[str, str])
    assert loaded is not None
    assert loaded.value == {"title": "名称", "text": "一\n二"}
    assert loaded.passage("text").starts == ((3, 3), (4, 3))
    assert not context.diagnostics


def test_another_encoding_is_told() -> None:
    context = context_of("a: 1\ntitle: 名称\n".encode("gb18030"))
    assert load(context, "gp/a.yaml", dict[str, str]) is None
    assert told(context.diagnostics) == ["2:1-1 错误 encoding 文件不是 UTF-8 编码，请另存为 UTF-8"]


def test_an_invisible_character_is_told() -> None:
    context = context_of("a: 1\nb: 名\u2028称\n")
    loaded = load(context, "gp/a.yaml", dict[str, str])
    assert loaded is not None
    assert loaded.value == {"a": "1", "b": "名 称"}
    assert told(context.diagnostics) == ["2:5-6 错误 invisible 这里有看不见的字符 U+2028，请删去"]


def test_a_missing_file_is_told_where_it_is_named() -> None:
    context = context_of("a: 1")
    named_at = Span("content/gp/standard.yaml", 3, 8, 3, 14)
    assert load(context, "gp/b.yaml", dict[str, str], named_at) is None
    assert context.diagnostics[0].span == named_at
    assert told(context.diagnostics) == ["3:8-14 错误 missing-file 找不到文件 gp/b.yaml，是否指 gp/a.yaml？"]


def test_an_alias_bomb_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    context = context_of("\n".join(lines))
    start = time.perf_counter()
    assert load(context, "gp/a.yaml", dict[str, Any]) is None
    assert time.perf_counter() - start < 1
    assert told(context.diagnostics) == ["1:5-10 错误 yaml-alias 不支持 YAML 锚点；以 & 开头的文字请加引号"]


@pytest.mark.parametrize("bracket", ["[", "{a: ", "- "])
def test_ten_thousand_brackets_are_refused_at_once(bracket: str) -> None:
    context = context_of(f"a:\n  {bracket * 10_000}")
    start = time.perf_counter()
    assert load(context, "gp/a.yaml", dict[str, Any]) is None
    assert time.perf_counter() - start < 1
    assert "嵌套超过 30 层" in context.diagnostics[0].message


MARKS = """a b 汉 : - [ ] { } , # ' " | > & * ! % @ ： \\ ~"""
ALPHABET = [*MARKS.split(), " ", "\n", "\n  ", ": ", "- ", " #"]


@given(st.lists(st.sampled_from(ALPHABET), max_size=25).map("".join))
@settings(max_examples=500, deadline=None)
def test_whatever_is_written_is_read_or_told(text: str) -> None:
    context = context_of(text)
    loaded = load(context, "gp/a.yaml", dict[str, Any])
    assert loaded or context.diagnostics
    lines = text.split("\n")
    for diagnostic in context.diagnostics:
        assert 1 <= diagnostic.span.line <= len(lines)
        assert diagnostic.span.column <= len(lines[diagnostic.span.line - 1]) + 1
    for found in scalars(loaded.root) if loaded else ():
        for row, (line, column) in zip(found.passage.text.split("\n"), found.passage.starts, strict=True):
            plain = not found.style and bool(row)
            assert not plain or lines[line - 1][column - 1 :].startswith(row)


def scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Items(items=items):
            for item in items:
                yield from scalars(item)
        case Fields(fields=fields):
            for entry in fields.values():
                yield from scalars(entry.value)


def test_spans_of_keys_and_values() -> None:
    loaded = load(context_of("entries:\n  - id: a\n    notes: [甲,  乙]\n    source:\n      ref: k\n"), "gp/a.yaml", Terms)
    assert loaded is not None
    assert place(loaded.span("entries", 0, "notes")) == "3:12-19"
    assert place(loaded.span("entries", 0, "notes", 1)) == "3:17-18"
    assert place(loaded.span("entries", 0, "source")) == "5:7-13"
    assert place(loaded.key_span("entries", 0, "source")) == "4:5-11"
    assert place(loaded.key_span("entries", 0)) == "2:5-5:13"
    assert place(loaded.span("entries", 0, "definition")) == "2:5-5:13"
    assert place(loaded.key_span("entries", 0, "definition")) == "2:5-5:13"
    assert loaded.passage("entries", 0, "definition").text == ""


def test_keys_lead_to_what_is_left_after_errors() -> None:
    context = context_of("entries:\n  - {idd: a}\n  - {id: b, definition: 乙}\n")
    loaded = load(context, "gp/a.yaml", Terms)
    assert loaded is not None
    assert [term.id for term in loaded.value.entries] == ["b"]
    assert loaded.passage("entries", 0, "definition").starts == ((3, 25),)


def test_metadata_is_standard_yaml_without_what_only_read_needs() -> None:
    context = context_of(completed("contents: {depth: 3}\nfonts: {serif: fonts/a.otf}\n"), "gp/standard.yaml", {"gp/fonts/a.otf": b""})
    loaded = read_standard(context)
    assert loaded is not None
    metadata = metadata_of(loaded.value, context, loaded.path)
    assert metadata.fonts.serif == "gp/fonts/a.otf"
    assert (type(metadata).__name__, metadata.dated_number, metadata.contents.depth) == ("Metadata", "DB21/T XXXX—XXXX", 3)
