"""What a rule is: a check over a document, the clause of GB/T 1.1—2020 behind it, its severity and its help page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from inspect import cleandoc
from typing import TypeAlias

from gbdoc.diagnostic import Edit, Severity
from gbdoc.lint.reading import Reading
from gbdoc.source import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has found: where, what to say, and the edits that mend it where that is safe."""

    span: Span
    message: str
    fix: tuple[Edit, ...] = ()


Check: TypeAlias = Callable[[Reading], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id is the name of its function, its help page that function's docstring."""

    name: str
    clause: str  # of GB/T 1.1—2020, or the document behind it
    severity: Severity
    page: str
    check: Check
    fixable: bool

    @property
    def summary(self) -> str:
        """The first line of the help page."""
        return self.page.split("\n", 1)[0]


def rule(clause: str, severity: Severity, fixable: bool = False) -> Callable[[Check], Rule]:
    """Make a rule of a function: where the standard says 应 it is an ERROR, where it says 宜 a WARNING."""

    def make(check: Check) -> Rule:
        return Rule(check.__name__.replace("_", "-"), clause, severity, cleandoc(check.__doc__ or ""), check, fixable)

    return make
