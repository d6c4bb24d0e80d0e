"""Running text compared: against redlines that a person would draw (tests/redlines), and laws that hold for any text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gbdoc.compare.earlier import earlier, restored, with_earlier
from gbdoc.compare.likeness import likeness
from gbdoc.compare.text.inlines import LONGEST, Steps, inline_steps, ops
from gbdoc.compare.text.tokens import Token, pieces, tokens
from gbdoc.compare.text.weave import accepted, joined, rejected, weave
from gbdoc.compare.text.words import lexicon
from gbdoc.model import (
    Citation,
    Code,
    Deleted,
    Emphasis,
    FootnoteReference,
    IndexMark,
    Inline,
    InlineFormula,
    Inserted,
    LineBreak,
    Link,
    Restyled,
    SiblingCitation,
    Strong,
    Text,
    Xref,
)
from gold import NOWHERE, Gold, best, drawn, exact, golds, notation, text_tokens, told, total

Inlines = tuple[Inline, ...]


# --- redlines that a person would draw --------------------------------------------------------


@pytest.mark.parametrize("gold", golds("gold.txt"), ids=str)
def test_redline_is_what_a_person_would_draw(gold: Gold) -> None:
    assert exact(gold, drawn(gold)), told(drawn(gold))


@pytest.mark.parametrize(("name", "least"), [("aside.txt", 0.98), ("later.txt", 0.96)])
def test_redlines_are_near_those_a_person_would_draw(name: str, least: float) -> None:
    assert total(best(gold, drawn(gold)) for gold in golds(name)).f1 >= least


def redline(old: str, new: str, terms: tuple[str, ...] = ()) -> str:
    return told(ops(inline_steps(text_tokens(old), text_tokens(new), terms)))


@pytest.mark.parametrize(
    "expected",
    [
        "",
        "试样应干燥。",
        "{+试样应干燥。+}",
        "[-试样应干燥。-]",
        "样品{+不+}应受潮。",  # S09
        "绝缘电阻不应小于[-10-]{+20+} MΩ。",  # S10
        "绝缘电阻不应小于[-10 kΩ-]{+0.1 MΩ+}。",
        "误差不应大于±[-2-]{+1+} mm。",
        "[-两-]{+三+}次测量",
        "按[-6.3.2-]{+6.4.2+}进行。",  # S11
        "甲应校准。[-乙的外壳采用不锈钢。-]{+在使用前对乙作一次完整的检定。+}丙应记录。丁应归档。",  # S12
        "[-检验-]{+检测+}人员应记录[-检验-]{+检测+}结果。",  # S13
        "[-提供-]{+提交+}报告。",
        "信息{+通信+}技术",  # S14
        "由检测人员[-和审核人员-]签字",  # S15
        "甲、乙、{+丙、+}丁",
        "标明“小心轻放”[-、“防潮”-]等字样",
        "范围{+、术语和规范性引用文件+}",  # a short title that became long is still that title
        "第一条。{+第二条。+}第三条。",
        "注：[-“-]{+「+}应[-”-]{+」+}表示要求。",
        "[-甲应校准。-]乙的外壳采用不锈钢。{+甲应校准。+}",
        "需方应在收到货物后7 d内验收[-，-]{+。+}验收合格后签字{+，并归档+}。",
        "应在[-5 s-]{+500 ms+}内响应",
        "（见[-图1-]{+图2+}）",
        "焊缝不应有[-裂纹-]{+裂缝+}、[-夹渣-]{+未熔合+}和气孔。",
        "甲[-,-]{+，+}乙",  # S18: other marks are other tokens
    ],
)
def test_redline(expected: str) -> None:
    gold = Gold((notation(expected),))
    assert redline(gold.old, gold.new) == expected


def test_terms_of_the_document_are_words() -> None:
    assert redline("设甲网格。", "设甲网元。") == "设甲网[-格-]{+元+}。"
    assert redline("设甲网格。", "设甲网元。", ("网格", "网元")) == "设甲[-网格-]{+网元+}。"


def test_the_lexicon_has_words_of_two_to_four_characters() -> None:
    assert 25_000 < len(lexicon()) < 35_000
    assert {len(word) for word in lexicon()} == {2, 3, 4}


# --- tokens ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("试样应", "试|样|应"),
        ("23 ℃±2 ℃", "23| |℃|±|2| |℃"),
        ("45 %~75 %", "45| |%|~|75| |%"),
        ("−10 ℃～40 ℃", "−10| |℃|～|40| |℃"),
        ("2 000 h，12 个", "2 000| |h|，|12| |个"),
        ("见GB/T 19001—2016中7.5.3", "见|GB/T 19001|—|2016|中|7.5.3"),
        ("GB/T 2423（所有部分）", "GB/T 2423|（|所|有|部|分|）"),
        ("按6.3.2、表3和附录A", "按|6.3.2|、|表3|和|附录A"),
        ("分A类、B类", "分|A类|、|B类"),
        ("8.8级", "8.8|级"),
        ("Q235B或06Cr19Ni10", "Q235B|或|06Cr19Ni10"),
        ("max_retry_count", "max_retry_count"),
        ("2026-01-31", "2026-01-31"),
        ("deep learning", "deep| |learning"),
        ("TCP/IP", "TCP|/|IP"),
        ("甲——乙", "甲|——|乙"),
        ("λ取0.5", "λ|取|0.5"),
    ],
)
def test_pieces(text: str, expected: str) -> None:
    assert "|".join(pieces(text)) == expected


@given(st.text(alphabet="0123456789.−±~ %℃GB/T—-AQ_ 类试样应，。（）²", max_size=30))
@settings(max_examples=300, deadline=None)
def test_pieces_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text
    assert all(pieces(text))


def compared(old: Inlines, new: Inlines, back: dict[str, str] | None = None, numbers: str = "5.1") -> Steps:
    """The steps between two texts whose references all print one number before and another one after."""
    forward = {one: other for other, one in (back or {}).items()}
    return inline_steps(
        tokens(old, lambda reference: _printed(reference, "5.1"), lambda anchor: forward.get(anchor, anchor)),
        tokens(new, lambda reference: _printed(reference, numbers), lambda anchor: anchor),
    )


def _printed(reference: Xref | SiblingCitation | Citation, number: str) -> str:
    return f"{reference.key} {reference.year}" if isinstance(reference, Citation) else number


def text(words: str) -> Text:
    return Text(words, NOWHERE)


def xref(target: str, *inlines: Inline) -> Xref:
    return Xref(target, inlines, False, NOWHERE)


def citation(key: str, year: str | None = None) -> Citation:
    return Citation(key, year, False, "", (), None, NOWHERE)


def test_a_reference_with_another_number_stayed() -> None:  # S05
    steps = compared((text("见"), xref("a")), (text("见"), xref("a")), numbers="6.1")
    assert ops(steps) == (("=", "见6.1"),)
    assert weave(steps, "chg") == (text("见"), xref("a"))


def test_a_reference_whose_target_has_another_name_stayed() -> None:
    steps = compared((text("见"), xref("a")), (text("见"), xref("b")), {"b": "a"})
    assert ops(steps) == (("=", "见5.1"),)
    assert rejected(weave(steps, "chg"), {"b": "a"}) == (text("见"), xref("a"))


def test_a_reference_to_something_else_with_the_same_number_changed() -> None:  # S04
    steps = compared((text("见"), xref("a")), (text("见"), xref("b")))
    assert told(ops(steps)) == "见[-5.1-]{+5.1+}"


def test_another_edition_of_a_cited_standard_is_a_change() -> None:
    assert told(ops(compared((citation("iso", "2016"),), (citation("iso", "2020"),)))) == "[-iso 2016-]{+iso 2020+}"


def test_footnote_marks_and_line_breaks_are_seen() -> None:
    steps = compared((text("甲"),), (text("甲"), FootnoteReference("f", NOWHERE), LineBreak(NOWHERE)))
    assert told(ops(steps)) == "甲{+［脚注］↵+}"


# --- both revisions in one --------------------------------------------------------------------


def test_the_woven_text_has_deletions_first() -> None:
    steps = compared((text("试样宜干燥"),), (text("试样应干燥"),))
    assert weave(steps, "chg") == (
        text("试样"), Deleted((text("宜"),), "chg", NOWHERE), Inserted((text("应"),), "chg", NOWHERE), text("干燥"),
    )  # fmt: skip


def test_marks_stand_around_the_wrappers() -> None:
    steps = compared((Strong((text("应检验"),), NOWHERE),), (Strong((text("应检测"),), NOWHERE),))
    assert weave(steps, "chg") == (
        Strong((text("应"),), NOWHERE),
        Deleted((Strong((text("检验"),), NOWHERE),), "chg", NOWHERE),
        Inserted((Strong((text("检测"),), NOWHERE),), "chg", NOWHERE),
    )


def test_other_markup_is_no_change_of_words() -> None:  # S18
    steps = compared((text("试样应干燥"),), (text("试样"), Strong((text("应"),), NOWHERE), text("干燥")))
    assert ops(steps) == (("=", "试样应干燥"),)
    assert weave(steps, "chg")[1] == Restyled((Strong((text("应"),), NOWHERE),), (text("应"),), "chg", NOWHERE)


@pytest.mark.parametrize("words", ["max_retry", "a == b", "状态码"])
def test_words_that_became_code_stayed(words: str) -> None:
    old, new = (text(f"取{words}。"),), (text("取"), Code(words, NOWHERE), text("。"))
    assert ops(compared(old, new)) == (("=", f"取{words}。"),)
    woven = weave(compared(old, new), "chg")
    assert [type(inline) for inline in woven] == [Text, Restyled, Text]
    assert (accepted(woven), rejected(woven, {})) == (new, old)


def test_names_of_the_old_revision_are_told_apart() -> None:
    gone: Inlines = (xref("a", citation("c")), FootnoteReference("f", NOWHERE))
    woven: Inlines = (xref("kept"), Deleted(gone, "chg", NOWHERE), Inserted((xref("b"),), "chg", NOWHERE))
    told_apart = with_earlier(woven, "gp")
    assert told_apart[0] == woven[0]
    assert told_apart[1] == Deleted((xref("~a", citation("~c")), FootnoteReference("~f", NOWHERE)), "chg", NOWHERE)
    assert told_apart[2] == woven[2]
    assert restored(told_apart, "gp") == woven
    assert restored(earlier(woven, "gp"), "gp") == woven


# --- budget ----------------------------------------------------------------------------------


def test_what_is_too_long_is_said_to_be() -> None:
    long = "甲乙" * (LONGEST // 2 + 1)
    steps = inline_steps(text_tokens("前" + long + "后"), text_tokens("前丙后"))
    assert steps.limited
    assert [step.sign for step in steps.steps] == ["=", "-", "+", "="]
    assert not inline_steps(text_tokens(long), text_tokens(long + "丙")).limited  # what is the same is no trouble


# --- laws ------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "检",
        "验",
        "测",
        "一次",
        "两次",
        "应",
        "宜",
        "不",
        "试样",
        "检验",
        "检测",
        "，",
        "。",
        "、",
        "和",
        "0.5",
        " ",
        "℃",
        "12 个",
        "Q235",
        "（",
        "）",
        "GB/T 1.1—2020",
    ]
)
RUNNING = st.lists(WORDS, min_size=1, max_size=6).map("".join)
NAMES = st.sampled_from("abc")
SIDES = st.sampled_from([None, "normative"])


def wrapped(inner: st.SearchStrategy[Inlines]) -> st.SearchStrategy[Inline]:
    return st.one_of(
        st.builds(lambda inlines: Strong(inlines, NOWHERE), inner),
        st.builds(lambda inlines: Emphasis(inlines, NOWHERE), inner),
        st.builds(lambda inlines: IndexMark(inlines, NOWHERE), inner),
        st.builds(lambda url, inlines: Link(url, inlines, NOWHERE), NAMES, inner),
    )


LEAVES: st.SearchStrategy[Inline] = st.one_of(
    RUNNING.map(text),
    st.sampled_from(["Q235", "应", "a b", "12"]).map(lambda words: Code(words, NOWHERE)),
    NAMES.map(lambda latex: InlineFormula(latex, NOWHERE)),
    NAMES.map(lambda target: FootnoteReference(target, NOWHERE)),
    st.just(LineBreak(NOWHERE)),
    st.builds(lambda target, words: xref(target, *[text(words)] * bool(words)), NAMES, st.sampled_from(["", "应"])),
    st.builds(lambda key, year, side: replace(citation(key, year), forced_side=side), NAMES, st.sampled_from([None, "2016"]), SIDES),
    st.builds(lambda document, dated: SiblingCitation(document, (), dated, (), None, NOWHERE), NAMES, st.booleans()),
)
TREES = st.recursive(LEAVES, lambda inner: wrapped(st.lists(inner, min_size=1, max_size=3).map(tuple)), max_leaves=4)
INLINES: st.SearchStrategy[Inlines] = st.lists(TREES, max_size=6).map(tuple)


@st.composite
def edits(draw: st.DrawFn) -> tuple[Inlines, Inlines]:
    """A text and another one that has pieces of it."""
    old = draw(INLINES)
    new: list[Inline] = []
    for inline in old:
        match draw(st.integers(0, 5)):
            case 0:
                pass
            case 1:
                new += [draw(TREES), inline]
            case 2 if isinstance(inline, Text):
                cut = draw(st.integers(0, len(inline.text)))
                new += [text(inline.text[:cut]), text(draw(RUNNING)), text(inline.text[cut + draw(st.integers(0, 3)) :])]
            case 3:
                new.append(Strong((inline,), NOWHERE))
            case _:
                new.append(inline)
    return old, tuple(new)


@given(edits())
@settings(max_examples=250, deadline=None)
def test_a_woven_text_holds_both(pair: tuple[Inlines, Inlines]) -> None:
    """S33: what is accepted is the new text, what is rejected the old one."""
    old, new = pair
    woven = weave(compared(old, new, {"a": "b", "b": "a"}), "chg")
    assert accepted(woven) == joined(new)
    assert rejected(woven, {"a": "b", "b": "a"}) == joined(old)


@given(edits())
@settings(max_examples=150, deadline=None)
def test_the_way_back_is_the_same_way(pair: tuple[Inlines, Inlines]) -> None:
    """S33: the redline of the reverse is the redline reversed; S34: and it is the same every time."""
    old, new = pair
    assert compared(new, old) == compared(old, new).mirrored
    assert compared(old, new) == compared(old, new)
    assert {step.sign for step in compared(old, old).steps} <= {"="}


@given(edits())
@settings(max_examples=150, deadline=None)
def test_operations_tell_both_texts(pair: tuple[Inlines, Inlines]) -> None:
    """The words of operations are those of the texts, and no two neighbours have one sign."""
    old, new = (tokens(side, lambda reference: _printed(reference, "5.1"), str) for side in pair)
    changes = ops(inline_steps(old, new))
    assert "".join(words for sign, words in changes if sign != "+") == _words(old)
    assert "".join(words for sign, words in changes if sign != "-") == _words(new)
    signs = "".join(sign for sign, _ in changes)
    assert not {"==", "--", "++", "+-"} & {signs[place : place + 2] for place in range(len(signs))}


def _words(found: tuple[Token, ...]) -> str:
    return "".join(token.text for token in found)


def test_share_tells_how_much_is_kept() -> None:
    assert likeness("甲乙丙丁", "甲乙丙戊", 0.0) == 0.75
    assert likeness("甲乙丙丁", "甲戊己庚", 0.5) == 0.0
