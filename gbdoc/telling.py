"""The differences of some standards in words: for the terminal, for programs, for the foreword, as pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from gbdoc.change import Comparison, Redline
from gbdoc.compare.change_list.foreword import drafted, item_words
from gbdoc.diffing import Difference
from gbdoc.number import letters
from gbdoc.source import Sources
from gbdoc.write.redline.report import report
from gbdoc.write.redline.selection import Selection, unknown
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
        if difference.comparison:
            yield from _items(difference.comparison)
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
    yield f"{difference.name}{renamed}　{manner.old} → {manner.new}"
    match difference.state:
        case "added":
            yield "新增文稿"
        case "deleted":
            yield "删去文稿"
        case "unreadable":
            sides = "、".join({"旧": manner.old, "新": manner.new}[side] for side in difference.unread)
            yield f"{sides} 中的这个文稿读不出来，只比较源文件："
            yield from difference.lines
        case _ if not difference.differs:
            yield "没有改动。"


FORMS: Mapping[str, Callable[[Sequence[Difference], Manner], Lines]] = {
    "terminal": terminal,
    "stat": stat,
    "json": json,
    "foreword": foreword,
}


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
