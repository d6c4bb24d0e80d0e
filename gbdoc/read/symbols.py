"""symbols.yaml and abbreviations.yaml -> chapter 4, 符号和缩略语 (8.8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from gbdoc.model import Clause, Inline, Paragraph, SymbolEntry, SymbolList, Text
from gbdoc.read.boilerplate import ABBREVIATIONS, SYMBOLS
from gbdoc.read.context import Context, Names
from gbdoc.read.inlines import parse_inlines
from gbdoc.read.symbol_order import abbreviation_key, symbol_key
from gbdoc.read.yaml import Loaded, load
from gbdoc.source import Span

_STRICT: Any = {"extra": "forbid"}
ANCHOR = "symbols"
RULE = "symbol"


@dataclass(frozen=True, slots=True)
class SymbolShape:
    """A symbol and its meaning as written."""

    symbol: str = ""
    meaning: str = ""
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class SymbolsShape:
    """symbols.yaml."""

    entries: tuple[SymbolShape, ...]
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class AbbreviationShape:
    """An abbreviation and the words it stands for, as written."""

    short: str = ""
    chinese: str = ""
    english: str = ""
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class AbbreviationsShape:
    """abbreviations.yaml."""

    entries: tuple[AbbreviationShape, ...]
    __pydantic_config__: ClassVar[Any] = _STRICT


def symbols_chapter(context: Context) -> Clause | None:
    """Chapter 4; None where there are neither symbols nor abbreviations, two subclauses where there are both."""
    symbols = _load(context, "symbols.yaml", SymbolsShape)
    abbreviations = _load(context, "abbreviations.yaml", AbbreviationsShape)
    if symbols and abbreviations:
        span = symbols.span()
        names = Names(ANCHOR)
        subclauses = (_symbols(symbols, context, names.make("clause")), _abbreviations(abbreviations, context, names.make("clause")))
        return Clause(ANCHOR, (Text("符号和缩略语", span),), (), subclauses, span)
    if symbols:
        return _symbols(symbols, context, ANCHOR)
    return _abbreviations(abbreviations, context, ANCHOR) if abbreviations else None


Shape = TypeVar("Shape")


def _load(context: Context, name: str, shape: type[Shape]) -> Loaded[Shape] | None:
    path = f"{context.name}/{name}"
    return load(context, path, shape) if path in context.sources.files else None


def _symbols(loaded: Loaded[SymbolsShape], context: Context, anchor: str) -> Clause:
    lines = []
    for index, entry in enumerate(loaded.value.entries):
        if _complete(loaded, context, index, (("symbol", entry.symbol), ("meaning", entry.meaning))):
            symbol = parse_inlines(loaded.passage("entries", index, "symbol"), context)
            meaning = parse_inlines(loaded.passage("entries", index, "meaning"), context)
            lines.append(Line(entry.symbol, symbol_key(entry.symbol), symbol, meaning, loaded.span("entries", index)))
    return _clause("符号", SYMBOLS, lines, loaded, context, anchor)


def _abbreviations(loaded: Loaded[AbbreviationsShape], context: Context, anchor: str) -> Clause:
    lines = []
    for index, entry in enumerate(loaded.value.entries):
        if _complete(loaded, context, index, (("short", entry.short), ("chinese 或 english", entry.chinese or entry.english))):
            short = parse_inlines(loaded.passage("entries", index, "short"), context)
            words = _full_words(loaded, context, index)
            lines.append(Line(entry.short, abbreviation_key(entry.short), short, words, loaded.span("entries", index)))
    return _clause("缩略语", ABBREVIATIONS, lines, loaded, context, anchor)


def _complete(loaded: Loaded[Any], context: Context, index: int, values: tuple[tuple[str, str], ...]) -> bool:
    missing = [key for key, value in values if not value]
    if missing:
        context.error(loaded.span("entries", index), RULE, f"这一条缺 {'、'.join(missing)}")
    return not missing


def _full_words(loaded: Loaded[AbbreviationsShape], context: Context, index: int) -> tuple[Inline, ...]:
    """应用程序编程接口（Application Programming Interface）; one of the two where the other is not written."""
    chinese = parse_inlines(loaded.passage("entries", index, "chinese"), context)
    english = parse_inlines(loaded.passage("entries", index, "english"), context)
    if not chinese or not english:
        return chinese or english
    span = loaded.span("entries", index, "english")
    return (*chinese, Text("（", span), *english, Text("）", span))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the chapter before it is put in order: as written, its place in the order, and what is printed."""

    written: str
    key: Any
    symbol: tuple[Inline, ...]
    explanation: tuple[Inline, ...]
    span: Span


def _clause(title: str, lead_in: str, lines: list[Line], loaded: Loaded[Any], context: Context, anchor: str) -> Clause:
    """A title, the prescribed sentence and the lines in order."""
    span, names = loaded.span(), Names(anchor)
    _tell_repeated(lines, context)
    ordered = sorted(lines, key=lambda line: line.key)
    entries = tuple(SymbolEntry(names.make("symbol"), line.symbol, line.explanation, line.span) for line in ordered)
    if not entries:
        context.error(span, RULE, f"没有可用的{title}；写 entries，或删去这个文件")
    blocks = (Paragraph(names.make("p"), (Text(lead_in, span),), span), SymbolList(names.make("symbols"), "", entries, span))
    return Clause(anchor, (Text(title, span),), blocks, (), span)


def _tell_repeated(lines: list[Line], context: Context) -> None:
    first: dict[str, Line] = {}
    for line in lines:
        if line.written in first:
            context.error(line.span, RULE, f"{line.written} 与第 {first[line.written].span.line} 行重复；删去一处")
        first.setdefault(line.written, line)
