"""references.yaml: other people's documents, by the key that texts cite them with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from gbdoc.atoms import parse_standard_number
from gbdoc.diagnostic import nearest
from gbdoc.model import Reference
from gbdoc.read.context import Context
from gbdoc.read.yaml import Loaded, load
from gbdoc.source import Span

PATH = "references.yaml"


def read_registry(context: Context) -> Mapping[str, Reference]:
    """The documents of references.yaml by key; none where there is no such file. A faulty entry is told and the others kept."""
    return read_registry_with_places(context)[0]


def read_registry_with_places(context: Context) -> tuple[Mapping[str, Reference], Mapping[str, Span]]:
    """The documents of references.yaml by key, and where each key stands."""
    loaded = load(context, PATH, dict[str, Reference]) if PATH in context.sources.files else None
    if loaded is None:
        return {}, {}
    for key in loaded.value:
        _check(key, loaded, context)
    return loaded.value, {key: loaded.key_span(key) for key in loaded.value}


# --- what must hold of an entry --------------------------------------------------------------

Fault: TypeAlias = tuple[str, str]  # the field, or "" for the whole entry; what to say

KEY = r"[a-z0-9]+(-[a-z0-9]+)*"
DATE = r"\d{4}(-\d{2}(-\d{2})?)?"
DATES = ("issued", "implemented", "checked", "accessed")
YEAR = r"\d{4}"
NEEDED: Mapping[str, tuple[str, ...]] = {
    "standard": ("number",),
    "law": (),
    "policy": ("author", "year"),
    "book": ("author", "publisher", "year"),
    "article": ("author", "journal", "year"),
    "web": ("url", "accessed"),
}


def _check(key: str, loaded: Loaded[dict[str, Reference]], context: Context) -> None:
    reference = loaded.value[key]
    for field, message in (*_key_faults(key), *_faults(reference, loaded.value)):
        span = loaded.span(key, field) if field else loaded.key_span(key)
        context.error(span, "reference-entry", message)


def _key_faults(key: str) -> Iterator[Fault]:
    if not re.fullmatch(KEY, key):
        yield "", f"键 {key} 应是小写字母、数字和连字符，如 gbt-36333"


def _faults(reference: Reference, registry: Mapping[str, Reference]) -> Iterator[Fault]:
    for field in NEEDED[reference.kind]:
        if not getattr(reference, field):
            yield "", f"{reference.kind} 要有 {field}（{_MEANING[field]}）"
    number = parse_standard_number(reference.number)
    if number and number.year:
        yield "number", "number 不带年份，年份写在 year"
    if reference.year and not re.fullmatch(YEAR, reference.year):
        yield "year", "year 应是四位数字"
    for field in DATES:
        if not re.fullmatch(rf"({DATE})?", getattr(reference, field)):
            yield field, f"{field} 应是日期，如 2026-11-23"
    if reference.replaced_by and reference.replaced_by not in registry:
        yield "replaced_by", f"replaced_by 指向的 {reference.replaced_by} 不在 {PATH} 中{nearest(reference.replaced_by, registry)}"


_MEANING: Mapping[str, str] = {
    "number": "文件编号",
    "author": "作者",
    "publisher": "出版者",
    "year": "年份",
    "journal": "刊名",
    "url": "网址",
    "accessed": "访问日期",
}
