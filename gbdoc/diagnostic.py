"""What we say to authors, and how it is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum
from unicodedata import east_asian_width

from gbdoc.source import Span


class Severity(IntEnum):
    """How grave a finding is: an error fails the build's exit code, a warning does not."""

    WARNING = 1
    ERROR = 2


SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告"}


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A change to a source file: what stands at a place, `old`, becomes another text."""

    span: Span
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: where, how grave, which rule, what to do about it, in Chinese; and the edits that mend it where that is safe."""

    span: Span
    severity: Severity
    rule: str
    message: str
    fix: tuple[Edit, ...] = ()


def error(span: Span, rule: str, message: str) -> Diagnostic:
    return Diagnostic(span, Severity.ERROR, rule, message)


def warning(span: Span, rule: str, message: str) -> Diagnostic:
    return Diagnostic(span, Severity.WARNING, rule, message)


def nearest(word: str, known: Iterable[str]) -> str:
    """The words «，是否指 X？» for the known word most like `word`, or nothing."""
    found = get_close_matches(word, sorted(known), n=1, cutoff=0.5)
    return f"，是否指 {found[0]}？" if found else ""


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each finding once, by file, line and column."""
    return tuple(sorted(set(diagnostics), key=lambda d: (d.span, -d.severity, d.rule, d.message)))


def render(diagnostic: Diagnostic, line_of: Callable[[Span], str]) -> str:
    """A finding as text: place, severity, message, rule, then the source line with a caret below.

    `line_of` gives the source line a span begins in.
    """
    span = diagnostic.span
    head = f"{span.path}:{span.line}:{span.column}: {SEVERITIES[diagnostic.severity]}：{diagnostic.message} [{diagnostic.rule}]"
    source = line_of(span).expandtabs(1)
    if not source.strip():
        return head
    return f"{head}\n    {source}\n    {_caret(source, span)}"


def _caret(source: str, span: Span) -> str:
    start = min(span.column - 1, len(source))
    end = span.end_column - 1 if span.end_line == span.line else len(source)
    return " " * cells(source[:start]) + "^" * max(1, cells(source[start:end]))


def cells(text: str) -> int:
    """How many columns of a terminal a text takes up."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
