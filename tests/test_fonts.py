"""The fonts that come with gbdoc."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from gbdoc.doctor import FONTS
from gbdoc.fonts.coverage import covers

CHINESE = ("GBDocSerif-Regular.otf", "GBDocSans-Regular.otf")
OTHERS = ("GBDocSymbols-Regular.ttf", "GBDocVariables-Regular.ttf")
SIGNS = "“”‘’《》（）【】〔〕—…～·、。，；：！？×±≤≥≠≈∑√∞°′″‰℃㎡µΩαβγΔ①②⑩Ⅰ →←↑↓△□○●★─│┌┐└┘"
SPACES = "\u2002\u2003\u2005\u2009\u202f\u3000\u00a0"

each_chinese = pytest.mark.parametrize("name", CHINESE)
each = pytest.mark.parametrize("name", [*CHINESE, *OTHERS])


@cache
def opened(name: str) -> Any:
    return TTFont(FONTS / name, lazy=True)


def gb_2312() -> set[int]:
    """The 6 763 characters of GB 2312."""
    codes = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return {ord(code.decode("gb2312")) for code in codes if code.decode("gb2312", "ignore")}


def width(name: str, character: str) -> int:
    font = opened(name)
    return int(font["hmtx"][font.getBestCmap()[ord(character)]][0])


@each_chinese
def test_it_has_what_standards_print(name: str) -> None:
    covered = opened(name).getBestCmap().keys()
    assert len(gb_2312()) == 6763
    assert gb_2312() | set(map(ord, SIGNS + SPACES)) <= covered
    assert set(range(0x4E00, 0x9FA6)) <= covered


def test_symbols_complete_them() -> None:
    covered = opened(OTHERS[0]).getBestCmap().keys()
    assert set(map(ord, " ₀₁₂₉⁻⁰⁹⋅𝑥𝛼")) <= covered


def test_the_module_of_coverage_agrees_with_the_files() -> None:
    """Private use and the mark of a lost character apart, which mean nothing outside a font."""
    serif, sans, symbols = (opened(name).getBestCmap().keys() for name in (*CHINESE, OTHERS[0]))
    printed = {code for code in (serif & sans) | symbols if not 0xE000 <= code <= 0xF8FF and code != 0xFFFD}
    assert {code for code in range(0x110000) if covers(chr(code))} == printed


@each_chinese
def test_marks_close_up(name: str) -> None:
    features = {record.FeatureTag for record in opened(name)["GPOS"].table.FeatureList.FeatureRecord}
    assert {"chws", "halt", "kern"} <= features


@each_chinese
def test_widths(name: str) -> None:
    assert [width(name, character) for character in "汉—“…　"] == [1000] * 5
    assert [width(name, character) for character in "\u2009\u202f\u2005"] == [250] * 3
    assert width(name, "·") < 500


@each
def test_it_has_a_name_of_its_own_and_keeps_its_licence(name: str) -> None:
    names = opened(name)["name"]
    assert [names.getDebugName(number) for number in (1, 2, 6)] == [family(name), "Regular", Path(name).stem]
    assert "Open Font License" in names.getDebugName(13)
    assert names.getDebugName(0)
    assert (FONTS / "OFL.txt").read_text(encoding="utf-8").count("SIL OPEN FONT LICENSE Version 1.1") == 1


def family(name: str) -> str:
    return f"GBDoc {name.removeprefix('GBDoc').partition('-')[0]}"


@each
def test_it_is_no_larger_than_it_need_be(name: str) -> None:
    assert (FONTS / name).stat().st_size < 12 * 2**20
    assert opened(name)["head"].created == opened(name)["head"].modified == 3_850_000_000
