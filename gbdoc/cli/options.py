"""What several commands share: their options, the library they work on, the standards they name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from gbdoc.diagnostic import Diagnostic, nearest
from gbdoc.load import find_library, survey
from gbdoc.source import Sources
from gbdoc.terminal import Misuse, program, show

HELP = click.help_option("--help", "-h", help="显示这页说明")
FOLDER = click.option("-C", "folder", metavar="目录", type=Path, help="content/ 所在的目录；不写则从当前目录往上找")
NAMES = click.argument("names", metavar="[文稿名]…", nargs=-1)


def commands() -> tuple[str, ...]:
    """The names of all commands."""
    root = click.get_current_context().find_root().command
    return tuple(root.commands) if isinstance(root, click.Group) else ()


def library_of(folder: Path | None) -> tuple[Path, Sources, tuple[Diagnostic, ...]]:
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


def chosen(sources: Sources, names: Iterable[str]) -> tuple[str, ...]:
    """The standards asked for, in order of name; all where none is named."""
    if not sources.names:
        raise Misuse(f"content/ 中还没有文稿（含 standard.yaml 的文件夹）；用 {program()} new 文稿名 新建一个")
    for name in names:
        if name not in sources.names:
            raise Misuse(f"没有文稿或命令“{name}”{nearest(name, (*sources.names, *commands()))}")
    return tuple(name for name in sources.names if name in names or not names)


def as_called(path: Path) -> Path:
    """A path as it is called from here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
