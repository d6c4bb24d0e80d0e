"""changes.yaml between two revisions: what is proposed for it, and what is checked in it: tests/cases/changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cases import Case, check, load_cases
from comparing import comparison
from gbdoc import change_list
from gbdoc.change_list import draft
from gbdoc.compare.change_list.coverage import CHECKS
from gbdoc.compare.change_list.foreword import drafted, item_words
from gbdoc.pipeline import compile_library
from gbdoc.read.baseline import read_baseline
from gbdoc.source import Sources
from library import told

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


@pytest.mark.parametrize("case", [case for case in CASES if case.path.stem == "draft"], ids=str)
def test_draft(case: Case, request: pytest.FixtureRequest) -> None:
    """changes.yaml with what it lacked; it begins with what was there, is read without a fault, and lacks nothing more."""
    sources, compared = comparison(case.input)
    made = draft(sources, "gp", compared, "DB21T1234-2018")
    check(case, "\n".join([made.data.decode(), *told(made.diagnostics)]), request)
    if not made.diagnostics:
        after = Sources({**sources.files, made.path: made.data})
        assert draft(after, "gp", compared, "DB21T1234-2018").data == made.data
        assert not [finding for finding in change_list.check(after, "gp", compared) if finding.rule in ("changes", "change-uncovered")]


@pytest.mark.parametrize("case", [case for case in CASES if case.path.stem == "numbers"], ids=str)
def test_old_numbers(case: Case, request: pytest.FixtureRequest) -> None:
    """An old edition of which only numbers and titles are known."""
    sources, compared = comparison(case.input)
    edition = read_baseline(sources, "gp/baseline/2018.yaml")
    assert edition.sources is not None
    assert not edition.has_text
    numbers = next(each.resolved.labels for each in compile_library(edition.sources) if each.name == "gp" and each.resolved)
    check(case, "\n".join(told(change_list.check_by_numbers(sources, "gp", compared.new, numbers))), request)


@pytest.mark.parametrize("case", [case for case in CASES if case.path.stem in CHECKS], ids=str)
def test_check(case: Case, request: pytest.FixtureRequest) -> None:
    """A case holds what its own check finds."""
    sources, compared = comparison(case.input)
    found = tuple(finding for finding in change_list.check(sources, "gp", compared) if finding.rule == case.path.stem)
    check(case, "\n".join(told(found)), request)


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_has_a_case_that_fires_and_one_that_stays_silent(name: str) -> None:
    expected = [case.expected.strip() for case in CASES if case.path.stem == name]
    assert any(expected), "no case fires"
    assert not all(expected), "no case stays silent"


def test_checks_are_numbered_in_order_and_say_their_number() -> None:
    assert [each.code for each in CHECKS.values()] == [f"CHG{number:03}" for number in range(1, 11)]


@pytest.mark.parametrize("name", CHECKS)
def test_the_help_page_of_a_check_says_what_and_why_and_shows_both(name: str) -> None:
    assert re.fullmatch(r"[^\n]+。\n\n.+?\n\n错：\n    .+\n对：\n    .+", CHECKS[name].page, re.DOTALL)


LISTED = "baseline: {revision: v1}\nentries:\n  - {at: [look], text: 增加了外观}\n\n# 完\nrenamed: {}\n"


@pytest.mark.parametrize(
    "before",
    [
        LISTED.encode(),
        LISTED.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + LISTED.encode(),
        "- {at: [look], text: 增加了外观}".encode(),
        "\ufeff- {at: [look], text: 增加了外观}\n".encode(),
        "---\n# 清单\n-   text: 增加了外观\n    at:\n    - look\n".encode(),
        "entries:\n- at: [look]\n  text: 增加了\u2028外观\n  reason:\n".encode(),
        b"entries:",
        "renamed: {}\r\nentries:   # 空的\r\n".encode(),
    ],
)
def test_a_draft_keeps_every_byte_that_is_there(before: bytes) -> None:
    sources, compared = comparison(f"{ONE_CHANGE}=== gp/changes.yaml\n")
    made = draft(Sources({**sources.files, "gp/changes.yaml": before}), "gp", compared, "v1")
    assert len(made.items) == 1
    start = made.data.index(b"- id: chg-")
    line_end = b"\r\n" if b"\r\n" in before else b"\n"
    added = made.data[start:].split(line_end)[:6]
    margin = made.data[:start].split(line_end)[-1]
    inserted = margin + line_end.join(added) + line_end
    rest = made.data.replace(inserted, b"", 1)
    assert rest in (before, before + line_end)
    again = draft(Sources({**sources.files, "gp/changes.yaml": made.data}), "gp", compared, "v1")
    assert again.data == made.data


ONE_CHANGE = """\
modified technical insulation.p-1 < insulation.p-1 ; value 10 20 MΩ
=== gp/scope.md
# 范围
本文件规定了要求。
# 绝缘 {#insulation}
应。
"""


def test_the_page_of_syntax_names_every_check() -> None:
    page = (Path(__file__).parents[1] / "docs" / "syntax.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (CHG\d+) \| `([a-z-]+)` \|", page, re.MULTILINE) == [(each.code, each.name) for each in CHECKS.values()]
