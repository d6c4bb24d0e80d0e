"""Measures of tables, of formulas and of the lists under them: what stands between rules or beside drawings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from drawn import Frame, Rule
from finding import Finder, Found
from measuring import PITCH, Value, next_line
from sheet import Line, Page

_NUMBER = re.compile(r"\d+(\.\d+)?|\d+～\d+|—")


def unaccompanied(find: Finder) -> Finder:
    """What is found on lines that begin with no drawing: not the symbols of a formula."""
    return lambda pages: [found for found in find(pages) if not _drawn_before(found.page, found.thing)]


def accompanied(find: Finder) -> Finder:
    return lambda pages: [found for found in find(pages) if _drawn_before(found.page, found.thing)]


def _drawn_before(page: Page, line: Line) -> bool:
    return any(top < line.baseline and line.baseline - 9 < bottom and right <= line.left + 1 for _, top, right, bottom in page.drawings)


# --- rules of a table ------------------------------------------------------------------------


def has_closing(frame: Frame) -> bool:
    """Whether the last cell is as wide as the table."""
    return frame.is_table and not any(rule.end > frame.whole[-2].place + 4 for rule in _inner(frame))


def _inner(frame: Frame) -> tuple[Rule, ...]:
    return tuple(rule for rule in frame.upright if frame.left + 3 < rule.place < frame.right - 3)


def top_rule(found: Found) -> Iterator[Value]:
    yield found.thing.flat[0].thickness


def bottom_rule(found: Found) -> Iterator[Value]:
    yield found.thing.flat[-1].thickness


def head_rule(found: Found) -> Iterator[Value]:
    """The rule under the head."""
    yield found.thing.whole[1].thickness


def closing_rule(found: Found) -> Iterator[Value]:
    """The rule above the cell of paragraphs, notes and footnotes."""
    yield found.thing.whole[-2].thickness


def side_rules(found: Found) -> Iterator[Value]:
    inner = _inner(found.thing)
    yield from (rule.thickness for rule in found.thing.upright if rule not in inner)


def inner_flat(found: Found) -> Iterator[Value]:
    frame = found.thing
    thick = {frame.whole[0], frame.whole[1], frame.whole[-1], *([frame.whole[-2]] if has_closing(frame) else [])}
    yield from (rule.thickness for rule in frame.flat if rule not in thick)


def inner_upright(found: Found) -> Iterator[Value]:
    yield from (rule.thickness for rule in _inner(found.thing))


def edge_left(found: Found) -> Iterator[Value]:
    """How far in from the left edge of the text the frame begins."""
    yield found.thing.left - found.page.left


def edge_right(found: Found) -> Iterator[Value]:
    yield found.page.right - found.thing.right


def all_rules(found: Found) -> Iterator[Value]:
    yield from (rule.thickness for rule in (*found.thing.flat, *found.thing.upright))


def text_after(found: Found) -> Iterator[Value]:
    """From the lower rule to the base line of the running text below."""
    below = [line for line in found.page.lines if line.baseline > found.thing.bottom and line.region == "text"]
    nearest = min(below, key=lambda line: line.baseline, default=None)
    if nearest and nearest.is_text:
        yield nearest.baseline - found.thing.bottom


def in_head(find: Finder) -> Finder:
    """What is found between the upper two of a table's rules from edge to edge."""
    return lambda pages: [found for found in find(pages) if any(_heads(frame, found) for frame in found.page.frames if frame.is_table)]


def _heads(frame: Frame, found: Found) -> bool:
    return frame.whole[0].place < found.thing.baseline < frame.whole[1].place and frame.holds(found.thing.left, found.thing.baseline)


# --- words of a table ------------------------------------------------------------------------


def cell_indent(found: Found) -> Iterator[Value]:
    """How far the first line of a paragraph is in from its second."""
    after = next_line(found)
    if after:
        yield found.thing.left - after.left


def decimal_point(found: Found) -> Iterator[Value]:
    """How far the decimal points of a column stand apart."""
    for lines in _number_columns(found).values():
        points = [line.glyphs[line.text.index(".")].left for line in lines if "." in line.text]
        yield from (point - points[0] for point in points[1:])


def numbers_middle(found: Found) -> Iterator[Value]:
    """How far to the right of the middle of its column a column of numbers stands."""
    for (before, after), lines in _number_columns(found).items():
        yield (min(line.left for line in lines) + max(line.right for line in lines)) / 2 - (before + after) / 2


def _number_columns(found: Found) -> dict[tuple[float, float], list[Line]]:
    """The lines of each column that holds but numbers below the head, by the rules on either side."""
    columns: dict[tuple[float, float], list[Line]] = defaultdict(list)
    for line in found.page.lines:
        if found.thing.whole[1].place < line.baseline and found.thing.holds(line.left, line.baseline):
            columns[_walls(found.thing, line)].append(line)
    return {
        walls: lines for walls, lines in columns.items() if all(_NUMBER.fullmatch(line.text) for line in lines) and not _are_codes(lines)
    }


def _are_codes(lines: list[Line]) -> bool:
    """Whether these are codes of standards in a system, such as 101.008, and no numbers."""
    return all(re.fullmatch(r"\d{3}\.\d{3}", line.text) for line in lines)


def _walls(frame: Frame, line: Line) -> tuple[float, float]:
    crossing = [rule.place for rule in frame.upright if rule.start < line.baseline - 3 < rule.end]
    return max((x for x in crossing if x < line.left), default=frame.left), min((x for x in crossing if x > line.left), default=frame.right)


# --- formulas --------------------------------------------------------------------------------


def formula_middle(found: Found) -> Iterator[Value]:
    """How far to the right of the middle of the text the middle of a formula is, found by its number."""
    boxes = [box for box in found.page.drawings if box[1] - 12 < found.thing.baseline - 4 < box[3] + 12]
    boxes = [box for box in boxes if box[0] < found.thing.left]
    yield (min(box[0] for box in boxes) + max(box[2] for box in boxes)) / 2 - found.page.centre


def dash_after_dash(found: Found) -> Iterator[Value]:
    """How far to the right of the dash above this dash stands."""
    above = [line for line in found.page.lines if "——" in line.text[:12] and 0 < found.thing.baseline - line.baseline < 3.5 * PITCH]
    before = max((line for line in above if _drawn_before(found.page, line)), key=lambda line: line.baseline, default=None)
    if before:
        yield found.glyphs[0].left - before.glyphs[before.text.index("——")].left


def symbol_left(found: Found) -> Iterator[Value]:
    """How far in from the left edge of the text the symbol of an explanation is drawn."""
    boxes = [box for box in found.page.drawings if box[1] < found.thing.baseline and found.thing.baseline - 9 < box[3]]
    yield min(box[0] for box in boxes if box[2] <= found.thing.left + 1) - found.page.left


def widest_gap(found: Found) -> Iterator[Value]:
    """The widest gap in a leader, and between it and what it leads to."""
    gaps = [after.left - before.right for before, after in pairwise(found.glyphs)]
    yield max(gaps)
