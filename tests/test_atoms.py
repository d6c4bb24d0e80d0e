"""Standard numbers, quantities, ranges and places in text: tests/cases/atoms."""

from __future__ import annotations

import time

import pytest

from cases import Case, check, load_cases
from gbdoc.atoms import atoms, dated, natural, parse_standard_number


@pytest.mark.parametrize("case", load_cases("atoms"), ids=str)
def test_atoms(case: Case, request: pytest.FixtureRequest) -> None:
    found = (f"{text[atom.start : atom.end]} {atom.kind}" for text in case.input.splitlines() for atom in atoms(text))
    check(case, "\n".join(found), request)


@pytest.mark.parametrize(
    ("text", "parts", "origin"),
    [
        ("GB/T 1.1—2020", ("GB/T", "1", "1", "2020"), "national"),
        ("GB 50449-2008", ("GB", "50449", "", "2008"), "national"),
        ("GBZ/T 300.1", ("GBZ/T", "300", "1", ""), "national"),
        ("CJJ/T 312", ("CJJ/T", "312", "", ""), "sector"),
        ("JGJ 16—2008", ("JGJ", "16", "", "2008"), "sector"),
        ("SZDB/Z 300.4—2018", ("SZDB/Z", "300", "4", "2018"), "sector"),
        ("DB21/T XXXX.1—XXXX", ("DB21/T", "XXXX", "1", "XXXX"), "local"),
        ("DB 61/T 1479—2021", ("DB61/T", "1479", "", "2021"), "local"),
        ("DB2102/T 0056—2022", ("DB2102/T", "0056", "", "2022"), "local"),
        ("T/CESA 1100—2020", ("T/CESA", "1100", "", "2020"), "group"),
        ("ISO 37100:2016", ("ISO", "37100", "", "2016"), "international"),
        ("ISO/IEC 30145-1:2021", ("ISO/IEC", "30145", "1", "2021"), "international"),
        ("ISO/IEC TR 30176:2021", ("ISO/IEC TR", "30176", "", "2021"), "international"),
        ("IEC 62443-3-3:2013", ("IEC", "62443", "3-3", "2013"), "international"),
        ("ITU-T Y.4900/L.1600", ("ITU-T", "Y.4900/L.1600", "", ""), "other"),
        ("IEEE 2413-2019", ("IEEE", "2413", "", "2019"), "other"),
        ("EN 50126-1:2017", ("EN", "50126", "1", "2017"), "other"),
    ],
)
def test_a_number_is_taken_apart(text: str, parts: tuple[str, ...], origin: str) -> None:
    number = parse_standard_number(text)
    assert number is not None
    assert ((number.code, number.serial, number.part, number.year), number.origin) == (parts, origin)


@pytest.mark.parametrize("text", ["", "国标委工二联〔2015〕64号", "GB/T", "1.1—2020", "第5章", "GB/T 1.1—20200"])
def test_what_is_no_number(text: str) -> None:
    assert parse_standard_number(text) is None


def test_the_undated_number() -> None:
    texts = ("GB/T 1.1—2020", "ISO/IEC 30145-1:2021", "DB 61/T 1479—2021")
    assert [number.undated for number in map(parse_standard_number, texts) if number] == ["GB/T 1.1", "ISO/IEC 30145-1", "DB61/T 1479"]


def test_how_a_year_is_joined() -> None:
    assert [dated(*pair) for pair in (("GB/T 1.1", "2020"), ("ISO 37100", "2016"), ("IEEE 2413", "2019"), ("DB21/T XXXX.1", "XXXX"))] == [
        "GB/T 1.1—2020",
        "ISO 37100:2016",
        "IEEE 2413-2019",
        "DB21/T XXXX.1—XXXX",
    ]


def test_natural_order() -> None:
    assert sorted(["10", "9", "1.10", "1.9", "XXXX", "2"], key=natural) == ["1.9", "1.10", "2", "9", "10", "XXXX"]


@pytest.mark.parametrize("unit", ["1", "1 ", "1.1.", "1 000 ", "1 m×", "A", "(", "GB/T ", "DB", "第", "1×", "X", "ISO/", "1—"])
def test_time_is_linear(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    start = time.process_time()
    list(atoms(text))
    parse_standard_number(text)
    assert time.process_time() - start < 1
