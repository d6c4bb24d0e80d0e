"""Waivers: an author's word, beside the text, that what a rule finds there is meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gbdoc.diagnostic import Diagnostic
from gbdoc.source import Span


@dataclass(frozen=True, slots=True)
class Waiver:
    """`% allow RULE 理由`: findings of the rule on the lines from `first` to `last` of its file are meant."""

    rule: str
    reason: str
    span: Span  # of the waiver itself
    first: int
    last: int

    def covers(self, diagnostic: Diagnostic) -> bool:
        """Whether it is this finding that is meant."""
        span = diagnostic.span
        return self.rule == diagnostic.rule and self.span.path == span.path and self.first <= span.line <= self.last


@dataclass(frozen=True, slots=True)
class Waived:
    """Findings that no waiver covers, and the waivers that cover none."""

    diagnostics: tuple[Diagnostic, ...]
    idle: tuple[Waiver, ...]


def waive(diagnostics: Iterable[Diagnostic], waivers: tuple[Waiver, ...]) -> Waived:
    """Sort out what the waivers cover; one without a reason covers nothing."""
    told = []
    used = set()
    for diagnostic in diagnostics:
        covering = [waiver for waiver in waivers if waiver.reason and waiver.covers(diagnostic)]
        used.update(covering)
        if not covering:
            told.append(diagnostic)
    return Waived(tuple(told), tuple(waiver for waiver in waivers if waiver not in used))
