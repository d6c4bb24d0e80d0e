"""The history of one clause, or of anything with an id: the commits that changed its words, across files, ids and branches.

A commit has changed it where its content is other than in every parent of the commit. Numbers are no content: what only got
another number is not listed. Each revision is read once, and not at all where no file that matters has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gbdoc import git
from gbdoc.git import Commit
from gbdoc.history.past import Found, Past, Wanted
from gbdoc.history.record import Event, Record, log_lines
from gbdoc.history.target import Target, target

__all__ = ["Record", "Target", "history", "log_lines", "target"]


def history(repository: git.Repository, asked: Target) -> Iterator[Record]:
    """The commits that changed the clause, the newest first; those that cannot be read are told and passed over."""
    commits = git.log(repository, asked.start)
    past = Past(repository, {commit.hash: commit for commit in commits})
    wanted = {commits[0].hash: Wanted(asked.name, asked.anchor, "")} if commits else {}
    for commit in commits:
        if commit.hash in wanted:
            yield from _step(past, commit, wanted)


def _step(past: Past, commit: Commit, wanted: dict[str, Wanted]) -> Iterator[Record]:
    """What one commit did; its parents learn under which name and id, and in which file, to go on."""
    sought = wanted[commit.hash]
    before: Sequence[Found | None] = [None] * len(commit.parents)
    if not past.untouched(commit, sought) and not past.unknown(commit, sought):
        here = past.find(commit.hash, sought.name, sought.anchor)
        if reason := past.fault(commit.hash, sought.name):
            yield Record(commit, "unreadable", reason=reason)
        else:
            before = [_before(past, commit, parent, here, sought) for parent in commit.parents]
            yield from _record(past, commit, here, before)
            sought = replace(sought, path="")
    for parent, found in zip(commit.parents, before, strict=True):
        wanted.setdefault(parent, Wanted(found.name, found.anchor, found.path) if found else sought)


def _before(past: Past, commit: Commit, parent: str, here: Found | None, sought: Wanted) -> Found | None:
    """The clause in a parent: under its id, else what vanished after it and has nearly the same words.

    A parent that cannot be read is passed over: what its own parents have is compared instead.
    """
    readable = past.readable(parent, sought.name)
    if readable is None:
        return None
    for name in past.names_before(readable, commit.hash, sought.name):
        found = past.find(readable, name, sought.anchor) if "." not in sought.anchor else None
        if found is None and here is not None:
            found = past.likest(readable, name, here, past.anchors(commit.hash, sought.name))
        if found is not None:
            return found
    return None


def _record(past: Past, commit: Commit, here: Found | None, before: Sequence[Found | None]) -> Iterator[Record]:
    """The record of a commit, unless a parent has the very same."""
    there = next((found for found in before if found), None)
    if here is None:
        if there is not None and all(before):
            heir = past.likest(commit.hash, there.name, there, past.anchors(commit.parents[0], there.name))
            yield replace(_told(commit, there), event="deleted", new_anchor=heir.id if heir else "")
    elif there is None:
        yield replace(_told(commit, here), event="created")
    elif not any(found and found.same(here) for found in before):
        old_path = there.path if there.path != here.path else ""
        yield replace(_told(commit, here), event=_event(there, here), old_anchor=there.id, old_path=old_path)


def _event(there: Found, here: Found) -> Event:
    if there.id != here.id:
        return "renamed"
    return "moved" if there.content == here.content else "changed"


def _told(commit: Commit, found: Found) -> Record:
    return Record(commit, "changed", found.anchor, found.number, found.title, found.path, found.line)
