"""Waivers: how far they reach, and that they hold for what reading and resolving find too."""

from __future__ import annotations

import pytest

from gbdoc.checking import check
from gbdoc.pipeline import compile_library
from gbdoc.read.context import Context
from gbdoc.read.data import DataTables
from gbdoc.read.waivers import read_waivers
from gbdoc.source import Sources
from library import library

WAIVER = "% allow self-name 引文"


def reach(path: str, text: str) -> list[tuple[str, str, int, int]]:
    context = Context(Sources({path: text.encode()}), "gp", DataTables())
    return [(waiver.rule, waiver.reason, waiver.first, waiver.last) for waiver in read_waivers(context)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (f"# 甲\n\n{WAIVER}\n一\n二\n\n三\n", 4, 5),
        (f"# 甲\n\n{WAIVER}\n\n\n一\n\n三\n", 6, 6),
        (f"# 甲\n\n{WAIVER}\n% 别的\n{{#a}}\n一\n\n三\n", 6, 6),
        (f"# 甲\n\n{WAIVER}\n## 乙\n\n三\n", 4, 4),
        (f"# 甲\n\n{WAIVER}\n:::{{table}} 题\n| a |\n|---|\n\n注：甲\n:::\n\n三\n", 4, 9),
        (f"# 甲\n\n{WAIVER}\n::::{{figure}} 题\n\n:::{{figure}} 题\n:::\n\n::::\n\n三\n", 4, 9),
        (f"# 甲\n\n- 一\n\n  {WAIVER}\n  二\n- 三\n", 6, 7),
        (f"{WAIVER}\n\n# 甲\n\n一\n", 1, 6),
        (f"% 批注\n{WAIVER}\r\n# 甲\r\n\r\n一\r\n", 1, 6),
        (f"{WAIVER}\n一\n\n# 甲\n", 2, 2),
        (f"# 甲\n\n{WAIVER}\n", 5, 5),  # nothing follows
    ],
)
def test_a_waiver_reaches_over_the_next_block(text: str, first: int, last: int) -> None:
    assert reach("gp/a.md", text) == [("self-name", "引文", first, last)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("entries:\n  # allow term-unused 后文要用\n  - term: 甲\n    english: a\n  - term: 乙\n", 3, 4),
        ("# allow term-unused 后文要用\nentries:\n  - term: 甲\n\n  - term: 乙\nother: 1\n", 2, 5),
        ("rows:\n  # allow term-unused 后文要用\n  - {a: 1}\n  - {a: 2}\n", 3, 3),
    ],
)
def test_a_waiver_reaches_over_the_next_entry(text: str, first: int, last: int) -> None:
    assert reach("gp/terms.yaml", text) == [("term-unused", "后文要用", first, last)]


def test_what_is_no_waiver() -> None:
    assert reach("gp/a.md", "# 甲\n\n% allowed 一\n\n一 % allow a b\n") == []
    assert reach("other/a.md", f"{WAIVER}\n一\n") == []
    assert reach("gp/a.md", "# 甲\n\n% allow\n一\n") == [("", "", 4, 4)]


TYPED = "# 范围\n\n本文件规定了要求。\n\n# 要求\n\n{}应符合附录A。\n"


def test_waivers_hold_for_what_reading_finds() -> None:
    def typed(waiver: str) -> int:
        (compiled,) = compile_library(library(TYPED.format(waiver)))
        return sum(diagnostic.rule == "typed-reference" for diagnostic in compiled.diagnostics)

    assert typed("") == 1
    assert typed("% allow typed-reference 附录是别人的\n") == 0
    assert typed("% allow typed-reference\n") == 1


def test_a_waiver_that_covers_what_reading_finds_is_used() -> None:
    found = check(library(TYPED.format("% allow typed-reference 附录是别人的\n")), ["gp"])
    assert [diagnostic for diagnostic in found if diagnostic.rule.startswith("waiver")] == []
