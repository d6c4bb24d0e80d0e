"""The command line, as a drafter uses it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gbdoc import building, doctor, fingerprint, outputs
from gbdoc.cli import main
from gbdoc.cli.drafting import SKELETON
from gbdoc.doctor import pdf_possible
from repository import Repository

ROOT = Path(__file__).parents[1]
HTML = ("--format", "html")

needs_pango = pytest.mark.skipif(not pdf_possible(), reason="no Pango here")


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one standard, `demo`, to work in."""
    monkeypatch.chdir(tmp_path)
    for path in SKELETON.iterdir():
        put(f"demo/{path.name}", path.read_text(encoding="utf-8"))
    return tmp_path


def put(path: str, text: str) -> None:
    file = Path("content", path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def change(path: str, old: str, new: str) -> None:
    text = Path("content", path).read_text(encoding="utf-8")
    assert old in text
    put(path, text.replace(old, new))


def copy(name: str, **also: str) -> None:
    """A second standard like the first, some files written anew."""
    for path in SKELETON.iterdir():
        put(f"{name}/{path.name}", path.read_text(encoding="utf-8"))
    for stem, text in also.items():
        put(f"{name}/{stem}.md", text)


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def build(*arguments: str) -> Result:
    return run("build", *HTML, *arguments)


def output(name: str) -> str:
    return Path("output", name).read_text(encoding="utf-8")


# --- help and usage --------------------------------------------------------------------------


def test_help_is_quick_and_imports_nothing_heavy() -> None:
    code = "import sys\nfrom gbdoc.cli import main\ntry: main(['--help'])\nfinally: print(*sys.modules, file=sys.stderr)"
    start = time.perf_counter()
    outcome = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert time.perf_counter() - start < 2  # some 0.15 s where nothing else runs
    heavy = {"weasyprint", "pydantic", "markdown_it", "yaml", "jinja2", "pypinyin", "math_core", "ziamath", "gbdoc.read.read"}
    assert heavy & set(outcome.stderr.split()) == set()


@pytest.mark.parametrize("command", ["build", "labels", "new", "doctor"])
def test_every_command_has_a_help_page(command: str) -> None:
    page = run(command, "--help").output
    assert page.startswith(f"用法：main {command} ") or "用法：" in page
    assert "Show this" not in page
    assert command in run("--help").output


def test_help_names_the_program_as_it_was_called() -> None:
    help_page = subprocess.run([sys.executable, "build.py", "labels", "-h"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "用法：python build.py labels [选项] [文稿名]…" in help_page
    assert "  python build.py labels --all" in help_page


def test_version() -> None:
    assert run("--version").output == "gbdoc 0.1.0\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["demmo"], "没有文稿或命令“demmo”，是否指 demo？"),
        (["labls"], "没有文稿或命令“labls”，是否指 labels？"),
        (["build", "--forse"], "没有选项 --forse，是否指 --force？"),
        (["--format", "docx"], "没有输出格式“docx”；可以写 html、pdf 或 html,pdf"),
        (["--pdf-variant", "pdf/x-4"], "没有 PDF 变体“pdf/x-4”；可以写 pdf/ua-1、pdf/a-2a、"),
        (["--format"], "选项 --format 后面要写值"),
        (["-j", "0"], "-j 后面要写正整数，不能是“0”"),
        (["-j", "two"], "-j 后面要写正整数，不能是“two”"),
        (["new"], "缺少 文稿名"),
        (["new", "a", "b"], "这个命令后面不能再写别的"),
        (["-C", "nowhere"], "nowhere 中没有 content/"),
    ],
)
def test_misuse_is_told_with_exit_code_2(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert message in result.stderr
    assert "--help 看用法" in result.stderr
    assert result.exit_code == 2


def test_no_library(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))
    assert "当前目录和它的上层目录中都没有 content/" in run("build").stderr


def test_no_standard(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("bare")
    (folder / "content").mkdir()
    monkeypatch.chdir(folder)
    result = run("build")
    assert "content/ 中还没有文稿" in result.stderr
    assert result.exit_code == 2


def test_no_standard_but_one_that_was_refused() -> None:
    Path("content/demo").rename("content/Demo")
    result = build()
    assert "文稿的文件夹不能叫“Demo”" in result.stderr
    assert result.exit_code == 1


# --- build -----------------------------------------------------------------------------------


def test_build_writes_html_index_and_manifest() -> None:
    result = build()
    assert result.exit_code == 0, result.output
    assert result.stderr == "没有错误，没有警告。\n"
    assert "output/demo.html" in result.stdout
    assert sorted(path.name for path in Path("output").iterdir()) == ["demo.html", "index.html", "manifest.json"]
    assert "文件名称" in output("demo.html")
    assert "demo.html" in output("index.html")
    assert json.loads(output("manifest.json"))["standards"].keys() == {"demo"}


def test_build_is_the_default_command() -> None:
    assert run(*HTML, "demo").exit_code == 0
    assert Path("output/demo.html").exists()


def test_a_library_is_found_upward_and_by_option(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    monkeypatch.chdir("content/demo")
    assert build().exit_code == 0
    assert (library / "output/demo.html").exists()
    monkeypatch.chdir("/")
    assert "已是最新" in build("-C", str(library)).stdout
    assert "demo" in run("-C", str(library), "labels").stdout


def test_only_the_named_standards_are_built() -> None:
    copy("other")
    build("other")
    assert not Path("output/demo.html").exists()
    assert "other.html" in output("index.html")


def test_a_second_build_does_nothing_and_says_so() -> None:
    build()
    before = {path: path.stat().st_mtime_ns for path in Path("output").iterdir()}
    result = build()
    assert result.stdout == "demo  已是最新\n"
    assert result.exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in Path("output").iterdir()} == before


def test_the_second_build_reads_no_source(monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    monkeypatch.setattr("gbdoc.pipeline.compile_library", lambda _sources: pytest.fail("compiled again"))
    assert "已是最新" in build().stdout


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_text("by hand", encoding="utf-8")], ids=["deleted", "altered"])
@pytest.mark.parametrize("name", ["demo.html", "index.html", "manifest.json"])
def test_a_deleted_or_altered_output_is_made_again(name: str, harm: object) -> None:
    build()
    before = output(name)
    harm(Path("output", name))  # type: ignore[operator]
    assert build().exit_code == 0
    assert output(name) == before


def test_force_builds_again() -> None:
    build()
    assert "秒" in build("--force").stdout


def test_a_changed_standard_is_built_and_the_others_are_not() -> None:
    copy("other")
    build()
    change("demo/scope.md", "某类对象", "另一类对象")
    lines = build().stdout.splitlines()
    assert "已是最新" in next(line for line in lines if line.startswith("other"))
    assert "秒" in next(line for line in lines if line.startswith("demo"))
    assert "另一类对象" in output("demo.html")


def test_a_shared_file_concerns_every_standard() -> None:
    copy("other")
    build()
    put("references.yaml", "{}\n")
    assert build().stdout.count("秒") == 2


def test_what_a_list_of_standards_says_of_another_standard_counts() -> None:
    copy("other", scope="# 范围\n\n本文件规定了要求。\n\n本文件适用于某类对象。\n\n:::{system-statistics} 统计表\n:::\n")
    rows = "standards: [{entry: '101.001', document: demo}]"
    put("system.yaml", f"name: 体系\nlayers: [{{code: '1', name: 基础, subsystems: [{{code: '101', name: 术语}}]}}]\n{rows}\n")
    build()
    stage = next(line for line in Path("content/demo/standard.yaml").read_text(encoding="utf-8").splitlines() if line.startswith("stage:"))
    change("demo/standard.yaml", f"{stage}\n", "")
    assert build().stdout.count("秒") == 2
    assert output("other/content/system-standards.csv").count("现行") == 1


def test_the_labels_of_a_cited_standard_count_and_its_text_does_not() -> None:
    copy("other", scope="# 范围\n\n本文件规定了要求，见[](demo#management)。\n\n本文件适用于某类对象。\n")
    build()
    change("demo/requirements.md", "保存期限不应少于三年", "保存期限不应少于五年")
    assert "other  已是最新" in build().stdout
    change("demo/requirements.md", "## 管理", "## 核查\n\n应核查。\n\n## 管理")
    assert build().stdout.count("秒") == 2
    assert "5.3" in output("other.html")


def test_a_changed_program_builds_all_again(monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    monkeypatch.setattr(fingerprint, "__version__", "0.1.1")
    assert "秒" in build().stdout


def test_own_templates_win_and_count() -> None:
    build()
    page = (building.TEMPLATES / "index.html").read_text(encoding="utf-8")
    Path("templates").mkdir()
    Path("templates/index.html").write_text(page + "<!-- ours -->", encoding="utf-8")
    build()
    assert output("index.html").rstrip().endswith("<!-- ours -->")


def test_findings_are_shown_in_order_with_their_lines() -> None:
    change("demo/requirements.md", "[](#record)", "[](#recrod)")
    change("demo/scope.md", "某类对象的总体原则", "[](#nowhere)的总体原则")
    result = build()
    assert result.exit_code == 1
    first, second = (line for line in result.stderr.splitlines() if line.startswith("content/"))
    assert first.startswith("content/demo/requirements.md:19:13:")
    assert second.startswith("content/demo/scope.md:3:")
    assert "    1. 登记，记录的格式见[](#recrod)；" in result.stderr
    assert result.stderr.splitlines()[-1] == "2 个错误，0 个警告。"
    assert Path("output/demo.html").exists()


def test_findings_of_a_skipped_standard_are_shown_again() -> None:
    change("demo/requirements.md", "[](#record)", "[](#recrod)")
    first, second = build(), build()
    assert "已是最新" in second.stdout
    assert second.stderr == first.stderr
    assert second.exit_code == 1


def test_a_standard_that_cannot_be_read_keeps_its_last_outputs() -> None:
    build()
    before = output("demo.html")
    put("demo/standard.yaml", "syntax: [\n")
    first, second = build(), build()
    assert "没有生成" in first.stdout
    assert "没有生成" in second.stdout
    assert first.exit_code == second.exit_code == 1
    assert "content/demo/standard.yaml:" in second.stderr
    assert output("demo.html") == before


def test_a_file_that_was_not_taken_is_told() -> None:
    Path("content/demo/gone.md").symlink_to("nowhere.md")
    result = build()
    assert "content/demo/gone.md:1:1: 错误：链接指向的文件不存在 [file]" in result.stderr
    assert result.exit_code == 1


KINDS = "key: code\ncolumns:\n  - {key: code, title: 代码}\n  - {key: name, title: 名称}\nrows:\n  - {code: '01', name: 甲}\n"


def test_data_tables_are_published_as_csv() -> None:
    put("demo/data/kinds.yaml", KINDS)
    put("kinds.yaml", KINDS.replace("甲", "乙"))
    change("demo/requirements.md", "对象的种类和代码应符合", "“[=/kinds.01.name]”应符合")
    build()
    assert Path("output/demo/kinds.csv").read_bytes() == "\ufeff代码,名称\r\n01,甲\r\n".encode()
    assert Path("output/demo/content/kinds.csv").read_bytes() == "\ufeff代码,名称\r\n01,乙\r\n".encode()
    assert "已是最新" in build().stdout


def test_a_data_table_that_is_gone_takes_its_csv_along() -> None:
    put("demo/data/kinds.yaml", KINDS)
    put("demo/data/mine.yaml", KINDS)
    build()
    Path("output/demo/mine.csv").write_text("by hand", encoding="utf-8")
    Path("content/demo/data/kinds.yaml").unlink()
    Path("content/demo/data/mine.yaml").unlink()
    build()
    assert [path.name for path in Path("output/demo").iterdir()] == ["mine.csv"]


def test_a_broken_write_leaves_the_last_output(monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    before = output("demo.html")
    change("demo/scope.md", "某类对象", "另一类对象")

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        build()
    assert output("demo.html") == before
    assert not [path for path in Path("output").iterdir() if path.name.startswith(".")]


def test_written_files_follow_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        outputs.write(tmp_path / "new" / "file", b"x")
    finally:
        os.umask(old)
    assert (tmp_path / "new/file").stat().st_mode & 0o777 == 0o640


def test_outputs_depend_on_no_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    here = {path.name: path.read_bytes() for path in Path("output").glob("*")}
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(elsewhere)
    copy("demo")
    build()
    assert {path.name: path.read_bytes() for path in Path("output").glob("*")} == here


def test_an_interrupt_ends_cleanly(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_sources: object) -> Iterator[object]:
        raise KeyboardInterrupt

    monkeypatch.setattr("gbdoc.pipeline.compile_library", interrupt)
    result = build()
    assert "已中断" in result.stderr
    assert result.exit_code == 130


# --- PDF -------------------------------------------------------------------------------------


@needs_pango
def test_pdf_in_two_processes() -> None:
    copy("other")
    result = run("build", "-j", "2")
    assert result.exit_code == 0, result.output
    assert "页" in result.stdout
    for name in ("demo", "other"):
        assert Path(f"output/{name}.pdf").read_bytes().startswith(b"%PDF-")
        assert f"{name}.pdf" in output("index.html")
    assert run("build").stdout.count("已是最新") == 2


@needs_pango
def test_the_missing_format_is_made_alone() -> None:
    build()
    page = Path("output/demo.html").stat().st_mtime_ns
    result = run("build")
    assert "output/demo.pdf" in result.stdout
    assert "output/demo.html" not in result.stdout
    assert Path("output/demo.html").stat().st_mtime_ns == page


@needs_pango
def test_another_variant_of_pdf_is_made_anew() -> None:
    run("build", "--pdf-variant", "PDF/A-3u")
    archived = Path("output/demo.pdf").read_bytes()
    assert run("build", "--pdf-variant", "pdf/a-3u").stdout == "demo  已是最新\n"
    result = run("build")
    assert "output/demo.pdf" in result.stdout
    assert "output/demo.html" not in result.stdout
    assert Path("output/demo.pdf").read_bytes() != archived


def test_without_pango_html_is_built_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "pdf_possible", lambda: False)
    result = run("build")
    assert "没有 Pango，这次不生成 PDF" in result.stderr
    assert result.exit_code == 0
    assert Path("output/demo.html").exists()
    assert run("build").stdout == "demo  已是最新\n"
    assert run("build", "--format", "pdf").exit_code == 1


def test_a_slow_subset_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "subset_possible", lambda: False)
    monkeypatch.setattr(building, "make_all", lambda _jobs, _processes: [])
    assert "没有 HarfBuzz 子集库，PDF 生成得慢" in run("build").stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("delay", [0.2, 0.5, 0.8])
def test_a_killed_build_leaves_whole_outputs(delay: float) -> None:
    build()
    change("demo/scope.md", "某类对象", "另一类对象")
    with subprocess.Popen([sys.executable, ROOT / "build.py"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
    assert output("demo.html").rstrip().endswith("</html>")
    assert build().exit_code == 0
    assert "另一类对象" in output("demo.html")


# --- labels, new, doctor ---------------------------------------------------------------------


def test_labels_lists_ids_with_numbers_titles_and_places() -> None:
    lines = run("labels", "demo").stdout.splitlines()
    assert lines[0] == "demo"
    assert lines[1].split() == ["id", "编号", "标题", "出处"]
    cells = {line.split()[0]: line.split()[1:] for line in lines[2:]}
    assert cells["requirements"] == ["5", "要求", "content/demo/requirements.md:1"]
    assert cells["tab-kinds"][:2] == ["表1", "对象的种类和代码"]
    assert cells["record"][0] == "附录A"
    assert cells["tab-record"][0] == "表A.1"
    assert not any("." in anchor for anchor in cells)


def test_labels_of_all_anchors() -> None:
    few, all_of_them = run("labels").stdout, run("labels", "--all").stdout
    assert len(all_of_them.splitlines()) > len(few.splitlines())
    assert "management.list-1.item-2" in all_of_them


def test_labels_columns_stand_in_line() -> None:
    from gbdoc.diagnostic import cells

    lines = run("labels").stdout.splitlines()[1:]
    places = {cells(line[: line.index("content/")]) for line in lines if "content/" in line}
    assert places == {cells(lines[0][: lines[0].index("出处")])}


def test_labels_of_what_cannot_be_read() -> None:
    put("demo/standard.yaml", "syntax: [\n")
    result = run("labels")
    assert "demo 读不成文稿" in result.stderr
    assert result.exit_code == 1


def test_a_new_standard_builds_without_a_finding() -> None:
    result = run("new", "street-lamps")
    assert result.exit_code == 0
    assert "content/street-lamps/standard.yaml" in result.stdout
    result = build("street-lamps")
    assert result.stderr == "没有错误，没有警告。\n"
    assert result.exit_code == 0


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_tutorial_says_what_happens(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    (addition,) = re.findall(r"```\n(## .*?)```", text, re.DOTALL)
    told, checked = re.findall(r"```\n(content/.*?)```", text, re.DOTALL)
    shutil.rmtree("content/demo")
    run("new", "street-lamps")
    written = Path("content/street-lamps/requirements.md")
    written.write_text(written.read_text(encoding="utf-8") + "\n" + addition, encoding="utf-8")
    assert build("street-lamps").exit_code == 0
    assert "记录保存期限见" in output("street-lamps.html")
    assert "5.2第二段" in output("street-lamps.html")
    change("street-lamps/requirements.md", "按[](#tab-kinds)中", "按[](#tab-kind)中")
    assert build("street-lamps").stderr == told
    change("street-lamps/requirements.md", "按[](#tab-kind)中", "按[](#tab-kinds)中")
    change("street-lamps/requirements.md", "\n巡查人员应：", "\n本标准要求巡查人员必须：")
    assert checked.startswith(run("check", "street-lamps").stdout + "2 个错误，0 个警告。其中 1 处可以用")
    change("street-lamps/requirements.md", "\n本标准要求巡查人员必须：", "\n巡查人员应：")
    Repository(Path()).commit({}, "路灯标准初稿")
    change("street-lamps/requirements.md", "每季度", "每月")
    change("street-lamps/requirements.md", "三年", "五年")
    (compared,) = re.findall(r"```\n(street-lamps　HEAD.*?)```", text, re.DOTALL)
    assert run("diff", "HEAD", "street-lamps").stdout == compared
    (exhibits,) = re.findall(r"```\n([^`]*?:::\{system-figure\}.*?)```", text, re.DOTALL)
    for shared in ("system.yaml", "references.yaml", "general-principles/standard.yaml", "urban-management/standard.yaml"):
        put(shared, (ROOT / "content" / shared).read_text(encoding="utf-8"))
    written.write_text(written.read_text(encoding="utf-8") + "\n" + exhibits, encoding="utf-8")
    assert build("street-lamps").exit_code == 0
    assert "层次结构图。智慧城市标准体系" in output("street-lamps.html")


def test_new_makes_a_library_where_there_is_none(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))
    run("new", "first")
    assert build().exit_code == 0


@pytest.mark.parametrize("name", ["Demo", "1st", "a_b", "-a", "a--b", "a-", "标准", "a/b", "..", "", "index", "build", "labels"])
def test_new_refuses_an_unfit_name(name: str) -> None:
    result = run("new", "--", name)
    assert f"文稿名不能是“{name}”" in result.stderr
    assert result.exit_code == 2
    assert [path.name for path in Path("content").iterdir()] == ["demo"]


def test_new_refuses_a_name_that_is_there() -> None:
    before = sorted(Path("content").rglob("*"))
    result = run("new", "demo")
    assert "已经有了" in result.stderr
    assert result.exit_code == 2
    assert sorted(Path("content").rglob("*")) == before


def test_doctor_names_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_load", lambda _library: None)
    result = run("doctor")
    assert "缺  Pango：生成 PDF" in result.stdout
    assert "libpango-1.0-0" in result.stdout
    assert result.exit_code == 1


@needs_pango
def test_doctor_finds_all_that_is_needed_here() -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.stdout


# --- check ------------------------------------------------------------------------------------


def fault() -> None:
    """A chapter of `demo` with a paragraph between its title and its first clause."""
    put("demo/fault.md", "# 外观与尺寸\n\n产品应经检验合格。\n\n## 外观\n\n外观应完好。\n\n## 尺寸\n\n尺寸应准确。\n")
    change("demo/standard.yaml", "[scope.md,", "[scope.md, fault.md,")


def test_check_tells_place_message_and_rule() -> None:
    fault()
    result = run("check")
    assert result.exit_code == 0
    assert "content/demo/fault.md:3:1: 警告：" in result.stdout
    assert "    产品应经检验合格。\n    ^^^^" in result.stdout
    assert "1 个警告" in result.stderr


def test_check_fails_on_errors_and_on_nothing_else() -> None:
    fault()
    change("demo/standard.yaml", "syntax: 1\n", "syntax: 1\nseverities: {hanging-paragraph: error}\n")
    assert run("check").exit_code == 1
    change("demo/standard.yaml", "{hanging-paragraph: error}", '{hanging-paragraph: "off"}')
    assert run("check").exit_code == 0
    assert run("check", "--format", "xml").exit_code == 2
    assert run("check", "--rule", "nothing").exit_code == 2


def test_check_gives_json() -> None:
    fault()
    (found,) = json.loads(run("check", "--format", "json").stdout)
    assert {**found, "message": ""} == {
        "path": "content/demo/fault.md",
        "line": 3,
        "column": 1,
        "end_line": 3,
        "end_column": 10,
        "severity": "warning",
        "rule": "hanging-paragraph",
        "clause": "7.4",
        "message": "",
        "fix": [],
    }


def test_check_gives_sarif() -> None:
    fault()
    log = json.loads(run("check", "--format", "sarif").stdout)
    (result,) = log["runs"][0]["results"]
    assert log["version"] == "2.1.0"
    assert log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "hanging-paragraph"
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 10}


def test_check_gives_commands_for_github() -> None:
    fault()
    line = run("check", "--format", "github").stdout.strip()
    assert line.startswith("::warning file=content/demo/fault.md,line=3,col=1,endLine=3,endColumn=10,title=hanging-paragraph::第")


def test_check_of_a_clean_library_says_so() -> None:
    result = run("check", "--format", "github")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "没有错误，没有警告。\n"


def test_check_explains_and_lists_rules() -> None:
    assert "（悬置段）" in run("check", "--rule", "hanging-paragraph").stdout
    assert "是否指 hanging-paragraph？" in run("check", "--rule", "hanging-paragraphs").stderr
    listed = run("check", "--rules").stdout.splitlines()
    assert len(listed) > 80
    assert any(line.split()[:3] == ["hanging-paragraph", "警告", "7.4"] for line in listed)


MENDABLE = "# 质量\n\n产品的质量应符合本标准的规定。\n"


def test_fix_writes_what_diff_shows() -> None:
    put("demo/fault.md", MENDABLE)
    change("demo/standard.yaml", "[scope.md,", "[scope.md, fault.md,")
    shown = run("check", "--diff")
    assert shown.exit_code == 1
    assert "+产品的质量应符合本文件的规定。" in shown.stdout
    assert Path("content/demo/fault.md").read_text(encoding="utf-8") == MENDABLE
    assert "1 处可以用" in run("check").stderr
    assert run("check", "--fix").stderr.startswith("改好 1 处。")
    assert "应符合本文件的规定" in Path("content/demo/fault.md").read_text(encoding="utf-8")
    assert run("check", "--diff").exit_code == 0
    assert run("check", "--fix").stderr.startswith("改好 0 处。")


def test_findings_do_not_depend_on_folder_locale_or_hashing(tmp_path: Path) -> None:
    fault()
    change("demo/scope.md", "本文件", "本标准")
    told = set()
    for seed, locale in (("1", "C"), ("2", "C.UTF-8"), ("3", "zh_CN.UTF-8")):
        elsewhere = tmp_path / f"folder {seed}"
        elsewhere.mkdir()
        command = [sys.executable, str(ROOT / "build.py"), "check", "-C", str(tmp_path)]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONUTF8": "1"}
        done = subprocess.run(command, cwd=elsewhere, env=environment, capture_output=True, check=False)
        told.add((done.stdout, done.stderr.replace(str(ROOT / "build.py").encode(), b""), done.returncode))
    assert len(told) == 1
    assert "[self-name]" in next(iter(told))[0].decode()
