"""8.6 and 9.5 of GB/T 1.1—2020: references inside the document and to others."""

from __future__ import annotations
