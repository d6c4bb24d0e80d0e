"""The sentences that GB/T 1.1 prescribes, made of standard.yaml: the foreword, the patents, the lead-ins of chapters 2 to 4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gbdoc.atoms import parse_standard_number
from gbdoc.model import Block, Citation, Clause, Cover, Element, Inline, SiblingCitation, Xref
from gbdoc.read.blocks import parse_blocks
from gbdoc.read.changes import ChangeList, Entry, read_changes
from gbdoc.read.context import Context, Names
from gbdoc.read.cover import make_cover
from gbdoc.read.desk import Desk, inlines, joined, parse_value, typeset, without_end
from gbdoc.read.metadata import StandardFile
from gbdoc.read.yaml import Loaded
from gbdoc.source import Span

DRAFTING_BASIS = "本文件按照GB/T 1.1—2020《标准化工作导则　第1部分：标准化文件的结构和起草规则》的规定起草。"
UNKNOWN_PATENTS = "请注意本文件的某些内容可能涉及专利。本文件的发布机构不承担识别专利的责任。"
FURTHER_PATENTS = "请注意除上述专利外，本文件的某些内容仍可能涉及专利。本文件的发布机构不承担识别专利的责任。"
NO_POSITION = "本文件的发布机构对于该专利的真实性、有效性和范围无任何立场。"
PROMISE = (
    "该专利持有人已向本文件的发布机构承诺，他愿意同任何申请人在合理且无歧视的条款和条件下，就专利授权许可进行谈判。"
    "该专利持有人的声明已在本文件的发布机构备案。相关信息可以通过以下联系方式获得："
)
HISTORY = "本文件及其所代替文件的历次版本发布情况为："
FEEDBACK = (
    "本文件发布实施后，任何单位和个人如有问题和意见建议，均可以通过来电和来函等方式进行反馈，"
    "我们将及时答复并认真处理，根据实际情况依法进行评估及复审。"
)
NORMATIVE_REFERENCES = (
    "下列文件中的内容通过文中的规范性引用而构成本文件必不可少的条款。其中，注日期的引用文件，仅该日期对应的版本适用于本文件；"
    "不注日期的引用文件，其最新版本（包括所有的修改单）适用于本文件。"
)
NO_NORMATIVE_REFERENCES = "本文件没有规范性引用文件。"
NO_TERMS = "本文件没有需要界定的术语和定义。"
SYMBOLS = "下列符号适用于本文件。"
ABBREVIATIONS = "下列缩略语适用于本文件。"


def cover(standard: Loaded[StandardFile]) -> Cover:
    """The lines of the cover."""
    return make_cover(standard.value)


def foreword(standard: Loaded[StandardFile], context: Context) -> Element:
    """前言: what 8.3 lists from a) to h), in this order, with the author's paragraphs in their slots."""
    desk = Desk(standard, context, Names("foreword"))
    return Element("foreword", "前言", tuple(_foreword(desk)), (), desk.span)


def notice(standard: Loaded[StandardFile], context: Context) -> tuple[Block, ...]:
    """重要提示 (9.13.3)."""
    passage = standard.passage("notice")
    return parse_blocks(passage, "notice", context) if passage.text.strip() else ()


def with_patents(introduction: Element | None, standard: Loaded[StandardFile], context: Context) -> Element | None:
    """引言 with what must be said of identified patents at its end; made for it where there is none."""
    if not standard.value.patents:
        return introduction
    desk = Desk(standard, context, Names("introduction.patents"))
    element = introduction or Element("introduction", "引言", (), (), desk.place("patents"))
    blocks = tuple(_identified_patents(desk))
    if element.subclauses:
        return replace(element, subclauses=_at_end(element.subclauses, blocks))
    return replace(element, blocks=(*element.blocks, *blocks))


def _at_end(clauses: tuple[Clause, ...], blocks: tuple[Block, ...]) -> tuple[Clause, ...]:
    *earlier, last = clauses
    if last.subclauses:
        return (*earlier, replace(last, subclauses=_at_end(last.subclauses, blocks)))
    return (*earlier, replace(last, blocks=(*last.blocks, *blocks)))


# --- the lead-in of chapter 3 ----------------------------------------------------------------


def terms_lead(imports: Sequence[Citation | SiblingCitation], entries: Sequence[object], span: Span) -> tuple[Inline, ...]:
    """The sentence of chapter 3 (8.7.2), by whether other documents' terms apply and whether there are own entries."""
    if not imports:
        return inlines(span, "下列术语和定义适用于本文件。" if entries else NO_TERMS)
    others = joined([(citation,) for citation in imports], "、", span, "和")
    return inlines(span, others, "界定的以及下列术语和定义适用于本文件。" if entries else "界定的术语和定义适用于本文件。")


# --- the foreword, in its order --------------------------------------------------------------


def _foreword(desk: Desk) -> Iterator[Block]:
    standard = desk.standard.value
    yield desk.paragraph(desk.span, DRAFTING_BASIS)
    yield from desk.slot("foreword", "relation")
    yield from _part(desk)
    yield from _replacement(desk)
    yield from _adoption(desk)
    yield from desk.slot("foreword", "international")
    if not standard.patents:
        yield desk.paragraph(desk.span, UNKNOWN_PATENTS)
    yield from _responsible(desk)
    yield from _drafters(desk)
    yield from _history(desk)
    yield from _feedback(desk)
    yield from desk.slot("foreword", "closing")


def _part(desk: Desk) -> Iterator[Block]:
    """8.3 b): which part this is, and the parts already published."""
    standard = desk.standard.value
    if not standard.part:
        return
    whole = replace(standard, part="")
    name = "　".join(element for element in (standard.title.leading, standard.title.main) if element)
    statement = f"本文件是{whole.undated_number}《{name}》的第{standard.part}部分。"
    published = sorted(enumerate(standard.series.published), key=lambda part: (len(part[1].part), part[1].part))
    if not published:
        yield desk.paragraph(desk.place("part"), statement)
        return
    yield desk.paragraph(desk.place("part"), f"{statement}{whole.undated_number}已经发布了以下部分：")
    span = desk.place("series", "published")
    items = (inlines(span, f"第{part.part}部分：", desk.value("series", "published", index, "title")) for index, part in published)
    yield desk.list("dash", span, items)


def _adoption(desk: Desk) -> Iterator[Block]:
    """8.3 d): the relation to an international document."""
    adoption = desk.standard.value.adoption
    if adoption:
        document = f"{typeset(adoption.number)}《{adoption.title}》"
        sentences = {
            "IDT": f"本文件等同采用{document}。",
            "MOD": f"本文件修改采用{document}。",
            "NEQ": f"本文件参考{document}起草，一致性程度为非等效。",
        }
        yield desk.paragraph(desk.place("adoption"), sentences[adoption.degree])


def _responsible(desk: Desk) -> Iterator[Block]:
    """8.3 f): who proposed and who administers the document."""
    organisations = desk.standard.value.organisations
    proposed, administered = organisations.proposed_by, organisations.administered_by
    if proposed and proposed == administered:
        yield _organisations(desk, "proposed_by", "本文件由", "提出并归口。")
        return
    if proposed:
        yield _organisations(desk, "proposed_by", "本文件由", "提出。")
    if administered:
        yield _organisations(desk, "administered_by", "本文件由", "归口。")


def _drafters(desk: Desk) -> Iterator[Block]:
    """8.3 g)."""
    organisations = desk.standard.value.organisations
    if organisations.drafted_by:
        yield _organisations(desk, "drafted_by", "本文件起草单位：", "。")
    if organisations.drafters:
        yield _organisations(desk, "drafters", "本文件主要起草人：", "。")


def _organisations(desk: Desk, key: str, before: str, after: str) -> Block:
    keys = ("organisations", key)
    count = len(getattr(desk.standard.value.organisations, key))
    return desk.paragraph(desk.place(*keys), before, desk.values(*keys, count=count), after)


def _history(desk: Desk) -> Iterator[Block]:
    """8.3 h): the editions up to this one."""
    history = desk.standard.value.history
    if history:
        span = desk.place("history")
        yield desk.paragraph(span, HISTORY)
        yield desk.list("dash", span, (desk.value("history", index) for index in range(len(history))))


def _feedback(desk: Desk) -> Iterator[Block]:
    """Where comments go, the way Liaoning asks."""
    if desk.standard.value.feedback is None:
        return

    def value(key: str) -> tuple[Inline, ...]:
        return desk.value("feedback", key)

    span = desk.place("feedback")
    department = inlines(span, value("department"), "（", value("department_address"), "）")
    yield desk.paragraph(span, FEEDBACK)
    yield desk.paragraph(span, "归口管理部门通讯地址：", department, "，联系电话：", value("department_phone"), "。")
    yield desk.paragraph(span, "文件起草单位通讯地址：", value("drafting_address"), "，联系电话：", value("drafting_phone"), "。")


# --- replaced documents ----------------------------------------------------------------------


def _replacement(desk: Desk) -> Iterator[Block]:
    """8.3 c): the documents replaced, and the main technical changes."""
    changes = read_changes(desk.context)
    replaced = desk.standard.value.replaces
    span = desk.place("replaces")
    if not replaced:
        if changes:
            desk.context.error(
                desk.context.file_span(changes.path),
                "changes",
                "有 changes.yaml，而 standard.yaml 中没有 replaces；写上被代替的文件，或删去 changes.yaml",
            )
        return
    sentence = _replaced_documents(desk)
    if not changes or not changes.technical:
        yield desk.paragraph(span, f"{sentence}。")
        return
    numbers = _listing([typeset(document.number) for document in replaced])
    yield desk.paragraph(span, f"{sentence}，与{numbers}相比，除结构调整和编辑性改动外，主要技术变化如下：")
    yield desk.list("letter", span, _changes(desk, changes))


def _replaced_documents(desk: Desk) -> str:
    replaced = desk.standard.value.replaces
    wholly = [f"{typeset(document.number)}《{document.title}》" for document in replaced if not document.partly]
    partly = [f"{typeset(document.number)}《{document.title}》" for document in replaced if document.partly]
    clauses = [f"{verb}{_listing(documents)}" for verb, documents in (("代替", wholly), ("部分代替", partly)) if documents]
    return "本文件" + "，".join(clauses)


def _listing(words: list[str]) -> str:
    """甲、乙和丙"""
    return "和".join(part for part in ("、".join(words[:-1]), words[-1]) if part)


def _changes(desk: Desk, changes: ChangeList) -> Iterator[tuple[Inline, ...]]:
    """The technical ones, each with where it stands and stood."""
    year = _baseline_year(desk, changes)
    for index, entry in changes.technical:
        text = without_end(parse_value(changes.passage(index, "text"), desk.context))
        places = _places(index, entry, year, changes)
        yield inlines(changes.span(index, "text"), text, *(("（见", places, "）") if places else ()))


def _baseline_year(desk: Desk, changes: ChangeList) -> str:
    """The year of the edition that old numbers are those of."""
    written = (changes.value.baseline.number if changes.value.baseline else "", desk.standard.value.replaces[0].number)
    numbers = map(parse_standard_number, written)
    return next((number.year for number in numbers if number and number.year), "XXXX")


def _places(index: int, entry: Entry, year: str, changes: ChangeList) -> tuple[Inline, ...]:
    """Where a change stands now and where it stood: 第5章，2018年版的第4章、5.1.1."""
    spans = [changes.span(index, "at", position) for position in range(len(entry.at))]
    now = joined([(Xref(target, (), False, span),) for target, span in zip(entry.at, spans, strict=True)], "、", changes.span(index))
    then = f"{year}年版的{'、'.join(entry.old)}" if entry.old else ""
    return inlines(changes.span(index, "old"), now, "，" if now and then else "", then)


# --- patents ---------------------------------------------------------------------------------


def _identified_patents(desk: Desk) -> Iterator[Block]:
    """D.3, for one patent or several."""
    span = desk.place("patents")
    patents = desk.standard.value.patents
    subjects = joined([_patent_subject(desk, index) for index in range(len(patents))], "、", span, "以及")
    yield desk.paragraph(span, "本文件的发布机构提请注意，声明符合本文件时，可能涉及到", subjects, "相关的专利的使用。")
    yield desk.paragraph(span, NO_POSITION)
    yield desk.paragraph(span, PROMISE)
    seen = set()
    for index, patent in enumerate(patents):
        if (patent.holder, patent.address) not in seen:
            seen.add((patent.holder, patent.address))
            yield desk.paragraph(desk.place("patents", index, "holder"), "专利持有人姓名：", desk.value("patents", index, "holder"))
            yield desk.paragraph(desk.place("patents", index, "address"), "地址：", desk.value("patents", index, "address"))
    yield desk.paragraph(span, FURTHER_PATENTS)


def _patent_subject(desk: Desk, index: int) -> tuple[Inline, ...]:
    """5.2、5.3与网格编码"""
    spans = [desk.standard.span("patents", index, "clauses", n) for n in range(len(desk.standard.value.patents[index].clauses))]
    clauses: list[tuple[Inline, ...]] = [
        (Xref(target, (), False, span),) for target, span in zip(desk.standard.value.patents[index].clauses, spans, strict=True)
    ]
    span = desk.place("patents", index, "content")
    return inlines(span, joined(clauses, "、", span), "与", desk.value("patents", index, "content"))
