"""changes.yaml between two revisions: what is proposed for it, and what is checked in it: tests/cases/changes."""

from __future__ import annotations

import pytest

from cases import Case, check, load_cases
from comparing import comparison
from gbdoc.compare.foreword import drafted, item_words

CASES = load_cases("changes")


@pytest.mark.parametrize("case", [case for case in CASES if case.path.stem == "items"], ids=str)
def test_items(case: Case, request: pytest.FixtureRequest) -> None:
    """The list that a comparison proposes, as the foreword would print it; hints behind it."""
    _, compared = comparison(case.input)
    lines = []
    for item in drafted(compared):
        notes = [*item.hints, *(["待定"] if item.doubtful else [])]
        lines.append(f"{item.kind}: {item_words(item, '2018')}" + (f" # {'，'.join(notes)}" if notes else ""))
    check(case, "\n".join(lines), request)
