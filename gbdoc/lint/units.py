"""9.4.4 and 10.4.6 of GB/T 1.1—2020: units and their symbols."""

from __future__ import annotations
