"""The two drafts of content/: as they are they have no finding, and data that breaks a constraint is told at its line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from gbdoc.diagnostic import Diagnostic
from gbdoc.diagram import HierarchicalStructure
from gbdoc.load import survey
from gbdoc.model import Annex, Clause, Element, Figure, ReferenceEntry, SiblingCitation, TermEntry, walk
from gbdoc.pipeline import compile_library
from gbdoc.read.read import read
from gbdoc.source import Sources
from gbdoc.write.html import load_templates, write_html

ROOT = Path(__file__).parents[1]
SOURCES, FAULTS = survey(ROOT)


class Break(NamedTuple):
    """A change to one file that breaks a constraint, and what is told of it."""

    file: str  # below content/
    old: str  # a regular expression that is found there once
    new: str  # what stands in its place
    rule: str
    words: str  # of the message
    at: str = ""  # words of the line that is told, where it is not the one that was changed

    def __str__(self) -> str:
        return f"{self.file}:{self.rule}:{self.new}"


SYSTEM = "system.yaml"
GENERAL = "general-principles/data/"
URBAN = "urban-management/data/"
K = f"{GENERAL}indicators.yaml"
MATURITY = f"{GENERAL}maturity.yaml"
APPLICATIONS = f"{GENERAL}applications.yaml"
P = f"{URBAN}indicators.yaml"
PARTS = f"{URBAN}layers.yaml"
COMPONENTS = f"{URBAN}components.yaml"
MATTERS = f"{URBAN}matters.yaml"
MORE_COMPONENTS = f"{URBAN}ext-components.yaml"
MORE_MATTERS = f"{URBAN}ext-matters.yaml"
LIMITS = f"{URBAN}limits.yaml"

BREAKS = [
    # the standards system
    Break(SYSTEM, '(- {code: )"101"', r'\1"451"', "system", "子体系代码 451 应以所在层的代码 1 开头"),
    Break(SYSTEM, '(- {code: )"102"', r'\1"1O2"', "system", "子体系代码 1O2 不合 pattern"),
    Break(SYSTEM, '(- {code: )"102"', r'\1"101"', "system", "代码 101 与第"),
    Break(SYSTEM, 'bound_by: "3"', 'bound_by: "5"', "system", "没有代码为 5 的层或子体系"),
    Break(SYSTEM, 'adjacent: \\["402"', 'adjacent: ["410"', "system", "没有代码为 410 的层或子体系"),
    Break(SYSTEM, 'name: 评价, codes: \\["208"', 'name: 评价, codes: ["209"', "system", "没有代码为 209 的层或子体系"),
    Break(SYSTEM, 'entry: "101.003"', 'entry: "101.002"', "system", "101.002 与第"),
    Break(SYSTEM, 'entry: "101.003"', 'entry: "105.003"', "system", "没有可列标准的体系代码 105"),
    Break(SYSTEM, 'entry: "401-2.005"', 'entry: "401-4.005"', "system", "没有可列标准的体系代码 401-4"),
    Break(SYSTEM, 'entry: "101.003"', 'entry: "101.03"', "system", "条目代码 101.03 应是体系代码、圆点和三位顺序号"),
    Break(SYSTEM, "ref: gbt-10114", "ref: gbt-2260", "system", "gbt-2260 与第"),
    Break(SYSTEM, "ref: gbt-10114", "ref: gbt-10115", "system", "references.yaml 中没有 gbt-10115，是否指 gbt-10114？"),
    Break(SYSTEM, "document: urban-management, crucial", "document: urban, crucial", "system", "没有名为 urban 的文稿"),
    # indicators of the general principles
    Break(K, "(key: K11.* weight: )0.10", r"\g<1>0.11", "data-sum", "weight 之和为 1.01，应为 1.00", at="sum: weight,"),
    Break(K, "key: K53", "key: K54", "data-pattern", "key 的“K54”不合 pattern"),
    Break(K, "key: K12", "key: K11 ", "data-unique", "key 的“K11”与第"),
    Break(K, "group: 完整性, key: K11", "group: 完整性, group_weight: 0.30, key: K11", "compute", "group_weight 应为 0.25，写的是 0.30"),
    Break(K, "a: 66, b: 88", "a: 67, b: 88", "data-sum", "weighted 之和为 85.04，应为 84.93", at="sum: weighted,"),
    Break(MATURITY, "(domain: 体系架构, weight: )0.20", r"\g<1>0.25", "data-sum", "weight 之和为 1.05，应为 1.00", at="sum: weight,"),
    Break(MATURITY, "(domain: 体系架构.* level: )3", r"\g<1>4", "data-sum", "product 之和为 2.75，应为 2.55", at="sum: product,"),
    Break(MATURITY, "domain: 标准实施", "domain: 标准研制 ", "data-unique", "domain 的“标准研制”与第"),
    # indicators of urban management
    Break(P, "(code: P10,.* weight: )0.10", r"\g<1>0.01", "data-sum", "weight 之和为 0.91，应为 1.00", at="sum: weight,"),
    Break(P, "code: P10", "code: P11", "data-pattern", "code 的“P11”不合 pattern"),
    Break(P, "code: P9", "code: P8 ", "data-unique", "code 的“P8”与第"),
    Break(P, "a: 3 456", "a: 2 304", "data-sum", "weighted 之和为 92.725，应为 94.475", at="sum: weighted,"),
    # codes of subsystems
    Break(APPLICATIONS, 'code: "409"', 'code: "410"', "data-in", "code 的“410”不在 /system 的 code 列中"),
    Break(APPLICATIONS, 'code: "409"', 'code: "301"', "data-pattern", "code 的“301”不合 pattern"),
    Break(APPLICATIONS, 'code: "409"', 'code: "408" ', "data-unique", "code 的“408”与第"),
    Break(APPLICATIONS, 'code: "401"', 'code: "401", name: 城管', "take", "name 应为 城市管理，写的是 城管"),
    Break(PARTS, 'code: "207"', 'code: "209"', "data-in", "code 的“209”不在 /system 的 code 列中"),
    Break(PARTS, 'code: "207"', 'code: "207", name: 安全', "take", "name 应为 信息安全，写的是 安全"),
    Break(f"{URBAN}boundary.yaml", 'code: "409"', 'code: "410"', "data-in", "code 的“410”不在 /system 的 code 列中"),
    Break(f"{GENERAL}mapping.yaml", "codes: 201～205", "codes: 201～209", "data-in", "codes 的“209”不在 /system 的 code 列中"),
    Break(f"{GENERAL}aspects.yaml", "codes: 206、208", "codes: 206、210", "data-in", "codes 的“210”不在 /system 的 code 列中"),
    Break(f"{URBAN}content.yaml", "upper: 303～305", "upper: 303～306", "data-in", "upper 的“306”不在 /system 的 code 列中"),
    # codes of objects
    Break(COMPONENTS, 'code: "01037"', 'code: "06037"', "data-pattern", "code 的“06037”不合 pattern"),
    Break(COMPONENTS, 'code: "01037"', 'code: "01013" ', "data-unique", "code 的“01013”与第"),
    Break(COMPONENTS, '(code: "01037".* level: )T.', r"\1T9", "data-in", "level 的“T9”不在 limits 的 level 列中"),
    Break(MATTERS, 'code: "06010"', 'code: "05010"', "data-pattern", "code 的“05010”不合 pattern"),
    Break(MATTERS, 'code: "06011"', 'code: "06010" ', "data-unique", "code 的“06010”与第"),
    Break(MATTERS, '(code: "06010".* level: )T.', r"\1T0", "data-in", "level 的“T0”不在 limits 的 level 列中"),
    Break(MORE_COMPONENTS, 'code: "01901"', 'code: "01801"', "data-pattern", "code 的“01801”不合 pattern"),
    Break(MORE_COMPONENTS, 'code: "01902"', 'code: "01901" ', "data-unique", "code 的“01901”与第"),
    Break(MORE_COMPONENTS, '(code: "01901".* level: )T.', r"\1T7", "data-in", "level 的“T7”不在 limits 的 level 列中"),
    Break(MORE_MATTERS, 'code: "10901"', 'code: "10801"', "data-pattern", "code 的“10801”不合 pattern"),
    Break(MORE_MATTERS, 'code: "10902"', 'code: "10901" ', "data-unique", "code 的“10901”与第"),
    Break(MORE_MATTERS, '(code: "10901".* level: )T.', r"\1T", "data-in", "level 的“T”不在 limits 的 level 列中"),
    Break(LIMITS, "level: T6", "level: T7", "data-pattern", "level 的“T7”不合 pattern"),
    Break(LIMITS, "level: T5", "level: T4 ", "data-unique", "level 的“T4”与第"),
    Break(f"{URBAN}adjust.yaml", "(condition: 供暖期.* level: )T1", r"\1t1", "data-in", "level 的“t1”不在 limits 的 level 列中"),
]


def changed(broken: Break) -> tuple[Sources, int]:
    """The drafts with one file changed, and the line that is to be told."""
    before = SOURCES.files[broken.file].decode()
    after, count = re.subn(broken.old, broken.new, before)
    assert count == 1, f"{broken.old} stands {count} times in {broken.file}"
    lines = after.splitlines()
    changed_lines = (number for number, (old, new) in enumerate(zip(before.splitlines(), lines, strict=True), 1) if old != new)
    told_lines = (number for number, line in enumerate(lines, 1) if broken.at in line)
    return Sources({**SOURCES.files, broken.file: after.encode()}), next(told_lines if broken.at else changed_lines)


def findings(sources: Sources, file: str) -> list[Diagnostic]:
    """What is told of the drafts that use a file: its own, or all."""
    folder = file.split("/")[0]
    names = [folder] if folder in sources.names else sources.names
    return [finding for name in names for finding in read(sources, name).diagnostics]


def test_statistics_are_counted_from_the_rows() -> None:
    """A planned standard more is one more in its row, its layer's and the total's; a superseded one counts nowhere."""
    before = _statistics(SOURCES)
    row = '  - {entry: "104.099", name: 新的规范, level: local, state: planned}\n  - {entry: "104.098", ref: gbt-25070}\n'
    text = SOURCES.files["system.yaml"].decode().replace('  - {entry: "104.001"', row + '  - {entry: "104.001"')
    registry = SOURCES.files["references.yaml"].decode()
    superseded = re.sub(r"(?ms)(^gbt-25070:.*?status: )\w+", r"\1superseded", registry, count=1)
    after = _statistics(Sources({**SOURCES.files, "system.yaml": text.encode(), "references.yaml": superseded.encode()}))
    assert {key: after[key] - before[key] for key in after if after[key] != before[key]} == {"104": 1, "1": 1, "total": 1}


def _statistics(sources: Sources) -> dict[str, int]:
    """What each line of the statistics says is due."""
    document = read(sources, "general-principles").document
    assert document
    table = document.data["/system-statistics"]
    return {row[0]: int(row[table.columns.index("due")]) for row in table.rows}


@pytest.mark.parametrize("broken", BREAKS, ids=str)
def test_broken_data_is_told_at_its_line(broken: Break) -> None:
    sources, line = changed(broken)
    told = [(d.span.path, d.span.line, d.message) for d in findings(sources, broken.file) if d.rule == broken.rule]
    assert [where for *where, message in told if broken.words in message][:1] == [[f"content/{broken.file}", line]], told


def test_the_drafts_have_no_finding() -> None:
    assert not FAULTS
    assert [diagnostic for compiled in compile_library(SOURCES) for diagnostic in compiled.diagnostics] == []


def test_no_term_is_defined_twice() -> None:
    documents = [compiled.resolved.document for compiled in compile_library(SOURCES) if compiled.resolved]
    entries = [(entry.term, document.name) for document in documents for entry in walk(document.chapters, TermEntry)]
    assert len(entries) > len(documents) > 1
    assert len({term for term, _ in entries}) == len(entries), sorted(entries)


def test_references_between_the_parts_lead_to_what_they_name() -> None:
    """Every link of one document's page into the other's leads to an anchor there; all that is named is led to."""
    documents = {compiled.name: compiled.resolved for compiled in compile_library(SOURCES) if compiled.resolved}
    pages = {name: write_html(resolved, load_templates(ROOT / "templates"), SOURCES) for name, resolved in documents.items()}
    for name, resolved in documents.items():
        named = {(each.document, target) for each in walk(resolved.document.divisions, SiblingCitation) for target in each.targets}
        led_to = set(re.findall(r'href="([a-z-]+)\.html#([^"]+)"', pages[name]))
        assert led_to == named
        assert [target for other, target in led_to if f' id="{target}"' not in pages[other]] == []


# The references between the parts that the series was planned with: from, to (ids, `*` where the whole is meant).
PLANNED = {
    "X01 terms of part 1 apply": ("urban-management", "terms", "*"),
    "X03 frame and codes": ("urban-management", "position-code", "layers codes tab-codes"),
    "X04 contents of the sub-layers": ("urban-management", "position-reuse", "foundation generic products"),
    "X05 list of standards": ("urban-management", "entries-current", "annex-list"),
    "X06 catalogue": ("urban-management", "directory-items", "resources"),
    "X06 exchange": ("urban-management", "modes", "interaction"),
    "X07 platform": ("urban-management", "layers", "platform"),
    "X08 sources of K42 and K43": ("urban-management", "evaluation-relation", "tab-indicators.k42 tab-indicators.k43"),
    "X09 missing indicators": ("urban-management", "calc-missing", "calculation-missing eq-rescale"),
    "X10 security": ("urban-management", "security-general", "security"),
    "X10 operation": ("urban-management", "operation-general", "operation"),
    "X11 rows of the list": ("urban-management", "example-source", "tab-list.401-1.002"),
    "X12 the part that opens 401": ("general-principles", "parts", "management-system"),
    "X14 exchange record": ("general-principles", "machine-readable", "annex-exchange"),
    "X15 introduction of part 1": ("general-principles", "introduction", "management-system"),
    "X15 introduction of part 2": ("urban-management", "introduction", "framework"),
    "X16 rules of counting": ("urban-management", "entries-statistics", "detail-statistics"),
    "X17 the figure that this one opens": ("urban-management", "position-structure", "fig-structure"),
}


@pytest.mark.parametrize("planned", PLANNED)
def test_the_parts_refer_to_each_other_as_planned(planned: str) -> None:
    name, clause, targets = PLANNED[planned]
    document = read(SOURCES, name).document
    assert document
    if targets == "*":
        assert [imported for imported in document.terms_imports if isinstance(imported, SiblingCitation) and imported.dated]
        return
    places = [each for each in walk(document.divisions, Clause, Annex, Element) if each.anchor == clause]
    cited = {target for citation in walk(tuple(places), SiblingCitation) for target in citation.targets}
    assert cited >= set(targets.split())


def test_one_row_of_the_list_is_each_of_our_documents() -> None:
    """X13: number and title of a row are those of the document's own standard.yaml. X02: part 2 cites part 1, dated, in chapter 2."""
    documents = {compiled.name: compiled.resolved for compiled in compile_library(SOURCES) if compiled.resolved}
    table = documents["general-principles"].document.data["/system-standards"]
    rows = {row[table.columns.index("number")]: row[table.columns.index("name")] for row in table.rows}
    for resolved in documents.values():
        assert rows[resolved.document.metadata.dated_number] == resolved.document.metadata.full_title
    part = documents["urban-management"]
    chapter = next(chapter for chapter in part.document.chapters if chapter.anchor == "normative-references")
    lines = [part.entry_words(entry) for entry in walk(chapter, ReferenceEntry)]
    assert "DB21/T XXXX.1—XXXX　智慧城市标准体系　第1部分：总则" in lines


def test_the_topics_of_the_figure_are_the_contents_of_the_table() -> None:
    """X17: the boxes of part 2's figure hold what its table lists."""
    document = read(SOURCES, "urban-management").document
    assert document
    table = document.data["content"]
    leaf, content = table.columns.index("leaf"), table.columns.index("content")
    [diagram] = [figure.diagram for figure in walk(document.chapters, Figure) if figure.diagram]
    assert isinstance(diagram, HierarchicalStructure)
    drawn = [(box.code, topic.name) for box in diagram.opened.boxes for topic in box.boxes]
    assert drawn == [(row[leaf], row[content]) for row in table.rows]
