"""The last touches to a PDF: one link a link, page labels, links to our other documents, what a link says to those who hear it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pydyf

from gbdoc.write.pdf.archive import make_archivable
from gbdoc.write.pdf.roles import words
from gbdoc.write.pdf.segments import BLANK, Stretch

SIBLING = "sibling:"  # begins the address of another document of ours in the markup


def join(stretches: Sequence[Stretch], authors: Sequence[str]) -> Any:
    """The pages of all stretches as one WeasyPrint Document."""
    pages = [page for stretch in stretches for page in stretch.pages]
    for page in pages:
        page.links = [link for link in page.links if link[3].link]  # and none for each box inside a link
        page.bookmarks = [(level, words(title), *rest) for level, title, *rest in page.bookmarks]
    document = stretches[0].rendering.copy(pages)
    document.metadata.authors = list(authors)
    return document


def finisher(stretches: Sequence[Stretch], variant: str) -> Callable[[Any, Any], None]:
    """What WeasyPrint calls with the document and the PDF before it is written."""

    def finish(document: Any, pdf: Any) -> None:
        for page in document.pages:
            for kind, target, _, box in page.links:
                if annotation := getattr(box, "link_annotation", None):
                    _finish_link(annotation, kind, target, box.element.get("aria-label") or words("".join(box.element.itertext())))
        pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(_page_labels(stretches))})
        pdf.catalog["PageMode"] = "/UseOutlines"
        if variant.startswith("pdf/a"):
            make_archivable(pdf)

    return finish


def _finish_link(annotation: Any, kind: str, target: str, said: str) -> None:
    if said:
        annotation["Contents"] = pydyf.String(said)
    if kind == "external" and target.startswith(SIBLING):
        annotation["A"] = _remote(*target.removeprefix(SIBLING).partition("#"))


def _remote(file: str, _: str, anchor: str) -> Any:
    """The way into another PDF beside this one, to the anchor's destination or else to the first page (ISO 32000-1, 12.6.4.3)."""
    destination = pydyf.String(anchor) if anchor else pydyf.Array([0, "/Fit"])
    return pydyf.Dictionary({"Type": "/Action", "S": "/GoToR", "F": pydyf.String(file), "D": destination})


def _page_labels(stretches: Sequence[Stretch]) -> list[Any]:
    labels: list[Any] = []
    place = 0
    for stretch in stretches:
        labels += (place, _page_label(stretch))
        place += len(stretch.pages)
    return labels


def _page_label(stretch: Stretch) -> Any:
    if stretch.name in ("cover", BLANK.name):
        return pydyf.Dictionary({"P": pydyf.String("封面" if stretch.name == "cover" else "空白页")})
    prefix = {"P": pydyf.String(stretch.prefix)} if stretch.prefix else {}
    return pydyf.Dictionary({**prefix, "S": "/R" if stretch.roman else "/D", "St": stretch.first})
