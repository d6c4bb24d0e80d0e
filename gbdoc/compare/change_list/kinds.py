"""Whether the kind of an entry of changes.yaml is what the comparison shows: CHG003."""

from __future__ import annotations

from collections.abc import Iterator

from gbdoc.change import Change, Sign
from gbdoc.compare.change_list.checks import Finding, Survey, check
from gbdoc.diagnostic import Severity
from gbdoc.read.changes import Entry


@check("CHG003", Severity.ERROR)
def change_kind(survey: Survey) -> Iterator[Finding]:
    """所说的增加、更改、删除、改名与两版的实际相符。

    旧版有的不说增加，现在还有的不说删除，新增的不说更改，题没有变的不说改名。

    错：
        - {kind: added, at: [insulation], text: 增加了绝缘电阻的要求}      # 旧版4.2就是，只改了限值
    对：
        - {kind: changed, at: [insulation], old: [4.2], text: 更改了绝缘电阻的限值}
    """
    if survey.listed:
        for index, entry in enumerate(survey.listed.value.entries):
            message = _contradiction(entry, survey) if survey.reach.changes(entry) else ""
            if message:
                yield Finding(survey.listed.span(index, "kind"), message)


def _contradiction(entry: Entry, survey: Survey) -> str:
    match entry.verb:
        case "added":
            return next(_not_new(entry, survey), "")
        case "deleted":
            return next(_not_gone(entry, survey), "")
        case "retitled":
            return next(_not_retitled(entry, survey), "")
    return _not_changed(entry, survey)


def _not_new(entry: Entry, survey: Survey) -> Iterator[str]:
    """What an entry says was added, and stood there, nothing having been put into it."""
    comparison = survey.comparison
    for anchor in entry.at:
        inside = [change for change in comparison.changes if anchor in survey.reach.around_new(change)]
        if anchor in comparison.pairs and not any(_is_only(change, "+") for change in inside):
            then = comparison.old.place(comparison.pairs[anchor])
            yield f"说是增加，而{comparison.new.place(anchor)}旧版就有（{then}）；改为 kind: changed 并写 old"


def _not_gone(entry: Entry, survey: Survey) -> Iterator[str]:
    """What an entry says was deleted, and is there, nothing having been taken from it."""
    successors = survey.comparison.new_of
    for written in entry.old:
        for anchor in survey.reach.old_places(written):
            inside = [change for change in survey.comparison.changes if anchor in survey.reach.around_old(change)]
            if anchor in successors and not any(_is_only(change, "-") for change in inside):
                yield f"说是删除，而{written}现在还有（{survey.comparison.new.place(successors[anchor])}）；改为 kind: changed 并写 at"


def _is_only(change: Change, sign: Sign) -> bool:
    """Whether a change puts something in, or takes something out, and not in exchange for something else."""
    if change.kind == ("added" if sign == "+" else "deleted"):
        return True
    signs = "".join(sign for sign, _ in change.ops).replace("-+", "")
    return sign in signs


def _not_retitled(entry: Entry, survey: Survey) -> Iterator[str]:
    """Titles that an entry says were changed, and were not."""
    for anchor in entry.at:
        new, former = survey.comparison.new.labels.get(anchor), survey.comparison.pairs.get(anchor, "")
        old = survey.comparison.old.labels.get(former)
        if new and old and new.title == old.title:
            yield f"说是改名，而{survey.comparison.new.place(anchor)}的“{new.title}”没有变；改为 kind: changed"


def _not_changed(entry: Entry, survey: Survey) -> str:
    """Whether all that an entry names now is new, and all that it names of the old edition is as it was."""
    comparison, olds = survey.comparison, survey.reach.old_anchors(entry)
    added = {change.new.anchor for change in comparison.changes if change.kind == "added" and change.new and change.new.what != "column"}
    is_new = bool(entry.at) and all(anchor in added for anchor in entry.at)
    touched = any(not survey.reach.around_old(change).isdisjoint(olds) for change in comparison.changes)
    if is_new and olds and not touched:
        return f"说是更改，而{comparison.new.place(entry.at[0])}是新增的，旧版的{entry.old[0]}没有变；改为 kind: added 并去掉 old"
    return ""
