"""Chapter 7 of GB/T 1.1—2020: the hierarchy of chapters, clauses and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from gbdoc.diagnostic import Severity
from gbdoc.lint.reading import Reading
from gbdoc.lint.rule import Finding, rule


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
