"""Whether the words of changes.yaml are those of a foreword: CHG006, CHG007, CHG009."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gbdoc.atoms import atoms
from gbdoc.compare.change_list.checks import Finding, Survey, check
from gbdoc.diagnostic import Severity
from gbdoc.model import Paragraph, plain, walk
from gbdoc.read.changes import Entry, EntryKind


@check("CHG006", Severity.ERROR)
def change_number_typed(survey: Survey) -> Iterator[Finding]:
    """text 中不写章条、附录、图、表的编号，也不写“（见……）”。

    “（见5.3，2018年版的4.2）”由 at 和 old 生成；写在文字里的编号在增减条文后就错了。

    错：
        text: 更改了4.2中绝缘电阻的限值（见5.3）
    对：
        text: 更改了绝缘电阻的限值
    """
    for index, entry in survey.listed.technical if survey.listed else ():
        passage = survey.listed.passage(index, "text") if survey.listed else None
        if passage:
            for start, end in sorted(set(_numbers(passage.text, entry, survey))):
                message = f"text 中写了“{passage.text[start:end]}”；去掉，引用由 at 和 old 生成"
                yield Finding(passage.span(start, end), message)


def _numbers(text: str, entry: Entry, survey: Survey) -> Iterator[tuple[int, int]]:
    """Where a text names places of its own document, or begins to refer to them."""
    seen = re.search(r"[（(]见", text)
    if seen:
        yield seen.start(), len(text)
        text = text[: seen.start()]
    found = list(atoms(text))
    for before, atom in zip((None, *found), found, strict=False):
        cited = before is not None and before.kind == "standard-number" and text[before.end : atom.start] in ("", "中", "的")
        if atom.kind == "place" and not cited:
            yield atom.start, atom.end
    taken = [(atom.start, atom.end) for atom in found]
    for number in {*entry.old, *(survey.comparison.new.place(anchor) for anchor in entry.at)}:
        for match in re.finditer(rf"(?<![A-Za-z0-9.]){re.escape(number)}(?!\.?[A-Za-z0-9])", text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                yield match.span()


_VERBS: dict[EntryKind, tuple[str, ...]] = {
    "added": ("增加了",),
    "changed": ("更改了", "将"),
    "deleted": ("删除了",),
    "retitled": ("将",),
    "split": ("将",),
    "merged": ("将",),
    "moved": ("将",),
}
_RENAMING = re.compile("将.+(?:更改为|拆分为|合并为)", re.DOTALL)
_OLD_VERBS = re.compile("(修改|修订|调整|变更|改变|新增|添加|补充|取消|去掉|增加|更改|删除|删去)了?")


@check("CHG007", Severity.WARNING)
def change_verb(survey: Survey) -> Iterator[Finding]:
    """各项以“增加了”“更改了”“删除了”开头，或写“将……更改为……”，与 kind 相符。

    2020年版的前言用这几个词；“修改”“调整”“取消”是旧的写法。各项末尾的分号和句号由程序写出。

    错：
        - {kind: changed, at: [insulation], old: [4.2], text: 修改了绝缘电阻的限值}
    对：
        - {kind: changed, at: [insulation], old: [4.2], text: 更改了绝缘电阻的限值}
    """
    for index, entry in survey.listed.technical if survey.listed else ():
        verbs = _VERBS[entry.verb]
        right = entry.text.startswith(verbs) and (not entry.text.startswith("将") or _RENAMING.match(entry.text))
        if survey.listed and entry.text and not right:
            passage = survey.listed.passage(index, "text")
            typed = _OLD_VERBS.match(passage.text)
            wanted = "、".join(f"“{verb}”" if verb != "将" else "“将……更改为……”" for verb in verbs)
            message = f"{'“' + typed[0] + '”' if typed else '这一项'}不合 kind: {entry.verb} 的写法；用{wanted}"
            yield Finding(passage.span(0, typed.end() if typed else len(passage.text)), message)


_TYPED = re.compile(r"(?:——|[a-z]\)|[a-z]）)?\s*(?:(?:增加|更改|删除|修改|取消)了.*[（(]见|将.+更改为.*[（(]见)|主要(?:技术)?变化")


@check("CHG009", Severity.ERROR)
def change_list_typed(survey: Survey) -> Iterator[Finding]:
    """前言中的主要技术变化只由 changes.yaml 生成。

    写在 standard.yaml 的 foreword 里的清单不会跟着编号变，也与生成的清单重复。

    错：
        foreword:
          closing: 与旧版相比，增加了网格编码的要求（见8.4）。
    对：
        changes.yaml 中写 - {kind: added, at: [grid-code], text: 增加了网格编码的要求}
    """
    document = survey.document
    made = document.spans.get("replaces")
    for paragraph in walk(document.foreword, Paragraph):
        typed = paragraph.span.path == document.span.path and paragraph.span != made
        if typed and _TYPED.search(plain(paragraph.inlines)):
            yield Finding(paragraph.span, "这里手写了技术变化；移到 changes.yaml")
