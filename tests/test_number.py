"""Document -> labels: tests/cases/number, a slow obvious second implementation, and the time it takes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import Case, check, load_cases
from gbdoc import model as m
from gbdoc.number import Label, Labels, chinese, letters, number
from gbdoc.read.read import read
from gbdoc.source import Span
from library import library, told

PRESCRIBED = ("foreword", "normative-references", "terms", "terms.p-1")  # what boilerplate adds to every case


def listing(labels: Labels) -> Iterator[str]:
    for label in labels.values():
        if label.anchor not in PRESCRIBED and not label.anchor.startswith("foreword."):
            yield line(label)


def line(label: Label) -> str:
    words = " ".join(word for word in (f"{label.anchor} {label.kind}:", label.number, label.title) if word)
    return f"{words} < {label.parent}#{label.ordinal}"


@pytest.mark.parametrize("case", load_cases("number"), ids=str)
def test_number(case: Case, request: pytest.FixtureRequest) -> None:
    draft = read(library(case.input), "gp")
    assert draft.document
    check(case, "\n".join((*listing(number(draft.document)), *told(draft.diagnostics))), request)


def test_letters() -> None:
    assert [letters(n) for n in (1, 26, 27, 28, 52, 53, 702, 703)] == ["a", "z", "aa", "ab", "az", "ba", "zz", "aaa"]


def test_ordinals_in_words() -> None:
    assert [chinese(n) for n in (1, 9, 10, 11, 20, 21, 99, 100)] == ["一", "九", "十", "十一", "二十", "二十一", "九十九", "100"]


# --- random outlines -------------------------------------------------------------------------

NOWHERE = Span("", 1, 1, 1, 1)
names = count()


def name() -> str:
    return f"x{next(names)}"


def text(anchor: str = "") -> m.Paragraph:
    return m.Paragraph(anchor or name(), (m.Text("文", NOWHERE),), NOWHERE)


paragraphs = st.builds(text)
notes = st.builds(lambda blocks: m.Note(name(), tuple(blocks), NOWHERE), st.lists(paragraphs, min_size=1, max_size=2))
examples = st.builds(lambda blocks: m.Example(name(), tuple(blocks), False, NOWHERE), st.lists(paragraphs, min_size=1, max_size=2))
formulas = st.builds(lambda numbered: m.Formula(name(), "S", numbered, NOWHERE), st.booleans())
footnotes = st.builds(lambda: m.Footnote(name(), (text(),), NOWHERE))


def make_table(rows: int, blocks: list[m.Block], marks: list[m.Footnote]) -> m.Table:
    body = tuple(m.Row(name(), f"K{n}", (m.Cell((text(),), 1, 1, NOWHERE),), NOWHERE) for n in range(rows))
    return m.Table(name(), (), (), (m.Column("", 0),), (), body, tuple(blocks), tuple(marks), False, "", NOWHERE)


def make_figure(parts: int, blocks: list[m.Block], marks: list[m.Footnote]) -> m.Figure:
    below = tuple(m.Figure(name(), (), "a.svg", "图", (), (), (), (), NOWHERE) for _ in range(parts))
    return m.Figure(name(), (), "" if parts else "a.svg", "图", (), below, tuple(blocks), tuple(marks), NOWHERE)


inside = st.lists(st.one_of(paragraphs, notes), max_size=3)
tables = st.builds(make_table, st.integers(1, 3), inside, st.lists(footnotes, max_size=3))
figures = st.builds(make_figure, st.sampled_from((0, 0, 2, 3)), inside, st.lists(footnotes, max_size=2))


def make_list(kind: m.ListKind, items: list[list[m.Block]]) -> m.List:
    return m.List(name(), kind, tuple(m.ListItem(name(), tuple(blocks), NOWHERE) for blocks in items), NOWHERE)


def lists(inner: st.SearchStrategy[m.Block]) -> st.SearchStrategy[m.List]:
    items = st.lists(st.lists(inner, min_size=1, max_size=3), min_size=1, max_size=3)
    return st.builds(make_list, st.sampled_from(("dash", "dot", "letter", "digit")), items)


simple = st.one_of(paragraphs, notes, examples, formulas)
blocks = st.lists(st.one_of(simple, tables, figures, lists(st.one_of(simple, lists(paragraphs)))), max_size=5)


def make_clause(own: list[m.Block], below: list[m.Clause]) -> m.Clause:
    return m.Clause(name(), (m.Text("题", NOWHERE),), tuple(own), tuple(below), NOWHERE)


clauses = st.recursive(
    st.builds(make_clause, blocks, st.just([])), lambda inner: st.builds(make_clause, blocks, st.lists(inner, max_size=3)), max_leaves=6
)


def make_terms(counts: list[int], grouped: bool) -> m.Clause:
    def entries(count: int) -> tuple[m.TermEntry, ...]:
        return tuple(m.TermEntry(name(), "词", "", (), (), (), "", (), (text(),), None, "", NOWHERE) for _ in range(count))

    if not grouped:
        return m.Clause(name(), (), (text(), *entries(sum(counts))), (), NOWHERE)
    return m.Clause(name(), (), (text(),), tuple(m.Clause(name(), (), entries(count), (), NOWHERE) for count in counts), NOWHERE)


terms = st.builds(make_terms, st.lists(st.integers(1, 3), min_size=1, max_size=3), st.booleans())


def make_document(introduction: m.Clause | None, chapters: list[m.Clause], glossary: m.Clause, annexes: list[m.Clause]) -> m.Document:
    front = introduction and m.Element("introduction", "引言", introduction.blocks, introduction.subclauses, NOWHERE)
    behind = tuple(m.Annex(a.anchor, "normative", a.title, a.blocks, a.subclauses, NOWHERE) for a in annexes)
    cover = m.Cover((), "", "", "", "", "", "", (), "", "", "", "", "", "", "", ())
    metadata = m.Metadata(syntax="1", kind="local", code="DB21/T", title=m.Title("名称"))
    foreword = m.Element("foreword", "前言", (text(),), (), NOWHERE)
    body = (*chapters[:2], glossary, *chapters[2:])
    feet = (m.Footnote(name(), (text(),), NOWHERE), m.Footnote(name(), (text(),), NOWHERE))
    options = m.BibliographyOptions()
    return m.Document("x", metadata, cover, foreword, front, (), body, behind, None, None, feet, (), options, {}, {}, NOWHERE)


documents = st.builds(
    make_document, st.one_of(st.none(), clauses), st.lists(clauses, min_size=1, max_size=4), terms, st.lists(clauses, max_size=3)
)


@settings(max_examples=60, deadline=None)
@given(documents)
def test_as_a_slow_obvious_second_implementation_says(document: m.Document) -> None:
    quick = {anchor: label.number for anchor, label in number(document).items()}
    assert quick == {anchor: words for anchor, words in slow(document) if anchor in quick}
    assert quick.keys() == {anchor for anchor, _ in slow(document)}


# --- the second implementation: everything is a list of ancestors, and every number is counted afresh ------


def slow(document: m.Document) -> list[tuple[str, str]]:
    chains = [chain for division in (*document.divisions, *document.footnotes) for chain in descend((document, division))]
    return [(chain[-1].anchor, name_of(chain, chains)) for chain in chains if hasattr(chain[-1], "anchor")]


def descend(chain: tuple) -> Iterator[tuple]:
    yield chain
    node = chain[-1]
    for field in ("subfigures", "head", "body", "cells", "items", "blocks", "subclauses", "footnotes"):
        for child in getattr(node, field, ()):
            yield from descend((*chain, child))


def name_of(chain: tuple, chains: list[tuple]) -> str:
    node, parent = chain[-1], chain[-2]
    match node:
        case m.Element() | m.Paragraph():
            return ""
        case m.Clause() | m.Annex() | m.TermEntry():
            word = division_number(chain)
            return f"附录{word}" if isinstance(node, m.Annex) else word
        case m.Table() | m.Figure() if isinstance(parent, m.Figure):
            return f"{'abcdefgh'[parent.subfigures.index(node)]})"
        case m.Table() | m.Figure() | m.Formula():
            if isinstance(node, m.Formula) and not node.numbered:
                return ""
            place = running(chain, chains)
            return f"（{place}）" if isinstance(node, m.Formula) else f"{'表' if isinstance(node, m.Table) else '图'}{place}"
        case m.Note() | m.Example():
            word = "注" if isinstance(node, m.Note) else "示例"
            alike = [c[-1] for c in chains if type(c[-1]) is type(node) and container(c) is container(chain)]
            return word if len(alike) == 1 else f"{word}{[id(each) for each in alike].index(id(node)) + 1}"
        case m.Row():
            return node.key
        case m.Footnote():
            own = parent.footnotes
            place = [id(each) for each in own].index(id(node))
            return f"{place + 1})" if isinstance(parent, m.Document) else "abcdefgh"[place]
        case m.List():
            every = [each for each in parent.blocks if isinstance(each, m.List)]
            alike = [each for each in every if each.kind == node.kind]
            place = [id(each) for each in every].index(id(node))
            return "列项" if len(alike) == 1 else f"第{'一二三四五'[place]}个列项"
        case m.ListItem():
            place = [id(each) for each in parent.items].index(id(node))
            return {"dash": "——", "dot": "·", "letter": f"{'abcdefgh'[place]})", "digit": f"{place + 1})"}[parent.kind]
    raise AssertionError(node)


def division_number(chain: tuple) -> str:
    node, parent = chain[-1], chain[-2]
    if isinstance(node, m.Annex):
        return "ABCDEFGH"[[id(each) for each in parent.annexes].index(id(node))]
    if isinstance(parent, m.Document):
        return str([id(each) for each in parent.chapters].index(id(node)) + 1)
    own = [each for each in (*parent.blocks, *parent.subclauses) if isinstance(each, m.Clause | m.TermEntry)]
    above = "0" if isinstance(parent, m.Element) else division_number(chain[:-1])
    return f"{above}.{[id(each) for each in own].index(id(node)) + 1}"


def running(chain: tuple, chains: list[tuple]) -> str:
    node, annex = chain[-1], chain[1] if isinstance(chain[1], m.Annex) else None
    alike = [
        c[-1]
        for c in chains
        if type(c[-1]) is type(node)
        and not isinstance(c[-2], m.Figure)
        and getattr(c[-1], "numbered", True)
        and (c[1] if isinstance(c[1], m.Annex) else None) is annex
    ]
    place = [id(each) for each in alike].index(id(node)) + 1
    return f"{division_number(chain[:2])}.{place}" if annex else str(place)


def container(chain: tuple) -> object:
    """The nearest thing around that notes are counted in."""
    kinds = m.Clause | m.Element | m.Annex | m.TermEntry | m.Table | m.Figure
    return next((node for node in reversed(chain[:-1]) if isinstance(node, kinds)), chain[1])
