"""Bars in the left margin beside what is changed in a redline; how a bar is drawn says what became of the block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.background import Background, BackgroundLayer, parse_color

from gbdoc.write.pdf import walk

_MILLIMETRE = 96 / 25.4
_DISTANCE = 3 * _MILLIMETRE  # from the text to the middle of a bar
_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "p")
_NOTHING = parse_color("transparent")
_SQUARE = ((0, 0),) * 4  # corners


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a bar is drawn; lengths in pixels."""

    color: Any
    width: float
    dash: float = 0  # as long as the gaps between dashes; 0 for a line without gaps
    apart: float = 0  # from the middle of one line to the middle of the other, where there are two


# The colours are those of the words in redline-page.css.
_CHANGED = Stroke(parse_color("#444"), 1.2)
_STROKES: Mapping[str, Stroke] = {
    "inserted": Stroke(parse_color("#15468f"), 3),
    "deleted": Stroke(parse_color("#a01c14"), 3, dash=4),
    "moved": Stroke(parse_color("#22643a"), 1.2, apart=3.2),
    "moved-away": Stroke(parse_color("#22643a"), 1.2, dash=2, apart=3.2),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from one height of a page to another."""

    top: float
    bottom: float
    stroke: Stroke


def draw_bars(pages: Iterable[Any]) -> None:
    """Have a bar drawn beside every block, row and heading that is marked; what is inside of another has its own."""
    for page in pages:
        bars: list[Bar] = []
        for bar in _bars(page._page_box):
            bars = [*(rest for other in bars for rest in _beside(other, bar)), bar]
        if bars:
            _draw(page._page_box, tuple(_joined(bars)))


def _bars(page: Any) -> Iterator[Bar]:
    for box in walk.descendants(page):
        state = box.element.get("data-mark") if _is_block(box) else None
        if state and (marked := _marked(box, state)):
            yield Bar(*_extent(marked), _stroke(box, state))


def _is_block(box: Any) -> bool:
    """Whether a box is the one of its element, and no part of a line."""
    if box.element is None or not isinstance(box, boxes.BlockLevelBox | boxes.TableRowBox | boxes.TableCellBox):
        return False
    return "::" not in box.element_tag


def _marked(box: Any, state: str) -> Any | None:
    """What a bar stands beside: of a division that is changed its heading, or the line of its number, if it is on this page."""
    if state != "changed" or (not walk.of_class(box, "clause") and box.element_tag != "section"):
        return box
    return next((child for child in box.children if child.element_tag in _HEADINGS and not child.element.get("data-mark")), None)


def _stroke(box: Any, state: str) -> Stroke:
    """Of a row with a cell that came or went, as of what is changed."""
    return _CHANGED if isinstance(box, boxes.TableCellBox) else _STROKES.get(state, _CHANGED)


def _extent(box: Any) -> tuple[float, float]:
    """From where to where there is something in a box; one that a page break cuts is itself as high as what was left of the page."""
    if isinstance(box, boxes.TableCellBox):
        return box.border_box_y(), box.border_box_y() + box.border_height()
    heights = [(piece.position_y, piece.position_y + piece.height) for piece in walk.descendants(box) if isinstance(piece, _PIECES)]
    return min((top for top, _ in heights), default=0.0), max((bottom for _, bottom in heights), default=0.0)


_PIECES = (boxes.LineBox, boxes.TableRowBox, boxes.BlockReplacedBox)


def _beside(bar: Bar, other: Bar) -> Iterator[Bar]:
    """What is left of a bar above and below another."""
    if other.top > bar.top:
        yield replace(bar, bottom=min(bar.bottom, other.top))
    if other.bottom < bar.bottom:
        yield replace(bar, top=max(bar.top, other.bottom))


def _joined(bars: Iterable[Bar]) -> Iterator[Bar]:
    """Bars that meet and are drawn alike as one, from the top of the page to its foot."""
    last: Bar | None = None
    for bar in sorted(bars, key=lambda bar: bar.top):
        if last and last.stroke == bar.stroke and bar.top <= last.bottom + 1:
            last = replace(last, bottom=max(last.bottom, bar.bottom))
            continue
        if last:
            yield last
        last = bar
    if last:
        yield last


# --- drawing ---------------------------------------------------------------------------------


def _draw(page: Any, bars: tuple[Bar, ...]) -> None:
    """Paint bars as the background of a page."""
    sheet = (0, 0, page.margin_width(), page.margin_height())
    image = _Bars(page.content_box_x() - _DISTANCE, bars)
    layer = BackgroundLayer(image, (1, 1), (0, 0), ("no-repeat", "no-repeat"), True, sheet, (0, 0, 1, 1), [(*sheet, *_SQUARE)])
    page.background = Background(_NOTHING, [layer], page.style)


@dataclass(frozen=True, slots=True)
class _Bars:
    """An image of bars."""

    middle: float
    bars: tuple[Bar, ...]

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:  # noqa: ARG002 - WeasyPrint calls it so
        for bar in self.bars:
            stroke = bar.stroke
            stream.set_color(stroke.color)
            for middle in {self.middle - stroke.apart / 2, self.middle + stroke.apart / 2}:
                for top, bottom in _dashes(bar):
                    stream.rectangle(middle - stroke.width / 2, top, stroke.width, bottom - top)
            stream.fill()


def _dashes(bar: Bar) -> Iterator[tuple[float, float]]:
    """The stretches of a bar that are drawn."""
    length = bar.stroke.dash
    if not length:
        yield bar.top, bar.bottom
        return
    top = bar.top
    while top < bar.bottom:
        yield top, min(top + length, bar.bottom)
        top += 2 * length
