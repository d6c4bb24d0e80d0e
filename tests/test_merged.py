"""Cells merged over page breaks, in the boxes of laid-out pages."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from gbdoc.doctor import pdf_possible
from gbdoc.model import Fonts
from gbdoc.source import Sources
from gbdoc.write.html import load_templates, paper_style
from gbdoc.write.pdf.engine import engine

TEMPLATES = load_templates(Path(__file__).parents[1] / "templates")
HEAD = '<!DOCTYPE html><html lang="zh-CN"><title>x</title><style>:root{--running-head:"x"}</style><body class="body">'
LONG = "<br>".join(["长"] * 110)  # more lines than two pages have

pytestmark = pytest.mark.skipif(not pdf_possible(), reason="no Pango here")


@pytest.mark.parametrize(
    "rows", [["一", LONG, "三", "四"], [LONG, "二", "三"], ["一", LONG], ["一", "二", "三"]], ids=["within", "first", "last", "none"]
)
def test_every_part_of_a_table_is_closed_at_its_left(rows: list[str]) -> None:
    """A row that is cut by breaks counts once, however many parts it has."""
    cells = [f'<tr class="tall"><td rowspan="{len(rows)}">合并</td><td>{rows[0]}</td></tr>']
    cells += [f'<tr class="tall"><td>{words}</td></tr>' for words in rows[1:]]
    table = f'<div class="table"><table>{"".join(cells)}<tr><td>末</td><td>末</td></tr></table></div>'
    with engine(Sources({}), Fonts(), paper_style(TEMPLATES)) as press:
        from gbdoc.write.pdf import walk
        from gbdoc.write.pdf.merged import mend_tables

        pages = press.lay_out(HEAD + table).pages
        mend_tables(pages)
        parts = [part for page in pages for part in walk.tables(page)]
        for part in parts:
            covered = sorted(
                (cell.position_y, cell.position_y + cell.border_height())
                for row in walk.rows(part, head=False)
                for cell in row.children
                if cell.position_x == pytest.approx(part.content_box_x(), abs=1)
            )
            bodies = walk.rows(part, head=False)
            assert covered[0][0] == pytest.approx(bodies[0].position_y, abs=1)
            assert covered[-1][1] == pytest.approx(bodies[-1].position_y + bodies[-1].height, abs=1)
            assert all(above[1] == pytest.approx(below[0], abs=1) for above, below in pairwise(covered))
    assert len(parts) == (1 if LONG not in rows else 3)
