"""The commands around changes: the list of main technical changes, the history of a clause, git's settings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from gbdoc.cli.options import FOLDER, HELP, NAMES, chosen, library_of
from gbdoc.diagnostic import Diagnostic, error, in_order
from gbdoc.outputs import write
from gbdoc.paging import tell
from gbdoc.source import Sources, Span
from gbdoc.terminal import Command, Group, count, has_errors, listing, program

if TYPE_CHECKING:
    from gbdoc.editions import Edition

_SINCE = click.option("--since", metavar="旧版", default="", help="与哪个版本比较；不写则按 changes.yaml 的 baseline")


@click.group(cls=Group, add_help_option=False, short_help="前言的主要技术变化：起草、检查 changes.yaml")
@HELP
def changes() -> None:
    """起草、检查 changes.yaml；前言的“主要技术变化”由它生成。

    例：
      gbdoc changes draft --since v1.0 general-principles
      gbdoc changes check
    """


@changes.command(cls=Command, add_help_option=False, short_help="把没有写进 changes.yaml 的技术变化补上")
@NAMES
@_SINCE
@FOLDER
@HELP
@click.pass_context
def draft(context: click.Context, names: tuple[str, ...], since: str, folder: Path | None) -> None:
    """与旧版比较，把 changes.yaml 还没有写到的技术变化补在后面；已经写的一个字也不改。

    例：
      gbdoc changes draft --since v1.0 general-principles
    """
    from gbdoc.change_list import draft as draft_entries
    from gbdoc.change_list import faults
    from gbdoc.editions import edition_of

    library, sources, refusals = library_of(folder)
    found: list[Diagnostic] = [*refusals]
    for name in _replacing(sources, chosen(sources, names), names):
        edition = edition_of(sources, name, since, library)
        if edition.comparison is None:
            found += faults(sources, name) or (_nothing(name, edition.fault or _unmeasured(edition)),)
            continue
        drafted = draft_entries(sources, name, edition.comparison, edition.name)
        found += drafted.diagnostics
        if drafted.items:
            write(library / "content" / drafted.path, drafted.data)
        if not drafted.diagnostics:
            click.echo(f"content/{drafted.path}  {f'补 {len(drafted.items)} 项' if drafted.items else '没有漏写的'}")
    _finish(context, found, sources)


@changes.command(cls=Command, add_help_option=False, short_help="查 changes.yaml 与实际改动是否一致")
@NAMES
@_SINCE
@FOLDER
@HELP
@click.pass_context
def check(context: click.Context, names: tuple[str, ...], since: str, folder: Path | None) -> None:
    """查 changes.yaml：漏写的技术变化、不存在的 id 和编号、与实际不符的更改方式等（CHG001～CHG010，见 docs/syntax.md）。

    有错误时退出码为 1。

    例：
      gbdoc changes check
    """
    from gbdoc.editions import edition_of

    library, sources, refusals = library_of(folder)
    found: list[Diagnostic] = [*refusals]
    for name in _replacing(sources, chosen(sources, names), names):
        found += _checked(sources, name, edition_of(sources, name, since, library))
    _finish(context, found, sources)


@click.command(cls=Command, add_help_option=False, short_help="一个条的修改历史")
@click.argument("place", metavar="id或编号")
@NAMES
@FOLDER
@HELP
def log(place: str, names: tuple[str, ...], folder: Path | None) -> None:
    """列出改过一个章、条、表等的提交，写明它当时的编号、题和文件；跨文件、换过 id 也跟得上。

    编号是最近一次提交的；要查那时的编号，写成 版本:编号，如 征求意见稿-1:4.2。

    例：
      gbdoc log grid-code
      gbdoc log 征求意见稿-1:附录A urban-management
    """
    from gbdoc import git
    from gbdoc.history import history, log_lines, target

    library, sources, _ = library_of(folder)
    repository = git.repository_of(library)
    records = list(history(repository, target(repository, place, sources, chosen(sources, names) if names else ())))
    tell("\n".join(log_lines(records) or [f"提交过的版本里没有 {place} 的改动。"]), coloured=False)
    if repository.shallow:
        click.echo(f"{git.unshallow()}。", err=True)


@click.command("git-setup", cls=Command, add_help_option=False, short_help="让 git 认得这些源文件")
@click.option("--dry-run", is_flag=True, help="只显示要设什么，不设")
@FOLDER
@HELP
def git_setup(dry_run: bool, folder: Path | None) -> None:
    """在这个仓库里设好 git：逐字比较中文、差异块写出所在的条、用 git difftool -t redline 看改动；并补全 .gitattributes。

    每个克隆运行一次。
    """
    from gbdoc import git
    from gbdoc.git_setup import lines, plan, set_up

    library, _, _ = library_of(folder)
    repository = git.repository_of(library)
    setup = plan(repository, _from_top(library, git.top(repository)))
    if not dry_run:
        set_up(repository, setup)
    for line in lines(setup):
        click.echo(line)
    click.echo("都已经设好。" if setup.done else f"{'要设' if dry_run else '设好'}以上各项。")


def _from_top(library: Path, top: Path) -> str:
    """What one types to call us at the top of the repository, where git runs its tools."""
    inside = library.resolve().relative_to(top.resolve())
    if inside == Path():
        return program()
    own = program() != "gbdoc" and (library / "build.py").is_file()
    command = f"python {quote((inside / 'build.py').as_posix())}" if own else program()
    return f"{command} -C {quote(inside.as_posix())}"


def _unmeasured(edition: Edition) -> str:
    """Why nothing can be drafted from an edition of which no text is known."""
    if edition.name:
        return f"{edition.name} 只有编号，没有原文，起草不了；在其中写 text，或写 --since 旧版"
    return "不知道与哪一版比较；写 --since 旧版，或在 changes.yaml 写 baseline.revision"


def _checked(sources: Sources, name: str, edition: Edition) -> tuple[Diagnostic, ...]:
    """What is found in a changes.yaml, by what is known of the old edition."""
    from gbdoc import change_list
    from gbdoc.editions import resolved_of

    if edition.comparison is not None:
        return change_list.check(sources, name, edition.comparison)
    if edition.fault:
        return (_nothing(name, edition.fault),)
    resolved = resolved_of(sources, name)
    if resolved is None:
        return (_nothing(name, "文稿读不出来，先运行 check"),)
    if edition.numbers is not None:
        return change_list.check_by_numbers(sources, name, resolved, edition.numbers)
    return change_list.check_alone(sources, name, resolved)


def _replacing(sources: Sources, wanted: Sequence[str], named: Sequence[str]) -> tuple[str, ...]:
    """The standards asked for; where none is named, those that replace another."""
    from gbdoc.pipeline import compile_library

    if named:
        return tuple(wanted)
    standards = [standard for standard in compile_library(sources) if standard.resolved and standard.resolved.document.metadata.replaces]
    if not standards:
        click.echo("没有代替旧版的文稿（standard.yaml 的 replaces）；写明文稿名可以单独查一个。", err=True)
    return tuple(standard.name for standard in standards)


def _nothing(name: str, words: str) -> Diagnostic:
    return error(Span(f"content/{name}/standard.yaml", 1, 1, 1, 1), "changes", words)


def _finish(context: click.Context, found: Sequence[Diagnostic], sources: Sources) -> None:
    told = in_order(found)
    for line in listing(told, sources):
        click.echo(line)
    click.echo(count(told), err=True)
    context.exit(1 if has_errors(told) else 0)
