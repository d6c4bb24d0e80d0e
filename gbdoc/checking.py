"""The checking of standards: what reading, resolving and the drafting rules find, and the mending of what can be mended."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from gbdoc.diagnostic import Diagnostic, in_order
from gbdoc.lint import lint, lint_by_steps
from gbdoc.lint.fixes import mended
from gbdoc.pipeline import Compiled, compile_library
from gbdoc.source import Sources

_ROUNDS = 10  # a fix may make room for another; no text needs that many


@dataclass(frozen=True, slots=True)
class Mended:
    """Sources with their fixes, how many findings were mended, and what is left."""

    sources: Sources
    count: int
    diagnostics: tuple[Diagnostic, ...]


def check(sources: Sources, names: Collection[str]) -> tuple[Diagnostic, ...]:
    """All that is found in the named standards, in order of place."""
    return in_order(finding for standard in compile_library(sources) if standard.name in names for finding in findings(standard))


def findings(standard: Compiled) -> tuple[Diagnostic, ...]:
    """All that is found in one standard; the rules need a document."""
    return (*standard.diagnostics, *(lint(standard.resolved, standard.idle) if standard.resolved else ()))


def findings_by_steps(standard: Compiled) -> Iterator[tuple[Diagnostic, ...] | None]:
    """The same in many small steps: nothing after each, and at last what is found."""
    if standard.resolved is None:
        yield standard.diagnostics
        return
    for found in lint_by_steps(standard.resolved, standard.idle):
        yield found if found is None else (*standard.diagnostics, *found)


def mend(sources: Sources, names: Collection[str]) -> Mended:
    """Put the fixes of the findings into the sources, until there is nothing left to put in."""
    total = 0
    found = check(sources, names)
    for _ in range(_ROUNDS):
        sources, count = mended(sources, found)
        if not count:
            break
        total += count
        found = check(sources, names)
    return Mended(sources, total, found)
