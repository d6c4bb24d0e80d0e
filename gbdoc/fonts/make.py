"""Make the fonts of this folder from Debian's fonts-noto-cjk and fonts-noto-cjk-extra, and from the STIX Two Math of ziamath.

Run it where those packages, fontTools and chws_tool are installed: `python gbdoc/fonts/make.py [FOLDER]`.
The same input gives the same bytes. README.md tells what is in the fonts and why.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from textwrap import wrap
from typing import Any

import chws_tool
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

NOTO = Path("/usr/share/fonts/opentype/noto")
SIMPLIFIED = 2  # the place of the SC face in a Noto collection
MADE = 3_850_000_000  # seconds since 1904: the date that all the fonts carry
VERSION = "1.0"

LATIN = ((0x20, 0x7E), (0xA0, 0x17F), (0x1CD, 0x1DC), (0x2B0, 0x2FF))
GREEK_AND_CYRILLIC = ((0x370, 0x3FF), (0x400, 0x45F))
SYMBOLS = ((0x2000, 0x23FF), (0x2460, 0x257F), (0x25A0, 0x27BF), (0x2E3A, 0x2E3B))
CHINESE = ((0x3000, 0x30FF), (0x3200, 0x33FF), (0x4E00, 0x9FFF), (0xFE10, 0xFE1F), (0xFF00, 0xFFEF))
TEXT = (*LATIN, *GREEK_AND_CYRILLIC, *SYMBOLS, *CHINESE)
LAYOUT_FEATURES = ["ccmp", "halt", "kern", "liga", "mark", "pwid"]

# Spaces that Noto lacks, in thousandths of an em. Thin spaces are a quarter em, the gap of GB/T 1.1 before a unit.
SPACES = {0x2000: 500, 0x2001: 1000, 0x2004: 333, 0x2005: 250, 0x2006: 167, 0x2009: 250, 0x200A: 125, 0x202F: 250}
DASHES = ("—", "——", "———")  # as wide as they have characters, and unbroken: 一字线 and 破折号
SPARE = 0xAC00  # Hangul syllables whose glyphs become spaces
BLANKS = (0x20, 0xA0, *SPACES)  # a run of symbols takes the space after it from the same font

COVERAGE = '''"""Which characters our fonts can print in either text face. Made by make.py."""

from __future__ import annotations

from bisect import bisect_right


def covers(character: str) -> bool:
    """Whether the text faces, or the font of symbols beside them, have a character."""
    place = bisect_right(_FIRSTS, ord(character)) - 1
    return place >= 0 and ord(character) <= _LASTS[place]


_SPANS = (
RANGES
)
_PAIRS = [(int(ends[0], 16), int(ends[-1], 16)) for ends in (span.split("-") for span in _SPANS.split())]
_FIRSTS, _LASTS = [first for first, _ in _PAIRS], [last for _, last in _PAIRS]
'''

# A face for variables in running text: the letters of the formulas.
ITALIC = {
    **{ord("A") + k: 0x1D434 + k for k in range(26)},
    **{ord("a") + k: 0x1D44E + k for k in range(26)},
    ord("h"): 0x210E,
    **{0x391 + k: 0x1D6E2 + k for k in range(25) if k != 17},
    **{0x3B1 + k: 0x1D6FC + k for k in range(25)},
    **{character: character for character in (*range(0x20, 0x41), *range(0x5B, 0x61), *range(0x7B, 0x7F), 0xA0, 0x2032, 0x2212)},
}


@dataclass(frozen=True, slots=True)
class Face:
    """A font of this folder: its file, what it calls itself, and the glyph of U+00B7 where the source's own is a full em wide."""

    file: str
    family: str
    narrow_dot: str = ""


SERIF = Face("GBDocSerif-Regular.otf", "GBDoc Serif")
SANS = Face("GBDocSans-Regular.otf", "GBDoc Sans", "cid00733")  # kW·h wants less than an em
VARIABLES = Face("GBDocVariables-Regular.ttf", "GBDoc Variables")  # a family of its own: fontconfig minds language before style
SYMBOL = Face("GBDocSymbols-Regular.ttf", "GBDoc Symbols")


def main(folder: Path) -> None:
    """Write the four fonts into a folder, and coverage.py beside them."""
    serif = _chinese(NOTO / "NotoSerifCJK-Regular.ttc", SERIF, folder)
    sans = _chinese(NOTO / "NotoSansCJK-Medium.ttc", SANS, folder)
    covered = serif.getBestCmap().keys() & sans.getBestCmap().keys() - set(BLANKS)
    lacking = {character: character for character in _stix().getBestCmap() if character not in covered}
    _from_stix(ITALIC, VARIABLES, serif, folder)
    symbols = _from_stix(lacking, SYMBOL, serif, folder)
    (folder / "coverage.py").write_text(coverage(serif, sans, symbols), encoding="utf-8")


def coverage(serif: TTFont, sans: TTFont, symbols: TTFont) -> str:
    """A module that tells which characters can be printed in either text face, for stages that open no file."""
    characters = (serif.getBestCmap().keys() & sans.getBestCmap().keys()) | symbols.getBestCmap().keys()
    ranges = " ".join(_range(*ends) for ends in _ranges(character for character in sorted(characters) if not _nameless(character)))
    lines = wrap(ranges, 130, break_on_hyphens=False)
    return COVERAGE.replace("RANGES", "\n".join(f'    "{line} "' for line in lines))


def _ranges(characters: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = -1
    for character in characters:
        if character != last + 1:
            if last >= 0:
                yield first, last
            first = character
        last = character
    yield first, last


def _range(first: int, last: int) -> str:
    return f"{first:X}" if first == last else f"{first:X}-{last:X}"


def _nameless(character: int) -> bool:
    """Whether a character has no meaning but in the font that it came from: private use, and the mark of a lost character."""
    return 0xE000 <= character <= 0xF8FF or character == 0xFFFD


def _chinese(source: Path, face: Face, folder: Path) -> TTFont:
    font = TTFont(source, fontNumber=SIMPLIFIED, recalcTimestamp=False)
    characters = [character for first, last in TEXT for character in range(first, last + 1)]
    spares = [SPARE + k for k in range(len(SPACES))]
    _subset(font, [*characters, *spares], [face.narrow_dot] if face.narrow_dot else [])
    _widen_dashes(font)
    _add_spaces(font)
    if face.narrow_dot:
        _map(font, {0xB7: face.narrow_dot})
    _rename(font, face)
    with tempfile.TemporaryDirectory() as temporary:
        plain, spaced = Path(temporary, "plain.otf"), Path(temporary, "spaced.otf")
        font.save(plain)
        if chws_tool.add_chws(plain, spaced) is None:
            raise RuntimeError(f"no chws feature was added to {face.file}")
        font = TTFont(spaced, recalcTimestamp=False)
        font.ensureDecompiled()
    return _save(font, face, folder)


def _subset(font: TTFont, characters: Iterable[int], glyphs: Iterable[str] = ()) -> None:
    options = Options(
        layout_features=LAYOUT_FEATURES,
        hinting=False,
        notdef_outline=True,
        name_IDs=["*"],
        name_languages=["*"],
        drop_tables=["BASE", "GlyphOrder", "VORG", "vhea", "vmtx", "DSIG", "MATH"],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters, glyphs=glyphs)
    subsetter.subset(font)


def _widen_dashes(font: TTFont) -> None:
    """Give the one-, two- and three-em dash their full width, so that 破折号 is two ems, as Chinese typesetting wants."""
    single = font.getBestCmap()[ord("—")]
    ligatures = {len(dashes): glyph for dashes, glyph in _ligatures(font, single)}
    for dashes in DASHES:
        glyph = single if len(dashes) == 1 else ligatures[len(dashes)]
        _stretch(font, glyph, 1000 * len(dashes))


def _ligatures(font: TTFont, first: str) -> Iterable[tuple[tuple[str, ...], str]]:
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for subtable in lookup.SubTable:
            for ligature in getattr(getattr(subtable, "ExtSubTable", subtable), "ligatures", {}).get(first, ()):
                yield (first, *ligature.Component), ligature.LigGlyph


def _stretch(font: TTFont, glyph: str, width: int) -> None:
    charstring, private = _charstring(font, glyph)
    pen = T2CharStringPen(_coded_width(private, width), None)
    font.getGlyphSet()[glyph].draw(TransformPen(pen, (width / font["hmtx"][glyph][0], 0, 0, 1, 0, 0)))
    program = pen.getCharString(private, charstring.globalSubrs).program
    charstring.bytecode, charstring.program = None, program
    font["hmtx"][glyph] = (width, round(font["hmtx"][glyph][1] * width / font["hmtx"][glyph][0]))


def _add_spaces(font: TTFont) -> None:
    characters = font.getBestCmap()
    glyphs = {space: characters[SPARE + k] for k, space in enumerate(SPACES)}
    for space, glyph in glyphs.items():
        charstring, private = _charstring(font, glyph)
        width = _coded_width(private, SPACES[space])
        charstring.bytecode, charstring.program = None, [*([] if width is None else [width]), "endchar"]
        font["hmtx"][glyph] = (SPACES[space], 0)
    _map(font, glyphs)


def _map(font: TTFont, glyphs: Mapping[int, str]) -> None:
    """Show characters with these glyphs; the spare characters are forgotten."""
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            table.cmap = {character: glyph for character, glyph in table.cmap.items() if not _spare(character)} | dict(glyphs)


def _spare(character: int) -> bool:
    return SPARE <= character < SPARE + len(SPACES)


def _charstring(font: TTFont, glyph: str) -> tuple[T2CharString, Any]:
    top = font["CFF "].cff.topDictIndex[0]
    charstring, selector = top.CharStrings.getItemAndSelector(glyph)
    charstring.decompile()
    return charstring, top.FDArray[selector].Private


def _coded_width(private: Any, width: int) -> int | None:
    """The width as a CFF glyph program states it: against the nominal one, and not at all where it is the default."""
    return None if width == private.defaultWidthX else width - private.nominalWidthX


def _from_stix(characters: Mapping[int, int], face: Face, beside: TTFont, folder: Path) -> TTFont:
    """A font that shows each character (a key) with STIX Two Math's glyph of another one (its value), as high as one it stands beside."""
    font = _stix()
    glyphs = font.getBestCmap()
    _subset(font, characters.values())
    kept = {character: glyphs[shown] for character, shown in characters.items() if shown in glyphs}
    for table in font["cmap"].tables:
        limit = 0xFFFF if table.format == 4 else 0x10FFFF
        table.cmap = {character: glyph for character, glyph in kept.items() if character <= limit}
    _take_height(font, beside)
    _rename(font, face)
    return _save(font, face, folder)


def _take_height(font: TTFont, other: TTFont) -> None:
    """Ascend and descend as another font does, or a single sign would push its line off the grid of the text."""
    for table, names in (
        ("hhea", ("ascent", "descent", "lineGap")),
        ("OS/2", ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent")),
    ):
        for name in names:
            setattr(font[table], name, getattr(other[table], name))


def _stix() -> TTFont:
    package = find_spec("ziamath")
    if package is None or package.origin is None:
        raise RuntimeError("ziamath is not installed")
    return TTFont(Path(package.origin).parent / "fonts" / "STIXTwoMath-Regular.ttf", recalcTimestamp=False)


def _rename(font: TTFont, face: Face) -> None:
    """Take another name, as a modified font must, and keep copyright, designers and licence."""
    names = font["name"]
    postscript = face.file.partition(".")[0]
    made_from = f"Made from {names.getDebugName(4)} {names.getDebugName(5)}"
    new = {
        1: face.family,
        2: "Regular",
        3: f"{VERSION};{postscript}",
        4: face.family,
        5: f"Version {VERSION}; {made_from}",
        6: postscript,
    }
    names.names = [name for name in names.names if name.nameID in (0, 7, 9, 13, 14) and name.platformID == 3]
    for number, text in new.items():
        names.setName(text, number, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [postscript]
        top = cff.topDictIndex[0]
        top.FullName, top.FamilyName = new[4], face.family
    font["OS/2"].usWeightClass = 400  # the Medium of the sans face is our regular one
    font["OS/2"].fsSelection = 0x40
    font["head"].macStyle = 0


def _save(font: TTFont, face: Face, folder: Path) -> TTFont:
    font["head"].created = font["head"].modified = MADE
    font.save(folder / face.file, reorderTables=True)
    return font


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
