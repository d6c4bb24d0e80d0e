"""Columns of tables: how wide, how aligned, and what is in line in them."""

from __future__ import annotations

import pytest

from gbdoc.model import Column
from gbdoc.write.columns import fit, shares
from gbdoc.write.decimals import are_numbers, extents, padding

MEASURE = 52.0  # em: a table on an upright page

LONG = "较长的一段说明文字，要占几行才能写完" * 3


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1", "25", "—", ""], True),
        (["1.5", "−2", "≤10", "±3", "11 520", "63%"], True),
        (["5～10", "80±2", "1"], True),
        (["1", "2", "其他"], True),  # most are numbers
        (["1", "其他", "无"], False),
        (["401-1", "401-2"], False),
        (["10 mm"], False),
        (["—"], False),
        ([], False),
    ],
)
def test_what_a_column_of_numbers_is(texts: list[str], expected: bool) -> None:
    assert are_numbers(texts) is expected


@pytest.mark.parametrize(
    ("texts", "before", "after"),
    [
        (["20.25", "3.5"], 0.56, 0.56),  # a digit on each side
        (["20.25", "3"], 0.56, 1.45),  # and a point
        (["20～300", "3～4"], 0.56, 1.12),
        (["20±0.5", "3±0.5"], 0.56, 0),
        (["−3", "3"], 0.58, 0),
        (["20", "23"], 0, 0),
        (["22", "21"], 0, 0),  # a digit is narrower than another
        (["20.5", "无"], 0, 0),
    ],
)
def test_what_the_last_number_lacks(texts: list[str], before: float, after: float) -> None:
    lacks = padding(texts[-1], extents(texts))
    assert (lacks.before, lacks.after) == pytest.approx((before, after), abs=0.02)


@pytest.mark.parametrize(
    ("align", "body", "expected"),
    [("", "短", "center"), ("", LONG, "left"), ("right", "短", "right"), ("decimal", "1.5", "center"), ("left", "1.5", "left")],
)
def test_alignment(align: str, body: str, expected: str) -> None:
    assert fit(Column(align, 0), ["甲"], [body]).align == expected


@pytest.mark.parametrize(
    ("columns", "least"),
    [
        # titles of four characters, a code and a standard's number stay on one line beside long texts
        ([("条目代码", "401.001"), ("标准编号", "GB/T 34680.1—2017"), ("名称", LONG), ("说明", LONG * 2)], [5, 9.5, 8, 8]),
        ([("序号", "1"), ("内容", LONG), ("状态", "现行")], [3, 20, 3]),
        ([("甲", "短"), ("乙", "短")], [26, 26]),
        ([("长的题目要占两行", LONG)] * 5, [9] * 5),
    ],
)
def test_columns_get_what_they_need(columns: list[tuple[str, str]], least: list[float]) -> None:
    plain = [Column("", 0)] * len(columns)
    fits = [fit(column, [title], [body]) for column, (title, body) in zip(plain, columns, strict=True)]
    widths = [share * MEASURE / 100 for share in shares(plain, fits, MEASURE)]
    assert sum(widths) == pytest.approx(MEASURE, abs=0.1)
    assert all(width >= need - 0.1 for width, need in zip(widths, least, strict=True)), widths


def test_the_author_has_the_last_word() -> None:
    columns = [Column("", 1), Column("", 3), Column("", 0)]
    fits = [fit(column, ["甲"], [LONG]) for column in columns]
    assert shares(columns, fits, MEASURE) == pytest.approx([16.67, 50, 33.33])
