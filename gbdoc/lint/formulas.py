"""9.9 of GB/T 1.1—2020: formulas and the explanation of their symbols."""

from __future__ import annotations
