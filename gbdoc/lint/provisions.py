"""9.4.2 and annex C of GB/T 1.1—2020: modal verbs, and the words that may not stand for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from gbdoc.diagnostic import Severity
from gbdoc.lint.modality import Spoken, provision_prose, provision_sentences, provisions, spoken
from gbdoc.lint.reading import Prose, Reading
from gbdoc.lint.rule import Finding, rule
from gbdoc.model import Citation
from gbdoc.provision import Sentence, own_words, sentences


@rule("C.1", Severity.ERROR)
def must_word(reading: Reading) -> Iterator[Finding]:
    """要求用“应”表达，不用“必须”“务必”“须”“应当”等词。

    同一程度的要求只有一个词，读者就不会猜测“必须”是否比“应”更严。说明法律法规所作的强制规定时可用“必须”。

    错：
        操作人员必须戴防护眼镜。
    对：
        操作人员应戴防护眼镜。
    """
    for each in _single(reading, _MUST):
        if not _is_about_laws(reading, each.sentence):
            yield Finding(each.span, f"要求用“{_MUST[each.word]}”表达，不用“{each.word}”")
    for sentence in provision_sentences(reading):
        for found in _NEED.finditer(own_words(sentence.text)):
            yield Finding(sentence.span(*found.span()), f"要求用“应”表达，不用“{found[0]}”")


@rule("C.1", Severity.ERROR)
def prohibition_word(reading: Reading) -> Iterator[Finding]:
    """禁止做的事用“不应”表达，不用“不得”“禁止”“严禁”“不可”等词。

    否定的要求也只有一个词。能够改成“应”加肯定说法的，肯定的说法更清楚。

    错：
        试验期间不得打开箱门。
    对：
        试验期间不应打开箱门。
    """
    for each in _single(reading, _FORBID):
        yield Finding(each.span, f"禁止用“不应”表达，不用“{each.word}”")


@rule("C.1", Severity.WARNING)
def requirement_equivalent(reading: Reading) -> Iterator[Finding]:
    """“应该”“不应该”“只准许”“不准许”只在行文确需时代替“应”“不应”。

    它们与“应”“不应”意思相同，混用时读者会去找其中的差别。

    错：
        包装应该完好。
    对：
        包装应完好。
    """
    for each in _single(reading, _EQUIVALENT):
        yield Finding(each.span, f"“{each.word}”改为“{_EQUIVALENT[each.word]}”")


@rule("C.3", Severity.WARNING)
def recommendation_equivalent(reading: Reading) -> Iterator[Finding]:
    """推荐用“宜”“不宜”表达，“推荐”“建议”只在行文确需时代替。

    “建议”和“推荐”像是起草者对读者说话，“宜”才是条款的用词。作名词的“推荐值”“处置建议”不在此列。

    错：
        建议采用双路供电。
    对：
        宜采用双路供电。
    """
    for each in _single(reading, _ADVISE):
        yield Finding(each.span, f"推荐用“{_ADVISE[each.word]}”表达，不用“{each.word}”")


@rule("C.4", Severity.WARNING)
def permission_equivalent(reading: Reading) -> Iterator[Finding]:
    """允许用“可”“不必”表达，“可以”“可以不”“允许”只在行文确需时代替。

    “可以”兼有允许和能力两个意思：允许的写“可”，能做到的写“能”。“允许偏差”等名称不在此列。

    错：
        检查记录可以采用电子形式。
    对：
        检查记录可采用电子形式。
    """
    for each in _single(reading, _PERMIT):
        yield Finding(each.span, f"允许用“{_PERMIT[each.word]}”表达，不用“{each.word}”；能做到的写“能”")


@rule("C.5", Severity.WARNING)
def capability_equivalent(reading: Reading) -> Iterator[Finding]:
    """能力用“能”“不能”表达，“能够”“不能够”只在行文确需时代替。

    “应能够”写作“应能”，“不能够”写作“不能”；行文中单用的“能够”不报。

    错：
        系统应能够导出全部记录。
    对：
        系统应能导出全部记录。
    """
    for each in _of(reading, _ABLE):
        if each.governed or each.word == "不能够":
            yield Finding(each.span, f"“{each.word}”改为“{_ABLE[each.word]}”")


@rule("C", Severity.ERROR)
def modal_combination(reading: Reading) -> Iterator[Finding]:
    """两个能愿动词不能连用：“应宜”“应可”“必须应”说不清是要求、推荐还是允许。

    一句话只能是一种条款。系统应做得到的事写“应能”。

    错：
        路面应宜保持平整。
    对：
        路面应保持平整。
    """
    for sentence in provision_sentences(reading):
        for first, second in _pairs(sentence, spoken(sentence)):
            span = sentence.span(first.modal.start, second.modal.end)
            yield Finding(span, f"“{first.word}”与“{second.word}”不能连用；只留一个，要求有某种能力的写“应能”")


@rule("C.1", Severity.WARNING)
def vague_requirement(reading: Reading) -> Iterator[Finding]:
    """要求要能证实：“应足够……”“应较为……”“应尽快……”没有说出到什么程度。

    每个读者对“足够”“较”“尽快”的理解不同，检验时也无从判定。写出数值、等级或时限。

    错：
        管理单位应尽快修复破损的井盖。
    对：
        管理单位应在24 h内修复破损的井盖。
    """
    for each in _of(reading, _SHALL):
        if found := _VAGUE.match(each.after):
            start = each.modal.start
            span = each.sentence.span(start, each.modal.end + found.end())
            yield Finding(span, f"“{each.word}{found[0]}”的程度无法证实；写出数值、等级或时限，或改为推荐（宜）")


@rule("9.4.2.2", Severity.ERROR)
def softened_requirement(reading: Reading) -> Iterator[Finding]:
    """“尽可能”“尽量”“考虑”“避免”“慎重”不与“应”连用，它们只能用于推荐。

    做到几分才算“尽量”、想到哪里才算“考虑”，都无法证实，因而不是要求。写成“宜”，或写出要达到的结果。

    错：
        站点布局应考虑残疾人的需要。
        管线应尽量短。
    对：
        站点布局宜考虑残疾人的需要。
        管线长度应不大于50 m。
    """
    for each in _of(reading, _SHALL):
        softener = _softener(each)
        if softener:
            word, start, end = softener
            span = each.sentence.span(start, end)
            yield Finding(span, f"“{word}”不与“{each.word}”连用；改为“{_softer(each.word)}”，或写出要达到的结果")
    for prose in provision_prose(reading):
        yield from _softened_item(prose)


@rule("9.4.2.2", Severity.ERROR)
def usual_requirement(reading: Reading) -> Iterator[Finding]:
    """“通常”“一般”“原则上”不与“应”“不应”连用。

    说了“一般”就有例外，例外不写明，要求就落空。写明例外（“除……外，应……”），或改为“宜”。

    错：
        采样点一般应设在上风向。
    对：
        采样点宜设在上风向。
    """
    for each in _of(reading, _STRICT):
        for pattern, text, offset in (
            (_USUAL_BEFORE, each.before, each.modal.start - len(each.before)),
            (_USUAL_EARLIER, each.earlier, each.modal.start - len(each.before) - len(each.earlier)),
            (_USUAL_AFTER, each.after, each.modal.end),
        ):
            if found := pattern.search(text):
                span = each.sentence.span(offset + found.start("word"), offset + found.end("word"))
                yield Finding(span, f"“{found['word']}”不与“{each.word}”连用；写明例外，或改为“{_softer(each.word)}”")
                break


# --- the words ----------------------------------------------------------------------------------

_MUST = {"必须": "应", "须": "应", "务必": "应", "应当": "应", "不应当": "不应", "一定要": "应"}
_FORBID = ("不得", "禁止", "严禁", "不可", "不准", "不许", "不允许", "切勿", "切忌", "请勿")
_EQUIVALENT = {"应该": "应", "不应该": "不应", "只准许": "应只", "不准许": "不应"}
_ADVISE = {"推荐": "宜", "建议": "宜", "不推荐": "不宜", "不建议": "不宜"}
_PERMIT = {"可以": "可", "可以不": "不必", "允许": "可"}
_ABLE = {"能够": "能", "不能够": "不能"}
_SHALL = ("应", "不应", "应该", "不应该", "应当", "不应当")
_STRICT = (*_SHALL, "必须", "须", "不得")
_JOINED = {*_STRICT, "不可", "宜", "不宜", "可", "可以", "可以不", "不必"}  # the words that may not meet

_NEED = re.compile(
    r"(?<![所必急供刚军特])需应(?![急用答对变付])|(?<!所)必需(?=由|经|在|对|按|将|进行|使用|采用|符合|满足|保持|保证|设置|配备|定期)(?![^，。；]{0,6}的)"
)
_LAWS = re.compile(r"法律|法规|法定|《[^》]*(?:法|条例|规定|办法|规则)》")

_LEVEL = (
    r"较为|较(?=大(?!气)|小(?![麦区组样试时])|高(?!度|程|温)|低(?!限)|多|少|好|快|慢|强|弱|长|短|宽|厚|薄|平(?![均时行])"
    "|光(?![源照线])|深|早|完|稳|干|严|优)"
)
_HAVING = r"(?:具[有备]|有|留有|预留|留出|保[证持]|确保|提供|配备|设有|设置|给予)"
_VAGUE = re.compile(
    rf"[^，。；的]{{0,4}}足够|{_HAVING}?(?:{_LEVEL}|相当(?=的|大|高|长))|比较(?=(?:[大小高低多少好快强长宽厚干完稳准合充严]|平(?!均)|容易|方便|简单|明显|清晰|安全|稳定|均(?!值))(?![低小少坏慢弱短薄]))"
    r"|相当(?!于|的|大|高|长)|适当|尽快|尽早|尽速"
)


def _is_about_laws(reading: Reading, sentence: Sentence) -> bool:
    registry = reading.document.registry
    cited = (registry.get(leaf.key) for leaf in sentence.leaves if isinstance(leaf, Citation))
    return bool(_LAWS.search(sentence.text)) or any(entry and entry.kind in ("law", "policy") for entry in cited)


# --- where they stand ---------------------------------------------------------------------------


def _of(reading: Reading, words: Collection[str]) -> Iterator[Spoken]:
    return (each for each in provisions(reading) if each.word in words)


def _single(reading: Reading, words: Collection[str]) -> Iterator[Spoken]:
    """Those of the words that are not told of as two modal words that meet."""
    for sentence in provision_sentences(reading):
        found = spoken(sentence)
        paired = {each.modal.start for pair in _pairs(sentence, found) for each in pair}
        yield from (each for each in found if each.word in words and each.modal.start not in paired)


def _pairs(sentence: Sentence, found: Sequence[Spoken]) -> Iterator[tuple[Spoken, Spoken]]:
    """Two modal words against each other, with nothing or 均 between."""
    text = own_words(sentence.text)
    for first, second in pairwise(found):
        between = text[first.modal.end : second.modal.start]
        if between in ("", "均", "都") and {first.word, second.word} <= _JOINED and _clash(first, second):
            yield first, second


def _clash(first: Spoken, second: Spoken) -> bool:
    kinds = (first.modal.kind, second.modal.kind)
    if first.modal.kind == "requirement" and second.word == "可" and _ABILITY.match(second.after):
        return False
    if first.modal.kind == "permission" and _OTHER.match(second.after):
        return False
    return kinds not in (("permission", "permission"), ("recommendation", "recommendation"))


_ABILITY = re.compile(r"(?!不)[^，。；的]{1,4}(?:[，。；、]|$)|(?:重复|单独|独立|任意|方便|快速|自由)")  # 应可拆卸、应可更换
_OTHER = re.compile(r"[用对付急答变邀]|[^，。；]{1,10}(?:要求|请求|邀请|申请)")  # 可应对、可应买方要求


# --- softened -----------------------------------------------------------------------------------

_MANNER = r"(?:尽量|尽可能|注意|严格|绝对|首先|同时|力求|设法|充分|有效|还|均|也|都|始终|及时|坚决|切实|特别|应|予以|以)*"
_WITHIN = r"(?:[在于从][^，]*?(?:时|中|内|过程|期间|处|后|前|下|上|方面)|对[^，]{1,20}?)"
_SOFT = re.compile(r"尽可能|尽量")
_CONSIDER = re.compile(r"(?<![的所])(?:优先|充分|综合|统筹)?考虑(?!的|因素|事项|到的|不周)")
_BASED = re.compile(r"(?:在|于|根据|由|经|通过)[^，]*考虑[^，]*(?:基础上|前提下|后|时|情况下|条件下)")
_AVOID = re.compile(rf"(?:{_WITHIN})?{_MANNER}(?P<word>避免)")
_CAUTION = re.compile(rf"(?:{_WITHIN})?{_MANNER}(?P<word>慎重|谨慎)")
_SOFT_ITEMS = (  # how the paragraph before a list ends, and how an item then takes it back
    (re.compile(r"应(?:做到)?[：:]\s*$"), re.compile(r"\s*(?P<word>尽可能|尽量|慎重|避免|(?:优先|充分|综合|统筹)?考虑(?!的|因素|到))")),
    (re.compile(r"应(?:符合|满足)(?:下列|以下)?(?:要求|规定|条件)[：:]\s*$"), re.compile(r"\s*(?P<word>尽可能|尽量|慎重)")),
)


def _softener(words: Spoken) -> tuple[str, int, int] | None:
    """The word that takes the requirement back, and where it stands in the sentence."""
    for found, offset in _soft_words(words):
        group = "word" if "word" in found.re.groupindex else 0
        return found[group], offset + found.start(group), offset + found.end(group)
    return None


def _soft_words(words: Spoken) -> Iterator[tuple[re.Match[str], int]]:
    before, after = words.modal.start - len(words.before), words.modal.end
    if found := _SOFT.search(words.after):
        yield found, after
    if found := _SOFT.search(words.before):
        yield found, before
    if (found := _CONSIDER.search(words.after)) and not _BASED.match(words.after):
        yield found, after
    for pattern in (_AVOID, _CAUTION):
        if found := pattern.match(words.after):
            yield found, after


def _softened_item(prose: Prose) -> Iterator[Finding]:
    """An item that begins 尽量…… below a paragraph that ends ……应："""
    intro = sentences(prose.place.intro)
    if prose.kind != "item" or not intro or not prose.sentences:
        return
    first = prose.sentences[0]
    for ending, beginning in _SOFT_ITEMS:
        if ending.search(intro[-1].text) and (found := beginning.match(own_words(first.text))):
            yield Finding(first.span(*found.span("word")), f"“{found['word']}”不与引导语的“应”连用；引导语改为“宜”，或写出要达到的结果")
            return


def _softer(word: str) -> str:
    return "不宜" if word.startswith("不") else "宜"


# --- usual --------------------------------------------------------------------------------------

_CASE = r"(?:情况下|条件下|情形下|来说|来讲|而言|地)"
_USUAL_BEFORE = re.compile(
    rf"(?P<word>(?:通常|原则上){_CASE}?(?=[^的]*$)|一般{_CASE}(?=[^的]*$)|一般(?=[都均也还只仅]?$)"
    r"|^一般(?=(?:在|由|按|每|采用|用|以|将|对|只|至少)[^的]*$))"
)
_USUAL_EARLIER = re.compile(rf"(?:^|[，；：])\s*(?P<word>(?:在)?(?:通常|原则上|一般){_CASE}?)，$")
_USUAL_AFTER = re.compile(r"^(?P<word>原则上|通常|一般(?=由|在|每|不|采用|按|控制|选|为|以|用))")
