"""8.5 of GB/T 1.1—2020: the scope."""

from __future__ import annotations
