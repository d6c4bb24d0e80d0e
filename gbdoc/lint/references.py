"""9.5.2, 9.5.3 and 9.5.5 of GB/T 1.1—2020: how a document speaks of itself and of places in it and in others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gbdoc.diagnostic import Edit, Severity
from gbdoc.lint.reading import Found, Prose, Reading, edit
from gbdoc.lint.rule import Finding, rule
from gbdoc.model import Citation, Link, SiblingCitation, Text, Xref, walk
from gbdoc.provision import OBJECT, modals

_HAN_NUMBER = "[一二三四五六七八九十百]"


# --- places named by where they stand on the page ------------------------------------------------

_VERB = r"(?:(?<![可常罕少预意])见|参[见阅照]|如|同|按照?|依照|依据|根据|符合|遵守|满足)"
_AFTER = r"(?=[，。；：、）]|中|所|的|给出|列出|规定|提到|提及|[说表]明|$)"
_ELSEWHERE = re.compile(
    rf"{_VERB}(?:以?[上下]|前|后)(?:文(?![件本字档书献案体化明物])|述(?=[，。；：）]|所|进行|执行|计算(?![方公结式步过])|$)|面(?=[，。；：）所章]|$))"
    rf"|{_VERB}[上下](?:[表图](?![面层皮述达现像形案书片板格元式盘明])|方(?=[，。；：）的说表图]|$))|(?<![可常罕少预意])见[上下](?=[，。；）]|$)"
    rf"|{_VERB}[前后]述(?:规定|要求|条款|条文|章节|章条|内容|方法|步骤)|如[前后上]所述|(?<![以目之])[前后]文(?=所|中|规定|提到|提及|给出)"
    rf"|{_VERB}[上前下后]一?[章节条款](?![记数信消指路目件]|规则)"
    rf"|(?<![以上下线网])[上下]文{_AFTER}"
    r"|(?:^|(?<=[，。；：（、由从在对将]))[上下][表图](?=中|所[示列述]|给出|列出|规定|的|可[见知以]|[，。；：）])"
)


@rule("9.5.3", Severity.ERROR)
def see_elsewhere(reading: Reading) -> Iterator[Finding]:
    """提及本文件的内容时写出编号，不用“上文”“下表”“如上所述”等位置来指。

    排版或修改后位置会变，“上”“下”也不知道有多远。章、条、图、表写 [](#id)，编号由程序给。

    错：
        尺寸应符合下表的规定。
    对：
        尺寸应符合[](#tab-size)的规定。
    """
    for found in reading.search_own(_ELSEWHERE):
        if found.prose.kind != "title":
            yield Finding(found.span, f"“{found.words}”没有指明是哪里；写出编号，如 [](#id)")


_NUMBER = rf"(?:\d{{1,3}}|{_HAN_NUMBER}{{1,4}})"
_PAGE = re.compile(
    rf"(?:(?<![可常罕])见|参[见阅照考]|按照?|依照|依据|根据|符合)[^，。；：]{{0,16}}?(?P<a>第\s?{_NUMBER}\s?页)(?![/／起开始至到～共以])"
    rf"|(?P<b>第\s?{_NUMBER}\s?页)(?:[中上])?的?(?:[表图]|公式|规定|要求|所[述示列])"
    rf"|{OBJECT}(?:[中的]|的?正文)?(?P<c>第\s?{_NUMBER}\s?页)"
    r"|(?<![可常罕])见[^，。；：]{0,8}?(?P<d>(?<!\d)\d{1,3}\s?页)|见\s?(?P<e>[Pp]{1,2}\.\s?\d{1,3})"
)


@rule("9.5.3", Severity.ERROR)
def see_page(reading: Reading) -> Iterator[Finding]:
    """提及文件的内容时写章、条、图、表的编号，不写页码。

    页码随排版而变，电子版还可能没有页码。

    错：
        试验步骤见第12页。
    对：
        试验步骤见[](#procedure)。
    """
    for found in reading.search_own(_PAGE):
        group = next(name for name, words in found.match.groupdict().items() if words)
        words = found.match[group]
        yield Finding(found.sentence.span(*found.match.span(group)), f"不用页码“{words}”指内容；写出章、条、图或表的编号，如 [](#id)")


# --- verbs before references ---------------------------------------------------------------------

_TYPED = (
    r"\s?(?:附录\s?[A-Z]|[表图]\s?(?:[A-Z]\.)?\d|第\s?\d+\s?章|公式\s?[（(]|\d+\.\d|[A-Z]\.\d|本文件"
    r"|(?:GB|DB\d\d|ISO|IEC|[A-Z]{1,4}/[TZ])[/ \d])"
)
_SEE = re.compile(r"(?<![宜应当])(?:请?参见|请?参阅|请?详见|请见|参照见)")
_MUST_SEE = re.compile(r"(?:应当?|应该|不应|宜|必须|须)(?P<verb>参见|参阅|详见|参照见|见)")
_BEFORE_REFERENCE = re.compile(_TYPED)


@rule("9.5.5.2", Severity.WARNING, fixable=True)
def see_verb(reading: Reading) -> Iterator[Finding]:
    """资料性提及用“见”，不用“详见”“参见”“参阅”。

    “见”只是指路，详细与否由所指的内容决定。2009年版的“参见”已不再用。

    错：
        代码的示例参见[](#annex-examples)。
    对：
        代码的示例见[](#annex-examples)。
    """
    for found in reading.search_own(_SEE):
        if _names_a_place(found, found.match.end()):
            optional = found.sentence.text[: found.match.start()].endswith("可")
            yield Finding(found.span, f"“{found.words}”改为“见”", () if optional else found.becomes("见"))


@rule("9.5.5.2", Severity.ERROR)
def must_see(reading: Reading) -> Iterator[Finding]:
    """“见”是资料性提及，不与“应”“宜”合用。

    要求照着做时写“应符合……的规定”“按照……”，只是指路时写“见”。

    错：
        抽样方法应见[](#sampling)。
    对：
        抽样方法应符合[](#sampling)的规定。
    """
    for found in reading.search_own(_MUST_SEE):
        verb = found.match.start("verb")
        is_modal = any(modal.end == verb for modal in modals(found.sentence.text))
        if is_modal and _names_a_place(found, found.match.end()):
            yield Finding(found.span, f"“{found.words}”不是要求的说法；要求写“应符合……的规定”，指路写“见”")


def _names_a_place(found: Found, offset: int) -> bool:
    """Whether a reference stands at text[offset] of the sentence: one of ours, one typed, or a title."""
    text = found.sentence.text
    if offset < len(text) and text[offset] == " ":
        offset += 1
    if offset >= len(text):
        return False
    leaf = found.sentence.leaf(offset)
    if text[offset] == OBJECT:
        return isinstance(leaf, Xref | Citation | SiblingCitation)
    return text[offset] == "《" or bool(_BEFORE_REFERENCE.match(text, offset)) or id(leaf) in linked(found.prose)


def linked(prose: Prose) -> frozenset[int]:
    """The identities of the pieces of text that are words of a link or of a reference."""
    kinds: tuple[type[Link | Xref | Citation | SiblingCitation], ...] = (Link, Xref, Citation, SiblingCitation)
    links = (link for kind in kinds for link in walk(prose.inlines, kind))
    return frozenset(id(leaf) for link in links for leaf in walk(link.inlines, Text))


# --- the document's own name ---------------------------------------------------------------------

_NOT_BEFORE = "基样版文成标日副脚课剧资根读书账一每这各两几多该"
_SELF = re.compile(
    rf"(?<![{_NOT_BEFORE}])(?<!代替)本(?:"
    r"(?:国家|行业|地方|团体|企业|推荐性|强制性|技术)?标准(?:文件|文本)?"
    r"(?!化|体系|子体系|系列|[差品样液器气号库集曲溶值态图段件]|物质|时间|大气|状态|装置|名称|明细表|委员会|技术委员会|中心|数据)"
    r"|(?:技术)?规范(?!性|化)|(?:技术|操作)?规程(?!序|度)|(?:技术)?导则|指南(?!针)|指导性技术文件|技术要求文件|办法|通则|准则|细则"
    r"|规则(?!库|集|引擎|链|表|组|树|文件)"
    r")"
)
_PART = re.compile(
    rf"(?<![{_NOT_BEFORE}])本部分(?!费用|数据|功能|区域|设备|人员|款项|样品|试样|工作|内容)"
    r"(?P<as_document>规定|适用|不适用|给出|确立|描述|界定|代替|按照GB|是GB|为GB|由|与GB|的附录|中的附录|第?\d)?"
)


@rule("9.5.2", Severity.ERROR, fixable=True)
def self_name(reading: Reading) -> Iterator[Finding]:
    """文件提到自己时一律称“本文件”。

    不论文件是标准、规范、规程、指南还是部分，都用“本文件”；“本标准”“本部分”是2009年版的写法。

    错：
        本标准适用于城市管理平台的建设。
    对：
        本文件适用于城市管理平台的建设。
    """
    for found in reading.search_own(_SELF):
        yield Finding(found.span, f"“{found.words}”改为“本文件”", found.becomes("本文件"))
    is_part = bool(reading.document.metadata.part)
    for found in reading.search_own(_PART):
        if is_part or found.match["as_document"]:
            start = found.match.start()
            fix = edit(found.sentence, start, start + 3, "本文件")
            yield Finding(found.sentence.span(start, start + 3), "“本部分”改为“本文件”", fix)


# --- words for places ----------------------------------------------------------------------------

_UNIT = r"(?:条款|章节|小节|章|条(?![件纹形码例文带理状目幅])|款(?![项式])|节(?![能点约目电水流拍省假]))"
_CLAUSE_WORD = re.compile(
    rf"(?P<ordinal>第)\s?(?P<object>{OBJECT})\s?(?P<unit>{_UNIT})"
    rf"|(?P<bare>{OBJECT})(?P<after>{_UNIT})"
    rf"|(?P<typed>第\s?(?:[A-Z]\.)?\d{{1,2}}(?:\.\d{{1,2}})+\s?{_UNIT}|第\s?[A-Z](?:\.\d{{1,2}})+\s?{_UNIT})"
    rf"|(?:见|按照?|依照|依据|根据|符合|本文件|本标准)(?P<dotted>\d{{1,2}}(?:\.\d{{1,2}})+{_UNIT})"
    rf"|(?:见|按照?|依照|依据|根据|符合|遵守|本文件|本标准)的?(?P<plain>第\s?(?:\d{{1,2}}|{_HAN_NUMBER}{{1,3}})\s?[条款节](?![记数信消指路]))"
)


@rule("9.5.3", Severity.ERROR, fixable=True)
def clause_word(reading: Reading) -> Iterator[Finding]:
    """引用条时只写编号，不写“第……条”“第……款”。

    章写“第5章”，条写“5.2”，列项写“5.2 b)”。引用写成 [](#id)，这些字由程序给。

    错：
        外观应符合第[](#look)条的规定。
    对：
        外观应符合[](#look)的规定。
    """
    for found in reading.search_own(_CLAUSE_WORD):
        match = found.match
        if match["object"] or match["bare"]:
            yield from _around_reference(reading, found, "object" if match["object"] else "bare")
        else:
            group = next(name for name in ("typed", "dotted", "plain") if match[name])
            told = f"“{match[group]}”不这样写；条只写编号，写成 [](#id)"
            yield Finding(found.sentence.span(*match.span(group)), told)


def _around_reference(reading: Reading, found: Found, group: str) -> Iterator[Finding]:
    match, sentence = found.match, found.sentence
    leaf = sentence.leaf(match.start(group))
    if not isinstance(leaf, Xref):
        return
    parts = [part for part in ("ordinal", "unit", "after") if match[part]]
    edits = [edit(sentence, *match.span(part), "") for part in parts]
    fix: tuple[Edit, ...] = tuple(change for edits_of_part in edits for change in edits_of_part) if all(edits) else ()
    words = "”“".join(match[part] for part in parts)
    told = f"引用会印出“{reading.resolved.words(leaf)}”，去掉两边的“{words}”" if len(parts) > 1 else f"引用之后的“{words}”去掉"
    yield Finding(found.span, told, fix)
