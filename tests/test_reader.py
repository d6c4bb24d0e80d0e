"""What the reader's page knows of a document: mentions, the register of provisions, how cited documents stand."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest

from gbdoc.load import load
from gbdoc.pipeline import compile_library
from gbdoc.resolve import ResolvedDocument
from gbdoc.write.html import write_html
from gbdoc.write.reader.data import reader_data
from gbdoc.write.reader.mentions import mentions
from gbdoc.write.reader.passages import passages
from gbdoc.write.reader.register import Provision, register
from gbdoc.write.reader.standing import siblings, standings
from library import library
from test_html import ROOT, TEMPLATES, resolved

REGISTER = """\
# 范围

本文件适用于灯具。

# 要求

灯具应按[](#annex)试验。宜记录结果；可不记录时间。壳体为白色。

灯具应符合下列要求：

1. 壳体不开裂；
2. 导线宜短，长度可为下列之一：
   1. 一米；
   2. 两米；
3. 打开阀门。

颜色有：

- 红；
- 白。

注：灯具应有铭牌。

:::{table} 限值 {#limits}

|项目|要求|
|---|---|
|$E$，见[](#limits)|温度不应超过限值。可更低。|
|采集时间|10 s|
:::

[^a]: 灯具应有铭牌。
"""
FILES = {
    "standard.yaml": """\
syntax: 1
kind: local
code: DB21/T
part: 1
level: 辽宁省地方标准
title: {main: 智慧城市标准体系, supplementary: 总则}
stage: 征求意见稿
body: [scope.md]
annexes:
  - {file: annex.md, kind: normative}
  - {file: more.md, kind: informative}
""",
    "annex.md": "# 试验 {#annex}\n\n试验应在室内进行。\n",
    "more.md": "# 示例 {#more}\n\n灯应亮。见[](#limits)。\n",
    "terms.yaml": """\
entries:
  - {id: lamp, term: 灯, english: lamp, definition: 发光的器具。}
  - {id: street, term: 路灯, english: street lamp, definition: "路边的[灯](#lamp)。"}
""",
}
FIGURE = """\
:::::{figure} 灯 {#lamps}

::::{figure} 甲 {#first}
:file: a.svg
:alt: 甲
::::

::::{figure} 乙 {#second}
:file: a.svg
:alt: 乙
::::
:::::
"""


def written(body: str = REGISTER, **files: str) -> ResolvedDocument:
    """A standard with two annexes and two terms."""
    given = FILES | {name.replace("_", "."): text for name, text in files.items()}
    return resolved(library(body + "".join(f"=== gp/{path}\n{text}" for path, text in given.items())))


def provisions(document: ResolvedDocument) -> list[Provision]:
    return list(register(passages(document.document), document))


def told(document: ResolvedDocument) -> list[tuple[str, str]]:
    return [(each.kind, each.text.replace("\ufffc", "□")) for each in provisions(document)]


def mentioned(document: ResolvedDocument, anchor: str) -> tuple[str, ...]:
    found = mentions(tuple(passages(document.document)), document).get(anchor)
    return tuple(words for _, words in found.places) if found else ()


# --- the register -----------------------------------------------------------------------------


def test_sentences_are_told_by_their_kind() -> None:
    assert told(written()) == [
        ("requirement", "灯具应按□试验。"),
        ("recommendation", "宜记录结果；可不记录时间。"),
        ("requirement", "灯具应符合下列要求："),
        ("requirement", "壳体不开裂；"),
        ("recommendation", "导线宜短，长度可为下列之一："),
        ("recommendation", "一米；"),
        ("recommendation", "两米；"),
        ("instruction", "打开阀门。"),
        ("requirement", "温度不应超过限值。"),
        ("permission", "可更低。"),
        ("requirement", "试验应在室内进行。"),
    ]


def test_places_count_what_is_printed() -> None:
    """A reference counts its words, a formula one character, and a row is counted from its first cell on."""
    document = written()
    by_text = {each.text: each for each in provisions(document)}
    first = by_text["灯具应按\ufffc试验。"]
    assert (first.start, first.end) == (0, len("灯具应按附录A试验。"))
    assert by_text["宜记录结果；可不记录时间。"].start == first.end
    cell = by_text["温度不应超过限值。"]
    assert (cell.anchor, cell.start) == ("limits.row-1", len("E，见表1"))
    assert by_text["可更低。"].start == cell.end


def test_the_data_holds_no_end_of_a_script() -> None:
    document = written("# 范围\n\n灯具应`</script><b>`发光。\n")
    text = str(reader_data(passages(document.document), document))
    assert "<" not in text
    assert json.loads(text)["number"] == "DB21/T XXXX.1—XXXX"


# --- mentions ---------------------------------------------------------------------------------


def test_exhibits_and_annexes_know_where_they_are_mentioned() -> None:
    document = written()
    assert mentioned(document, "annex") == ("第4章",)
    assert mentioned(document, "limits") == ("第4章", "附录B")


def test_terms_know_where_they_stand_the_longer_being_meant() -> None:
    document = written("# 范围\n\n本文件适用于路灯。\n\n# 要求\n\n灯应亮。\n")
    assert mentioned(document, "street") == ("第1章",)
    assert mentioned(document, "lamp") == ("3.2", "第4章", "附录B")


def test_a_footnote_mentions_and_a_subfigure_is_its_figure() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'
    document = written(f"# 范围\n\n见[](#second)。[^a]\n\n[^a]: 见[](#lamps)。\n\n{FIGURE}", a_svg=svg)
    assert mentioned(document, "lamps") == ("第1章", "脚注1)")
    assert mentioned(document, "second") == ()


def test_a_listed_document_knows_where_it_is_cited() -> None:
    document = written("# 范围\n\n灯具应符合[@gbt-36333]。见[@gb-50449]。\n")
    assert mentioned(document, "normative-references.gbt-36333") == ("第1章",)
    assert mentioned(document, "bibliography.gb-50449") == ("第1章",)


def test_many_places_are_folded_and_none_is_lost() -> None:
    chapters = "".join(f"# 章 {{#c-{number}}}\n\n见[](#annex)。\n\n" for number in range(1, 12))
    page = write_html(written(f"# 范围\n\n文。\n\n{chapters}"), TEMPLATES, library(""))
    line = re.search(r'<details class="mentions"><summary>在11处提及</summary>(.*?)</details>', page)
    assert line
    assert line[1].count("<a href=") == 11


def test_paper_has_no_mentions() -> None:
    from test_html import paper

    assert "mentions" not in paper(written())
    assert 'class="tool"' not in paper(written())


# --- cited documents --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "name", "words"),
    [
        ("gbt-36333", "current", "现行（2026-11-23核对）"),
        ("gbt-30428-2", "superseded", "已被GB/T 47678.5—2026代替"),
        ("gbt-47678-5", "unknown", "待核实"),
    ],
)
def test_how_a_cited_document_stands(key: str, name: str, words: str) -> None:
    document = written(f"# 范围\n\n灯具应符合[@{key}]。\n")
    found = standings(document)[f"normative-references.{key}"]
    assert (found.name, found.words) == (name, words)


def test_laws_and_books_stand_in_no_such_way() -> None:
    assert standings(written("# 范围\n\n见[@data-security-law]和[@white-paper]。\n")) == {}


def test_our_own_documents_are_told_by_stage_and_title() -> None:
    document = next(each for each in drafts() if each.document.name == "general-principles")
    lines = standings(document)
    assert {each.name for anchor, each in lines.items() if ".urban-management" in anchor} == {"own"}
    assert siblings(document)["urban-management.html#flow"][1].endswith("业务流程")


# --- the drafts -------------------------------------------------------------------------------


@cache
def drafts() -> tuple[ResolvedDocument, ...]:
    return tuple(each.resolved for each in compile_library(load(ROOT)) if each.resolved)


@pytest.mark.parametrize("place", [0, 1])
def test_every_mention_of_the_drafts_leads_somewhere(place: int) -> None:
    document = drafts()[place]
    found = mentions(tuple(passages(document.document)), document)
    assert found.keys() <= document.labels.keys()
    assert all(anchor in document.labels and "【" not in words for each in found.values() for anchor, words in each.places)


@pytest.mark.parametrize("place", [0, 1])
def test_provisions_of_the_drafts_follow_each_other(place: int) -> None:
    ends: dict[str, int] = {}
    for each in provisions(drafts()[place]):
        assert ends.get(each.anchor, 0) <= each.start < each.end
        ends[each.anchor] = each.end
