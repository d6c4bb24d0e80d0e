"""The house of docs/architecture.md: who may import whom, which file is a library's door, and how long a file may be."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]

DOORS = {
    "chws_tool": ["fonts.make"],
    "click": ["cli", "paging", "terminal"],
    "fontTools": ["fonts.make"],
    "jinja2": ["write.html"],
    "markdown_it": ["read.syntax", "read.markup"],
    "markupsafe": ["write"],
    "math_core": ["latex"],
    "pydantic": ["read.yaml"],
    "pydyf": ["write.pdf"],
    "pypinyin": ["resolve"],
    "rapidfuzz": ["compare"],
    "starlette": ["preview"],
    "uvicorn": ["preview"],
    "watchfiles": ["preview"],
    "weasyprint": ["write.pdf"],
    "yaml": ["read.yaml"],
    "ziafont": ["write.formula"],
    "ziamath": ["write.formula"],
}
STRANGERS = ("lint", "write", "compare")  # rooms of one floor that do not know each other
PURE = ("source", "diagnostic", "waiver", "model", "atoms", "latex", "provision", "read", "number", "resolve", "change", "lint", "compare")
OUTSIDE_WORLD = {"locale", "os", "pathlib", "random", "shutil", "socket", "subprocess", "tempfile", "time", "urllib"}
DEEDS = {"open", "now", "today", "getenv", "read_text", "read_bytes"}
LONGEST = 400
LONGER = {"model": 760}  # the dictionary of the field is one book

Tree = Mapping[str, str]  # module below gbdoc -> its source text
Floors = Mapping[str, int]  # module or package below gbdoc -> its floor


def house() -> Tree:
    """The package, without the skeleton's and the fonts' data."""
    paths = sorted((ROOT / "gbdoc").rglob("*.py"))
    return {_module(path.relative_to(ROOT / "gbdoc")): path.read_text(encoding="utf-8") for path in paths}


def _module(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def floors(page: str) -> Floors:
    """The floors of the table in docs/architecture.md."""
    rows = re.findall(r"^\| (\d+) \|(.*)\|$", page, re.MULTILINE)
    return {name.rstrip("/").replace("/", "."): int(number) for number, cell in rows for name in re.findall(r"`([^`]+)`", cell)}


def imports(tree: Tree, module: str) -> Iterator[str]:
    """What a module imports, with ours as `gbdoc.x`; lazy and type-only imports count."""
    for base, name in _imported(tree[module]):
        whole = f"{base}.{name}" if name else base
        yield whole if whole.removeprefix("gbdoc.") in tree or not name else base


@cache
def _imported(text: str) -> tuple[tuple[str, str], ...]:
    nodes = list(ast.walk(ast.parse(text)))
    plain = [(alias.name, "") for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    named = [(node, alias.name) for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert not any(node.level for node, _ in named), "import by full names"
    return (*plain, *((node.module or "", name) for node, name in named))


def ours(tree: Tree, module: str) -> set[str]:
    return {name.removeprefix("gbdoc.") for name in imports(tree, module) if name.startswith("gbdoc.")}


def inside(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


def upward(tree: Tree, table: Floors) -> list[str]:
    """Imports from a higher floor, and modules that stand on none."""
    homeless = [f"{module} has no floor" for module in tree if module != "__init__" and _floor(module, table) is None]
    pairs = [(module, other) for module in tree for other in sorted(ours(tree, module)) if module != "__init__"]
    return homeless + [f"{a} imports {b}" for a, b in pairs if (_floor(a, table) or 0) < (_floor(b, table) or 0)]


def _floor(module: str, table: Floors) -> int | None:
    return next((floor for room, floor in table.items() if inside(module, room)), None)


def circles(tree: Tree) -> list[str]:
    """Modules that import themselves by way of others."""
    return [f"{module} is in a circle" for module in tree if module in _reached(tree, module)]


def _reached(tree: Tree, start: str) -> set[str]:
    reached: set[str] = set()
    waiting = ours(tree, start)
    while waiting:
        module = waiting.pop()
        if module not in reached:
            reached.add(module)
            waiting |= ours(tree, module) if module in tree else set()
    return reached


def strangers(tree: Tree) -> list[str]:
    """Imports between lint, write and compare."""
    pairs = [(a, b) for a in STRANGERS for b in STRANGERS if a != b]
    return [f"{m} knows {o}" for a, b in pairs for m in tree if inside(m, a) for o in ours(tree, m) if inside(o, b)]


def back_doors(tree: Tree) -> list[str]:
    """Libraries imported elsewhere than at their door, or that have none in the table."""
    outside = [(module, name.split(".")[0]) for module in tree for name in imports(tree, module)]
    foreign = {(m, library) for m, library in outside if library != "gbdoc" and library not in sys.stdlib_module_names}
    return [f"{m} imports {library}" for m, library in sorted(foreign) if not any(inside(m, door) for door in DOORS.get(library, ()))]


def leaks(tree: Tree) -> list[str]:
    """Disk, clock, network or locale in a stage between load and write: imported, or called."""
    stages = [module for module in tree if any(inside(module, room) for room in PURE)]
    imported = [f"{m} imports {name}" for m in stages for name in imports(tree, m) if name.split(".")[0] in OUTSIDE_WORLD]
    return imported + [f"{m} calls {name}" for m in stages for name in sorted(_called(tree[m]) & DEEDS)]


def _called(text: str) -> set[str]:
    calls = [node.func for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    return {call.attr if isinstance(call, ast.Attribute) else call.id for call in calls if isinstance(call, ast.Attribute | ast.Name)}


def too_long(tree: Tree) -> list[str]:
    return [f"{m} has {n} lines" for m, text in tree.items() if (n := text.count("\n")) > LONGER.get(m, LONGEST)]


def drawers(tree: Tree) -> list[str]:
    """Files named for nothing in particular."""
    return [module for module in tree if module.split(".")[-1] in {"utils", "util", "helpers", "common", "misc"}]


# --- the house as it stands -------------------------------------------------------------------


def test_no_import_runs_up() -> None:
    assert upward(house(), floors((ROOT / "docs/architecture.md").read_text(encoding="utf-8"))) == []


def test_no_circle() -> None:
    assert circles(house()) == []


def test_lint_write_and_compare_are_strangers() -> None:
    assert strangers(house()) == []


def test_each_library_has_one_door() -> None:
    assert back_doors(house()) == []


def test_nothing_leaks_in_between_load_and_write() -> None:
    assert leaks(house()) == []


def test_files_are_short() -> None:
    assert too_long(house()) == []


def test_no_drawer_for_odds_and_ends() -> None:
    assert drawers(house()) == []


def test_build_py_only_calls_the_command_line() -> None:
    code = ast.parse((ROOT / "build.py").read_text(encoding="utf-8")).body
    assert [type(node) for node in code] == [ast.Expr, ast.ImportFrom, ast.If]


# --- the checks themselves --------------------------------------------------------------------

TABLE = floors("| floor | files |\n|---|---|\n| 1 | `source` |\n| 2 | `read/`, `number` |\n| 3 | `lint/`, `write/` |\n")


def test_floors_are_read_from_the_table() -> None:
    assert TABLE == {"source": 1, "read": 2, "number": 2, "lint": 3, "write": 3}


def test_a_sound_tree_passes() -> None:
    tree = {"source": "import re", "read.yaml": "import yaml\nfrom gbdoc.source import Span", "number": "from gbdoc.read import yaml"}
    assert [*upward(tree, TABLE), *circles(tree), *strangers(tree), *back_doors(tree), *leaks(tree), *too_long(tree), *drawers(tree)] == []


def test_an_upward_import_is_found() -> None:
    assert upward({"source": "from gbdoc.read.yaml import load", "read.yaml": ""}, TABLE) == ["source imports read.yaml"]
    assert upward({"source": "def f():\n    from gbdoc import number", "number": ""}, TABLE) == ["source imports number"]
    assert upward({"attic": ""}, TABLE) == ["attic has no floor"]


def test_a_circle_is_found() -> None:
    tree = {"read.a": "from gbdoc.read import b", "read.b": "from gbdoc.read.c import x", "read.c": "import gbdoc.read.a", "number": ""}
    assert circles(tree) == ["read.a is in a circle", "read.b is in a circle", "read.c is in a circle"]


def test_an_acquaintance_is_found() -> None:
    assert strangers({"lint.tables": "from gbdoc.write.html import x", "write.html": ""}) == ["lint.tables knows write.html"]


def test_a_second_door_is_found() -> None:
    assert back_doors({"number": "import yaml", "read.yaml": "import yaml"}) == ["number imports yaml"]
    assert back_doors({"number": "from yaml.nodes import Node"}) == ["number imports yaml"]
    assert back_doors({"source": "import numpy"}) == ["source imports numpy"]


def test_a_leak_is_found() -> None:
    assert leaks({"read.blocks": "from pathlib import Path", "load": "import os"}) == ["read.blocks imports pathlib"]
    assert leaks({"number": "from datetime import date\nx = date.today()"}) == ["number calls today"]
    assert leaks({"resolve": "open('x')", "cli": "open('x')"}) == ["resolve calls open"]


def test_a_long_file_is_found() -> None:
    assert too_long({"number": "\n" * 401, "source": "\n" * 400}) == ["number has 401 lines"]


def test_a_drawer_is_found() -> None:
    assert drawers({"read.utils": "", "read.yaml": ""}) == ["read.utils"]
