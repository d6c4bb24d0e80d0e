"""8.5 of GB/T 1.1—2020: the scope."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gbdoc.diagnostic import Severity
from gbdoc.lint.core import MADE, describes, title_of, title_span
from gbdoc.lint.reading import Found, Prose, Reading
from gbdoc.lint.rule import Finding, rule
from gbdoc.model import Clause, Function
from gbdoc.provision import Modal, Sentence, clauses, modals, own_words


@rule("8.5", Severity.ERROR)
def scope_opening(reading: Reading) -> Iterator[Finding]:
    """范围的第一句说明本文件规定、确立、描述、提供、给出或界定了什么。

    句式固定：“本文件规定了……的要求”“本文件确立了……的程序”“本文件描述了……的方法”“本文件提供了……的指导”
    “本文件给出了……的信息”“本文件界定了……的术语”。背景和目的写在引言里。

    错：
        本文件主要包括智慧社区的建设要求。
    对：
        本文件规定了智慧社区的建设要求。
    """
    for prose in _texts(reading)[:1]:
        first = prose.sentences[0]
        if not _OPENING.match(first.text):
            yield Finding(first.span(0, len(first.text)), "范围的第一句写成“本文件规定了……”“本文件确立了……”“本文件描述了……”等句式")


@rule("8.5", Severity.WARNING)
def scope_verb(reading: Reading) -> Iterator[Finding]:
    """范围所用的动词与文件的功能类型相配。

    规范“规定”要求，规程“确立”程序，指南“提供”指导或“给出”信息，试验方法“描述”方法，术语、符号“界定”或“给出”。

    错：
        function: test-method

        本文件规定了土壤中总磷的测定方法。
    对：
        function: test-method

        本文件描述了土壤中总磷的测定方法。
    """
    function = reading.document.metadata.function
    found = [
        (sentence, match) for prose in _texts(reading) for sentence in prose.sentences for match in _VERB.finditer(own_words(sentence.text))
    ]
    fitting = [match[1] in _VERBS[function] for _, match in found] if function else []
    if function and found and (not any(fitting) or not (fitting[0] or _leads(*found[0]))):
        sentence, match = found[0]
        words = "”或“".join(f"{verb}了" for verb in _VERBS[function])
        yield Finding(sentence.span(*match.span(1)), f"“{match[1]}”与 function: {function} 不相配；范围中用“{words}”")


def _leads(sentence: Sentence, verb: re.Match[str]) -> bool:
    """Whether a verb may come before the fitting one: 界定了术语，规定了……"""
    return verb[1] in _LEADING and bool(_LEADING[verb[1]].match(sentence.text, verb.end()))


_LEADING = {
    "界定": re.compile("[^，；。]*(?:术语|定义|概念|符号|缩略语|界限|代码)"),
    "确立": re.compile("[^，；。]*(?:原则|体系|系统|框架|模型|程序)"),
}


@rule("8.5", Severity.WARNING)
def scope_applicability(reading: Reading) -> Iterator[Finding]:
    """范围要说明本文件适用于什么。

    写“本文件适用于……”，必要时再写“本文件不适用于……”，使读者知道文件的界限。

    错：
        本文件规定了智慧社区的建设要求。
    对：
        本文件规定了智慧社区的建设要求。

        本文件适用于智慧社区的新建和改造。
    """
    texts = _texts(reading)
    if texts and not any(_APPLIES.search(prose.text) for prose in texts):
        for chapter in _scope(reading):
            yield Finding(title_span(chapter), "范围没有说明适用的界限；写上“本文件适用于……”")


@rule("8.5", Severity.ERROR)
def scope_provision(reading: Reading) -> Iterator[Finding]:
    """范围不写要求、推荐和允许。

    范围只用陈述界定对象和界限；“参照执行”之类的话不增加什么，删去。

    错：
        其他单位可参照本文件执行。
    对：
        本文件适用于社区居民委员会。
    """
    for prose in _texts(reading):
        for sentence in prose.sentences:
            for modal in modals(sentence.text):
                if _is_provision(sentence.text, modal):
                    yield Finding(sentence.span(modal.start, modal.end), f"范围中不写“{modal.word}”；{_REMEDY}")
            for found in _FOLLOWS.finditer(own_words(sentence.text)):
                yield Finding(sentence.span(*found.span()), f"范围中不写“{found[0]}”；{_REMEDY}")


@rule("8.5", Severity.WARNING)
def scope_background(reading: Reading) -> Iterator[Finding]:
    """范围不写背景、目的和制定依据。

    范围要能当摘要用，只说本文件的对象和适用的界限；背景和目的写在引言里，依据不写。

    错：
        为规范智慧社区建设，制定本文件。
    对：
        本文件规定了智慧社区的建设要求。
    """
    for prose in _texts(reading):
        for sentence in prose.sentences:
            if match := _BACKGROUND.search(own_words(sentence.text)):
                found = Found(prose, sentence, match)
                yield Finding(found.span, f"“{found.quote}”是背景、目的或依据，范围中不写；移到引言，或删去")


# --- helpers ---------------------------------------------------------------------------------


def _scope(reading: Reading) -> tuple[Clause, ...]:
    """The chapter of the scope; none where the first chapter is another one, which its own rule tells."""
    return tuple(chapter for chapter in reading.document.chapters[:1] if chapter.anchor not in MADE and "范围" in title_of(chapter))


def _texts(reading: Reading) -> tuple[Prose, ...]:
    """The paragraphs and items of the scope, without notes and footnotes."""
    if not _scope(reading):
        return ()
    kinds = ("paragraph", "item", "cell")
    return tuple(prose for prose in reading.authored if prose.place.part == "scope" and prose.kind in kinds and not prose.place.remark)


def _is_provision(text: str, modal: Modal) -> bool:
    """Whether a modal word makes a provision here, where products have names like 可穿戴设备 and 应 may describe a noun."""
    start, end = next(((start, end) for start, end in clauses(text) if start <= modal.start < end), (0, len(text)))
    if modal.kind == "permission":
        return modal.word != "可" or bool(_PERMITS_BEFORE.search(text, start, modal.start) or _PERMITS_AFTER.match(text, modal.end))
    if modal.kind not in ("requirement", "recommendation"):
        return False
    of_a_noun = _TELLS.search(text, start, modal.start) and _OF_A_NOUN.match(text, modal.end, end)
    return not (of_a_noun or describes(text, modal.end))


_SELF = "本(?:文件|标准|规范|部分|规程|指南|导则)"
_VERB_WORDS = "规定|确立|描述|提供|给出|界定"
_OPENING = re.compile(rf"\s*{_SELF}(?:{_VERB_WORDS})(?:[、和并与](?:{_VERB_WORDS}))?了")
_VERB = re.compile(rf"(?<![^，；、。并还同时中件准范分程南则])({_VERB_WORDS})(?:[、和并与](?:{_VERB_WORDS}))?了")
_VERBS: Mapping[Function, tuple[str, ...]] = {
    "specification": ("规定",),
    "code-of-practice": ("确立", "规定", "描述"),
    "guidance": ("提供", "给出"),
    "test-method": ("描述",),
    "terminology": ("界定", "给出"),
    "symbol": ("界定", "给出"),
    "classification": ("规定", "确立", "给出", "界定"),
}
_APPLIES = re.compile("(?<!了)适用于|适用本文件|本文件(?:的)?适用(?:范围|对象|界限)")
_TELLS = re.compile(rf"(?:{_VERB_WORDS})了|适用于")
_OF_A_NOUN = re.compile("[^，。；]{1,20}的")
_PERMITS_BEFORE = re.compile("(?:也|亦|还|均|并|都|皆|同样|同时)$")
_PERMITS_AFTER = re.compile(
    "(?:参[照考]|供|作为|用[于作来]|按照?|采用|根据|依据|依照|结合|选[择用](?!性)|由|在|将|对|直接|借鉴|视|执行(?!性)|使用(?!寿|性|的)|适用|应用|指导|为(?!了)|比照|遵照|同时)"
)
_REMEDY = "改为“本文件适用于……”这样的陈述，或移到后面的章"
_FOLLOWS = re.compile("(?<![可宜应须以能])(?:参照|比照|遵照)(?:本文件)?(?:执行|使用|实施)")
_BACKGROUND = re.compile(
    rf"^\s*(?:为了(?!解).*|为[^，。；]{{2,50}}，|随着|鉴于|近年来|近几年|目前，|当前，|由于|长期以来|根据[^。]*(?:制定|编制|起草)|依[据照][^。]*(?:制定|编制|起草)"
    rf"|按照?[^。]*(?:制定|编制|起草))|特?(?:制定|编制)(?:了)?{_SELF}|{_SELF}(?:的)?(?:制定|编制|起草)?(?:的)?(?:目的|宗旨)|{_SELF}旨在"
    r"|^\s*在[^。]*基础上[^。]*(?:制定|编制|形成)|具有重要的?(?:意义|作用)|日益|越来越|(?<=，)为[^，。；]{2,30}提供(?:技术|重要)?(?:依据|支撑|指导|参考|保障)(?=。)"
    r"|^(?!本文件)[^，。]{2,40}是[^，。]{0,40}(?:重要|关键)的?(?:组成部分|手段|环节|途径|基础|内容|支撑|举措|载体)"
    rf"|{_SELF}(?:是)?(?:根据|依据|依照|按照?|为了?)[^。]*(?:制定|编制|起草)"
)
