"""How the command line speaks: help pages and usage errors in Chinese, findings in colour, tables of wide characters."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from inspect import cleandoc
from typing import Any, NoReturn

import click

from gbdoc.diagnostic import Diagnostic, Severity, cells, in_order, nearest, render
from gbdoc.git import GitFault
from gbdoc.source import Sources, Span

INTERRUPTED = 130


class Misuse(click.UsageError):
    """A command line that makes no sense, told in Chinese."""


class Command(click.Command):
    """A command whose help page is its docstring and a list of its options, nothing re-wrapped."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except GitFault as fault:
            raise Misuse(str(fault), ctx) from fault

    def get_help(self, ctx: click.Context) -> str:
        arguments = " ".join(parameter.make_metavar(ctx) for parameter in self.params if isinstance(parameter, click.Argument))
        usage = f"用法：{called(ctx)} [选项] {arguments}".rstrip()
        return f"{usage}\n\n{_words(self)}\n\n选项：\n{_options(self, ctx)}"


class Group(click.Group):
    """A command with commands of its own."""

    def get_help(self, ctx: click.Context) -> str:
        commands = [(name, command.get_short_help_str(100)) for name, command in self.commands.items()]
        usage = f"用法：{program()} {self.name} 命令 [选项]"
        return f"{usage}\n\n{_words(self)}\n\n命令：\n{table(commands)}\n\n选项：\n{_options(self, ctx)}"


class Program(click.Group):
    """The commands; where the first word names none of them, the default one is meant."""

    command_class = Command
    default = "build"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args[:1] == ["-C"] and args[2:3] and args[2] in self.commands:  # git's order
            args = [args[2], *args[:2], *args[3:]]
        if not args or (args[0] not in self.commands and args[0] not in ("--help", "-h", "--version")):
            args = [self.default, *args]
        return super().parse_args(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        commands = [(name, command.get_short_help_str(100)) for name, command in self.commands.items() if not command.hidden]
        return f"用法：{program()} [命令] [选项] [文稿名]…\n\n{_words(self)}\n\n命令：\n{table(commands)}\n\n选项：\n{_options(self, ctx)}"

    def main(self, *args: Any, **settings: Any) -> NoReturn:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")  # a console without Chinese shows ?, and goes on
        try:
            outcome = super().main(*args, **{**settings, "standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.message)  # a group without its command shows what there is
            sys.exit(error.exit_code)
        except click.UsageError as error:
            click.echo(f"{_wording(error)}\n{_help_command(error)} 看用法。", err=True)
            sys.exit(error.exit_code)
        except click.Abort:
            click.echo("已中断；output/ 中原有的文件都完好。", err=True)
            sys.exit(INTERRUPTED)
        sys.exit(outcome if isinstance(outcome, int) else 0)


def called(context: click.Context) -> str:
    """A command with all that one types before it: gbdoc changes draft."""
    path = context.command_path.split()[1:]
    return " ".join((program(), *path))


def program() -> str:
    """What one types to call us: gbdoc, or python build.py in a checkout."""
    name = click.get_current_context().find_root().info_name or "gbdoc"
    return f"python {name}" if name.endswith(".py") else name


def _words(command: click.Command) -> str:
    return cleandoc(command.help or "").replace("gbdoc ", f"{program()} ")


def _options(command: click.Command, context: click.Context) -> str:
    options = (parameter for parameter in command.get_params(context) if isinstance(parameter, click.Option))
    return table(record for option in options if (record := option.get_help_record(context)))


def table(rows: Iterable[Sequence[str]]) -> str:
    """Rows in columns, each as wide as its widest cell."""
    rows = [tuple(row) for row in rows]
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  " + "  ".join(_padded(row, widths)).rstrip() for row in rows)


def _padded(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True)]


def show(diagnostics: Iterable[Diagnostic], sources: Sources) -> bool:
    """Print findings in order of place, and their count, as errors; whether there is an error among them."""
    found = in_order(diagnostics)
    for line in (*listing(found, sources), count(found)):
        click.echo(line, err=True)
    return has_errors(found)


def listing(diagnostics: Iterable[Diagnostic], sources: Sources) -> Iterator[str]:
    """Findings as a terminal shows them."""
    line_of = _line_of(sources)
    return (_coloured(render(diagnostic, line_of), diagnostic.severity) for diagnostic in diagnostics)


def count(diagnostics: Sequence[Diagnostic]) -> str:
    """How many errors and warnings there are, in words."""
    errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
    return f"{errors} 个错误，{len(diagnostics) - errors} 个警告。" if diagnostics else "没有错误，没有警告。"


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def _line_of(sources: Sources) -> Callable[[Span], str]:
    @cache
    def lines(path: str) -> list[str]:
        text = sources.files.get(path.removeprefix("content/"), b"").decode("utf-8-sig", "replace")
        return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "�", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")

    return lambda span: lines(span.path)[span.line - 1] if span.line <= len(lines(span.path)) else ""


def _coloured(text: str, severity: Severity) -> str:
    head, *rest = text.split("\n")
    colour = "red" if severity is Severity.ERROR else "yellow"
    place, word, message = re.split(r"( 错误| 警告)", head, maxsplit=1)
    lines = [click.style(place, bold=True) + click.style(word, fg=colour, bold=True) + message, *rest]
    return "\n".join([*lines[:2], *(click.style(line, fg=colour) for line in lines[2:])])


def _wording(error: click.UsageError) -> str:
    """What is wrong with a command line."""
    match error:
        case Misuse():
            return error.message
        case click.NoSuchOption():
            known = [name for parameter in error.ctx.command.params for name in parameter.opts] if error.ctx else []
            return f"没有选项 {error.option_name}{nearest(error.option_name, known)}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 后面要写值"
        case click.MissingParameter() if error.param is not None:
            return f"缺少 {error.param.metavar or error.param.human_readable_name}"
        case _ if "extra argument" in error.message:
            return "这个命令后面不能再写别的"
        case _:
            return f"命令写错了：{error.format_message()}"


def _help_command(error: click.UsageError) -> str:
    if error.ctx is None:
        return "用 --help"
    with error.ctx:
        return f"用 {called(error.ctx)} --help"
