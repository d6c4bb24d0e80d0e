"""9.6 of GB/T 1.1—2020: annexes."""

from __future__ import annotations
