"""6.2, 8.3 to 8.11 and 9.3 of GB/T 1.1—2020: the elements of a document, and what each may hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from gbdoc.diagnostic import Severity
from gbdoc.lint.core import MADE, describes, missing, title_of, title_span
from gbdoc.lint.reading import Prose, Reading
from gbdoc.lint.rule import Finding, rule
from gbdoc.model import Annex, Clause, Element, Figure, Formula, Table, walk
from gbdoc.provision import Kind, Modal, Sentence, is_imperative, kind, modals

# --- foreword and introduction ---------------------------------------------------------------


@rule("8.3", Severity.ERROR)
def foreword_provision(reading: Reading) -> Iterator[Finding]:
    """前言不写要求、推荐和允许。

    前言是资料性要素，只说明文件的来历和与其他文件的关系；要做到的事写进正文。

    错：
        foreword:
          closing: 各单位应结合实际执行本文件。
    对：
        foreword:
          relation: 本文件与GB/T 36333配套使用。
    """
    for prose in reading.authored:
        if prose.place.part == "foreword" and not prose.place.remark and reading.is_under(prose.span, "foreword"):
            for sentence, modal in _modals(prose, "requirement", "recommendation", "permission"):
                if "来电和来函等方式进行反馈" not in sentence.text and not describes(sentence.text, modal.end):
                    yield _finding(sentence, modal, f"前言中不写“{modal.word}”；改为陈述，或把这一条移到正文")


@rule("8.3", Severity.ERROR)
def foreword_exhibit(reading: Reading) -> Iterator[Finding]:
    """前言不设图、表和公式。

    前言只用文字、列项和注；需要图表说明的内容放在引言或正文。

    错：
        foreword:
          relation: |
            :::{table} 各部分的关系
            …
            :::
    对：
        foreword:
          relation: 本文件与GB/T 36333配套使用。
    """
    names = {Table: "表", Figure: "图", Formula: "公式"}
    exhibits: Iterator[Table | Figure | Formula] = walk(reading.document.foreword, Table, Figure, Formula)
    for exhibit in exhibits:
        yield Finding(exhibit.span, f"前言中不设{names[type(exhibit)]}；移到引言或正文，或改用文字")


@rule("8.4", Severity.ERROR)
def introduction_missing(reading: Reading) -> Iterator[Finding]:
    """分为部分的文件，每个部分都要有引言。

    引言说明分为部分的原因、各部分的名称和目的。写在文稿的 introduction.md 里。
    涉及专利的文件，引言由 standard.yaml 的 patents 生成。

    错：
        part: 2
    对：
        part: 2

        introduction.md：
        《智慧社区》由以下两个部分构成。
    """
    introduction = reading.document.introduction
    if reading.document.metadata.part and (introduction is None or introduction.span.path == reading.document.span.path):
        yield Finding(reading.key_span("part"), "分为部分的文件缺少引言；在 introduction.md 中说明分为部分的原因、各部分的名称和目的")


@rule("8.4", Severity.ERROR)
def introduction_requirement(reading: Reading) -> Iterator[Finding]:
    """引言不写要求。

    引言是资料性要素，说明背景、目的和与其他文件的关系；要求写进正文。

    错：
        各部门应按本文件建立数据目录。
    对：
        本文件的目的是使各部门的数据目录一致。
    """
    for prose in reading.authored:
        if prose.place.part == "introduction" and not prose.place.remark:
            for sentence, modal in _modals(prose, "requirement"):
                if not (describes(sentence.text, modal.end) or _DESCRIBES_A_NEED.match(sentence.text, modal.end)):
                    yield _finding(sentence, modal, f"引言中不写要求“{modal.word}”；改为陈述，或把这一条移到正文")


_DESCRIBES_A_NEED = re.compile("[^，。；：的]{1,8}的[^，。；：]{0,2}(?:问题|课题|挑战|难题|短板)")

# --- titles ----------------------------------------------------------------------------------


@rule("6.2.2.3", Severity.ERROR)
def first_chapter(reading: Reading) -> Iterator[Finding]:
    """第1章的标题是“范围”。

    范围是每个文件都有的要素，位置和标题固定。第1章取 standard.yaml 中 body 的第一个文件。

    错：
        # 总则
    对：
        # 范围
    """
    for chapter in reading.document.chapters[:1]:
        if chapter.anchor not in MADE and title_of(chapter) != "范围":
            yield Finding(
                title_span(chapter), f"第1章的标题是“范围”，不是“{title_of(chapter)}”；改标题，或在 body 中把写范围的文件列在最前"
            )


@rule("9.6.3.2", Severity.ERROR)
def reserved_title(reading: Reading) -> Iterator[Finding]:
    """范围、规范性引用文件、术语和定义、符号和缩略语各只有一章，附录中不再设。

    第2章由引用生成，第3章、第4章由 terms.yaml、symbols.yaml 和 abbreviations.yaml 生成，正文文件里不写。
    附录不是独立的文件，没有自己的范围、引用文件和术语。

    错：
        # 术语和定义

        智慧社区是……
    对：
        terms.yaml：
        entries:
          - {id: community, term: 智慧社区, english: smart community, definition: ……}
    """
    document = reading.document
    made = any(chapter.anchor == "symbols" for chapter in document.chapters)
    for chapter in document.chapters[1:]:
        title = title_of(chapter)
        if chapter.anchor not in MADE and (_RESERVED.fullmatch(title) or (made and _SECOND.fullmatch(title))):
            yield Finding(title_span(chapter), f"正文文件里不写“{title}”这一章；{_REMEDIES.get(title[:2], '删去，或并入第1章')}")
    annexed: Iterator[Annex | Clause] = walk(document.annexes, Annex, Clause)
    for division in annexed:
        if _RESERVED.fullmatch(title_of(division)):
            yield Finding(title_span(division), f"附录中不设“{title_of(division)}”；移到正文的这一章，或改用别的标题")


@rule("6.2.2.3", Severity.ERROR)
def front_title(reading: Reading) -> Iterator[Finding]:
    """前言、引言、目次、参考文献和索引不作章或附录。

    这些要素不编号，由程序排在固定的位置：前言写在 standard.yaml，引言写在 introduction.md，目次、参考文献和索引自动生成。

    错：
        # 引言

        随着……
    对：
        introduction.md：
        随着……
    """
    divisions: tuple[Clause | Annex, ...] = (
        *(chapter for chapter in reading.document.chapters if chapter.anchor not in MADE),
        *reading.document.annexes,
    )
    for division in divisions:
        if remedy := _FRONT.get(title_of(division)):
            yield Finding(title_span(division), f"“{title_of(division)}”不作章或附录；{remedy}")


_RESERVED = re.compile(
    "(?:适用)?范围|规范性?引用文件|引用文件|术语(?:和|与|及|、)定义|术语|(?:术语(?:和|与|及|、)?定义?、?)?符号(?:和|与|及|、)(?:代号和)?缩略语"
)
_SECOND = re.compile("符号|缩略语|缩写词?|缩写和符号|符号和代号")
_REMEDIES = {
    "规范": "第2章由文中的引用生成",
    "引用": "第2章由文中的引用生成",
    "术语": "术语写在 terms.yaml",
    "符号": "写在 symbols.yaml 和 abbreviations.yaml",
    "缩略": "写在 abbreviations.yaml",
    "缩写": "写在 abbreviations.yaml",
}
_FRONT = {
    "前言": "前言由 standard.yaml 生成",
    "引言": "写在 introduction.md",
    "目次": "目次由程序生成，删去",
    "目录": "目次由程序生成，删去",
    "参考文献": "参考文献由引用生成，删去；另要列的写进 standard.yaml 的 bibliography",
    "主要参考文献": "参考文献由引用生成，删去；另要列的写进 standard.yaml 的 bibliography",
    "索引": "索引由 [词]{.index} 生成，删去",
}

# --- principles, general requirements, overview ----------------------------------------------


@rule("8.10", Severity.ERROR)
def principle_requirement(reading: Reading) -> Iterator[Finding]:
    """原则用陈述或推荐表述，不写要求。

    原则说明方向，本身不能证实；能证实的要求写进“总体要求”或有关的章条。
    编码、抽样、判定等具体做法的原则不在此限。

    错：
        # 总体原则

        平台应采用统一的数据目录。
    对：
        # 总体原则

        平台宜采用统一的数据目录。
    """
    for prose in reading.authored:
        if prose.allows_provisions and prose.kind != "title" and _stands_under(prose, _is_principles, reading):
            for sentence, modal in _modals(prose, "requirement"):
                yield _finding(sentence, modal, f"原则中不写要求“{modal.word}”；改用“宜”或陈述，或移到要求的章条")


@rule("9.3", Severity.WARNING)
def requirements_empty(reading: Reading) -> Iterator[Finding]:
    """标题为“总体要求”“通用要求”“通则”的条里要有要求。

    这些标题说明其中是要求；没有要求的内容，是说明的改称“概述”，是原则的改称“总体原则”。

    错：
        ## 总体要求

        平台由三层组成。
    对：
        ## 概述

        平台由三层组成。
    """
    guides = reading.document.metadata.function == "guidance"
    required = {division.anchor for prose in reading.prose if _requires(prose) for division in _above(prose, reading)}
    for division in reading.divisions:
        empty = not division.blocks and not division.subclauses
        if _GENERAL.fullmatch(title_of(division)) and not empty and division.anchor not in required and not _informative(division, reading):
            remedy = "指南不写要求，把标题改为“总则”" if guides else "用“应”写出要求，或把标题改为“概述”"
            yield Finding(title_span(division), f"“{title_of(division)}”中没有要求；{remedy}")


@rule("9.3", Severity.ERROR)
def overview_provision(reading: Reading) -> Iterator[Finding]:
    """概述只用陈述，不写要求、指示和推荐。

    概述介绍后面各条的内容；有要求的改称“通则”或“通用要求”。

    错：
        ## 概述

        平台应有三层。
    对：
        ## 概述

        平台由三层组成。
    """
    for prose in reading.authored:
        if prose.kind in ("paragraph", "item") and not prose.place.remark and _stands_under(prose, _is_overview, reading):
            for sentence in prose.sentences:
                found = [modal for modal in modals(sentence.text) if modal.kind in ("requirement", "recommendation")]
                for modal in found:
                    yield _finding(sentence, modal, f"概述中不写“{modal.word}”；改为陈述，或改标题为“通则”")
                if not found and is_imperative(sentence.text) and _ORDER.match(sentence.text):
                    yield Finding(sentence.span(0, len(sentence.text)), "概述中不写指示；改为陈述，或改标题为“通则”")


_GENERAL = re.compile("(?:总体|通用|一般|基本)要求|通则")
_ORDER = re.compile(r"\s*(?:打开|关闭|接通|断开|按下|点击|启动|停止|核对|检[查验]|填写|清除|拆下|移除|拧|擦|遵[守循]|记录|登记)")
_COMPLIES = re.compile(r"\s*(?:按照?|依照|遵[守循]|执行|符合|满足)")
_TECHNICAL = re.compile(
    "(?:编码|分类|命名|抽样|取样|采样|布点|布设|判定|修约|赋码|划分|编号|分级|选取|选点|评定|计量|标注|绘制|用药|换算|取值|计算|定级|设置|配置"
    "|选择|选用|选型|选址|布置|防治|施肥|灌溉|修剪|诊断|治疗|处理|处置|饲养|引种|栽培|配方|配料)的?原则"
)


def _is_principles(title: str) -> bool:
    return title.endswith("原则") and not _TECHNICAL.search(title)


def _is_overview(title: str) -> bool:
    return title.endswith("概述")


# --- the core elements -----------------------------------------------------------------------


@rule("6.2.2", Severity.ERROR)
def guidance_requirement(reading: Reading) -> Iterator[Finding]:
    """指南不写要求。

    指南给出指导和建议，用“宜”“可”和陈述；含有要求的文件是规范或规程。

    错：
        function: guidance

        平台应每天备份数据。
    对：
        function: guidance

        平台宜每天备份数据。
    """
    if reading.document.metadata.function != "guidance":
        return
    for prose in reading.authored:
        if prose.allows_provisions and prose.place.part in ("body", "annex", "notice") and prose.kind in _RUNNING:
            for sentence, modal in _modals(prose, "requirement"):
                yield _finding(sentence, modal, f"指南中不写要求“{modal.word}”；改用“宜”“不宜”或陈述")


@rule("8.11", Severity.WARNING)
def core_missing(reading: Reading) -> Iterator[Finding]:
    """核心技术要素与文件的功能类型相配。

    规范要有要求和证实方法，规程要有程序及其指示，试验方法要有试验步骤和试验数据处理。
    由各章和附录的标题、条款的种类判断。

    错：
        function: test-method

        # 仪器设备

        # 结果计算
    对：
        function: test-method

        # 仪器设备

        # 试验步骤

        # 结果计算
    """
    for message in missing(reading):
        yield Finding(reading.key_span("function"), message)


_RUNNING = ("paragraph", "item", "cell", "footnote")

# --- helpers ---------------------------------------------------------------------------------


def _modals(prose: Prose, *kinds: Kind) -> Iterator[tuple[Sentence, Modal]]:
    for sentence in prose.sentences:
        yield from ((sentence, modal) for modal in modals(sentence.text) if modal.kind in kinds)


def _finding(sentence: Sentence, modal: Modal, message: str) -> Finding:
    return Finding(sentence.span(modal.start, modal.end), message)


def _requires(prose: Prose) -> bool:
    """Whether a stretch of text holds a requirement or an instruction, 按GB/T 1234的规定 being one."""
    if not prose.allows_provisions or prose.kind == "title":
        return False
    return any(kind(sentence.text) in ("requirement", "instruction") or _COMPLIES.match(sentence.text) for sentence in prose.sentences)


def _above(prose: Prose, reading: Reading) -> Iterator[Clause | Annex | Element]:
    """The divisions that a stretch of text stands in, from the inside out."""
    if prose.place.clause:
        yield prose.place.clause
        yield from reading.within(prose.place.clause.anchor)


def _stands_under(prose: Prose, wanted: Callable[[str], bool], reading: Reading) -> bool:
    """Whether one of the divisions around a stretch of text has such a title."""
    return any(wanted(title_of(division)) for division in _above(prose, reading))


def _informative(division: Clause | Annex | Element, reading: Reading) -> bool:
    outermost = [division, *reading.within(division.anchor)][-1]
    return isinstance(outermost, Element) or (isinstance(outermost, Annex) and outermost.kind == "informative")
