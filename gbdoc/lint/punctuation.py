"""9.4.1 of GB/T 1.1—2020 with GB/T 15834: punctuation marks and spaces."""

from __future__ import annotations
