"""5.5.3 and 9.4.2 of GB/T 1.1—2020: matters that have no place in a document, and who complies with what."""

from __future__ import annotations
