"""The waivers of a document's files: `% allow RULE 理由` in Markdown, `# allow RULE 理由` in YAML (docs/syntax.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gbdoc.read.context import Context
from gbdoc.source import Span
from gbdoc.waiver import Waiver

_SHARED = ("references.yaml", "system.yaml")
_LINES = {"md": re.compile(r"\s*% allow\b[ \t]*(\S*)[ \t]*(.*)"), "yaml": re.compile(r"\s*# allow\b[ \t]*(\S*)[ \t]*(.*)")}
_COMMENTS = {"md": re.compile(r"\s*(?:%(?:\s|$)|\{#[^}]*\}\s*$)"), "yaml": re.compile(r"\s*#")}


def read_waivers(context: Context) -> tuple[Waiver, ...]:
    """All waivers in the files of the document and in those that it shares with others."""
    mine = (path for path in sorted(context.sources.files) if path.startswith(f"{context.name}/") or path in _SHARED)
    return tuple(waiver for path in mine if path.endswith((".md", ".yaml")) for waiver in _waivers(path, context))


def _waivers(path: str, context: Context) -> Iterator[Waiver]:
    data = context.sources.files[path]
    if b" allow" not in data:
        return
    lines = re.split(r"\r\n|\r|\n", data.decode("utf-8-sig", "replace"))
    kind = "md" if path.endswith(".md") else "yaml"
    for row, line in enumerate(lines):
        if found := _LINES[kind].match(line):
            column = len(line) - len(line.lstrip()) + 1
            span = Span(f"content/{path}", row + 1, column, row + 1, len(line.rstrip()) + 1)
            first, last = _reach(lines, row, kind)
            yield Waiver(found[1], found[2].strip(), span, first, last)


def _reach(lines: Sequence[str], row: int, kind: str) -> tuple[int, int]:
    """The lines, counted from 1, of the block or entry that follows the waiver; of the whole file where it opens the file."""
    start = next((n for n in range(row + 1, len(lines)) if lines[n].strip() and not _COMMENTS[kind].match(lines[n])), len(lines))
    if kind == "md" and not any(line.startswith("#") for line in lines[:row]) and lines[start : start + 1] and lines[start].startswith("#"):
        return 1, len(lines)
    end = _block_end(lines, start) if kind == "md" else _entry_end(lines, start)
    return start + 1, max(end, start + 1)


def _block_end(lines: Sequence[str], start: int) -> int:
    """Where a block of Markdown ends: at the container's own colons, else at the next blank line."""
    colons = re.match(r"\s*(:{3,})\{", lines[start]) if start < len(lines) else None
    for row in range(start + 1, len(lines)):
        if lines[row].strip() == colons[1] if colons else not lines[row].strip():
            return row + 1 if colons else row
    return len(lines)


def _entry_end(lines: Sequence[str], start: int) -> int:
    """Where an entry of YAML ends: before the next line that is not further in."""
    depth = _depth(lines[start]) if start < len(lines) else 0
    following = (row for row in range(start + 1, len(lines)) if lines[row].strip() and _depth(lines[row]) <= depth)
    return next(following, len(lines))


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
