"""The commands that a drafter's day is made of: new, labels, check, fmt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gbdoc.cli.options import FOLDER, HELP, NAMES, as_called, chosen, commands, library_of
from gbdoc.diagnostic import SEVERITIES, Diagnostic, in_order, nearest
from gbdoc.load import find_library, is_standard_name
from gbdoc.outputs import write
from gbdoc.source import Sources
from gbdoc.terminal import Command, Misuse, count, has_errors, listing, program, show, table

if TYPE_CHECKING:
    from gbdoc.number import Label
    from gbdoc.resolve import ResolvedDocument

REPORT_FORMATS = ("text", "json", "sarif", "github")
SKELETON = Path(__file__).parents[1] / "skeleton"


def _report_format(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if value.lower() not in REPORT_FORMATS:
        raise Misuse(f"没有格式“{value}”；可以写 {'、'.join(REPORT_FORMATS)}")
    return value.lower()


@click.command(cls=Command, add_help_option=False, short_help="查起草中的问题")
@NAMES
@click.option("--fix", is_flag=True, help="改好能放心改的问题（标点、空格、本标准→本文件等），不动条款的意思")
@click.option("--diff", is_flag=True, help="只显示 --fix 会怎样改，不写文件")
@click.option(
    "--format", "form", metavar="格式", callback=_report_format, default="text", help="text、json、sarif 或 github；不写则为 text"
)
@click.option("--rule", "rule_name", metavar="规则名", help="显示一条规则的说明")
@click.option("--rules", "listed", is_flag=True, help="列出全部规则")
@FOLDER
@HELP
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
    from gbdoc.differing import line_difference
    from gbdoc.lint.fixes import changed_files

    library, sources, refusals = library_of(folder)
    wanted = chosen(sources, names)
    if not fix and not diff:
        found = in_order((*refusals, *checking.check(sources, wanted)))
        _print_findings(found, sources, form)
        context.exit(1 if has_errors(found) else 0)
    mended = checking.mend(sources, wanted)
    if diff:
        lines = list(line_difference(sources, mended.sources))
        click.echo("\n".join(lines) if lines else "没有可以自动改的问题。")
        context.exit(1 if lines else 0)
    for path, data in changed_files(sources, mended.sources).items():
        write(library / "content" / path, data)
    found = in_order((*refusals, *mended.diagnostics))
    click.echo(f"改好 {mended.count} 处。", err=True)
    _print_findings(found, mended.sources, form)
    context.exit(1 if has_errors(found) else 0)


@click.command(cls=Command, add_help_option=False, short_help="把源文件排成一句一行")
@NAMES
@click.option("--check", "checked", is_flag=True, help="只列出要改排的文件，不写文件；有则退出码为 1")
@click.option("--diff", is_flag=True, help="只显示会怎样改排，不写文件；有则退出码为 1")
@FOLDER
@HELP
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

    library, sources, refusals = library_of(folder)
    done = format_sources(sources, chosen(sources, names))
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


@click.command(cls=Command, add_help_option=False, short_help="列出 id、编号、标题和出处")
@NAMES
@click.option("--all", "everything", is_flag=True, help="没有写 id 的也列出")
@FOLDER
@HELP
@click.pass_context
def labels(context: click.Context, names: tuple[str, ...], everything: bool, folder: Path | None) -> None:
    """列出文稿中每个 id 的编号、标题和它在源文件中的位置，写引用时查用。

    例：
      gbdoc labels general-principles
      gbdoc labels --all
    """
    from gbdoc.pipeline import compile_library

    _, sources, _ = library_of(folder)
    wanted = chosen(sources, names)
    standards = [standard for standard in compile_library(sources) if standard.name in wanted]
    for standard in standards:
        if standard.resolved is None:
            click.echo(f"{standard.name} 读不成文稿，运行 {program()} build {standard.name} 看错误。", err=True)
            continue
        click.echo(click.style(standard.name, bold=True))
        click.echo(table(_label_rows(standard.resolved, everything)))
    context.exit(1 if any(standard.resolved is None for standard in standards) else 0)


@click.command(cls=Command, add_help_option=False, short_help="新建一个文稿")
@click.argument("name", metavar="文稿名")
@FOLDER
@HELP
def new(name: str, folder: Path | None) -> None:
    """新建 content/文稿名/，里面是一份可以直接生成的样稿，照着改即可。

    文稿名用小写字母、数字和连字符，也是输出文件的名字。

    例：
      gbdoc new urban-lighting
    """
    target = (folder or find_library(Path()) or Path()) / "content" / name
    if not is_standard_name(name) or name in commands():
        taken = "、".join(("index", *commands()))
        raise Misuse(f"文稿名不能是“{name}”：用小写字母、数字和连字符，以字母开头，如 urban-lighting；{taken} 另有用处")
    if target.exists():
        raise Misuse(f"content/{name} 已经有了，换一个文稿名")
    for path in sorted(path for path in SKELETON.rglob("*") if path.is_file()):
        part = path.relative_to(SKELETON)
        write(target / part, path.read_bytes())
        click.echo(f"新建 {as_called(target / part)}")
    click.echo(f"\n先改 {as_called(target / 'standard.yaml')}，再运行 {program()} build {name} 生成。")


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
