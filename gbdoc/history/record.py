"""What a commit did to a clause, and how that is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gbdoc.git import Commit
from gbdoc.terminal import table

Event: TypeAlias = Literal["created", "changed", "renamed", "moved", "deleted", "unreadable"]


@dataclass(frozen=True, slots=True)
class Record:
    """What a commit did to a clause: its number, title and place are those after the commit, of a deletion those before."""

    commit: Commit
    event: Event
    anchor: str = ""
    number: str = ""
    title: str = ""
    path: str = ""
    line: int = 0
    old_anchor: str = ""  # the id before, of what has another one now; empty where it had none
    old_path: str = ""  # the file before, of what stands in another one now
    new_anchor: str = ""  # the id under which something deleted goes on
    reason: str = ""  # why a revision could not be read


_EVENTS = {"created": "新增", "changed": "更改", "renamed": "换 id", "moved": "移动", "deleted": "删除", "unreadable": "读不出"}
_TRAILERS = ("Comment", "Change")


def log_lines(records: Sequence[Record]) -> list[str]:
    """A line a record: hash, day, author, what happened, number and title, place, and what the commit says."""
    rows = [(each.commit.short, each.commit.date, each.commit.author, *_what(each), _said(each)) for each in records]
    return table(rows).splitlines() if rows else []


def _what(record: Record) -> tuple[str, str, str]:
    if record.event == "unreadable":
        return _EVENTS[record.event], "这个版本略过", ""
    name = " ".join(part for part in (record.number, record.title) if part) or record.anchor
    return _EVENTS[record.event], name, f"{record.path}:{record.line}"


def _said(record: Record) -> str:
    """The subject, the trailers that lead to comments and changes, and what else is worth a word."""
    trailers = "".join(f"［{value}］" for key, value in record.commit.trailers if key in _TRAILERS)
    more = [f"原在 {record.old_path}"] if record.old_path else []
    if record.event == "renamed":
        more.append(f"原 id 为 {record.old_anchor}" if record.old_anchor else "此前没有 id")
    if record.new_anchor:
        more.append(f"此后的 id 为 {record.new_anchor}")
    if record.reason:
        more.append(record.reason)
    return f"{record.commit.subject}{trailers}" + (f"（{'；'.join(more)}）" if more else "")
