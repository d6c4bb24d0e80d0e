"""Fixes: the edits of findings put into the sources."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from gbdoc.diagnostic import Diagnostic, Edit
from gbdoc.source import Sources

_LINE = re.compile("[^\r\n]*(?:\r\n|\r|\n|$)")
_YAML_SYNTAX = re.compile(r"""[:#"'\[\]{},&*!|>@`]""")
_MARK = "\ufeff"


def mended(sources: Sources, diagnostics: Iterable[Diagnostic]) -> tuple[Sources, int]:
    """The sources with the fixes of some findings, and how many findings were mended.

    A fix whose place is no longer as it was found, or is taken by an earlier one, waits for the next time.
    """
    by_path: dict[str, list[Edit]] = defaultdict(list)
    texts: dict[str, list[str]] = {}
    count = 0
    for diagnostic in diagnostics:
        path = diagnostic.span.path.removeprefix("content/")
        if not diagnostic.fix or path not in sources.files:
            continue
        lines = texts.setdefault(path, _LINE.findall(sources.files[path].decode("utf-8-sig")))
        if all(_fits(edit, lines, by_path[edit.span.path]) for edit in diagnostic.fix):
            count += 1
            for edit in diagnostic.fix:
                by_path[edit.span.path].append(edit)
    changed = {path.removeprefix("content/"): edits for path, edits in by_path.items() if edits}
    files = {path: _edited(sources.files[path], texts[path], edits) for path, edits in changed.items()}
    return replace(sources, files={**sources.files, **files}), count


def changed_files(before: Sources, after: Sources) -> Mapping[str, bytes]:
    """The files of `after` that are not as in `before`."""
    return {path: data for path, data in after.files.items() if before.files.get(path) != data}


def _fits(edit: Edit, lines: list[str], others: list[Edit]) -> bool:
    """Whether what the edit replaces still stands there, on one line, touched by no other edit, and YAML stays YAML."""
    span = edit.span
    if span.line != span.end_line or span.line > len(lines) or (span.path.endswith(".yaml") and _YAML_SYNTAX.search(edit.new)):
        return False
    free = all(
        other.span.line != span.line or other.span.end_column < span.column or span.end_column < other.span.column for other in others
    )
    return free and lines[span.line - 1][span.column - 1 : span.end_column - 1] == edit.old


def _edited(data: bytes, lines: list[str], edits: list[Edit]) -> bytes:
    lines = list(lines)
    for edit in sorted(edits, reverse=True):
        line = lines[edit.span.line - 1]
        lines[edit.span.line - 1] = line[: edit.span.column - 1] + edit.new + line[edit.span.end_column - 1 :]
    text = "".join(lines)
    return (_MARK + text if data.startswith(_MARK.encode()) else text).encode()
