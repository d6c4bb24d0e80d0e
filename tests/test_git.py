"""git's one door, on real repositories."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gbdoc import git
from gbdoc.diagnostic import Diagnostic
from gbdoc.git import GitFault
from gbdoc.load import LARGEST, load, survey_commit, survey_index
from repository import Repository

SCOPE = "content/gp/scope.md"


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "repo")
    repository.commit({SCOPE: "一\n", "content/gp/figures/图 1.svg": "<svg/>", "README.md": "read"}, "first")
    return repository


def opened(made: Repository) -> git.Repository:
    return git.repository_of(made.library)


def messages(findings: tuple[Diagnostic, ...]) -> list[str]:
    return [f"{found.span.path} {found.message}" for found in findings]


def fault(call: Callable[..., object], *arguments: object) -> str:
    with pytest.raises(GitFault) as caught:
        call(*arguments)
    return caught.value.words


# --- the repository --------------------------------------------------------------------------


def test_a_folder_outside_of_git(tmp_path: Path) -> None:
    assert git.find(tmp_path) is None
    assert fault(git.repository_of, tmp_path) == f"{tmp_path.name} 不在 git 仓库里；先运行 git init，或用 -C 指明仓库里的目录"


def test_without_git_there_is_no_repository(made: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert git.find(made.library) is None
    assert fault(git.repository_of, made.library) == "没有 git，不能看以前的版本；运行 gbdoc doctor 看装法"


def test_variables_that_name_another_repository_do_not_lead_astray(
    made: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Repository(tmp_path / "other")
    other.commit({SCOPE: "other\n"})
    for name, value in {"GIT_DIR": other.path / ".git", "GIT_WORK_TREE": other.path, "GIT_INDEX_FILE": other.path / ".git/index"}.items():
        monkeypatch.setenv(name, str(value))
    assert git.commit_of(opened(made), "HEAD") == made.head
    assert survey_index(opened(made))[0].files["gp/scope.md"] == "一\n".encode()


def test_a_bare_repository_has_no_worktree(made: Repository) -> None:
    assert fault(git.repository_of, made.path / ".git") == ".git 在 git 仓库里没有工作区；改在检出的目录里运行"


# --- revisions -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["征求意见稿-1", "v1.0.2", "意见/012", "HEAD", "@", "HEAD^{commit}"])
def test_what_names_a_commit(made: Repository, name: str) -> None:
    made.tag("征求意见稿-1")
    made.tag("v1.0.2")
    made.git("branch", "意见/012")
    assert git.commit_of(opened(made), name) == made.head


@pytest.mark.parametrize("name", ["", "--all", "-h", "--output=x", "HEAD:content", "nothing\0", "HEAD\n", "$(touch x)", ";ls"])
def test_what_names_none(made: Repository, name: str) -> None:
    assert git.find_commit(opened(made), name) is None


def test_a_slip_is_told_with_what_was_meant(made: Repository, tmp_path: Path) -> None:
    made.tag("征求意见稿-1")
    assert fault(git.commit_of, opened(made), "征求意见稿1") == "没有版本“征求意见稿1”，是否指 征求意见稿-1？"
    assert (
        fault(git.commit_of, opened(made), "urban-manage", ("urban-management",))
        == "没有文稿或版本“urban-manage”，是否指 urban-management？"
    )
    made.switch("topic")
    made.commit({SCOPE: "二\n"})
    clone = made.clone(tmp_path / "clone", "--branch", "main")
    assert fault(git.commit_of, opened(clone), "topic") == "没有版本“topic”，是否指 origin/topic？"


def test_before_the_first_commit(tmp_path: Path) -> None:
    words = "仓库里还没有提交；先运行 git add content 和 git commit"
    assert fault(git.commit_of, opened(Repository(tmp_path / "empty")), "HEAD") == words


def test_a_shallow_clone_says_what_to_fetch(made: Repository, tmp_path: Path) -> None:
    made.tag("报批稿-1")
    made.commit({SCOPE: "二\n"})
    clone = opened(made.clone(tmp_path / "clone", "--depth", "1"))
    assert clone.shallow
    advice = "这是浅克隆，历史不全，先运行 git fetch --unshallow --tags"
    assert fault(git.commit_of, clone, "报批稿-1") == f"没有版本“报批稿-1”；{advice}，或 git fetch --depth 1 origin tag 报批稿-1"
    assert fault(git.commit_of, clone, "HEAD~1") == f"没有版本“HEAD~1”；{advice}"
    assert git.last_tag(clone, "HEAD") is None
    assert list(survey_commit(clone, git.commit_of(clone, "HEAD"))[0].files) == ["gp/figures/图 1.svg", "gp/scope.md"]


def test_the_advice_for_a_shallow_clone_works(made: Repository, tmp_path: Path) -> None:
    made.tag("报批稿-1")
    first = made.head
    made.commit({SCOPE: "二\n"})
    clone = made.clone(tmp_path / "clone", "--depth", "1")
    clone.git("fetch", "--quiet", "--depth", "1", "origin", "tag", "报批稿-1")
    assert git.commit_of(opened(clone), "报批稿-1") == first
    clone.git("fetch", "--quiet", "--unshallow", "--tags")
    assert git.last_tag(opened(clone), "HEAD") == "报批稿-1"


def test_where_two_branches_parted(made: Repository) -> None:
    parted = made.head
    made.switch("topic")
    topic = made.commit({SCOPE: "二\n"})
    made.switch("main")
    main = made.commit({SCOPE: "三\n"})
    assert git.merge_base(opened(made), topic, main) == parted
    made.git("switch", "--quiet", "--orphan", "alone")
    assert git.merge_base(opened(made), main, made.commit({SCOPE: "四\n"})) is None


def test_the_last_tag_and_all_of_them(made: Repository) -> None:
    assert git.last_tag(opened(made), "HEAD") is None
    made.tag("征求意见稿-1")
    made.commit({SCOPE: "二\n"})
    made.tag("征求意见稿-2")
    assert git.last_tag(opened(made), made.commit({SCOPE: "三\n"})) == "征求意见稿-2"
    assert git.tags(opened(made)) == ("征求意见稿-1", "征求意见稿-2")
    assert git.branches(opened(made)) == ("main",)


# --- files -----------------------------------------------------------------------------------


def test_the_files_of_a_commit_are_those_of_the_worktree_then(made: Repository) -> None:
    before = load(made.library)
    made.write({SCOPE: "二\n", "content/gp/new.md": "新\n"})
    assert survey_commit(opened(made), made.head) == (before, ())


def test_a_library_below_the_top_of_its_repository(tmp_path: Path) -> None:
    made = Repository(tmp_path / "repo", "标准/智慧城市")
    made.commit({SCOPE: "一\n", "../content/else.md": "not ours\n"})
    assert survey_commit(opened(made), made.head)[0] == load(made.library)
    assert survey_index(opened(made))[0] == load(made.library)
    assert len(git.log(opened(made), made.head)) == 1


def test_blobs_are_read_as_they_are_stored(made: Repository) -> None:
    made.git("config", "core.autocrlf", "true")
    made.git("config", "filter.loud.smudge", "tr a-z A-Z")
    made.commit(
        {
            ".gitattributes": "*.md text=auto\n*.txt filter=loud\n",
            SCOPE: "一\r\n二\r\n",
            "content/a.txt": "quiet",
            "content/b.bin": b"\0\r\n\xff",
        }
    )
    files = survey_commit(opened(made), made.head)[0].files
    assert files["gp/scope.md"] == "一\n二\n".encode()
    assert files["a.txt"] == b"quiet"
    assert files["b.bin"] == b"\0\r\n\xff"


def test_names_are_composed_and_hidden_files_left_out(made: Repository) -> None:
    made.commit({"content/gp/e\u0301.svg": "x", "content/.cache/a.md": "x", "content/gp/.a.md.swp": "x"})
    assert list(survey_commit(opened(made), made.head)[0].files) == ["gp/figures/图 1.svg", "gp/scope.md", "gp/é.svg"]


def test_a_file_without_a_byte(made: Repository) -> None:
    made.commit({"content/gp/a.md": "", "content/gp/b.md": "二\n"})
    assert survey_commit(opened(made), made.head)[0] == load(made.library)
    assert survey_index(opened(made))[0] == load(made.library)


def test_links_are_followed_inside_and_told_outside(made: Repository) -> None:
    for name, target in {
        "copy.md": "scope.md",
        "far.md": "copy.md",
        "out.md": "../../README.md",
        "gone.md": "x.md",
        "round.md": "round.md",
    }.items():
        (made.library / "content/gp" / name).symlink_to(target)
    made.commit({})
    sources, findings = survey_commit(opened(made), made.head)
    assert sources == load(made.library)
    assert messages(findings) == [
        "content/gp/gone.md 链接指向的文件不在这个版本的 content/ 里",
        "content/gp/out.md 链接指向的文件不在这个版本的 content/ 里",
        "content/gp/round.md 链接指向的文件不存在",
    ]


def test_submodules_pointers_and_unfit_names_are_told(made: Repository, tmp_path: Path) -> None:
    other = Repository(tmp_path / "other")
    other.commit({"content/x.md": "x"})
    made.git("submodule", "--quiet", "add", str(other.path), "content/shared")
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
    made.commit({"content/gp/film.svg": pointer, "content/标准/standard.yaml": "x"})
    sources, findings = survey_commit(opened(made), made.head)
    assert list(sources.files) == ["gp/figures/图 1.svg", "gp/scope.md"]
    assert [message.split("；")[0] for message in messages(findings)] == [
        "content/gp/film.svg 版本库里只有 Git LFS 的指针，没有内容",
        "content/shared 是 git 子模块，不在本仓库里",
        "content/标准/standard.yaml 文稿的文件夹不能叫“标准”，改用小写字母、数字和连字符，如 urban-lighting（index 另有用处）",
    ]


def test_what_is_too_large_is_not_even_read(made: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gbdoc.load.LARGEST", 10)
    made.commit({"content/gp/big.svg": "x" * 11})
    assert messages(survey_commit(opened(made), made.head)[1]) == ["content/gp/big.svg 文件超过 0 MB，请缩小或移走"]
    assert LARGEST == 64 * 2**20


def test_what_is_staged(made: Repository) -> None:
    made.write({SCOPE: "二\n", "content/gp/announced.md": "x\n", "content/gp/empty.md": ""})
    made.git("add", SCOPE, "content/gp/empty.md")
    made.git("add", "--intent-to-add", "content/gp/announced.md")
    made.write({SCOPE: "三\n"})
    sources, findings = survey_index(opened(made))
    assert sources.files == {"gp/figures/图 1.svg": b"<svg/>", "gp/scope.md": "二\n".encode(), "gp/empty.md": b""}
    assert findings == ()


def test_a_merge_that_has_not_been_settled(made: Repository) -> None:
    made.switch("topic")
    made.commit({SCOPE: "theirs\n"})
    made.switch("main")
    made.commit({SCOPE: "ours\n"})
    with pytest.raises(AssertionError):
        made.merge("topic")
    sources, findings = survey_index(opened(made))
    assert sources.files["gp/scope.md"] == b"ours\n"
    assert messages(findings) == ["content/gp/scope.md 合并有冲突，先改好并 git add；这里用的是本分支的内容"]


def test_a_hook_sees_the_index_that_it_is_run_for(made: Repository) -> None:
    hook = made.path / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    code = "from gbdoc import git, load; import pathlib; print(load.survey_index(git.repository_of(pathlib.Path()))[0].files)"
    hook.write_text(f'#!/bin/sh\nPYTHONPATH="{Path(git.__file__).parents[1]}" "{sys.executable}" -c "{code}" > seen 2>&1\n')
    hook.chmod(0o755)
    made.write({SCOPE: "二\n", "content/gp/figures/图 1.svg": "<svg>staged</svg>"})
    made.git("add", "content/gp/figures")
    made.git("commit", "--quiet", "--message", "only one", "--only", SCOPE)
    seen = (made.path / "seen").read_text(encoding="utf-8")
    assert repr("二\n".encode()) in seen
    assert "<svg/>" in seen


def test_a_partial_clone_is_told_and_nothing_is_fetched(made: Repository, tmp_path: Path) -> None:
    made.git("config", "uploadpack.allowFilter", "true")
    made.commit({SCOPE: "二\n"})
    clone = made.clone(tmp_path / "clone", "--filter=blob:none")
    words = fault(survey_commit, opened(clone), git.commit_of(opened(clone), "HEAD~1"))
    assert words.endswith("这是部分克隆，先运行 git fetch --refetch --no-filter 取全")
    missing = subprocess.run(["git", "rev-list", "--all", "--objects", "--missing=print"], cwd=clone.path, capture_output=True, check=True)
    assert b"?" in missing.stdout


# --- the log, settings -----------------------------------------------------------------------


def test_the_log_of_the_content(made: Repository) -> None:
    first = made.head
    made.commit({"README.md": "nothing of ours"}, "elsewhere")
    second = made.commit({SCOPE: "二\n"}, "按意见改“一”\n\n说明。\n\nComment: 意见-012\nChange: chg-one", author="李 四")
    newest, oldest = git.log(opened(made), made.head)
    assert newest == git.Commit(second, (first,), "李 四", "2026-01-04", "按意见改“一”", (("Comment", "意见-012"), ("Change", "chg-one")))
    assert (oldest.hash, oldest.parents, oldest.short) == (first, (), first[:8])


def test_the_log_of_nothing(made: Repository) -> None:
    assert git.log(opened(made), made.head, "nowhere") == ()


def test_settings_are_those_of_the_repository_alone(made: Repository) -> None:
    assert git.setting(opened(made), "user.name") is None
    git.set_setting(opened(made), "diff.x.wordRegex", b"a\n|[\xc0-\xff]")
    assert git.setting(opened(made), "diff.x.wordRegex") == b"a\n|[\xc0-\xff]"
