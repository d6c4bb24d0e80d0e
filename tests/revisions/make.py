"""A real git repository with the rounds of a shortened draft: `python tests/revisions/make.py FOLDER` builds it.

Authors and dates are fixed, so that every commit has the same hash wherever it is made. The first round lies in `first/`;
what later ones bring as whole files lies in `later/`; the rest of their work is the edits below.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PEOPLE = {"甲": "a@example.org", "乙": "b@example.org", "丙": "c@example.org"}

URBAN = "urban-management"
GENERAL = "general-principles"
EVALUATION = "# 绩效评价 {#evaluation}\n"
COLLECTING = """\
## 信息采集 {#collecting}

采集员应在指定的单元网格内巡查，发现管理部件有缺损的应在1 h内上报。上报的内容应包括时间、位置、类别和现场照片。

巡查时宜随身携带充电设备。
"""


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of a file that become others; they must stand there once."""

    path: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Cut:
    """The end of a file, from `start` on, goes to a file of its own."""

    path: str
    start: str
    other: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A file or folder of `later/` is put in."""

    source: str
    path: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One commit, perhaps tagged; `branch` is one that it alone is on."""

    day: str
    author: str
    message: str
    steps: tuple[Edit | Cut | Copy, ...]
    tag: str = ""
    branch: str = ""


HISTORY = (
    Revision("2026-01-12", "甲", "城市管理和总则：征求意见稿", (), tag="征求意见稿-1"),
    Revision(
        "2026-03-02",
        "乙",
        "收紧上报和处置的时限\n\nComment: 意见-003\nComment: 意见-007",
        (
            Edit(f"{URBAN}/objects.md", "宜以10 000 m²为基本面积", "应以10 000 m²为基本面积"),
            Edit(f"{URBAN}/objects.md", "应在2 h内上报", "应在1 h内上报"),
            Edit(f"{URBAN}/objects.md", "应包括位置、类别和现场照片", "应包括时间、位置、类别和现场照片"),
            Edit(f"{URBAN}/data/limits.yaml", "limit: 12 h", "limit: 6 h"),
            Edit(
                f"{URBAN}/data/limits.yaml",
                "limit: 3个工作日}\n",
                "limit: 3个工作日}\n  - {level: T4, meaning: 施工后才能解决的问题, limit: 7个工作日}\n",
            ),
            Edit(f"{URBAN}/flow.md", r"T=\frac{n}{N}", r"T=\frac{n}{N-m}"),
            Edit(f"{URBAN}/flow.md", ": 已派遣的案卷数。", ": 已派遣的案卷数；\n\n$m$\n: 经批准延期的案卷数。"),
        ),
    ),
    Revision(
        "2026-03-16",
        "甲",
        "信息采集移到业务流程一章",
        (
            Edit(f"{URBAN}/objects.md", f"\n{COLLECTING}", ""),
            Edit(f"{URBAN}/flow.md", "## 时限 {#limits}", f"{COLLECTING}\n## 时限 {{#limits}}"),
        ),
    ),
    Revision(
        "2026-04-07",
        "甲",
        "绩效评价自成一个文件，网格编码的 id 改名，大类代码表增加一列\n\nComment: 意见-009",
        (
            Cut(f"{URBAN}/flow.md", EVALUATION, f"{URBAN}/evaluation.md"),
            Edit(f"{URBAN}/standard.yaml", "objects.md, flow.md]", "objects.md, flow.md, evaluation.md]"),
            Edit(f"{URBAN}/standard.yaml", "completed: 2026-01-12", "completed: 2026-04-07"),
            Edit(f"{URBAN}/objects.md", "### {#grid-code}", "### {#grid-identifier}"),
            Edit(
                f"{URBAN}/objects.md", "| 代码 | 大类 | 举例 |\n|:---:|---|---|", "| 代码 | 大类 | 管理单位 | 举例 |\n|:---:|---|---|---|"
            ),
            Edit(f"{URBAN}/objects.md", "| 市政公用设施 |", "| 市政公用设施 | 市政部门 |"),
            Edit(f"{URBAN}/objects.md", "| 道路交通设施 |", "| 道路交通设施 | 交通部门 |"),
            Edit(f"{URBAN}/objects.md", "| 市容环卫设施 |", "| 市容环卫设施 | 环卫部门 |"),
            Edit(f"{URBAN}/objects.md", "| 园林绿化设施 |", "| 园林绿化设施 | 园林部门 |"),
            Edit(f"{GENERAL}/framework.md", "上层约束下层。", "上层约束下层，下层不重复上层的内容。"),
        ),
        tag="征求意见稿-2",
    ),
    Revision(
        "2026-04-20",
        "乙",
        "案卷保存五年\n\nComment: 意见-012",
        (Edit(f"{URBAN}/flow.md", "保存期限应为3年", "保存期限应为5年"),),
        branch="意见-012",
    ),
    Revision(
        "2026-08-28",
        "甲",
        "附录A改为规范性，流程图增加发现阶段，术语和记录表按会议意见修改\n\nComment: 意见-021",
        (
            Edit(f"{URBAN}/standard.yaml", "annex-form.md, kind: informative", "annex-form.md, kind: normative"),
            Edit(f"{URBAN}/annex-form.md", "案卷记录表的表式见[](#tab-form)。", "案卷记录表的表式应符合[](#tab-form)的规定。"),
            Edit(f"{URBAN}/annex-form.md", "| 2 | 上报时间", "| 2 | 发现方式 | 人工或智能 |\n| 3 | 上报时间"),
            Edit(f"{URBAN}/annex-form.md", "| 3 | 管理部件", "| 4 | 管理部件"),
            Edit(f"{URBAN}/annex-form.md", "| 4 | 处置结果", "| 5 | 处置结果"),
            Edit(f"{URBAN}/flow.md", "案卷的记录格式见[](#annex-form)。", "案卷的记录格式应符合[](#annex-form)的规定。"),
            Copy("flow.svg", f"{URBAN}/figures/flow.svg"),
            Edit(
                f"{URBAN}/flow.md", "分为上报、立案、派遣、处置、核查和结案六个阶段", "分为发现、上报、立案、派遣、处置、核查和结案七个阶段"
            ),
            Edit(f"{URBAN}/flow.md", "六个框由左到右依次相连：上报", "七个框由左到右依次相连：发现、上报"),
            Edit(f"{URBAN}/terms.yaml", "公共空间内有独立标识的设施", "城市公共空间内有独立标识和属性的设施"),
            Edit(f"{URBAN}/terms.yaml", "单元网格一般以道路为界。", "单元网格一般以道路、河流为界。"),
        ),
    ),
    Revision(
        "2026-09-01",
        "甲",
        "送审稿，智能感知的讨论稿",
        (
            Edit(f"{URBAN}/standard.yaml", "stage: 征求意见稿\ncompleted: 2026-04-07", "stage: 送审稿\ncompleted: 2026-09-01"),
            Edit(f"{GENERAL}/standard.yaml", "stage: 征求意见稿\ncompleted: 2026-01-12", "stage: 送审稿\ncompleted: 2026-09-01"),
            Edit(f"{URBAN}/evaluation.md", "绩效评价宜每季度进行一次。评价结果应向社会公布。", "绩效评价应每季度进行一次。"),
            Edit(f"{URBAN}/objects.md", "[@cjt-213]的规定", "[@cjt-213:2005]的规定"),
            Edit(f"{GENERAL}/introduction.md", "总则、城市管理等部分", "总则、城市管理、智能感知等部分"),
            Copy("sensing", "sensing"),
        ),
        tag="送审稿-1",
    ),
    Revision(
        "2026-10-12",
        "丙",
        "起草单位增加一家",
        (
            Edit(f"{URBAN}/standard.yaml", "drafted_by: [某研究院, 某大学]", "drafted_by: [某研究院, 某大学, 某公司"),
            Edit(f"{URBAN}/flow.md", "紧急问题应先处置后补办手续。", "紧急问题应先处置，并在24 h内补办手续。"),
        ),
    ),
    Revision(
        "2026-10-13",
        "丙",
        "补上 standard.yaml 里缺的括号",
        (Edit(f"{URBAN}/standard.yaml", "某大学, 某公司", "某大学, 某公司]"),),
    ),
)
BROKEN = len(HISTORY) - 2  # standard.yaml of this revision cannot be read


def make(folder: Path) -> Path:
    """Build the repository in an empty folder."""
    _git(folder, "init", "--quiet", "--initial-branch=main")
    _copy(HERE / "first", folder / "content")
    for revision in HISTORY:
        if revision.branch:
            _git(folder, "checkout", "--quiet", "-b", revision.branch)
        for step in revision.steps:
            _take(step, folder / "content")
        _commit(folder, revision)
        if revision.branch:
            _git(folder, "checkout", "--quiet", "main")
    return folder


def _take(step: Edit | Cut | Copy, content: Path) -> None:
    path = content / step.path
    match step:
        case Edit(old=old, new=new):
            text = path.read_text(encoding="utf-8")
            assert text.count(old) == 1, f"{step.path}: {old}"
            path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
        case Cut(start=start, other=other):
            stays, mark, goes = path.read_text(encoding="utf-8").partition(start)
            path.write_text(stays.rstrip("\n") + "\n", encoding="utf-8", newline="\n")
            (content / other).write_text(mark + goes, encoding="utf-8", newline="\n")
        case Copy(source=source):
            _copy(HERE / "later" / source, path)


def _copy(source: Path, path: Path) -> None:
    """A file, or a folder with all below it, as its bytes."""
    files = [source] if source.is_file() else sorted(file for file in source.rglob("*") if file.is_file())
    for file in files:
        goal = path / file.relative_to(source) if source.is_dir() else path
        goal.parent.mkdir(parents=True, exist_ok=True)
        goal.write_bytes(file.read_bytes())


def _commit(folder: Path, revision: Revision) -> None:
    date = f"{revision.day}T10:00:00+0800"
    person = {"NAME": revision.author, "EMAIL": PEOPLE[revision.author], "DATE": date}
    by = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()}
    _git(folder, "add", "--all", **by)
    _git(folder, "commit", "--quiet", "--message", revision.message, **by)
    if revision.tag:
        _git(folder, "tag", "--annotate", "--message", revision.tag, revision.tag, **by)


def _git(folder: Path, *words: str, **environment: str) -> None:
    settings = ("-c", "core.autocrlf=false", "-c", "core.fileMode=false", "-c", "commit.gpgSign=false")
    subprocess.run(("git", *settings, *words), cwd=folder, env={**alone(), **environment}, check=True)


def alone() -> dict[str, str]:
    """An environment in which git knows nothing of whoever runs it."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**clean, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    make(target)
