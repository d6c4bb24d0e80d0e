"""The one tokenizer of standard numbers, quantities, ranges and places in documents.

Nothing else in gbdoc has a pattern for these: writers keep atoms unbroken and unstretched, compare takes them whole,
lint asks what they say, resolve sorts by them. All patterns run in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

# --- standard numbers ------------------------------------------------------------------------


Origin: TypeAlias = Literal["national", "sector", "local", "group", "international", "other"]


@dataclass(frozen=True, slots=True)
class StandardNumber:
    """The number of a standard taken apart: GB/T 34680.1—2017 is ("GB/T", "34680", "1", "2017")."""

    code: str
    serial: str
    part: str = ""
    year: str = ""

    @property
    def undated(self) -> str:
        """The number without its year."""
        joint = ("-" if self.origin == "international" else ".") if self.part else ""
        return f"{self.code} {self.serial}{joint}{self.part}"

    @property
    def origin(self) -> Origin:
        """Who publishes such standards."""
        return next(origin for origin, pattern in _ORIGINS if pattern.match(self.code))

    @property
    def order(self) -> tuple[tuple[int, int, str], ...]:
        """What numbers of one code are sorted by: serial, then part, figures by their value, XXXX last."""
        return (*natural(self.serial), *natural(self.part))


def parse_standard_number(text: str) -> StandardNumber | None:
    """A standard number taken apart, with or without a year; None for anything else."""
    found = _WHOLE_NUMBER.fullmatch(text.strip())
    if not found:
        return None
    code = re.sub(r"(?<=DB) (?=\d)", "", found["code"].strip())
    return StandardNumber(code, found["serial"], found["part"] or "", found["year"] or "")


def dated(number: str, year: str) -> str:
    """A number with its year, joined as its publisher does: GB/T 1.1—2020, ISO 37100:2016, IEEE 2413-2019."""
    if _COLON_YEAR.match(number):
        return f"{number}:{year}"
    return f"{number}-{year}" if _HYPHEN_YEAR.match(number) else f"{number}—{year}"


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sorting key in which figures count by their value and stand before letters."""
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.findall(r"[0-9]{1,18}|[^0-9]+", text))


_SECTORS = (
    "AQ BB BJ CB CH CJ CJJ CY DA DL DY DZ EJ FZ GA GC GF GH GM GN GY HB HG HJ HS HY JB JC JG JGJ JGT JJF JJG JR JT JTG JTJ JTS JY KA "
    "LB LD LS LY MH MR MT MZ NB NY QB QC QJ QX RB RF RH RISN SA SB SC SD SF SH SJ SL SLZ SN SW SY SZDB TB TD TJ TL TSG TY WB WH WJ WM "
    "WS WW XB XF XJ YB YC YD YQ YS YY YZ ZB ZC ZY"
)
_NATIONAL = r"GB(?:J|Z|PN)?(?:/[TZ])?|GJB(?:/[ZG])?"
_CHINESE = rf"{_NATIONAL}|DBS? ?\d{{2,6}}(?:/[TZ])?|T/[A-Z]{{2,10}}|Q/[A-Z0-9]{{1,12}}|[A-Z]{{2,4}}/[TZ]|(?:{'|'.join(_SECTORS.split())})"
_TYPES = r"(?: (?:TR|TS|PAS|IWA|Guide|ISP|AWI|CD|DIS|FDIS))?"
_ISO_IEC = rf"(?:ISO|IEC)(?:/(?:IEC|IEEE|TR|TS|PAS|IWA|ASTM|CIE|SAE))*{_TYPES}|IWA"
_FOREIGN = r"ITU-[TR]|(?:BS |DIN |NF )?EN(?: ISO)?|IEEE(?: Std\.?)?|ANSI|ASTM|ASME|DIN|BS|JIS|CIE|OGC|ETSI(?: [A-Z]{2})?|RFC|SAE|UL|NIST SP"
_YEAR = r"(?:\d{4}|[X×]{4}|20XX|19XX)"
_WHOLE_NUMBER = re.compile(
    rf"(?P<code>{_CHINESE}|{_ISO_IEC}|{_FOREIGN}|[A-Z][A-Z0-9/]{{1,11}}) ?"
    rf"(?P<serial>X{{2,6}}|(?:[A-Z]\.?)?\d+[A-Z]?(?:/[A-Z]\.\d+)*)(?:[.-](?P<part>(?:\d{{1,3}}|X)(?:[.-]\d{{1,3}})*))?(?:[—:：-](?P<year>{_YEAR}))?"
)
_ORIGINS: tuple[tuple[Origin, re.Pattern[str]], ...] = (
    ("international", re.compile(r"(?:ISO|IEC|IWA)\b")),
    ("other", re.compile(rf"(?:{_FOREIGN})(?![A-Z])|Q/")),
    ("local", re.compile(r"DBS?\d")),
    ("national", re.compile("GB")),
    ("group", re.compile("T/")),
    ("sector", re.compile(r"[A-Z]{2,4}(?:/[TZ])?$")),
    ("other", re.compile("")),
)
_COLON_YEAR = re.compile(r"(?:ISO|IEC|IWA|ITU|EN|BS|DIN|NF|JIS|CIE)\b")
_HYPHEN_YEAR = re.compile(r"(?:IEEE|ASTM|ANSI|ASME|UL|SAE)\b")

# --- atoms in running text -------------------------------------------------------------------

AtomKind: TypeAlias = Literal["standard-number", "range", "quantity", "place", "dash"]


@dataclass(frozen=True, slots=True)
class Atom:
    """A stretch of text that stays together: text[start:end]."""

    kind: AtomKind
    start: int
    end: int


def atoms(text: str) -> Iterator[Atom]:
    """The atoms of a text, from left to right, none inside another."""
    for found in _ATOM.finditer(text):
        yield Atom(_KINDS[found.lastgroup or ""], found.start(), found.end())


def is_unit(text: str) -> bool:
    """Whether a text is the symbol of a unit of measurement."""
    return text in UNIT_SYMBOLS


_KINDS: dict[str, AtomKind] = {"standard": "standard-number", "range": "range", "quantity": "quantity", "place": "place", "dash": "dash"}

_UNITS = (
    "km/h m/s m²/s m³/h m³ m² km² cm² cm³ mm² mm³ hm² km mm cm dm μm µm nm m kg/m³ kg mg μg µg t g min ms μs µs ns s h d "
    "mA μA µA kA A mAh A·h mV kV V kVA VA mW kW·h MW·h W·h kW MW GW W kHz MHz GHz Hz kPa MPa GPa hPa mPa Pa kN mN cN N·m N kJ MJ J "
    "K mmol μmol nmol mol cd lx lm dB kΩ MΩ Ω mL dL L ml μF µF nF pF F mH H T Wb S Bq Gy Sv "
    "kbit/s Mbit/s Gbit/s Tbit/s bit/s Mbps Gbps kbps bit kB KB MB GB TB PB B r/min ℃ °C % ‰ ° ′ ″ px dpi fps"
)
UNIT_SYMBOLS = frozenset(_UNITS.split())
UNIT = "(?:" + "|".join(re.escape(unit) for unit in sorted(_UNITS.split(), key=lambda unit: (-len(unit), unit))) + ")(?![A-Za-z])"
NUMBER = r"(?<![A-Za-z0-9.])[+−±-]?\d+(?:[ \u2009\u202f]\d{3})*(?:\.\d+)?"
GAP = r"[ \u00a0\u2009\u202f]?"
_QUANTITY = rf"{NUMBER}{GAP}{UNIT}"
_IN_BRACKETS = rf"\({NUMBER}±[\d.]+\){GAP}{UNIT}"
_RANGE = rf"{NUMBER}(?:{GAP}{UNIT})?[～~×±]\d+(?:\.\d+)?(?:[～~×]\d+(?:\.\d+)?)*(?:{GAP}{UNIT})?"
_SIZE = rf"{_QUANTITY}(?:[×±～~]\d+(?:\.\d+)?{GAP}{UNIT})+"
_ORDINAL = "第[一二三四五六七八九十]{1,3}"
_PARAGRAPH_OR_ITEM = rf"(?:{_ORDINAL}段|列项的?{_ORDINAL}项)"
_INSIDE = rf"(?:{_PARAGRAPH_OR_ITEM}| [a-z]{{1,2}}\))"
_HEAD = r"(?<![A-Za-z0-9.])(?:[A-Z]\.)?\d{1,3}"
_TAIL = r"(?:\.\d{1,3})"
_PLACE = (
    rf"第\d{{1,3}}章{_INSIDE}?|第\d{{1,3}}部分|附录[A-Z]{{1,2}}(?![A-Za-z])|[图表](?:[A-Z]{{1,2}}\.)?\d{{1,3}}(?: [a-z]\))?"
    rf"|(?:公式|式)[（(](?:[A-Z]{{1,2}}\.)?\d{{1,3}}[）)]|{_PARAGRAPH_OR_ITEM}"
    rf"|{_HEAD}{_TAIL}{{1,5}}{_INSIDE}|{_HEAD}{_TAIL}{{2,5}}(?![\d%])|(?<![A-Za-z0-9.])[A-Z]\.\d{{1,3}}(?![\d%])"
    rf"|(?<=[见照按合中及]){_HEAD}{_TAIL}{{1,5}}(?![\d%])"  # a bare 5.2 is a place only after such a word
)
_RUNNING_CODE = rf"(?<![A-Za-z0-9/])(?:{_CHINESE}|{_ISO_IEC}|{_FOREIGN})"
_SERIAL = r"(?:X{4}|(?:[A-Z]\.)?\d+[A-Z]?(?:/[A-Z]\.\d+)*)(?:[.-]\d{1,3}(?!\d))*(?:\.X)?"
_STANDARD = rf"{_RUNNING_CODE}[ \u00a0\u2002]?{_SERIAL}(?:[—:：-]{_YEAR}(?!\d))?"
_ATOM = re.compile(
    rf"(?P<standard>{_STANDARD})|(?P<range>{_SIZE}|{_RANGE})|(?P<quantity>{_IN_BRACKETS}|{_QUANTITY})|(?P<place>{_PLACE})|(?P<dash>——|……)"
)
