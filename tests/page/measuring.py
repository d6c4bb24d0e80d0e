"""What a ruler reads off: sizes, faces, edges and distances. Lengths are points; a measure gives nothing where it has no sense."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from finding import Found, line_over, line_under
from sheet import ASCENT, Line

Value = float | str

PITCH = 15.6

_INDENTED = 90.0  # points; what begins farther in is a word of a formula
_RUNS_ON = 21.0  # points before the edge in which a line ends that goes on
_BEGINS = re.compile(r"\[\d|——|[a-z]\)|\d+\)|注\d?：|示例\d?：|[a-z][^\x00-\x7f]")
_CLOSING = "，。；：、！？）》〉”’】〕"


def size(found: Found) -> set[Value]:
    """Each size of type there is."""
    return {round(glyph.size, 1) for glyph in found.glyphs if glyph.text.strip()}


def face(found: Found) -> set[Value]:
    return {glyph.face for glyph in found.glyphs if glyph.text.strip() and glyph.face}


def left(found: Found) -> Iterator[Value]:
    """How far in from the left edge of the text the words begin."""
    yield found.glyphs[0].left - found.page.left


def right(found: Found) -> Iterator[Value]:
    """How far before the right edge of the text the words end."""
    yield found.page.right - found.glyphs[-1].right


def centre(found: Found) -> Iterator[Value]:
    """How far to the right of the middle of the text the middle of the words is."""
    yield (found.glyphs[0].left + found.glyphs[-1].right) / 2 - found.page.centre


def sheet_left(found: Found) -> Iterator[Value]:
    yield found.glyphs[0].left


def sheet_right(found: Found) -> Iterator[Value]:
    yield found.glyphs[-1].right


def sheet_centre(found: Found) -> Iterator[Value]:
    yield (found.glyphs[0].left + found.glyphs[-1].right) / 2


def top(found: Found) -> Iterator[Value]:
    """The upper edge of the em square, from the top of the sheet."""
    yield found.glyphs[0].baseline - ASCENT * found.glyphs[0].size


def bottom(found: Found) -> Iterator[Value]:
    """The lower edge of the em square, from the top of the sheet."""
    yield found.glyphs[0].baseline + (1 - ASCENT) * found.glyphs[0].size


def span(found: Found) -> Iterator[Value]:
    yield found.glyphs[-1].right - found.glyphs[0].left


def gap(found: Found) -> Iterator[Value]:
    """From the word before to these words."""
    before = [glyph for glyph in found.thing.glyphs if glyph.text.strip() and glyph.left < found.glyphs[0].left]
    yield found.glyphs[0].left - before[-1].right


def step(found: Found) -> Iterator[Value]:
    """From one character to the next."""
    yield from (after.left - before.left for before, after in pairwise(found.glyphs))


def unevenness(found: Found) -> Iterator[Value]:
    """The widest less the narrowest step from one character to the next."""
    steps = [after.left - before.left for before, after in pairwise(found.glyphs)]
    yield max(steps) - min(steps)


# --- measuring words beside other lines -------------------------------------------------------


def next_line(found: Found) -> Line | None:
    """The line on which the paragraph goes on: this one must reach the edge, and no new label or number may follow."""
    edge = _edge(found)
    nearest = line_under(found)
    if nearest is None or found.thing.right < edge - _RUNS_ON or found.thing.text[-1] in "。；：":
        return None
    if _BEGINS.match(nearest.text):
        return None
    near = nearest.baseline - found.thing.baseline < 1.3 * PITCH and abs(nearest.glyphs[0].size - found.thing.glyphs[-1].size) < 0.2
    return nearest if near else None


def _edge(found: Found) -> float:
    """Where the lines of a paragraph end: at the edge of the text, or of the cell."""
    if found.thing.region not in ("table", "frame"):
        return found.page.right
    middle = found.thing.baseline - 3
    walls = [rule.place for rule in found.page.upright if rule.start < middle < rule.end and rule.place > found.thing.right - 3]
    return min(walls, default=found.page.right)


def pitch(found: Found) -> Iterator[Value]:
    """To the base line on which the paragraph goes on."""
    after = next_line(found)
    if after:
        yield after.baseline - found.thing.baseline


def own_left(found: Found) -> Iterator[Value]:
    """How far in from the left edge of the text the words begin, were they of 10.5 points."""
    yield (found.glyphs[0].left - found.page.left) / found.glyphs[0].size * 10.5


def wrapped(found: Found) -> Iterator[Value]:
    """How far in from the left edge of the text the paragraph goes on."""
    after = next_line(found)
    if after:
        yield after.left - found.page.left


def wrapped_beside(found: Found) -> Iterator[Value]:
    """How far to the right of the words' beginning the paragraph goes on."""
    after = next_line(found)
    if after:
        yield after.left - found.glyphs[0].left


def indent_below(found: Found) -> Iterator[Value]:
    """How far in the paragraph below begins, when a paragraph of the text is below."""
    after = line_under(found)
    if after and after.is_text and not re.match(r"\d|——|[a-z]\)|[A-Z]\.\d|[注图表]|\[|·|式中", after.text):
        yield after.left - found.page.left


def text_over(found: Found) -> Iterator[Value]:
    """From the base line of running text above."""
    before = line_over(found)
    if before and before.is_text:
        yield found.thing.baseline - before.baseline


def text_under(found: Found) -> Iterator[Value]:
    """To the base line of running text below."""
    after = line_under(found)
    if after and after.is_text:
        yield after.baseline - found.thing.baseline


def any_over(found: Found) -> Iterator[Value]:
    before = line_over(found)
    if before:
        yield found.thing.baseline - before.baseline


def any_under(found: Found) -> Iterator[Value]:
    after = line_under(found)
    if after:
        yield after.baseline - found.thing.baseline


def frame_under(found: Found) -> Iterator[Value]:
    """To the upper rule of a table right below."""
    tops = [frame.top for frame in found.page.frames if frame.is_table and 0 < frame.top - found.thing.baseline < 2 * PITCH]
    if tops and all(line.baseline > min(tops) or line.baseline <= found.thing.baseline + 1 for line in found.page.lines):
        yield min(tops) - found.thing.baseline


def from_frame(found: Found) -> Iterator[Value]:
    """How far in from the left rule of the table the words begin."""
    first_glyph = found.glyphs[0]
    holding = [frame for frame in found.page.frames if frame.holds(first_glyph.left, first_glyph.baseline)]
    yield from (first_glyph.left - frame.left - min(rule.thickness for rule in frame.upright[:1]) for frame in holding)


def from_cell(found: Found) -> Iterator[Value]:
    """How far to the right of the middle of the cell the middle of the words is."""
    middle = found.thing.baseline - 3
    walls = [rule.place for rule in found.page.upright if rule.start < middle < rule.end]
    before = max((x for x in walls if x < found.thing.left), default=None)
    after = min((x for x in walls if x > found.thing.right), default=None)
    if before and after:
        yield (found.thing.left + found.thing.right) / 2 - (before + after) / 2


# --- measuring rules, frames and pages --------------------------------------------------------


def thickness(found: Found) -> Iterator[Value]:
    yield found.thing.thickness


def start(found: Found) -> Iterator[Value]:
    yield found.thing.start


def end(found: Found) -> Iterator[Value]:
    yield found.thing.end


def place(found: Found) -> Iterator[Value]:
    yield found.thing.place


def length(found: Found) -> Iterator[Value]:
    yield found.thing.length


def inset(found: Found) -> Iterator[Value]:
    """How far in from the left edge of the text a rule begins."""
    yield found.thing.start - found.page.left


def middle(found: Found) -> Iterator[Value]:
    yield (found.thing.start + found.thing.end) / 2 - found.page.centre


def width(found: Found) -> Iterator[Value]:
    yield found.page.width


def height(found: Found) -> Iterator[Value]:
    yield found.page.height


def first_top(found: Found) -> Iterator[Value]:
    """The upper edge of the first line's em square."""
    lines = [line for line in found.page.lines if line.region == "text"]
    if lines and lines[0].is_text:
        yield lines[0].baseline - ASCENT * lines[0].glyphs[0].size


def grid(found: Found) -> Iterator[Value]:
    """How far each line of text is off the half lines counted from the first."""
    lines = [line.baseline for line in found.page.lines if line.is_text and line.left - found.page.left < _INDENTED]
    for baseline in lines[1:]:
        distance = baseline - lines[0]
        yield distance - PITCH / 2 * round(distance / (PITCH / 2))


def ragged(found: Found) -> Iterator[Value]:
    """How many in a hundred of the lines that go on do not end at the edge, a closing mark's blank half not counted."""
    lines = [line for line in found.page.lines if line.is_text and next_line(Found(found.page, line, line.glyphs))]
    short = [line for line in lines if not _flush(line, found.page.right)]
    if lines:
        yield 100 * len(short) / len(lines)


def _flush(line: Line, edge: float) -> bool:
    slack = edge - line.right
    half = line.glyphs[-1].size / 2 if line.glyphs[-1].text in _CLOSING else 0.0
    return abs(slack) < 0.3 or abs(slack + half) < 0.3
