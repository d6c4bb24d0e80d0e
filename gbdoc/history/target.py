"""Whose history is asked for: an id, or the number that something had in a revision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gbdoc import git
from gbdoc.diagnostic import nearest
from gbdoc.git import GitFault
from gbdoc.load import survey_commit
from gbdoc.number import Labels, number
from gbdoc.read.baseline import clause_id
from gbdoc.read.read import read
from gbdoc.resolve.wording import place as place_words
from gbdoc.source import Sources


@dataclass(frozen=True, slots=True)
class Target:
    """A document and an anchor in it, as the commit `start` has them or had them before."""

    name: str
    anchor: str
    start: str  # hash


def target(repository: git.Repository, word: str, sources: Sources, names: Sequence[str] = ()) -> Target:
    """What `grid-code`, `征求意见稿-1:4.2`, `2018:4.2` or, as of the last commit, `4.2` names.

    `sources` are those of the worktree; `names` the documents meant, none meaning all.
    """
    head = git.commit_of(repository, "HEAD")
    asked = tuple(names) or sources.names
    revision, colon, place = word.rpartition(":")
    if not place:
        raise GitFault(f"{word} 后面要写编号或 id，如 征求意见稿-1:4.2" if colon else "写 id 或编号，如 grid-code、征求意见稿-1:4.2")
    if not colon or not revision:
        return _current(repository, sources, place, asked, head, tuple(names))
    commit = git.find_commit(repository, revision)
    if commit is None:
        return Target(*_in_baseline(repository, sources, revision, place, asked), head)
    name, anchor = _in_revision(survey_commit(repository, commit)[0], revision, place, tuple(names))
    return Target(name, anchor, commit if "." in anchor else head)  # without an id it is followed from there, not from today


def _current(repository: git.Repository, sources: Sources, anchor: str, asked: Sequence[str], head: str, names: Sequence[str]) -> Target:
    """The document that has an id now; the only one asked for may have had it before. What is no id may be a number of HEAD."""
    labels = {name: _labels(sources, name) for name in asked}
    owners = [name for name, known in labels.items() if anchor in known]
    if len(owners) == 1:
        return Target(owners[0], anchor, head)
    if owners:
        raise GitFault(f"几个文稿都有 {anchor}：{'、'.join(owners)}；写明文稿名")
    numbered = _numbered(survey_commit(repository, head)[0], anchor, names)
    if numbered:
        return Target(*_only(numbered, "HEAD", anchor), head)
    gone = git.last_mention(repository, head, anchor)
    if gone and len(asked) == 1:
        return Target(asked[0], anchor, gone)
    known = [each for labels_of in labels.values() for each in labels_of if "." not in each]
    remedy = f"；它可能已经删去，写明文稿名再查：{'、'.join(asked)}" if gone else ""
    raise GitFault(f"没有 id 或编号为 {anchor} 的内容{nearest(anchor, known) or remedy}")


def _labels(sources: Sources, name: str) -> Labels:
    document = read(sources, name).document if name in sources.names else None
    return number(document) if document else {}


def _in_revision(sources: Sources, revision: str, place: str, names: Sequence[str]) -> tuple[str, str]:
    """The document and the anchor of what had a number in a revision."""
    found = _numbered(sources, place, names)
    if not found:
        raise GitFault(f"{revision} 里没有 {place}；写那时的编号或 id，如 4.2、第4章、附录A、表1")
    return _only(found, revision, place)


def _numbered(sources: Sources, place: str, names: Sequence[str]) -> list[tuple[str, str]]:
    """The documents in which something has a number, and its anchors."""
    return [(name, anchor) for name in names or sources.names if (anchor := _anchor(_labels(sources, name), place))]


def _only(found: Sequence[tuple[str, str]], revision: str, place: str) -> tuple[str, str]:
    if len(found) > 1:
        raise GitFault(f"{revision} 里几个文稿都有 {place}：{'、'.join(name for name, _ in found)}；写明文稿名")
    return found[0]


_UNNUMBERED = ("item", "row", "note", "example", "footnote", "paragraph", "list")  # their marks are many times the same


def _anchor(labels: Labels, wanted: str) -> str:
    """The anchor of a number as it is printed or referred to, or of an id; empty where there is none."""
    numbered = (label.anchor for label in labels.values() if label.number == wanted and label.kind not in _UNNUMBERED)
    worded = (anchor for anchor in labels if place_words(anchor, labels) == wanted)
    return next(numbered, "") or next(worded, "") or (wanted if wanted in labels else "") if wanted else ""


def _in_baseline(repository: git.Repository, sources: Sources, revision: str, place: str, asked: Sequence[str]) -> tuple[str, str]:
    """The document and the id that baseline/REVISION.yaml gives a number."""
    paths = {name: path for name in asked if (path := f"{name}/baseline/{revision}.yaml") in sources.files}
    if not paths:
        git.commit_of(repository, revision)
    found = {name: clause_id(sources, path, place) for name, path in paths.items()}
    for name, anchor in found.items():
        if anchor:
            return name, anchor
    files = "、".join(f"content/{path}" for path in paths.values())
    if all(anchor is None for anchor in found.values()):
        raise GitFault(f"{files} 里没有 {place}")
    raise GitFault(f"{files} 里的 {place} 没有写 id；写上它现在的 id 就能查它的历史")
