"""9.7 and 9.8 of GB/T 1.1—2020: figures and tables."""

from __future__ import annotations
