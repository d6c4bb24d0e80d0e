"""A text longer than the screen, in the reader's pager, as git shows it."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping

import click

_NONE = ("", "cat")  # so git's users turn the pager off


def tell(text: str, coloured: bool) -> None:
    """Print a text; on a terminal that is too low for it, show it in GIT_PAGER, PAGER or less."""
    command = _command()
    if command and sys.stdout.isatty() and text.count("\n") + 1 >= shutil.get_terminal_size().lines and _paged(command, text):
        return
    click.echo(text, color=coloured)


def _command() -> list[str]:
    """The words of the pager's command; none where there is to be no pager."""
    wanted = os.environ.get("GIT_PAGER", os.environ.get("PAGER", "less"))
    return [] if wanted in _NONE else shlex.split(wanted, posix=os.name != "nt")


def _paged(command: list[str], text: str) -> bool:
    """Whether the pager took the text; it, and not we, listens to an interrupt."""
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=_environment())
    except OSError:
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pager.communicate(f"{text}\n".encode(errors="replace"))
    finally:
        signal.signal(signal.SIGINT, before)
    return True


def _environment() -> Mapping[str, str]:
    """Less shows colours and Chinese whatever else it was told, and is not needed for a text that fits the screen after all."""
    own = os.environ.get("LESS")
    return {"LESSCHARSET": "utf-8", **os.environ, "LESS": f"-R {own}" if own else "FRX"}
