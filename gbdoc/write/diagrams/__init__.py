"""Structure diagrams of a standards system as drawings (结构图, GB/T 13016): each box has its code and name.

Solid lines say what belongs to what and what comes after what; dashed ones all other relations.
"""

from __future__ import annotations

from gbdoc.diagram import Diagram, SequenceStructure
from gbdoc.write.diagrams.drawing import Drawing, Place
from gbdoc.write.diagrams.opened import draw_opened
from gbdoc.write.diagrams.sequence import draw_sequence
from gbdoc.write.diagrams.whole import draw_whole

__all__ = ["Drawing", "Place", "draw"]


def draw(diagram: Diagram) -> Drawing:
    """A diagram drawn; its size follows from the widths of its words."""
    if isinstance(diagram, SequenceStructure):
        return draw_sequence(diagram)
    return draw_opened(diagram) if diagram.above else draw_whole(diagram)
