"""Modal words as an author means them: which of those that `provision` finds say what shall, should, may or can be done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from gbdoc.lint.reading import Prose, Reading
from gbdoc.provision import Modal, Sentence, clauses, modals, own_words
from gbdoc.source import Span


@dataclass(frozen=True)
class Spoken:
    """A modal word of a sentence, with what stands before and after it in its 分句."""

    sentence: Sentence
    modal: Modal
    before: str
    after: str
    governed: bool  # whether another modal word stands before it in the 分句: 应禁止……

    @property
    def word(self) -> str:
        return self.modal.word

    @property
    def span(self) -> Span:
        return self.sentence.span(self.modal.start, self.modal.end)

    @cached_property
    def earlier(self) -> str:
        """The sentence up to the 分句."""
        return own_words(self.sentence.text)[: self.modal.start - len(self.before)]


def spoken(sentence: Sentence) -> tuple[Spoken, ...]:
    """The modal words of a sentence that are meant as such."""
    return tuple(_meant(sentence)) if modals(sentence.text) else ()


def provision_prose(reading: Reading) -> Iterator[Prose]:
    """The running text that may hold provisions: no headings, remarks, definitions or informative elements."""
    for prose in reading.authored:
        if prose.allows_provisions and prose.kind in _KINDS and prose.place.part in _PARTS:
            yield prose


@lru_cache(maxsize=2)
def provisions(reading: Reading) -> tuple[tuple[Prose, Spoken], ...]:
    """The modal words of that text."""
    return tuple((prose, each) for prose in provision_prose(reading) for sentence in prose.sentences for each in spoken(sentence))


def restricts(words: Spoken) -> bool:
    """Whether a modal word makes a requirement or a recommendation."""
    return words.modal.kind in ("requirement", "recommendation")


_KINDS = ("paragraph", "item", "cell", "footnote")
_PARTS = ("body", "annex", "notice", "symbols")


def _meant(sentence: Sentence) -> Iterator[Spoken]:
    text, found = own_words(sentence.text), modals(sentence.text)
    for start, end in clauses(sentence.text):
        inside = [modal for modal in found if start <= modal.start < end]
        for index, modal in enumerate(inside):
            each = Spoken(sentence, modal, text[start : modal.start], text[modal.end : end], index > 0)
            if not _is_idle(each):
                yield each


# --- words that are at times no modal verbs -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sense:
    """When a word is no modal verb: by what stands before or after it; `verb`, what must follow it if it is one."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    verb: re.Pattern[str]
    governed: bool  # it is a plain verb where another modal word governs it: 系统应禁止未授权的访问


def _is_idle(words: Spoken) -> bool:
    sense = _SENSES.get(words.word)
    if not sense:
        return False
    return bool(
        (sense.governed and words.governed)
        or sense.before.search(words.before)
        or sense.after.match(words.after)
        or not sense.verb.match(words.after)
    )


def _sense(before: str = "(?!)", after: str = "(?!)", verb: str = "", governed: bool = False) -> _Sense:
    return _Sense(re.compile(before), re.compile(after), re.compile(verb), governed)


_STOP = r"[，。；、）)/／]|：(?!\s*$)|\s*$"  # a colon at the end leads to a list of what must be done
_CONDITION = r"(?:如果|如(?![图表下何上同])|若(?!干)|是否|只要|一旦|除非)[^，]*$"
_ENABLING = r"(?:以便|从而|确保|保证(?![金人书期])|使(?![用命])|让(?!步))[^，]*$"
_DOING = r"使用|添加|生产|销售|进口|出口|携带|运输|采集|捕捞|通行|进入|停放|开发|入境|流通|排放|施用|公开|披露|访问|采用|存在|重复使用"
_ATTRIBUTE = rf"(?:{_DOING})(?:[和或、](?:限制)?(?:{_DOING}))*的"
_CHOICE = (
    r"采用|使用|选[用择购取]|用(?!户|途|量|水|电|地|药|人)|每|将|由|在|对|按|至少|不|优先|定期|设[置立]|配[备置合]|控制|参[照考]|尽|先|同时|根据|依据|安装|进行|保[持留存证]"
    r"|以|把|为|与|结合|增加|减少|适当|应用|首次|首先|施用|实施|开展|建立|制定|通过|从|于|当|给予|提供|加[强入设装]|委托|避免|[一二三四五六七八九十两\d]"
    r"|[\u4e00-\u9fff]{2,8}?(?:将|把|采用|使用|按照|定期|设置|配备|每)|播种|种植|储存|贮存|冷藏|更换|检查|清洗|避开|避光|各|该|其|单独|分别|统一|逐步|最好|直接|间隔|连续|操作|企业|用户[^的]*(?:使用|采用|选|安装|设)"
)
_GIVING = (
    r"(?:提出|给出|形成|给予|提供|反馈|采纳|处[置理]|整改|改进|诊断|治疗|用药|维修|运维|决策|投资"
    "|发展|合理化|政策|优化|评审|审[查核]|专家|厂家|[厂造应产]商|说明书|手册|意见和?|的|被|[、/])$"
)
_OFFER = r"向[^，]*$|(?:主动|智能|个性化|自动|精准|算法)$"
_SENSES: dict[str, _Sense] = {
    "必须": _sense("(?:是否|[、/])$", rf"{_STOP}|的|品|项|字段|参数|元素|属性|氨基酸|脂肪酸|(?:条件|数据|信息)(?:$|[，。；])"),
    "须": _sense(after=_STOP),
    "禁止": _sense(
        r"(?:[、/／的被]|或|和|与|及|是否|予以|进行|处于|设[为置]|返回|(?<!行)为)$",
        rf"{_STOP}|类(?!似)|区(?!别|分)|线(?!上|下|路)|标|事项|行为|状态|功能|位(?!于|置)|策略|规则|列表|名[单录]|清单|目录|[指命]令|项|的|{_ATTRIBUTE}",
        governed=True,
    ),
    "严禁": _sense(after=rf"{_STOP}|{_ATTRIBUTE}"),
    "不可": _sense(
        r"(?:缺一|必|无|非|是|[、/／])$",
        rf"{_STOP}|[^，。；将把在]{{1,2}}的|(?:溶|见|燃|降解|再生|回收|压缩)(?:物|性|气|光|材|资|包|流|组|残|部|固)",
    ),
    "不允许": _sense(
        rf"{_CONDITION}|(?:当|在|因)[^，]*$|(?:条件|环境|时间|工况|位置|地形|情况|空间|现场)$",
        rf"{_STOP}|的|时(?!间)|则|{_ATTRIBUTE}",
        governed=True,
    ),
    "允许": _sense(
        rf"{_CONDITION}|(?:经|得到|不|被|最大|条件|许可|参数|长期|短时|[、/或的])$",
        rf"{_STOP}|的|{_ATTRIBUTE}",
        r"有|存在|采用|使用|用(?!户|途|量|水)|在|以|按|将|不(?!大|小|超)|出现|选[用择]|代[替用]|重复|进行|修|补|焊|带|轻微|少[量许]|个别|略|稍|超|拍|摄|保留|开启|存放|携带|进入|其|[两一二三]个?|对|由|与|加|局部|适当|部分|根据|供需",
        governed=True,
    ),
    "不推荐": _sense(_OFFER, rf"{_ATTRIBUTE}", _CHOICE, governed=True),
    "推荐": _sense(
        rf"{_GIVING}|{_OFFER}",
        rf"(?:使用|采用|施用|用|安装|种植)(?:量|剂量|期|条件|范围|温度|年限|浓度|方法|参数|的)|{_ATTRIBUTE}|为(?!宜)[^，]*(?:先进|优秀|候选|单位)|企业|[\d一二两三]+(?:名|家|个|人|项)",
        _CHOICE,
        governed=True,
    ),
    "不建议": _sense("的$", _ATTRIBUTE, _CHOICE, governed=True),
    "建议": _sense(
        rf"{_GIVING}|向[^，]*$", rf"(?:使用|采用|施用|用)(?:量|剂量|期|条件|范围|年限|浓度|的)|{_ATTRIBUTE}", _CHOICE, governed=True
    ),
    "可以": _sense(
        rf"{_CONDITION}|{_ENABLING}|[、/]$",
        rf"{_STOP}|的|[^，。；]{{2}}的|太网|[^，。；]{{0,2}}(?:看[出到作成见]|认为|说[明是]?(?:$|[，。；是])|理解|想象|预见|发现|得[出到知]|推[断出知]|证明|概括|归纳|追溯|是(?!否)|忽略|表示)"
        r"|(?!采|使|通|选|按|根|由|在|将|不|对|用|与|进|利|适|省)[^，。；]{1,15}(?:形式|方式|为(?:单位|基准|准|限|界|溶剂|主|例|参比)|计(?:[，。；]|$)|表示|名义|作为|代替)",
    ),
    "能够": _sense(
        rf"{_CONDITION}|{_ENABLING}|(?:具[有备]|采用|选[用择]|使用|提供|配[备置]|设[置有]|是|为|有|由|、|和|或|以|对|将|在|用|于|至|与|[应宜可]\S[^，]*|一种|任何|需要|才)$",
        rf"{_STOP}|的|[^，。；]{{2}}的",
    ),
}
_SENSES |= {"不能够": _SENSES["能够"], "可以不": _sense(_CONDITION, rf"{_STOP}|的")}
