"""Changes -> lines of a terminal: tests/cases/redline/terminal.md. A case's input is its options, a line each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import Case, check, load_cases
from gbdoc.change import Comparison, Reason
from gbdoc.diagnostic import cells
from gbdoc.write.redline.excerpt import amounts, excerpt
from gbdoc.write.redline.selection import EVERYTHING, Selection, selected, unknown
from gbdoc.write.redline.stat import stat_lines
from gbdoc.write.redline.terminal import terminal_lines
from gbdoc.write.redline.wording import reasons
from redlines import comparison


@pytest.mark.parametrize("case", [case for case in load_cases("redline") if case.path.stem == "terminal"], ids=str)
def test_lines(case: Case, request: pytest.FixtureRequest) -> None:
    options = dict(line.partition(" ")[::2] for line in case.input.split("\n") if line)
    selection = asked(options)
    lines = stat_lines(comparison(), selection) if "stat" in options else terminal_lines(
        comparison(), selection, "coloured" in options, int(options.get("width", 80))
    )  # fmt: skip
    check(case, "\n".join(line.replace("\033", "␛") for line in lines), request)


def asked(options: Mapping[str, str]) -> Selection:
    context = options.get("context", "20")
    more: dict[str, Any] = {"exclude": (options["exclude"],)} if "exclude" in options else {}
    return Selection(
        only=tuple(options["only"].split()) if "only" in options else (),
        categories=(options["class"],) if "class" in options else (),  # type: ignore[arg-type]
        renumbered="no-renumber" not in options,
        context=None if context == "full" else int(context),
        summary="summary" in options,
        **more,
    )


@pytest.mark.parametrize("width", [30, 47, 80])
def test_no_line_is_wider_than_the_terminal_but_for_a_mark_that_hangs(width: int) -> None:
    lines = list(terminal_lines(comparison(), Selection(context=None), False, width))
    assert [line for line in lines if cells(line) > width + 6 and not line.startswith(("增加", "未列出", "大幅"))] == []


def test_words_of_a_text_cannot_steer_the_terminal() -> None:
    change = next(change for change in comparison().changes if change.key == "chg-came")
    bad = replace(comparison(), changes=(replace(change, ops=(("+", "红\033[31m色\r\n"),)),))
    assert "\033" not in "".join(terminal_lines(bad, Selection(), False, 80))


def test_long_words_that_came_are_cut() -> None:
    change = next(change for change in comparison().changes if change.key == "chg-came")
    long = replace(comparison(), changes=(replace(change, ops=(("+", "字" * 900),)),))
    assert any("共900字" in line for line in terminal_lines(long, Selection(), False, 80))
    assert sum(line.count("字") for line in terminal_lines(long, Selection(context=None), False, 80)) == 900


@pytest.mark.parametrize(("unit", "told"), [("MΩ", "1→2 MΩ"), ("℃", "1→2 ℃"), ("%", "1→2%"), ("年", "1→2年"), ("", "1→2")])
def test_units_follow_as_they_are_printed(unit: str, told: str) -> None:
    change = replace(comparison().changes[0], reasons=(Reason("value", "1", "2", unit),))
    assert reasons(change) == told


def test_no_difference_is_told() -> None:
    same = Comparison(comparison().new, comparison().new, {}, (), ())
    assert list(terminal_lines(same, Selection(), False, 80)) == ["没有改动。"]
    assert list(stat_lines(same, Selection())) == ["没有改动。"]


def test_a_word_that_means_nothing_is_told() -> None:
    assert list(
        unknown(comparison(), Selection(only=("5.9", "requirements", "tables", "技术", "第4章", "旧:4.3", "旧:9.9", "marking")))
    ) == ["5.9", "旧:9.9"]


def test_classes_win_over_what_is_left_out() -> None:
    shown = selected(comparison(), Selection(categories=("markup",)))
    assert [change.category for change in shown] == ["markup"]
    assert len(selected(comparison(), EVERYTHING)) == len(comparison().changes)


OPS = st.lists(st.tuples(st.sampled_from("=-+"), st.text("字词ab ，", min_size=1, max_size=30)), max_size=6).map(tuple)


@settings(max_examples=150, deadline=None)
@given(ops=OPS, context=st.integers(0, 12))
def test_an_excerpt_keeps_all_that_changed(ops: Any, context: int) -> None:
    cut = excerpt(ops, context)
    assert amounts(cut) == amounts(ops)
    assert [op for op in cut if op[0] != "="] == [op for op in ops if op[0] != "="]
    assert excerpt(ops, None) == ops
