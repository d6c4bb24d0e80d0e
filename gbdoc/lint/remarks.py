"""9.1, 9.10 to 9.12 of GB/T 1.1—2020: notes, examples, footnotes and informative annexes hold no provisions."""

from __future__ import annotations
