"""changes.yaml between two revisions: `draft` appends what it lacks, `check` tells what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from gbdoc.change import Comparison
from gbdoc.compare.change_list.coverage import coverage, without_comparison
from gbdoc.compare.change_list.foreword import Item, drafted
from gbdoc.compare.change_list.reach import reach
from gbdoc.diagnostic import Diagnostic, error, in_order
from gbdoc.number import Labels
from gbdoc.read.changes import Baseline, ChangeList, read_changes
from gbdoc.read.context import Context
from gbdoc.read.data import DataTables
from gbdoc.read.nodes import Items, child
from gbdoc.resolve import ResolvedDocument
from gbdoc.source import Sources


@dataclass(frozen=True, slots=True)
class Drafted:
    """changes.yaml as it should be, what was appended to it, and what kept that from being done; without items, it is as it was."""

    path: str  # below content/
    data: bytes
    items: tuple[Item, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def renamed_ids(sources: Sources, name: str) -> Mapping[str, str]:
    """The ids that changes.yaml says were renamed, new -> old."""
    listed, _ = _read(sources, name)
    return listed.value.renamed if listed else {}


def baseline_of(sources: Sources, name: str) -> Baseline | None:
    """The edition that changes.yaml compares with, if it says so."""
    listed, _ = _read(sources, name)
    return listed.value.baseline if listed else None


def faults(sources: Sources, name: str) -> tuple[Diagnostic, ...]:
    """Why changes.yaml cannot be read; nothing where it can, or is not there."""
    listed, told = _read(sources, name)
    return told if listed is None else ()


def check(sources: Sources, name: str, comparison: Comparison) -> tuple[Diagnostic, ...]:
    """What is wrong with a document's changes.yaml, beside the edition that it is compared with."""
    listed, told = _read(sources, name)
    if listed is None and told:
        return told
    return in_order((*told, *coverage(comparison, listed)))


def check_by_numbers(sources: Sources, name: str, resolved: ResolvedDocument, numbers: Labels) -> tuple[Diagnostic, ...]:
    """What can be told of a changes.yaml where no more is known of the old edition than its numbers."""
    listed, told = _read(sources, name)
    return in_order((*told, *(without_comparison(numbers, resolved, listed) if listed else ())))


def check_alone(sources: Sources, name: str, resolved: ResolvedDocument) -> tuple[Diagnostic, ...]:
    """What is to say where nothing tells which edition a document is to be compared with."""
    listed, told = _read(sources, name)
    nothing = Comparison(resolved, resolved, {}, (), ())
    missing = coverage(nothing, None) if listed is None and not told else ()
    return in_order((*told, *missing, *(without_comparison(resolved.labels, resolved, listed) if listed else ())))


def draft(sources: Sources, name: str, comparison: Comparison, revision: str) -> Drafted:
    """Append entries for the technical changes that changes.yaml does not tell of; every byte that is there stays.

    `revision` is the name of the old one, for a file that has to be made.
    """
    path = f"{name}/changes.yaml"
    data = sources.files.get(path, b"")
    listed, told = _read(sources, name)
    told = _first_edition(comparison) or (told if listed is None else ())
    if told:
        return Drafted(path, data, (), told)
    items = _missing(comparison, listed)
    if not items:
        return Drafted(path, data, ())
    entries = _entries(items, comparison, {entry.id for entry in listed.value.entries} if listed else set())
    if listed is None:
        return Drafted(path, (_head(comparison, revision) + _indented(entries, "  ")).encode(), items)
    return _appended(listed, data, entries, items)


def _read(sources: Sources, name: str) -> tuple[ChangeList | None, tuple[Diagnostic, ...]]:
    context = Context(sources, name, DataTables())
    return read_changes(context), in_order(context.diagnostics)


def _first_edition(comparison: Comparison) -> tuple[Diagnostic, ...]:
    """What to say where there is no list to draft, since nothing is replaced."""
    document = comparison.new.document
    message = "没有写 replaces，前言不列技术变化；写上被代替的文件再起草"
    return () if document.metadata.replaces else (error(document.span, "changes", message),)


def _missing(comparison: Comparison, listed: ChangeList | None) -> tuple[Item, ...]:
    uncovered = reach(comparison, listed.value if listed else None).uncovered
    return drafted(replace(comparison, changes=uncovered))


# --- the words of an entry -------------------------------------------------------------------


def _head(comparison: Comparison, revision: str) -> str:
    """The beginning of a new file: what is compared with."""
    number = comparison.new.document.metadata.replaces[0].number
    return f"baseline: {{revision: {_scalar(revision)}, number: {_scalar(number)}}}\nentries:\n"


def _entries(items: tuple[Item, ...], comparison: Comparison, taken: Collection[str]) -> list[str]:
    """The lines of the entries, the dash of each at the margin."""
    known = set(taken)
    lines: list[str] = []
    for item in items:
        name = _unused(item.keys[0], known)
        known.add(name)
        lines += _entry(item, name, comparison)
    return lines


def _unused(key: str, taken: Collection[str]) -> str:
    """An id that no entry has."""
    names = (key if number == 1 else f"{key}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _entry(item: Item, name: str, comparison: Comparison) -> Iterator[str]:
    yield f"- id: {name}"
    yield f"  kind: {item.kind}"
    if item.at:
        yield f"  at: {_row(item.at)}{_nameless(item, comparison)}"
    if item.old:
        yield f"  old: {_row(item.old)}"
    yield f"  text: {_scalar(item.text)}"
    if item.hints:
        yield f"  # {'，'.join(item.hints)}"
    if item.doubtful:
        yield "  # 待定：不是技术变化就加 class: editorial"


def _nameless(item: Item, comparison: Comparison) -> str:
    """What to say of places that have no id of their author's."""
    nameless = [anchor for anchor in item.at if "." in anchor]
    words = "、".join(comparison.new.place(anchor) for anchor in nameless)
    return f"  # {words}没有 id，写上后改这里" if nameless else ""


def _row(texts: tuple[str, ...]) -> str:
    """Texts as a list in one line, where a full-width comma would look like a slip."""
    return "[" + ", ".join(f'"{text}"' if "，" in text else _scalar(text) for text in texts) + "]"


_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^,\[\]{}\n]*")


def _scalar(text: str) -> str:
    """A text as YAML, in quotes where it needs them."""
    plain = _PLAIN.fullmatch(text) and not re.search(r": |:$| #|\s$", text)
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


# --- where they go ---------------------------------------------------------------------------


def _appended(listed: ChangeList, data: bytes, entries: list[str], items: tuple[Item, ...]) -> Drafted:
    """The file with the entries behind the last that is there."""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", data.decode())
    node = listed.root if listed.is_bare else child(listed.root, "entries")
    if node is None:
        return Drafted(listed.path, _put(["entries:", *entries], "", len(lines), lines), items)
    if not isinstance(node, Items):
        return Drafted(listed.path, _put(entries, "  ", node.span.line, lines), items)
    if lines[node.span.line - 1].lstrip("\ufeff")[node.span.column - 1] == "[":
        message = "各项写在一对方括号里，续写不进去；改成每项一行、以“- ”开头，没有项就去掉方括号"
        return Drafted(listed.path, data, (), (error(node.span, "changes", message),))
    return Drafted(listed.path, _put(entries, " " * (node.span.column - 1), _behind(node, lines), lines), items)


def _behind(node: Items, lines: list[str]) -> int:
    """The number of lines up to the end of a list, the comments below its last item among them."""
    number = node.span.end_line
    while number < len(lines) and lines[number].strip().startswith("#") and _depth(lines[number]) >= node.span.column:
        number += 1
    return number


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _put(entries: list[str], margin: str, number: int, lines: list[str]) -> bytes:
    """The file with entries behind a number of its lines, in its own line ends."""
    end = "\r\n" if any(line.endswith("\r\n") for line in lines) else "\n"
    before = "".join(lines[:number])
    gap = "" if not before or before.endswith(("\n", "\r")) else end
    return (before + gap + _indented(entries, margin, end) + "".join(lines[number:])).encode()


def _indented(entries: list[str], margin: str, end: str = "\n") -> str:
    return "".join(f"{margin}{line}{end}" for line in entries)
