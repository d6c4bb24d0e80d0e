"""What core elements a document lacks for its function (GB/T 1.1—2020, 8.11 and table 4), and the titles that tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from gbdoc.lint.reading import Reading
from gbdoc.model import Annex, Clause, Element, Formula, Function, List, Paragraph, plain, walk
from gbdoc.provision import kind, whole
from gbdoc.source import Span

MADE = ("normative-references", "terms", "symbols")  # the chapters that the program makes


def title_of(division: Clause | Annex | Element) -> str:
    """The words of a title, without spaces."""
    words = division.title if isinstance(division, Element) else plain(division.title)
    return re.sub(r"\s", "", words)


def title_span(division: Clause | Annex | Element) -> Span:
    """Where a title stands; the whole division where it has none of its own."""
    words = whole(() if isinstance(division, Element) else division.title)
    return words.span(0, len(words.text)) if words.text else division.span


def describes(text: str, end: int) -> bool:
    """Whether a modal word that ends there belongs to the description of a noun: 平台应具备的功能."""
    return bool(_DESCRIBES.match(text, end))


_DESCRIBES = re.compile(
    "(?:共同|同时|至少|优先)?(?:具备|遵守|遵循|符合|满足|达到|具有|包含|包括|采取|执行|承担|履行|提供|记录|公开|采用|使用|设置|配置|开展|完成|注意|解决|考虑|坚持)"
    "的(?!是)"
)


def missing(reading: Reading) -> Iterator[str]:
    """What to say of each core element that a document lacks."""
    function = reading.document.metadata.function
    if function and _chapters(reading):
        yield from (message for is_there, message in _CHECKS.get(function, ()) if not is_there(reading))


def _chapters(reading: Reading) -> tuple[Clause, ...]:
    """The chapters behind those that every document has."""
    return tuple(chapter for chapter in reading.document.chapters[1:] if chapter.anchor not in MADE)


def _outer(reading: Reading) -> tuple[Clause | Annex, ...]:
    """The same chapters, and the annexes."""
    return (*_chapters(reading), *reading.document.annexes)


def _titles(reading: Reading) -> Iterator[str]:
    """The titles of all chapters, clauses and annexes behind those that every document has."""
    yield from (title_of(division) for outer in _outer(reading) for division in _divisions(outer) if division.title)


def _divisions(outer: Clause | Annex) -> Iterator[Clause | Annex]:
    found: Iterator[Clause | Annex] = walk(outer, Clause, Annex)
    yield from found


def _has_requirements(reading: Reading) -> bool:
    """Whether a chapter or annex that is not about proof is about requirements, or holds one."""
    outer = _outer(reading)
    if any("要求" in title_of(division) for division in outer):
        return True
    proof = {each.anchor for division in outer if _PROOF.search(title_of(division)) for each in _divisions(division)}
    return any(
        prose.allows_provisions
        and prose.place.part in ("body", "annex")
        and not (prose.place.clause and prose.place.clause.anchor in proof)
        and any(kind(sentence.text) == "requirement" for sentence in prose.sentences)
        for prose in reading.authored
    )


def _has_proof(reading: Reading) -> bool:
    """Whether a chapter or annex, a clause or a table tells how requirements are proved."""
    words = (plain(cell.inlines) for table in reading.tables for cell in walk(table.head, Paragraph))
    captions = (plain(table.caption) for table in reading.tables)
    return any(_PROOF.search(title_of(division)) for division in _outer(reading)) or any(
        _PROOF_METHOD.search(text) for text in (*_titles(reading), *words, *captions)
    )


def _has_steps(reading: Reading) -> bool:
    """Whether a code of practice tells what is done in which order; its chapters may be the stages themselves."""
    chapters = _chapters(reading)
    return (
        any(_STEPS.search(title) for title in _titles(reading))
        or not all(_GENERAL.search(title_of(chapter)) for chapter in chapters)
        or any(each.kind == "letter" for each in walk(chapters, List))
        or any(
            kind(sentence.text) == "instruction" for prose in reading.authored if prose.place.part == "body" for sentence in prose.sentences
        )
    )


def _has_test_steps(reading: Reading) -> bool:
    return any(_TEST_STEPS.search(title) for title in _titles(reading))


def _has_results(reading: Reading) -> bool:
    return any(_RESULTS.search(title) for title in _titles(reading)) or any(walk(_outer(reading), Formula))


_PROOF = re.compile("检查|抽查|试验|检验|检测|测试|证实|验证|评价|评估|测评|核查|核验|验收|测定|考核|审核")
_PROOF_METHOD = re.compile("(?:试验|检验|检测|测试|测量|测定|证实|验证|评价|检查|核查|判定)(?:的)?(?:方法|规则|方式)|检验项目|证实")
_STEPS = re.compile("程序|流程|步骤|过程|工序|操作|作业|阶段|环节|工艺|实施|办理|处置|处理")
_GENERAL = re.compile(
    "总则|通则|总体|原则|要求$|职责|分工|人员|机构|组织|条件|设备|设施|工具|环境|档案|记录|文档|文件|资料|证实|检验|评价|改进|追溯|保障|标志|标识"
)
_TEST_STEPS = re.compile("步骤|程序|操作|过程|流程|测定|测试$|试验$|检测$|检验$|(?:试验|检测|测试|分析|检验)方法")
_RESULTS = re.compile("数据处理|计算|结果|数据的?(?:分析|整理|表示|表述)|判定|评定|判读|解释")
_CHECKS: Mapping[Function, tuple[tuple[Callable[[Reading], bool], str], ...]] = {
    "specification": (
        (_has_requirements, "规范缺少要求；设一章写要求，或改 function"),
        (_has_proof, "规范缺少证实方法；设一章写试验方法、检验方法或证实方法，或改 function"),
    ),
    "code-of-practice": ((_has_steps, "规程缺少程序；写出各阶段及其步骤，或改 function"),),
    "test-method": (
        (_has_test_steps, "试验方法缺少试验步骤；设一章或一条写步骤"),
        (_has_results, "试验方法缺少试验数据处理；设一章或一条写结果的计算和表示"),
    ),
}
