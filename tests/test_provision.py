"""Sentences -> kinds of provision: tests/cases/provision; inlines -> sentences, and back to the source."""

from __future__ import annotations

import time

import pytest

from cases import Case, check, load_cases
from gbdoc.model import Citation, Emphasis, InlineFormula, LineBreak, Strong, Text, Xref
from gbdoc.provision import OBJECT, clauses, kind, modals, sentences
from gbdoc.source import Span


@pytest.mark.parametrize("case", load_cases("provision"), ids=str)
def test_provision(case: Case, request: pytest.FixtureRequest) -> None:
    check(case, "\n".join(described(sentence) for sentence in case.input.splitlines() if sentence), request)


def described(sentence: str) -> str:
    words = " ".join(modal.word for modal in modals(sentence))
    return f"{kind(sentence)}{f' ({words})' if words else ''}: {sentence}"


def span(column: int, end: int) -> Span:
    return Span("a.md", 1, column, 1, end)


def text(words: str, column: int) -> Text:
    return Text(words, span(column, column + len(words)))


def test_sentences_know_where_each_character_came_from() -> None:
    formula = InlineFormula("x", span(6, 9))
    strong = Strong((text("应", 11), text("大于", 12)), span(9, 16))
    first, second = sentences((text("温度", 4), formula, strong, text("10。不应", 16), text("小于5。", 21)))
    assert (first.text, second.text) == (f"温度{OBJECT}应大于10。", "不应小于5。")
    assert first.leaf(2) is formula
    assert first.leaf(3).span == span(11, 12)
    assert first.span(3, 6) == span(11, 14)
    assert second.span(0, 2) == span(19, 21)
    assert second.span(0, 5) == span(19, 24)


def test_text_that_is_not_as_in_the_source_is_placed_whole() -> None:
    escaped = Text("*应*", span(1, 6))
    assert sentences((escaped,))[0].span(1, 2) == span(1, 6)


def test_citations_and_bare_references_are_one_character_each() -> None:
    citation = Citation("k", None, False, "", (), None, span(2, 6))
    bare, worded = Xref("a", (), False, span(6, 9)), Xref("a", (text("框架", 10),), False, span(9, 12))
    (sentence,) = sentences((text("按", 1), citation, bare, worded, Emphasis((text("x", 13),), span(12, 14))))
    assert sentence.text == f"按{OBJECT}{OBJECT}框架x"
    assert sentence.leaf(1) is citation


def test_a_sentence_does_not_end_inside_brackets_or_quotation_marks() -> None:
    inlines = (text("应（见5.2。）“对。”好。宜", 1), LineBreak(span(20, 21)), text("可", 21))
    assert [sentence.text.strip() for sentence in sentences(inlines)] == ["应（见5.2。）“对。”好。", "宜", "可"]


def test_clauses_are_cut_outside_brackets() -> None:
    sentence = "应符合（甲，乙），并记录；再核对。"
    assert [sentence[start:end] for start, end in clauses(sentence)] == ["应符合（甲，乙），", "并记录；", "再核对。"]


@pytest.mark.parametrize(
    "text", ["应" * 20_000, "（" * 20_000, "“" * 20_000, "应对" * 10_000, "应用" * 10_000, "可" * 20_000, "将" * 20_000]
)
def test_time_is_linear(text: str) -> None:
    start = time.process_time()
    kind(text)
    sentences((Text(text, span(1, 2)),))
    assert time.process_time() - start < 1
