"""The class of a change and the reasons for it: technical unless something says that it is not.

A change of words is technical where it touches what a provision demands: its modal word, a value, a limit, a condition, a
negation, a formula, a dated normative reference. It is editorial where it touches only marks, spaces or words of one
meaning, or stands in an informative element. What nothing is known of is held to be technical, and said to be doubtful.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from unicodedata import category, normalize

from gbdoc.atoms import NUMBER, UNIT, UNIT_SYMBOLS, atoms, parse_standard_number
from gbdoc.change import Category, Op, Reason
from gbdoc.compare.references import Named, named, retargeted
from gbdoc.compare.text.inlines import Steps, ops
from gbdoc.compare.text.tokens import LINE_BREAK
from gbdoc.provision import modals

_TECHNICAL = ("modal", "value", "unit", "standard", "negation", "limit", "condition", "formula", "provision")
_CARRIED = ("modal", "value", "standard", "undated", "negation", "limit", "condition")
_SYNONYMS = frozenset(
    {
        ("本标准", "本文件"), ("本规范", "本文件"), ("本部分", "本文件"), ("登陆", "登录"), ("帐户", "账户"), ("帐号", "账号"),
        ("其它", "其他"), ("的", ""), ("了", ""), ("进行", ""), ("的", "地"), ("的", "得"), ("做", "作"), ("象", "像"), ("份", "分"),
        ("及", "和"), ("及", "与"), ("与", "和"), ("以及", "和"), ("下列", "以下"), ("如下", "下列"), ("通过", "经"),
    }
)  # fmt: skip
_NUMBER = re.compile(NUMBER)
_CHINESE_UNITS = tuple(
    "年 季度 个月 月 周 日 天 小时 分钟 秒 毫秒 工作日 次 个 倍 级 人 台 座 条 项 层 万元 元 米 毫米 厘米 千米 公里 平方米 千克 吨".split()  # noqa: SIM905
)
_UNITS = frozenset((*UNIT_SYMBOLS, *_CHINESE_UNITS))
_CHINESE_UNIT = "|".join(sorted(_CHINESE_UNITS, key=len, reverse=True))
_QUANTITY = re.compile(rf"({NUMBER})[ \u00a0\u2009\u202f]?({UNIT}|{_CHINESE_UNIT})?")
_HAN_NUMBER = re.compile("[零〇一二三四五六七八九十百千万亿两半]+")
_FORMULA = "\ufffc"  # what stands for the signs of a formula, which are no words
_INLINE_FORMULA = re.compile(r"\$[^$]+\$")
_NEGATION = re.compile("[不无未非]|没有|除外|除[^，。；]{1,20}外")
_LIMIT = re.compile(
    "[大小高低多少]于|超过|至少|至多|(?<=[0-9一二三四五六七八九十百千万级层年月日天％%])及?以[上下内外]|不足|等于|达到|[≥≤＞＜<>]|最[大小高低多少]"
)
_CONDITION = re.compile("[和或且]|如果|若|当(?![前地年月日天])|(?<![，。；及同平临实随按小])时(?=，)|并且|仅|全部|任一|任何|必要时")
_TERM_NUMBER = re.compile("（[A-Z0-9][0-9.]*）$")  # what a defined term is followed by in a definition (8.7.3.3)
_SHORT = 12  # characters; of longer stretches single words say nothing


@dataclass(frozen=True, slots=True)
class Edited:
    """A stretch of words that was changed: what stood there, what stands there, and where in the old and the new text."""

    old: str
    new: str
    old_start: int
    new_start: int


@dataclass(frozen=True, slots=True)
class Verdict:
    category: Category
    reasons: tuple[Reason, ...]
    doubtful: bool = False


def judge(steps: Steps, informative: str) -> Verdict:
    """The class of a change of words; `informative` names the informative element it stands in."""
    targets = tuple(retargeted(steps.steps))
    told = tuple((sign, _INLINE_FORMULA.sub(lambda found: _FORMULA * len(found[0]), words)) for sign, words in _in_one_line(ops(steps)))
    edits = tuple(edit for edit in edited(told) if edit.old != edit.new or _FORMULA in edit.old)
    if not edits and not targets:
        return Verdict("markup", (Reason("markup"),))
    if edits and not targets and all(_only_marks(edit) for edit in edits):
        return Verdict("editorial", (Reason("punctuation"),))
    old, new = "".join(words for sign, words in told if sign != "+"), "".join(words for sign, words in told if sign != "-")
    texts = _Texts(old, new, named(steps.steps))
    reasons = tuple(dict.fromkeys((*targets, *_lasting(list(_reasons(edits, texts))))))
    if informative:
        return Verdict("editorial", (Reason("informative", informative), *reasons))
    if any(reason.name in _TECHNICAL for reason in reasons):
        return Verdict("technical", reasons)
    if edits and all(_same_meaning(edit) for edit in edits):
        return Verdict("editorial", (Reason("wording"),))
    if (edits or reasons) and all(_is_place(edit) or _names_reference(edit, reasons) or _is_same_term(edit) for edit in edits):
        return Verdict("reference", reasons or tuple(Reason("target", edit.old, edit.new) for edit in edits))
    return Verdict("technical", reasons or (Reason("unclassified"),), doubtful=True)


def _in_one_line(told: Sequence[Op]) -> Iterator[Op]:
    """The words without line breaks, which say nothing."""
    for sign, words in told:
        if left := words.replace(LINE_BREAK, ""):
            yield sign, left


def edited(ops: Sequence[Op]) -> Iterator[Edited]:
    """The changed stretches of a text, each deletion with the insertion that stands in its place."""
    old_at = new_at = 0
    gone = ""
    for place, (sign, words) in enumerate(ops):
        if sign == "-":
            gone = words
            if place + 1 == len(ops) or ops[place + 1][0] != "+":
                yield Edited(gone, "", old_at, new_at)
                gone = ""
            old_at += len(words)
        elif sign == "+":
            yield Edited(gone, words, old_at - len(gone), new_at)
            gone = ""
            new_at += len(words)
        else:
            old_at, new_at = old_at + len(words), new_at + len(words)


# --- what a change touches -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Texts:
    """Both texts whole, and where in either stand references and code, whose numbers are no values."""

    old: str
    new: str
    named: tuple[Named, Named]


def _reasons(edits: Sequence[Edited], texts: _Texts) -> Iterator[Reason]:
    old, new = texts.old, texts.new
    for edit in edits:
        words = tuple(_modal(edit, old, new))
        yield from words
        yield from _values(edit, texts)
        yield from _standards(edit, old, new)
        if _is_place(edit):
            yield Reason("place", edit.old, edit.new)
        if _FORMULA in edit.old + edit.new:
            yield Reason("formula")
        if _is_sentence(edit):
            yield Reason("provision")
        if max(len(edit.old), len(edit.new)) > _SHORT:
            continue
        if words and edit.old + edit.new == "不":
            continue
        for name, pattern in (("negation", _NEGATION), ("limit", _LIMIT), ("condition", _CONDITION)):
            yield from _words(name, _found(pattern, old, edit.old_start, edit.old), _found(pattern, new, edit.new_start, edit.new))


def _words(name: str, before: list[str], after: list[str]) -> Iterator[Reason]:
    """Words that are others; one by one where they only came or only went, so that each can be found where it is now."""
    _without_common(before, after)
    if before and after:
        yield Reason(name, "".join(before), "".join(after))
    else:
        yield from (Reason(name, word, "") for word in before)
        yield from (Reason(name, "", word) for word in after)


def _without_common(before: list[str], after: list[str]) -> None:
    for word in (Counter(before) & Counter(after)).elements():
        before.remove(word)
        after.remove(word)


def _lasting(reasons: list[Reason]) -> list[Reason]:
    """The reasons but those of what went in one place and came in another: it only stands elsewhere in the text."""
    for came in [reason for reason in reasons if reason.name in _CARRIED and not reason.old]:
        went = Reason(came.name, came.new, "", came.unit)
        if went in reasons:
            reasons.remove(went)
            reasons.remove(came)
    swapped = {(reason.new, reason.old) for reason in reasons if reason.name in ("standard", "undated")}
    return [reason for reason in reasons if reason.name not in ("standard", "undated") or (reason.old, reason.new) not in swapped]


def _modal(edit: Edited, old: str, new: str) -> Iterator[Reason]:
    """Modal words that came, went or are others: 宜→应, 应→不应."""
    close = not edit.old or not edit.new  # 不 before 应 makes it another word
    before = [modal.word for modal in modals(old) if _meets(modal.start, modal.end, edit.old_start, edit.old, close)]
    after = [modal.word for modal in modals(new) if _meets(modal.start, modal.end, edit.new_start, edit.new, close)]
    _without_common(before, after)
    yield from (Reason("modal", one, other) for one, other in zip_longest(before, after, fillvalue=""))


def _meets(start: int, end: int, at: int, words: str, close: bool) -> bool:
    """Whether text[start:end] and the changed words at a place overlap, or touch where that is close enough."""
    return (start <= at + len(words) and at <= end) if close else (start < at + len(words) and at < end)


def _values(edit: Edited, texts: _Texts) -> Iterator[Reason]:
    """Numbers that are others, with the unit that follows."""
    before = _numbers(edit.old_start, edit.old, texts.old, texts.named[0])
    after = _numbers(edit.new_start, edit.new, texts.new, texts.named[1])
    for one, other in zip_longest(before, after, fillvalue=("", "")):
        if one[0] != other[0]:
            yield Reason("value", one[0], other[0], other[1] or one[1])
    if _HAN_NUMBER.fullmatch(edit.old) and _HAN_NUMBER.fullmatch(edit.new):
        found = re.compile(_CHINESE_UNIT).match(texts.new, edit.new_start + len(edit.new))
        yield Reason("value", edit.old, edit.new, found[0] if found else "")
    if edit.old in _UNITS and edit.new in _UNITS:
        yield Reason("unit", edit.old, edit.new)


def _numbers(start: int, words: str, text: str, names: Named) -> list[tuple[str, str]]:
    """The numbers of a changed stretch that are values, not parts of standard numbers, places, references or code."""
    taken = [*names, *((atom.start, atom.end) for atom in atoms(text) if atom.kind in ("standard-number", "place"))]
    found = [match for match in _QUANTITY.finditer(text) if _meets(match.start(1), match.end(1), start, words, close=False)]
    free = [match for match in found if not any(one <= match.start() < other for one, other in taken)]
    return [(match[1].lstrip("±"), match[2] or "") for match in free]


def _standards(edit: Edited, old: str, new: str) -> Iterator[Reason]:
    """Standards that are others, or other editions; a dated one is technical."""
    before, after = _standard_at(edit.old_start, edit.old, old), _standard_at(edit.new_start, edit.new, new)
    if before == after:
        return
    if not edit.old and new.find(after) < edit.new_start:  # a year was put behind a number
        before = _standard_at(edit.old_start - 1, "?", old)
    if not edit.new and old.find(before) < edit.old_start:
        after = _standard_at(edit.new_start - 1, "?", new)
    known = [parsed for parsed in map(parse_standard_number, (before, after)) if parsed]
    yield Reason("standard" if any(number.year for number in known) else "undated", before, after)


def _standard_at(start: int, words: str, text: str) -> str:
    """The whole standard number, with the place in it that follows, that the changed words are part of."""
    found = (atom for atom in atoms(text) if atom.kind == "standard-number" and _meets(atom.start, atom.end, start, words, close=False))
    return next((text[atom.start : atom.end] for atom in found), "")


def _is_place(edit: Edited) -> bool:
    """Whether numbers of clauses, tables and so on are all that is changed: 6.3.2→6.4.2."""
    return all(any(atom.kind == "place" and len(words) == atom.end - atom.start for atom in atoms(words)) for words in (edit.old, edit.new))


def _is_sentence(edit: Edited) -> bool:
    """Whether whole sentences came, went or stand in the place of others."""
    return all(words.endswith("。") for words in (edit.old, edit.new) if words)


def _found(pattern: re.Pattern[str], text: str, start: int, words: str) -> list[str]:
    """What of a pattern the changed words of a text have a part in, modal words apart."""
    found = [match for match in pattern.finditer(text) if _meets(*match.span(), start, words, close=False)]
    if not found:
        return []
    taken = [(modal.start, modal.end) for modal in modals(text)]
    return [match[0] for match in found if not any(one < match.end() and match.start() < other for one, other in taken)]


def _names_reference(edit: Edited, reasons: Sequence[Reason]) -> bool:
    """Whether a changed stretch is a reference, or a standard's number without a year, and nothing more."""
    known = [reason for reason in reasons if reason.name in ("target", "undated")]
    return any(reason.old.startswith(edit.old) and reason.new.startswith(edit.new) for reason in known)


def _is_same_term(edit: Edited) -> bool:
    """Whether a term only lost or got the number of its entry."""
    return edit.old != edit.new and _TERM_NUMBER.sub("", edit.old) == _TERM_NUMBER.sub("", edit.new) != ""


# --- what changes nothing --------------------------------------------------------------------


def _only_marks(edit: Edited) -> bool:
    """Whether only marks and spaces are others, or full-width forms of the same characters."""
    return _plain(edit.old) == _plain(edit.new) and not (_NUMBER.search(edit.old) and _signed(edit))


def _plain(words: str) -> str:
    return "".join(character for character in normalize("NFKC", words) if category(character)[0] not in "PZ" or character in "-±~.%/")


def _signed(edit: Edited) -> bool:
    """Whether the marks belong to a number: 1.5 is not 15."""
    return normalize("NFKC", edit.old) != normalize("NFKC", edit.new) and any(mark in edit.old + edit.new for mark in ".,-±~%/")


def _same_meaning(edit: Edited) -> bool:
    return (edit.old, edit.new) in _SYNONYMS or (edit.new, edit.old) in _SYNONYMS or _only_marks(edit)
