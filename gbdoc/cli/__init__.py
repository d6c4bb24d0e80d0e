"""The command line, and the only writer to output/."""

from __future__ import annotations

import click

from gbdoc import __version__
from gbdoc.cli.building import build, doctor_
from gbdoc.cli.changing import changes, git_setup, log
from gbdoc.cli.comparing import diff, difftool
from gbdoc.cli.drafting import check, fmt, labels, new
from gbdoc.cli.options import HELP
from gbdoc.cli.previewing import preview
from gbdoc.terminal import Program


@click.group(cls=Program, add_help_option=False)
@click.version_option(__version__, message="gbdoc %(version)s", help="显示版本")
@HELP
def main() -> None:
    """把 Markdown 和 YAML 写的标准排成 HTML 和 PDF，版式依据 GB/T 1.1—2020。

    不写命令就是 build。每个命令后加 --help 看它的用法。
    """


for command in (build, check, preview, diff, changes, log, labels, fmt, new, git_setup, difftool, doctor_):
    main.add_command(command)
