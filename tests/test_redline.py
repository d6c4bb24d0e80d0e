"""A redline holds both revisions whole: all accepted it is the new one, all rejected the old one (S33, S34)."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, get_args

import pytest

from gbdoc.compare import Version, compare, redline
from gbdoc.compare.text.weave import joined
from gbdoc.compare.verdicts import accept_all, reject_all
from gbdoc.load import load
from gbdoc.model import Inline
from gbdoc.pipeline import compile_library
from gbdoc.source import Sources, Span
from mangling import mangled

ROOT = Path(__file__).parents[1]
DRAFTS = ("general-principles", "urban-management")


@cache
def drafts() -> Sources:
    return load(ROOT)


@cache
def version(name: str, seed: int | None) -> Version:
    """A draft of ours, as it is, or with a number of edits made at random."""
    sources = drafts() if seed is None else mangled(drafts(), name, Random(seed))
    compiled = next(each for each in compile_library(sources) if each.name == name)
    assert compiled.resolved is not None
    return Version(compiled.resolved, sources.files)


INLINES = get_args(Inline)


def in_few_pieces(node: Any) -> Any:
    """A part of the model with neighbouring pieces of text made one, wherever it has some: how read cuts a text says nothing."""
    if isinstance(node, tuple):
        parts = tuple(in_few_pieces(part) for part in node)
        return joined(parts) if parts and all(isinstance(part, INLINES) for part in parts) else parts
    if not is_dataclass(node) or isinstance(node, Span):
        return node
    return replace(node, **{field.name: in_few_pieces(getattr(node, field.name)) for field in fields(node) if field.init})


MIRROR = {"added": "deleted", "deleted": "added", "split": "merged", "merged": "split"}


@pytest.mark.parametrize(
    ("name", "seed"),
    [
        *((name, seed) for name in DRAFTS for seed in range(2)),
        ("urban-management", 35),  # footnotes of a table in another order
        ("general-principles", 160),  # a reference goes from 参考文献 to chapter 2
        ("general-principles", 169),  # a figure where it should not be
        ("general-principles", 286),  # a cell names what has another id now
    ],
)
def test_accepted_it_is_the_new_revision_and_rejected_the_old_one(name: str, seed: int) -> None:
    """And the way back is the mirror, with a key for each change."""
    old, new = version(name, None), version(name, seed)
    kinds = []
    for before, after in ((old, new), (new, old)):
        both = redline(before, after)
        assert in_few_pieces(accept_all(both)) == in_few_pieces(after.resolved.document)
        assert in_few_pieces(reject_all(both)) == in_few_pieces(before.resolved.document)
        kinds.append(Counter(change.kind for change in both.changes))
        assert len({change.key for change in both.changes}) == len(both.changes)
    assert Counter({MIRROR.get(kind, kind): count for kind, count in kinds[0].items()}) == kinds[1]


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_does_not_differ_from_itself(name: str) -> None:
    comparison = compare(version(name, None), version(name, None))
    assert (comparison.changes, comparison.renumbered, comparison.relocated) == ((), (), ())
