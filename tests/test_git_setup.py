"""git as `git-setup` leaves it: what it shows of a change to a Chinese text, and what it hands to the redline."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gbdoc import git
from gbdoc.difftool import overlay
from gbdoc.git import GitFault
from gbdoc.git_setup import ATTRIBUTES, Setup, lines, plan, set_up
from gbdoc.load import survey
from gbdoc.revisions import Taken
from repository import Repository

GRID = "content/gp/grid.md"
TEXT = """\
# 网格

## 编码 {#codes}

代码应唯一。
代码应稳定。
代码应简明。
代码应可扩展。

编码应采用12位数字，绝缘电阻不应小于10 MΩ，按GB/T 1.1—2020的规定。

:::{table} 代码 {#tab-codes}

| 代码 | 名称 |
|---|---|
| 01 | 部件 |
| 02 | 事件 |
| 03 | 其他 |
| 04 | 未定 |
:::
"""
TERMS = "entries:\n- id: grid\n  term: 网格\n  english: grid\n  admitted: [格]\n  pinyin: wang ge\n  definition: 划定的区域\n"


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "repo")
    files = {GRID: TEXT, "content/gp/terms.yaml": TERMS, "content/gp/standard.yaml": "syntax: 1\n"}
    made.commit({**files, ".gitattributes": "*.png binary\n*.md text eol=lf  diff=stdmd"})
    repository = git.repository_of(made.library)
    set_up(repository, plan(repository, "gbdoc"))
    return made


def word_diff(made: Repository, locale: str, path: str = GRID) -> str:
    command = ["git", "diff", "--word-diff=plain", "-U0", "--", path]
    done = subprocess.run(command, cwd=made.library, env={**os.environ, "LC_ALL": locale}, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_only_what_changed_is_marked(made: Repository, locale: str) -> None:
    changed = TEXT.replace("12位", "15位").replace("不应小于10 MΩ", "应大于20 MΩ").replace("2020的规定", "2009的要求")
    made.write({GRID: changed})
    line = word_diff(made, locale).splitlines()[-1]
    assert line == (
        "编码应采用[-12-]{+15+}位数字，绝缘电阻[-不-]应[-小-]{+大+}于[-10-]{+20+} MΩ，按GB/T 1.1—[-2020-]{+2009+}的[-规定-]{+要求+}。"
    )


def test_hunks_say_which_clause_table_or_term(made: Repository) -> None:
    made.write({GRID: TEXT.replace("12位", "15位").replace("未定", "其余"), "content/gp/terms.yaml": TERMS.replace("区域", "范围")})
    heads = re.findall(r"^@@ .* @@ (.*)$", word_diff(made, "C.UTF-8", "content"), re.MULTILINE)
    assert heads == ["## 编码 {#codes}", ":::{table} 代码 {#tab-codes}", "- id: grid"]


def test_the_log_of_one_clause_as_git_tells_it(made: Repository) -> None:
    made.commit({GRID: TEXT.replace("12位", "15位")}, "改位数")
    made.commit({GRID: TEXT.replace("12位", "15位").replace("部件", "设施")}, "改表")
    assert made.git("log", "--format=%s", "--no-patch", "-L", f":编码:{GRID}").split() == ["改位数", "change"]


def test_chinese_names_are_shown(made: Repository) -> None:
    made.write({"content/gp/图.svg": "<svg/>"})
    made.git("add", "content")
    assert made.git("diff", "--cached", "--name-only") == "content/gp/图.svg\n"


def test_what_is_set_is_shown_once(made: Repository) -> None:
    repository = git.repository_of(made.library)
    assert plan(repository, "gbdoc") == Setup((), ())
    assert plan(repository, "gbdoc").done
    moved = plan(repository, "python build.py")
    assert lines(moved) == ['git config difftool.redline.cmd python build.py difftool "$LOCAL" "$REMOTE" "$MERGED"']
    made.write({".git-blame-ignore-revs": f"{made.head}\n"})
    assert lines(plan(repository, "gbdoc")) == ["git config blame.ignoreRevsFile .git-blame-ignore-revs"]


def test_a_plan_writes_nothing_and_has_every_line(tmp_path: Path) -> None:
    made = Repository(tmp_path / "repo")
    repository = git.repository_of(made.library)
    setup = plan(repository, "gbdoc")
    assert plan(repository, "gbdoc") == setup
    assert not (made.library / ".gitattributes").exists()
    assert r"git config diff.stdmd.wordRegex [A-Za-z0-9_.@:/-]+|[^[:space:]]|[\xc0-\xff][\x80-\xbf]+" in lines(setup)
    set_up(repository, setup)
    assert (made.library / ".gitattributes").read_text(encoding="utf-8").splitlines() == list(ATTRIBUTES)


def test_no_line_of_the_attributes_is_lost(made: Repository) -> None:
    text = (made.library / ".gitattributes").read_text(encoding="utf-8")
    assert text.splitlines() == ["*.png binary", "*.md text eol=lf  diff=stdmd", *ATTRIBUTES[1:]]


def test_this_repository_has_the_lines() -> None:
    text = (Path(__file__).parents[1] / ".gitattributes").read_text(encoding="utf-8")
    assert set(ATTRIBUTES) <= set(text.splitlines())


# --- the difftool ----------------------------------------------------------------------------

SPY = """\
import os, sys
from pathlib import Path
from gbdoc.difftool import overlay
from gbdoc.load import survey
for sources, _ in overlay(*sys.argv[1:], Path(os.environ["LIBRARY"]), survey(Path(os.environ["LIBRARY"]))):
    print({path: data.decode() for path, data in sources.files.items()})
"""


@pytest.mark.parametrize("manner", [(), ("--dir-diff",)], ids=["files", "folders"])
@pytest.mark.parametrize("below", ["", "标准"])
def test_difftool_hands_over_two_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, below: str, manner: tuple[str, ...]) -> None:
    made = Repository(tmp_path / "repo", below)
    made.commit({"content/gp/standard.yaml": "same", GRID: "一"})
    made.commit({GRID: "二"})
    made.write({GRID: "三"})
    (tmp_path / "spy.py").write_text(SPY)
    monkeypatch.setenv("LIBRARY", str(made.library))
    monkeypatch.setenv("PYTHONPATH", str(Path(git.__file__).parents[1]))
    made.git("config", "difftool.redline.cmd", f'"{sys.executable}" "{tmp_path}/spy.py" "$LOCAL" "$REMOTE" "$MERGED"')
    told = made.git("difftool", "--no-prompt", *manner, "--tool", "redline", "HEAD~1", "HEAD")
    assert told.splitlines() == [str({"gp/grid.md": text, "gp/standard.yaml": "same"}) for text in ("一", "二")]


def test_files_that_are_on_one_side_only(tmp_path: Path) -> None:
    made = Repository(tmp_path / "repo")
    made.commit({GRID: "一"})
    worktree = survey(made.library)
    old, new = overlay("/dev/null", str(made.library / GRID), str(made.library / GRID), made.library, worktree)
    assert (old[0].files, new[0].files) == ({}, {"gp/grid.md": "一".encode()})
    (tmp_path / "left/content/gp").mkdir(parents=True)
    (tmp_path / "left/content/gp/gone.md").write_text("x")
    (tmp_path / "right").mkdir()
    sides = overlay(str(tmp_path / "left"), str(tmp_path / "right"), "", made.library, worktree)
    assert [list(sources.files) for sources, _ in sides] == [["gp/gone.md", "gp/grid.md"], ["gp/grid.md"]]


def test_a_file_that_is_not_ours(tmp_path: Path) -> None:
    made = Repository(tmp_path / "repo")
    made.commit({GRID: "一", "README.md": "x"})
    worktree: Taken = survey(made.library)
    with pytest.raises(GitFault, match=r"README\.md 不在 content/ 里，没有可比较的文稿"):
        overlay("/dev/null", "x", "README.md", made.library, worktree)
