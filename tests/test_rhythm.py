"""The lines of the text stay on a grid of half lines whatever stands between them, measured in the PDF."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pdfplumber
import pytest

from gbdoc.doctor import pdf_possible
from gbdoc.model import Fonts
from gbdoc.source import Sources
from gbdoc.write.formula import svg
from gbdoc.write.html import load_templates, paper_style
from gbdoc.write.pdf.engine import engine

TEMPLATES = load_templates(Path(__file__).parents[1] / "templates")
HEAD = '<!DOCTYPE html><html lang="zh-CN"><title>x</title><style>:root{--running-head:"x"}</style><body class="body">'
HALF = 7.8  # points: half a line of 15.6
TABLE = '<div class="table"><table><tr style="height:{}pt"><td>格</td></tr></table></div>'
FORMULA = (
    '<div class="formula"><span class="side"></span><span class="display" style="line-height:{}pt">S</span><span class="side"></span></div>'
)
FIGURE = '<figure class="figure"><div style="height:{}pt"></div><figcaption>题</figcaption></figure>'

pytestmark = pytest.mark.skipif(not pdf_possible(), reason="no Pango here")


@cache
def baselines(body: str) -> tuple[dict[str, float], ...]:
    """Of each page: the baseline of each character, in points from the top of the sheet."""
    with engine(Sources({}), Fonts(), paper_style(TEMPLATES)) as press:
        pdf = pdfplumber.open(io.BytesIO(press.lay_out(HEAD + body).write_pdf()))
    return tuple({char["text"]: float(page.height - char["matrix"][5]) for char in page.chars} for page in pdf.pages)


def off_the_grid(first: float, other: float) -> float:
    steps = (other - first) / HALF
    return abs(steps - round(steps)) * HALF


@pytest.mark.parametrize("height", [10, 13, 17.1, 21, 28.9])
@pytest.mark.parametrize("thing", [TABLE, FORMULA, FIGURE], ids=["table", "formula", "figure"])
def test_the_text_goes_on_where_the_grid_is(thing: str, height: float) -> None:
    [page] = baselines(f"<p>甲</p>{thing.format(height)}<p>乙</p><p>丙</p>")
    assert off_the_grid(page["甲"], page["乙"]) < 0.1
    assert page["丙"] - page["乙"] == pytest.approx(15.6, abs=0.1)


def test_a_formula_stays_in_the_middle() -> None:
    sides = set()
    for height in (20, 23, 26, 29):
        [page] = baselines(f"<p>甲</p>{FORMULA.format(height)}<p>乙</p>")
        sides.add(round((page["S"] - page["甲"]) - (page["乙"] - page["S"]), 1))
    assert max(sides) - min(sides) <= 0.2


def test_the_space_above_a_table_is_kept() -> None:
    gaps = {round(page["格"] - page["甲"], 1) for height in (20, 40) for page in baselines(f"<p>甲</p>{TABLE.format(height)}<p>乙</p>")}
    assert max(gaps) - min(gaps) == pytest.approx(10, abs=0.2)  # half of what the row is higher


def test_pages_that_are_full_do_not_run_over() -> None:
    body = "".join(f"<p>文</p>{TABLE.format(20 + k % 7)}" for k in range(60)) + "<p>末</p>"
    pages = baselines(body)
    assert len(pages) > 3
    for page in pages:
        text = {character: y for character, y in page.items() if character not in "x0123456789"}
        assert max(text.values()) < (297 - 26) / 25.4 * 72 + HALF / 2


def test_an_unbroken_text_is_not_moved() -> None:
    [page] = baselines("<h2>章</h2><p>甲</p><h3>条</h3><p>乙</p>")
    assert page["甲"] - page["章"] == pytest.approx(31.2, abs=0.1)
    assert page["乙"] - page["条"] == pytest.approx(23.4, abs=0.1)


@pytest.mark.parametrize(
    "thing", ["<h3>题</h3>", TABLE.format(20).replace("格", "题"), FIGURE.format(20)], ids=["heading", "table", "figure"]
)
def test_nothing_is_left_blank_above_what_begins_a_page(thing: str) -> None:
    filled = "".join("<p>文</p>" for _ in range(43))
    above = '<div style="margin-top:-15.6pt">' if "figure" in thing else '<div style="margin-top:-7.8pt">'
    first, second = baselines(f"<section>{filled}</section><section><div>{thing}<p>末</p></div></section>")
    [bare] = baselines(f"<section>{above}{thing}<p>末</p></div></section>")
    assert "题" not in first
    assert second["题"] == pytest.approx(bare["题"], abs=0.1)


def test_no_text_stands_on_the_footnotes() -> None:
    """And each footnote stands on the page of its mark."""
    noted = '<p>文<sup>号</sup><span class="footnote"><span class="paragraph">注</span></span></p>'
    body = "".join(noted if line % 4 == 0 else "<p>文</p>" for line in range(150))
    with engine(Sources({}), Fonts(), paper_style(TEMPLATES)) as press:
        pdf = pdfplumber.open(io.BytesIO(press.lay_out(HEAD + body).write_pdf()))
    assert len(pdf.pages) > 3
    for page in pdf.pages:
        places = {text: [char["bottom"] for char in page.chars if char["text"] == text] for text in "文号注"}
        assert len(places["号"]) == len(places["注"]) > 0
        assert max(places["文"]) < min(places["注"]) - 9


def test_a_formula_in_a_line_stands_on_its_base_line() -> None:
    body = f"<p>文{svg('m', False)}</p>"
    with engine(Sources({}), Fonts(), paper_style(TEMPLATES)) as press:
        page = pdfplumber.open(io.BytesIO(press.lay_out(HEAD + body).write_pdf())).pages[0]
    [baseline] = [page.height - char["matrix"][5] for char in page.chars if char["text"] == "文"]
    assert max(curve["bottom"] for curve in page.curves) == pytest.approx(baseline, abs=0.3)


def test_what_fits_is_not_sent_to_the_next_page_for_a_rest_of_half_a_line() -> None:
    first = baselines("".join("<p>文</p>" for _ in range(38)) + TABLE.format(71))[0]
    assert "格" in first
