"""Warm rounds give what cold ones give: documents, places, findings and pages, whatever was edited."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from gbdoc import model
from gbdoc.load import load
from gbdoc.number import number
from gbdoc.pipeline import Compiled, compile_draft, compile_library
from gbdoc.read.context import Context, Names
from gbdoc.read.memory import Memory, Paths
from gbdoc.read.read import read
from gbdoc.resolve import ShelfEntry
from gbdoc.source import Sources
from gbdoc.warm import Warm
from gbdoc.write.html import Templates, load_templates, write_html
from gbdoc.write.kept import Kept
from mangling import mangled

ROOT = Path(__file__).parents[1]


@cache
def templates() -> Templates:
    return load_templates(ROOT / "templates")


@cache
def library(folder: str) -> Sources:
    return load(ROOT / folder)


class InPlace(Memory):
    """Remembers nothing, and reads every file where it stands."""

    def recall(self, _paths: Paths, make: Callable[[Context], Any], context: Context, _names: Names | None = None) -> Any:
        return make(context)


def plainly(sources: Sources) -> tuple[Compiled, ...]:
    """The standards of a library, each file read in its place among the others."""
    drafts = {name: read(sources, name, InPlace()) for name in sources.names}
    shelf = {name: ShelfEntry(draft.document.metadata, number(draft.document)) for name, draft in drafts.items() if draft.document}
    return tuple(compile_draft(name, draft, shelf, drafts.keys() - shelf.keys()) for name, draft in drafts.items())


def check(warm: Warm, sources: Sources) -> tuple[Compiled, ...]:
    """A round of both kinds, held against each other."""
    cold, again = plainly(sources), warm.compile(sources)
    assert all(map(same, cold, again))
    for standard, other in zip(cold, again, strict=True):
        if standard.resolved and other.resolved:
            assert write_html(standard.resolved, templates(), sources) == warm.html(other.resolved, templates(), sources)
    return again


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal in all that is in them; unlike their own equality, places count."""
    if is_dataclass(one) and type(one) is type(other):
        return all(same(getattr(one, each.name), getattr(other, each.name)) for each in fields(one))
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(map(same, one.values(), other.values()))
    return bool(one == other)


# --- edits at random ---------------------------------------------------------------------------


def edit_texts(files: dict[str, bytes], random: Random) -> None:
    names = [path.split("/")[0] for path in files if path.endswith("/scope.md")]
    with suppress(ValueError, IndexError):  # where other edits have left no text to edit
        files |= mangled(Sources(dict(files)), random.choice(names), random).files


def edit_line(files: dict[str, bytes], random: Random) -> None:
    """A line goes, comes twice, or changes places with another, in a YAML file or a Markdown file."""
    path = random.choice([path for path in files if path.endswith((".yaml", ".md"))])
    lines = files[path].decode().split("\n")
    place, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.choice(("gone", "twice", "swapped", "blank")):
        case "gone":
            del lines[place]
        case "twice":
            lines.insert(place, lines[place])
        case "swapped":
            lines[place], lines[other] = lines[other], lines[place]
        case "blank":
            lines.insert(place, "")
    files[path] = "\n".join(lines).encode()


def edit_value(files: dict[str, bytes], random: Random) -> None:
    """A number of a YAML file becomes another, so that tables, metadata and terms say something else."""
    path = random.choice([path for path in files if path.endswith(".yaml")] or [""])
    text = files[path].decode()
    if found := list(re.finditer(r"\d+", text)):
        chosen = random.choice(found)
        files[path] = (text[: chosen.start()] + str(random.randrange(100)) + text[chosen.end() :]).encode()


def edit_footnotes(files: dict[str, bytes], random: Random) -> None:
    path = random.choice([path for path in files if path.endswith(".md")])
    label = random.choice("abc")
    text = random.choice((f"正文有脚注[^{label}]。\n\n[^{label}]: 脚注的内容。", f"又标一次[^{label}]。", f"[^{label}]: 没有标的脚注。"))
    files[path] += f"\n\n{text}\n".encode()


def edit_ids(files: dict[str, bytes], random: Random) -> None:
    path = random.choice([path for path in files if path.endswith(".md")])
    name = random.choice(("scope-a", "scope-b", "terms"))
    text = random.choice((f"## 新的一条 {{#{name}}}\n\n内容。", f"见[](#{name})。", f"{{#{name}}}\n新的一段。"))
    files[path] += f"\n\n{text}\n".encode()


def edit_tree(files: dict[str, bytes], random: Random) -> None:
    """A file goes, or comes back empty."""
    path = random.choice(list(files))
    if random.random() < 0.5:
        del files[path]
    else:
        files[path] = b""


EDITS: tuple[Callable[[dict[str, bytes], Random], None], ...] = (
    edit_texts, edit_texts, edit_line, edit_line, edit_value, edit_value, edit_footnotes, edit_ids, edit_tree,
)  # fmt: skip


def rounds(sources: Sources, random: Random, count: int) -> Iterator[Sources]:
    """Sources as they are edited one after the other, now and then back at an earlier state."""
    earlier = [sources]
    yield sources
    for _ in range(count):
        files = dict((earlier[-1] if random.random() < 0.8 else random.choice(earlier)).files)
        random.choice(EDITS)(files, random)
        earlier.append(Sources(files))
        yield earlier[-1]


@pytest.mark.parametrize("seed", range(8))
def test_edits_at_random(seed: int) -> None:
    warm = Warm()
    for sources in rounds(Sources(SMALL), Random(seed), 40):
        check(warm, sources)


@pytest.mark.parametrize("folder", [".", "tests/specimen"])
def test_edits_of_long_drafts(folder: str) -> None:
    warm = Warm()
    for sources in rounds(library(folder), Random(3), 1):
        check(warm, sources)


# --- what has to be noticed ----------------------------------------------------------------------

HEAD = "syntax: 1\nkind: local\ncode: DB21/T\nlevel: 地方标准\n"
ANNEXES = "annexes: [{file: annex.md, kind: normative}]\n"
TABLE = ":::{table} 取来的值 {#tab-z}\n:data: data/z.yaml\n:::\n\n应符合[@gbt-1]的规定。\n"
SMALL = {
    "a/standard.yaml": f"{HEAD}title: {{main: 甲}}\nbody: [scope.md, rules.md]\n".encode(),
    "a/scope.md": "# 范围\n\n本文件规定了甲，见[](#rules)和[](#tab-x)。\n".encode(),
    "a/rules.md": "# 要求 {#rules}\n\n权重为[=x.k.v]。\n\n:::{table} 表题 {#tab-x}\n:data: data/x.yaml\n:::\n".encode(),
    "a/data/x.yaml": "key: k\ncolumns: [{key: k, title: 键}, {key: v, title: 值}]\nrows:\n  - {k: k, v: 5}\n".encode(),
    "b/standard.yaml": f"{HEAD}title: {{main: 乙}}\nbody: [scope.md, more/scope.md]\n{ANNEXES}".encode(),
    "b/scope.md": "# 范围\n\n本文件规定了乙，见[](a#rules)、[@gbt-1]和[](#x)。\n\n## 条\n\n段[^a]。\n\n[^a]: 一个脚注。\n".encode(),
    "b/more/scope.md": "# 总则 {#x}\n\n段，见[](#object)和[](#fig-f)。\n\n注：一个注。\n\n[^b]: 另一个。\n\n又标[^b]。\n".encode(),
    "b/annex.md": f"# 附录 {{#n}}\n\n:::{{figure}} 图题 {{#fig-f}}\n:file: f.svg\n:alt: 一个图\n:::\n\n## 条\n\n{TABLE}".encode(),
    "b/data/z.yaml": (
        "key: a\ncolumns: [{key: a, title: 甲}, {key: b, title: 乙, in: /y.k}, {key: c, title: 丙, take: b.v}]\nrows:\n  - {a: 1, b: 1}\n"
    ).encode(),
    "b/f.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
    "b/terms.yaml": "entries:\n  - {id: object, term: 对象, english: object, definition: 见[](#x), notes: [取自[=/y.1.v]。]}\n".encode(),
    "y.yaml": "key: k\ncolumns: [{key: k, title: 键}, {key: v, title: 值, in: b.k}]\nrows:\n  - {k: 1, v: 2}\n".encode(),
    "references.yaml": "gbt-1: {kind: standard, title: 某某, number: GB/T 1, year: 2020, verified: true}\n".encode(),
}


def changed(sources: Sources, path: str, old: str, new: str) -> Sources:
    text = sources.files[path].decode()
    assert old in text
    return Sources({**sources.files, path: text.replace(old, new).encode()})


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("a/rules.md", "{#rules}", "{#others}"),  # a reference from another file dangles
        ("a/scope.md", "# 范围", "# 范围\n\n段。\n\n# 先来的一章"),  # all numbers behind it are others
        ("a/scope.md", "甲，", "甲[^a]，\n\n[^a]: 注。\n\n又，"),
        ("a/data/x.yaml", "v: 5", "v: 6"),
        ("a/data/x.yaml", "rows:", "\n\nrows:"),  # nothing but places
        ("a/data/x.yaml", "k: k", "k: other"),
        ("a/standard.yaml", "main: 甲", "main: 丙"),
        ("b/standard.yaml", "main: 乙", "main: 丁"),
        ("a/standard.yaml", "[scope.md, rules.md]", "[rules.md, scope.md]"),
        ("a/standard.yaml", "[scope.md, rules.md]", "[scope.md]\nannexes: [{file: rules.md, kind: normative}]"),
        ("b/more/scope.md", "[^b]", "[^a]"),  # a footnote that the other file of this name has
        ("b/f.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', " "),
        ("b/f.svg", "0 0 9 9", "0 0 8 8"),
        ("references.yaml", "title: 某某", "title: 另一个"),
        ("y.yaml", "v: 2", "v: 3"),
        ("y.yaml", "rows:", "\n\nrows:"),
        ("a/standard.yaml", "kind: local", "kind: nothing"),  # b cites what cannot be read
    ],
)
def test_a_change_that_reaches_far(path: str, old: str, new: str) -> None:
    warm = Warm()
    sources = Sources(SMALL)
    check(warm, sources)
    check(warm, changed(sources, path, old, new))
    check(warm, sources)


def test_an_id_that_a_file_before_took_and_gave_back() -> None:
    warm = Warm()
    sources = Sources(SMALL)
    check(warm, sources)
    taken = changed(sources, "a/scope.md", "# 范围", "# 范围 {#rules}")
    assert any("rules" in finding.message for finding in check(warm, taken)[0].diagnostics)
    check(warm, sources)


def test_a_footnote_that_is_written_after_its_mark_was_printed() -> None:
    warm = Warm()
    sources = changed(Sources(SMALL), "a/scope.md", "甲，", "甲[^q]，")
    check(warm, sources)
    check(warm, Sources({**sources.files, "a/scope.md": sources.files["a/scope.md"] + "\n[^q]: 脚注。\n".encode()}))
    check(warm, sources)


def test_a_standard_that_cannot_be_read_and_then_goes() -> None:
    warm = Warm()
    unread = changed(Sources(SMALL), "a/standard.yaml", "kind: local", "kind: nothing")
    check(warm, unread)
    check(warm, Sources({path: data for path, data in SMALL.items() if not path.startswith("a/")}))


def test_new_templates_print_all_anew() -> None:
    sources = Sources(SMALL)
    warm = Warm()
    (first, _) = warm.compile(sources)
    assert first.resolved
    warm.html(first.resolved, templates(), sources)
    texts = {**templates().texts, "divisions.html": templates().texts["divisions.html"].replace('class="clause', 'class="piece')}
    assert 'class="piece' in warm.html(first.resolved, Templates(texts), sources)


def test_templates_that_know_more_than_they_ask_keep_nothing() -> None:
    texts = dict(templates().texts)
    texts["divisions.html"] = texts["divisions.html"].replace('class="clause', 'class="{{ document.metadata.full_title }} clause')
    mine, warm = Templates(texts), Warm()
    for title in ("甲", "丙"):
        sources = changed(Sources(SMALL), "a/standard.yaml", "main: 甲", f"main: {title}")
        (first, _) = warm.compile(sources)
        assert first.resolved
        assert f'class="{title} clause' in warm.html(first.resolved, mine, sources)


# --- and nothing is done twice -------------------------------------------------------------------


def test_what_nothing_has_changed_is_the_same_object() -> None:
    warm = Warm()
    sources = Sources(SMALL)
    a, b = warm.compile(sources)
    again = warm.compile(Sources(dict(SMALL)))
    assert (again[0], again[1]) == (a, b)
    assert again[0] is a
    assert again[1] is b
    words = warm.compile(changed(sources, "b/scope.md", "规定了乙", "规定了许多"))
    assert words[0].resolved
    assert a.resolved
    assert words[0].resolved.document is a.resolved.document


def test_only_the_file_that_changed_is_read() -> None:
    memory = Memory()
    sources = Sources(SMALL)
    before = read(sources, "a", memory).document
    after = read(changed(sources, "a/scope.md", "甲", "丙"), "a", memory).document
    assert before
    assert after
    assert after.chapters[-1] is before.chapters[-1]
    assert after.chapters[0] is not before.chapters[0]


def test_only_the_division_that_changed_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[str] = []
    monkeypatch.setattr(Kept, "_print", _listing(Kept._print, printed))
    warm = Warm()
    sources = Sources({path: data for path, data in SMALL.items() if path.startswith("a/")})
    check(warm, sources)
    printed.clear()
    check(warm, changed(sources, "a/scope.md", "甲", "丙"))
    assert printed == ["body.clause-1"]
    printed.clear()
    check(warm, changed(sources, "a/rules.md", "{#rules}", "{#others}"))  # and what refers to it
    assert printed == ["body.clause-1", "others"]


def _listing(function: Any, printed: list[str]) -> Any:
    def listed(self: Kept, division: Any, macro: Any) -> Any:
        printed.append(division.anchor)
        return function(self, division, macro)

    return listed


def test_two_hundred_rounds_keep_no_more_than_a_few() -> None:
    warm = Warm()
    counts = []
    for turn in range(200):
        sources = changed(Sources(SMALL), "a/scope.md", "甲", f"第{turn}次")
        for standard in warm.compile(sources):
            assert standard.resolved
            warm.html(standard.resolved, templates(), sources)
        if turn in (100, 199):
            gc.collect()
            counts.append(sum(isinstance(each, model.Paragraph) for each in gc.get_objects()))
    assert counts[0] == counts[1]


def test_a_search_leaves_nothing_out() -> None:
    document = compile_library(library("tests/specimen"))[0].resolved
    assert document
    everything = list(model.walk(document.document, object))
    for kind in {type(node) for node in everything if type(node).__module__ == "gbdoc.model"}:
        assert [id(node) for node in everything if isinstance(node, kind)] == [id(node) for node in model.walk(document.document, kind)]
