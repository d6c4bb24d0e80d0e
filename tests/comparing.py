"""Comparisons made by hand for cases: two revisions of the standard `gp`, and a line for each change between them.

Files are `=== old/PATH` and `=== new/PATH`, or `=== PATH` for both; changes.yaml is the new revision's. `=== changes` holds lines

    KIND CATEGORY [NEW] [< OLD] [+ OTHER]… [; NAME OLD NEW UNIT]… [; doubtful] [; name=WORD]

with anchors for places and reasons behind semicolons, and `pair NEW OLD` for what is the same under another anchor. What has
the same anchor in both is the same, unless it was added or deleted.
"""

from __future__ import annotations

from typing import Any, cast

from cases import sources
from gbdoc.change import Change, Comparison, Op, Place, Reason
from gbdoc.pipeline import compile_library
from gbdoc.resolve import ResolvedDocument
from gbdoc.source import Sources
from library import REGISTRY
from standard_file import completed

STANDARD = "stage: 征求意见稿\nreplaces: [{number: DB21/T 1234—2018, title: 旧名称}]\n"
DIVISIONS = ("chapter", "clause", "annex", "element")


def comparison(text: str) -> tuple[Sources, Comparison]:
    """The sources of the new revision, and what is said to lie between the two."""
    files = {path: data.decode() for path, data in sources(text, "changes").files.items()}
    lines = files.pop("changes", "").split("\n")
    before = {path: text for path, text in _of(files, "old/").items() if not path.endswith("/changes.yaml")}
    after = _of(files, "new/")
    old, new = _resolved(before), _resolved(after)
    changes = [
        _change(line, f"chg-{number:06x}", old, new) for number, line in enumerate(lines, 1) if line and not line.startswith("pair ")
    ]
    pairs = dict(cast("tuple[str, str]", line.split()[1:]) for line in lines if line.startswith("pair "))
    return _library(after), Comparison(old, new, _pairs(pairs, changes, old, new), tuple(changes), ())


def _of(files: dict[str, str], side: str) -> dict[str, str]:
    """The files of one revision, its own before those of both."""
    shared = {path: text for path, text in files.items() if not path.startswith(("old/", "new/"))}
    own = {path.removeprefix(side): text for path, text in files.items() if path.startswith(side)}
    return {"references.yaml": REGISTRY, "gp/standard.yaml": STANDARD, **shared, **own}


def _library(files: dict[str, str]) -> Sources:
    written = {path: completed(text) if path.endswith("/standard.yaml") else text for path, text in files.items()}
    return Sources({path: text.encode() for path, text in written.items()})


def _resolved(files: dict[str, str]) -> ResolvedDocument:
    compiled = next(each for each in compile_library(_library(files)) if each.name == "gp")
    assert compiled.resolved, compiled.diagnostics
    return compiled.resolved


def _pairs(given: dict[str, str], changes: list[Change], old: ResolvedDocument, new: ResolvedDocument) -> dict[str, str]:
    fresh = {change.new.anchor for change in changes if change.kind == "added" and change.new and change.new.what != "column"}
    gone = {change.old.anchor for change in changes if change.kind == "deleted" and change.old and change.old.what != "column"}
    same = {a: a for a in new.labels if a in old.labels and not _in(a, fresh, new) and not _in(a, gone, old) and a not in given.values()}
    return {**same, **given}


def _in(anchor: str, anchors: set[str], resolved: ResolvedDocument) -> bool:
    while anchor:
        if anchor in anchors:
            return True
        anchor = resolved.labels[anchor].parent
    return False


def _change(line: str, key: str, old: ResolvedDocument, new: ResolvedDocument) -> Change:
    head, *more = [part.strip() for part in line.split(";")]
    places, *others = head.split(" + ")
    (kind, category, *now), then = (part.split() for part in (f"{places} < ".split(" < ")[:2]))
    name = next((word.removeprefix("name=") for word in more if word.startswith("name=")), "")
    reasons = tuple(Reason(*part.split()) for part in more if part != "doubtful" and not part.startswith("name="))
    elsewhere = tuple(_place(anchor, old if kind == "merged" else new) for anchor in others)
    ops: tuple[Op, ...] = (("-", "旧"), ("+", "新"))
    return Change(
        key, cast(Any, kind), cast(Any, category), reasons, _place(then[0], old) if then else None, _place(now[0], new) if now else None,
        ops, elsewhere, name, "doubtful" in more,
    )  # fmt: skip


def _place(anchor: str, resolved: ResolvedDocument) -> Place:
    """A place as compare makes it; `tab.r1.c2` is a cell, which has no label of its own, `tab:column` a column, which has no anchor."""
    if anchor == "metadata":
        return Place("", "metadata", "", "", "content/gp/standard.yaml", 1)
    anchor, colon, _ = anchor.partition(":")
    label = resolved.labels.get(anchor)
    known = anchor
    while known not in resolved.labels:
        known = known.rpartition(".")[0]
        assert known, f"no {anchor}"
    division, span = resolved.labels[known], resolved.labels[known].span
    while division.parent and division.kind not in DIVISIONS:
        division = resolved.labels[division.parent]
    return Place(
        anchor, "column" if colon else label.kind if label else "cell", resolved.place(known), division.anchor, span.path, span.line
    )
