"""The name of a document in lines, for the cover and the first page of the text: cut between its elements first, then at words, and evenly.

The paginator fills one line after the other and knows no Chinese words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from math import ceil
from unicodedata import east_asian_width

from gbdoc.model import Cover
from gbdoc.write.extent import em
from gbdoc.write.typography import BLANK_LEFT, BLANK_RIGHT
from gbdoc.write.wording import EM

_NAME_ROOM = 18.3  # ems of 一号 between the edges of the cover
_TEXT_ROOM = 29.2  # ems of 三号 in the width of the text
_ENGLISH_ROOM = 34.0  # ems of 四号 there
_MOST_LINES = 12  # of English, or half as many of Chinese, with all that there can be below them
_ELEMENTS = 5  # of an English name that are told apart; a name has three (6.1.1)
_TORN, _WELCOME = 5.0, 1.5  # ems of unevenness that a cut inside a word is as bad as, and one beside 和 or 的 is worth
_GOOD = re.compile(r"(?<=[、，；：的）》])|(?=[和与及或（《])")
_WORDS = re.compile(
    "物联网|互联网|人工智能|云计算|大数据|元数据|传感器|生命线|基础设施|标准|体系|城市|智慧|智能|数字|管理|服务|平台|系统|数据|信息|技术|要求|规范|规程|"
    "指南|导则|方法|评价|评估|指标|分类|编码|代码|采集|交换|共享|监测|检测|监督|安全|设施|设备|建设|验收|运行|运营|维护|设计|施工|检验|试验|测定|产品|"
    "工程|质量|环境|能源|交通|建筑|公共|基础|通用|总体|框架|架构|模型|接口|协议|通信|网络|感知|终端|术语|定义|原则|结构|起草|规则|文件|应用|实施|资源|"
    "目录|第[0-9]+部分"
)


def name_lines(elements: Sequence[str]) -> tuple[str, ...]:
    """The lines of a Chinese name on the cover; elements that share a line stand one em apart (6.1.1)."""
    return _lines(_split(elements), EM, "", _NAME_ROOM)


def text_name_lines(elements: Sequence[str]) -> tuple[str, ...]:
    """The lines of the name above the text (10.1.4)."""
    return _lines(_split(elements), EM, "", _TEXT_ROOM)


def _split(elements: Sequence[str]) -> list[str]:
    """The elements of a Chinese name, and those that an author put into one."""
    return [part for element in elements for part in element.split(EM, _ELEMENTS) if part] or list(elements)


def english_lines(name: str) -> tuple[str, ...]:
    """The lines of an English name on the cover; a dash stays with the element before it."""
    return _lines(name.split("—", _ELEMENTS), "—", "—", _ENGLISH_ROOM) if name else ()


def is_crowded(cover: Cover) -> bool:
    """Whether the name takes so many lines that those below it must move together, or they run into the dates."""
    return 2 * len(name_lines(cover.title)) + len(english_lines(cover.english)) > _MOST_LINES


def _lines(elements: Sequence[str], joint: str, end: str, room: float) -> tuple[str, ...]:
    """Whole elements in as few lines as they fit into; one too long for a line stands by itself, and is cut."""
    groupings = _groupings(elements, joint, end, room)
    best = min(groupings, key=lambda lines: (len(lines), max(map(em, lines))), default=_one_each(elements, end))
    return tuple(part for line in best for part in _evenly(line, room))


def _one_each(elements: Sequence[str], end: str) -> list[str]:
    return [*(element + end for element in elements[:-1]), *elements[-1:]]


def _groupings(elements: Sequence[str], joint: str, end: str, room: float) -> Iterator[list[str]]:
    """Every way to put elements into lines."""
    for joints in product((joint, f"{end}\n"), repeat=len(elements) - 1):
        lines = "".join(map("".join, zip(elements, (*joints, ""), strict=True))).split("\n")
        if all(joint not in line.removesuffix(end) or em(line) <= room for line in lines):
            yield lines


def _evenly(line: str, room: float) -> list[str]:
    """A line in as few parts as fit into the room, about equally long."""
    fewest = ceil(em(line) / room)
    divided = [_parts(line, count) for count in range(fewest, fewest + 3)]
    return next((parts for parts in divided if max(map(em, parts)) <= room), divided[0])


def _parts(line: str, count: int) -> list[str]:
    cuts = sorted({_cut(line, em(line) * part / count) for part in range(1, count)} - {0})
    return [line[start:end].strip() for start, end in pairwise((0, *cuts, len(line)))]


def _cut(line: str, wanted: float) -> int:
    """The best place to cut a line near a wanted length; 0 where there is none, which leaves the line to the paginator."""
    inside = {place for word in _WORDS.finditer(line) for place in range(word.start() + 1, word.end())}
    good = {found.start() for found in _GOOD.finditer(line)}

    def cost(place: int) -> float:
        return abs(em(line[:place]) - wanted) + _TORN * (place in inside) - _WELCOME * (place in good)

    places = (place for place in range(2, len(line) - 1) if _may_break(line[place - 1], line[place]))
    return min(places, key=cost, default=0)


def _may_break(before: str, after: str) -> bool:
    if before in BLANK_LEFT or after in f"{BLANK_RIGHT}·…":
        return False
    return before == " " or (after != " " and (_is_wide(before) or _is_wide(after)))


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"
