"""Fixes: what a rule mends, it mends for good, and nothing else changes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from cases import Case, load_cases
from gbdoc.checking import check, mend
from gbdoc.diagnostic import Diagnostic, Edit, Severity
from gbdoc.differing import line_difference
from gbdoc.lint import RULES
from gbdoc.lint.fixes import changed_files, mended
from gbdoc.pipeline import compile_library
from gbdoc.source import Sources, Span
from library import library

REVEALED = {"title-typed"}  # once <标题> is 《标题》, one sees that it should be a citation
FIXABLE = [case for case in load_cases("lint") if case.path.stem in RULES and RULES[case.path.stem].fixable and case.expected.strip()]


def of_rule(found: tuple[Diagnostic, ...], rule: str) -> tuple[Diagnostic, ...]:
    return tuple(diagnostic for diagnostic in found if diagnostic.rule == rule)


def anchors(sources: Sources) -> set[str]:
    """The anchors of the standard `gp`: its whole structure."""
    return next(set(each.resolved.labels) for each in compile_library(sources) if each.name == "gp" and each.resolved)


@pytest.mark.parametrize("case", FIXABLE, ids=str)
def test_what_is_mended_is_not_found_again(case: Case) -> None:
    rule, sources = case.path.stem, library(case.input)
    found = of_rule(check(sources, ["gp"]), rule)
    with_fix = tuple(diagnostic for diagnostic in found if diagnostic.fix)
    once, count = mended(sources, with_fix)
    left = of_rule(check(once, ["gp"]), rule)
    assert count > 0 or not with_fix
    assert len(left) == len(found) - count


@pytest.mark.parametrize("case", FIXABLE, ids=str)
def test_mending_once_is_enough_and_finds_no_new_faults(case: Case) -> None:
    sources = library(case.input)
    before = check(sources, ["gp"])
    once = mend(sources, ["gp"])
    assert mend(once.sources, ["gp"]).count == 0
    assert {each.rule for each in once.diagnostics} <= {each.rule for each in before} | REVEALED


@pytest.mark.parametrize("case", FIXABLE, ids=str)
def test_a_fix_stays_in_its_place(case: Case) -> None:
    sources = library(case.input)
    for diagnostic in of_rule(check(sources, ["gp"]), case.path.stem):
        once, count = mended(sources, [diagnostic])
        for path, data in changed_files(sources, once).items():
            before, after = sources.files[path].decode().split("\n"), data.decode().split("\n")
            changed = {number for number, (old, new) in enumerate(zip(before, after, strict=True), 1) if old != new}
            assert changed <= {edit.span.line for edit in diagnostic.fix}
        assert all(edit.old != edit.new for edit in diagnostic.fix)
        assert not count or anchors(once) >= anchors(sources)  # a citation adds a line to chapter 2


def test_every_fixable_rule_shows_a_fix() -> None:
    shown = {case.path.stem for case in FIXABLE if any(each.fix for each in of_rule(check(library(case.input), ["gp"]), case.path.stem))}
    assert shown == {rule.name for rule in RULES.values() if rule.fixable}


# --- the putting in of edits ------------------------------------------------------------------


def edit(line: int, start: int, old: str, new: str, path: str = "content/gp/scope.md") -> Diagnostic:
    span = Span(path, line, start, line, start + len(old))
    return Diagnostic(span, Severity.WARNING, "rule", "", (Edit(span, old, new),))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_leading_mark_stay(end: str, mark: str) -> None:
    sources = Sources({"gp/scope.md": f"{mark}甲,乙{end}丙,丁{end}".encode()})
    after, count = mended(sources, [edit(1, 2, ",", "，"), edit(2, 2, ",", "，")])
    assert count == 2
    assert after.files["gp/scope.md"].decode() == f"{mark}甲，乙{end}丙，丁{end}"


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (edit(1, 1, "甲乙", "戊"), "己乙丙\n"),  # lies over the first
        (edit(1, 2, "乙", "戊"), "己乙丙\n"),  # touches the first
        (edit(1, 3, "丙", "戊"), "己乙戊\n"),
        (edit(1, 3, "丁", "戊"), "己乙丙\n"),  # not what stands there
        (edit(9, 3, "丙", "戊"), "己乙丙\n"),  # no such line
        (edit(1, 1, "甲", "戊", "content/gp/none.md"), "己乙丙\n"),  # no such file
    ],
)
def test_edits_that_meet_wait(second: Diagnostic, expected: str) -> None:
    after, _ = mended(Sources({"gp/scope.md": "甲乙丙\n".encode()}), [edit(1, 1, "甲", "己"), second])
    assert after.files["gp/scope.md"].decode() == expected


def test_several_edits_of_one_finding_go_together() -> None:
    both = replace(edit(1, 1, "甲", "己"), fix=(*edit(1, 1, "甲", "己").fix, *edit(1, 3, "丁", "戊").fix))
    sources = Sources({"gp/scope.md": "甲乙丙\n".encode()})
    assert mended(sources, [both]) == (sources, 0)


def test_an_edit_never_breaks_yaml() -> None:
    sources = Sources({"gp/terms.yaml": b"a: b\n"})
    assert mended(sources, [edit(1, 4, "b", "b: c", "content/gp/terms.yaml")]) == (sources, 0)


def test_the_difference_is_shown_as_git_shows_it() -> None:
    sources = Sources({"gp/scope.md": "一\n甲\n二\n".encode()})
    after, _ = mended(sources, [edit(2, 1, "甲", "乙")])
    shown = list(line_difference(sources, after))
    assert shown[:2] == ["--- a/content/gp/scope.md", "+++ b/content/gp/scope.md"]
    assert [line for line in shown if re.match(r"[-+][^-+]", line)] == ["-甲", "+乙"]
