"""The command that shows drafts while they are written."""

from __future__ import annotations

import shlex
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gbdoc.cli.options import FOLDER, HELP, NAMES, chosen, library_of
from gbdoc.terminal import Command, Misuse

if TYPE_CHECKING:
    from socket import socket

_PORTS = range(8000, 8020)  # tried in turn where none is asked for


def _port(_context: click.Context, _parameter: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    if not value.isascii() or not value.isdigit() or int(value) > 65535:
        raise Misuse(f"--port 后面写 0 到 65535 的数，不能是“{value}”")
    return int(value)


def _editor(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[str, ...]:
    try:
        words = tuple(shlex.split(value or ""))
    except ValueError:
        raise Misuse(f"--editor 的引号不成对：{value}") from None
    if value is not None and not any("{file}" in word for word in words):
        raise Misuse("--editor 里要有 {file}，可以有 {line}，如 --editor 'code -g {file}:{line}'")
    return words


@click.command(cls=Command, add_help_option=False, short_help="在浏览器里边写边看")
@NAMES
@click.option("--port", metavar="端口", callback=_port, help="不写则从 8000 起找一个空的")
@click.option("--open", "opened", is_flag=True, help="打开浏览器")
@click.option("--editor", metavar="命令", callback=_editor, help="按住 Alt 点正文时打开编辑器，如 'code -g {file}:{line}'；不写则复制位置")
@FOLDER
@HELP
def preview(names: tuple[str, ...], port: int | None, opened: bool, editor: tuple[str, ...], folder: Path | None) -> None:
    """在浏览器里看文稿；保存源文件后页面就地更新，改动处短暂标出，查出的问题列在右下角。

    不写文稿名则看全部文稿。只有这台电脑能访问。按 Ctrl+C 结束。

    例：
      gbdoc preview --open
      gbdoc preview general-principles --port 8080
      gbdoc preview --editor 'code -g {file}:{line}'
    """
    from gbdoc.preview.serving import serve
    from gbdoc.previewing import Session

    library, sources, _ = library_of(folder)
    if names:
        chosen(sources, names)
    at = _listening(port)

    def ready(address: str) -> None:
        click.echo(f"预览：{address}　按 Ctrl+C 结束")
        if opened:
            webbrowser.open(address)

    serve(Session(library.resolve(), names, editor), at, ready)
    click.echo("预览结束。")


def _listening(port: int | None) -> socket:
    from gbdoc.preview.serving import listen

    for number in _PORTS if port is None else (port,):
        try:
            return listen(number)
        except OSError:
            continue
    if port is None:
        raise Misuse(f"端口 {_PORTS[0]} 到 {_PORTS[-1]} 都被占用；用 --port 指明一个")
    raise Misuse(f"端口 {port} 用不了，也许已被占用；用 --port 换一个")
