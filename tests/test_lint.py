"""The drafting rules, one file of cases each: tests/cases/lint/RULE.md shows what fires and what stays silent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cases import CASES, Case, check, load_cases
from gbdoc.lint import RULES, lint
from gbdoc.lint.pages import with_rules
from gbdoc.pipeline import compile_library
from library import library, told

ROOT = Path(__file__).parents[1]
CASES_OF_RULES = load_cases("lint")


@pytest.mark.parametrize("case", CASES_OF_RULES, ids=str)
def test_rule(case: Case, request: pytest.FixtureRequest) -> None:
    """A case holds what its own rule finds in the standard `gp`."""
    compiled = next(each for each in compile_library(library(case.input)) if each.name == "gp")
    assert compiled.resolved
    found = tuple(finding for finding in lint(compiled.resolved, compiled.idle) if finding.rule == case.path.stem)
    check(case, "\n".join(told(found)), request)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_has_a_case_that_fires_and_one_that_stays_silent(name: str) -> None:
    expected = [case.expected.strip() for case in CASES_OF_RULES if case.path.stem == name]
    assert any(expected), "no case fires"
    assert not all(expected), "no case stays silent"


def test_every_file_of_cases_is_about_a_rule() -> None:
    assert {path.stem for path in (CASES / "lint").glob("*.md")} == set(RULES)


@pytest.mark.parametrize("name", RULES)
def test_the_help_page_of_a_rule_says_what_and_why_and_shows_both(name: str) -> None:
    page = RULES[name].page
    assert re.fullmatch(r"[^\n]+。\n\n.+?\n\n错：\n    .+\n对：\n    .+", page, re.DOTALL)


def test_the_page_of_rules_is_up_to_date(request: pytest.FixtureRequest) -> None:
    page = ROOT / "docs" / "rules.md"
    text = page.read_text(encoding="utf-8")
    made = with_rules(text, RULES.values())
    if request.config.getoption("--rewrite"):
        page.write_text(made, encoding="utf-8")
    else:
        assert text == made
