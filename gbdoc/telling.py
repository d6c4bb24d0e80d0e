"""The differences of some standards in words: for the terminal, for programs, for the foreword, as pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from gbdoc.change import Comparison, Redline
from gbdoc.compare.change_list.foreword import drafted, item_words
from gbdoc.diagnostic import Diagnostic
from gbdoc.diffing import Difference
from gbdoc.number import letters
from gbdoc.source import Sources
from gbdoc.write.redline.report import report
from gbdoc.write.redline.selection import Selection, selected, unknown
from gbdoc.write.redline.stat import stat_lines
from gbdoc.write.redline.terminal import terminal_lines

if TYPE_CHECKING:
    from gbdoc.write.html import Revision, Templates

Lines: TypeAlias = Iterator[str]


@dataclass(frozen=True, slots=True)
class Manner:
    """How differences are told: what the revisions are called, what is shown, and what the terminal can do."""

    old: str
    new: str
    selection: Selection
    coloured: bool
    width: int


def terminal(differences: Sequence[Difference], manner: Manner) -> Lines:
    """Every change with its words."""
    for difference in differences:
        yield from _headed(difference, manner)
        if difference.comparison and difference.differs:
            yield from terminal_lines(difference.comparison, manner.selection, manner.coloured, manner.width)
        yield ""


def stat(differences: Sequence[Difference], manner: Manner) -> Lines:
    """The clauses that changed and how much."""
    for difference in differences:
        yield from _headed(difference, manner)
        if difference.comparison and difference.differs:
            yield from stat_lines(difference.comparison, manner.selection)
        yield ""


def json(differences: Sequence[Difference], manner: Manner) -> Lines:
    """All changes for programs, by docs/redline.schema.json."""
    comparisons = [difference.comparison for difference in differences if difference.comparison]
    states = {difference.name: difference.state for difference in differences if not difference.comparison}
    yield report(comparisons, manner.old, manner.new, manner.selection, states).rstrip("\n")


def foreword(differences: Sequence[Difference], manner: Manner) -> Lines:
    """The list of main technical changes as it would stand in the foreword (8.3 c)."""
    for difference in differences:
        yield from _headed(difference, manner)
        if difference.comparison and difference.differs:
            yield from _items(replace(difference.comparison, changes=selected(difference.comparison, manner.selection)))
        yield ""


def _items(comparison: Comparison) -> Lines:
    year = comparison.old.document.metadata.year
    items = drafted(comparison)
    if not items:
        yield "没有主要技术变化。"
    for place, item in enumerate(items):
        mark = "。" if place + 1 == len(items) else "；"
        yield f"{letters(place + 1)}) {item_words(item, year if year.isdecimal() else '')}{mark}{_hints(item.hints, item.doubtful)}"


def _hints(hints: tuple[str, ...], doubtful: bool) -> str:
    """What is told to the drafter and not to the reader of the foreword."""
    told = [*hints, *(["待定"] if doubtful else [])]
    return f"　# {'，'.join(told)}" if told else ""


def _headed(difference: Difference, manner: Manner) -> Lines:
    """What is compared; and all there is to tell of a standard that is not in both revisions, or cannot be read."""
    renamed = f"（原名 {difference.old_name}）" if difference.old_name else ""
    head = f"{difference.name}{renamed}　{manner.old} → {manner.new}"
    yield f"\033[1m{head}\033[0m" if manner.coloured else head
    match difference.state:
        case "added":
            yield "新增文稿"
        case "deleted":
            yield "删去文稿"
        case "unreadable":
            sides = {"旧": (manner.old, difference.old_errors), "新": (manner.new, difference.new_errors)}
            for name, errors in (sides[side] for side in difference.unread):
                yield f"{name} 中的这个文稿读不出来，只比较源文件。出错的是 {_first(errors)}"
            yield from difference.lines
        case _ if not difference.differs:
            yield "没有改动。"


def _first(errors: Sequence[Diagnostic]) -> str:
    return f"{errors[0].span.path}:{errors[0].span.line}：{errors[0].message}"


FORMS: Mapping[str, Callable[[Sequence[Difference], Manner], Lines]] = {
    "terminal": terminal,
    "stat": stat,
    "json": json,
    "foreword": foreword,
}


def is_told(difference: Difference, selection: Selection) -> bool:
    """Whether any change is listed: another number is none, and what is left out by place or class is not."""
    return bool(selected(difference.comparison, selection)) if difference.comparison else difference.differs


def gaps(differences: Sequence[Difference], manner: Manner) -> Lines:
    """What the comparisons may lack, because a revision has errors in its sources."""
    for difference in differences:
        for side, errors in ((manner.old, difference.old_errors), (manner.new, difference.new_errors)):
            if errors and difference.state == "compared":
                yield f"{side} 的 {difference.name} 有 {len(errors)} 个错误，对比可能不全；第一个是 {_first(errors)}"


def unknown_places(differences: Sequence[Difference], selection: Selection) -> tuple[str, ...]:
    """Words of a selection that mean nothing in any of the standards."""
    comparisons = [difference.comparison for difference in differences if difference.comparison]
    found = [set(unknown(comparison, selection)) for comparison in comparisons]
    return tuple(sorted(set.intersection(*found))) if found else ()


# --- pages -----------------------------------------------------------------------------------


def pages(
    form: str, differences: Sequence[Difference], manner: Manner, old: Sources, new: Sources, templates: Sequence[Path]
) -> Iterator[tuple[str, bytes]]:
    """Name and page, html or pdf, of every standard that is in both revisions and differs."""
    from gbdoc.write.html import Revision, load_templates

    texts = load_templates(*templates)
    sides = Revision(manner.old, old), Revision(manner.new, new)
    make = {"html": _html, "pdf": _pdf}[form]
    for difference in differences:
        if difference.redline and difference.differs:
            yield difference.name, make(difference.redline, *sides, texts, manner.selection)


def _html(shown: Redline, old: Revision, new: Revision, templates: Templates, selection: Selection) -> bytes:
    from gbdoc.write.html import write_redline_html

    return write_redline_html(shown, old, new, templates, selection).encode()


def _pdf(shown: Redline, old: Revision, new: Revision, templates: Templates, selection: Selection) -> bytes:
    from gbdoc.write.pdf import write_redline_pdf

    return write_redline_pdf(shown, old, new, templates, selection)


def without_page(differences: Sequence[Difference], manner: Manner) -> Lines:
    """What is to say of the standards that have no page."""
    for difference in differences:
        if not difference.redline or not difference.differs:
            yield from _headed(difference, manner)
