"""standard.yaml -> the lines of the cover (8.1) as they are printed."""

from __future__ import annotations

from unicodedata import east_asian_width

from gbdoc.model import Cover, Replaced
from gbdoc.read.desk import typeset
from gbdoc.read.metadata import StandardFile

PATENT_REQUEST = "在提交反馈意见时，请将您知道的相关专利连同支持性文件一并附上。"
NATIONAL = "中华人民共和国国家标准"
NATIONAL_GUIDE = "中华人民共和国国家标准化指导性技术文件"
NATIONAL_BODIES = ("国家市场监督管理总局", "国家标准化管理委员会")  # they issue every national standard
_LINE = 40  # how many ems of replaced numbers there is room for


def make_cover(standard: StandardFile) -> Cover:
    """The cover's lines in words; what a document does not have is empty."""
    return Cover(
        ics=tuple(f"ICS {number}" for number in standard.ics),
        ccs=f"CCS {standard.ccs}" if standard.ccs else "",
        record=f"备案号：{standard.record}" if standard.record else "",
        mark="GB" if standard.kind == "national" else standard.code.split("/")[0],
        level=standard.level or _national_level(standard),
        number=standard.dated_number,
        replaces=_replaces(standard.replaces),
        title=standard.title_elements,
        english=standard.english_title,
        conformity=f"（{typeset(standard.adoption.number)}，{standard.adoption.degree}）" if standard.adoption else "",
        stage=f"（{_stage(standard)}）" if standard.stage else "",
        completed=f"（本草案完成时间：{standard.completed}）" if standard.completed and standard.stage else "",
        patent_request=PATENT_REQUEST if standard.stage else "",
        issued=f"{standard.issued}发布",
        implemented=f"{standard.implemented}实施",
        issuers=standard.issuers or (NATIONAL_BODIES if standard.kind == "national" else ()),
    )


def _national_level(standard: StandardFile) -> str:
    if standard.kind != "national":
        return ""
    return NATIONAL_GUIDE if standard.code == "GB/Z" else NATIONAL


def _replaces(replaced: tuple[Replaced, ...]) -> str:
    """What is replaced, on one line; the foreword names what there is no room for (8.1)."""
    wholly = [typeset(document.number) for document in replaced if not document.partly]
    partly = [typeset(document.number) for document in replaced if document.partly]
    lines = [f"{verb} {'、'.join(numbers)}" for verb, numbers in (("代替", wholly), ("部分代替", partly)) if numbers]
    line = "，".join(lines)
    return line if _ems(line) <= _LINE else _shortened(line)


def _shortened(line: str) -> str:
    while _ems(line) > _LINE - 1 and "、" in line:
        line = line.rpartition("、")[0]
    return f"{line}等"


def _ems(text: str) -> float:
    return sum(1.0 if east_asian_width(character) in "WF" else 0.5 for character in text)


def _stage(standard: StandardFile) -> str:
    """The stage, led by which time it is, from the second on: 第二次征求意见稿."""
    again = standard.round.isdecimal() and int(standard.round) > 1
    return f"第{_chinese(int(standard.round))}次{standard.stage}" if again else str(standard.stage)


def _chinese(number: int) -> str:
    """A number below 100 in Chinese figures."""
    figures = "一二三四五六七八九"
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    lead = ("" if tens == 1 else figures[tens - 1]) + "十" if tens else ""
    return lead + (figures[ones - 1] if ones else "")
