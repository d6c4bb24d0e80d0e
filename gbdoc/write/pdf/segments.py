"""Segments of a document, each laid out by itself, and their pages in a row with their numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from weasyprint.document import Page

from gbdoc.write.html import Segment
from gbdoc.write.pdf import walk
from gbdoc.write.pdf.bars import draw_bars
from gbdoc.write.pdf.continued import show_continued
from gbdoc.write.pdf.engine import Engine
from gbdoc.write.pdf.frames import draw_lines
from gbdoc.write.pdf.justify import justify
from gbdoc.write.pdf.leaders import join_dots
from gbdoc.write.pdf.merged import mend_tables

_ATTEMPTS = 3  # at laying out 目次, whose length moves the pages that it lists
LISTED = "改动-"  # before the page numbers of the list of changes; redline-page.css prints it
_LINES = 38  # of 目次 on a page, more or less
_NUMERALS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
BLANK = Segment("blank", '<!DOCTYPE html><html lang="zh-CN"><title></title><body class="cover"></body></html>')


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pages in a row that are numbered on from the first: the cover, the front matter or the text."""

    name: str
    first: int  # number of the first page; odd pages are right-hand ones
    pages: tuple[Any, ...]
    roman: bool
    rendering: Any  # the WeasyPrint Document that the pages are of
    prefix: str = ""  # of the page numbers

    @property
    def after(self) -> int:
        """The number that the page after this stretch would have."""
        return self.first + len(self.pages)

    def number(self, place: int) -> str:
        """What is printed at the foot of a page."""
        number = self.first + place
        return self.prefix + (_roman(number) if self.roman else str(number))


PagesWriter = Callable[[Mapping[str, str]], Segment]  # writes what names pages, which it is given by anchor


def lay_out(segments: Sequence[Segment], contents: PagesWriter, engine: Engine) -> tuple[Stretch, ...]:
    """All pages of a document: cover, 目次, the front matter, and the text, which begins on a right-hand page."""
    return tuple(_on_their_sides([_finished(stretch) for stretch in _stretches(segments, contents, engine)], engine))


def lay_out_redline(segments: Sequence[Segment], contents: PagesWriter, changes: PagesWriter, engine: Engine) -> tuple[Stretch, ...]:
    """All pages of a redline: the list of changes with the pages that they are on, then the document, with bars beside them."""
    stretches = _stretches(segments, contents, engine)
    listed = replace(_stretch(changes(_page_numbers(stretches)), 1, engine), prefix=LISTED)
    finished = [_finished(stretch) for stretch in (listed, *stretches)]
    for stretch in finished:
        draw_bars(stretch.pages)
    return tuple(_on_their_sides(finished, engine))


def _stretches(segments: Sequence[Segment], contents: PagesWriter, engine: Engine) -> tuple[Stretch, ...]:
    cover = _stretch(segments[0], 1, engine)
    main = list(_in_a_row([segment for segment in segments[1:] if segment.name != "front"], engine))
    front = [segment for segment in segments if segment.name == "front"]
    after = 2 + contents({}).html.count("<li") // _LINES  # a guess, so that 目次 is laid out but once
    for _ in range(_ATTEMPTS):
        before = [_stretch(segment, after, engine, roman=True) for segment in front]
        listed = _stretch(contents(_page_numbers([*before, *main])), 1, engine, roman=True)
        if listed.after == after:
            break
        after = listed.after
    return (cover, listed, *before, *main)


def _finished(stretch: Stretch) -> Stretch:
    """A stretch with all that the paginator leaves undone, and the links and anchors of its pages where they stand then."""
    show_continued(stretch.pages)
    mend_tables(stretch.pages)
    draw_lines(stretch.pages)
    justify(stretch.pages)
    join_dots(stretch.pages)
    return replace(stretch, pages=tuple(Page(page._page_box) for page in stretch.pages))


def _in_a_row(segments: Sequence[Segment], engine: Engine) -> Iterator[Stretch]:
    number = 1
    for segment in segments:
        stretch = _stretch(segment, number, engine)
        yield stretch
        number = stretch.after


def _stretch(segment: Segment, number: int, engine: Engine, roman: bool = False) -> Stretch:
    side = "" if number % 2 else "html{break-before:left}"
    rendering = engine.lay_out(segment.html, f"@page:first{{counter-reset:page {number}}}{side}")
    return Stretch(segment.name, number, tuple(rendering.pages), roman, rendering)


def _page_numbers(stretches: Sequence[Stretch]) -> Mapping[str, str]:
    return {anchor: stretch.number(place) for stretch in reversed(stretches) for place, anchor in walk.anchors(stretch.pages)}


def _on_their_sides(stretches: Sequence[Stretch], engine: Engine) -> Iterator[Stretch]:
    """The stretches with a blank page before each that would else begin on the wrong side of a leaf."""
    sheets = 0
    for stretch in stretches:
        if sheets % 2 == stretch.first % 2:
            yield _stretch(BLANK, sheets + 1, engine)
            sheets += 1
        yield stretch
        sheets += len(stretch.pages)


def _roman(number: int) -> str:
    numeral = ""
    for value, letters in _NUMERALS:
        while number >= value:
            numeral += letters
            number -= value
    return numeral
