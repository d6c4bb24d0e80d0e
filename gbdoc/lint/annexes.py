"""9.6 of GB/T 1.1—2020: annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from gbdoc.diagnostic import Severity
from gbdoc.lint.core import title_span
from gbdoc.lint.reading import Prose, Reading
from gbdoc.lint.rule import Finding, rule
from gbdoc.model import (
    Annex,
    Clause,
    Example,
    Figure,
    Footnote,
    Formula,
    List,
    ListItem,
    Note,
    Paragraph,
    Row,
    SymbolList,
    Table,
    Xref,
    walk,
)
from gbdoc.provision import OBJECT, Sentence, clauses, modals, own_words, whole
from gbdoc.resolve import Anchored
from gbdoc.source import Span


@rule("9.6.1.2", Severity.ERROR)
def annex_unmentioned(reading: Reading) -> Iterator[Finding]:
    """每个附录都要在文中提及。

    附录是正文的延伸，读者由正文中的提及知道它为何而设、是规范性的还是资料性的。
    规范性附录写“应符合附录A的规定”“按照附录A”，资料性附录写“见附录B”。

    错：
        # 代码表 {#annex-codes}
    对：
        代码应符合[](#annex-codes)的规定。
    """
    mentions = _mentions(reading)
    for annex in reading.document.annexes:
        if not mentions[annex.anchor]:
            name = reading.resolved.place(annex.anchor)
            verb = "应符合" if annex.kind == "normative" else "见"
            yield Finding(title_span(annex), f"{name}没有被提及；在文中写“{verb}[](#{annex.anchor})”这样的话，或删去附录")


@rule("9.6.1.2", Severity.ERROR)
def annex_kind(reading: Reading) -> Iterator[Finding]:
    """提及附录的措辞与附录的性质相符。

    要求遵守的附录是规范性附录，用“应符合”“应按照”提及；只供参考的是资料性附录，用“见”提及。
    措辞与性质不符时，读者不知道附录是否要遵守。

    错：
        代码应符合[](#annex-examples)的规定。（annex-examples 是资料性附录）
    对：
        代码示例见[](#annex-examples)。
    """
    found = _mentions(reading)
    for annex in reading.document.annexes:
        name, mentions = reading.resolved.place(annex.anchor), found[annex.anchor]
        if annex.kind == "informative":
            for mention in mentions:
                if mention.binds:
                    yield Finding(mention.span, f"{name}是资料性附录，不能要求遵守；改用“见”，或在 standard.yaml 中把它改为 normative")
        elif mentions and all(mention.sees for mention in mentions):
            words = f"{name}是规范性附录，文中只用“见”提及；改用“应符合”“按照”等措辞，或把它改为 informative"
            yield Finding(mentions[0].span, words)


@rule("9.6.2", Severity.ERROR, fixable=True)
def annex_label(reading: Reading) -> Iterator[Finding]:
    """附录的性质写作（规范性）、（资料性），不带“附录”二字，由程序印在附录编号下面。

    （规范性附录）、（资料性附录）是旧版的写法。附录标题里不写性质，正文提及附录时也不必写。

    错：
        # （规范性附录）代码表
    对：
        # 代码表
    """
    for found in reading.search(_LABEL):
        is_title = found.prose.kind == "title" and isinstance(found.prose.place.clause, Annex)
        if is_title:
            yield Finding(found.span, f"附录标题里不写“{found.words.strip()}”，由程序印；删去", found.becomes(""))
        elif "附录" in found.words:
            new = f"（{'规范性' if found.words[1] in '规标' else '资料性'}）"
            yield Finding(found.span, f"“{found.words}”是旧版的写法；写作“{new}”", found.becomes(new))


_LABEL = re.compile("[（(](?:规范性|资料性)(?:附录)?[）)][ 　]*|[（(](?:标准的附录|提示的附录)[）)]")

# --- mentions --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Mention:
    """A place outside an annex that refers to it, or to something in it; `before` leads to the place, `after` follows it."""

    span: Span
    before: str
    after: str
    binding: bool  # whether a requirement can stand there, or introduces the list that it stands in
    required: bool

    @property
    def sees(self) -> bool:
        """Whether it is led by 见."""
        return bool(_SEE.search(self.before))

    @property
    def binds(self) -> bool:
        """Whether a requirement asks to comply with it, or a test is made by it."""
        if not self.binding or self.sees or not _COMPLY.search(self.before):
            return False
        strong = bool(_COMPLY_STRONGLY.search(self.before))
        kinds = [modal.kind for modal in modals(self.before) if modal.kind in ("requirement", "recommendation", "permission")]
        last = kinds[-1] if kinds else "requirement" if self.required and strong else ""
        return last == "requirement" or (not kinds and strong and bool(_TEST.match(self.after)))


_AMONG = r"(?:本文件)?(?:中|的|规定的)?(?:[\ufffc、和及与或～至]|以及|(?:附录|[表图]) ?[A-Z](?:\.\d+)?|GB/?[TZ]? ?[\d.—]+){0,6}$"
_SEE = re.compile(rf"(?<![意可常偏预])见{_AMONG}")
_COMPLY = re.compile(rf"(?:符合|按照?|依照|依据|根据|遵守|遵循|执行|满足|采用|使用|参照|参考){_AMONG}")
_COMPLY_STRONGLY = re.compile(rf"(?:符合|按照?|依照|遵守|遵循|执行|满足){_AMONG}")
_TEST = re.compile("[^，。；]{0,12}(?:测定|试验|检验|检测|测试|测量)")


@lru_cache(maxsize=2)
def _mentions(reading: Reading) -> Mapping[str, list[_Mention]]:
    """What mentions each annex, by the annex' anchor."""
    annexes = reading.document.annexes
    holders = {part.anchor: annex.anchor for annex in annexes for part in cast("Iterator[Anchored]", walk(annex, *_PARTS))}
    typed = {annex.anchor: _typed(annex, reading) for annex in annexes}
    found: dict[str, list[_Mention]] = {annex.anchor: [] for annex in annexes}
    for prose in reading.prose:
        home = _home(prose, reading)
        for sentence in prose.sentences:
            for offset, anchor in (*_referred(sentence, holders), *_named(sentence, typed)):
                if anchor != home:
                    found[anchor].append(_mention(prose, sentence, offset))
    for xref in walk((reading.document.divisions, reading.document.notice, reading.document.footnotes), Xref):
        if xref.inlines and xref.target in holders and xref.span.path != _path(holders[xref.target], reading):
            found[holders[xref.target]].append(_Mention(xref.span, "", "", False, False))  # worded by its author
    return found


def _typed(annex: Annex, reading: Reading) -> re.Pattern[str]:
    """附录A typed by hand, which has a finding of its own; that of another document is none."""
    letter = str(reading.resolved.label(annex)).removeprefix("附录")
    return re.compile(rf"(?<![\d》\ufffb\ufffc])(?<![\d》\ufffb\ufffc][中的])(?:附录|[表图]) ?{letter}(?![A-Za-z])")


def _home(prose: Prose, reading: Reading) -> str:
    """The outermost division around a stretch of text."""
    clause = prose.place.clause
    return [clause, *reading.within(clause.anchor)][-1].anchor if clause else ""


def _path(anchor: str, reading: Reading) -> str:
    return next(annex.span.path for annex in reading.document.annexes if annex.anchor == anchor)


def _referred(sentence: Sentence, holders: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """The annexes that a sentence refers to, those between the ends of a range too."""
    if OBJECT not in sentence.text:
        return
    order = list(dict.fromkeys(holders.values()))
    last = (-9, "")
    for offset, leaf in zip(sentence.starts, sentence.leaves, strict=True):
        if not (isinstance(leaf, Xref) and not leaf.inlines and leaf.target in holders):
            continue
        anchor = holders[leaf.target]
        yield offset, anchor
        if sentence.text[max(0, last[0] + 1) : offset] in ("～", "~", "至", "到", "—", "-") and last[1]:
            yield from ((offset, between) for between in order[order.index(last[1]) + 1 : order.index(anchor)])
        last = (offset, anchor)


_TYPED = re.compile("(?:附录|[表图]) ?[A-Z]")


def _named(sentence: Sentence, typed: Mapping[str, re.Pattern[str]]) -> Iterator[tuple[int, str]]:
    if not _TYPED.search(sentence.text):
        return
    for anchor, pattern in typed.items():
        yield from ((found.start(), anchor) for found in pattern.finditer(sentence.text))


def _mention(prose: Prose, sentence: Sentence, offset: int) -> _Mention:
    text = own_words(sentence.text)
    start, end = next(((start, end) for start, end in clauses(text) if start <= offset < end), (0, len(text)))
    intro = modals(whole(prose.place.intro).text)
    required = bool(intro) and intro[-1].kind == "requirement"
    binding = prose.allows_provisions and prose.kind != "title"
    return _Mention(sentence.span(offset, offset + 1), text[start:offset], text[offset + 1 : end], binding, required)


_PARTS = (Annex, Clause, Paragraph, List, ListItem, Note, Example, Formula, SymbolList, Table, Row, Figure, Footnote)
