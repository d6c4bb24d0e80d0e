"""A process of its own for work that would hold up this one: started when first needed, kept warm, gone with its parent."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from signal import SIG_IGN, SIGINT, signal
from threading import Lock
from typing import Any


class Aside:
    """Calls functions in another process, one at a time; `modules` are imported there at its start."""

    def __init__(self, *modules: str) -> None:
        self._modules = modules
        self._process: BaseProcess | None = None
        self._line: Connection | None = None
        self._starting, self._working = Lock(), Lock()
        self._closed = False

    def warm(self) -> None:
        """Start the process, unless it runs."""
        self._connected()

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """What a function of a module gives; RuntimeError with its traceback where it fails, EOFError where the process dies."""
        with self._working:
            line = self._connected()
            try:
                line.send((function, arguments))
                outcome, told = line.recv()
            except OSError as failure:
                raise EOFError from failure
        if told:
            raise RuntimeError(told)
        return outcome

    def close(self) -> None:
        """End the process, whatever it is doing."""
        with self._starting:
            self._closed = True
            if self._process:
                self._process.terminate()
                self._process.join()

    def _connected(self) -> Connection:
        with self._starting:
            if self._closed:
                raise EOFError
            if self._line is None or self._process is None or not self._process.is_alive():
                context = get_context("spawn")
                self._line, theirs = context.Pipe()
                self._process = context.Process(target=_work, args=(theirs, self._modules), daemon=True)
                self._process.start()
                theirs.close()
            return self._line


def _work(line: Connection, modules: tuple[str, ...]) -> None:
    """Do what comes along the line until its other end is gone."""
    signal(SIGINT, SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(5)  # whatever is waited for over there goes first
    for module in modules:
        import_module(module)
    with suppress(EOFError, OSError):
        while True:
            function, arguments = line.recv()
            line.send(_answer(function, arguments))


def _answer(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[Any, str]:
    try:
        return function(*arguments), ""
    except Exception:  # noqa: BLE001 - told on the other side
        return None, traceback.format_exc()
