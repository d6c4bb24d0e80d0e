"""The drafting rules of GB/T 1.1—2020 over a resolved document: RULES is the one table, `lint` runs them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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

__all__ = ["RULES", "Finding", "Reading", "Rule", "lint"]

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
    reading = Reading(resolved, RULES.keys())
    found = waive(_found(reading, (rule for rule in RULES.values() if rule is not waivers.waiver_unused)), resolved.document.waivers)
    unused = tuple(waiver for waiver in idle if waiver in found.idle)
    return in_order((*found.diagnostics, *_found(replace(reading, idle=unused), [waivers.waiver_unused])))


def _found(reading: Reading, rules: Iterable[Rule]) -> Iterator[Diagnostic]:
    wanted = reading.document.metadata.severities
    for rule in rules:
        if wanted.get(rule.name) != "off":
            severity = _SEVERITIES.get(wanted.get(rule.name, ""), rule.severity)
            for finding in rule.check(reading):
                yield Diagnostic(finding.span, severity, rule.name, finding.message, finding.fix)
