"""8.7.3.3 of GB/T 1.1—2020: the definitions of terms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gbdoc.diagnostic import Severity
from gbdoc.lint.reading import Reading
from gbdoc.lint.rule import Finding, rule
from gbdoc.lint.terms import BEYOND
from gbdoc.model import TermEntry, Text, Xref, walk
from gbdoc.provision import modals, own_words, sentences, whole

_NO_POINTING = "指(?![标南定示令挥向导数纹针派引明出点状代认控名甲尖关征望战责])"
_START = re.compile(
    rf"\s*(?P<word>是指|系指|特指|泛指|意指|乃指|所谓|意为|意即|就是|是(?!否)|{_NO_POINTING}|系(?=[由为对在用以将按指])"
    r"|即(?![时将使便食插刻期可开热席兴位溶用服墙日])"
    r"|为(?!了|[^，。；]{1,40}，|[^，。；]{0,40}(?:而|提供|所|服务|设置|设立|设计|制定|编制|建立|配备|准备|采取|使用|进行|开展|实施|目的|基础|依据|单位|核心|主))"
    r"|表示(?![^，。；]{0,60}的[^，。；]{1,12}[。；，]?$))"
)
_AFTER_TERM = re.compile(r"(?:（[^（）]*）)?[，,：:]?\s?(?:是|指|系|为|即|表示|就是|，|：)")


@rule("8.7.3.3", Severity.WARNING)
def definition_start(reading: Reading) -> Iterator[Finding]:
    """定义直接写出概念的内容，不以“是”“指”等词或术语本身开头。

    定义应能在文中代替术语；“指……”代替不了术语。

    错：
        definition: 是指记录问题从发现到评价全过程的信息集合
    对：
        definition: 记录问题从发现到评价全过程的信息集合
    """
    for entry in reading.terms:
        text = whole(entry.definition)
        if found := _START.match(text.text):
            yield Finding(text.span(*found.span("word")), f"定义不以“{found['word']}”开头；去掉它")
        elif end := _begins_with_itself(reading, entry, text.text):
            yield Finding(text.span(0, end), "定义不以术语本身开头；直接写概念的内容")


def _begins_with_itself(reading: Reading, entry: TermEntry, text: str) -> int:
    """Where the term ends that a definition begins with; 0 where it begins otherwise, or with a longer word."""
    bare = text.lstrip('“‘"')
    for name in (entry.term, *entry.admitted):
        if not bare.startswith(name):
            continue
        end = len(text) - len(bare) + len(name)
        after = text[end:].lstrip('”’"')
        longer = any(bare.startswith(other.term) and len(other.term) > len(name) for other in reading.terms)
        if _AFTER_TERM.match(after) or (len(name) >= 3 and not longer and not BEYOND.match(after)):
            return end
    return 0


_LEFT = r"(?:^|(?<=[的对将把由与和或及，、。；：在用以为按从（]))"
_RIGHT = r"(?=[的，、。；：与和或及是中时）]|$)"


@rule("8.7.3.3", Severity.WARNING)
def definition_repeats_term(reading: Reading) -> Iterator[Finding]:
    """定义中不出现被定义的术语本身。

    用术语解释术语等于没有解释。写出它的上位概念和区别于同类概念的特征。

    错：
        term: 核查
        definition: 对处置结果进行核查的活动
    对：
        term: 核查
        definition: 确认处置结果是否满足结案条件的活动
    """
    for entry in reading.terms:
        text = whole(entry.definition)
        linked = {id(leaf) for xref in walk(entry.definition, Xref) if xref.target != entry.anchor for leaf in walk(xref.inlines, Text)}
        for found in _repeated(reading, entry).finditer(own_words(text.text)):
            if found.start() and id(text.leaf(found.start())) not in linked:
                yield Finding(text.span(*found.span()), f"定义中又用了“{entry.term}”；改写成它的上位概念和特征")
                break


def _repeated(reading: Reading, entry: TermEntry) -> re.Pattern[str]:
    """What finds a term in its definition: a short one only where it is a word by itself, none inside a longer term."""
    term = re.escape(entry.term)
    longer = [re.escape(other.term) for other in reading.terms if entry.term in other.term and other.term != entry.term]
    bounded = f"{_LEFT}{term}{_RIGHT}" if len(entry.term) < 3 else term
    return re.compile(f"(?!{'|'.join(longer)}){bounded}" if longer else bounded)


_NOUN = re.compile(
    r"(?:[到检测有缴收发交报考修查填录付得](?:[人数台次量点项总率样未件户款额实]|$))|(?:超过|低于|高于|大于|小于|少于|多于)的"
)
_BARRED = ("应", "不应", "宜", "不宜", "必须", "须", "不得", "应当", "应该", "严禁", "不应该", "不应当")


@rule("8.7.3.3", Severity.ERROR)
def definition_provision(reading: Reading) -> Iterator[Finding]:
    """定义中不写要求，也不写推荐。

    定义只说明概念是什么；应达到什么写在正文的条里。

    错：
        definition: 应在指定网格内巡查的人员
    对：
        definition: 在指定网格内巡查的人员
    """
    for entry in reading.terms:
        for sentence in sentences(entry.definition):
            for modal in modals(sentence.text):
                if modal.word in _BARRED and not _NOUN.match(sentence.text, modal.end):
                    yield Finding(sentence.span(modal.start, modal.end), f"定义中不用“{modal.word}”；要求、推荐写在正文的条里")


@rule("8.7.3.3", Severity.WARNING)
def definition_sentences(reading: Reading) -> Iterator[Finding]:
    """定义宜为一句。

    一句话写出上位概念和区别特征；补充的内容写在 notes 里。

    错：
        definition: 记录问题的信息集合。案卷由监督中心建立
    对：
        definition: 记录问题的信息集合
        notes: [案卷由监督中心建立。]
    """
    for entry in reading.terms:
        found = sentences(entry.definition)
        if len(found) > 1:
            second = found[1]
            yield Finding(second.span(0, len(second.text.rstrip("。")) or 1), "定义只写一句；其余的内容移到 notes")


_ARTICLE = re.compile(r"\s*(?:一种(?!或)|一个(?!或|及|至|以上)|[这那]种|[这那]个|这类|某种)")


@rule("8.7.3.3", Severity.WARNING)
def definition_article(reading: Reading) -> Iterator[Finding]:
    """定义不以“一种”“一个”“这种”开头。

    这些词不增加内容，定义放进句子代替术语时还会读不通。

    错：
        definition: 一种支撑城市管理业务的信息系统
    对：
        definition: 支撑城市管理业务的信息系统
    """
    for entry in reading.terms:
        text = whole(entry.definition)
        if found := _ARTICLE.match(text.text):
            yield Finding(text.span(*found.span()), f"定义不以“{found[0].strip()}”开头；去掉它")
