"""Document and Shelf -> references in words, chapter 2, 参考文献, the index, findings: tests/cases/references."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from cases import Case, check, load_cases
from gbdoc.diagnostic import in_order
from gbdoc.model import Citation, Clause, Element, IndexGroup, Paragraph, ReferenceList, SiblingCitation, TermEntry, Xref, plain, walk
from gbdoc.number import number
from gbdoc.pipeline import compile_library
from gbdoc.read.boilerplate import NO_NORMATIVE_REFERENCES, NORMATIVE_REFERENCES
from gbdoc.read.read import read
from gbdoc.resolve import ResolvedDocument, ShelfEntry, resolve
from library import library, told


@pytest.mark.parametrize("case", load_cases("references"), ids=str)
def test_references(case: Case, request: pytest.FixtureRequest) -> None:
    compiled = next(each for each in compile_library(library(case.input)) if each.name == "gp")
    assert compiled.resolved
    check(case, "\n".join((*listing(compiled.resolved), *told(in_order(compiled.diagnostics)))), request)


def listing(resolved: ResolvedDocument) -> Iterator[str]:
    document = resolved.document
    yield from references(resolved)
    for chapter in document.chapters:
        if chapter.anchor == "normative-references":
            yield from lines("第2章", chapter, resolved)
    if document.bibliography:
        yield from lines("参考文献", document.bibliography, resolved)
    if document.index:
        yield from index(document.index, resolved)


def references(resolved: ResolvedDocument) -> Iterator[str]:
    """Each reference of the author's: where, in words, where it leads, and on which side it is."""
    sides = {id(each.citation): each.side for each in resolved.citations}
    parts = (resolved.document.foreword, resolved.document.introduction, resolved.document.chapters, resolved.document.annexes)
    for node in walk((*parts, resolved.document.footnotes), Xref, SiblingCitation, Citation):
        place = f"{node.span.path.removeprefix('content/gp/').removesuffix('.md')}:{node.span.line}:{node.span.column}"
        side = {"normative": " 规范性", "informative": " 资料性"}.get(sides.get(id(node), ""), "")
        yield f"{place} {resolved.words(node)} -> {resolved.href(node) or '无'}{side}"
    for entry in walk(resolved.document.chapters, TermEntry):
        if entry.source:
            yield f"{entry.anchor} {resolved.source_words(entry.source)}"


def lines(name: str, division: Clause | Element, resolved: ResolvedDocument) -> Iterator[str]:
    for block in division.blocks:
        if isinstance(block, ReferenceList):
            yield f"{name} {block.title}".rstrip() + "："
            for entry in block.entries:
                yield f"  {resolved.label(entry)} {resolved.entry_words(entry)}".replace("   ", "  ").replace("  　", "  ")


def index(element: Element, resolved: ResolvedDocument) -> Iterator[str]:
    yield "索引："
    for group in element.blocks:
        if isinstance(group, IndexGroup):
            words = "；".join(f"{e.word} {'、'.join(map(resolved.place, e.targets))}" for e in group.entries)
            yield f"  {group.letter} {words}"


def resolved_of(text: str) -> ResolvedDocument:
    compiled = next(each for each in compile_library(library(text)) if each.name == "gp")
    assert compiled.resolved
    return compiled.resolved


SIBLING = "\n=== um/standard.yaml\nbody: [scope.md]\n=== um/scope.md\n# 范围\n\n# 网格 {#grid}\n"


def test_links_lead_to_the_same_format() -> None:
    resolved = resolved_of("# 范围\n\n见[](um#grid)和[](um)。" + SIBLING)
    inside, whole = walk(resolved.document.chapters, SiblingCitation)
    assert (resolved.href(inside), resolved.href(inside, ".pdf")) == ("um.html#grid", "um.pdf#grid")
    assert resolved.href(whole, ".pdf") == "um.pdf"


def test_no_stage_changes_what_it_was_given() -> None:
    draft = read(library("# 范围\n\n应符合[@gbt-36333]的规定，[词]{.index}。"), "gp")
    assert draft.document
    resolved, _ = resolve(draft.document, {"gp": ShelfEntry(draft.document.metadata, number(draft.document))})
    assert draft.document.bibliography is None
    assert not draft.document.chapters[1].blocks
    assert resolved.document.chapters[1].blocks
    assert resolved.document.index


def test_the_label_of_a_node_is_its_number() -> None:
    resolved = resolved_of("# 范围\n\n# 要求\n")
    assert f"{resolved.label(resolved.document.chapters[3])} 要求" == "4 要求"


def test_the_prescribed_sentences_of_chapter_2() -> None:
    def sentence(text: str) -> str:
        lead = resolved_of(text).document.chapters[1].blocks[0]
        assert isinstance(lead, Paragraph)
        return plain(lead.inlines)

    assert sentence("# 范围\n") == NO_NORMATIVE_REFERENCES
    assert sentence("# 范围\n\n应符合[@gbt-36333]的规定。") == NORMATIVE_REFERENCES


def test_a_thousand_citations_take_little_time() -> None:
    text = "# 范围\n\n" + "".join(
        f"系统{n}应符合[@gbt-36333, {n}.1]的规定（见[@gbt-37043]），并{'（' * 20}符合[@gb-50449]。\n\n" for n in range(400)
    )
    draft = read(library(text), "gp")
    assert draft.document
    start = time.process_time()
    resolve(draft.document, {})
    assert time.process_time() - start < 1
