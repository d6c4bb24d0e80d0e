"""6.1 and 8.1 of GB/T 1.1—2020: the name of the document and what the cover carries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gbdoc.diagnostic import Severity
from gbdoc.lint.english import capitalised, is_written_small
from gbdoc.lint.reading import Reading
from gbdoc.lint.rule import Finding, rule
from gbdoc.model import Function, Title
from gbdoc.read.metadata import is_date

# --- the name --------------------------------------------------------------------------------


@rule("6.1.4.1", Severity.ERROR)
def title_standard(reading: Reading) -> Iterator[Finding]:
    """名称不说自己是“标准”。

    封面上已有文件的级别和类别，名称中再写“标准”“国家标准”“地方标准”是重复；要表示种类，用“规范”“规程”“指南”等功能词。
    以标准为对象的名称（标准体系、标准化）不在此限。

    错：
        title: {main: 智慧社区地方标准}
    对：
        title: {main: 智慧社区建设规范}
    """
    for element in _elements(reading.document.metadata.title):
        if found := _KIND_OF_STANDARD.search(element):
            yield Finding(reading.key_span("title"), f"名称中不写“{found[0]}”；删去，或改用规范、规程、指南等功能词")


@rule("6.1.4.2", Severity.WARNING)
def title_function(reading: Reading) -> Iterator[Finding]:
    """名称中要有表示文件功能类型的词，且与 standard.yaml 的 function 一致。

    读者由名称得知文件的种类：术语、符号、分类、试验方法、规范、规程、指南各有其词。分为部分的文件，补充要素是“总则”“通则”的不在此限。

    错：
        function: guidance
        title: {main: 智慧社区建设}
    对：
        function: guidance
        title: {main: 智慧社区建设指南}
    """
    metadata = reading.document.metadata
    if not metadata.function or _GENERAL_PART.search(metadata.title_elements[-1]):
        return
    wanted = _FUNCTION_WORDS[metadata.function]
    last = _END_WORD.search(metadata.title_elements[-1])
    if last and _FUNCTION_OF_END[last[1]] != metadata.function:
        yield Finding(reading.key_span("title"), f"名称以“{last[1]}”结尾，与 function: {metadata.function} 不符；改名称或 function")
    elif not wanted.pattern.search(metadata.full_title):
        yield Finding(reading.key_span("title"), f"名称中没有表示功能类型的词；按 function: {metadata.function} 写上{wanted.words}")


@rule("10.1.4", Severity.ERROR)
def title_form(reading: Reading) -> Iterator[Finding]:
    """名称的一个要素里不空格，末尾没有标点。

    要素之间的一字空由程序加；几个要素分别写在 leading、main、supplementary 里，不用空格或标点隔开。

    错：
        title: {main: 智慧社区 建设规范}
    对：
        title: {leading: 智慧社区, main: 建设规范}
    """
    for element in _elements(reading.document.metadata.title):
        if found := _SPACE.search(element):
            words = f"名称的要素“{element}”中有空格；分成 leading、main、supplementary，或去掉空格"
            yield Finding(reading.key_span("title"), words)
        elif found := _LAST_MARK.search(element):
            yield Finding(reading.key_span("title"), f"名称的要素以标点“{found[0]}”结尾；去掉它")


@rule("8.1", Severity.ERROR)
def english_title_missing(reading: Reading) -> Iterator[Finding]:
    """国家标准和行业标准的封面要有英文译名。

    写在 standard.yaml 的 english 中，要素与中文名称对应。地方标准可不写。

    错：
        kind: national
        title: {main: 智慧社区建设规范}
    对：
        kind: national
        title: {main: 智慧社区建设规范}
        english: {main: Specification for construction of smart communities}
    """
    metadata = reading.document.metadata
    if metadata.kind != "local" and not (metadata.english and metadata.english.main.strip()):
        yield Finding(reading.key_span("english"), "封面缺少英文译名；在 standard.yaml 中写 english")


@rule("10.3.1.2", Severity.WARNING)
def english_title_case(reading: Reading) -> Iterator[Finding]:
    """英文译名每个要素的首字母大写，其余小写。

    专有名词和缩略语保持自己的写法。

    错：
        english: {main: Smart City Standards System}
    对：
        english: {main: Smart city standards system}
    """
    for element in _elements(reading.document.metadata.english):
        if is_written_small(element):
            yield Finding(reading.key_span("english"), f"英文译名的要素“{element}”首字母要大写")
        if words := capitalised(element):
            yield Finding(reading.key_span("english"), f"英文译名中的 {'、'.join(words)} 不是专有名词，首字母小写")


@rule("6.1.4.1", Severity.WARNING)
def english_title_standard(reading: Reading) -> Iterator[Finding]:
    """英文译名不用 standard 表示文件的种类。

    与中文名称一样，种类用 specification、code of practice、guidance 等词表示；standards system 之类以标准为对象的不在此限。

    错：
        english: {main: Standard for smart communities}
    对：
        english: {main: Specification for smart communities}
    """
    for element in _elements(reading.document.metadata.english):
        if found := _ENGLISH_STANDARD.search(element):
            words = "改用 specification、code of practice、guidance 等词"
            yield Finding(reading.key_span("english"), f"英文译名中不写 {found[1] or found[2]}；{words}")


def _elements(title: Title | None) -> tuple[str, ...]:
    return tuple(element for element in (title.leading, title.main, title.supplementary) if element) if title else ()


_ABOUT_STANDARDS = (  # what may be said of standards as a thing
    "体系|化|样品|样本|物质|制|修|编|起草|英|外文|翻译|管理|实施|实验|评|复审|立项|审|验证|信息|数|文|代|号|的|与|和|及|项目|宣贯|清单|馆|草案|技术委员会|专家|人才|试点"
)
_KIND_OF_STANDARD = re.compile(
    rf"(?:国家|行业|地方|团体|企业)标准(?!{_ABOUT_STANDARDS})|标准化指导性技术文件|[^\W\d_a-zA-Z]{{0,2}}标准(?=(?:[（(][^）)]*[）)])?$)"
)
_SPACE = re.compile(r"(?<![!-~])[ 　]+|[ 　]+(?![!-~])")
_LAST_MARK = re.compile(r"[，。；：、！？…—–·》”’,.;:!?\-]$")
_ENGLISH_STANDARD = re.compile(
    r"(?<!of )(?<!in )(?<!to )(?<!with )(?<!for )(?<!into )(?<!by )(?<!from )(?<!and )(?<!ing )"
    r"\b((?:(?:national|local|provincial|industry|industrial|sector|professional|group|enterprise|technical) )?standards?)"
    r"(?= (?:for|of|on)\b(?! (?:living|proof))|$)"
    r"|\b((?:national|local|provincial|industry|sector|professional|group) standards?)\b"
    r"(?! (?:system|sample|text|material|organi[sz]ation|bod))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of table 1 for a function, as a pattern and as a remedy."""

    pattern: re.Pattern[str]
    words: str


_FUNCTION_WORDS: Mapping[Function, _Words] = {
    "terminology": _Words(re.compile("术语|词汇"), "“术语”"),
    "symbol": _Words(re.compile("符号|标志|标识|图例"), "“符号”"),
    "classification": _Words(re.compile("分类|编码|代码|分级|编号"), "“分类”或“编码”"),
    "test-method": _Words(re.compile("方法|试验|测定|测量|测试|检测|检验|鉴定|鉴别|筛查"), "“试验方法”或“……的测定”"),
    "specification": _Words(re.compile("规范"), "“规范”"),
    "code-of-practice": _Words(re.compile("规程"), "“规程”"),
    "guidance": _Words(re.compile("指南"), "“指南”"),
}
_END_WORD = re.compile("(规范|规程|指南)$")
_FUNCTION_OF_END: Mapping[str, Function] = {"规范": "specification", "规程": "code-of-practice", "指南": "guidance"}
_GENERAL_PART = re.compile("第[0-9]+部分：(?:总则|通则|总体要求|通用要求|一般要求|概述|导则)$")

# --- numbers and dates -----------------------------------------------------------------------


@rule("8.1", Severity.ERROR)
def ics_form(reading: Reading) -> Iterator[Finding]:
    """封面要有 ICS 分类号，形式如 35.240.01。

    分类号按国际标准分类法选取，一至三级：两位、三位、两位数字，用点隔开。

    错：
        ics: [35.24]
    对：
        ics: [35.240.01]
    """
    numbers = reading.document.metadata.ics
    if not numbers:
        yield Finding(reading.key_span("ics"), "封面缺少 ICS 分类号；在 standard.yaml 中写 ics，如 [35.240.01]")
    for number in numbers:
        if not _ICS.fullmatch(number):
            yield Finding(reading.key_span("ics"), f"ICS 分类号“{number}”的形式不对；写成 35.240.01 这样的两位、三位、两位数字")


@rule("8.1", Severity.ERROR)
def ccs_form(reading: Reading) -> Iterator[Finding]:
    """封面要有 CCS 分类号，形式如 L 70。

    一个大写字母、一个空格、两位数字，按中国标准文献分类法选取；字母 CCS 由程序加。

    错：
        ccs: L70
    对：
        ccs: L 70
    """
    number = reading.document.metadata.ccs
    if not number:
        yield Finding(reading.key_span("ccs"), "封面缺少 CCS 分类号；在 standard.yaml 中写 ccs，如 L 70")
    elif not _CCS.fullmatch(number):
        yield Finding(reading.key_span("ccs"), f"CCS 分类号“{number}”的形式不对；写成 L 70 这样的字母、空格、两位数字")


@rule("8.1", Severity.ERROR)
def date_order(reading: Reading) -> Iterator[Finding]:
    """草案完成、发布、实施的日期依次在后。

    实施日期不早于发布日期，本草案完成时间不晚于发布日期；未定的写 XXXX-XX-XX。

    错：
        issued: 2026-06-01
        implemented: 2026-03-01
    对：
        issued: 2026-03-01
        implemented: 2026-06-01
    """
    metadata = reading.document.metadata
    for earlier, later, message in _DATES:
        first, second = getattr(metadata, earlier), getattr(metadata, later)
        if is_date(first) and is_date(second) and second < first:
            yield Finding(reading.key_span("completed" if earlier == "completed" else later), message)


_ICS = re.compile(r"\d{2}(?:\.\d{3}(?:\.\d{2})?)?")
_CCS = re.compile(r"[A-Z] \d{2}")
_DATES = (
    ("issued", "implemented", "实施日期早于发布日期；改正 issued 或 implemented"),
    ("completed", "issued", "本草案完成时间晚于发布日期；改正 completed 或 issued"),
)
