"""The page that compares a standard as it is now with a tag or a commit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from gbdoc import git
from gbdoc.diffing import redlines
from gbdoc.git import GitFault
from gbdoc.revisions import WORKTREE, Revision, sources_of
from gbdoc.source import Sources
from gbdoc.telling import Manner, pages, without_page
from gbdoc.write.redline.selection import Selection

_RECENT = 20  # commits that are offered


def revisions(library: Path) -> Sequence[Mapping[str, str]]:
    """What a library may be compared with: its tags, and the last commits of its sources; nothing where there is no git."""
    repository = git.find(library)
    if repository is None:
        return ()
    tags = [{"id": f"refs/tags/{name}", "kind": "标签", "name": name, "words": ""} for name in git.tags(repository)]
    try:
        commits = git.log(repository, "HEAD")[:_RECENT]
    except GitFault:  # nothing has been committed yet
        commits = ()
    return [
        *tags,
        *({"id": each.hash, "kind": "提交", "name": each.short, "words": f"{each.date} {each.subject}"} for each in commits),
    ]


def redline_page(library: Path, name: str, revision: str, sources: Sources, templates: Sequence[Path]) -> tuple[str, str]:
    """The page, or nothing and why."""
    try:
        called = revision.removeprefix("refs/tags/") if revision.startswith("refs/") else revision[:8]
        old = Revision(called, "commit", git.commit_of(git.repository_of(library), revision))
        before, _ = sources_of(old, library)
    except GitFault as fault:
        return "", fault.words
    manner = Manner(old.name, WORKTREE.name, Selection(), False, 80)
    found = redlines(before, sources, (name,))
    made = dict(pages("html", found, manner, before, sources, templates))
    return made.get(name, b"").decode(), " ".join(without_page(found, manner))
