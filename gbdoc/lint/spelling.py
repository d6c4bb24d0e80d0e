"""9.4.1 of GB/T 1.1—2020: characters and words."""

from __future__ import annotations
