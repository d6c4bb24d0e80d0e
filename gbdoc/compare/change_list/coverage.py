"""The checks CHG001 to CHG010: whether changes.yaml tells of the technical changes, of all of them and of nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from gbdoc.atoms import parse_standard_number
from gbdoc.change import Change, Comparison, Reason
from gbdoc.compare.change_list import list_texts
from gbdoc.compare.change_list.checks import Check, Finding, Survey, check
from gbdoc.compare.change_list.foreword import drafted, item_words
from gbdoc.compare.change_list.kinds import change_kind
from gbdoc.compare.change_list.reach import reach
from gbdoc.diagnostic import Diagnostic, Severity, in_order, nearest
from gbdoc.number import Labels
from gbdoc.read.changes import ChangeList, Entry
from gbdoc.resolve import ResolvedDocument
from gbdoc.source import Span


def coverage(comparison: Comparison, listed: ChangeList | None) -> tuple[Diagnostic, ...]:
    """What the checks find, in order of place; nothing is asked of a document that replaces none."""
    return _found(CHECKS, comparison, listed)


def without_comparison(old_numbers: Labels, new: ResolvedDocument, listed: ChangeList) -> tuple[Diagnostic, ...]:
    """What can be found where only the numbers of the old edition are known: its numbers, the words, the baseline."""
    known = Comparison(replace(new, labels=old_numbers), new, {}, (), ())
    return _found({name: CHECKS[name] for name in _WITHOUT_COMPARISON}, known, listed)


def _found(checks: Mapping[str, Check], comparison: Comparison, listed: ChangeList | None) -> tuple[Diagnostic, ...]:
    survey = Survey(comparison, listed, reach(comparison, listed.value if listed else None))
    if not survey.document.metadata.replaces:
        return ()
    return in_order(
        Diagnostic(finding.span, finding.severity or each.severity, each.name, f"{finding.message}（{each.code}）")
        for each in checks.values()
        for finding in each.run(survey)
    )


_WITHOUT_COMPARISON = ("change-unknown-place", "change-number-typed", "change-verb", "change-list-typed", "change-baseline")


# --- what is told of what --------------------------------------------------------------------

_EARLY = ("工作组讨论稿", "征求意见稿")


@check("CHG001", Severity.ERROR)
def change_uncovered(survey: Survey) -> Iterator[Finding]:
    """技术变化都写进 changes.yaml。

    前言的主要技术变化由 changes.yaml 生成，漏写的变化读者看不到。changes draft 会把漏写的补在末尾；
    不是技术变化的，写一项 class: editorial。工作组讨论稿和征求意见稿中是警告，送审稿起是错误。

    错：
        旧版的“不应小于10 MΩ”改为“不应小于20 MΩ”，changes.yaml 中没有一项的 at 或 old 说到这一条。
    对：
        - {kind: changed, at: [insulation], old: [4.2], text: 更改了绝缘电阻的限值}
    """
    if survey.listed is None:
        return
    severity = Severity.WARNING if survey.document.metadata.stage in _EARLY else Severity.ERROR
    missing = survey.reach.uncovered
    found = {change.key: change for change in missing}
    for item in drafted(replace(survey.comparison, changes=missing)):
        remedy = "不是技术变化就写 class: editorial" if item.doubtful else "运行 changes draft 补上"
        message = f"changes.yaml 没有说到：{item_words(item, '')}；{remedy}"
        yield Finding(_place(found[item.keys[0]], survey), message, severity)


def _place(change: Change, survey: Survey) -> Span:
    """Where a change is in the sources; changes.yaml for what is gone."""
    return Span(change.new.path, change.new.line, 1, change.new.line, 1) if change.new else survey.file


@check("CHG002", Severity.ERROR)
def change_unknown_place(survey: Survey) -> Iterator[Finding]:
    """at 写现在有的 id，old 写旧版有的编号。

    写错的 id 和编号印到前言中，读者找不到。at 不写自动生成的名字，它在内容增减后会指到别处。

    错：
        - {kind: changed, at: [insulaton], old: [4.22], text: 更改了绝缘电阻的限值}
    对：
        - {kind: changed, at: [insulation], old: [4.2], text: 更改了绝缘电阻的限值}
    """
    for index, entry in _entries(survey):
        for position, anchor in enumerate(entry.at):
            yield from _anchor_faults(anchor, survey, _listed(survey).span(index, "at", position))
        for position, written in enumerate(entry.old):
            if not survey.reach.old_places(written):
                known = nearest(written, survey.reach.old_numbers) or "；写旧版印出的编号，如 第4章、5.1.1"
                yield Finding(_listed(survey).span(index, "old", position), f"旧版没有 {written}{known}")
    for new, old in _renamed(survey).items():
        span = _listed(survey).span("renamed", new)
        if new not in survey.comparison.new.labels:
            yield Finding(span, f"renamed 中的 {new} 现在没有{nearest(new, survey.comparison.new.labels)}")
        if old not in survey.comparison.old.labels:
            yield Finding(span, f"renamed 中的 {old} 旧版没有{nearest(old, survey.comparison.old.labels)}")


def _anchor_faults(anchor: str, survey: Survey, span: Span) -> Iterator[Finding]:
    labels = survey.comparison.new.labels
    if anchor not in labels:
        yield Finding(span, f"没有 id 为 {anchor} 的内容{nearest(anchor, (known for known in labels if '.' not in known))}")
    elif re.search(r"\.[a-z]+-\d+$", anchor) and labels[anchor].kind != "row":
        words = survey.comparison.new.place(anchor)
        yield Finding(span, f"{anchor} 是自动生成的名字；给{words}写上 id，这里写那个 id", Severity.WARNING)


@check("CHG004", Severity.WARNING)
def change_stale(survey: Survey) -> Iterator[Finding]:
    """没有变化的不列。

    文稿改回去以后，留着的一项会让前言说没有的事。

    错：
        绝缘电阻的限值又改回10 MΩ，changes.yaml 中还有“更改了绝缘电阻的限值”。
    对：
        删去这一项。
    """
    for index, entry in _entries(survey):
        known = all(anchor in survey.comparison.new.labels for anchor in entry.at) and all(map(survey.reach.old_places, entry.old))
        if known and not survey.reach.changes(entry):
            yield Finding(_listed(survey).span(index), "所说的地方与旧版没有不同；删去这一项，或改正 at 和 old")


@check("CHG005", Severity.ERROR)
def change_class(survey: Survey) -> Iterator[Finding]:
    """改了能愿动词或数值而不算技术变化的，写明理由。

    这样的改动通常改变要求，审查时要问。

    错：
        - {class: editorial, at: [insulation]}      # 这一条的“宜”改成了“应”
    对：
        - {class: editorial, at: [insulation], reason: 旧版的“宜”是印误，勘误表已改}
    """
    technical = [entry for _, entry in _entries(survey) if entry.category == "technical"]
    for index, entry in _entries(survey):
        if entry.category == "technical" or entry.reason:
            continue
        changes = (change for change in survey.reach.changes(entry) if not any(survey.reach.touches(other, change) for other in technical))
        told = dict.fromkeys(words for change in changes if change.category == "technical" for words in _grave(change.reasons))
        if told:
            message = f"这里有 {'、'.join(told)}，通常是技术变化；写上 reason，或去掉 class"
            yield Finding(_listed(survey).span(index, "class"), message)


def _grave(reasons: tuple[Reason, ...]) -> Iterator[str]:
    """The modal words and values that became others."""
    for reason in reasons:
        if reason.name in ("modal", "value"):
            yield reason.told


# --- ids and the baseline --------------------------------------------------------------------


@check("CHG008", Severity.WARNING)
def change_id(survey: Survey) -> Iterator[Finding]:
    """换了 id 的写在 renamed 中；用过的 id 不给别的内容。

    旧版的引用、意见和记录都靠 id 找到内容。换了 id 是警告，id 给了别的内容是错误。

    错：
        旧版的 {#insulation} 现在是 {#insulation-resistance}，changes.yaml 没有 renamed。
    对：
        renamed: {insulation-resistance: insulation}
    """
    for change in survey.comparison.changes:
        if change.new is None or change.old is None:
            continue
        new, old = change.new.anchor, change.old.anchor
        if change.kind == "id-renamed" and _renamed(survey).get(new) != old:
            message = f"{change.new.words}的 id 由 {old} 换成了 {new}；改回去，或在 changes.yaml 写 renamed: {{{new}: {old}}}"
            yield Finding(_place(change, survey), message)
        if change.kind == "id-recycled":
            message = f"id {new} 旧版是{change.old.words}，现在给了别的内容；给新内容另取 id"
            yield Finding(_place(change, survey), message, Severity.ERROR)


@check("CHG010", Severity.ERROR)
def change_baseline(survey: Survey) -> Iterator[Finding]:
    """changes.yaml 写明与哪一版相比，那一版就是被代替的文件。

    前言写“与DB21/T 1234—2018相比”，“2018年版的4.2”也要是那一版的编号。

    错：
        baseline: {revision: v1, number: DB21/T 1234—2012}      # standard.yaml 代替的是 DB21/T 1234—2018
    对：
        baseline: {revision: DB21T1234-2018, number: DB21/T 1234—2018}
    """
    replaced = [number for each in survey.document.metadata.replaces if (number := parse_standard_number(each.number))]
    listed = survey.listed
    if listed is None:
        span = survey.document.spans.get("replaces", survey.file)
        yield Finding(span, "代替了旧版而没有 changes.yaml；运行 changes draft 起草")
    elif listed.value.baseline is None:
        yield Finding(listed.span("baseline"), "没有 baseline；写明与哪一版相比，如 baseline: {revision: GBT12345-2018}")
    else:
        written = listed.value.baseline.number or _old_number(survey.comparison)
        number = parse_standard_number(written)
        if number and all((number.undated, number.year) != (other.undated, other.year) for other in replaced):
            known = "、".join(each.number for each in survey.document.metadata.replaces)
            yield Finding(listed.span("baseline", "number"), f"相比的是 {written}，而 standard.yaml 代替的是 {known}；改成同一版")


def _old_number(comparison: Comparison) -> str:
    """The number of the old revision, where it has one and is no earlier draft of the same document."""
    old = comparison.old.document.metadata
    published = old.stage is None and "X" not in old.year and "X" not in old.number
    return old.dated_number if published else ""


# --- what checks ask -------------------------------------------------------------------------


def _listed(survey: Survey) -> ChangeList:
    assert survey.listed is not None
    return survey.listed


def _entries(survey: Survey) -> Iterator[tuple[int, Entry]]:
    return iter(enumerate(survey.listed.value.entries if survey.listed else ()))


def _renamed(survey: Survey) -> Mapping[str, str]:
    return survey.listed.value.renamed if survey.listed else {}


CHECKS: Mapping[str, Check] = {
    each.name: each
    for each in (
        change_uncovered,
        change_unknown_place,
        change_kind,
        change_stale,
        change_class,
        list_texts.change_number_typed,
        list_texts.change_verb,
        change_id,
        list_texts.change_list_typed,
        change_baseline,
    )
}
