"""What a check of changes.yaml is: its name and number, its severity, its help page, and what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from inspect import cleandoc
from typing import TypeAlias

from gbdoc.change import Comparison
from gbdoc.compare.change_list.reach import Reach
from gbdoc.diagnostic import Severity
from gbdoc.model import Document
from gbdoc.read.changes import ChangeList
from gbdoc.source import Span


@dataclass(frozen=True, slots=True)
class Survey:
    """A list of changes, the comparison that it should tell of, and what its entries reach there."""

    comparison: Comparison
    listed: ChangeList | None
    reach: Reach

    @property
    def document(self) -> Document:
        """The new revision."""
        return self.comparison.new.document

    @property
    def file(self) -> Span:
        """Where changes.yaml begins."""
        return Span(f"content/{self.document.name}/changes.yaml", 1, 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check has found: where, what to say, and how grave it is where that is other than usual."""

    span: Span
    message: str
    severity: Severity | None = None


Run: TypeAlias = Callable[[Survey], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its name is that of its function, its help page that function's docstring."""

    name: str
    code: str  # CHG001
    severity: Severity
    page: str
    run: Run


def check(code: str, severity: Severity) -> Callable[[Run], Check]:
    """Make a check of a function."""

    def make(run: Run) -> Check:
        return Check(run.__name__.replace("_", "-"), code, severity, cleandoc(run.__doc__ or ""), run)

    return make
