"""A sentence and the kind of provision it is, by the words of annex C of GB/T 1.1; and inlines joined into sentences.

应 in 响应 or 应用 is no requirement: such words, false friends, are matched first and passed over. Some are friends only
after certain characters (响应, but not in 影响应) or before certain others (应变, but not in 应变更).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, TypeAlias

from gbdoc.model import (
    Citation,
    Code,
    FootnoteReference,
    Inline,
    InlineFormula,
    LineBreak,
    SiblingCitation,
    Text,
    Xref,
)
from gbdoc.source import Span

Kind: TypeAlias = Literal["requirement", "instruction", "recommendation", "permission", "possibility", "capability", "statement"]

# --- modal words -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal word of annex C in a text, or a word that annex C bars but that means the same (必须, 不得)."""

    kind: Kind
    word: str
    start: int
    end: int


def modals(text: str) -> tuple[Modal, ...]:
    """The modal words of a text in order; words in quotation marks and titles of documents are not its own."""
    if not has_modal(text):
        return ()
    return tuple(
        Modal(_KINDS[found.lastgroup], found[0], found.start(), found.end())
        for found in _MODAL.finditer(own_words(text))
        if found.lastgroup
    )


def has_modal(text: str) -> bool:
    """Whether there may be a modal word in a text, which is soon told."""
    return bool(_TRACE.search(text))


def kind(text: str) -> Kind:
    """The kind of provision that a sentence or a part of it is: the strictest of its modal words, or an instruction."""
    found = {modal.kind for modal in modals(text)}
    for strict in _STRICTEST_FIRST:
        if strict in found:
            return strict
    return "instruction" if is_imperative(text) else "statement"


def is_imperative(text: str) -> bool:
    """Whether a text without modal words begins like an order to do something: 打开阀门, 将试样置于……"""
    own = own_words(text)
    return bool(_IMPERATIVE.match(own)) and not _PREDICATE.search(own)


def own_words(text: str) -> str:
    """The text with all that stands in quotation marks or in the title of a document put out of sight, as long as before."""
    return _QUOTED.sub(lambda found: "\ufffb" * len(found[0]), text) if _OPENING.search(text) else text


_TRACE = re.compile("[应须准许必得可禁勿忌要宜荐议能]")  # each modal word has one of these
_STRICTEST_FIRST: tuple[Kind, ...] = ("requirement", "recommendation", "permission", "possibility", "capability")
_KINDS: dict[str, Kind] = {kind: kind for kind in _STRICTEST_FIRST} | {"requirement_": "requirement"}  # a group's name is unique
_OPENING = re.compile("[“‘「『《]")
_QUOTED = re.compile("“[^“”]*”|‘[^‘’]*’|「[^「」]*」|『[^『』]*』|《[^《》]*》")

# What looks like the end of a word, not of a modal: 可追溯性, 可追溯的, 可追溯。
_ENDS = r"(?=性|的(?!是)|[、，。；：”）]|和|与|或|且|$)"
_NO_REQUIREMENT = (
    r"(?<![影音])响应|反应|(?<!提)供应|(?<![舒合])适应|相对应|(?<![针相核比校面])对应|(?<!互)相应|(?<!传)感应|(?<![收返召找])回应"
    r"|(?<!称)呼应|顺应|(?<![有时绩成功生失])效应|应用|应急|应答|应付(?!款)|应聘|应届|应邀|应力(?![求争])|应变(?![更化为成])"
    r"|应验(?![证收算])|应激(?![活励])|应征(?![求得集询])|应收账?款|应有尽有|应运而生|应对|应税|不得不|不得已|无须|须知|亟须"
    r"|应有[的之](?=作用|地位|贡献|价值|义|水平|重视)"
    r"|应[有得检到测发交报查](?:件|样|项)?数(?![据字值码个量种十百千位控显])|应得分(?![别类析为成布配层级])|应[到检测]人数"
    r"|应(?:客户|顾客|委托[方人]|需方|[买购]方|业主|对方|申请人|消费者)的?(?:要求|请求|邀请)"
    rf"|不得[分力当法]{_ENDS}|不得而知|[免少]不得|(?:玉米|[胡触龙虎])须|须[根状毛芒]|(?:国家|明令|法律|法规)禁止|禁止(?:标[志识线牌]|性|令|信号)"
)
_ABLE = (  # what something can be: 可追溯的, 不可拆卸的
    "追溯|扩展|维护|操作|移植|复用|重用|读|写|视|比|控|变|调|选|达|识别|量化|验证|测|测量|测试|核查|核验|核实|查|访问|获取|接受|执行"
    "|实施|配置|编辑|升级|恢复|替换|互操作|移动|拆卸|理解|解释|计算|检验|证实|管理|监督|考核|共享|交换|信任"
)
_NO_PERMISSION = (
    r"(?<!确)认可|许可|(?<!立)即可|宁可|可否|可行|可靠|可信|可持续|可视化|可观|可谓|可见|可回收|可再生|可燃|可逆|可编程"
    r"|可用(?=[性度率的、，。；]|状态|资源|时间|空间)|不可(?:避免|抗|逆|分割|分离|或缺|缺少|靠|信|行|见|用性|控|预见|预知|否认|抵赖|移植)"
    r"|不可(?:用(?=容积|容量|时段)|再生|燃|降解|忽[视略]|低估|替代|思议|食[部物]|少(?![于量])|比拟)"
    rf"|可(?:{_ABLE}){_ENDS}|不?可(?:{_ABLE}|更换|更改|修改|调节|(?:重复)?使用|食用|分|撤销|修复|篡改)(?=性|的(?!是))"
    r"|允许(?=误差|偏差|值|范围|的|差|浓度|公差|量|限|应力|载荷|负荷|压力|温度|波动|变化量)|(?<=最[大小高低])允许|不必要"
)
_NO_RECOMMENDATION = (
    r"(?<!舒)适宜|(?<!方)便宜|事宜|相宜|权宜|因[地时人事]制宜|合时宜|宜居|宜人|宜[昌宾兴春]"
    r"|推荐(?=[性值书稿表的者人。，；、]|$)|(?<=[的出见馈改理订关贵])建议|(?<=[见题][和与或及、])建议|建议(?=[书稿案值的、，。；）和与及]|$)"
)
_NO_POSSIBILITY = r"尽可能|可能性|可能[值解]"
_NO_CAPABILITY = (
    r"功能|性能|智能|节能|(?<!生)产能|效能|职能|技能|潜能|赋能|(?<!存)储能|太阳能|氢能|风能|(?<![充供断通])电能"
    r"|能力|能源|能耗|能量|能效|能级|能见度|能动|能否|能手"
)
_MODAL = re.compile(
    r"(?P<requirement>应(?=用[^，。、；]{1,20}(?:表示|标示|标明|标注|书写|填写|连接|固定))"  # 应 and 用, not 应用
    r"|应(?=对[^，。；]{1,40}(?:进行|予以|加以|实施|开展|作出|做出|采取|给予|负责(?!人)|慎重|谨慎|逐[一项])))"
    rf"|{_NO_REQUIREMENT}|{_NO_PERMISSION}|{_NO_RECOMMENDATION}|{_NO_POSSIBILITY}|{_NO_CAPABILITY}"
    r"|(?P<requirement_>不?应(?:该|当(?![天日场面年班月地前时]))?|只准许|不准许|不允许|必须|须|务必|不得|不可(?!能)|严禁|禁止"
    r"|不准(?![确备时则的，。；、）]|$)|不许(?![可的，。；、）]|$)|切[勿忌]|请勿|一定要(?![求件素]))"
    r"|(?P<possibility>(?:不|没?有)?可能)|(?P<permission>可以不|可以|可|不必|允许)"
    r"|(?P<recommendation>不?宜|不?推荐|不?建议)|(?P<capability>不?能够?)"
)

# --- orders ----------------------------------------------------------------------------------

_ADVERB = r"(?:首先|然后|随后|之后|接着|同时|最后|必要时|再|先|并)?，?"
_NOUN_AFTER = (
    r"方|规|结|要|数|格|设备|仪|人|员|单|机|过|程|步|报|项|指|系|平|范|内|类|表|点|时(?!间)|周|频|信|值|器|率|量|者|性|的|流|环|任|依|公|工|和|与|、|及|等"
    r"|由|见|模|体|标准|能|服|状|条|原|计|按|以|应|可|宜|不|是|为|有|名|代|编码|权|目|对象|主体|中心|，|。|；|$"
)
_IMPERATIVE = re.compile(
    rf"\s*{_ADVERB}(?:将(?![来近要会于])|把|取(?![得决代消样值])|[称量吸移选]取|打开|关闭|[放加倒注填]入|置于|接通|断开|拧|拆下|移除|清除|擦|核对|填写|点击"
    r"|重复(?![性率])|遵守|遵循|采用(?!的)|使用(?![者人单寿说环条方率量的])|依次|逐[一项个]|用(?![户途于量地水电人语词])"
    r"|(?:测[量定试]|计算|记录|检[查验测]|试验|确定|设置|调整|连接|安装|标[记注]|编制|建立|划分|采集|收集|核[查实]|统计|汇总|绘制|列出|验证|登记|上报|启动"
    rf"|停止|保存|备份|删除|更新|输入|选择|执行)(?!{_NOUN_AFTER}))"
)
_PREDICATE = re.compile(
    r"^(?!\s*(?:将|把)).*?(?:是|(?<![作成分转换变改称视认置设定归])为(?!了)|属于|包[括含]|表明|由(?!于)|(?<![意可常偏预])见|具有|规定了|给出|界定|描述了|确立|提供了|适用于)"
)

# --- sentences -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of running text, and the inline that each of its characters came from.

    A citation, a reference worded by its target, a formula and code are one character each, `OBJECT`.
    """

    text: str
    starts: tuple[int, ...]  # where in the text each leaf begins; the first may have begun before the sentence
    leaves: tuple[Inline, ...]

    def leaf(self, offset: int) -> Inline:
        """The inline that text[offset] came from."""
        return self.leaves[bisect_right(self.starts, offset) - 1]

    def span(self, start: int, end: int) -> Span:
        """The place of text[start:end] in the source, to the character where the text is as in the source."""
        first, last = self._place(start, 0), self._place(max(start, end - 1), 1)
        return Span(first.path, first.line, first.column, last.end_line, last.end_column)

    def _place(self, offset: int, width: int) -> Span:
        index = bisect_right(self.starts, offset) - 1
        leaf, inside = self.leaves[index], offset - self.starts[index]
        span = leaf.span
        if isinstance(leaf, Text) and leaf.pieces:
            start, line, column = leaf.pieces[bisect_right(leaf.pieces, inside, key=lambda piece: piece[0]) - 1]
            return Span(span.path, line, column + inside - start, line, column + inside - start + width)
        if not isinstance(leaf, Text) or span.line != span.end_line or span.end_column - span.column != len(leaf.text):
            return span
        return Span(span.path, span.line, span.column + inside, span.line, span.column + inside + width)


OBJECT = "\ufffc"


def whole(inlines: tuple[Inline, ...]) -> Sentence:
    """All of a stretch of inlines as if it were one sentence."""
    leaves = tuple(_leaves(inlines))
    starts = accumulate((len(words) for words, _ in leaves[:-1]), initial=0)
    return Sentence("".join(words for words, _ in leaves), tuple(starts) if leaves else (), tuple(leaf for _, leaf in leaves))


def sentences(inlines: tuple[Inline, ...]) -> tuple[Sentence, ...]:
    """The sentences that inlines make; a sentence ends at 。！？ outside brackets and quotation marks, and at a forced break."""
    leaves = tuple(_leaves(inlines))
    text = "".join(words for words, _ in leaves)
    offsets = [0]
    for words, _ in leaves:
        offsets.append(offsets[-1] + len(words))
    found = []
    for start, end in _cut(text, "。！？\n"):
        first, last = bisect_right(offsets, start) - 1, bisect_right(offsets, end - 1)
        starts = tuple(offset - start for offset in offsets[first:last])
        found.append(Sentence(text[start:end], starts, tuple(leaf for _, leaf in leaves[first:last])))
    return tuple(found)


def clauses(text: str) -> tuple[tuple[int, int], ...]:
    """The 分句 of a sentence: where each begins and ends, cut after ，；： and 。 outside brackets and quotation marks."""
    return tuple(_cut(text, "，；：,;。！？"))


def _leaves(inlines: tuple[Inline, ...]) -> Iterator[tuple[str, Inline]]:
    for inline in inlines:
        match inline:
            case Text():
                if inline.text:
                    yield inline.text, inline
            case Code() | InlineFormula():
                yield OBJECT, inline
            case LineBreak():
                yield "\n", inline
            case FootnoteReference():
                pass
            case Xref(inlines=()) | Citation() | SiblingCitation():
                yield OBJECT, inline
            case _:
                yield from _leaves(inline.inlines)


_OPENERS = "（(“‘「『《［["
_CLOSERS = "）)”’」』》］]"


def _cut(text: str, ends: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text between the given marks; an end that stands inside brackets is none."""
    start = depth = 0
    for offset, character in enumerate(text):
        if character in _OPENERS:
            depth += 1
        elif character in _CLOSERS:
            depth = max(0, depth - 1)
        elif character in ends and (not depth or character == "\n"):
            depth = 0
            yield start, offset + 1
            start = offset + 1
    if text[start:].strip():
        yield start, len(text)
