"""The history of one clause, in real repositories."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from gbdoc import git
from gbdoc.git import GitFault
from gbdoc.history import history, log_lines, target
from gbdoc.load import load
from library import STANDARD
from repository import Repository

ROOM = "content/gp"
SCOPE = "# 范围\n\n本文件规定了网格的划分。\n"
GRID = "# 网格 {#grid}\n\n## 一般要求\n\n网格应连续。\n\n## 编码 {#codes}\n\n编码应采用十二位数字，前六位为行政区划代码。\n"
CHECK = "# 检查 {#checks}\n\n每季度检查一次。\n"


def standard(*files: str) -> str:
    return STANDARD.replace("[scope.md]", f"[{', '.join(files)}]")


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "repo")
    files = {"standard.yaml": standard("scope.md", "grid.md"), "scope.md": SCOPE, "grid.md": GRID}
    made.commit({f"{ROOM}/{name}": text for name, text in files.items()}, "起草")
    return made


def lines(made: Repository, word: str, *names: str) -> list[str]:
    """Event, number and title, place, what is said: without hash, day and author."""
    repository = git.repository_of(made.library)
    records = list(history(repository, target(repository, word, load(made.library), names)))
    return [
        re.sub(r"^ *[0-9a-f]{8}  [-0-9]{10}  \S+  |content/gp/", "", line).replace("  ", " ") for line in map(squeezed, log_lines(records))
    ]


def squeezed(line: str) -> str:
    return re.sub(r" {3,}", "  ", line)


def fault(call: Callable[..., object], *arguments: object) -> str:
    with pytest.raises(GitFault) as caught:
        call(*arguments)
    return caught.value.words


def test_a_line_tells_all(made: Repository) -> None:
    made.commit({f"{ROOM}/grid.md": GRID.replace("十二位", "十五位")}, "按意见改位数\n\nComment: 意见-012\nReviewed-by: x", author="YYY")
    repository = git.repository_of(made.library)
    last, first = log_lines(list(history(repository, target(repository, "codes", load(made.library)))))
    head = git.log(repository, made.head)
    assert last == f"  {head[0].short}  2026-01-03  YYY  更改  4.2 编码  content/gp/grid.md:7  按意见改位数［意见-012］"
    assert first == f"  {head[1].short}  2026-01-02  XXX  新增  4.2 编码  content/gp/grid.md:7  起草"


def test_what_only_got_another_number_is_not_listed_and_numbers_are_as_they_were(made: Repository) -> None:
    made.commit({f"{ROOM}/checks.md": CHECK, f"{ROOM}/standard.yaml": standard("scope.md", "checks.md", "grid.md")}, "加一章")
    made.commit({f"{ROOM}/grid.md": GRID.replace("## 编码", "## 登记\n\n登记应及时。\n\n## 编码")}, "加一条")
    made.commit({f"{ROOM}/grid.md": GRID.replace("## 编码", "## 登记\n\n登记应及时。\n\n## 编码").replace("十二", "十五")}, "改位数")
    assert lines(made, "codes") == ["更改 5.3 编码 grid.md:11 改位数", "新增 4.2 编码 grid.md:7 起草"]
    assert [line.split()[-1] for line in lines(made, "grid")] == ["改位数", "加一条", "起草"]


def test_line_breaks_and_other_clauses_are_no_change(made: Repository) -> None:
    made.commit({f"{ROOM}/grid.md": GRID.replace("数字，", "数字，\n")}, "重排")
    made.commit({f"{ROOM}/grid.md": GRID.replace("应连续", "应连续、不重叠")}, "别的条")
    made.commit({f"{ROOM}/scope.md": SCOPE + "\n本文件适用于城市管理。\n"}, "别的文件")
    made.commit({"content/references.yaml": "{}\n", "README.md": "x"}, "别处")
    assert lines(made, "codes") == ["新增 4.2 编码 grid.md:7 起草"]


def test_it_is_followed_from_file_to_file(made: Repository) -> None:
    head, tail = GRID.split("## 编码")
    files = {"grid.md": head, "codes.md": "# 编码规则\n\n## 编码" + tail, "standard.yaml": standard("scope.md", "grid.md", "codes.md")}
    made.commit({f"{ROOM}/{name}": text for name, text in files.items()}, "拆成两章")
    made.commit({f"{ROOM}/codes.md": files["codes.md"].replace("十二", "十五")}, "改位数")
    assert lines(made, "codes") == [
        "更改 5.1 编码 codes.md:3 改位数",
        "移动 5.1 编码 codes.md:3 拆成两章（原在 grid.md）",
        "新增 4.2 编码 grid.md:7 起草",
    ]


def test_it_is_followed_when_the_folder_gets_another_name(made: Repository) -> None:
    made.git("mv", "content/gp", "content/general")
    made.commit({}, "改文件夹名")
    moved = "移动 4.2 编码 content/general/grid.md:7 改文件夹名（原在 grid.md）"
    assert lines(made, "codes") == [moved, "新增 4.2 编码 grid.md:7 起草"]


def test_it_is_followed_when_its_id_is_another(made: Repository) -> None:
    made.commit({f"{ROOM}/grid.md": GRID.replace("{#codes}", "{#grid-codes}").replace("十二位", "十五位")}, "换 id")
    made.commit({f"{ROOM}/grid.md": GRID.replace("{#codes}", "{#grid-codes}").replace("十二位", "十八位")}, "再改")
    assert lines(made, "grid-codes") == [
        "更改 4.2 编码 grid.md:7 再改",
        "换 id 4.2 编码 grid.md:7 换 id（原 id 为 codes）",
        "新增 4.2 编码 grid.md:7 起草",
    ]
    assert lines(made, "codes") == ["删除 4.2 编码 grid.md:7 换 id（此后的 id 为 grid-codes）", "新增 4.2 编码 grid.md:7 起草"]


def test_it_is_followed_to_where_it_had_no_id(made: Repository) -> None:
    made.commit({f"{ROOM}/grid.md": GRID.replace("应连续", "应连续、不重叠")}, "改一般要求")
    made.commit({f"{ROOM}/grid.md": GRID.replace("应连续", "应连续、不重叠").replace("## 一般要求", "## 一般要求 {#general}")}, "加 id")
    assert lines(made, "general") == [
        "换 id 4.1 一般要求 grid.md:3 加 id（此前没有 id）",
        "更改 4.1 一般要求 grid.md:3 改一般要求",
        "新增 4.1 一般要求 grid.md:3 起草",
    ]


def test_what_is_gone_has_a_history_too(made: Repository) -> None:
    made.commit({f"{ROOM}/grid.md": GRID.partition("## 编码")[0]}, "删编码")
    made.commit({f"{ROOM}/scope.md": SCOPE + "\n本文件适用于城市管理。\n"}, "别的")
    assert lines(made, "codes", "gp") == ["删除 4.2 编码 grid.md:7 删编码", "新增 4.2 编码 grid.md:7 起草"]


def test_branches_are_followed_and_mergers_are_no_changes(made: Repository) -> None:
    made.switch("意见/012")
    made.commit({f"{ROOM}/grid.md": GRID.replace("十二", "十五")}, "支上改")
    made.switch("main")
    made.commit({f"{ROOM}/scope.md": SCOPE + "\n本文件适用于城市管理。\n"}, "干上改别的")
    made.merge("意见/012")
    assert lines(made, "codes") == ["更改 4.2 编码 grid.md:7 支上改", "新增 4.2 编码 grid.md:7 起草"]


def test_a_revision_that_cannot_be_read_is_told_and_passed_over(made: Repository) -> None:
    good = standard("scope.md", "grid.md")
    made.commit({f"{ROOM}/standard.yaml": "kind: [local\n", f"{ROOM}/grid.md": GRID.replace("十二", "十五")}, "写坏了")
    made.commit({f"{ROOM}/standard.yaml": good}, "修好")
    told = lines(made, "codes")
    assert told[0] == "更改 4.2 编码 grid.md:7 修好"
    assert told[1].startswith("读不出 这个版本略过 写坏了（standard.yaml:")
    assert told[2] == "新增 4.2 编码 grid.md:7 起草"


def test_a_figure_whose_drawing_changed(made: Repository) -> None:
    figure = "\n:::{figure} 网格图 {#fig-grid}\n:file: figures/grid.svg\n:alt: 网格\n:::\n"
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} 10"/>'
    made.commit({f"{ROOM}/grid.md": GRID + figure, f"{ROOM}/figures/grid.svg": svg.format(10)}, "加图")
    made.commit({f"{ROOM}/figures/grid.svg": svg.format(20)}, "改图")
    assert [line.split()[-1] for line in lines(made, "fig-grid")] == ["改图", "加图"]


@pytest.mark.parametrize("value", ["[=limits.a.value]", ":::{table} 时限 {#tab-limits}\n:data: data/limits.yaml\n:::"])
def test_values_that_come_from_data(made: Repository, value: str) -> None:
    data = "key: code\ncolumns:\n- {key: code, title: 代码}\n- {key: value, title: 值}\nrows:\n- {code: a, value: 10}\n"
    made.commit({f"{ROOM}/grid.md": f"{GRID}\n值见下：\n\n{value}\n", f"{ROOM}/data/limits.yaml": data}, "加值")
    made.commit({f"{ROOM}/data/limits.yaml": data.replace("10", "20")}, "改值")
    assert [line.split()[-1] for line in lines(made, "codes")] == ["改值", "加值", "起草"]


def test_footnotes_count_wherever_they_stand(made: Repository) -> None:
    text = GRID.replace("十二位", "十二位[^a]").replace("网格应连续。", "网格应连续。\n\n[^a]: 不含校验码。")
    made.commit({f"{ROOM}/grid.md": text}, "加脚注")
    made.commit({f"{ROOM}/grid.md": text.replace("不含", "含")}, "改脚注")
    assert [line.split()[-1] for line in lines(made, "codes")] == ["改脚注", "加脚注", "起草"]


def test_a_table_is_followed_by_itself(made: Repository) -> None:
    table = ":::{table} 代码 {#tab-codes}\n\n| 代码 | 名称 |\n|---|---|\n| 01 | 部件 |\n:::\n"
    made.commit({f"{ROOM}/grid.md": f"{GRID}\n{table}"}, "加表")
    made.commit({f"{ROOM}/grid.md": f"{GRID}\n表如下。\n\n{table}\n表如上。\n"}, "改表外")
    made.commit({f"{ROOM}/grid.md": f"{GRID}\n表如下。\n\n{table.replace('部件', '事件')}\n表如上。\n"}, "改表")
    assert lines(made, "tab-codes") == ["更改 表1 代码 grid.md:13 改表", "新增 表1 代码 grid.md:11 加表"]


def test_terms_and_their_words(made: Repository) -> None:
    terms = "entries:\n- {id: cell, term: 单元网格, english: cell, admitted: [网格], definition: 划定的区域}\n"
    made.commit({f"{ROOM}/terms.yaml": terms}, "加术语")
    made.commit({f"{ROOM}/terms.yaml": terms.replace("[网格]", "[格]")}, "改许用术语")
    assert lines(made, "cell") == ["更改 3.1 单元网格 terms.yaml:2 改许用术语", "新增 3.1 单元网格 terms.yaml:2 加术语"]


def test_a_paragraph_with_an_id_is_told_by_its_place(made: Repository) -> None:
    made.commit({f"{ROOM}/grid.md": GRID + "\n{#order}\n代码按顺序编。\n"}, "加一段")
    assert lines(made, "order") == ["新增 4.2第二段 grid.md:12 加一段"]


# --- what is asked for -----------------------------------------------------------------------


def test_a_number_as_it_was(made: Repository) -> None:
    made.tag("征求意见稿-1")
    made.commit({f"{ROOM}/grid.md": GRID.replace("## 编码", "## 登记\n\n登记应及时。\n\n## 编码").replace("十二", "十五")}, "改位数")
    assert lines(made, "征求意见稿-1:4.2") == ["更改 4.3 编码 grid.md:11 改位数", "新增 4.2 编码 grid.md:7 起草"]
    assert lines(made, "征求意见稿-1:第4章")[0] == "更改 第4章 网格 grid.md:1 改位数"
    assert lines(made, "征求意见稿-1:4.1") == ["新增 4.1 一般要求 grid.md:3 起草"]
    assert lines(made, "HEAD:codes") == lines(made, "codes")


BASELINE = "document: DB21/T 9—2018\ntitle: 旧\nclauses: [{number: 4.2, title: 编码, id: codes}, {number: 4.3, title: 登记}]\n"


def test_a_number_of_an_edition_that_never_was_in_git(made: Repository) -> None:
    made.write({f"{ROOM}/baseline/2018.yaml": BASELINE})
    assert lines(made, "2018:4.2") == lines(made, "codes")
    words = "content/gp/baseline/2018.yaml 里的 4.3 没有写 id；写上它现在的 id 就能查它的历史"
    assert fault(lines, made, "2018:4.3") == words
    assert fault(lines, made, "2018:9") == "content/gp/baseline/2018.yaml 里没有 9"


@pytest.mark.parametrize(
    ("word", "names", "message"),
    [
        ("code", (), "没有 id 或编号为 code 的内容，是否指 codes？"),
        ("nothing-like", ("gp",), "没有 id 或编号为 nothing-like 的内容"),
        ("both", (), "几个文稿都有 both：gp、urban；写明文稿名"),
        ("gone", (), "没有 id 或编号为 gone 的内容；它可能已经删去，写明文稿名再查：gp、urban"),
        ("HEAD:9.9", (), "HEAD 里没有 9.9；写那时的编号或 id，如 4.2、第4章、附录A、表1"),
        ("HEAD:", (), "HEAD: 后面要写编号或 id，如 征求意见稿-1:4.2"),
        ("HEAD:1", (), "HEAD 里几个文稿都有 1：gp、urban；写明文稿名"),
        ("2017:4.2", (), "没有版本“2017”"),
        ("mian:4.2", (), "没有版本“mian”，是否指 main？"),
    ],
)
def test_what_cannot_be_found(made: Repository, word: str, names: tuple[str, ...], message: str) -> None:
    made.commit({f"{ROOM}/scope.md": SCOPE.replace("# 范围", "# 范围 {#gone}")})
    files = {"standard.yaml": STANDARD, "scope.md": SCOPE + "\n## 二 {#both}\n\n文。\n"}
    made.commit({f"content/urban/{name}": text for name, text in files.items()} | {f"{ROOM}/scope.md": files["scope.md"]})
    assert fault(lines, made, word, *names) == message
