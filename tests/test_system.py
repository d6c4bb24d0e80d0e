"""A standards system: a text that shows it and its system.yaml -> blocks and findings (tests/cases/system); its drawings."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dump
from cases import Case, check, load_cases
from gbdoc.diagnostic import in_order
from gbdoc.diagram import Box, Diagram, HierarchicalStructure, SequenceStructure
from gbdoc.model import Figure, walk
from gbdoc.read.context import Context, Names
from gbdoc.read.data import DataTables
from gbdoc.read.outline import read_chapters
from gbdoc.write.diagrams import draw
from gbdoc.write.diagrams.svg import LETTER, width_of
from library import library, told

SYSTEM = """\
name: 城市标准体系
pattern: '[1-9]\\d{2}'
layers:
  - {code: "1", name: 基础标准体系, subsystems: [{code: "101", name: 术语, content: 术语和符号}, {code: "102", name: 方法}]}
  - code: "4"
    name: 应用标准体系
    sublayers: [{code: "1", name: 基础标准, bound_by: "1"}, {code: "2", name: 通用标准}]
    subsystems:
      - {code: "401", name: 城市管理, adjacent: ["402"], topics: {"1": [网格, 部件, 事项]}}
      - {code: "402", name: 城市交通}
stages: [{name: 规划, codes: ["101"]}, {name: 建设, codes: ["102", "4"]}]
throughout: ["102"]
standards:
  - {entry: "101.002", ref: gbt-37043, related: ["102"]}
  - {entry: "101.001", ref: gb-50449, crucial: true}
  - {entry: 401-1.001, ref: gbt-30428-2}
  - {entry: 401-1.002, ref: gbt-47678-5}
  - {entry: 401-2.001, name: 网格规范, level: local, state: planned, note: 急用}
  - {entry: 401-2.002, document: gp}
"""


@pytest.mark.parametrize("case", load_cases("system"), ids=str)
def test_system(case: Case, request: pytest.FixtureRequest) -> None:
    """The lines before the first `===` are a text of gp; SYSTEM stands for the system.yaml above."""
    sources = library(case.input.replace("SYSTEM\n", SYSTEM))
    tables = DataTables()
    context = Context(sources, "gp", tables)
    chapters = read_chapters("gp/scope.md", Names("body"), context)
    tables.all(context)
    alternatives = [f"图：{figure.alternative}" for figure in walk(chapters, Figure)]
    check(case, "\n".join([*dump.blocks(chapters), *alternatives, *told(in_order(context.diagnostics))]), request)


# --- drawings --------------------------------------------------------------------------------

NAMES = st.text("术语标识与编码ABab 019、（）", min_size=1, max_size=40).filter(lambda text: text.strip() == text)
CODES = st.from_regex(r"[1-9][0-9]{0,2}(-[1-9])?", fullmatch=True)
LEAVES = st.builds(Box, CODES | st.just(""), NAMES)
SHELVES = st.builds(Box, CODES, NAMES, st.lists(LEAVES, max_size=9).map(tuple), st.none() | LEAVES)
OPENED = st.builds(Box, st.just(""), NAMES, st.lists(SHELVES, max_size=5).map(tuple))
SOME = st.lists(LEAVES, max_size=5).map(tuple)
DIAGRAMS = st.builds(HierarchicalStructure, SOME, OPENED, SOME) | st.builds(
    SequenceStructure, st.lists(SHELVES, min_size=1, max_size=5).map(tuple), SOME
)
SVG = "{http://www.w3.org/2000/svg}"


@settings(max_examples=200, deadline=None)
@given(DIAGRAMS)
def test_words_are_inside_one_box_and_off_all_lines(diagram: Diagram) -> None:
    drawing = draw(diagram)
    root = ElementTree.fromstring(drawing.svg)
    frames = [_numbers(frame, "x", "y", "width", "height") for frame in root.iter(f"{SVG}rect")]
    for x, y, w, h in frames:
        assert min(x, y) >= 0
        assert x + w <= drawing.width + 0.1
        assert y + h <= drawing.height + 0.1
    for text in root.iter(f"{SVG}text"):
        x, y = _numbers(text, "x", "y")
        left, right = x - width_of(text.text or "") / 2, x + width_of(text.text or "") / 2
        top, bottom = y - LETTER * 0.88, y + LETTER * 0.12
        assert any(fx <= left and right <= fx + w and fy <= top and bottom <= fy + h for fx, fy, w, h in frames), text.text
        assert not any(first < right and left < last and top < bar < bottom for first, last, bar in _level_lines(root)), text.text


def _numbers(element: ElementTree.Element, *names: str) -> tuple[float, ...]:
    return tuple(float(element.attrib[name]) for name in names)


def _level_lines(root: ElementTree.Element) -> list[tuple[float, float, float]]:
    """The lines drawn after the boxes, which nothing hides: where they begin and end, and their height."""
    drawn = list(root.iter())
    last = max(place for place, element in enumerate(drawn) if element.tag == f"{SVG}rect")
    points = [re.split("[ ,]", element.attrib["points"]) for element in drawn[last:] if element.tag == f"{SVG}polyline"]
    return [(float(first), float(end), float(height)) for first, height, end, _ in points]
