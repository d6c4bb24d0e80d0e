"""The authors' text, and places in it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one source file; lines and columns count from 1, the end is exclusive."""

    path: str  # relative to the library's folder: content/general-principles/scope.md
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True)
class Sources:
    """The files of one library as they stood at one moment, by path below content/."""

    files: Mapping[str, bytes]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The documents: the folders that hold a standard.yaml, in order of name."""
        return tuple(sorted(path.split("/")[0] for path in self.files if path.count("/") == 1 and path.endswith("/standard.yaml")))

    def locate(self, base: str, path: str) -> str | None:
        """The path below content/ that `path`, written in the file `base`, points to; None where it leads outside."""
        joined = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
        located = posixpath.normpath(joined)
        return None if located == ".." or located.startswith("../") else located


@dataclass(frozen=True)
class Passage:
    """A text lifted out of a source file (a paragraph, a cell, a YAML value) that knows where each of its lines came from."""

    text: str
    path: str
    starts: tuple[tuple[int, int], ...] = field(compare=False)  # source line and column of each line of text

    @classmethod
    def at(cls, text: str, span: Span) -> Passage:
        """A text that was made, at the place that it is about."""
        return cls(text, span.path, ((span.line, span.column),) * (text.count("\n") + 1))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text, split once."""
        return tuple(self.text.split("\n"))

    def start(self, row: int) -> tuple[int, int]:
        """The source line and column of a line of the text; the last known one for lines that an escape made."""
        return self.starts[min(row, len(self.starts) - 1)]

    def span(self, start: int, end: int) -> Span:
        """The place in the source of text[start:end]."""
        return Span(self.path, *self._place(start), *self._place(end))

    def slice(self, start: int, end: int) -> Passage:
        """The passage of text[start:end]."""
        first = self.text.count("\n", 0, start)
        last = self.text.count("\n", 0, end)
        return Passage(self.text[start:end], self.path, (self._place(start), *self.starts[first + 1 : last + 1]))

    def _place(self, offset: int) -> tuple[int, int]:
        row = self.text.count("\n", 0, offset)
        line, column = self.start(row)
        return line, column + offset - (self.text.rfind("\n", 0, offset) + 1)
