"""The commands that compare two revisions: diff, and what git's difftool calls."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gbdoc.building import templates_of
from gbdoc.cli import diff_options as options
from gbdoc.cli.options import FOLDER, HELP, as_called, library_of
from gbdoc.diagnostic import Diagnostic, in_order
from gbdoc.outputs import write
from gbdoc.paging import tell
from gbdoc.source import Sources
from gbdoc.terminal import Command, Misuse, listing

if TYPE_CHECKING:
    from gbdoc.change import Category
    from gbdoc.diffing import Difference
    from gbdoc.telling import Manner
    from gbdoc.write.redline.selection import Selection

_FILES = ("html", "pdf")
_UNSEEN = 100  # columns of what no terminal shows


class _Worded(Command):
    """A command to which `--` means something: what stands behind it are names of documents."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        place = args.index("--") if "--" in args else len(args)
        rest = super().parse_args(ctx, args[:place])
        ctx.params["words"] = (*ctx.params["words"], *args[place:])
        return rest


@click.command(cls=_Worded, add_help_option=False, short_help="两个版本之间改了什么")
@click.argument("words", metavar="[旧版[..新版]] [文稿名]…", nargs=-1)
@click.option("--staged", is_flag=True, help="新版取暂存区；旧版不写则取 HEAD")
@click.option("--format", "form", metavar="格式", callback=options.form, help=options.FORM_HELP)
@click.option("-o", "target", metavar="文件", type=Path, callback=options.file, help=options.TARGET_HELP)
@click.option("--only", metavar="何处", multiple=True, callback=options.places, help=options.ONLY_HELP)
@click.option("--class", "classes", metavar="类别", callback=options.classes, help=options.CLASS_HELP)
@click.option("--exclude", metavar="类别", callback=options.classes, default="markup", help="不看这些类别；不写则为 markup")
@click.option("--no-renumber", is_flag=True, help="不显示原来的编号")
@click.option("--context", "around", metavar="字数", callback=options.width_of_context, default="20", help=options.CONTEXT_HELP)
@click.option("--summary-only", is_flag=True, help="只显示总数")
@click.option("--color", "colour", metavar="何时", callback=options.colour, default="auto", help=options.COLOUR_HELP)
@click.option("--exit-code", "told", is_flag=True, help="列出了改动时退出码为 1（编号变了、没有列出的不算）")
@FOLDER
@HELP
@click.pass_context
def diff(
    context: click.Context,
    words: tuple[str, ...],
    staged: bool,
    form: str | None,
    target: Path | None,
    only: tuple[str, ...],
    classes: tuple[Category, ...],
    exclude: tuple[Category, ...],
    no_renumber: bool,
    around: int | None,
    summary_only: bool,
    colour: str,
    told: bool,
    folder: Path | None,
) -> None:
    """比较 git 中的两个版本，逐条列出改动；只因别处增删而变的编号不算改动。

    旧版不写则为最近的标签，新版不写则为工作区（含未提交的改动）。
    旧版还可以是另一个目录，或 baseline/2018.yaml（从未进过 git 的旧版）。
    退出码：成功为 0（加 --exit-code 时列出了改动为 1），出错为 2。

    例：
      gbdoc diff
      gbdoc diff 征求意见稿-1..征求意见稿-2 --format html
      gbdoc diff main...意见-012 urban-management
      gbdoc diff --only 附录A --class technical
      gbdoc diff v1.0 --format foreword
    """
    from gbdoc.revisions import choose, choose_staged, take
    from gbdoc.telling import Manner
    from gbdoc.write.redline.selection import Selection

    library, sources, _ = library_of(folder)
    selection = Selection(only, classes, exclude, not no_renumber, around, summary_only)
    choice = (choose_staged if staged else choose)(words, sources.names, library)
    _note(choice.notes)
    sides = take(choice, library)
    for revision, taken in zip((choice.old, choice.new), sides, strict=True):
        _tell_findings(revision.name, *taken)
    manner = Manner(choice.old.name, choice.new.name, selection, *_screen(colour))
    compared = Compared(library, sides[0][0], sides[1][0], choice.names, manner)
    form = form or options.form_of(target)
    found = _written(compared, form, target) if form in _FILES else _printed(compared, form, target)
    context.exit(1 if told and _any_told(found, selection) else 0)


@click.command(cls=Command, add_help_option=False, short_help="供 git difftool 调用", hidden=True)
@click.argument("local", metavar="旧")
@click.argument("remote", metavar="新")
@click.argument("path", metavar="[文件]", default="")
@FOLDER
@HELP
def difftool(local: str, remote: str, path: str, folder: Path | None) -> None:
    """比较 git difftool 给出的两个文件或目录；先运行 git-setup，再用 git difftool -t redline。"""
    from gbdoc.difftool import overlay
    from gbdoc.telling import Manner
    from gbdoc.write.redline.selection import Selection

    library, sources, refusals = library_of(folder)
    old, new = overlay(local, remote, path, library, (sources, refusals))
    manner = Manner("旧", "新", Selection(), *_screen("auto"))
    _printed(Compared(library, old[0], new[0], _touched(old[0], new[0]), manner), "terminal", None)


def _touched(old: Sources, new: Sources) -> tuple[str, ...]:
    """The standards with a file that is another; none where only files of all of them are."""
    paths = {path for path in old.files.keys() | new.files.keys() if old.files.get(path) != new.files.get(path)}
    return tuple(sorted({path.split("/")[0] for path in paths} & {*old.names, *new.names}))


@dataclass(frozen=True, slots=True)
class Compared:
    """What is compared, of which standards (all where none is named), and how it is told."""

    library: Path
    old: Sources
    new: Sources
    names: tuple[str, ...]
    manner: Manner


def _printed(compared: Compared, form: str, target: Path | None) -> Sequence[Difference]:
    """Tell the differences in words."""
    from gbdoc.diffing import differences
    from gbdoc.telling import FORMS, gaps

    found = differences(compared.old, compared.new, compared.names)
    _refuse_unknown(found, compared)
    _note(tuple(gaps(found, compared.manner)))
    manner = compared.manner if target is None else replace(compared.manner, coloured=False, width=_UNSEEN)
    text = "\n".join(FORMS[form](found, manner)).rstrip("\n")
    if target is None:
        tell(text, manner.coloured)
    else:
        _write(target, f"{text}\n".encode())
        click.echo(f"写到 {as_called(target)}")
    return found


def _written(compared: Compared, form: str, target: Path | None) -> Sequence[Difference]:
    """Write a page for each standard that is in both revisions and differs."""
    from gbdoc.diffing import redlines
    from gbdoc.telling import gaps, pages, without_page

    found = redlines(compared.old, compared.new, compared.names)
    _refuse_unknown(found, compared)
    _note(tuple(gaps(found, compared.manner)))
    made = dict(pages(form, found, compared.manner, compared.old, compared.new, templates_of(compared.library)))
    if target is not None and len(made) > 1:
        raise Misuse(f"-o 只能写一个文稿，这里有 {'、'.join(made)}；写明文稿名")
    for name, data in made.items():
        path = target or compared.library / "output" / f"{name}-redline.{form}"
        _write(path, data)
        click.echo(f"{name}  {as_called(path)}")
    for line in without_page(found, compared.manner):
        click.echo(line)
    return found


def _write(path: Path, data: bytes) -> None:
    try:
        write(path, data)
    except OSError as failure:
        raise Misuse(f"写不了 {as_called(path)}：{failure.strerror}，请检查路径、权限和磁盘") from failure


def _any_told(found: Sequence[Difference], selection: Selection) -> bool:
    from gbdoc.telling import is_told

    return any(is_told(difference, selection) for difference in found)


def _refuse_unknown(found: Sequence[Difference], compared: Compared) -> None:
    from gbdoc.telling import unknown_places

    unknown = unknown_places(found, compared.manner.selection)
    if unknown:
        raise Misuse(f"--only 后面的 {'、'.join(unknown)} 两个版本里都没有；可以写 id、5.3、附录A、表2、tables 或 technical")


def _screen(colour: str) -> tuple[bool, int]:
    """Whether colours are wanted, and how wide the terminal is."""
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    coloured = colour == "always" or (colour == "auto" and sys.stdout.isatty() and not plain)
    return coloured, shutil.get_terminal_size().columns if sys.stdout.isatty() else _UNSEEN


def _note(notes: Sequence[str]) -> None:
    for note in notes:
        click.echo(f"{note}。", err=True)


def _tell_findings(revision: str, sources: Sources, found: Sequence[Diagnostic]) -> None:
    """Files that could not be taken from a revision."""
    for line in (f"{revision}：", *listing(in_order(found), sources)) if found else ():
        click.echo(line, err=True)
