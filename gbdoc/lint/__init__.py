"""The drafting rules of GB/T 1.1—2020 over a resolved document: RULES is the one table, `lint` runs them."""

from __future__ import annotations

from collections.abc import Mapping

from gbdoc.diagnostic import Diagnostic, Severity, in_order
from gbdoc.lint import (
    annexes,
    cover,
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
)
from gbdoc.lint.reading import Reading
from gbdoc.lint.rule import Finding, Rule
from gbdoc.resolve import ResolvedDocument

__all__ = ["RULES", "Finding", "Reading", "Rule", "lint"]

ROOMS = (  # in the order of GB/T 1.1
    cover,
    elements,
    scope,
    references,
    terms,
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
)
RULES: Mapping[str, Rule] = {rule.name: rule for room in ROOMS for rule in vars(room).values() if isinstance(rule, Rule)}

_SEVERITIES = {"warning": Severity.WARNING, "error": Severity.ERROR}


def lint(resolved: ResolvedDocument) -> tuple[Diagnostic, ...]:
    """What the rules find in a document, in order of place; standard.yaml may put a rule off or make it graver."""
    reading = Reading(resolved)
    wanted = resolved.document.metadata.severities
    return in_order(
        Diagnostic(finding.span, _SEVERITIES.get(wanted.get(rule.name, ""), rule.severity), rule.name, finding.message, finding.fix)
        for rule in RULES.values()
        if wanted.get(rule.name) != "off"
        for finding in rule.check(reading)
    )
