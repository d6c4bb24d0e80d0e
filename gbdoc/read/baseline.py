"""baseline/2018.yaml: an edition that never was in git, as a list of its numbers -> the sources that it would have had."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from gbdoc.atoms import parse_standard_number
from gbdoc.diagnostic import Diagnostic, error, in_order, warning
from gbdoc.model import AnnexKind
from gbdoc.number import number
from gbdoc.read import nodes
from gbdoc.read.context import Context
from gbdoc.read.data import DataTables
from gbdoc.read.metadata import StandardFile
from gbdoc.read.read import read
from gbdoc.read.yaml import Loaded, load
from gbdoc.source import Sources, Span

RULE = "baseline"


@dataclass(frozen=True, slots=True)
class BaselineClause:
    """A chapter, clause, annex or term of the edition; `text` is Markdown, its paragraphs a blank line apart."""

    number: str  # 4, 4.2, 3.1, 附录A, A.1
    title: str = ""
    id: str = ""
    text: str = ""
    kind: AnnexKind = "normative"
    english: str = ""
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class BaselineFile:
    """baseline/*.yaml."""

    document: str  # DB21/T 1234—2018
    title: str
    year: str = ""
    clauses: tuple[BaselineClause, ...] = ()
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Baseline:
    """The library as it would have been with the old edition in it; None where its file cannot be read."""

    name: str  # of the standard
    sources: Sources | None
    diagnostics: tuple[Diagnostic, ...]
    has_text: bool = False  # or numbers and titles only


def read_baseline(sources: Sources, path: str) -> Baseline:
    """Put the edition of `path`, NAME/baseline/YEAR.yaml, in the place of the standard NAME; all the rest stays."""
    name = path.split("/")[0]
    context = Context(sources, name, DataTables())
    loaded = load(context, path, BaselineFile)
    if loaded is None:
        return Baseline(name, None, in_order(context.diagnostics))
    if parse_standard_number(loaded.value.document) is None:
        context.error(loaded.span("document"), RULE, f"“{loaded.value.document}”不是标准编号；写成 DB21/T 1234—2018 的样子")
    sheets = _Sheets(name, path, tuple(_written(loaded, context)))
    others = {key: data for key, data in sources.files.items() if not key.startswith(f"{name}/")}
    made = Sources({**others, **sheets.files(), f"{name}/standard.yaml": _standard(loaded.value, sheets, context)})
    told = (*context.diagnostics, *_unlike(made, sheets))
    return Baseline(name, made, in_order(told), any(clause.text for clause in loaded.value.clauses))


def clause_id(sources: Sources, path: str, wanted: str) -> str | None:
    """The id that a baseline gives the clause of a number; empty where it gives none, None where it has no such number."""
    loaded = load(Context(sources, path.split("/")[0], DataTables()), path, BaselineFile)
    clauses = loaded.value.clauses if loaded else ()
    return next((clause.id for clause in clauses if _place(clause.number) and _place(clause.number) == _place(wanted)), None)


# --- the entries -----------------------------------------------------------------------------

Place: TypeAlias = tuple[str, ...]  # ("4", "2"), ("A", "1")


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry, its number taken apart, and where its number is written."""

    clause: BaselineClause
    place: Place
    span: Span

    @property
    def printed(self) -> str:
        """The number as labels have it."""
        return f"附录{self.place[0]}" if len(self.place) == 1 and self.place[0].isalpha() else ".".join(self.place)


def _place(written: str) -> Place | None:
    """4.2, 第4章, 附录A or A.1 taken apart; None for anything else."""
    found = re.fullmatch(r"(?:附录\s*)?([A-Z](?:\.\d+)*)|第?(\d+(?:\.\d+)*)[章条]?", written.strip())
    return tuple((found[1] or found[2]).split(".")) if found else None


def _written(loaded: Loaded[BaselineFile], context: Context) -> Iterator[_Entry]:
    for index, clause in enumerate(loaded.value.clauses):
        span = loaded.span("clauses", index, "number")
        place = _place(clause.number)
        if place is None:
            context.error(span, RULE, f"“{clause.number}”不是章、条、附录的编号；写成 4、4.2、附录A 或 A.1")
        elif place[0] == "2" and len(place) > 1:
            context.error(span, RULE, "第2章由引用生成，不列它的条")
        else:
            if place == ("2",) and clause.text:
                context.diagnostics.append(warning(loaded.span("clauses", index, "text"), RULE, "第2章由引用生成，这里的 text 不用"))
            yield _Entry(clause, place, span)


# --- the files -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Sheets:
    """The entries, put down in files as an author would have written them."""

    name: str
    path: str
    entries: tuple[_Entry, ...]

    def files(self) -> Mapping[str, bytes]:
        """The Markdown of chapters and annexes, and terms.yaml, by path."""
        texts = {self.file(top): "".join(map(_markdown, entries)) for top, entries in self.groups().items()}
        if self.terms:
            texts[f"{self.name}/terms.yaml"] = json.dumps(_terms(self.terms), ensure_ascii=False, indent=1)
        return {path: text.encode() for path, text in texts.items()}

    def file(self, top: str) -> str:
        """The path of a chapter or an annex, told from its number; it seems to lie inside of the baseline's own file."""
        return f"{self.path}/{top}.md"

    def groups(self) -> Mapping[str, list[_Entry]]:
        """The entries by chapter or annex, without chapter 2 and the terms, which are made."""
        groups: dict[str, list[_Entry]] = {}
        for entry in self.entries:
            if entry.place[0] != "2" and entry not in self.terms:
                groups.setdefault(entry.place[0], []).append(entry)
        return groups

    @property
    def terms(self) -> tuple[_Entry, ...]:
        """Chapter 3 and what is in it, where it holds terms."""
        third = [entry for entry in self.entries if entry.place[0] == "3"]
        return tuple(third) if third and "术语" in third[0].clause.title else ()

    def lines(self) -> Mapping[tuple[str, int], _Entry]:
        """Where in the files each entry's heading stands."""
        found: dict[tuple[str, int], _Entry] = {}
        for top, entries in self.groups().items():
            line = 1
            for entry in entries:
                found[f"content/{self.file(top)}", line] = entry
                line += _markdown(entry).count("\n")
        return found


def _markdown(entry: _Entry) -> str:
    words = ["#" * len(entry.place), entry.clause.title.strip(), f"{{#{entry.clause.id}}}" if entry.clause.id else ""]
    text = entry.clause.text.strip()
    return " ".join(word for word in words if word) + "\n\n" + (f"{text}\n\n" if text else "")


def _terms(entries: Iterable[_Entry]) -> Mapping[str, object]:
    """terms.yaml: groups where the numbers have three parts, else plain entries."""
    inner = [entry for entry in entries if len(entry.place) > 1]
    if all(len(entry.place) == 2 for entry in inner):
        return {"entries": [_term(entry) for entry in inner]}
    groups = [entry for entry in inner if len(entry.place) == 2]
    return {"groups": [_group(group, [each for each in inner if each.place[:-1] == group.place]) for group in groups]}


def _group(group: _Entry, entries: list[_Entry]) -> Mapping[str, object]:
    return {"id": _id(group), "title": group.clause.title, "entries": [_term(entry) for entry in entries]}


def _term(entry: _Entry) -> Mapping[str, object]:
    first, *rest = re.split(r"\n\s*\n", entry.clause.text.strip()) or [""]
    notes = [re.sub(r"^注\d*：", "", part) for part in rest if part.startswith("注")]
    examples = [re.sub(r"^示例\d*：", "", part) for part in rest if part.startswith("示例")]
    more = [part for part in rest if not part.startswith(("注", "示例"))]
    return {
        "id": _id(entry),
        "term": entry.clause.title,
        "english": entry.clause.english,
        "definition": "".join((first, *more)).rstrip("。"),
        "notes": notes,
        "examples": examples,
    }


def _id(entry: _Entry) -> str:
    return entry.clause.id or f"number-{'-'.join(entry.place).lower()}"


_RENEWED = ("replaces", "history")  # what a new edition says of the old one


def _standard(written: BaselineFile, sheets: _Sheets, context: Context) -> bytes:
    """standard.yaml: what the baseline says, and the new edition where it is silent, so that what is not known seems unchanged."""
    path = f"{sheets.name}/standard.yaml"
    new = load(Context(context.sources, sheets.name, DataTables()), path, StandardFile) if path in context.sources.files else None
    plain: Any = nodes.plain_tree(new.root) if new else {"syntax": "1"}
    groups = sheets.groups()
    made = {
        **{key: value for key, value in plain.items() if key not in _RENEWED},
        **_number(written),
        **({} if new and _squeezed(new.value.full_title) == _squeezed(written.title) else {"title": _title(written)}),
        "body": [_relative(sheets, top) for top in groups if top.isdecimal()],
        "annexes": [{"file": _relative(sheets, top), "kind": entries[0].clause.kind} for top, entries in groups.items() if top.isalpha()],
    }
    return json.dumps(made, ensure_ascii=False, indent=1).encode()


def _relative(sheets: _Sheets, top: str) -> str:
    return sheets.file(top).removeprefix(f"{sheets.name}/")


def _squeezed(title: str) -> str:
    return re.sub(r"\s|第\d+部分[：:]", "", title)


def _title(written: BaselineFile) -> Mapping[str, str]:
    """The elements of a name, as many as are written apart."""
    elements = re.sub(r"第\d+部分[：:]", "", written.title).split()
    keys = {1: ("main",), 2: ("main", "supplementary"), 3: ("leading", "main", "supplementary")}
    return dict(zip(keys[len(elements)], elements, strict=True)) if len(elements) in keys else {"main": written.title}


_KINDS = {"national": "national", "local": "local"}


def _number(written: BaselineFile) -> Mapping[str, str]:
    """The keys of standard.yaml that hold the document's number."""
    parsed = parse_standard_number(written.document)
    if parsed is None:
        return {"part": "", "year": written.year or "XXXX"}
    known = {"kind": _KINDS.get(parsed.origin, "sector"), "code": parsed.code, "number": parsed.serial, "part": parsed.part}
    return {**known, "year": written.year or parsed.year or "XXXX"}


# --- what came out ---------------------------------------------------------------------------


def _unlike(made: Sources, sheets: _Sheets) -> Iterator[Diagnostic]:
    """Entries that read otherwise than they are written: other numbers, of each chapter the first, and what reading finds in them."""
    draft = read(made, sheets.name)
    lines = sheets.lines()
    if draft.document is not None:
        labels = {(label.span.path, label.span.line): label.number for label in number(draft.document).values() if label.kind in _NUMBERED}
        yield from _misnumbered(lines, labels)
        terms = [label.number for label in number(draft.document).values() if label.parent == "terms" or label.kind == "term"]
        yield from _misnumbered_terms(sheets.terms, [mark for mark in terms if mark])
    for found in draft.diagnostics:
        above = [line for path, line in lines if path == found.span.path and line <= found.span.line]
        if above and found.rule != "heading-level":  # told as a number that came out otherwise
            entry = lines[found.span.path, max(above)]
            yield Diagnostic(entry.span, found.severity, found.rule, f"{entry.clause.number}：{found.message}")


_NUMBERED = ("chapter", "clause", "annex")


def _misnumbered(lines: Mapping[tuple[str, int], _Entry], labels: Mapping[tuple[str, int], str]) -> Iterator[Diagnostic]:
    """The first chapter whose number is another, and in each chapter or annex the first clause."""
    told: set[str] = set()
    for place, entry in lines.items():
        came = labels.get(place, "")
        room = entry.place[0] if len(entry.place) > 1 else ""
        if _own(came) != _own(entry.printed) and room not in told:
            told.add(room)
            reason = "第3章总是术语和定义" if entry.place == ("3",) else "补上它前面缺的条目，或改正次序"
            yield error(entry.span, RULE, f"{entry.clause.number} 排出来是 {came or '空的'}；{reason}")


def _own(mark: str) -> str:
    """Of a clause's number what is behind the chapter's or annex's."""
    return mark.partition(".")[2] or mark


def _misnumbered_terms(entries: tuple[_Entry, ...], numbers: list[str]) -> Iterator[Diagnostic]:
    for entry, came in zip(entries[1:], numbers, strict=False):
        if entry.printed != came:
            yield error(entry.span, RULE, f"{entry.clause.number} 排出来是 {came}；补上它前面缺的条目，或改正次序")
            return
