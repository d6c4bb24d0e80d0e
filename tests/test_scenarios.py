"""What a comparison finds, scenario by scenario: tests/cases/compare, written from the specification.

An input is the old revision as `library` takes it, a line `>>>>>>>> NEW`, and the files that replace those of the old
one (lines before the first `===` are `gp/scope.md`; `=== - PATH` takes a file away). Expected is a line a change:

    {kind}{?}{+} {what} {old place} → {new place} {name} [{category}{?}: {reasons}] {words, [-deleted-]{+inserted+}}

`?` after a kind is a doubtful move, after a category a class that is only proposed; `+` says that all below came, went or
moved with it. Then follow the quiet things: renumbered, rewritten, relocated, limited. Whole things that came or went are
not given in words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from cases import Case, check, load_cases, sources
from gbdoc.change import Change, Comparison, Place, Reason
from gbdoc.compare import Version, compare
from gbdoc.pipeline import Compiled, compile_library
from gbdoc.resolve import ResolvedDocument
from gbdoc.source import Sources
from library import library, told

CASES = load_cases("compare")
NEW = ">>>>>>>> NEW\n"
DANGLING = {  # the cases that are unsound, and must be
    "S03 a clause goes and a reference to it stays",
    "S03 a clause goes, the sentence that refers to it is edited elsewhere",
}
MIRROR = {"added": "deleted", "deleted": "added", "split": "merged", "merged": "split"}
WHOLE = {"added", "deleted"}
DIVISIONS = {"chapter", "clause", "annex", "element"}
# Reasons that say no more than the kind, the category or the ? beside them.
SAID = {
    "provision",
    "moved",
    "split",
    "merged",
    "markup",
    "metadata",
    "rewritten",
    "unclassified",
}

every_case = pytest.mark.parametrize("case", CASES, ids=str)


@every_case
def test_cases_are_sound(case: Case) -> None:
    """Both revisions of every case are free of faults, so that a case shows nothing but its change."""
    findings = [line for revision in revisions(case.input) for compiled in compile_library(revision) for line in told(compiled.diagnostics)]
    if case.title in DANGLING:
        (finding,) = findings
        assert "错误" in finding
    else:
        assert findings == []


def test_every_scenario_has_a_case() -> None:
    elsewhere = {33, 34, 35, 36}  # properties and time: for S34 see below
    assert {f"S{n:02}" for n in range(1, 33) if n not in elsewhere} <= {case.title.split()[0] for case in CASES}


@every_case
def test_scenario(case: Case, request: pytest.FixtureRequest) -> None:
    check(case, essence(compare(*versions(case.input))), request)


@every_case
def test_a_revision_with_itself_is_empty(case: Case) -> None:
    for version in versions(case.input):
        comparison = compare(version, version)
        assert essence(comparison) == "nothing"
        assert all(ours == theirs for ours, theirs in comparison.pairs.items())


@every_case
def test_twice_is_the_same(case: Case) -> None:
    first, second = (compare(*versions(case.input)) for _ in range(2))
    assert (first.changes, first.renumbered) == (second.changes, second.renumbered)
    assert list(first.pairs.items()) == list(second.pairs.items())
    assert repr((first.rewritten, first.relocated, first.limited)) == repr((second.rewritten, second.relocated, second.limited))


@every_case
def test_the_way_back_is_the_mirror(case: Case) -> None:
    old, new = versions(case.input)
    there, back = compare(old, new), compare(new, old)
    assert Counter(MIRROR.get(change.kind, change.kind) for change in there.changes) == Counter(change.kind for change in back.changes)
    assert Counter(mirrored(change) for change in there.changes) == Counter(spoken(change) for change in back.changes)
    assert {(r.new, r.old) for r in there.renumbered} == {(r.old, r.new) for r in back.renumbered}


@every_case
def test_keys_and_places_are_true(case: Case) -> None:
    old, new = resolved(case.input)
    comparison = compare(*versions(case.input))
    keys = [change.key for change in comparison.changes]
    assert len(keys) == len(set(keys))
    for change in comparison.changes:
        assert (change.old is None, change.new is None) == (change.kind == "added", change.kind == "deleted")
        for place, document in ((change.old, old), (change.new, new)):
            assert place is None or not place.division or place.division in document.labels
    assert all(ours in new.labels and theirs in old.labels for ours, theirs in comparison.pairs.items() if ours)  # "" is the whole


def test_a_paragraph_too_long_for_words_is_told() -> None:
    """More than 20 000 characters in one block are not compared word by word, and the comparison says so."""
    sentences = ("逐一列出各类设施及其代码。", "应列出各类设施及其编码。")
    old, new = (f"# 范围\n\n本文件规定了要求。\n\n# 要求\n\n{sentence * 2000}\n" for sentence in sentences)
    change, *rest = essence(compare(*versions(f"{old}{NEW}{new}"))).splitlines()
    assert change.startswith("modified paragraph 第4章 → 第4章")
    assert rest == ["limited: 第4章第一段"]


def place(words: str, what: str = "clause") -> Place:
    return Place("a", what, words, "a", "gp/scope.md", 1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change("k", "moved", "structural", (), place("4.2"), place("5.2"), restructured=True), "moved+ clause 4.2 → 5.2 [structural]"),
        (Change("k", "moved", "technical", (), place("4.2"), place("5.2"), doubtful=True), "moved? clause 4.2 → 5.2 [technical]"),
        (Change("k", "added", "technical", (), None, place("4.1 b)", "item"), (("+", "甲"),)), "added item - → 4.1 b) [technical]"),
        (
            Change("k", "merged", "structural", (), place("4.1"), place("4.1"), (("=", "甲"),), (place("4.2"),)),
            "merged clause 4.1、4.2 → 4.1 [structural]",
        ),
        (
            Change("k", "split", "technical", (), place("4.1"), place("4.1"), (), (place("4.2"),), doubtful=True),
            "split clause 4.1 → 4.1、4.2 [technical?]",
        ),
        (Change("k", "metadata", "editorial", (), place("ICS"), place("ICS"), name="ics"), "metadata ics [editorial]"),
        (
            Change(
                "k",
                "modified",
                "technical",
                (Reason("value", "2", "1", "h"),),
                place("4"),
                place("5"),
                (("=", "在"), ("-", "2"), ("+", "1")),
            ),
            "modified clause 4 → 5 [technical: value 2→1 h] 在[-2-]{+1+}",
        ),
    ],
)
def test_a_change_in_a_line(change: Change, words: str) -> None:
    assert line(change) == words


# --- the two revisions of a case ---------------------------------------------------------------


def revisions(text: str) -> tuple[Sources, Sources]:
    """The libraries of the old and the new revision."""
    before, line, after = text.partition(NEW)
    assert line, "a case needs its line >>>>>>>> NEW"
    old, over = given(before), given(after)
    gone = {path.removeprefix("- ") for path in over if path.startswith("- ")}
    new = {path: words for path, words in (old | over).items() if path not in gone and not path.startswith("- ")}
    return whole(old), whole(new)


def given(text: str) -> dict[str, str]:
    return {path: data.decode() for path, data in sources(text, "gp/scope.md").files.items()}


def whole(files: Mapping[str, str]) -> Sources:
    return library("".join(f"=== {path}\n{text}" for path, text in files.items()))


@cache
def resolved(text: str) -> tuple[ResolvedDocument, ResolvedDocument]:
    old, new = (standard(compile_library(revision)) for revision in revisions(text))
    return old, new


def versions(text: str) -> tuple[Version, Version]:
    """The two things that are compared: a document and the files its figures show."""
    old, new = (Version(document, sources.files) for document, sources in zip(resolved(text), revisions(text), strict=True))
    return old, new


def standard(compiled: tuple[Compiled, ...]) -> ResolvedDocument:
    document = next(one.resolved for one in compiled if one.name == "gp")
    assert document is not None
    return document


# --- a comparison in a few lines ---------------------------------------------------------------


def essence(comparison: Comparison) -> str:
    """A line a change, then a line for each kind of quiet thing; `nothing` where the revisions are the same."""
    return "\n".join([*map(line, comparison.changes), *quiet(comparison)]) or "nothing"


def line(change: Change) -> str:
    moved = "?" if change.doubtful and change.kind == "moved" else ""
    below = "+" if change.restructured and change.place.what in DIVISIONS else ""
    where = "" if change.kind == "metadata" else f"{change.place.what} {places_of(change, 'old')} → {places_of(change, 'new')}"
    return " ".join(part for part in (f"{change.kind}{moved}{below}", where, change.name, classed(change), worded(change)) if part)


def places_of(change: Change, side: str) -> str:
    """A split has several new places, a merger several old ones."""
    first: Place | None = getattr(change, side)
    others = change.others if (change.kind, side) in {("split", "new"), ("merged", "old")} else ()
    return "、".join(place.words for place in (first, *others) if place) or "-"


def classed(change: Change) -> str:
    doubt = "?" if change.doubtful and change.kind != "moved" else ""
    reasons = ", ".join(reasoned(reason) for reason in change.reasons if reason.name not in SAID)
    return f"[{change.category}{doubt}{': ' if reasons else ''}{reasons}]"


def reasoned(reason: Reason) -> str:
    """modal 宜→应, value 0.5→0.25 ℃, negation 不"""
    words = "→".join(word for word in (reason.old, reason.new) if word)
    return " ".join(part for part in (reason.name, words, reason.unit) if part)


def worded(change: Change) -> str:
    """The words of a change with its marks; nothing where no word is marked, or all are."""
    if change.kind in WHOLE or change.restructured or all(sign == "=" for sign, _ in change.ops):
        return ""
    marks = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    return "".join(marks[sign].format(words) for sign, words in change.ops)


def quiet(comparison: Comparison) -> Iterator[str]:
    lists = {
        "renumbered": [f"{each.old}→{each.new}" for each in comparison.renumbered],
        "rewritten": map(comparison.new.place, comparison.rewritten),
        "relocated": map(comparison.new.place, comparison.relocated),
        "limited": map(comparison.new.place, comparison.limited),
    }
    for name, things in lists.items():
        if words := ", ".join(things):
            yield f"{name}: {words}"


# --- there and back ----------------------------------------------------------------------------


def spoken(change: Change) -> tuple[tuple[str, str], ...]:
    """The marked words of a change, in no order."""
    return () if change.kind in WHOLE else tuple(sorted((sign, words) for sign, words in change.ops if sign != "="))


def mirrored(change: Change) -> tuple[tuple[str, str], ...]:
    """Its marked words on the way back."""
    return tuple(sorted(({"-": "+", "+": "-"}[sign], words) for sign, words in spoken(change)))
