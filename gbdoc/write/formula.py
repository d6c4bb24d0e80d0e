"""Formulas for the paper: MathML to SVG. The one door of ziamath."""

from __future__ import annotations

import re
import warnings
import xml.etree.ElementTree as ET
from functools import cache, lru_cache
from html.entities import html5
from typing import Any

from markupsafe import Markup

from gbdoc.latex import mathml

FAMILIES = "'Document serif','GBDoc Serif'"  # of the Chinese words in a formula; all else is drawn as paths
_SIZE = 24  # units of the drawing to an em
_ENTITY = re.compile(r"&(?!lt;|gt;|amp;|quot;)(\w+;)")
_APPLY_FUNCTION = "\u2061"
_LOW_LINE, _BAR = "\u0332", "\u2015"  # math-core's word for an overline, and ziamath's
_VARIATIONS = "\ufe00\ufe01"
_LARGE_OPERATORS = tuple("∑∏∐⋃⋂⋁⋀⨁⨂")
_SIDEWAYS = {"munder": "msub", "mover": "msup", "munderover": "msubsup"}
_WIDE = re.compile(r"[\u2e80-\uffef\U00020000-\U0003ffff]")
_ALIGNMENT = re.compile(r"text-align: *(left|right|center)")
_FONT_ASCENT, _FONT_DESCENT = 0.85, 0.1  # of a Chinese character's ink, in em


@lru_cache(maxsize=4096)
def svg(latex: str, display: bool) -> Markup:
    """A formula as an `<svg>` element that grows with the text, stands on its base line, and has the LaTeX as its title."""
    drawing = _ziamath().Math(_element(latex, display), size=_SIZE, margin=0)
    box = drawing.node.bbox
    root = ET.Element("svg", xmlns="http://www.w3.org/2000/svg")
    root.set("viewBox", " ".join(map(_number, (box.xmin, -box.ymax, box.xmax - box.xmin, box.ymax - box.ymin))))
    size = f"width:{_ems(box.xmax - box.xmin)};height:{_ems(box.ymax - box.ymin)}"
    root.set("style", f"{size};vertical-align:{_ems(box.ymin)}")
    ET.SubElement(root, "title").text = latex
    drawing.node.draw(0, 0, root)
    _simplify(root)
    return Markup(ET.tostring(root, encoding="unicode"))


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _ems(value: float) -> str:
    return f"{value / _SIZE:.4f}em"


def _simplify(root: ET.Element) -> None:
    """Leave out what is so by default: black."""
    for element in root.iter():
        if element.get("fill") == "black":
            del element.attrib["fill"]


# --- MathML as ziamath wants it --------------------------------------------------------------


def _element(latex: str, display: bool) -> ET.Element:
    markup = _ENTITY.sub(lambda entity: html5.get(entity[1], ""), mathml(latex, display=display))
    root = ET.fromstring(markup)
    root.set("displaystyle", "true" if display else "false")
    _adapt(root, display)
    return root


def _adapt(element: ET.Element, display: bool) -> None:
    """Rewrite MathML Core where ziamath reads it otherwise; `display` says whether limits stand above and below here."""
    display = {"true": True, "false": False}.get(element.get("displaystyle", ""), display)
    _adapt_token(element)
    if not display and element.tag in _SIDEWAYS and element[0].text in _LARGE_OPERATORS and element[0].get("movablelimits") != "false":
        element.tag = _SIDEWAYS[element.tag]
    if element.tag == "mtd" and (alignment := _ALIGNMENT.match(element.get("style", ""))):
        element.set("columnalign", alignment[1])
    if element.tag == "mtable" and any("padding-left: 0" in cell.get("style", "") for cell in element.iter("mtd")):
        element.set("columnspacing", "0em 1em")  # aligned: nothing before the sign that the lines are aligned by
    element.attrib.pop("style", None)
    for place, child in enumerate(element):
        if element.tag == "mfrac" or (place > 0 and element.tag.startswith(("msu", "mun", "mov"))):
            child.set("displaystyle", "false")
        _adapt(child, display)


def _adapt_token(element: ET.Element) -> None:
    element.text = text = (element.text or "").strip(_VARIATIONS)
    if (element.tag in ("mi", "mo", "mn") and _WIDE.search(text)) or (element.tag == "mi" and len(text) > 1):
        element.tag = "mtext"  # ziamath pads the words that are left as identifiers
    elif element.tag == "mo" and text == _APPLY_FUNCTION:
        element.tag, element.text = "mspace", ""
        element.set("width", element.get("lspace", "0em"))
    elif element.tag == "mo" and text == _LOW_LINE:
        element.text = _BAR


# --- Chinese words ---------------------------------------------------------------------------


@cache
def _ziamath() -> Any:
    """ziamath, made to draw Chinese in `\\text`, which its own font lacks."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # ziamath finds its font in an old way
        import ziamath
    from ziafont.fonttypes import BBox
    from ziamath.config import config
    from ziamath.drawable import Drawable, Glyph
    from ziamath.nodes.mnumber import Mtext

    config.svg2 = False  # symbols would be shared by their ids, which several formulas on a page would have in common
    config.precision = 2

    class Characters(Drawable):
        """A run of characters, each one em wide, set by the paginator in the font of the text."""

        def __init__(self, text: str, size: float) -> None:
            super().__init__()  # type: ignore[no-untyped-call]
            self.text = text
            self.size = size
            self.bbox = BBox(0, len(text) * size, -_FONT_DESCENT * size, _FONT_ASCENT * size)

        def draw(self, x: float, y: float, svg: ET.Element) -> tuple[float, float]:
            place = {"x": _number(x), "y": _number(y), "font-size": _number(self.size), "font-family": FAMILIES}
            ET.SubElement(svg, "text", place).text = self.text
            return x + self.bbox.xmax, y

    class Words(Mtext, tag="mtext"):
        """`<mtext>`: Chinese as characters, the rest as glyphs."""

        def _setup(self, **kwargs: Any) -> None:
            x = 0.0
            for text in re.findall(rf"{_WIDE.pattern}+|.", self.string.replace("\u00a0", " ")):
                node = Characters(text, self.glyphsize) if _WIDE.match(text) else self._glyph(text, kwargs)
                self.nodes.append(node)
                self.nodexy.append((x, 0))
                x += node.xadvance()
            boxes = [node.bbox for node in self.nodes] or [BBox(0, 0, 0, 0)]
            self.bbox = BBox(0, x, min(box.ymin for box in boxes), max(box.ymax for box in boxes))

        def _glyph(self, character: str, kwargs: Any) -> Any:
            return Glyph(self.font.findglyph(character, self.style.mathvariant), character, self.glyphsize, self.style, **kwargs)

    return ziamath
