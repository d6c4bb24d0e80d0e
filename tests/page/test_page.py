"""The printed pages under the ruler: both drafts, a document of every element and hard case, and one that is wrong on purpose."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from expectations import ROWS
from ruler import Reading, absent, read, report
from sheet import read_pages

from gbdoc.doctor import pdf_possible
from gbdoc.load import load
from gbdoc.pipeline import Compiled, compile_library
from gbdoc.source import Sources
from gbdoc.write.html import load_templates
from gbdoc.write.pdf import write_pdf

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent

pytestmark = pytest.mark.skipif(not pdf_possible(), reason="no Pango here")


@cache
def library(folder: Path) -> tuple[Sources, dict[str, Compiled]]:
    sources = load(folder)
    return sources, {done.name: done for done in compile_library(sources)}


def measured(sources: Sources, done: Compiled) -> tuple[Reading, ...]:
    assert done.resolved
    return read(read_pages(write_pdf(done.resolved, load_templates(ROOT / "templates"), sources)), ROWS)


def test_rows_are_many_and_rest_on_something() -> None:
    assert len(ROWS) >= 200
    assert [row.place for row in ROWS if not row.clause] == []


@pytest.mark.parametrize("name", ["general-principles", "urban-management"])
def test_a_draft_is_printed_as_the_standard_asks(name: str) -> None:
    sources, documents = library(ROOT)
    readings = measured(sources, documents[name])
    told = report(readings)
    assert not told, told
    assert len(absent(readings)) < len(ROWS) / 2


def test_every_element_and_hard_case_is_printed_as_the_standard_asks() -> None:
    sources, documents = library(HERE)
    assert documents["stress"].diagnostics == ()
    readings = measured(sources, documents["stress"])
    told = report(readings)
    assert not told, told
    assert absent(readings) == []


RIGHT = "indent: 2em"
WRONG = {
    "indent: 3em": {
        ("paragraph", "left"),
        ("paragraph under a heading", "indent_below"),
        ("list ——, label", "left"),
        ("list ——, text", "left"),
        ("list ——, further lines", "wrapped"),
    },
    "line-pitch: 16pt": {("paragraph", "pitch"), ("lines of text on the grid", "grid")},
    "rule-thick: 0.5pt": {
        ("table frame", "top_rule"),
        ("table frame", "bottom_rule"),
        ("table frame", "side_rules"),
        ("table head", "head_rule"),
    },
}


@cache
def off(override: str) -> set[tuple[str, str]]:
    """The rows that are off when the short document is printed with a measure of its own."""
    files = load(HERE).files
    standard = b"%s\nmeasures: {%s}\n" % (files["short/standard.yaml"], override.encode())
    sources = Sources({**files, "short/standard.yaml": standard})
    [done] = [done for done in compile_library(sources) if done.name == "short"]
    assert done.diagnostics == ()
    return {(reading.row.place, reading.row.measure.__name__) for reading in measured(sources, done) if reading.wrong}


@pytest.mark.parametrize("override", WRONG)
def test_a_wrong_page_is_told_to_be_wrong(override: str) -> None:
    assert off(RIGHT) == set()
    assert off(override) == WRONG[override]
