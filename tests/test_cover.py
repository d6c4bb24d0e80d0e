"""Covers measured in the PDFs: what stands where, in millimetres from the left and the top of the sheet, and how large, in points.

The wanted figures are those of the annexes E and F of GB/T 1.1 and of the Word templates made to them, not those of measures.css. A
line's top is that of its letters' em.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pypdfium2
import pytest

from gbdoc.doctor import pdf_possible
from gbdoc.pipeline import compile_library
from gbdoc.source import Sources
from gbdoc.write.html import load_templates
from gbdoc.write.pdf import write_pdf
from library import library

TEMPLATES = load_templates(Path(__file__).parents[1] / "templates")
MILLIMETRE = 72 / 25.4
ASCENT = 0.88  # of the em of a Chinese font, above the base line
HEI, SONG = "GBDoc-Sans", "GBDoc-Serif"

pytestmark = pytest.mark.skipif(not pdf_possible(), reason="no Pango here")

STANDARDS = {
    "a provincial part in draft, with a long name": """
code: DB21/T
part: 1
level: 辽宁省地方标准
ics: [35.240.01]
ccs: L 70
title: {leading: 新型智慧城市, main: 城市运行管理服务平台数据采集与交换共享技术要求, supplementary: 总则}
english: {leading: Smart city, main: Technical requirements for data acquisition, supplementary: General}
adoption: {number: 'ISO 37100:2016', title: 名称, degree: NEQ}
stage: 征求意见稿
completed: XXXX-XX-XX
issuers: [辽宁省市场监督管理局]
replaces: [{number: DB21/T 1231—2018, title: 甲}, {number: DB21/T 1232—2018, title: 甲}, {number: DB21/T 1233—2018, title: 甲}]
""",
    "a city's standard, published": """
code: DB2102/T
number: 101
year: 2026
level: 大连市地方标准
ics: [03.080.30]
ccs: A 20
title: {main: 公共厕所保洁服务规范}
stage:
issued: 2026-03-31
implemented: 2026-05-01
issuers: [大连市市场监督管理局, 大连市生态环境局, 大连市住房和城乡建设局]
""",
    "a national standard that adopts another": """
kind: national
code: GB/T
level:
number: 36333
year: 2026
ics: [35.240.01, 03.080.99]
ccs: L 70
title: {leading: 智慧城市, main: 信息通信技术参考框架}
english: {leading: Smart city, main: ICT reference framework}
adoption: {number: 'ISO/IEC 30145-3:2020', title: 名称, degree: IDT}
stage:
issued: 2026-03-31
implemented: 2026-10-01
issuers: [国家市场监督管理总局, 国家标准化管理委员会]
replaces: [{number: GB/T 36333—2018, title: 甲}]
""",
    "a national guide in draft": """
kind: national
code: GB/Z
level:
title: {main: 智慧城市建设信息安全保障指南}
stage: 报批稿
""",
    "a sector standard with a record number": """
kind: sector
code: CJ/T
number: 545
year: 2026
record: 123456—2026
level: 中华人民共和国城镇建设行业标准
ics: [91.140.01]
ccs: P 41
title: {main: 城市运行管理服务平台数据标准}
stage:
issued: 2026-03-31
implemented: 2026-10-01
issuers: [中华人民共和国住房和城乡建设部]
""",
    "a level line that is too long": """
level: 新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县地方标准
""",
    "the longest name, and all there can be below it": """
title: {leading: 新型智慧城市运行管理服务, main: 基础设施物联网感知终端数据采集与交换共享平台标准体系,
  supplementary: 城市生命线安全运行监测系统建设和验收要求}
english: {leading: Operation management and service of new smart city, main: Standards system of data acquisition and exchange
  platform for infrastructure sensing terminals, supplementary: Requirements for construction and acceptance of urban lifeline systems}
adoption: {number: 'ISO 37100:2016', title: 名称, degree: NEQ}
completed: XXXX-XX-XX
""",
}
PROVINCIAL, CITY, NATIONAL, GUIDE, SECTOR, LONG_LEVEL, LONG_NAME = STANDARDS

# What stands where: left, right and top in millimetres, size in points; a face; stretch is how much wider than high.
PLACES: dict[str, dict[str, dict[str, float | str]]] = {
    PROVINCIAL: {
        "ICS 35.240.01": {"left": 24.2, "top": 10, "size": 10.5, "face": HEI},
        "CCS L 70": {"left": 24.2, "size": 10.5, "face": HEI},
        "DB21": {"right": 184, "top": 13, "size": 48, "stretch": 1.3, "face": SONG},
        "辽宁省地方标准": {"left": 23, "right": 193, "middle": 45.5, "size": 26, "stretch": 1, "face": HEI},
        "DB21/T XXXX.1—XXXX": {"right": 190, "top": 57.9, "size": 14, "face": HEI},
        "代替 DB21/T 1231—2018、DB21/T 1232—2018、DB21/T 1233—2018": {"right": 190, "size": 10.5, "face": HEI},
        "新型智慧城市": {"centre": 110, "middle": 113 + 17.5 / MILLIMETRE, "size": 26, "face": HEI},
        "第1部分：总则": {"centre": 110, "size": 26},
        "Smart city—": {"size": 14, "face": HEI},
        "Part 1: General": {"size": 14, "face": HEI},
        "（ISO 37100:2016，NEQ）": {"centre": 110, "size": 14, "face": HEI},
        "（征求意见稿）": {"centre": 110, "size": 12},
        "（本草案完成时间：XXXX-XX-XX）": {"centre": 110, "size": 10.5},
        "在提交反馈意见时，请将您知道的相关专利连同支持性文件一并附上。": {"centre": 110, "size": 10.5},
        "XXXX-XX-XX发布": {"left": 25, "top": 250, "size": 14, "face": HEI},
        "XXXX-XX-XX实施": {"right": 195, "top": 250, "size": 14, "face": HEI},
        "辽宁省市场监督管理局": {"top": 261.1, "size": 14, "face": HEI},
    },
    CITY: {
        "DB2102": {"right": 184, "top": 13, "size": 48, "stretch": 1.3},
        "大连市地方标准": {"left": 23, "right": 193, "middle": 45.5, "size": 26},
        "DB2102/T 101—2026": {"right": 190, "top": 57.9, "size": 14},
        "公共厕所保洁服务规范": {"centre": 110, "middle": 113 + 17.5 / MILLIMETRE, "size": 26},
        "2026-03-31发布": {"left": 25, "top": 250},
        "2026-05-01实施": {"right": 195, "top": 250},
        "大连市市场监督管理局": {"top": 261.1, "size": 14},
    },
    NATIONAL: {
        "中华人民共和国国家标准": {"left": 23, "right": 193, "middle": 45.5, "size": 26, "stretch": 1.48, "face": SONG},
        "GB/T 36333—2026": {"right": 190, "top": 57.9, "size": 14, "face": HEI},
        "代替 GB/T 36333—2018": {"right": 190, "size": 10.5},
        "智慧城市　信息通信技术参考框架": {"centre": 110, "size": 26, "face": HEI},
        "Smart city—ICT reference framework": {"centre": 110, "size": 14},
        "（ISO/IEC 30145-3:2020，IDT）": {"centre": 110, "size": 14},
        "国家市场监督管理总局": {"top": 261.1, "width": 79.7, "face": SONG},
        "国家标准化管理委员会": {"bottom": 261.1 + 15.2, "width": 79.7, "face": SONG},
        "2026-10-01实施": {"right": 195, "top": 250},
    },
    GUIDE: {
        "中华人民共和国国家标准化指导性技术文件": {"left": 23, "right": 193, "middle": 45.5, "size": 26, "face": SONG},
        "GB/Z XXXX—XXXX": {"right": 190, "top": 57.9, "size": 14},
        "（报批稿）": {"centre": 110, "size": 12},
        "国家标准化管理委员会": {"width": 79.7},
    },
    SECTOR: {
        "备案号：123456—2026": {"left": 24.2, "size": 10.5, "face": HEI},
        "CJ": {"right": 184, "top": 13, "size": 48, "stretch": 1.3},
        "中华人民共和国城镇建设行业标准": {"left": 23, "right": 193, "middle": 45.5, "size": 24, "face": HEI},
        "CJ/T 545—2026": {"right": 190, "top": 57.9, "size": 14},
        "中华人民共和国住房和城乡建设部": {"top": 261.1, "size": 14, "face": HEI},
    },
    LONG_LEVEL: {"新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县地方标准": {"left": 23, "right": 193, "middle": 45.5}},
}

# Two lines, and the points from the em of the upper to that of the lower. Where a gap stands between lines of the templates' own
# height, these are a fifth higher than their letters.
GAPS = {
    PROVINCIAL: (
        ("ICS 35.240.01", "CCS L 70", 2),
        ("DB21/T XXXX.1—XXXX", "代替 DB21/T 1231—2018、DB21/T 1232—2018、DB21/T 1233—2018", 2.85 + (14 + 10.5) / 10),
        ("新型智慧城市", "城市运行管理服务平台数据", 35 - 26),
        ("采集与交换共享技术要求", "第1部分：总则", 35 - 26),
        ("Smart city—", "Part 1: General", 18 - 14),
        ("Part 1: General", "（ISO 37100:2016，NEQ）", (18 - 14) / 2 + (38 - 14) / 2),
        ("（ISO 37100:2016，NEQ）", "（征求意见稿）", (38 - 14) / 2 + 22),
        ("（征求意见稿）", "（本草案完成时间：XXXX-XX-XX）", 8 + 9 + (12 + 10.5) / 10),
        ("（本草案完成时间：XXXX-XX-XX）", "在提交反馈意见时，请将您知道的相关专利连同支持性文件一并附上。", 36),
    ),
    NATIONAL: (("ICS 35.240.01", "ICS 03.080.99", 2), ("GB/T 36333—2026", "代替 GB/T 36333—2018", 2.85 + (14 + 10.5) / 10)),
    SECTOR: (("CCS P 41", "备案号：123456—2026", 2),),
}


@cache
def pdf(name: str, more: str = "") -> bytes:
    sources = standard(STANDARDS[name].lstrip() + more)
    [done] = compile_library(sources)
    assert done.resolved
    return write_pdf(done.resolved, TEMPLATES, sources)


def standard(text: str) -> Sources:
    written = {line.split(":")[0] for line in text.splitlines()}
    rest = "" if "stage" in written else "stage: 征求意见稿\n"
    return library(f"# 范围\n\n规定。\n=== gp/standard.yaml\nsyntax: 1\nbody: [scope.md]\n{text}{rest}")


@cache
def page(name: str, more: str = "") -> Any:
    return pdfplumber.open(io.BytesIO(pdf(name, more))).pages[0]


def letters(name: str, words: str, more: str = "") -> list[Any]:
    """The characters of some words, which follow each other on one line."""
    all_letters = page(name, more).chars
    start = "".join(letter["text"] for letter in all_letters).find(words)
    assert start >= 0, f"{words} is not on the cover"
    found = all_letters[start : start + len(words)]
    assert len({round(letter["matrix"][5], 1) for letter in found}) == 1, f"{words} is torn"
    return list(found)


def line(name: str, words: str, more: str = "") -> dict[str, float | str]:
    return measures(letters(name, words, more))


def measures(row: Sequence[Any]) -> dict[str, float | str]:
    """The place and the look of the characters of a line."""
    first, last = row[0], row[-1]
    size, (across, _, _, up, _, base_line) = first["size"], first["matrix"]
    top = 297 * MILLIMETRE - base_line - ASCENT * size
    left, right = first["x0"] / MILLIMETRE, last["x1"] / MILLIMETRE
    return {
        "left": left,
        "right": right,
        "width": right - left,
        "centre": (left + right) / 2,
        "top": top / MILLIMETRE,
        "middle": (top + size / 2) / MILLIMETRE,
        "bottom": (top + size) / MILLIMETRE,
        "size": size,
        "stretch": across / up,
        "face": first["fontname"].partition("+")[2],
    }


TOLERANCE = {"size": 0.1, "stretch": 0.01}


def off(name: str, more: str = "") -> Iterator[str]:
    """What is not where it belongs, a line each: words, measure, wanted, found, off."""
    for words, wanted in PLACES[name].items():
        found = line(name, words, more)
        for measure, figure in wanted.items():
            if isinstance(figure, str) and found[measure] != figure:
                yield f"{words} | {measure} | {figure} | {found[measure]}"
            elif not isinstance(figure, str):
                difference = float(found[measure]) - figure
                if abs(difference) > TOLERANCE.get(measure, 0.3):
                    yield f"{words} | {measure} | {figure:.2f} | {found[measure]:.2f} | {difference:+.2f}"


@pytest.mark.parametrize("name", PLACES)
def test_every_line_is_in_its_place(name: str) -> None:
    table = list(off(name))
    assert table == [], "\n" + "\n".join(table)


def test_the_ruler_sees_a_line_out_of_place() -> None:
    moved = "measures: {cover-numbers-top: 58.5mm, cover-stage-size: 12.5pt}\n"
    assert [row.split(" | ")[:2] for row in off(PROVINCIAL, moved)] == [["DB21/T XXXX.1—XXXX", "top"], ["（征求意见稿）", "size"]]


@pytest.mark.parametrize(("name", "upper", "lower", "wanted"), [(name, *gap) for name, gaps in GAPS.items() for gap in gaps])
def test_gaps_between_lines(name: str, upper: str, lower: str, wanted: float) -> None:
    gap = (float(line(name, lower)["top"]) - float(line(name, upper)["bottom"])) * MILLIMETRE
    assert gap == pytest.approx(wanted, abs=0.1)


@pytest.mark.parametrize("name", STANDARDS)
def test_two_rules(name: str) -> None:
    rules = [*page(name).rects, *page(name).lines]
    found = [[rule["x0"] / MILLIMETRE, rule["x1"] / MILLIMETRE, (rule["top"] + rule["bottom"]) / 2 / MILLIMETRE] for rule in rules]
    assert sorted(found, key=lambda rule: rule[2]) == [pytest.approx([25, 195, height], abs=0.3) for height in (75, 257)]
    assert [max(rule["height"], rule["linewidth"] or 0) for rule in rules] == pytest.approx([0.75, 0.75], abs=0.1)


def test_the_emblem_fills_its_box() -> None:
    scale = 10 / MILLIMETRE
    picture = pypdfium2.PdfDocument(pdf(NATIONAL))[0].render(scale=scale, grayscale=True).to_pil()
    box = (1200, 50, 2000, 380)  # to the right of the ICS numbers, above the level line, in tenths of a millimetre
    left, top, right, bottom = picture.crop(box).point(lambda value: 255 * (value < 128)).getbbox()
    found = [(left + box[0]) / 10, (top + box[1]) / 10, (right + box[0]) / 10, (bottom + box[1]) / 10]
    assert found == pytest.approx([139, 13, 139 + 40.2, 13 + 20.4], abs=0.3)


@pytest.mark.parametrize("name", [PROVINCIAL, SECTOR, NATIONAL, GUIDE, LONG_LEVEL])
def test_the_letters_of_the_level_are_spread_evenly(name: str) -> None:
    [words] = [words for words, wanted in PLACES[name].items() if wanted.get("left") == 23]
    row = letters(name, words)
    gaps = [(after["x0"] - before["x1"]) / MILLIMETRE for before, after in pairwise(row)]
    assert min(gaps) > 0
    assert max(gaps) - min(gaps) < 0.3


def test_a_number_has_half_an_em_behind_its_code() -> None:
    *_, before, space, after = letters(CITY, "DB2102/T 1")
    assert space["text"] == " "
    assert after["x0"] - before["x1"] == pytest.approx(14 / 2, abs=0.1)


def test_issuing_bodies_are_equally_long_and_share_one_word() -> None:
    bodies = [line(CITY, words) for words in ("大连市市场监督管理局", "大连市生态环境局", "大连市住房和城乡建设局")]
    assert [body["left"] for body in bodies] == pytest.approx([bodies[0]["left"]] * 3, abs=0.3)
    assert [body["right"] for body in bodies] == pytest.approx([bodies[0]["right"]] * 3, abs=0.3)
    issue = page(CITY).chars[-2:]
    assert "".join(letter["text"] for letter in issue) == "发布"
    assert measures(issue)["middle"] == pytest.approx(bodies[1]["middle"], abs=0.3)
    assert (float(bodies[0]["left"]) + float(measures(issue)["right"])) / 2 == pytest.approx(110, abs=0.3)


def test_the_special_letters_are_told_to_those_who_hear_the_cover() -> None:
    with pikepdf.open(io.BytesIO(pdf(NATIONAL))) as opened:
        told = [str(element.get("/Alt")) for element in opened.objects if isinstance(element, pikepdf.Dictionary) and "/Alt" in element]
    assert told == ["GB", "中华人民共和国国家标准", "国家市场监督管理总局", "国家标准化管理委员会"]


def test_the_longest_name_keeps_clear_of_the_dates() -> None:
    lowest = line(LONG_NAME, "在提交反馈意见时，请将您知道的相关专利连同支持性文件一并附上。")
    assert float(lowest["bottom"]) < 246
