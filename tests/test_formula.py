"""Formulas as drawings."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from gbdoc.write.formula import svg

SVG = "{http://www.w3.org/2000/svg}"
FORMULAS = [
    r"S=\sum_{i=1}^{n} w_i s_i",
    r"\frac{a+b}{\sqrt{c^2+d^2}}",
    r"\sqrt[3]{\frac{x}{y}}",
    r"f(x)=\begin{cases} 0, & x<0 \\ x^2, & 0\le x\le 1 \\ \text{其他}, & x>1 \end{cases}",
    r"\alpha\beta\Gamma\Delta\varepsilon\sigma_{\mathrm{max}}",
    r"\eta=\frac{\text{合格数}}{\text{总数}}\times 100\%",
    r"\overline{x}=\frac{1}{n}\sum_{i=1}^{n}x_i",
    r"\max_{1\le i\le n} x_i+\min\{a,b\}+\lim_{x\to 0} f(x)",
    r"K=\left(\frac{a}{b}\right)^{2}\left[\frac{1}{1+\mathrm{e}^{-x}}\right]",
    r"A=\begin{pmatrix}1&2\\3&4\end{pmatrix}",
    r"\int_0^T u(t)\,\mathrm{d}t",
    r"\hat{y}+\tilde z+\vec v+\dot a+\bar{x}+\widehat{abc}+\underbrace{a+b}_{n}",
    r"\begin{aligned}a&=b+c\\ &=d\end{aligned}",
    r"\left\lfloor x\right\rfloor+|x|+\lVert v\rVert",
    r"\mathbf{x}\in\mathbb{R}^n,\ \mathcal{L}",
    r"12.5\ \mathrm{km/h}\quad a\bmod 9\quad \ln x",
]


def drawing(latex: str, display: bool = True) -> ET.Element:
    return ET.fromstring(svg(latex, display))


def size(element: ET.Element, name: str) -> float:
    found = re.search(rf"{name}:(-?[\d.]+)em", element.get("style", ""))
    assert found
    return float(found[1])


def paths(element: ET.Element) -> list[str]:
    return [path.get("d", "") for path in element.iter(f"{SVG}path")]


@pytest.mark.parametrize("display", [True, False])
@pytest.mark.parametrize("latex", FORMULAS)
def test_everything_is_drawn(latex: str, display: bool, caplog: pytest.LogCaptureFixture) -> None:
    element = drawing(latex, display)
    assert paths(element)
    assert size(element, "width") > 0
    assert size(element, "height") > 0
    assert not caplog.records  # ziamath logs what it does not know


def test_the_alternative_is_the_latex() -> None:
    title = drawing("a<b").find(f"{SVG}title")
    assert title is not None
    assert title.text == "a<b"


def test_it_stands_on_the_base_line() -> None:
    assert size(drawing("x", False), "vertical-align") == pytest.approx(0, abs=0.05)
    assert size(drawing("x_i", False), "vertical-align") < -0.1
    assert size(drawing(r"\frac{a}{b}", False), "vertical-align") < -0.3


def test_limits_stand_beside_in_a_line_and_above_in_display() -> None:
    assert size(drawing(r"\sum_{i=1}^n", False), "height") < size(drawing(r"\sum_{i=1}^n", True), "height")
    assert size(drawing(r"\frac{\sum_{i=1}^n a}{b}", True), "width") > size(drawing(r"\frac{\sum a}{b}", True), "width") + 0.3
    assert size(drawing(r"\sum\limits_{i=1}^n", False), "height") == pytest.approx(
        size(drawing(r"\textstyle\sum\limits_{i=1}^n"), "height")
    )


def test_letters_are_italic_digits_and_names_upright() -> None:
    assert paths(drawing("d")) != paths(drawing(r"\mathrm{d}"))
    assert paths(drawing("2")) == paths(drawing(r"\mathrm{2}"))
    assert paths(drawing(r"\max")) == paths(drawing(r"\mathrm{max}"))


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"N_{\text{已接入}}", ["已接入"]),
        (r"\text{应接入数（含API）}", ["应接入数（含", "）"]),
        ("得分=x", ["得", "分"]),
    ],
)
def test_chinese_is_set_in_the_font_of_the_text(latex: str, words: list[str]) -> None:
    elements = list(drawing(latex).iter(f"{SVG}text"))
    assert [element.text for element in elements] == words
    assert all("GBDoc Serif" in element.get("font-family", "") for element in elements)


def test_chinese_takes_an_em_a_character() -> None:
    assert size(drawing(r"\text{四个汉字}"), "width") == pytest.approx(4)


def test_a_drawing_has_no_id_and_is_always_the_same() -> None:
    latex = r"\frac{a}{b}+\text{其他}"
    first = svg(latex, True)
    svg.cache_clear()
    assert svg(latex, True) == first
    assert "id=" not in first
