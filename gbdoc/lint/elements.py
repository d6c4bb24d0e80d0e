"""6.2, 8.3 to 8.11 and 9.3 of GB/T 1.1—2020: the elements of a document, and what each may hold."""

from __future__ import annotations
