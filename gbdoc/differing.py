"""How the files of two libraries differ, line by line, as git shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff

from gbdoc.source import Sources

_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # nothing in a text may steer the terminal


def line_difference(old: Sources, new: Sources, below: str = "") -> Iterator[str]:
    """The lines that differ in the files below a path, in order of path; of a file that is no text, that it does."""
    for path in sorted({path for path in (*old.files, *new.files) if path.startswith(below)}):
        before, after = old.files.get(path), new.files.get(path)
        if before == after:
            continue
        sides = ("/dev/null" if before is None else f"a/content/{path}", "/dev/null" if after is None else f"b/content/{path}")
        try:
            lines, others = ((data or b"").decode("utf-8-sig").splitlines() for data in (before, after))
        except UnicodeDecodeError:
            yield f"二进制文件 content/{path} 不同"
        else:
            yield from (_UNSAFE.sub("�", line) for line in unified_diff(lines, others, *sides, lineterm=""))
