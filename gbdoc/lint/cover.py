"""6.1 and 8.1 of GB/T 1.1—2020: the name of the document and what the cover carries."""

from __future__ import annotations
