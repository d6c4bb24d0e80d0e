"""Resolved documents to PDF: the one door of WeasyPrint, and of the PDF objects below it.

WeasyPrint is imported when a PDF is made, not before.
"""

from __future__ import annotations

from gbdoc.resolve import ResolvedDocument
from gbdoc.source import Sources
from gbdoc.write.formula import svg
from gbdoc.write.html import Templates, overrides, paper_style, write_contents, write_segments
from gbdoc.write.pdf.engine import PdfUnavailable, engine

__all__ = ["PdfUnavailable", "write_pdf"]


def write_pdf(resolved: ResolvedDocument, templates: Templates, sources: Sources, variant: str = "pdf/ua-1") -> bytes:
    """A document as a PDF: cover, 目次 with page numbers, front matter, text, annexes, lists; the same input, the same bytes.

    The variant is pdf/ua-1, or one of PDF/A-2 and PDF/A-3, which are tagged alike. Each of these parts is laid out by itself,
    and the pages are joined. Raises PdfUnavailable where WeasyPrint lacks a library.
    """
    segments = write_segments(resolved, templates, svg)
    metadata = resolved.document.metadata
    with engine(sources, metadata.fonts, f"{paper_style(templates)}{overrides(metadata)}", variant) as press:
        from gbdoc.write.pdf.finish import finisher, join
        from gbdoc.write.pdf.segments import lay_out
        from gbdoc.write.pdf.tags import our_tags

        stretches = lay_out(segments, lambda pages: write_contents(resolved, templates, svg, pages), press)
        document = join(stretches, metadata.issuers)
        with our_tags():
            return bytes(document.write_pdf(finisher=finisher(stretches, variant), pdf_variant=variant, pdf_tags=True))
