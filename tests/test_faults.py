"""Faults in sound text are told by the rule and at the line that is meant: a sample of tests/faults (all of it: bench/rules.py)."""

from __future__ import annotations

import pytest

from faulty import Fault, faults, findings_of, line, mutated
from gbdoc.lint import RULES

SAMPLE = [fault for fault in faults() if fault.number % 24 == 1]


@pytest.mark.parametrize("fault", SAMPLE, ids=str)
def test_a_fault_is_told_at_its_line(fault: Fault) -> None:
    found = findings_of(mutated(fault), fault.standard)
    assert (*line(fault), fault.rule) in {(each.span.path, each.span.line, each.rule) for each in found}


def test_there_are_faults_enough_and_each_is_about_a_rule() -> None:
    assert len(faults()) >= 300
    assert {fault.rule for fault in faults()} <= set(RULES)
    assert set(RULES) - {fault.rule for fault in faults()} <= {"waiver-reason", "waiver-unused", "unknown-severity"}
