"""Leaders, in the boxes of laid-out pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from gbdoc.doctor import pdf_possible
from gbdoc.model import Fonts
from gbdoc.source import Sources
from gbdoc.write.html import load_templates, paper_style
from gbdoc.write.pdf.engine import engine

TEMPLATES = load_templates(Path(__file__).parents[1] / "templates")
LINE = '<body class="contents"><ol><li><a href="#a" data-page="7">范围</a></li></ol>'

pytestmark = pytest.mark.skipif(not pdf_possible(), reason="no Pango here")


def test_the_dots_of_a_leader_are_one_text_as_wide_as_they_were() -> None:
    with engine(Sources({}), Fonts(), paper_style(TEMPLATES)) as press:
        from gbdoc.write.pdf import walk
        from gbdoc.write.pdf.leaders import join_dots

        pages = press.lay_out(f'<!DOCTYPE html><html lang="zh-CN"><title>x</title>{LINE}').pages
        [leader] = [box for _, line in walk.lines(pages[0]) for box in walk.descendants(line) if box.is_leader]
        dots = leader.children
        join_dots(pages)
        [whole] = leader.children
    assert len(dots) > 50
    assert whole.text == "·" * len(dots)
    assert whole.position_x == min(dot.position_x for dot in dots)
    assert whole.width == pytest.approx(max(dot.position_x + dot.width for dot in dots) - whole.position_x)
