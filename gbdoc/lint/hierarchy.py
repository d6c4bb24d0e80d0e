"""Chapter 7 of GB/T 1.1—2020: the hierarchy of chapters, clauses and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from gbdoc.diagnostic import Severity
from gbdoc.lint.reading import Found, Reading
from gbdoc.lint.rule import Finding, rule
from gbdoc.model import Annex, Clause, Element, Paragraph, Strong, TermEntry, Text, plain
from gbdoc.provision import modals

Siblings: TypeAlias = tuple[Clause, ...] | tuple[Annex, ...]


@rule("7.4", Severity.WARNING)
def hanging_paragraph(reading: Reading) -> Iterator[Finding]:
    """章、条的标题与其下一层次的首条之间不宜设段（悬置段）。

    引用该章、条时，分不清所指的是整体还是这一段。可将这一段移入新设的“通则”条。
    第3章、第4章的引导语不是悬置段。

    错：
        # 要求

        产品应经检验合格。

        ## 外观
    对：
        # 要求

        ## 通则

        产品应经检验合格。

        ## 外观
    """
    for division in reading.divisions:
        if division.subclauses and division.blocks and division.anchor not in ("terms", "symbols"):
            yield Finding(division.blocks[0].span, f"{reading.name(division)}的标题与首条之间有悬置段；移入新设的条，或移到别处")


@rule("7.3.1", Severity.ERROR)
def lone_subclause(reading: Reading) -> Iterator[Finding]:
    """一章或一条之下，同一层次有两个以上的条才分条。

    只有一条时，编号不起区分的作用。将它的内容并入上一层次，或者再分出一条。

    错：
        # 要求

        ## 外观

        外观应完好。

        # 试验方法
    对：
        # 外观

        外观应完好。

        # 试验方法
    """
    for division in reading.divisions:
        entries = sum(isinstance(block, TermEntry) for block in division.blocks)  # these are numbered like subclauses
        if len(division.subclauses) + entries == 1 and division.subclauses:
            yield Finding(division.subclauses[0].span, f"{reading.name(division)}之下只有这一条；并入上一层次，或再分出一条")


@rule("7.3.3", Severity.ERROR)
def mixed_titles(reading: Reading) -> Iterator[Finding]:
    """同一章或同一条之下的各条，有无标题应一致。

    有的有标题、有的没有时，目次和引用都不成体系。给没有标题的加上标题，或者都不用标题。

    错：
        ## 外观

        外观应完好。

        ##

        尺寸应准确。
    对：
        ## 外观

        外观应完好。

        ## 尺寸

        尺寸应准确。
    """
    for division in reading.divisions:
        titled = [clause for clause in division.subclauses if clause.title]
        untitled = [clause for clause in division.subclauses if not clause.title]
        if titled and untitled:
            odd = _fewer(titled, untitled, division.subclauses[0])
            remedy = "加上标题，或都不用标题" if not odd.title else "去掉标题，或给各条都加上标题"
            yield Finding(odd.span, f"{reading.name(division)}之下的条有的有标题、有的没有；{remedy}")


def _fewer(titled: list[Clause], untitled: list[Clause], first: Clause) -> Clause:
    """The first of those that are in the minority, or that differ from the first of all."""
    if len(titled) == len(untitled):
        return untitled[0] if first.title else titled[0]
    return min(titled, untitled, key=len)[0]


@rule("7.3.4", Severity.ERROR)
def untitled_divided(reading: Reading) -> Iterator[Finding]:
    """无标题条不应再分条。

    没有标题的条只是一个编了号的段。需要再分时给它加上标题，或者改用列项。

    错：
        ##

        产品按外观分级。

        ###

        一级品应无划痕。
    对：
        ## 分级

        ### 一级品

        一级品应无划痕。
    """
    for division in reading.divisions:
        if isinstance(division, Clause) and not division.title and division.subclauses:
            yield Finding(division.span, f"{reading.name(division)}没有标题，不再分条；加上标题，或改用列项")


@rule("7.2", Severity.ERROR)
def empty_clause(reading: Reading) -> Iterator[Finding]:
    """有标题的章、条和附录之下应有内容。

    只有标题时，读者不知道要做什么。写上内容，或者删去这个标题。

    错：
        ## 外观

        ## 尺寸

        尺寸应准确。
    对：
        ## 外观

        外观应完好。

        ## 尺寸

        尺寸应准确。
    """
    for division in reading.divisions:
        if isinstance(division, Clause | Annex) and division.title and not division.blocks and not division.subclauses:
            yield Finding(division.span, f"{reading.name(division)}只有标题，没有内容；写上内容，或删去标题")


_END = re.compile(r"(?<![A-Za-z])[。；：，、．.,;:！!？?·…]+\s*$|(?<=[A-Za-z])[。；：，、．,;:！!？?·…]+\s*$")


@rule("10.2.1", Severity.ERROR, fixable=True)
def heading_punctuation(reading: Reading) -> Iterator[Finding]:
    """章、条和附录的标题之后不加标点符号。

    标题不是句子，单独占一行，不用标点来隔开。

    错：
        ## 外观：
    对：
        ## 外观
    """
    for found in _in_titles(reading, _END):
        yield Finding(found.span, f"标题末尾的“{found.words.strip()}”应去掉", found.becomes(""))


_SPACE = re.compile(r"(?<=[㐀-鿿])[ \u00a0\u2000-\u200a\u3000\t]+(?=[㐀-鿿])")


@rule("10.2.1", Severity.ERROR, fixable=True)
def heading_space(reading: Reading) -> Iterator[Finding]:
    """标题的汉字之间不加空格。

    排版上的疏密由程序定；空格会印出来，也会进目次。

    错：
        # 总 则
    对：
        # 总则
    """
    for found in _in_titles(reading, _SPACE):
        yield Finding(found.span, "标题的汉字之间有空格；去掉空格", found.becomes(""))


def _in_titles(reading: Reading, pattern: re.Pattern[str]) -> Iterator[Found]:
    for prose in reading.authored:
        if prose.kind == "title":
            yield from (Found(prose, prose.whole, match) for match in pattern.finditer(prose.text))


@rule("7.3.3", Severity.WARNING)
def heading_repeated(reading: Reading) -> Iterator[Finding]:
    """同一层次的章、条的标题不宜相同。

    相同的标题在目次里分不开。按各自的内容改写，或者将两条合并。

    错：
        ## 外观

        ## 外观
    对：
        ## 表面

        ## 颜色
    """
    levels: tuple[Siblings, ...] = tuple(division.subclauses for division in reading.divisions)
    for siblings in (reading.document.chapters, reading.document.annexes, *levels):
        first: dict[str, Clause | Annex] = {}
        for clause in siblings:
            title = re.sub(r"\s", "", plain(clause.title))
            if title and title in first:
                yield Finding(clause.span, f"标题“{title}”与{reading.name(first[title])}的相同；改写，或将两处合并")
            first.setdefault(title, clause)


_LONGEST = 30  # Chinese characters
_MARK = re.compile(r"[，。；！？]")
_NOUN_PHRASE = re.compile(r"的[^，。；的]{1,10}$")
_REQUIREMENTS = ("应", "不应", "应当", "应该", "必须", "须", "不得", "严禁")


@rule("7.3.3", Severity.WARNING)
def heading_length(reading: Reading) -> Iterator[Finding]:
    """标题宜是短语，不宜写成句子。

    标题说明这一条讲什么，要求写在它下面的段里。

    错：
        ## 产品出厂前应逐件检验，合格后才能出厂
    对：
        ## 出厂检验
    """
    for prose in reading.authored:
        if prose.kind == "title" and (fault := _sentence_like(prose.text)):
            yield Finding(prose.span, f"标题{fault}；改成短语，内容写在它下面")


def _sentence_like(title: str) -> str:
    width = sum(1.0 if character > "\u2e7f" else 0.5 for character in title)
    if width > _LONGEST:
        return f"超过{_LONGEST}个字"
    words = [modal.word for modal in modals(title) if modal.word in _REQUIREMENTS]
    if words and (_MARK.search(title) or (width >= 7 and not _NOUN_PHRASE.search(title))):
        return f"是含“{words[0]}”的句子"
    return ""


@rule("7.3.4", Severity.WARNING)
def lead_words_mixed(reading: Reading) -> Iterator[Finding]:
    """无标题条用黑体的主题词时，同一层次的各条宜都用。

    主题词标明一条的主题，有的有、有的没有就失去了作用。

    错：
        ##

        **外观。** 外观应完好。

        ##

        尺寸应准确。
    对：
        ##

        **外观。** 外观应完好。

        ##

        **尺寸。** 尺寸应准确。
    """
    for division in reading.divisions:
        untitled = [clause for clause in division.subclauses if not clause.title and clause.blocks]
        led = [clause for clause in untitled if _has_lead_words(clause)]
        bare = [clause for clause in untitled if clause not in led]
        if bare and len(led) >= len(bare):
            yield Finding(bare[0].blocks[0].span, f"{reading.name(bare[0])}没有主题词，而同一层次的其他条有；加上，或都不用")
        elif bare and led:
            yield Finding(led[0].blocks[0].span, f"{reading.name(led[0])}有主题词，而同一层次的其他条没有；都加上，或都不用")


def _has_lead_words(clause: Clause | Annex | Element) -> bool:
    """Whether a clause begins with **words** that end, or are followed by, a stop or a space."""
    first = clause.blocks[0]
    if not isinstance(first, Paragraph) or not isinstance(first.inlines[0], Strong):
        return False
    following = first.inlines[1] if len(first.inlines) > 1 else None
    after = following.text[:1] if isinstance(following, Text) else ""
    return plain(first.inlines[0].inlines)[-1:] in (*"。：:，；", "") or after in (*"。：:　 ，；", "")
