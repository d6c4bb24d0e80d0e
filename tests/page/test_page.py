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
