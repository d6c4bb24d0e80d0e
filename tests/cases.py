"""Cases as data: tests/cases/ROOM/*.md hold a title, an input and what is expected, between lines of one dot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from gbdoc.source import Sources

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One case of a file, the `index`th from 0; `line` is that of its title."""

    path: Path
    index: int
    line: int
    title: str
    input: str
    expected: str

    def __str__(self) -> str:
        return f"{self.path.stem}:{self.line}"


def load_cases(room: str) -> list[Case]:
    """All cases of a room, in order of file and line; pass them to `parametrize` with ids=str."""
    files = sorted((CASES / room).glob("*.md"))
    return [Case(path, index, *fixture) for path in files for index, fixture in enumerate(read_fixture_file(path))]


def check(case: Case, actual: str, request: pytest.FixtureRequest) -> None:
    """What the program said is what the case expects; with --rewrite the case learns it instead."""
    if request.config.getoption("--rewrite"):
        rewrite(case, actual)
    else:
        assert actual.rstrip("\n").splitlines() == case.expected.rstrip("\n").splitlines(), f"{case.path}:{case.line} {case.title}"


def sources(text: str, default: str = "scope.md") -> Sources:
    """The files of an input: a line `=== PATH` (below content/) begins each; lines before the first belong to `default`."""
    files: dict[str, list[str]] = {}
    path = default
    for line in text.splitlines(keepends=True):
        if line.startswith("=== "):
            path = line[4:].strip()
            files[path] = []
        else:
            files.setdefault(path, []).append(line)
    return Sources({path: "".join(lines).encode() for path, lines in files.items()})


def rewrite(case: Case, actual: str) -> None:
    """Put `actual` in the place of what the case expects."""
    lines = case.path.read_text(encoding="utf-8").splitlines(keepends=True)
    dots = [number for number, line in enumerate(lines) if line.rstrip() == "."]
    _, start, end = dots[3 * case.index : 3 * case.index + 3]
    lines[start + 1 : end] = [line + "\n" for line in actual.rstrip("\n").splitlines()]
    case.path.write_text("".join(lines), encoding="utf-8")
