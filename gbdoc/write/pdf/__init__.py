"""Resolved documents to PDF: the one door of WeasyPrint, and of the PDF objects below it.

WeasyPrint is imported when a PDF is made, not before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from gbdoc.change import EARLIER, Redline
from gbdoc.model import Metadata
from gbdoc.resolve import ResolvedDocument
from gbdoc.source import Sources
from gbdoc.write.formula import svg
from gbdoc.write.html import (
    Revision,
    Templates,
    overrides,
    paper_style,
    redline_style,
    write_changes,
    write_contents,
    write_redline_segments,
    write_segments,
)
from gbdoc.write.pdf.engine import Engine, PdfUnavailable, engine
from gbdoc.write.redline.counts import count
from gbdoc.write.redline.selection import Selection, renumbered_within, selected, within
from gbdoc.write.redline.settle import quiet, settled

__all__ = ["PdfUnavailable", "write_pdf", "write_redline_pdf"]

_USUAL = Selection()


def write_pdf(resolved: ResolvedDocument, templates: Templates, sources: Sources, variant: str = "pdf/ua-1") -> bytes:
    """A document as a PDF: cover, 目次 with page numbers, front matter, text, annexes, lists; the same input, the same bytes.

    The variant is pdf/ua-1, or one of PDF/A-2 and PDF/A-3, which are tagged alike. Each of these parts is laid out by itself,
    and the pages are joined. Raises PdfUnavailable where WeasyPrint lacks a library.
    """
    segments = write_segments(resolved, templates, svg)
    metadata = resolved.document.metadata
    style = f"{paper_style(templates)}{overrides(metadata)}"

    def stretches(press: Engine) -> Sequence[Any]:
        from gbdoc.write.pdf.segments import lay_out

        return lay_out(segments, lambda pages: write_contents(resolved, templates, svg, pages), press)

    return _printed(stretches, sources, metadata, style, variant)


def write_redline_pdf(
    redline: Redline, old: Revision, new: Revision, templates: Templates, selection: Selection = _USUAL, variant: str = "pdf/ua-1"
) -> bytes:
    """A redline as a PDF: a list of the changes with the pages that they are on, then the document with its changes marked.

    What the selection does not show is printed as it is now; 目次 is that of the new revision.
    """
    shown = settled(redline, selected(redline.comparison, selection))
    shown = shown if selection.renumbered else quiet(shown)
    counts = count(within(redline.comparison, selection), len(renumbered_within(redline.comparison, selection)))
    names = old.name, new.name
    segments = write_redline_segments(shown, templates, svg)
    metadata = shown.resolved.document.metadata

    def stretches(press: Engine) -> Sequence[Any]:
        from gbdoc.write.pdf.segments import lay_out_redline

        return lay_out_redline(
            segments,
            lambda pages: write_contents(redline.comparison.new, templates, svg, pages),
            lambda pages: write_changes(shown, counts, names, templates, svg, pages),
            press,
        )

    return _printed(stretches, _both(old.sources, new.sources), metadata, redline_style(metadata, names, templates), variant)


def _both(old: Sources, new: Sources) -> Sources:
    """The files of two revisions, those of the old one with a ~ before their path."""
    return Sources({**new.files, **{f"{EARLIER}{path}": data for path, data in old.files.items()}})


def _printed(stretches: Callable[[Engine], Sequence[Any]], sources: Sources, metadata: Metadata, style: str, variant: str) -> bytes:
    """The pages that an engine lays out as one PDF."""
    with engine(sources, metadata.fonts, style, variant) as press:
        from gbdoc.write.pdf.finish import finisher, join
        from gbdoc.write.pdf.tags import our_tags

        laid_out = stretches(press)
        document = join(laid_out, metadata.issuers)
        with our_tags():
            return bytes(document.write_pdf(finisher=finisher(laid_out, variant), pdf_variant=variant, pdf_tags=True))
