"""9.4.4 and 9.4.5 of GB/T 1.1—2020: numbers, ranges, tolerances, dimensions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gbdoc.atoms import GAP, NUMBER, UNIT
from gbdoc.diagnostic import Severity
from gbdoc.lint.literals import search_plain
from gbdoc.lint.reading import Found, Reading
from gbdoc.lint.rule import Finding, rule
from gbdoc.model import Emphasis, Inline, Text
from gbdoc.provision import whole
from gbdoc.source import Span

_SYMBOL = rf"{UNIT}(?:[/·]{UNIT})*"
_NEXT = r"[+−-]?\d+(?:[ \u2009\u202f]\d{3})*(?:\.\d+)?"  # a number that follows a mark
_LABEL = "[第表图式条款项号版×^_#\ufffb]"  # what makes a number a label or a power of ten

# --- ranges ----------------------------------------------------------------------------------

_COUNTED = "(?:个|名|次|台|件|倍|份|组|位|层|人|只|粒|片|滴|天|周|岁|小时|分钟|毫米|厘米|米|千克|公斤|克|吨|毫升|升)"
_MARKED = re.compile(
    rf"(?P<first>{NUMBER})(?:{GAP}(?:{_SYMBOL}|{_COUNTED}))?"
    rf"(?P<mark> ?(?:—{{1,2}}|--|[-－–~∼〜至到]) ?)(?P<last>{_NEXT})(?:{GAP}(?P<unit>{_SYMBOL}|{_COUNTED}))?"
)
_ONE_UNIT = re.compile(rf"(?P<first>{NUMBER})(?P<mark> ?(?:—|[-－–～~∼〜至到]) ?)(?P<last>{_NEXT}){GAP}(?P<unit>{_SYMBOL})")
_TILDES = "~∼〜"
_CHANGE = re.compile("[从由自][^，。；、]{0,8}$")


@rule("9.4.5", Severity.WARNING, fixable=True)
def range_mark(reading: Reading) -> Iterator[Finding]:
    """数值范围的两端之间用浪纹线“～”。

    连字符“-”会被读成负号或编号，半角的“~”和“至”“到”写法不一，读者和程序都难以认出范围。
    由一个值变到另一个值（从20 ℃到30 ℃）不是范围。

    错：
        压力应为10 kPa-12 kPa，温度应为20 ℃至25 ℃。
    对：
        压力应为10 kPa～12 kPa，温度应为20 ℃～25 ℃。
    """
    for found in search_plain(reading, _MARKED):
        mark = found.match["mark"].strip()
        if _is_range(found, mark):
            fix = () if mark in "至到" else found.becomes("～", "mark")
            yield Finding(found.span, f"“{found.words}”是数值范围，两端之间用“～”，不用“{mark}”", fix)


@rule("9.4.5", Severity.WARNING)
def range_unit(reading: Reading) -> Iterator[Finding]:
    """数值范围的两端都写单位。

    只在后一个数后写单位时，前一个数可被读成没有单位的数；百分数的范围尤其如此。

    错：
        压力应为10～12 kPa，相对湿度应为63～67%。
    对：
        压力应为10 kPa～12 kPa，相对湿度应为63%～67%。
    """
    for found in search_plain(reading, _ONE_UNIT):
        first, last, unit, mark = (found.match[group] for group in ("first", "last", "unit", "mark"))
        if _is_range(found, mark.strip()):
            gap = "" if unit in "%‰°" else " "
            yield Finding(found.span, f"范围的前一个数缺单位；写成“{first}{gap}{unit}～{last}{gap}{unit}”")


def _is_range(found: Found, mark: str) -> bool:
    before = found.sentence.text[: found.match.start()]
    unit = found.match["unit"] or ""
    if mark in _TILDES:
        return True
    if re.search(f"{_LABEL}$", before) or not unit:
        return False
    if mark == "～":
        return True
    if mark in "至到—" and re.fullmatch(_COUNTED, unit):
        return False
    if mark in "至到" and _CHANGE.search(before):
        return False
    return _value(found.match["first"]) < _value(found.match["last"])  # 10-6 mol is a power of ten that lost its form


def _value(number: str) -> float:
    return float(re.sub("[ \u2009\u202f±+]", "", number).replace("−", "-"))


# --- tolerances and dimensions ---------------------------------------------------------------

_TOLERANCE = re.compile(
    rf"(?P<value>{NUMBER})(?:"
    rf"(?P<percent>%) ?(?:±|\+/-) ?(?P<also>\d+(?:\.\d+)?)%| ?(?:±|\+/-) ?(?P<by>\d+(?:\.\d+)?)(?P<gap>{GAP})(?P<unit>{_SYMBOL}))"
)
_LENGTH = r"(?:km|dm|cm|mm|μm|µm|nm|m)(?![A-Za-z0-9²³/·])"
_TIMES = r" ?[×xX*✕╳] ?"
_DIMENSIONS = re.compile(
    rf"(?P<first>{NUMBER})(?P<unit>{GAP}{_LENGTH})?(?P<more>(?:{_TIMES}{_NEXT}(?:{GAP}{_LENGTH})?)?){_TIMES}{_NEXT}{GAP}(?P<last>{_LENGTH})"
)
_SIZE_WORDS = re.compile("尺寸|规格|外形|幅面|版面|面积|截面|断面|大小|长.{0,3}宽|宽.{0,3}高|边长|网格|尺度|试样|试件")


@rule("9.4.5", Severity.WARNING)
def tolerance_form(reading: Reading) -> Iterator[Finding]:
    """带公差的值，值和公差都写单位，或放进括号后写一个单位。

    “80±2 μF”中单位只属于公差；百分数写成“(65±2)%”，“65%±2%”会被读成65%的2%。

    错：
        电容应为80±2 μF，相对湿度应为65±2%。
    对：
        电容应为80 μF±2 μF，相对湿度应为(65±2)%。
    """
    for found in search_plain(reading, _TOLERANCE):
        value, unit = found.match["value"], found.match["unit"] or "%"
        by = found.match["by"] or found.match["also"]
        bracketed = f"({value}±{by}){'' if unit in '%‰°' else ' '}{unit}"
        form = f"“{bracketed}”" if unit in "%‰" else f"“{value} {unit}±{by} {unit}”或“{bracketed}”"
        yield Finding(found.span, f"“{found.words}”中值和公差不是同一单位；写成{form}")


@rule("9.4.5.1", Severity.WARNING)
def dimension_unit(reading: Reading) -> Iterator[Finding]:
    """用“×”相连的尺寸，每个数都写单位。

    “80×25×50 mm”只有最后一个数有单位，前面的数可被读成个数。

    错：
        外形尺寸应为80×25×50 mm。
    对：
        外形尺寸应为80 mm×25 mm×50 mm。
    """
    for found in search_plain(reading, _DIMENSIONS):
        numbers = re.split(_TIMES, found.words)
        if all(re.search(_LENGTH, number) for number in numbers) or not _is_size(found, len(numbers)):
            continue
        unit = found.match["last"]
        form = "×".join(f"{re.sub(rf'{GAP}{_LENGTH}', '', number)} {unit}" for number in numbers)
        yield Finding(found.span, f"“{found.words}”中只有一部分数有单位；写成“{form}”")


def _is_size(found: Found, count: int) -> bool:
    """Whether two factors are two sides: 4×100 m may be four times a length."""
    before = re.split("[，；：]", found.sentence.text[: found.match.start()])[-1]
    return count > 2 or bool(_SIZE_WORDS.search(before)) or "." in found.match["first"] or _value(found.match["first"]) >= 10


# --- the form of numbers ---------------------------------------------------------------------

_TIMES_SIGN = re.compile(rf"(?<![A-Za-z0-9_.-])(?!0[xX])\d+(?:\.\d+)?(?:{GAP}{_SYMBOL})?(?P<mark> ?[*xX✕╳✖＊] ?)(?=\d)")
_DOT = re.compile(rf"{NUMBER}(?P<mark> ?[·•⋅] ?)(?=\d+(?:\.\d+)?(?:{GAP}{_SYMBOL}| ?=|[⁰¹²³⁴-⁹⁻]))")


@rule("9.4.4.3", Severity.WARNING, fixable=True)
def multiplication_sign(reading: Reading) -> Iterator[Finding]:
    """数与数相乘用“×”。

    字母x会被读成变量，星号是程序的写法，数之间的“·”会被读成小数点。（星号还是本写法的斜体标记，成对的会丢掉。）

    错：
        幅面应为1920x1080。
    对：
        幅面应为1920×1080。
    """
    for pattern in (_TIMES_SIGN, _DOT):
        for found in search_plain(reading, pattern):
            mark = found.match["mark"].strip()
            yield Finding(found.span, f"数与数相乘用“×”，不用“{mark}”", found.becomes("×", "mark"))
    yield from _lost_asterisks(reading)


def _lost_asterisks(reading: Reading) -> Iterator[Finding]:
    """80*25*50: the asterisks have made 25 italic."""
    for prose in reading.authored:
        for before, inline in zip(prose.inlines, prose.inlines[1:], strict=False):
            if isinstance(before, Text) and before.text[-1:].isdecimal() and _is_factor(inline):
                yield Finding(inline.span, "数之间的星号成了斜体标记；数与数相乘用“×”")


def _is_factor(inline: Inline) -> bool:
    return isinstance(inline, Emphasis) and bool(re.match(r"\d", whole(inline.inlines).text))


_COMMA = re.compile(
    r"(?<![\d.,，A-Za-z-])(?:(?P<many>\d{1,3}(?:,\d{3}){2,})|(?P<short>\d{1,2},\d{3})|(?P<round>\d{1,3}[,，]000)|(?P<long>\d{3},\d{3}))"
    rf"(?![\d,，])(?P<after>\.\d|{GAP}(?:{_SYMBOL}|[个人元万亿次台件户名座辆只米吨公]))?"
)


@rule("9.4.4", Severity.WARNING, fixable=True)
def thousands_comma(reading: Reading) -> Iterator[Finding]:
    """多位数从小数点起每三位空开，不加逗号。

    逗号会被读成并列的几个数。四位以内的数可以不空。

    错：
        面积应不小于10,000 m²。
    对：
        面积应不小于10 000 m²。
    """
    for found in search_plain(reading, _COMMA):
        group = next(name for name in ("many", "short", "round", "long") if found.match[name])
        number = found.match[group]
        if group in ("short", "round") or found.match["after"] or (group == "many" and len(number) % 4 != 3):
            spaced = re.sub("[,，]", " ", number)
            yield Finding(_part(found, group), f"千分位不用逗号；写成“{spaced}”", found.becomes(spaced, group))


_NO_ZERO = re.compile(
    rf"(?:^|(?<=[\s<>≥≤=≈±～~×/（(，、；：为约取于过至到达是即大小][+−-])|(?<=[<>≥≤=≈±～~×（(，、；：为约取于过至到达是即])|(?<=[于为过到至约是\u4e00-\u9fff，：；]\s))"
    rf"(?P<number>\.\d+)(?![\d.])(?:{GAP}{_SYMBOL}|(?![A-Za-z]))"
)


@rule("GB/T 15835", Severity.WARNING, fixable=True)
def decimal_zero(reading: Reading) -> Iterator[Finding]:
    """小于1的小数在小数点前写0。

    没有0的小数点容易漏看。

    错：
        偏差应不大于.5 mm。
    对：
        偏差应不大于0.5 mm。
    """
    for found in search_plain(reading, _NO_ZERO):
        number = found.match["number"]
        yield Finding(_part(found, "number"), f"小数点前写0：0{number}", found.becomes(f"0{number}", "number"))


def _part(found: Found, group: str) -> Span:
    return found.sentence.span(*found.match.span(group))


_YEAR = r"(?:19|20)\d\d"
_MONTH, _DAY = r"(?:1[0-2]|0?[1-9])", r"(?:[12]\d|3[01]|0?[1-9])"
_DATE = re.compile(
    rf"(?<![A-Za-z0-9._/-])(?:(?P<year>{_YEAR})(?P<mark>[./．／])(?P<month>{_MONTH})(?P=mark)(?P<day>{_DAY})(?![A-Za-z0-9._/-])"
    rf"|(?P<bare_year>{_YEAR})-(?!\d\d-\d\d(?!\d))(?P<bare_month>{_MONTH})-(?P<bare_day>{_DAY})(?![A-Za-z0-9._/-])"
    rf"|{_DAY}/{_DAY}/{_YEAR}(?![A-Za-z0-9._/-]))"
)
_SHORT_YEAR = re.compile(rf"(?<![第\d.])[’']?\d\d年{_MONTH}月|(?<=\d月){_DAY}号(?![A-Za-z0-9楼线机门路院车样罐池仓井库桥])")


@rule("GB/T 7408", Severity.WARNING)
def date_form(reading: Reading) -> Iterator[Finding]:
    """日期写成2026年3月1日，或2026-03-01。

    2026.3.1会被读成条的编号或版本号，斜线分隔的日期各国次序不同，年份写两位会分不清世纪。

    错：
        数据应采集到2026.3.1为止。
    对：
        数据应采集到2026年3月1日为止。
    """
    for found in reading.search_own(_DATE):
        if "版本" not in found.sentence.text:
            yield Finding(found.span, f"日期“{found.words}”写成2026年3月1日或2026-03-01的形式")
    for found in reading.search_own(_SHORT_YEAR):
        yield Finding(found.span, f"日期“{found.words}”写成2026年3月1日的形式，年份写四位")
