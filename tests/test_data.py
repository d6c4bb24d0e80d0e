"""Data tables: a text that uses them, the files `=== PATH` below it -> blocks and findings; tests/cases/data."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dump
from cases import Case, check, load_cases, sources
from gbdoc.diagnostic import Diagnostic, in_order
from gbdoc.read.compute import ComputeError, Rows, evaluate, number, parse, written
from gbdoc.read.context import Context, Names
from gbdoc.read.data import DataTables
from gbdoc.read.outline import read_chapters
from gbdoc.source import Sources


def told(diagnostics: list[Diagnostic]) -> list[str]:
    return [
        f"{d.span.path.removeprefix('content/')}:{d.span.line}:{d.span.column}-{d.span.end_column} {d.rule} {d.message}"
        for d in in_order(diagnostics)
    ]


@pytest.mark.parametrize("case", load_cases("data"), ids=str)
def test_data(case: Case, request: pytest.FixtureRequest) -> None:
    files = sources(case.input, "gp/x.md").files
    tables = DataTables()
    context = Context(Sources({"gp/standard.yaml": b"", "gp/x.md": b"", **files}), "gp", tables)
    chapters = read_chapters("gp/x.md", Names("body"), context) if "gp/x.md" in files else ()
    values = [f"{table.name}: {' '.join(table.columns)}: {table.rows}" for table in tables.all(context).values()]
    lines = [*dump.blocks(chapters), *(values if not chapters else ()), *told(context.diagnostics)]
    check(case, "\n".join(line.rstrip() for line in lines), request)


# --- the little expression language --------------------------------------------------------------

TABLE = {"weight": ["0.1", "0.9", "0.5"], "value": ["75", "1 034", "25"], "group": ["甲", "乙", "甲"]}
ROWS = Rows(3, lambda name, row: number(TABLE[name.key][row]) or Decimal(0), lambda name, row: TABLE[name.key][row])


@pytest.mark.parametrize("case", load_cases("compute"), ids=str)
def test_compute(case: Case, request: pytest.FixtureRequest) -> None:
    """Each line of a case is an expression, computed in the first row of TABLE."""
    check(case, "\n".join(_outcome(line.replace("BRACKETS", "(" * 10_000)) for line in case.input.splitlines()), request)


def _outcome(text: str) -> str:
    try:
        return written(evaluate(parse(text), ROWS, 0))
    except ComputeError as error:
        return f"第 {error.offset + 1} 字：{error.message}"


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.10", "0.10"), ("−3", "-3"), ("+2", "2"), ("1 034", "1034"), ("12 345.5", "12345.5"), ("0.5[^a]", "0.5"), (" 7 ", "7")],
)
def test_numbers_as_authors_write_them(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "—", "5%", "5 kg", "1,034", "1.2.3", "一", "1 03", ".5", "1e5", "٣", "NaN"])
def test_what_is_no_number(text: str) -> None:
    assert number(text) is None


def test_rounding_is_half_to_even() -> None:
    assert [_outcome(f"round({text}, 1)") for text in ("0.25", "0.35", "0.251", "-0.25", "-0.01")] == ["0.2", "0.4", "0.3", "−0.2", "0.0"]


# --- against Python's own decimals ---------------------------------------------------------------

Pair = tuple[str, str]  # an expression of ours, and the same in Python
LEAVES: st.SearchStrategy[Pair] = st.one_of(
    st.decimals(0, 1000, places=2).map(lambda value: (f"{value:f}", f"D('{value:f}')")),
    st.sampled_from([("weight", "D('0.1')"), ("value", "D(75)"), ("sum(value)", "D(1134)"), ("max(weight)", "D('0.9')")]),
    st.sampled_from([("sum(value, group)", "D(100)"), ("sum(weight * sum(value, group), group)", "D(60)")]),
)


FORMS = ["{} + {}", "{}-{}", "{} * {}", "{}/{}", "({} - {})", "-{}+{}", "min({}, {})", "max({},{})", "round({}+{}, 2)"]


def grown(below: st.SearchStrategy[Pair]) -> st.SearchStrategy[Pair]:
    def both(form: str) -> st.SearchStrategy[Pair]:
        return st.tuples(below, below).map(lambda two: (form.format(two[0][0], two[1][0]), form.format(two[0][1], two[1][1])))

    return st.sampled_from(FORMS).flatmap(both)


@settings(max_examples=300, deadline=None)
@given(st.recursive(LEAVES, grown, max_leaves=12))
def test_expressions_mean_what_python_means(pair: Pair) -> None:
    ours, python = pair
    with localcontext(prec=50, rounding=ROUND_HALF_EVEN):
        try:
            expected = eval(python, {"D": Decimal, "min": min, "max": max, "round": round})
        except ArithmeticError:
            with pytest.raises(ComputeError):
                evaluate(parse(ours), ROWS, 0)
            return
    assert evaluate(parse(ours), ROWS, 0) == expected


Weighed = tuple[str, Decimal]  # a row: the group it belongs to, its weight


@given(st.lists(st.tuples(st.sampled_from(["甲", "乙", "丙", ""]), st.decimals(-1000, 1000, places=2)), min_size=1))
def test_the_sums_of_groups_make_the_sum_of_all(table: list[Weighed]) -> None:
    rows = Rows(len(table), lambda _, row: table[row][1], lambda _, row: table[row][0])
    sums = {table[row][0]: evaluate(parse("sum(weight, group)"), rows, row) for row in range(len(table))}
    assert sums == {group: sum(weight for other, weight in table if other == group) for group, _ in table}
    assert sum(sums.values()) == evaluate(parse("sum(weight)"), rows, 0)
