"""Words of a command line -> two revisions -> their files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gbdoc.differing import line_difference
from gbdoc.git import GitFault
from gbdoc.load import load
from gbdoc.revisions import Choice, Revision, choose, choose_staged, sources_of, take
from gbdoc.source import Sources
from repository import Repository

NAMES = ("gp", "urban")
SCOPE = "content/gp/scope.md"
STANDARD = "content/gp/standard.yaml"


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Three rounds on main, of which the first two have tags, and a branch that left after the second."""
    made = Repository(tmp_path_factory.mktemp("rounds") / "repo")
    made.commit({STANDARD: "syntax: 1\n", "content/urban/standard.yaml": "syntax: 1\n", SCOPE: "一\n"})
    made.tag("征求意见稿-1")
    made.commit({SCOPE: "二\n"})
    made.tag("v1.0")
    made.switch("意见/012")
    made.commit({SCOPE: "支\n"})
    made.switch("main")
    made.commit({SCOPE: "三\n"})
    made.write({SCOPE: "四\n"})
    return made


@pytest.fixture
def made(rounds: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = rounds.copy(tmp_path / "repo")
    monkeypatch.chdir(made.library)
    return made


def chosen(choice: Choice) -> tuple[str, str, tuple[str, ...]]:
    return choice.old.name, choice.new.name, choice.names


def fault(call: Callable[..., object], *arguments: object) -> str:
    with pytest.raises(GitFault) as caught:
        call(*arguments)
    return caught.value.words


def scopes(choice: Choice, library: Path) -> list[str]:
    return [sources.files["gp/scope.md"].decode().strip() for sources, _ in take(choice, library)]


# --- which two -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected", "texts"),
    [
        ([], ("v1.0", "工作区", ()), "二四"),
        (["征求意见稿-1"], ("征求意见稿-1", "工作区", ()), "一四"),
        (["HEAD"], ("HEAD", "工作区", ()), "三四"),
        (["征求意见稿-1..v1.0"], ("征求意见稿-1", "v1.0", ()), "一二"),
        (["征求意见稿-1..意见/012"], ("征求意见稿-1", "意见/012", ()), "一支"),
        (["征求意见稿-1", "v1.0"], ("征求意见稿-1", "v1.0", ()), "一二"),
        (["main..意见/012"], ("main", "意见/012", ()), "三支"),
        (["main...意见/012"], ("main 与 意见/012 的分叉处", "意见/012", ()), "二支"),
        (["意见/012..."], ("意见/012 与 HEAD 的分叉处", "工作区", ()), "二四"),
        (["...意见/012"], ("HEAD 与 意见/012 的分叉处", "意见/012", ()), "二支"),
        (["v1.0.."], ("v1.0", "工作区", ()), "二四"),
        (["..main"], ("v1.0", "main", ()), "二三"),
        (["..v1.0"], ("征求意见稿-1", "v1.0", ()), "一二"),
        ([".."], ("v1.0", "工作区", ()), "二四"),
        (["gp"], ("v1.0", "工作区", ("gp",)), "二四"),
        (["urban", "征求意见稿-1", "gp", "urban"], ("征求意见稿-1", "工作区", ("urban", "gp")), "一四"),
        (["征求意见稿-1..", "--", "gp"], ("征求意见稿-1", "工作区", ("gp",)), "一四"),
        (["--", "gp"], ("v1.0", "工作区", ("gp",)), "二四"),
        (["HEAD", "--"], ("HEAD", "工作区", ()), "三四"),
        (["HEAD~2..HEAD^"], ("HEAD~2", "HEAD^", ()), "一二"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_words(made: Repository, words: list[str], expected: tuple[str, str, tuple[str, ...]], texts: str) -> None:
    choice = choose(words, NAMES, made.library)
    assert chosen(choice) == expected
    assert scopes(choice, made.library) == list(texts)
    assert choice.notes == ()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["征求意见稿1"], "没有文稿或版本“征求意见稿1”，是否指 征求意见稿-1？"),
        (["general"], "没有文稿或版本“general”"),
        (["HEAD..nothing"], "没有文稿或版本“nothing”"),
        (["a", "b", "c"], "写了 3 个版本（a、b、c）；写 旧版 新版，或 旧版..新版；文稿名写在 -- 后面"),
        (["HEAD..HEAD", "HEAD"], "写了 2 个版本（HEAD..HEAD、HEAD）；写 旧版 新版，或 旧版..新版；文稿名写在 -- 后面"),
        ([""], "版本名是空的"),
        (["--output=x"], "没有文稿或版本“--output=x”"),
        (["baseline/2018.yaml"], "找不到旧版文件 baseline/2018.yaml；它应在 content/文稿名/baseline/ 里，写法见 docs/git.md"),
        (["content/gp"], "目录 content/gp 里没有 content/，不是文稿库"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_words_that_make_no_sense(made: Repository, words: list[str], message: str) -> None:
    assert fault(choose, words, NAMES, made.library) == message


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["HEAD", "--", "urbane"], "两个版本里都没有文稿“urbane”，是否指 urban？"),
        (["HEAD", "--", "--format"], "两个版本里都没有文稿“--format”；选项写在 -- 前面"),
    ],
)
def test_a_document_that_neither_revision_has(made: Repository, words: list[str], message: str) -> None:
    choice = choose(words, NAMES, made.library)
    assert fault(take, choice, made.library) == message


def test_a_document_that_only_one_of_two_revisions_has(made: Repository) -> None:
    made.switch("aside")
    made.commit({"content/lamps/standard.yaml": "syntax: 1\n"})
    made.switch("main")
    choice = choose(["main", "aside", "--", "lamps"], NAMES, made.library)
    assert take(choice, made.library)[1][0].names == ("gp", "lamps", "urban")


def test_a_merge_that_is_not_settled_is_told(made: Repository) -> None:
    made.switch("one")
    made.commit({SCOPE: "甲\n"})
    made.switch("main")
    made.commit({SCOPE: "乙\n"})
    with pytest.raises(AssertionError):
        made.git("merge", "--quiet", "one")
    (_, _), (_, findings) = take(choose(["HEAD"], NAMES, made.library), made.library)
    assert [(found.span.path, found.message) for found in findings] == [(SCOPE, "合并有冲突，先改好并 git add；这里连冲突标记一起比较")]


def test_a_broken_index_keeps_no_worktree_from_being_compared(made: Repository) -> None:
    made.path.joinpath(".git/index").write_bytes(b"bad")
    assert scopes(choose(["HEAD"], NAMES, made.library), made.library) == ["三", "四"]


def test_lines_of_sources_cannot_steer_the_terminal() -> None:
    old, new = (Sources({"gp/scope.md": text.encode()}) for text in ("一\t二\n", "一\t\033[31m二\n"))
    assert list(line_difference(old, new, "gp/"))[-2:] == ["-一\t二", "+一\t�[31m二"]


def test_a_name_that_is_a_branch_too(made: Repository) -> None:
    made.git("branch", "gp", "征求意见稿-1")
    assert fault(choose, ["gp"], NAMES, made.library) == "gp 既是文稿名，也是标签或分支名；指文稿写 -- gp，指版本写 gp --"
    assert chosen(choose(["--", "gp"], NAMES, made.library)) == ("v1.0", "工作区", ("gp",))
    assert chosen(choose(["gp", "--"], NAMES, made.library)) == ("gp", "工作区", ())
    assert chosen(choose(["gp..main"], NAMES, made.library)) == ("gp", "main", ())


def test_without_a_tag(tmp_path: Path) -> None:
    made = Repository(tmp_path / "repo")
    made.commit({SCOPE: "一\n"})
    choice = choose([], NAMES, made.library)
    assert (choice.old, choice.notes) == (Revision("HEAD", "commit", made.head), ("没有标签，旧版取 HEAD",))
    assert choice.old.short == made.head[:8]


def test_a_shallow_clone_compares_with_its_head_and_says_so(made: Repository, tmp_path: Path) -> None:
    clone = made.clone(tmp_path / "clone", "--depth", "1", "--no-tags")
    choice = choose([], NAMES, clone.library)
    assert chosen(choice) == ("HEAD", "工作区", ())
    assert choice.notes == ("看不到标签，旧版取 HEAD；这是浅克隆，历史不全，先运行 git fetch --unshallow --tags",)
    clone.git("fetch", "--quiet", "--depth", "1", "origin", "意见/012:意见/012")
    words = "main 和 意见/012 没有共同的历史；这是浅克隆，历史不全，先运行 git fetch --unshallow --tags"
    assert fault(choose, ["main...意见/012"], NAMES, clone.library) == words


def test_outside_of_git_and_before_the_first_commit(tmp_path: Path) -> None:
    assert fault(choose, [], NAMES, tmp_path) == f"{tmp_path.name} 不在 git 仓库里；先运行 git init，或用 -C 指明仓库里的目录"
    empty = Repository(tmp_path / "empty")
    assert fault(choose, [], NAMES, empty.library) == "仓库里还没有提交；先运行 git add content 和 git commit"


def test_the_index(made: Repository) -> None:
    made.git("add", SCOPE)
    made.write({SCOPE: "五\n"})
    choice = choose_staged(["gp"], NAMES, made.library)
    assert chosen(choice) == ("HEAD", "暂存区", ("gp",))
    assert scopes(choice, made.library) == ["三", "四"]
    assert scopes(choose_staged(["征求意见稿-1"], NAMES, made.library), made.library) == ["一", "四"]
    assert fault(choose_staged, ["v1.0..main"], NAMES, made.library) == "用 --staged 时新版就是暂存区，只写旧版"


def test_a_revision_from_before_the_library(tmp_path: Path) -> None:
    made = Repository(tmp_path / "repo")
    made.commit({"README.md": "x"})
    made.tag("v0")
    made.commit({SCOPE: "一\n"})
    words = "v0 里没有 content/；那时文稿还没有放进来，换一个版本"
    assert fault(take, choose(["v0"], NAMES, made.library), made.library) == words


def test_a_library_in_a_subfolder_and_a_word_seen_from_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Repository(tmp_path / "repo", "标准")
    made.commit({SCOPE: "一\n"})
    made.tag("v1")
    made.write({SCOPE: "二\n"})
    monkeypatch.chdir(made.path)
    assert scopes(choose(["v1"], NAMES, made.library), made.library) == ["一", "二"]


# --- folders, editions that never were in git ------------------------------------------------


def test_two_folders(made: Repository, tmp_path: Path) -> None:
    for name, text in {"old": "甲\n", "new": "乙\n"}.items():
        path = tmp_path / name / SCOPE
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    choice = choose(["../old", str(tmp_path / "new")], NAMES, made.library)
    assert chosen(choice) == ("../old", str(tmp_path / "new"), ())
    assert scopes(choice, made.library) == ["甲", "乙"]
    assert scopes(choose(["../old"], NAMES, made.library), made.library) == ["甲", "四"]
    assert scopes(choose(["../old", "main"], NAMES, made.library), made.library) == ["甲", "三"]


def test_folders_need_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("old", "new"):
        (tmp_path / name / "content/gp").mkdir(parents=True)
        (tmp_path / name / SCOPE).write_text(name)
    monkeypatch.chdir(tmp_path / "new")
    monkeypatch.setenv("PATH", "")
    assert scopes(choose(["../old"], NAMES, Path()), Path()) == ["old", "new"]


def test_a_branch_wins_over_a_folder_of_the_same_name(made: Repository) -> None:
    (made.library / "main/content").mkdir(parents=True)
    assert choose(["main"], NAMES, made.library).old.kind == "commit"
    assert choose(["./main"], NAMES, made.library).old.kind == "folder"


BASELINE = """\
document: DB21/T 1234—2018
title: 旧名称
clauses: [{number: 1, title: 范围, text: 旧。}]
"""


@pytest.mark.parametrize(
    "word", ["baseline/2018.yaml", "gp/baseline/2018.yaml", "content/gp/baseline/2018.yaml", "./content/gp/baseline/2018.yaml"]
)
def test_an_edition_that_never_was_in_git(made: Repository, word: str) -> None:
    made.write({"content/gp/baseline/2018.yaml": BASELINE})
    choice = choose([word], NAMES, made.library)
    assert choice == Choice(Revision(word, "baseline", "gp/baseline/2018.yaml"), Revision("工作区", "worktree"), ("gp",))
    (old, _), (new, _) = take(choice, made.library)
    assert new == load(made.library)
    assert "旧。" in old.files["gp/baseline/2018.yaml/1.md"].decode()
    assert old.files["urban/standard.yaml"] == new.files["urban/standard.yaml"]
    assert "gp/scope.md" not in old.files


def test_a_baseline_against_a_commit_stands_among_its_files(made: Repository) -> None:
    made.write({"content/gp/baseline/2018.yaml": BASELINE, "content/references.yaml": "{}\n"})
    (old, _), (new, _) = take(choose(["baseline/2018.yaml..征求意见稿-1"], NAMES, made.library), made.library)
    assert "gp/baseline/2018.yaml/1.md" in old.files
    assert "references.yaml" not in old.files
    assert new.files["gp/scope.md"] == "一\n".encode()


def test_baselines_that_make_no_sense(made: Repository) -> None:
    made.write({f"content/{name}/baseline/2018.yaml": BASELINE for name in NAMES})
    words = "几个文稿都有 baseline/2018.yaml，写明是哪一个：content/gp/baseline/2018.yaml、content/urban/baseline/2018.yaml"
    assert fault(choose, ["baseline/2018.yaml"], NAMES, made.library) == words
    assert choose(["baseline/2018.yaml", "urban"], NAMES, made.library).names == ("urban",)
    words = "gp/baseline/2018.yaml 是 gp 的旧版，不能与别的文稿比较"
    assert fault(choose, ["gp/baseline/2018.yaml", "urban"], NAMES, made.library) == words
    assert fault(choose, ["HEAD..gp/baseline/2018.yaml"], NAMES, made.library) == "gp/baseline/2018.yaml 是旧版，只能写在前面"
    made.write({"content/gp/baseline/2018.yaml": "title: 无编号\nyeer: 2018\n"})
    choice = choose(["gp/baseline/2018.yaml"], NAMES, made.library)
    head, *faults = fault(take, choice, made.library).splitlines()
    assert head == "gp/baseline/2018.yaml 读不成旧版："
    assert faults == [
        "    content/gp/baseline/2018.yaml:1:1: 缺少 document",
        "    content/gp/baseline/2018.yaml:2:1: 没有 yeer 这个键，是否指 year？",
    ]


# --- what cannot be read ---------------------------------------------------------------------


def test_the_difference_of_sources() -> None:
    old = Sources({"gp/a.md": "一\n二\n".encode(), "gp/gone.md": b"x\n", "gp/p.png": b"\xff\0", "urban/a.md": b"1"})
    new = Sources({"gp/a.md": "一\n三\n".encode(), "gp/new.md": b"y\n", "gp/p.png": b"\xff\1", "urban/a.md": b"2"})
    assert list(line_difference(old, new, "gp/")) == [
        "--- a/content/gp/a.md", "+++ b/content/gp/a.md", "@@ -1,2 +1,2 @@", " 一", "-二", "+三",
        "--- a/content/gp/gone.md", "+++ /dev/null", "@@ -1 +0,0 @@", "-x",
        "--- /dev/null", "+++ b/content/gp/new.md", "@@ -0,0 +1 @@", "+y",
        "二进制文件 content/gp/p.png 不同",
    ]  # fmt: skip


def test_the_worktree_alone(made: Repository) -> None:
    assert sources_of(choose(["HEAD"], NAMES, made.library).new, made.library)[0] == load(made.library)
