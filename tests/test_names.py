"""Names of documents -> their lines on the cover: tests/cases/names. An element of a Chinese name is a line of the input."""

from __future__ import annotations

import pytest

from cases import Case, check, load_cases
from gbdoc.write.names import english_lines, name_lines


@pytest.mark.parametrize("case", load_cases("names"), ids=str)
def test_names(case: Case, request: pytest.FixtureRequest) -> None:
    name = case.input.rstrip("\n")
    lines = english_lines(name) if case.path.stem == "english" else name_lines(name.split("\n"))
    check(case, "\n".join(lines), request)


def test_no_character_stands_alone_and_none_is_lost() -> None:
    name = "城市运行管理服务平台数据采集和交换共享的要求与评价、检测方法（试行）"
    for length in range(2, len(name) + 1):
        lines = name_lines([name[:length]])
        assert "".join(lines) == name[:length]
        assert min(map(len, lines)) > 1
        assert max(map(len, lines)) <= 18


@pytest.mark.parametrize(
    ("elements", "wanted"),
    [
        (("智慧城市　基础设施与城市运行管理服务平台技术要求",), ("智慧城市", "基础设施与城市运行管理服务平台技术要求")),
        (("智慧城市", "总则"), ("智慧城市　总则",)),
    ],
)
def test_elements_that_an_author_put_into_one(elements: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    assert "".join(name_lines(elements)).replace("　", "") == "".join(wanted).replace("　", "")
    assert name_lines(elements)[0].startswith(wanted[0])


def test_many_dashes_are_no_harm() -> None:
    name = "—".join(["An element of a name"] * 9)
    assert "".join(english_lines(name)).replace(" ", "") == name.replace(" ", "")
