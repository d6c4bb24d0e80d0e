"""The JSON Schemas of docs/schemas: up to date, told in words, no stricter than reading on sound files, and quick to see faults."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from cases import Case, check, load_cases
from cases import sources as input_sources
from gbdoc.diagnostic import Diagnostic, Severity, render
from gbdoc.load import load
from gbdoc.pipeline import compile_library
from gbdoc.read.baseline import read_baseline
from gbdoc.read.changes import read_changes
from gbdoc.read.context import Context
from gbdoc.read.data import DataTables
from gbdoc.read.schema import KINDS, Kind, schema
from gbdoc.read.yaml_words import WORDS
from gbdoc.source import Sources, Span
from schemas import faults, plain

ROOT = Path(__file__).parents[1]
SCHEMAS = ROOT / "docs/schemas"
LIBRARIES = (ROOT, ROOT / "tests/sound", ROOT / "tests/specimen", ROOT / "tests/page")
FILES = [(library, path) for library in LIBRARIES for path in load(library).files if path.endswith(".yaml")]


def kind_of(path: str) -> Kind:
    """The kind of a file below content/."""
    return next(kind for kind in KINDS if fnmatchcase(f"content/{path}", kind.places))


def seen(path: str, data: str | bytes) -> list[str]:
    """What an editor tells of a file."""
    return list(faults(plain(data), schema(kind_of(path))))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_published_schema_is_the_one_of_the_shapes(kind: Kind, request: pytest.FixtureRequest) -> None:
    path = SCHEMAS / f"{kind.name}.schema.json"
    text = json.dumps(schema(kind), ensure_ascii=False, indent=1) + "\n"
    if request.config.getoption("--rewrite"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def test_no_other_schema_is_published() -> None:
    assert {path.name for path in SCHEMAS.iterdir()} == {f"{kind.name}.schema.json" for kind in KINDS}


def test_the_editor_knows_where_each_schema_belongs() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemas"] == {f"./docs/schemas/{kind.name}.schema.json": kind.places for kind in KINDS}


def test_words_are_of_keys_that_there_are() -> None:
    keys = {shape.__name__: {*words} for shape, words in WORDS.items()}
    told: dict[str, set[str]] = {}
    for kind in KINDS:
        collect(kind, told)
    assert keys == told


def collect(kind: Kind, told: dict[str, set[str]]) -> None:
    from gbdoc.read.yaml import json_schema

    whole = json_schema(kind.shape)
    for each in (whole, *whole.get("$defs", {}).values()):
        if "properties" in each:
            told[each["title"]] = {*each["properties"]}


@pytest.mark.parametrize(("library", "path"), FILES, ids=str)
def test_a_sound_file_is_taken(library: Path, path: str) -> None:
    assert seen(path, load(library).files[path]) == []


def test_the_skeleton_is_taken() -> None:
    for path in (ROOT / "gbdoc/skeleton").glob("*.yaml"):
        assert seen(f"new/{path.name}", path.read_bytes()) == []


@pytest.mark.parametrize("case", load_cases("schemas"), ids=str)
def test_faulty(case: Case, request: pytest.FixtureRequest) -> None:
    ((path, data),) = input_sources(case.input).files.items()
    found = seen(path, data)
    assert bool(found) == case.path.stem.startswith("faulty")
    assert bool(told(path, data)) == bool(found), "reading says otherwise"
    check(case, "\n".join(found), request)


BASE = {
    "references.yaml": b"gbt-1:\n  {kind: standard, title: a, number: GB/T 1}\n",
    "a/standard.yaml": "syntax: 1\nkind: local\ncode: DB21/T\nlevel: 地方标准\ntitle: {main: 甲}\nbody: [scope.md]\n".encode(),
    "a/scope.md": "# 范围\n\n本文件规定了甲。\n\n:::{table} 乙 {#tab-b}\n:data: data/b.yaml\n:::\n\n".encode()
    + ":::{system-table} 丙 {#tab-c}\n:::\n".encode(),
    "a/figures/f.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
    "system.yaml": b"name: s\nlayers: []\n",
}  # fmt: skip


def told(path: str, data: bytes) -> list[Diagnostic]:
    """The errors that reading finds in a file."""
    sources = Sources({**BASE, path: data})
    context = Context(sources, "a", DataTables())
    found: list[Any] = [each for standard in compile_library(sources) for each in standard.diagnostics]
    if path.endswith("changes.yaml"):
        read_changes(context)
        found = context.diagnostics
    if "/baseline/" in path:
        found = [*read_baseline(sources, path).diagnostics]
    return [each for each in found if each.span.path == f"content/{path}" and each.severity is Severity.ERROR]


# --- tasks -------------------------------------------------------------------------------------


@pytest.mark.parametrize("severity", Severity)
def test_a_task_finds_the_place_in_what_check_prints(severity: Severity) -> None:
    span = Span("content/a b/scope.md", 4, 7, 4, 9)
    line = render(Diagnostic(span, severity, "hanging-paragraph", "有：段 [甲] 3:1: 错误"), lambda _: "").splitlines()[0]
    tasks = json.loads((ROOT / ".vscode/tasks.json").read_text(encoding="utf-8"))
    found = [(each["severity"], re.match(each["pattern"]["regexp"], line)) for each in tasks["problemMatcher"]]
    ((name, match),) = [(name, match) for name, match in found if match]
    assert name == severity.name.lower()
    assert match.groups() == ("content/a b/scope.md", "4", "7", "有：段 [甲] 3:1: 错误", "hanging-paragraph")
