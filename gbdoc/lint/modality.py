"""Modal words as an author means them: which of those that `provision` finds say what shall, should, may or can be done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gbdoc.lint.reading import Prose, Reading
from gbdoc.provision import Modal, Sentence, clauses, modals, own_words
from gbdoc.source import Span


@dataclass(frozen=True, slots=True)
class Spoken:
    """A modal word of a sentence, with what stands near it: before and after it in its 分句, and before that."""

    sentence: Sentence
    modal: Modal
    earlier: str
    before: str
    after: str
    governed: bool  # whether another modal word stands before it in the 分句: 应禁止……

    @property
    def word(self) -> str:
        return self.modal.word

    @property
    def span(self) -> Span:
        return self.sentence.span(self.modal.start, self.modal.end)


def spoken(sentence: Sentence) -> tuple[Spoken, ...]:
    """The modal words of a sentence that are meant as such."""
    return tuple(_meant(sentence)) if modals(sentence.text) else ()


def provision_prose(reading: Reading) -> Iterator[Prose]:
    """The running text that may hold provisions: no headings, remarks, definitions or informative elements."""
    for prose in reading.authored:
        if prose.allows_provisions and prose.kind in _KINDS and prose.place.part in _PARTS:
            yield prose


def provision_sentences(reading: Reading) -> Iterator[Sentence]:
    """The sentences of that text."""
    for prose in provision_prose(reading):
        yield from prose.sentences


@lru_cache(maxsize=2)
def provisions(reading: Reading) -> tuple[Spoken, ...]:
    """The modal words of those sentences."""
    return tuple(each for sentence in provision_sentences(reading) for each in spoken(sentence))


def restricts(words: Spoken) -> bool:
    """Whether a modal word makes a requirement or a recommendation."""
    return words.modal.kind in ("requirement", "recommendation")


_KINDS = ("paragraph", "item", "cell", "footnote")
_NEAR = 80  # how many characters before and after a modal word say what it means
_PARTS = ("body", "annex", "notice", "symbols")


def _meant(sentence: Sentence) -> Iterator[Spoken]:
    text, found = own_words(sentence.text), modals(sentence.text)
    for start, end in clauses(sentence.text):
        inside = [modal for modal in found if start <= modal.start < end]
        for index, modal in enumerate(inside):
            before = text[max(start, modal.start - _NEAR) : modal.start]
            after = text[modal.end : min(end, modal.end + _NEAR)]
            earlier = text[max(0, start - _NEAR) : start] if modal.start - start <= _NEAR else ""
            each = Spoken(sentence, modal, earlier, before, after, index > 0)
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
    r"|[\u4e00-\u9fff]{2,8}?(?:将|把|采用|使用|按照|定期|设置|配备|每)|依[次照]|逐[一项]|播种|种植|储存|贮存|冷藏|更换|检查|清洗|避开|避光|各|该|其|单独|分别|统一|逐步|最好|直接|间隔|连续|操作|企业|用户[^的]*(?:使用|采用|选|安装|设)"
)
_GIVING = (
    r"(?:提出|给出|形成|给予|提供|反馈|采纳|处[置理]|整改|改进|诊断|治疗|用药|维修|运维|决策|投资"
    "|发展|合理化|政策|优化|评审|审[查核]|专家|厂家|[厂造应产]商|说明书|手册|意见和?|的|被|[、/])$"
)
_SUGGESTED = (  # what makes 建议 a noun, before it and after it
    r"(?:投诉|咨询|批评|管理|技术|健康|饮食|营养|出行|采购|安全|运行|公众|群众|居民|顾客|客户|合理|相关|相应|具体|书面|有关|有益|初步|若干|[下以]列?下|该|此|其|各?项|条|这些)$"
    r"|(?:提[出供]|给出|形成|收集|听取|征[求集]|采纳|汇总|[作做]出|出具|受理)[^，]*$"
)
_SUGGESTION = (
    r"品种|用[量法]|剂量|浓度|措施|方案|路线|配方|参数|价格|售价|零售价|频次|周期|目录|指标|等级|范围|标准(?!化)|格式|样式|模板|做法|步骤"
    r"|被|已|应|等|单|表|箱|征|数(?!据)|权|人(?!员|们)|方(?!案)|者|清单|报告(?!中|应)|内容|渠道|或|并|后(?!续)|时|中|是|类|无|得到|经"
    r"|包括|回复|反馈|处理|采纳|答复|管理|登记|统计|办理|和|与|及"
)
_OFFER = r"向[^，]*$|(?:主动|智能|个性化|自动|精准|算法)$"
_SENSES: dict[str, _Sense] = {
    "必须": _sense(
        "(?:是否|[、/])$",
        rf"{_STOP}|的|品|(?:指出|说明|强调|注意)的?是|项|字段|参数|元素|属性|氨基酸|脂肪酸|(?:条件|数据|信息)(?:$|[，。；])",
    ),
    "须": _sense(after=rf"{_STOP}|要"),
    "禁止": _sense(
        r"(?:[、/／的被在]|或|和|与|及|是否|予以|进行|处于|设[为置]|返回|(?<!行)为)$",
        rf"{_STOP}|类(?!似)|区(?!别|分)|线(?!上|下|路)|标|(?:停车|通行|驶入|吸烟|入内|[左右]转弯?|掉头|超车|鸣笛|鸣喇叭|烟火|跨越)标[线志识牌]|事项|行为|状态|功能|位(?!于|置)|策略|规则|列表|名[单录]|清单|目录|[指命]令|项|的|{_ATTRIBUTE}",
        governed=True,
    ),
    "严禁": _sense(after=rf"{_STOP}|{_ATTRIBUTE}"),
    "不可": _sense(
        rf"(?:缺一|必|无|非|是|[、/／])$|{_ENABLING}",
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
        r"有|存在|采用|使用|用(?!户|途|量|水)|在|以|按|将|不(?!大|小)|偏离|变|改|取|省略|延长|缩短|提前|推迟|增|减|更换|保留|出现|选[用择]|代[替用]|重复|进行|修|补|焊|带|轻微|少[量许]|个别|略|稍|超|任[选意何一]|拍|摄|保留|开启|存放|携带|进入|其|[两一二三]个?|对|由|与|加|局部|适当|部分|根据|供需",
        governed=True,
    ),
    "不推荐": _sense(_OFFER, rf"{_ATTRIBUTE}", _CHOICE, governed=True),
    "推荐": _sense(
        rf"{_GIVING}|{_OFFER}",
        rf"(?:使用|采用|施用|用|安装|种植)(?:量|剂量|期|条件|范围|温度|年限|浓度|方法|参数|的)|{_ATTRIBUTE}|为(?!宜)[^，]*(?:先进|优秀|候选|单位)|企业|[\d一二两三]+(?:名|家|个|人|项)",
        rf"{_CHOICE}|[^，。；的]{{2,6}}(?:控制|保持|设[置定])[在为]",
        governed=True,
    ),
    "不建议": _sense("的$", _ATTRIBUTE, _CHOICE, governed=True),
    "建议": _sense(
        rf"{_GIVING}|{_SUGGESTED}|向[^，]*$",
        rf"(?:使用|采用|施用|用)(?:量|剂量|期|条件|范围|年限|浓度|的)|{_ATTRIBUTE}|{_SUGGESTION}",
        governed=True,
    ),
    "可以": _sense(
        rf"{_CONDITION}|{_ENABLING}|[、/]$",
        rf"{_STOP}|的|[^，。；]{{2}}的|太网|[^，。；]{{0,2}}(?:看[出到作成见]|认为|说[明是]?(?:$|[，。；是])|理解|想象|预见|发现|得[出到知]|推[断出知]|证明|概括|归纳|追溯|是(?!否)|忽略|表示)|[^，。；]{{0,15}}(?:表示|求[得出]|得[到出])"
        r"|(?!采|使|通|选|按|根|由|在|将|不|对|用|与|进|利|适|省)[^，。；]{1,15}(?:形式|方式|为(?:单位|基准|准|限|界|溶剂|主|例|参比)|计(?:[，。；]|$)|表示|名义|作为|代替)",
    ),
    "能够": _sense(
        rf"{_CONDITION}|{_ENABLING}|(?:具[有备]|采用|选[用择]|使用|提供|配[备置]|设[置有]|是|为|有|由|、|和|或|以|对|将|在|用|于|至|与|[应宜可]\S[^，]*|一种|任何|需要|才)$",
        rf"{_STOP}|的|[^，。；]{{2}}的|[^，。；]{{1,20}}的[^，。；]{{1,10}}(?:[应见宜可为是由])",
    ),
}
_SENSES |= {"不能够": _SENSES["能够"], "可以不": _sense(_CONDITION, rf"{_STOP}|的")}
