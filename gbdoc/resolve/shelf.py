"""The Shelf: what documents may know of each other, their metadata and their labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from gbdoc.model import Metadata
from gbdoc.number import Labels


@dataclass(frozen=True, slots=True)
class ShelfEntry:
    """What other documents may know of one of ours."""

    metadata: Metadata
    labels: Labels


Shelf: TypeAlias = Mapping[str, ShelfEntry]
