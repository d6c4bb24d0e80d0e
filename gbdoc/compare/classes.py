"""The class of a change and the reasons for it: technical unless something says that it is not.

A change of words is technical where it touches what a provision demands: its modal word, a value, a limit, a condition, a
negation, a formula, a dated normative reference. It is editorial where it touches only marks, spaces or words of one
meaning, or stands in an informative element. What nothing is known of is held to be technical, and said to be doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from unicodedata import category, normalize

from gbdoc.atoms import NUMBER, UNIT, atoms, parse_standard_number
from gbdoc.change import Category, Op, Reason
from gbdoc.provision import modals

_TECHNICAL = ("modal", "value", "standard", "negation", "limit", "condition", "formula", "definition", "cell")
_SYNONYMS = frozenset(
    {
        ("本标准", "本文件"), ("本规范", "本文件"), ("本部分", "本文件"), ("登陆", "登录"), ("帐户", "账户"), ("帐号", "账号"),
        ("其它", "其他"), ("的", ""), ("了", ""), ("进行", ""), ("的", "地"), ("的", "得"), ("做", "作"), ("象", "像"), ("份", "分"),
        ("及", "和"), ("及", "与"), ("与", "和"), ("以及", "和"), ("下列", "以下"), ("如下", "下列"), ("通过", "经"),
    }
)  # fmt: skip
_NUMBER = re.compile(NUMBER)
_QUANTITY = re.compile(rf"({NUMBER})[ \u00a0\u2009\u202f]?({UNIT})?")
_NEGATION = re.compile("[不无未非]|没有|除外|除[^，。；]{1,20}外")
_LIMIT = re.compile("[大小高低多少]于|超过|至少|至多|以[上下内外]|不足|等于|达到|[≥≤＞＜<>]|最[大小高低多少]")
_CONDITION = re.compile("[和或且]|如果|若|当|[^，]时(?=，|$)|并且|仅|只|全部|任一|任何|每|各|同时|必要时")


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


def judge(ops: Sequence[Op], informative: str, targets: Sequence[Reason] = ()) -> Verdict:
    """The class of a change of words; `informative` names the informative element it stands in, `targets` are references
    that lead elsewhere or name another edition."""
    edits = tuple(edit for edit in edited(ops) if edit.old != edit.new)
    if not edits and not targets:
        return Verdict("markup", (Reason("markup"),))
    if edits and not targets and all(_only_marks(edit) for edit in edits):
        return Verdict("editorial", (Reason("punctuation"),))
    old, new = "".join(words for sign, words in ops if sign != "+"), "".join(words for sign, words in ops if sign != "-")
    reasons = tuple(dict.fromkeys((*targets, *_reasons(edits, old, new))))
    if informative:
        return Verdict("editorial", (Reason("informative", informative), *reasons))
    if any(reason.name in _TECHNICAL for reason in reasons):
        return Verdict("technical", reasons)
    if edits and all(_same_meaning(edit) for edit in edits):
        return Verdict("editorial", (Reason("wording"),))
    if reasons and all(_is_place(edit) or _names_reference(edit, reasons) for edit in edits):
        return Verdict("reference", reasons)
    return Verdict("technical", reasons or (Reason("unclassified"),), doubtful=True)


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


def _reasons(edits: Sequence[Edited], old: str, new: str) -> Iterator[Reason]:
    yield from _modal(old, new)
    for edit in edits:
        yield from _values(edit, old, new)
        yield from _standards(edit, old, new)
        if _is_place(edit):
            yield Reason("place", edit.old, edit.new)
        for name, pattern in (("negation", _NEGATION), ("limit", _LIMIT), ("condition", _CONDITION)):
            before, after = _found(pattern, edit.old), _found(pattern, edit.new)
            if before != after:
                yield Reason(name, before, after)


def _modal(old: str, new: str) -> Iterator[Reason]:
    """Modal words that came, went or are others: 宜→应, 应→不应."""
    before, after = [modal.word for modal in modals(old)], [modal.word for modal in modals(new)]
    for sign, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if sign != "equal":
            pairs = zip_longest(before[start:end], after[new_start:new_end], fillvalue="")
            yield from (Reason("modal", one, other) for one, other in pairs)


def _values(edit: Edited, old: str, new: str) -> Iterator[Reason]:
    """Numbers that are others, with the unit that follows."""
    before, after = _numbers(edit.old, edit.old_start, old), _numbers(edit.new, edit.new_start, new)
    if [value for value, _ in before] == [value for value, _ in after]:
        return
    for place in range(max(len(before), len(after))):
        one, other = before[place] if place < len(before) else ("", ""), after[place] if place < len(after) else ("", "")
        if one[0] != other[0]:
            yield Reason("value", one[0], other[0], other[1] or one[1])


def _numbers(words: str, start: int, text: str) -> list[tuple[str, str]]:
    """The numbers of a changed stretch that are values, not parts of standard numbers or places."""
    taken = [(atom.start, atom.end) for atom in atoms(text) if atom.kind in ("standard-number", "place")]
    found = [match for match in _QUANTITY.finditer(text) if start <= match.start() < start + len(words)]
    return [(match[1], match[2] or "") for match in found if not any(one <= match.start() < other for one, other in taken)]


def _standards(edit: Edited, old: str, new: str) -> Iterator[Reason]:
    """Standards that are others, or other editions; a dated one is technical."""
    before, after = _standard_at(edit.old_start, edit.old, old), _standard_at(edit.new_start, edit.new, new)
    if before != after:
        known = [parsed for parsed in map(parse_standard_number, (before, after)) if parsed]
        yield Reason("standard" if any(number.year for number in known) else "undated", before, after)


def _standard_at(start: int, words: str, text: str) -> str:
    end = start + len(words)
    return next((text[a.start : a.end] for a in atoms(text) if a.kind == "standard-number" and a.start < end and start < a.end), "")


def _is_place(edit: Edited) -> bool:
    """Whether numbers of clauses, tables and so on are all that is changed: 6.3.2→6.4.2."""
    return all(any(atom.kind == "place" and len(words) == atom.end - atom.start for atom in atoms(words)) for words in (edit.old, edit.new))


def _found(pattern: re.Pattern[str], words: str) -> str:
    return "".join(match[0] for match in pattern.finditer(words))


def _names_reference(edit: Edited, reasons: Sequence[Reason]) -> bool:
    """Whether a changed stretch is a reference, or a standard's number without a year, and nothing more."""
    known = [reason for reason in reasons if reason.name in ("target", "undated")]
    return any(reason.old.startswith(edit.old) and reason.new.startswith(edit.new) for reason in known)


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
