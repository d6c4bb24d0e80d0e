"""How like two texts are: the share of their characters, or tokens, that a shortest edit keeps."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Indel


def likeness(old: Sequence[str], new: Sequence[str], cutoff: float = 0.0) -> float:
    """From 0, nothing in common, to 1, equal; 0 where it is below the cutoff."""
    return Indel.normalized_similarity(old, new, score_cutoff=cutoff)
