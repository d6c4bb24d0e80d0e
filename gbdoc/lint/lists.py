"""7.5 of GB/T 1.1—2020: lists."""

from __future__ import annotations
