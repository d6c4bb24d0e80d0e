"""What each element of our markup is in a tagged PDF: the structure types of PDF 1.7, 14.8.4."""

from __future__ import annotations

from typing import Any

from gbdoc.write.typography import drawn

SVG = "{http://www.w3.org/2000/svg}"
TITLE = "Title"  # the document's name; PDF 1.7 has no type for it
KNOWN_AS = {TITLE: "P"}  # types of ours, and the standard ones that they stand for

_TAGS = {
    "section": "Sect", "header": "Sect", "h1": TITLE, "p": "P", "ol": "L", "ul": "L", "dl": "L", "li": "LI", "dt": "Lbl", "dd": "LBody",
    "table": "Table", "thead": "THead", "tbody": "TBody", "tr": "TR", "th": "TH", "td": "TD", "figure": "Div", "figcaption": "Caption",
    "img": "Figure", f"{SVG}svg": "Formula", "a": "Link", "code": "Code",
    "ins": "Span", "del": "Span",
}  # fmt: skip
_CLASSES = {
    "body.contents": "Sect", "div.divisions": "TOC", "div.figures": "TOC", "div.tables": "TOC", "section.index": "Index", "p.name": TITLE,
    "div.note": "Note", "div.footnote": "Note", "span.footnote": "Note", "span.paragraph": "P", "div.formula": "P", "div.term": "Sect",
    "body.changes": "Sect", "div.references": "L", "tr.caption": "P", "tr.unit": "P", f"{SVG}svg.letters": "Figure",
}  # fmt: skip
_WITHIN = {
    ("TOC", "L"): "", ("TOC", "LI"): "TOCI", ("TOCI", "L"): "TOC",
    ("L", "P"): "LI", ("L", ""): "LI",  # a listed document, a symbol and its explanation
    ("P", "TH"): "",  # the one cell of a caption's row
}  # fmt: skip
_LISTS = {"letter": "LowerAlpha", "digit": "Decimal", "references": "Decimal"}


def role(element: Any, within: str) -> str:
    """The structure type of an element inside one of another type; nothing where it has no meaning of its own."""
    if element.tag == f"{SVG}svg" and not alternative(element):
        return ""  # an ornament
    kind = _heading(element) or _of_class(element) or _TAGS.get(element.tag, "")
    kind = _WITHIN.get((within, kind), kind)
    return "Span" if not kind and element.get("lang") and element.tag != "html" else kind


def _heading(element: Any) -> str:
    """H1 for a chapter, which is an `<h2>`: the six levels of 章 and 条 are just the six that there are."""
    tag = element.tag
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "23456":
        return f"H{min(number(element, 'aria-level', int(tag[1])) - 1, 6)}"
    return ""


def _of_class(element: Any) -> str:
    return next((found for name in classes(element) if (found := _CLASSES.get(f"{element.tag}.{name}"))), "")


def classes(element: Any) -> list[str]:
    return element.get("class", "").split()  # type: ignore[no-any-return]


def is_label(element: Any) -> bool:
    """Whether an element may be the label of what it begins: a list item, a note, a listed document."""
    return element.tag == "span" and not {"label", "number"}.isdisjoint(classes(element))


def is_footnote_mark(element: Any) -> bool:
    return element.get("role") == "doc-noteref"  # type: ignore[no-any-return]


def number(element: Any, name: str, usual: int) -> int:
    """A number that an element gives, which is at least 1; the usual one where it gives none."""
    given = element.get(name, "")
    return max(int(given), 1) if given.isdecimal() else usual


def numbering(element: Any) -> str:
    """How the items of a list are numbered; None is the name for no way."""
    return next((found for name in classes(element) if (found := _LISTS.get(name))), "None")


def decoration(element: Any) -> str:
    """How the words of an element are set off in a redline: Underline, LineThrough, or nothing."""
    return _DECORATIONS.get(element.tag) or _DECORATIONS.get(element.get("data-mark", ""), "")


_DECORATIONS = {"ins": "Underline", "inserted": "Underline", "del": "LineThrough", "deleted": "LineThrough"}


def alternative(element: Any) -> str:
    """The words that stand for a picture; for a formula its LaTeX; nothing where an author gave none."""
    return words(element.get("alt") or element.findtext(f"{SVG}title", ""))


def words(text: str) -> str:
    """Words as they are heard, every gap a space."""
    return " ".join(drawn(text).split())
