"""The commands that make outputs, and tell what this machine lacks for them."""

from __future__ import annotations

import os
from pathlib import Path

import click

from gbdoc import doctor
from gbdoc.building import Order, Progress
from gbdoc.building import build as build_library
from gbdoc.cli.options import FOLDER, HELP, NAMES, chosen, library_of
from gbdoc.terminal import Command, Misuse, program, show

FORMATS = ("html", "pdf")
VARIANTS = ("pdf/ua-1", "pdf/a-2a", "pdf/a-2u", "pdf/a-2b", "pdf/a-3a", "pdf/a-3u", "pdf/a-3b")  # all of them tagged


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


@click.command(cls=Command, add_help_option=False, short_help="生成 HTML 和 PDF（默认命令）")
@NAMES
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
@FOLDER
@HELP
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
    library, sources, refusals = library_of(folder)
    wanted = chosen(sources, names)
    possible = _possible(formats or FORMATS)
    width = max(map(len, wanted))
    order = Order(library, sources, wanted, possible, variant, processes, force)
    findings = build_library(order, lambda progress: _report(progress, width))
    failed = show((*refusals, *findings), sources)
    context.exit(1 if failed or (formats and possible != formats) else 0)


@click.command("doctor", cls=Command, add_help_option=False, short_help="查这台电脑上缺什么、怎么装")
@HELP
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
