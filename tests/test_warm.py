"""Warm rounds give what cold ones give: documents, places, findings and pages, whatever was edited."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from gbdoc import model
from gbdoc.load import load
from gbdoc.pipeline import Compiled, compile_library
from gbdoc.read.memory import Memory, identical
from gbdoc.read.read import read
from gbdoc.source import Sources
from gbdoc.warm import Warm
from gbdoc.write.html import Templates, load_templates, write_html
from gbdoc.write.kept import Kept
from mangling import mangled

ROOT = Path(__file__).parents[1]
SHARED = ("references.yaml", "system.yaml")


@cache
def templates() -> Templates:
    return load_templates(ROOT / "templates")


@cache
def library(folder: str) -> Sources:
    return load(ROOT / folder)


def only(sources: Sources, *names: str) -> Sources:
    """A library of a few standards."""
    return Sources({path: data for path, data in sources.files.items() if path.split("/")[0] in (*names, *SHARED)})


def check(warm: Warm, sources: Sources) -> tuple[Compiled, ...]:
    """A round of both kinds, held against each other."""
    cold, again = compile_library(sources), warm.compile(sources)
    assert identical(cold, again)
    for standard, other in zip(cold, again, strict=True):
        if standard.resolved and other.resolved:
            assert write_html(standard.resolved, templates(), sources) == warm.html(other.resolved, templates(), sources)
    return again


# --- edits at random ---------------------------------------------------------------------------


def edit_texts(files: dict[str, bytes], random: Random) -> None:
    names = [path.split("/")[0] for path in files if path.endswith("/scope.md")]
    if names:
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
    path = random.choice([path for path in files if path.endswith(".yaml")])
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


@pytest.mark.parametrize("seed", range(6))
def test_edits_at_random(seed: int) -> None:
    random = Random(seed)
    whole = library("tests/specimen") if seed % 2 else only(library("tests/sound"), "water-quality-test", "greenhouse-strawberry")
    warm = Warm()
    for sources in rounds(whole, random, 12):
        check(warm, sources)


def test_our_drafts_with_their_data_and_their_system() -> None:
    random = Random(7)
    warm = Warm()
    for sources in rounds(library("."), random, 3):
        check(warm, sources)


# --- what has to be noticed ----------------------------------------------------------------------

SMALL = {
    "a/standard.yaml": "syntax: 1\nkind: local\ncode: DB21/T\nlevel: 地方标准\ntitle: {main: 甲}\nbody: [scope.md, rules.md]\n".encode(),
    "a/scope.md": "# 范围\n\n本文件规定了甲，见[](#rules)和[](#tab-x)。\n".encode(),
    "a/rules.md": "# 要求 {#rules}\n\n权重为[=x.k.v]。\n\n:::{table} 表题 {#tab-x}\n:data: data/x.yaml\n:::\n".encode(),
    "a/data/x.yaml": "key: k\ncolumns: [{key: k, title: 键}, {key: v, title: 值}]\nrows:\n  - {k: k, v: 5}\n".encode(),
    "b/standard.yaml": "syntax: 1\nkind: local\ncode: DB21/T\nlevel: 地方标准\ntitle: {main: 乙}\nbody: [scope.md]\n".encode(),
    "b/scope.md": "# 范围\n\n本文件规定了乙，见[](a#rules)。\n".encode(),
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


def test_new_templates_print_all_anew() -> None:
    sources = Sources(SMALL)
    warm = Warm()
    (first, _) = warm.compile(sources)
    assert first.resolved
    warm.html(first.resolved, templates(), sources)
    texts = {**templates().texts, "divisions.html": templates().texts["divisions.html"].replace('class="clause', 'class="part')}
    assert 'class="part' in warm.html(first.resolved, Templates(texts), sources)


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
    sources = Sources(SMALL)
    check(warm, sources)
    printed.clear()
    check(warm, changed(sources, "a/scope.md", "甲", "丙"))
    assert printed == [printed[0]]
    printed.clear()
    check(warm, changed(sources, "a/rules.md", "{#rules}", "{#others}"))  # and what refers to it, in both standards
    assert len(printed) == 3


def _listing(function: Any, printed: list[str]) -> Any:
    def listed(self: Kept, division: Any, macro: Any) -> Any:
        printed.append(division.anchor)
        return function(self, division, macro)

    return listed


def test_two_hundred_rounds_keep_no_more_than_a_few() -> None:
    warm = Warm()
    counts = []
    for number in range(200):
        sources = changed(Sources(SMALL), "a/scope.md", "甲", f"第{number}次")
        for standard in warm.compile(sources):
            assert standard.resolved
            warm.html(standard.resolved, templates(), sources)
        if number in (100, 199):
            gc.collect()
            counts.append(sum(isinstance(each, model.Paragraph) for each in gc.get_objects()))
    assert counts[0] == counts[1]


def test_a_search_leaves_nothing_out() -> None:
    document = compile_library(library("tests/specimen"))[0].resolved
    assert document
    everything = list(model.walk(document.document, object))
    for kind in {type(node) for node in everything if type(node).__module__ == "gbdoc.model"}:
        assert [id(node) for node in everything if isinstance(node, kind)] == [id(node) for node in model.walk(document.document, kind)]
