"""The numbers and titles of an edition that was never in git: the file that `baseline.file` of changes.yaml names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gbdoc.number import Kind, Label, Labels
from gbdoc.read.changes import Baseline
from gbdoc.read.context import Context
from gbdoc.read.yaml import Loaded, load


def read_old_numbers(context: Context, baseline: Baseline) -> Labels:
    """The labels of the old edition, by their numbers; none, told, where the file says nothing of use."""
    path = context.sources.locate(f"{context.name}/changes.yaml", baseline.file)
    loaded = load(context, path, dict[str, str]) if path in context.sources.files and path else None
    return {label.anchor: label for label in _labels(loaded, context)} if loaded else {}


_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("chapter", re.compile(r"第?(?P<number>\d{1,3})章?")),
    ("clause", re.compile(r"(?P<number>(?:[A-Z]|\d{1,3})(?:\.\d{1,3}){1,5})")),
    ("annex", re.compile(r"(?P<number>附录[A-Z])")),
    ("table", re.compile(r"(?P<number>表(?:[A-Z]\.)?\d{1,3})")),
    ("figure", re.compile(r"(?P<number>图(?:[A-Z]\.)?\d{1,3})")),
)


def _labels(loaded: Loaded[dict[str, str]], context: Context) -> Iterator[Label]:
    for ordinal, (written, title) in enumerate(loaded.value.items(), 1):
        found = next(((kind, match) for kind, pattern in _KINDS if (match := pattern.fullmatch(written.strip()))), None)
        if found is None:
            context.error(loaded.key_span(written), "changes", f"{written} 不像编号；写旧版印出的，如 4、4.1、附录A、表1")
        else:
            kind, match = found
            number = match["number"]
            parent = number.rpartition(".")[0] if kind == "clause" else ""
            yield Label(number, kind, number, title, parent, ordinal, loaded.span(written))
