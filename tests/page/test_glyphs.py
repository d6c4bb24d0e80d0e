"""What is drawn for each character, beside the font's own drawing: a sliced font prints wrong characters whose text is right."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from gbdoc.doctor import FONTS, pdf_possible
from gbdoc.model import Fonts
from gbdoc.source import Sources
from gbdoc.write.pdf.engine import engine

pytestmark = pytest.mark.skipif(not pdf_possible(), reason="no Pango here")

FAMILIES = {"GBDoc Serif": "GBDocSerif-Regular.otf", "GBDoc Sans": "GBDocSans-Regular.otf"}
SYMBOLS = "GBDocSymbols-Regular.ttf"  # for what a family lacks
SIGNS = (
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    "℃‰％%±×÷≤≥≠≈∞∑√∫∝∠⊥∥°′″—…～·•、。，；：？！《》〈〉（）()〔〕[]【】“”‘’+−-=/\\#*&@<>"
    "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ①②③④⑤⑥⑦⑧⑨⑩αβγδεθλμπρστφωΔΣΦΨΩ²³⁰⁴⁵⁶⁻₀₁₂₃₄₅㎡㎏㎜㎝㎞→←↑↓○●□■△▲★"
)
HANZI = (
    "的标准和系应数体理用分市管城据码时部息信件规与定评行价设合务指级一智代为类方不子案慧符成术间全个共通"
    "单或目内网有统核第实置平表字项施条中录处识对结技服计查位于台交安层地等格性构能现在基编容国区别运明发"
    "见示卷由护度公家工要记期上化本求及次出日元同得法则业型复建接事象按算并年供程列号维重各值础集换限架其"
    "备品产作划更域制政效以展后待组下宜之入任名已大可范立权联环完序称知关享段量果率源文主监线参模采归面人"
    "检责细总框式报新相动生确小问注题态保频使影写社缺整未道包综续进感变版物少到提清份视每括所响机消水盖损"
    "无状调例心起测收语他持口流失给资外办移审质协属扩比来熟互适路开考南自员节引修向布空析围草说过存警常派"
    "遣致了多是验领软融改境告取破放加停车异井除绩力络补回反前否约两图像会督端边照巡功县跨低垃圾经满积判点"
    "终证恢众填好原均传电馈含必选界输防栏退止只意连商场抽试支织述至形热海三唯色配广月顺绿依导活较步占角增"
    "附土士未末日曰己已巳人入干千王玉大太犬戊戌戍天夭睛晴折拆侯候徽微氽汆"
)
CHARACTERS = "".join(dict.fromkeys(SIGNS + HANZI))

SIZE, CELL, ROW = 32, 44, 28  # points or pixels: of a character, of the square it stands in; characters in a row
ABOVE = 36  # of the square, above the base line
ALIKE = 0.2  # how much of the ink may be drawn otherwise, at the edges


@pytest.mark.parametrize("family", FAMILIES)
def test_no_glyph_is_taken_for_another(family: str) -> None:
    drawn, own = printed(family), {character: drawing(family, character) for character in CHARACTERS}
    assert drawn.keys() == own.keys()
    nearest = {one: min(own, key=lambda other: unlike(ink, own[other])) for one, ink in drawn.items()}
    assert {one: other for one, other in nearest.items() if one != other} == {}
    outlines = [one for one in drawn if ord(one) in covered(FAMILIES[family])]  # PIL hints those of the symbols
    strange = {one: unlike(drawn[one], own[one]) / own[one].bit_count() for one in outlines}
    assert {one: share for one, share in strange.items() if share > ALIKE} == {}


def test_no_two_characters_look_the_same() -> None:
    own = {character: drawing("GBDoc Serif", character) for character in CHARACTERS}
    twins = [(one, other) for one in own for other in own if one < other and unlike(own[one], own[other]) == 0]
    assert twins == []


def unlike(one: int, other: int) -> int:
    """How many pixels two drawings differ in."""
    return (one ^ other).bit_count()


@cache
def printed(family: str) -> dict[str, int]:
    """The ink of each character on a page, in its square."""
    data = page(family)
    picture = pypdfium2.PdfDocument(data)[0].render(scale=1, grayscale=True).to_pil()
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        chars = pdf.pages[0].chars
        origins = {char["text"]: (char["matrix"][4], pdf.pages[0].height - char["matrix"][5]) for char in chars}
    squares = {character: (round(x) - 4, round(y) - ABOVE) for character, (x, y) in origins.items()}
    return {character: bits(picture.crop((x, y, x + CELL, y + CELL))) for character, (x, y) in squares.items()}


def page(family: str) -> bytes:
    cells = "".join(
        f'<b style="left:{place % ROW * CELL + 8}pt;top:{place // ROW * CELL + 8}pt">{escaped(character)}</b>'
        for place, character in enumerate(CHARACTERS)
    )
    style = f"@page{{size:{ROW * CELL + 16}pt;margin:0}}b{{position:absolute;font:normal {SIZE}pt/{CELL}pt '{family}'}}"
    with engine(Sources({}), Fonts(), style) as press:
        return bytes(press.lay_out(f'<!DOCTYPE html><html lang="zh-CN"><title>x</title><body>{cells}').write_pdf())


def escaped(character: str) -> str:
    return f"&#{ord(character)};"


def drawing(family: str, character: str) -> int:
    """The ink of a character as its font has it, in the same square."""
    image = Image.new("L", (CELL, CELL), 255)
    ImageDraw.Draw(image).text((4, ABOVE), character, font=font(family, character), fill=0, anchor="ls")
    return bits(image)


def font(family: str, character: str) -> Any:
    name = FAMILIES[family] if ord(character) in covered(FAMILIES[family]) else SYMBOLS
    return ImageFont.truetype(str(FONTS / name), SIZE, layout_engine=ImageFont.Layout.BASIC)


@cache
def covered(name: str) -> set[int]:
    return set(TTFont(FONTS / name, lazy=True).getBestCmap())


def bits(image: Any) -> int:
    """A picture as a number, a bit a pixel."""
    return int.from_bytes(image.point(lambda value: 255 if value < 128 else 0).convert("1").tobytes())
