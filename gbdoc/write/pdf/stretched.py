"""A line of text whose gaps are widened when it is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Any

from weasyprint.text.ffi import TO_UNITS, ffi
from weasyprint.text.line_break import Layout

FINE = 1000  # steps to an em: the paginator writes whole thousandths


class Stretched(Layout):  # type: ignore[misc]
    """A laid-out text that adds to the width of glyphs when it is shaped again to be drawn.

    The glyphs themselves are widened: letter-spacing of Pango would cut the text into runs and undo the closing-up of marks.
    """

    def __init__(self, layout: Layout, text: str, size: float, gaps: Mapping[int, int]) -> None:
        """`gaps` says by how many thousandths of an em, which is `size` pixels, the gap after so many characters is widened."""
        self.__dict__.update(layout.__dict__)
        self.text = text
        self._size = size
        self._gaps = gaps

    @property
    def widest(self) -> float:
        """By how many ems its widest gap is widened."""
        return max(self._gaps.values(), default=0) / FINE

    def get_first_line(self) -> tuple[Any, Any]:
        line, index = super().get_first_line()
        unit = self._size * TO_UNITS / FINE
        added = {place: ceil(self._gaps[count] * unit) for count, place in _places(self.text, self._gaps)}
        for item in _items(line):
            _widen(item, added)
        return line, index


def _places(text: str, counts: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Each count of characters with how many bytes these are."""
    bytes_before = characters_before = 0
    for count in counts:
        bytes_before += len(text[characters_before:count].encode())
        characters_before = count
        yield count, bytes_before


def _items(line: Any) -> Iterator[Any]:
    run = line.runs[0]
    while run != ffi.NULL:
        yield run.data
        run = run.next


def _widen(item: Any, added: Mapping[int, int]) -> None:
    """Widen the last glyph of every cluster that ends at such a byte."""
    glyphs, start = item.glyphs, item.item.offset
    begins: Sequence[int] = ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs)
    ends = (*begins[1:], item.item.length)
    for place, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        if end > begin and start + end in added:
            glyphs.glyphs[place].geometry.width += added[start + end]
