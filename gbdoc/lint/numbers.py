"""9.4.4 and 9.4.5 of GB/T 1.1—2020: numbers, ranges, tolerances, dimensions."""

from __future__ import annotations
