"""The redlines of a small repository of several rounds, as files to be read: tests/revisions. `--rewrite` renews tests/revisions/golden."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from gbdoc.cli import main
from gbdoc.diagnostic import Severity
from gbdoc.pipeline import Compiled, compile_library
from gbdoc.source import Sources
from revisions.make import BROKEN, HISTORY, alone, make

GOLDEN = Path(__file__).parent / "revisions" / "golden"

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="no git here")
pytestmark = needs_git


@dataclass(frozen=True)
class Golden:
    """What `diff` says of two revisions; the file is named for the pair, its ending for the format."""

    file: str
    words: tuple[str, ...]
    code: int = 0

    def __str__(self) -> str:
        return self.file


ROUND_2 = "征求意见稿-1..征求意见稿-2"  # wording, values, a row, a column, a moved clause, a split file, a renamed id
ROUND_3 = "征求意见稿-2..送审稿-1"  # an annex turned normative, a figure, terms, the stage, a new document
BOTH = "征求意见稿-1..送审稿-1"
TERMINAL = ("--format", "terminal", "--color=never")

GOLDENS = (
    Golden("round-2.txt", (ROUND_2, *TERMINAL)),
    Golden("round-2.json", (ROUND_2, "--format", "json")),
    Golden("round-2.stat", (ROUND_2, "--format", "stat")),
    Golden("round-2.foreword", (ROUND_2, "--format", "foreword")),
    Golden("round-2-general.txt", (ROUND_2, "general-principles", *TERMINAL)),
    Golden("round-3.txt", (ROUND_3, *TERMINAL)),
    Golden("round-3.json", (ROUND_3, "--format", "json")),
    Golden("round-3.stat", (ROUND_3, "--format", "stat")),
    Golden("round-3.foreword", (ROUND_3, "--format", "foreword")),
    Golden("both-rounds.txt", (BOTH, *TERMINAL)),
    Golden("both-rounds.foreword", (BOTH, "--format", "foreword")),
    Golden("backwards.txt", ("送审稿-1..征求意见稿-2", *TERMINAL)),
    Golden("moved.txt", ("征求意见稿-2~2..征求意见稿-2~1", *TERMINAL)),
    Golden("comment-012.txt", ("送审稿-1...意见-012", *TERMINAL)),
    Golden("since-last-tag.txt", ("送审稿-1..HEAD", *TERMINAL)),
    Golden("from-broken.txt", ("HEAD~1..HEAD", *TERMINAL)),
    Golden("to-broken.txt", ("送审稿-1..HEAD~1", *TERMINAL)),
    Golden("same.txt", ("送审稿-1..送审稿-1", *TERMINAL)),
    Golden("same.json", ("送审稿-1..送审稿-1", "--format", "json")),
    Golden("worktree.txt", TERMINAL),  # the last tag and the worktree, which is clean
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("rounds"))


# --- the repository ----------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(len(HISTORY)), ids=str)
def test_revisions_compile(repository: Path, number: int) -> None:
    """Every revision is free of faults, but for the one that is broken on purpose."""
    compiled = {each.name: each for each in compile_library(sources_at(repository, revision_names()[number]))}
    errors = [d for each in compiled.values() for d in each.diagnostics if d.severity is Severity.ERROR]
    assert set(compiled) == {"general-principles", "urban-management", *(["sensing"] if number >= len(HISTORY) - 3 else [])}
    assert [name for name, each in compiled.items() if each.resolved is None] == (["urban-management"] if number == BROKEN else [])
    assert bool(errors) == (number == BROKEN)


def test_a_repository_is_the_same_wherever_it_is_made(repository: Path, tmp_path: Path) -> None:
    again = make(tmp_path)
    assert git(again, "rev-parse", "HEAD", "意见-012", "送审稿-1") == git(repository, "rev-parse", "HEAD", "意见-012", "送审稿-1")
    assert git(repository, "status", "--porcelain") == b""


def test_what_happened_between_the_rounds(repository: Path) -> None:
    """A clause moved, a file split and an id renamed: what the redlines below tell is really there."""
    first, second = (urban(repository, tag).resolved for tag in ("征求意见稿-1", "征求意见稿-2"))
    assert first is not None
    assert second is not None
    assert (first.place("collecting"), second.place("collecting")) == ("4.3", "5.2")
    assert (first.place("grid-code"), second.place("grid-identifier")) == ("4.2.3", "4.2.3")
    assert "grid-code" not in second.labels
    assert first.labels["evaluation"].span.path != second.labels["evaluation"].span.path


# --- the redlines ------------------------------------------------------------------------------


@pytest.mark.parametrize("golden", GOLDENS, ids=str)
def test_golden(repository: Path, golden: Golden, request: pytest.FixtureRequest) -> None:
    result = CliRunner().invoke(main, ["diff", "-C", str(repository), *golden.words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    assert result.exit_code == golden.code, result.output
    assert str(repository) not in result.output
    said(golden, result.output, request)


def said(golden: Golden, output: str, request: pytest.FixtureRequest) -> None:
    file = GOLDEN / golden.file
    if request.config.getoption("--rewrite"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(output, encoding="utf-8", newline="\n")
    else:
        assert output == file.read_text(encoding="utf-8")


# --- helpers -----------------------------------------------------------------------------------


def revision_names() -> list[str]:
    """A name of every revision, in the order of HISTORY."""
    main_line = [revision for revision in HISTORY if not revision.branch]
    steps = {id(revision): f"main~{len(main_line) - 1 - place}" for place, revision in enumerate(main_line)}
    return [revision.branch or steps[id(revision)] for revision in HISTORY]


def sources_at(repository: Path, revision: str) -> Sources:
    with tarfile.open(fileobj=io.BytesIO(git(repository, "archive", revision, "content"))) as archive:
        files = {member.name: archive.extractfile(member) for member in archive if member.isfile()}
        return Sources({name.removeprefix("content/"): file.read() for name, file in files.items() if file})


def urban(repository: Path, revision: str) -> Compiled:
    return next(each for each in compile_library(sources_at(repository, revision)) if each.name == "urban-management")


def git(repository: Path, *words: str) -> bytes:
    return subprocess.run(("git", *words), cwd=repository, env=alone(), check=True, capture_output=True).stdout
