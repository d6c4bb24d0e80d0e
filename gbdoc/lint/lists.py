"""7.5 of GB/T 1.1—2020: lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from gbdoc.diagnostic import Severity
from gbdoc.lint.reading import Reading, edit
from gbdoc.lint.rule import Finding, rule
from gbdoc.model import Block, Figure, List, ListItem, Note, Paragraph, Table
from gbdoc.provision import OBJECT, sentences, whole


@rule("7.5.1", Severity.ERROR)
def list_intro(reading: Reading) -> Iterator[Finding]:
    """列项之前应有一段引出它的话（引语）。

    没有引语，读者不知道各项是并列的要求、可选的情况还是步骤。标题不是引语。

    错：
        ## 标志内容

        - 名称；
        - 厂址。
    对：
        ## 标志内容

        标志应包括下列内容：

        - 名称；
        - 厂址。
    """
    for each in _lists(reading):
        if each.intro is None:
            yield Finding(each.list.span, "列项前没有引语；在它前面写一段，如“应符合下列要求：”")


@rule("7.5.1", Severity.WARNING)
def list_intro_end(reading: Reading) -> Iterator[Finding]:
    """引出列项的那一段以冒号或句号结束。

    用冒号时引语与各项合成一句，用句号时引语自成一句。

    错：
        标志应包括下列内容，

        - 名称；
        - 厂址。
    对：
        标志应包括下列内容：

        - 名称；
        - 厂址。
    """
    for each in _lists(reading):
        if each.intro and each.end not in "：:。":
            text = whole(each.intro.inlines)
            last = len(text.text.rstrip())
            yield Finding(text.span(max(0, last - 1), last), "引出列项的段要以“：”结束，自成一句时以“。”结束")


@rule("7.5.1", Severity.WARNING, fixable=True)
def list_punctuation(reading: Reading) -> Iterator[Finding]:
    """引语以冒号结束时，各项以分号、末项以句号结束；引语以句号结束时，各项都以句号结束。

    冒号之后各项合起来才是一句，各项也可都用逗号；句号之后每一项自成一句。

    错：
        标志应包括下列内容：

        - 名称。
        - 厂址。
    对：
        标志应包括下列内容：

        - 名称；
        - 厂址。
    """
    for each in _lists(reading):
        if each.end in "：:。" and each.end:
            for place, item in enumerate(each.list.items):
                yield from _ending(item, each.wanted(place))


def _ending(item: ListItem, wanted: str) -> Iterator[Finding]:
    """What is wrong with the mark that ends an item of one paragraph; `wanted` are the marks that it may end in, the best first."""
    if len(item.blocks) != 1 or not isinstance(item.blocks[0], Paragraph):
        return
    text = whole(item.blocks[0].inlines)
    last = len(text.text.rstrip())
    mark = _mark(text.text)
    if not last or mark in (*wanted, "：") or text.text[:last].endswith(("！", "？", "……")):
        return
    if mark == "。" and len(sentences(item.blocks[0].inlines)) > 1:  # an item of several sentences may end like a sentence
        return
    written = text.text[last - 1]
    start = last - 1
    new = wanted[0] if mark else written + wanted[0]
    fix = () if written == OBJECT else edit(text, start, last, new)
    told = f"列项的这一项以“{mark}”结束，应为“{wanted[0]}”" if mark else f"列项的这一项末尾缺“{wanted[0]}”"
    yield Finding(text.span(start, last), told, fix)


_SAME = {";": "；", ",": "，", ".": "。", ":": "："}


def _mark(text: str) -> str:
    """The mark that a text ends in, as a full-width one; half-width ones are another rule's matter."""
    last = text.rstrip()[-1:]
    return last if last and last in "；，。：、" else _SAME.get(last, "")


@rule("7.5", Severity.WARNING)
def list_single(reading: Reading) -> Iterator[Finding]:
    """列项宜有两项以上。

    只有一项时不是列举，写进引语那一段即可。

    错：
        标志应包括下列内容：

        - 名称。
    对：
        标志应包括名称。
    """
    for each in _lists(reading):
        if len(each.list.items) == 1 and not each.is_made:
            yield Finding(each.list.span, "列项只有一项；写进引语那一段，或补上其他各项")


_OPENING = re.compile(
    r"(?P<word>以及|或者|并且|而且|及其|和(?![平谐解声睦面田牛弦缓气好蔼风服县龙])|及(?![时早格第至物])|或(?![许有然]))|(?P<mark>[，。；：、！？,;:）)]|\.(?!\d))"
)


@rule("7.5", Severity.WARNING)
def list_mark_only(reading: Reading) -> Iterator[Finding]:
    """列项的各项不以连词或标点符号开头。

    各项的并列关系由列项的形式表明；是“任一”还是“全部”由引语说明。

    错：
        标志应包括下列内容：

        - 名称；
        - 和厂址。
    对：
        标志应包括下列内容：

        - 名称；
        - 厂址。
    """
    for each in _lists(reading):
        for item in each.list.items:
            first = item.blocks[0] if item.blocks else None
            if isinstance(first, Paragraph) and (found := _OPENING.match((text := whole(first.inlines)).text)):
                kind = "连词" if found["word"] else "标点"
                yield Finding(text.span(*found.span()), f"列项的一项以{kind}“{found[0]}”开头；去掉它，各项的关系写在引语里")


# --- lists with what stands before them ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Introduced:
    """A list, the paragraph right before it, and what ends the item that it stands in."""

    list: List
    intro: Paragraph | None
    is_made: bool  # whether it stands in the foreword, where the program makes lists
    closes: bool | None = None  # of a list in an item of another: whether it ends that list

    @property
    def end(self) -> str:
        """The last character of the paragraph before the list."""
        return whole(self.intro.inlines).text.rstrip()[-1:] if self.intro else ""

    def wanted(self, place: int) -> str:
        """The marks that an item may end in, the best first."""
        is_last = place == len(self.list.items) - 1
        if self.end == "。":
            return "。；" if is_last and self.closes is False else "。"
        if is_last:
            return "；，。" if self.closes is False else "。"
        return _usual(self.list)


def _usual(given: List) -> str:
    """What the items but the last end in: ；, or ， where most do."""
    marks = Counter(
        _mark(whole(item.blocks[0].inlines).text) for item in given.items[:-1] if item.blocks and isinstance(item.blocks[0], Paragraph)
    )
    return "，" if marks["，"] * 2 > len(given.items) - 1 else "；"


def _lists(reading: Reading) -> Iterator[_Introduced]:
    """All lists but those in cells and examples."""
    document = reading.document
    for division in reading.divisions:
        yield from _in_blocks(division.blocks, None, division.anchor == "foreword")
    yield from _in_blocks(document.notice, None, False)
    for footnote in document.footnotes:
        yield from _in_blocks(footnote.blocks, None, False)


def _in_blocks(blocks: tuple[Block, ...], closes: bool | None, is_made: bool) -> Iterator[_Introduced]:
    for number, block in enumerate(blocks):
        before = blocks[number - 1] if number else None
        if isinstance(block, List):
            yield _Introduced(block, before if isinstance(before, Paragraph) else None, is_made, closes)
            for place, item in enumerate(block.items):
                yield from _in_blocks(item.blocks, place == len(block.items) - 1 and closes is not False, is_made)
        elif isinstance(block, Note | Figure | Table):
            yield from _in_blocks(block.blocks, None, is_made)
            if isinstance(block, Figure | Table):
                for footnote in block.footnotes:
                    yield from _in_blocks(footnote.blocks, None, is_made)
