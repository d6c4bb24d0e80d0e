"""Where a ruler is laid: words that a pattern matches on pages of some kinds, rules, frames, and pages as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from drawn import Frame, Rule
from sheet import Glyph, Line, Page

EVERYWHERE = "contents foreword introduction body annex bibliography index"
TEXT = "foreword introduction body annex"


@dataclass(frozen=True)
class Found:
    """A place on a page: some glyphs of a line, a rule, a frame, or the page as a whole."""

    page: Page
    thing: Any = None  # a Line, Rule or Frame
    glyphs: tuple[Glyph, ...] = ()

    @property
    def words(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)[:16]


Pages = Sequence[Page]
Finder = Callable[[Pages], Iterable[Found]]


def words(pattern: str, kinds: str, region: str = "text") -> Finder:
    """The words of lines that a pattern matches, or its first group; `kinds` are kinds of pages."""
    expression = re.compile(pattern)

    def find(pages: Pages) -> Iterator[Found]:
        for page in pages:
            for line in page.lines if page.kind in kinds.split() else ():
                match = expression.search(line.text) if line.region == region else None
                if match:
                    start, end = _span(line, match)
                    yield Found(page, line, line.glyphs[start:end])

    return find


def _span(line: Line, match: re.Match[str]) -> tuple[int, int]:
    """The places of the glyphs of a match, some glyphs being several characters."""
    start, end = match.span(1 if match.re.groups else 0)
    places = [sum(len(glyph.text) for glyph in line.glyphs[:place]) for place in range(len(line.glyphs))]
    inside = [place for place, offset in enumerate(places) if start <= offset < end]
    return inside[0], inside[-1] + 1


def first(find: Finder) -> Finder:
    """Only the first of what is found on each page."""

    def first_found(pages: Pages) -> Iterator[Found]:
        seen: set[int] = set()
        for found in find(pages):
            if found.page.place not in seen:
                seen.add(found.page.place)
                yield found

    return first_found


def on_pages(find: Finder, wanted: Callable[[Page], bool]) -> Finder:
    """What is found on some pages."""
    return lambda pages: [found for found in find(pages) if wanted(found.page)]


def marked(mark: str, kinds: str, region: str) -> Finder:
    """The lines that a small mark set high stands before, as before a footnote of a table."""

    def find(pages: Pages) -> Iterator[Found]:
        for page in pages:
            marks = [glyph for glyph in page.marks if re.fullmatch(mark, glyph.text)] if page.kind in kinds.split() else []
            lines = [line for line in page.lines if line.region == region and any(_labels(glyph, line) for glyph in marks)]
            yield from (Found(page, line, line.glyphs) for line in lines)

    return find


def mark_of(find: Finder) -> Finder:
    """The marks themselves that stand before what is found."""
    return lambda pages: [Found(found.page, found.thing, _mark(found)) for found in find(pages)]


def _mark(found: Found) -> tuple[Glyph, ...]:
    return tuple(glyph for glyph in found.page.marks if _labels(glyph, found.thing))


def _labels(mark: Glyph, line: Line) -> bool:
    return 0 < line.baseline - mark.baseline < 6 and -0.5 < line.left - mark.right < 12


def under(find: Finder) -> Finder:
    """The lines below what is found, in full."""

    def lower(pages: Pages) -> Iterator[Found]:
        for found in find(pages):
            line = line_under(found)
            if line:
                yield Found(found.page, line, line.glyphs)

    return lower


def between(after: str, until: str, wanted: Callable[[Page], bool]) -> Finder:
    """The lines of the text above the first that `until` matches, and below the last above it that `after` matches."""

    def find(pages: Pages) -> Iterator[Found]:
        for page in filter(wanted, pages):
            lines = [line for line in page.lines if line.region == "text"]
            stop = next((place for place, line in enumerate(lines) if re.search(until, line.text)), 0)
            begin = max((place + 1 for place, line in enumerate(lines[:stop]) if re.search(after, line.text)), default=0)
            yield from (Found(page, line, line.glyphs) for line in lines[begin:stop])

    return find


def after_first(find: Finder) -> Finder:
    """What is found on each page but for the first."""

    def others(pages: Pages) -> list[Found]:
        everything = list(find(pages))
        seen = {id(found) for found in first(lambda _: everything)(pages)}
        return [found for found in everything if id(found) not in seen]

    return others


def sheets(kinds: str) -> Finder:
    """Whole pages, upright."""
    return lambda pages: [Found(page) for page in pages if page.kind in kinds.split() and page.width < page.height]


def landscapes(pages: Pages) -> Iterator[Found]:
    yield from (Found(page) for page in pages if page.width > page.height)


def rules(kinds: str, wanted: Callable[[Page, Rule], bool]) -> Finder:
    """Flat rules outside of frames."""

    def find(pages: Pages) -> Iterator[Found]:
        for page in pages:
            framed = {rule for frame in page.frames for rule in frame.flat}
            for rule in page.flat if page.kind in kinds.split() else ():
                if rule not in framed and wanted(page, rule):
                    yield Found(page, rule)

    return find


def below_text(page: Page, rule: Rule) -> bool:
    return rule.place > max((line.baseline for line in page.lines if line.region in ("text", "table")), default=9999)


def last_page(find: Finder) -> Finder:
    """What is found on the last page that is printed on."""
    return lambda pages: find([page for page in pages if page.lines][-1:])


def frames(wanted: Callable[[Frame], bool]) -> Finder:
    """Tables, each page's piece by itself, or boxes."""
    return lambda pages: [Found(page, frame) for page in pages if page.kind in TEXT.split() for frame in page.frames if wanted(frame)]


# --- neighbours --------------------------------------------------------------------------------


def line_under(found: Found) -> Line | None:
    """The next line below that stands at least partly under these words' line, with no rule between."""
    under = [line for line in found.page.lines if line.baseline > found.thing.baseline + 1 and _meet(line, found.thing)]
    nearest = min(under, key=lambda line: line.baseline, default=None)
    return nearest if nearest and not _ruled(found.page, found.thing, nearest) else None


def line_over(found: Found) -> Line | None:
    over = [line for line in found.page.lines if line.baseline < found.thing.baseline - 1 and _meet(line, found.thing)]
    nearest = max(over, key=lambda line: line.baseline, default=None)
    return nearest if nearest and not _ruled(found.page, nearest, found.thing) else None


def _meet(one: Line, other: Line) -> bool:
    beside = one.region in ("table", "frame") and min(one.right, other.right) < max(one.left, other.left)
    return one.region == other.region and not beside


def _ruled(page: Page, upper: Line, lower: Line) -> bool:
    middle = (max(upper.left, lower.left) + min(upper.right, lower.right)) / 2
    drawn = any(upper.baseline < y < lower.baseline - 5 for _, y, _, _ in page.drawings)
    return drawn or any(upper.baseline < rule.place < lower.baseline and rule.start < middle < rule.end for rule in page.flat)
