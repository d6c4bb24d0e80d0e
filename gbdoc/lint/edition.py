"""What the 2009 edition of GB/T 1.1 asked for and the 2020 edition does not."""

from __future__ import annotations
