"""The command line, and the only writer to output/."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gbdoc import __version__, doctor
from gbdoc.building import Order, Progress
from gbdoc.building import build as build_library
from gbdoc.diagnostic import SEVERITIES, Diagnostic, in_order, nearest
from gbdoc.load import find_library, is_standard_name, survey
from gbdoc.outputs import write
from gbdoc.source import Sources
from gbdoc.terminal import Misuse, Program, count, has_errors, listing, program, show, table

if TYPE_CHECKING:
    from gbdoc.number import Label
    from gbdoc.resolve import ResolvedDocument

FORMATS = ("html", "pdf")
VARIANTS = ("pdf/ua-1", "pdf/a-2a", "pdf/a-2u", "pdf/a-2b", "pdf/a-3a", "pdf/a-3u", "pdf/a-3b")  # all of them tagged
REPORT_FORMATS = ("text", "json", "sarif", "github")
SKELETON = Path(__file__).parent / "skeleton"


def _formats(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    formats = tuple(dict.fromkeys(value.lower().replace("，", ",").split(","))) if value else None
    for kind in formats or ():
        if kind not in FORMATS:
            raise Misuse(f"没有输出格式“{kind}”；可以写 html、pdf 或 html,pdf")
    return formats


def _variant(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if value.lower() not in VARIANTS:
        raise Misuse(f"没有 PDF 变体“{value}”；可以写 {'、'.join(VARIANTS)}")
    return value.lower()


def _processes(_context: click.Context, _parameter: click.Parameter, value: str | None) -> int:
    if value is None:
        return os.cpu_count() or 1
    if not value.isascii() or not value.isdigit() or int(value) < 1:
        raise Misuse(f"-j 后面要写正整数，不能是“{value}”")
    return int(value)


def _report_format(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if value.lower() not in REPORT_FORMATS:
        raise Misuse(f"没有格式“{value}”；可以写 {'、'.join(REPORT_FORMATS)}")
    return value.lower()


_help = click.help_option("--help", "-h", help="显示这页说明")
_folder = click.option("-C", "folder", metavar="目录", type=Path, help="content/ 所在的目录；不写则从当前目录往上找")
_names = click.argument("names", metavar="[文稿名]…", nargs=-1)


@click.group(cls=Program, add_help_option=False)
@click.version_option(__version__, message="gbdoc %(version)s", help="显示版本")
@_help
def main() -> None:
    """把 Markdown 和 YAML 写的标准排成 HTML 和 PDF，版式依据 GB/T 1.1—2020。

    不写命令就是 build。每个命令后加 --help 看它的用法。
    """


@main.command(add_help_option=False, short_help="生成 HTML 和 PDF（默认命令）")
@_names
@click.option("--format", "formats", metavar="格式", callback=_formats, help="html、pdf 或 html,pdf；不写则两种都要")
@click.option(
    "--pdf-variant",
    "variant",
    metavar="变体",
    callback=_variant,
    default=VARIANTS[0],
    help="pdf/ua-1（无障碍）；要存档则写 pdf/a-2a、pdf/a-3a 等；不写则为 pdf/ua-1",
)
@click.option("-j", "processes", metavar="数", callback=_processes, help="同时处理几个文稿；不写则按处理器数")
@click.option("--force", is_flag=True, help="没有改动也重新生成")
@_folder
@_help
@click.pass_context
def build(
    context: click.Context,
    names: tuple[str, ...],
    formats: tuple[str, ...] | None,
    variant: str,
    processes: int,
    force: bool,
    folder: Path | None,
) -> None:
    """生成 output/文稿名.html、output/文稿名.pdf 和目录页 output/index.html。

    不写文稿名则生成全部文稿。没有改动的文稿会跳过。
    源文件中的问题最后一并列出，写明文件、行和列；有错误时退出码为 1。

    例：
      gbdoc build
      gbdoc build general-principles
      gbdoc build --format html general-principles
      gbdoc build --pdf-variant pdf/a-3a
    """
    library, sources, refusals = _library(folder)
    wanted = _chosen(sources, names)
    possible = _possible(formats or FORMATS)
    width = max(map(len, wanted))
    order = Order(library, sources, wanted, possible, variant, processes, force)
    findings = build_library(order, lambda progress: _report(progress, width))
    failed = show((*refusals, *findings), sources)
    context.exit(1 if failed or (formats and possible != formats) else 0)


@main.command(add_help_option=False, short_help="查起草中的问题")
@_names
@click.option("--fix", is_flag=True, help="改好能放心改的问题（标点、空格、本标准→本文件等），不动条款的意思")
@click.option("--diff", is_flag=True, help="只显示 --fix 会怎样改，不写文件")
@click.option(
    "--format", "form", metavar="格式", callback=_report_format, default="text", help="text、json、sarif 或 github；不写则为 text"
)
@click.option("--rule", "rule_name", metavar="规则名", help="显示一条规则的说明")
@click.option("--rules", "listed", is_flag=True, help="列出全部规则")
@_folder
@_help
@click.pass_context
def check(
    context: click.Context,
    names: tuple[str, ...],
    fix: bool,
    diff: bool,
    form: str,
    rule_name: str | None,
    listed: bool,
    folder: Path | None,
) -> None:
    """按 GB/T 1.1—2020 查起草中的问题，写明文件、行、列和条号。

    有错误时退出码为 1，只有警告时为 0，命令写错为 2。

    例：
      gbdoc check
      gbdoc check --diff general-principles
      gbdoc check --fix
      gbdoc check --rule hanging-paragraph
    """
    if listed or rule_name:
        click.echo(_rule_list() if listed else _rule_page(rule_name or ""))
        return
    from gbdoc import checking
    from gbdoc.lint.fixes import changed_files, difference

    library, sources, refusals = _library(folder)
    wanted = _chosen(sources, names)
    if not fix and not diff:
        found = in_order((*refusals, *checking.check(sources, wanted)))
        _print_findings(found, sources, form)
        context.exit(1 if has_errors(found) else 0)
    mended = checking.mend(sources, wanted)
    if diff:
        lines = list(difference(sources, mended.sources))
        click.echo("\n".join(lines) if lines else "没有可以自动改的问题。")
        context.exit(1 if lines else 0)
    for path, data in changed_files(sources, mended.sources).items():
        write(library / "content" / path, data)
    found = in_order((*refusals, *mended.diagnostics))
    click.echo(f"改好 {mended.count} 处。", err=True)
    _print_findings(found, mended.sources, form)
    context.exit(1 if has_errors(found) else 0)


@main.command(add_help_option=False, short_help="把源文件排成一句一行")
@_names
@click.option("--check", "checked", is_flag=True, help="只列出要改排的文件，不写文件；有则退出码为 1")
@click.option("--diff", is_flag=True, help="只显示会怎样改排，不写文件；有则退出码为 1")
@_folder
@_help
@click.pass_context
def fmt(context: click.Context, names: tuple[str, ...], checked: bool, diff: bool, folder: Path | None) -> None:
    """把源文件排成一个样子：一句一行，块与块之间空一行，列项写 - 或 1.。

    公式、代码、表格和批注不动；印出来的文字和编号不变，会变的文件不改。
    有错误的文件也不改，这时退出码为 1。

    例：
      gbdoc fmt
      gbdoc fmt --diff general-principles
      gbdoc fmt --check
    """
    from gbdoc.formatting import format_sources, shown
    from gbdoc.lint.fixes import changed_files

    library, sources, refusals = _library(folder)
    done = format_sources(sources, _chosen(sources, names))
    changed = changed_files(sources, done.sources)
    for line in shown(sources, done.sources) if diff else (f"content/{path}" for path in changed):
        click.echo(line)
    for path, data in () if checked or diff else changed.items():
        write(library / "content" / path, data)
    if refusals:
        show(refusals, sources)
    for path, reason in done.left.items():
        click.echo(f"fmt 不改这个文件：content/{path}，{reason}。", err=True)
    click.echo(f"{'要改排' if checked or diff else '改排'} {len(changed)} 个文件。", err=True)
    context.exit(1 if done.left or refusals or (changed and (checked or diff)) else 0)


@main.command(add_help_option=False, short_help="列出 id、编号、标题和出处")
@_names
@click.option("--all", "everything", is_flag=True, help="没有写 id 的也列出")
@_folder
@_help
@click.pass_context
def labels(context: click.Context, names: tuple[str, ...], everything: bool, folder: Path | None) -> None:
    """列出文稿中每个 id 的编号、标题和它在源文件中的位置，写引用时查用。

    例：
      gbdoc labels general-principles
      gbdoc labels --all
    """
    from gbdoc.pipeline import compile_library

    _, sources, _ = _library(folder)
    wanted = _chosen(sources, names)
    standards = [standard for standard in compile_library(sources) if standard.name in wanted]
    for standard in standards:
        if standard.resolved is None:
            click.echo(f"{standard.name} 读不成文稿，运行 {program()} build {standard.name} 看错误。", err=True)
            continue
        click.echo(click.style(standard.name, bold=True))
        click.echo(table(_label_rows(standard.resolved, everything)))
    context.exit(1 if any(standard.resolved is None for standard in standards) else 0)


@main.command(add_help_option=False, short_help="新建一个文稿")
@click.argument("name", metavar="文稿名")
@_folder
@_help
def new(name: str, folder: Path | None) -> None:
    """新建 content/文稿名/，里面是一份可以直接生成的样稿，照着改即可。

    文稿名用小写字母、数字和连字符，也是输出文件的名字。

    例：
      gbdoc new urban-lighting
    """
    target = (folder or find_library(Path()) or Path()) / "content" / name
    if not is_standard_name(name) or name in main.commands:
        taken = "、".join(("index", *main.commands))
        raise Misuse(f"文稿名不能是“{name}”：用小写字母、数字和连字符，以字母开头，如 urban-lighting；{taken} 另有用处")
    if target.exists():
        raise Misuse(f"content/{name} 已经有了，换一个文稿名")
    for path in sorted(path for path in SKELETON.rglob("*") if path.is_file()):
        part = path.relative_to(SKELETON)
        write(target / part, path.read_bytes())
        click.echo(f"新建 {_shown(target / part)}")
    click.echo(f"\n先改 {_shown(target / 'standard.yaml')}，再运行 {program()} build {name} 生成。")


@main.command("doctor", add_help_option=False, short_help="查这台电脑上缺什么、怎么装")
@_help
@click.pass_context
def doctor_(context: click.Context) -> None:
    """查 Python、Pango、字体等是否齐全；缺的写出装法。"""
    findings = doctor.examine()
    for finding in findings:
        mark = click.style("有", fg="green") if finding.present else click.style("缺", fg="red", bold=True)
        click.echo(f"{mark}  {finding.name}：{finding.purpose}")
        if not finding.present:
            click.echo(f"    {finding.remedy}")
    context.exit(0 if all(finding.present for finding in findings if finding.needed) else 1)


def _library(folder: Path | None) -> tuple[Path, Sources, tuple[Diagnostic, ...]]:
    """The library's folder, its files, and findings on files that could not be taken."""
    found = folder or find_library(Path())
    if found is None or not (found / "content").is_dir():
        where = f"{folder} 中" if folder else "当前目录和它的上层目录中都"
        raise Misuse(f"{where}没有 content/；用 -C 指明它所在的目录，或用 {program()} new 文稿名 新建文稿")
    sources, refusals = survey(found)
    if refusals and not sources.names:
        show(refusals, sources)
        click.get_current_context().exit(1)
    return found, sources, refusals


def _chosen(sources: Sources, names: Iterable[str]) -> tuple[str, ...]:
    """The standards asked for, in order of name; all where none is named."""
    if not sources.names:
        raise Misuse(f"content/ 中还没有文稿（含 standard.yaml 的文件夹）；用 {program()} new 文稿名 新建一个")
    for name in names:
        if name not in sources.names:
            raise Misuse(f"没有文稿或命令“{name}”{nearest(name, (*sources.names, *main.commands))}")
    return tuple(name for name in sources.names if name in names or not names)


def _possible(formats: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the formats that this machine can make; what it lacks is told."""
    if "pdf" not in formats:
        return formats
    if not doctor.pdf_possible():
        click.echo(f"没有 Pango，这次不生成 PDF。运行 {program()} doctor 看装法。", err=True)
        return tuple(kind for kind in formats if kind != "pdf")
    if not doctor.subset_possible():
        click.echo(f"没有 HarfBuzz 子集库，PDF 生成得慢。运行 {program()} doctor 看装法。", err=True)
    return formats


def _shown(path: Path) -> Path:
    """A path as it is called from here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _report(progress: Progress, width: int) -> None:
    match progress.state:
        case "written":
            pages = f"{progress.pages} 页  " if progress.pages else ""
            words = f"{progress.seconds:.1f} 秒  {pages}{'  '.join(progress.paths)}"
        case "current":
            words = "已是最新"
        case _:
            words = "没有生成：源文件有错，见下"
    click.echo(f"{progress.name:<{width}}  {words}")


_WITHIN = ("item", "paragraph", "row", "note", "example", "subfigure")  # their number alone does not tell which is meant


def _label_rows(resolved: ResolvedDocument, everything: bool) -> Iterator[tuple[str, str, str, str]]:
    yield "id", "编号", "标题", "出处"
    for anchor, label in resolved.labels.items():
        if everything or "." not in anchor:
            yield anchor, resolved.place(anchor) if label.kind in _WITHIN else label.number, label.title, _place(label)


def _place(label: Label) -> str:
    return f"{label.span.path}:{label.span.line}"


# --- check -----------------------------------------------------------------------------------


def _print_findings(found: Sequence[Diagnostic], sources: Sources, form: str) -> None:
    """Findings on the standard output; the count goes to the other one, so that the first can be read by programs."""
    if form == "text":
        for line in listing(found, sources):
            click.echo(line)
    else:
        from gbdoc.reporting import REPORTS

        if report := REPORTS[form](found):
            click.echo(report)
    mendable = sum(bool(diagnostic.fix) for diagnostic in found)
    click.echo(count(found) + (f"其中 {mendable} 处可以用 {program()} check --fix 改。" if mendable else ""), err=True)


def _rule_list() -> str:
    from gbdoc.lint import RULES

    rows = ((rule.name, SEVERITIES[rule.severity], rule.clause, "可改" if rule.fixable else "", rule.summary) for rule in RULES.values())
    return table((("规则", "级别", "条号", "--fix", "说明"), *rows))


def _rule_page(name: str) -> str:
    from gbdoc.lint import RULES

    if name not in RULES:
        raise Misuse(f"没有规则“{name}”{nearest(name, RULES)}")
    rule = RULES[name]
    fixable = "；--fix 能改" if rule.fixable else ""
    return f"{rule.name}（{SEVERITIES[rule.severity]}，{rule.clause}{fixable}）\n\n{rule.page}"
