"""The drafting rules of GB/T 1.1—2020 over a resolved document: RULES is the one table, `lint` runs them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from gbdoc.diagnostic import Diagnostic, Severity, in_order
from gbdoc.lint import (
    abbreviations,
    annexes,
    citations,
    cover,
    definitions,
    edition,
    elements,
    exhibits,
    formulas,
    hierarchy,
    lists,
    matters,
    numbers,
    provisions,
    punctuation,
    references,
    remarks,
    scope,
    spacing,
    spelling,
    terms,
    units,
    waivers,
)
from gbdoc.lint.reading import Reading
from gbdoc.lint.rule import Finding, Rule
from gbdoc.resolve import ResolvedDocument
from gbdoc.waiver import Waiver, waive

__all__ = ["RULES", "Finding", "Reading", "Rule", "lint", "lint_by_steps"]

ROOMS = (  # in the order of GB/T 1.1
    cover,
    elements,
    scope,
    references,
    citations,
    terms,
    definitions,
    abbreviations,
    hierarchy,
    lists,
    provisions,
    remarks,
    matters,
    annexes,
    exhibits,
    formulas,
    numbers,
    units,
    punctuation,
    spacing,
    spelling,
    edition,
    waivers,
)
RULES: Mapping[str, Rule] = {rule.name: rule for room in ROOMS for rule in vars(room).values() if isinstance(rule, Rule)}

_SEVERITIES = {"warning": Severity.WARNING, "error": Severity.ERROR}


def lint(resolved: ResolvedDocument, idle: tuple[Waiver, ...] = ()) -> tuple[Diagnostic, ...]:
    """What the rules find in a document, in order of place, without what its waivers cover.

    standard.yaml may put a rule off or change its severity. `idle` are the waivers that covered no finding of earlier stages.
    """
    *_, found = lint_by_steps(resolved, idle)
    assert found is not None
    return found


def lint_by_steps(resolved: ResolvedDocument, idle: tuple[Waiver, ...] = ()) -> Iterator[tuple[Diagnostic, ...] | None]:
    """The same, rule by rule: nothing after each, and at last what is found; for those who may lose interest on the way."""
    reading = Reading(resolved, RULES.keys())
    found: list[Diagnostic] = []
    for rule in RULES.values():
        if rule is not waivers.waiver_unused:
            found += _found(reading, rule)
            yield None
    told = waive(found, resolved.document.waivers)
    unused = tuple(waiver for waiver in idle if waiver in told.idle)
    yield in_order((*told.diagnostics, *_found(replace(reading, idle=unused), waivers.waiver_unused)))


def _found(reading: Reading, rule: Rule) -> Iterator[Diagnostic]:
    wanted = reading.document.metadata.severities.get(rule.name, "")
    if wanted != "off":
        for finding in rule.check(reading):
            yield Diagnostic(finding.span, _SEVERITIES.get(wanted, rule.severity), rule.name, finding.message, finding.fix)
