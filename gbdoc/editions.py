"""The edition that a document's list of changes is measured by: a revision of git, or a file with its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gbdoc.change import Comparison
from gbdoc.change_list import baseline_of
from gbdoc.diffing import differences
from gbdoc.git import GitFault
from gbdoc.number import Labels
from gbdoc.pipeline import compile_library
from gbdoc.read.baseline import read_baseline
from gbdoc.resolve import ResolvedDocument
from gbdoc.revisions import Revision, choose, sources_of
from gbdoc.source import Sources


@dataclass(frozen=True, slots=True)
class Edition:
    """What is known of the old edition: all that changed since, or only its numbers, or nothing, where `name` is empty.

    `fault` says why it cannot be compared.
    """

    name: str
    comparison: Comparison | None = None
    numbers: Labels | None = None
    fault: str = ""


def edition_of(sources: Sources, name: str, since: str, library: Path) -> Edition:
    """The edition that `since` names, else the one that changes.yaml does; GitFault where there is no such revision."""
    baseline = baseline_of(sources, name)
    if since:
        revision = choose([since, "--", name], sources.names, library).old
    elif baseline and baseline.file:
        revision = _file(sources, name, baseline.file)
    elif baseline and baseline.revision:
        revision = choose([baseline.revision, "--", name], sources.names, library).old
    else:
        return Edition("")
    if revision.kind == "baseline" and not read_baseline(sources, revision.at).has_text:
        return _numbers(revision, name, library)
    return _compared(revision, sources, name, library)


def resolved_of(sources: Sources, name: str) -> ResolvedDocument | None:
    """The document as it is now."""
    return next(standard.resolved for standard in compile_library(sources) if standard.name == name)


def _file(sources: Sources, name: str, path: str) -> Revision:
    located = sources.locate(f"{name}/changes.yaml", path)
    if located is None or located not in sources.files:
        raise GitFault(f"changes.yaml 的 baseline.file 找不到文件 {path}")
    return Revision(path, "baseline", located)


def _numbers(revision: Revision, name: str, library: Path) -> Edition:
    old = resolved_of(sources_of(revision, library)[0], name)
    return Edition(revision.name, numbers=old.labels if old else {})


def _compared(revision: Revision, sources: Sources, name: str, library: Path) -> Edition:
    (found,) = differences(sources_of(revision, library)[0], sources, [name]) or (None,)
    if found is not None and found.comparison:
        return Edition(revision.name, found.comparison)
    why = "里没有这个文稿" if found is None or found.state != "unreadable" else "或现在的文稿读不出来"
    return Edition(revision.name, fault=f"{revision.name} {why}，没有可比较的；换一个版本")
