"""The formatter: what it writes, that it does so once for all, and that a text formatted says what it said."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases import Case, check, load_cases
from gbdoc import formatting
from gbdoc.cli import main
from gbdoc.cli.drafting import SKELETON
from gbdoc.formatting import Formatted, format_sources, shown
from gbdoc.lint.fixes import changed_files
from gbdoc.load import survey
from gbdoc.read.formatter import formatted
from gbdoc.source import Sources
from library import library
from test_fuzz import EXAMPLES, STRAY, blocks


@pytest.mark.parametrize("case", load_cases("fmt"), ids=str)
def test_what_is_written(case: Case, request: pytest.FixtureRequest) -> None:
    once = formatted(case.input)
    check(case, once, request)
    assert formatted(once) == once


# --- any text ---------------------------------------------------------------------------------

FILES = {**library("").files, "gp/figures/layers.svg": b"<svg/>"}
PIECES = (
    *(
        "甲。",
        "乙；",
        "（丙。）",
        "“丁；”",
        "！",
        "**甲。**",
        "`甲。`",
        "$x$",
        "[甲。](#here)",
        "[](#here)",
        "[@gbt-36333]",
        "[^n]",
        "\\\\",
    ),
    *("\n", "\n", "。\n", "，\n", "\n  ", "abc\n", "API", "5", "、", "：", "——", "1. ", "- ", "注：", "{#id}", "% "),
)
passages = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)
items = st.builds(
    lambda mark, text: mark + text.replace("\n", "\n" + " " * len(mark)), st.sampled_from(("- ", "* ", "1. ", "3. ", "   - ")), passages
)
lists = st.lists(items, min_size=1, max_size=4).map("\n".join)
examples = st.builds(":::{{example}}\n{}\n\n{}\n:::".format, passages, lists)
strays = st.lists(st.tuples(st.integers(0, 3000), st.sampled_from(("。", "；", *STRAY))), max_size=3)
settled = settings(derandomize=not EXAMPLES, database=None, deadline=None, suppress_health_check=list(HealthCheck))


@settings(settled, max_examples=EXAMPLES or 100)
@given(st.lists(st.one_of(passages, lists, examples, blocks), min_size=1, max_size=4), st.one_of(st.just([]), strays))
def test_a_text_says_what_it_said(written: list[str], inserted: list[tuple[int, str]]) -> None:
    """A text without errors is never refused, and one that is formatted stays as it is."""
    text = "\n\n".join(["# 题 {#here}", *written, "尾[^n]。", "[^n]: 脚注。"]).replace("□", "甲")
    for place, token in inserted:
        here = place % (len(text) + 1)
        text = text[:here] + token + text[here:]
    once = formatted(text)
    assert formatted(once) == once
    left = format_sources(Sources({**FILES, "gp/scope.md": text.encode()}), ["gp"]).left
    assert set(left.values()) <= {"先改好其中的错误"}


# --- the drafts -------------------------------------------------------------------------------

ROOT = Path(__file__).parents[1]
DRAFTS, FAULTS = survey(ROOT)
TEXTS = sorted(path for path in DRAFTS.files if path.endswith(".md"))
BREAK = re.compile(r"(?<=[一-鿿，、])(?=[一-鿿])(?!注|示例|例：)")
MARKUP = re.compile(r"\[[^]]*\](?:\([^)]*\))?|[`$*].*")


def wrapped(text: str, random: Random) -> str:
    """The text with the lines of its paragraphs broken elsewhere, its lists marked otherwise, and blanks wherever they may be."""
    paragraphs = (_wrapped(paragraph, random) for paragraph in re.split(r"\n\n+", text.rstrip("\n")))
    return "".join(paragraph + "\n" * random.randint(2, 4) for paragraph in paragraphs)


def _wrapped(paragraph: str, random: Random) -> str:
    if re.match(r"[#:|%$]|\d+\n|式中：|标引序号说明：", paragraph) or "\n:" in paragraph:
        return paragraph
    lines = paragraph.split("\n")
    if re.match(r"- |1\. ", paragraph):
        return "\n".join(_item(line, random) for line in lines)
    joined = "".join(line + ("\n" if random.random() < 0.5 else "") for line in lines[:-1]) + lines[-1]
    return "\n".join(_cut(line, random, "") for line in joined.split("\n"))


def _item(line: str, random: Random) -> str:
    indent = re.match(r" *", line)
    marked = re.sub(r"^( *)- ", r"\1* ", line)
    return _cut(marked, random, f"{indent[0] if indent else ''}   ")


def _cut(line: str, random: Random, indent: str) -> str:
    places = [found.start() for found in BREAK.finditer(MARKUP.sub(lambda found: "\0" * len(found[0]), line))]
    for place in sorted(random.sample(places, min(len(places), random.randint(0, 3))), reverse=True):
        line = f"{line[:place]}\n{indent}{line[place:]}"
    return line + " " * random.randint(0, 2)


def test_the_drafts_are_formatted() -> None:
    """Those of content/, and the skeleton that new ones begin with."""
    assert not FAULTS
    skeleton = {f"gp/{path.name}": path.read_bytes() for path in SKELETON.iterdir()}
    for sources in (DRAFTS, Sources(skeleton)):
        assert format_sources(sources, sources.names) == Formatted(sources, {})


@settings(settled, max_examples=EXAMPLES or 60)
@given(st.sampled_from(TEXTS), st.randoms(use_true_random=False))
def test_lines_make_no_difference(path: str, random: Random) -> None:
    """S17: however an author wraps the lines, the formatted text is one and the same."""
    text = DRAFTS.files[path].decode()
    assert formatted(wrapped(text, random)) == text


def test_rewrapped_drafts_come_back() -> None:
    random = Random(1)
    files = {path: wrapped(data.decode(), random).encode() if path in TEXTS else data for path, data in DRAFTS.files.items()}
    changed = {
        path: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n") if path.endswith((".md", ".yaml")) else data for path, data in files.items()
    }
    assert sum(files[path] != DRAFTS.files[path] for path in TEXTS) == len(TEXTS)
    assert format_sources(Sources(changed), DRAFTS.names) == Formatted(DRAFTS, {})


# --- files that are left ----------------------------------------------------------------------


def test_a_file_with_errors_is_left_and_the_others_are_not() -> None:
    sources = library("# 范围\n\n甲。乙。\n\na) 丙。丁。\n\n见[](#gone)。\n=== gp/introduction.md\n甲。乙。\n")
    done = format_sources(sources, ["gp"])
    assert done.left == {"gp/scope.md": "先改好其中的错误"}
    assert [*changed_files(sources, done.sources)] == ["gp/introduction.md"]


def test_a_dangling_reference_hinders_nothing() -> None:
    sources = library("# 范围\n\n甲，见[](#gone)。乙。\n")
    assert format_sources(sources, ["gp"]).sources.files["gp/scope.md"].decode() == "# 范围\n\n甲，见[](#gone)。\n乙。\n"


def test_a_file_that_would_say_something_else_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatting, "formatted", lambda text: formatted(text).replace("甲", "乙"))
    sources = library("# 范围\n\n甲。甲。\n=== gp/introduction.md\n丙。丙。\n")
    done = format_sources(sources, ["gp"])
    assert done.left == {"gp/scope.md": "改排后意思会变"}
    assert [*changed_files(sources, done.sources)] == ["gp/introduction.md"]


def test_a_waiver_that_would_cover_less_keeps_its_file() -> None:
    """It covers what follows up to a blank line, and formatting puts one in."""
    text = "# 范围\n\n甲。\n\n# 要求\n\n% allow must-word 照原文\n按下式：\n$$ x=1 $$\n操作人员必须戴防护眼镜。\n"
    sources = library(text)
    assert formatted(text) == text.replace("\n$$", "\n\n$$").replace("$$\n", "$$\n\n")
    assert format_sources(sources, ["gp"]).left == {"gp/scope.md": "改排后意思会变"}


def test_only_the_files_asked_for_are_formatted() -> None:
    sources = library("# 范围\n\n甲。乙。\n=== aa/standard.yaml\n{}\n=== aa/scope.md\n# 范围\n\n甲。乙。\n=== gp/notes.md\n甲。乙。\n")
    crlf = Sources({**sources.files, "references.yaml": sources.files["references.yaml"].replace(b"\n", b"\r\n")})
    assert [*changed_files(crlf, format_sources(crlf, ["gp"]).sources)] == ["gp/scope.md"]


def test_of_yaml_only_ends_of_lines_change() -> None:
    text = "# 批注  \nimports: []\nentries:\n  - {id: a, term: 甲, english: a, definition: 乙。丙}  \n"
    sources = library(f"# 范围\n\n甲。\n=== gp/terms.yaml\n{text}")
    given = replace(sources, files={**sources.files, "gp/terms.yaml": f"\ufeff{text}".replace("\n", "\r\n").encode()})
    done = format_sources(given, ["gp"])
    assert done == Formatted(sources, {})
    assert [*shown(given, done.sources)] == ["content/gp/terms.yaml：只改换行符、文件开头的标记或文件末的空行"]


# --- the command ------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, data in library("# 范围\n\n甲。乙。\n").files.items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_bytes(data)
    return tmp_path


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["fmt", "-C", str(folder), *arguments], catch_exceptions=False)


def test_check_and_diff_write_nothing(folder: Path) -> None:
    checked, diff = run(folder, "--check"), run(folder, "--diff", "gp")
    assert (checked.exit_code, checked.stdout, checked.stderr) == (1, "content/gp/scope.md\n", "要改排 1 个文件。\n")
    assert diff.exit_code == 1
    assert diff.stdout.splitlines()[-3:] == ["-甲。乙。", "+甲。", "+乙。"]
    assert (folder / "content/gp/scope.md").read_text() == "# 范围\n\n甲。乙。\n"


def test_fmt_writes_and_then_finds_nothing_to_do(folder: Path) -> None:
    assert (run(folder).exit_code, run(folder, "--check").exit_code) == (0, 0)
    assert (folder / "content/gp/scope.md").read_text() == "# 范围\n\n甲。\n乙。\n"


def test_files_that_are_left_are_named(folder: Path) -> None:
    (folder / "content/gp/scope.md").write_text("# 范围\n\n> 甲。乙。\n")
    result = run(folder)
    assert result.exit_code == 1
    assert result.stderr == "fmt 不改这个文件：content/gp/scope.md，先改好其中的错误。\n改排 0 个文件。\n"
