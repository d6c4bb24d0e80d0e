"""Text as it is set, for the paper and for the screen: tests/cases/typography."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from cases import Case, check, load_cases
from gbdoc.write.typography import FIXED_SPACE, JOINER, OPENING, closed, drawn, on_paper, on_screen

SHOWN = {ord(JOINER): "⊕", ord(FIXED_SPACE): "␣", ord(OPENING): "|"}
WORDS = st.text(st.sampled_from("甲乙第章表图“”，。（）—…/ .-～:0123456789ABGT%m℃")) | st.text()


@pytest.mark.parametrize("case", load_cases("typography"), ids=str)
def test_typography(case: Case, request: pytest.FixtureRequest) -> None:
    setting = {"paper": paper, "screen": screen}[case.path.stem]
    check(case, "\n".join(setting(line) for line in case.input.splitlines()), request)


def paper(words: str) -> str:
    return on_paper(words).translate(SHOWN)


def screen(words: str) -> str:
    return on_screen(words).replace('<span class="atom">', "[").replace("</span>", "]")


@given(WORDS)
def test_nothing_is_added_to_what_is_drawn(words: str) -> None:
    """But for the minus sign, whoever copies from the paper gets what the author wrote."""
    assert drawn(str(on_paper(words).unescape())).replace("−", "-") == drawn(words).replace("−", "-")


@given(WORDS)
def test_the_screen_shows_the_same_words(words: str) -> None:
    assert on_screen(words).unescape().replace('<span class="atom">', "").replace("</span>", "").replace("−", "-") == words.replace(
        "−", "-"
    )


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("应符合规定。", f"应符合规{JOINER}定。"),
        ("应符合（规定）。", f"应符合（规{JOINER}定）。"),
        ('见<a href="#a">规定</a>。', f'见<a href="#a">规{JOINER}定</a>。'),
        ("是否符合规定？", f"是否符合规{JOINER}定？"),
        ("规定<sup>a</sup>。", f"规{JOINER}定<sup>a</sup>。"),
        ("见<b>规</b>定", f"见<b>规{JOINER}</b>定"),
        ("不大于5。", "不大于5。"),
        ("规", "规"),
        ("", ""),
    ],
)
def test_the_last_two_characters_of_a_paragraph_stay_together(markup: str, wanted: str) -> None:
    assert closed(Markup(markup)) == Markup(wanted)
