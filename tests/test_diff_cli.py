"""diff, changes, log and git-setup as a drafter uses them, in a repository with two rounds of one standard."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gbdoc import paging
from gbdoc.cli import main
from gbdoc.cli.drafting import SKELETON
from repository import Repository
from test_redline_json import PUBLISHED, faults

ROOT = Path(__file__).parents[1]
REQUIREMENTS = "content/lamps/requirements.md"
STANDARD = "content/lamps/standard.yaml"
FIRST = {f"content/lamps/{path.name}": path.read_text(encoding="utf-8") for path in SKELETON.iterdir()}
LONGER = {REQUIREMENTS: FIRST[REQUIREMENTS].replace("三年", "五年")}
BOLDER = {REQUIREMENTS: FIRST[REQUIREMENTS].replace("保存期限", "**保存期限**")}
BROKEN = {STANDARD: FIRST[STANDARD].replace("kind: local", "kind: [local")}


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """One tag, after which the period of three years has become one of five."""
    made = Repository(tmp_path_factory.mktemp("rounds") / "repo")
    made.commit(FIRST, "起草")
    made.tag("征求意见稿-1")
    made.commit(LONGER, "改期限")
    return made


@pytest.fixture
def made(rounds: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = rounds.copy(tmp_path / "repo")
    monkeypatch.chdir(made.library)
    return made


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def told(*arguments: str) -> list[str]:
    return run("diff", *arguments).stdout.splitlines()


# --- exit codes ------------------------------------------------------------------------------


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 1),
        (("--format", "json"), 1),
        (("--format", "html"), 1),
        (("HEAD",), 0),
        (("--only", "5.2"), 1),
        (("--only", "第4章"), 0),
        (("--class", "editorial"), 0),
        (("--class", "技术"), 1),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_exit_code_tells_whether_a_change_is_listed(options: tuple[str, ...], code: int) -> None:
    assert run("diff", "--exit-code", *options).exit_code == code
    assert run("diff", *options).exit_code == 0


@pytest.mark.usefixtures("made")
def test_a_number_that_is_another_is_no_change() -> None:
    """In chapter 6 nothing but numbers is another."""
    text = FIRST[REQUIREMENTS]
    Path("content/lamps/more.md").write_text("# 新增的章\n\n文字。\n", encoding="utf-8")
    Path(STANDARD).write_text(FIRST[STANDARD].replace(" requirements.md]", " more.md, requirements.md]"), encoding="utf-8")
    Path(REQUIREMENTS).write_text(text, encoding="utf-8")
    result = run("diff", "征求意见稿-1", "--exit-code", "--only", "requirements")
    assert "重新编号" in result.stdout
    assert result.exit_code == 0
    assert run("diff", "征求意见稿-1", "--exit-code").exit_code == 1


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("state", ["added", "deleted", "unreadable"])
def test_a_document_that_came_went_or_broke_is_a_change(made: Repository, state: str) -> None:
    if state == "added":
        made.write({path.replace("lamps", "more"): text for path, text in FIRST.items()})
    elif state == "deleted":
        made.write({STANDARD: None})
    else:
        made.write(BROKEN)
    result = run("diff", "--format", "json", "--exit-code")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert list(faults(report, PUBLISHED, "$")) == []
    assert [each["state"] for each in report["others"]] == [state]


# --- what is said ----------------------------------------------------------------------------


def test_only_markup_is_told_with_a_count(made: Repository) -> None:
    made.write(BOLDER)
    assert told("征求意见稿-1") == ["lamps　征求意见稿-1 → 工作区", "未列出：格式 1（用 --class markup 列出）", "修改 1；格式 1"]
    assert told("征求意见稿-1", "--format", "stat") == told("征求意见稿-1")
    document = json.loads(run("diff", "征求意见稿-1", "--format", "json").stdout)["documents"][0]
    assert (document["changes"], document["counts"]["classes"]["markup"]) == ([], 1)
    assert run("diff", "征求意见稿-1", "--exit-code").exit_code == 0
    assert run("diff", "征求意见稿-1", "--exit-code", "--class", "markup").exit_code == 1


@pytest.mark.usefixtures("made")
def test_nothing_is_told_once() -> None:
    for form in ("terminal", "stat", "foreword"):
        assert told("HEAD", "--format", form) == ["lamps　HEAD → 工作区", "没有改动。"]
    assert told("--only", "第4章") == ["lamps　征求意见稿-1 → 工作区", "没有改动。"]


@pytest.mark.usefixtures("made")
def test_places_may_be_parted_by_commas() -> None:
    assert told("--only", "第4章，5.2") == told("--only", "第4章", "--only", "5.2") == told()


@pytest.mark.usefixtures("made")
def test_the_foreword_is_drafted_for_the_places_asked_for() -> None:
    assert any(line.startswith("a) 更改了") for line in told("--format", "foreword", "--only", "5.2"))
    assert "没有主要技术变化。" in told("--format", "foreword", "--only", "第4章")


def test_a_document_that_cannot_be_read_says_why(made: Repository) -> None:
    made.write(BROKEN)
    line = told()[1]
    assert line.startswith(f"工作区 中的这个文稿读不出来，只比较源文件。出错的是 {STANDARD}:")


def test_what_a_comparison_lacks_is_told(made: Repository) -> None:
    made.commit({REQUIREMENTS: FIRST[REQUIREMENTS].encode("gbk", "replace")}, "另一种编码")
    made.write(FIRST)
    result = run("diff", "HEAD")
    assert result.stderr.startswith(f"HEAD 的 lamps 有 1 个错误，对比可能不全；第一个是 {REQUIREMENTS}:1：")
    assert run("diff", "HEAD~1", "征求意见稿-1").stderr == ""


def test_findings_say_of_which_revision_they_are(made: Repository) -> None:
    made.library.joinpath("content/lamps/away.md").symlink_to("/nowhere")
    assert run("diff").stderr.count("链接指向的文件不存在") == 1
    assert run("diff").stderr.startswith("工作区：\n")
    assert run("diff", "征求意见稿-1..HEAD").stderr == ""


def test_a_document_that_went_is_named_behind_two_dashes(made: Repository) -> None:
    made.write(dict.fromkeys(FIRST))
    made.write({path.replace("lamps", "more"): text.replace("文件名称", "别的") for path, text in FIRST.items()})
    assert told("HEAD", "--", "lamps") == ["lamps　HEAD → 工作区", "删去文稿"]


def test_a_renamed_document_has_both_names_in_json(made: Repository) -> None:
    made.git("mv", "content/lamps", "content/lights")
    document = json.loads(run("diff", "HEAD", "--format", "json").stdout)["documents"][0]
    assert (document["name"], document["old_name"]) == ("lights", "lamps")


# --- files -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(("name", "start"), [("x.json", "{"), ("x.HTML", "<!DOCTYPE html>"), ("x.txt", "lamps"), ("x", "lamps")])
def test_the_name_of_a_file_tells_its_format(name: str, start: str) -> None:
    assert run("diff", "-o", name).exit_code == 0
    assert Path(name).read_text(encoding="utf-8").startswith(start)


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "content"), "-o 后面写文件，content 是目录"),
        (("-o", "."), "-o 后面写文件，. 是目录"),
        (("-o", "build.py/x"), "写不了 build.py/x："),
        (("--format", "html", "--only", "nonsense"), "--only 后面的 nonsense 两个版本里都没有"),
        (("--format", "html", "nonsense"), "没有文稿或版本“nonsense”"),
        (("--format", "html", "--", "nonsense"), "两个版本里都没有文稿“nonsense”"),
        (("--format", "docx"), "没有格式“docx”"),
        (("--context", "-1"), "--context 后面写字数，或写 full，不能是“-1”"),
        (("--class", "technicall"), "没有类别“technicall”，是否指 technical？\n"),
        (("--class", "xyz"), "没有类别“xyz”；可以写 technical、editorial、structural、reference、markup\n"),
    ],
)
def test_misuse_is_told_and_writes_nothing(arguments: tuple[str, ...], message: str) -> None:
    Path("build.py").touch()
    result = run("diff", *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith(message)
    assert not Path("output").exists()


def test_changes_alone_shows_its_commands() -> None:
    result = run("changes")
    assert result.stdout.startswith("用法：")
    assert "命令写错了" not in result.output
    assert all(name in result.output for name in ("draft", "check"))


def test_a_page_that_cannot_be_made_leaves_none(made: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    made.write({path.replace("lamps", "more"): text for path, text in FIRST.items()})
    made.commit({}, "两个")
    made.write({path: LONGER[REQUIREMENTS].replace("五年", "九年") for path in (REQUIREMENTS, REQUIREMENTS.replace("lamps", "more"))})
    pages: list[object] = []

    def second_fails(*arguments: object) -> str:
        pages.append(arguments)
        if len(pages) == 2:
            raise RuntimeError
        return ""

    monkeypatch.setattr("gbdoc.write.html.write_redline_html", second_fails)
    with pytest.raises(RuntimeError):
        run("diff", "HEAD", "--format", "html")
    assert not Path("output").exists()


# --- the terminal ----------------------------------------------------------------------------


@pytest.fixture
def pager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pager that keeps what it was told, and with which options of less."""
    kept = tmp_path / "kept"
    script = tmp_path / "pager"
    script.write_text(f'#!/bin/sh\n{{ echo "$LESS"; cat; }} > {kept}\n')
    script.chmod(0o755)
    monkeypatch.setenv("PAGER", str(script))
    monkeypatch.delenv("GIT_PAGER", raising=False)
    return kept


@pytest.fixture
def low_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.get_terminal_size", lambda *_: os.terminal_size((80, 5)))


@pytest.mark.usefixtures("low_terminal")
@pytest.mark.parametrize(("less", "options"), [(None, "FRX"), ("", "FRX"), ("-iM", "-R -iM")])
def test_the_pager_shows_colours(
    pager: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], less: str | None, options: str
) -> None:
    monkeypatch.delenv("LESS", raising=False) if less is None else monkeypatch.setenv("LESS", less)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    paging.tell("\n".join(["\033[31m红\033[0m"] * 5), coloured=True)
    assert pager.read_text(encoding="utf-8") == f"{options}\n" + "\033[31m红\033[0m\n" * 5
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("low_terminal")
@pytest.mark.parametrize("command", ["", "cat", "/no/such/pager"])
def test_without_a_pager_all_is_printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str) -> None:
    monkeypatch.setenv("GIT_PAGER", command)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    paging.tell("行\n" * 9, coloured=False)
    assert capsys.readouterr().out.count("行") == 9


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("more", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)]
)
def test_colours_on_a_terminal(more: dict[str, str], coloured: bool) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "GIT_PAGER": "cat", "TERM": "xterm", **more}
    environment = {name: value for name, value in environment.items() if name != "NO_COLOR" or "NO_COLOR" in more}
    ours, theirs = pty.openpty()
    subprocess.run([sys.executable, "-m", "gbdoc", "diff"], env=environment, stdout=theirs, check=True)
    os.close(theirs)
    said = os.read(ours, 10_000).decode()
    os.close(ours)
    assert ("\033[1mlamps" in said, "[-三-]" in said) == (coloured, not coloured)


# --- changes and log -------------------------------------------------------------------------


@pytest.mark.usefixtures("made")
def test_the_page_of_a_command_in_a_group_is_named_whole() -> None:
    assert "changes draft --help 看用法。" in run("changes", "draft", "--since", "nothing", "lamps").stderr


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("command", ["draft", "check"])
def test_where_nothing_is_replaced_that_is_told(command: str) -> None:
    assert run("changes", command).stderr.startswith("没有代替旧版的文稿")


def test_a_second_draft_finds_nothing(made: Repository) -> None:
    replaces = 'replaces: [{number: "DB21/T 1234—2018", title: 街道照明}]\n'
    made.write({STANDARD: FIRST[STANDARD] + replaces})
    drafting = ("changes", "draft", "--since", "征求意见稿-1")
    assert run(*drafting).stdout == "content/lamps/changes.yaml  补 1 项\n"
    assert run(*drafting).stdout == "content/lamps/changes.yaml  没有漏写的\n"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (None, "不知道与哪一版比较；写 --since 旧版，或在 changes.yaml 写 baseline.revision"),
        ("baseline: {file: baseline/2018.yaml, number: DB21/T 1—2018}\n", "baseline/2018.yaml 只有编号，没有原文，起草不了；"),
        ("baseline: [\n", "没有闭合"),
    ],
)
def test_what_keeps_a_draft_from_being_made(made: Repository, changes: str | None, message: str) -> None:
    made.write({"content/lamps/baseline/2018.yaml": "document: DB21/T 1—2018\ntitle: 路灯\nclauses:\n  - {number: 4, title: 管理}\n"})
    made.write({"content/lamps/changes.yaml": changes} if changes else {})
    result = run("changes", "draft", "lamps")
    assert message in result.stdout
    assert result.exit_code == 1


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("place", ["retention", "5.2第二段", ":5.2第二段", "征求意见稿-1:5.2第二段", "HEAD:retention"])
def test_a_history_is_asked_for_by_id_or_number(place: str) -> None:
    assert [line.split()[3] for line in run("log", place).stdout.splitlines()] == ["更改", "新增"]


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("9.9", "没有 id 或编号为 9.9 的内容"),
        ("征求意见稿-1:", "征求意见稿-1: 后面要写编号或 id，如 征求意见稿-1:4.2"),
        ("", "写 id 或编号，如 grid-code、征求意见稿-1:4.2"),
    ],
)
def test_a_place_that_is_none(place: str, message: str) -> None:
    assert run("log", place).stderr.splitlines()[0] == message


def test_a_history_that_a_shallow_clone_cuts_off_is_told(made: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clone = made.clone(tmp_path / "clone", "--depth", "1")
    monkeypatch.chdir(clone.library)
    assert run("log", "retention").stderr == "这是浅克隆，历史不全，先运行 git fetch --unshallow --tags。\n"


# --- git-setup and difftool ------------------------------------------------------------------


def test_difftool_runs_in_a_library_below_the_top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """git runs its tools at the top, wherever git-setup was run."""
    made = Repository(tmp_path / "repo", "标 准/one")
    made.commit({**FIRST, **{path.replace("lamps", "more"): text for path, text in FIRST.items()}})
    made.write(LONGER)
    monkeypatch.chdir(made.library)
    assert "-C '标 准/one' difftool" in run("git-setup").stdout
    command = made.git("config", "difftool.redline.cmd").strip()
    made.git("config", "difftool.redline.cmd", command.replace("main -C", f"PYTHONPATH={ROOT} {sys.executable} -m gbdoc -C", 1))
    assert "[-三-]{+五+}" in (said := made.git("difftool", "-t", "redline"))
    assert made.git("difftool", "-d", "-t", "redline") == said
    assert "more" not in said
