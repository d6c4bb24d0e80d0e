"""8.7, 8.8 and 9.4.3 of GB/T 1.1—2020: term entries, symbols, abbreviations and short names."""

from __future__ import annotations
