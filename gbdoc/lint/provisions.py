"""9.4.2 and annex C of GB/T 1.1—2020: modal verbs, and the words that may not stand for them."""

from __future__ import annotations
