"""A standard.yaml for cases that are about a few of its keys."""

from __future__ import annotations

NEEDED = """\
syntax: 1
kind: local
code: DB21/T
level: 辽宁省地方标准
title: {main: 智慧城市标准体系}
body: [scope.md]
"""


def completed(text: str) -> str:
    """The text of a standard.yaml, with the keys that it lacks and every standard needs at its end."""
    written = {line.split(":")[0] for line in text.splitlines()}
    return text + "".join(line for line in NEEDED.splitlines(keepends=True) if line.split(":")[0] not in written)
