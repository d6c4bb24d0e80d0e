"""The side of a citation, by the clause (分句) it stands in (9.5.4.2).

Normative: in a requirement or an instruction; in a 指南 in a recommendation; in a 规范 after 按 for a test method; in the
lead-in of the terms. Informative: everything else, and all that follows 见 or stands where no provision can.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gbdoc.model import Citation, Function, SiblingCitation, Side
from gbdoc.provision import Kind, clauses, is_imperative, modals, own_words, sentences
from gbdoc.resolve.runs import Run


def worded_sides(run: Run, function: Function | None) -> Iterator[tuple[Citation | SiblingCitation, Side | None]]:
    """The citations of a run, each with the side that its wording puts it on; None where the wording leaves it open."""
    judge = _Judge(function, run)
    for sentence in sentences(run.inlines):
        for offset, leaf in zip(sentence.starts, sentence.leaves, strict=True):
            if isinstance(leaf, Citation | SiblingCitation):
                yield leaf, judge.side(own_words(sentence.text), offset)


_COMPLIANCE = re.compile("按(?![时期月年季])|依[据照]|根据|参照|遵[守循]|符合|满足|执行|采用|使用|引用")
_TEST = re.compile("试验|测试|检验|检测|测定|测量|验证|校准|校验|评定|试样|抽样|证实")
_BY = re.compile("按(?![时期月年季])|依[据照]")
_SEE = re.compile("(?<![意可常偏预罕显参证])(?:参|详)?见(?![证解习识])")
_OPENS_WITH_SEE = re.compile(r"[（(]\s*(?:参|详)?见|[（(]\s*(?:例)?如")
_GIVES = re.compile("规定了|给出了?|描述了|界定了|确立了|提供了|说明了")
_CONTINUES = re.compile(r"\s*(?:并|而?且|同时|以及|和|及|再|还|也|均|都|分别|符合|满足|遵[守循]|执行|按|依[据照]|采用|使用|以(?!上|下)|用)")
_LEADS = re.compile(r"\s*(?:按|依[据照]|根据|参照|当|在|如|若|除|对|为(?!了)|经|通过|采用|使用|从|凡)|.*(?:时|后|前|下|外|的情形)，$")


class _Judge:
    """Decides the side of citations in one run by the words around them."""

    def __init__(self, function: Function | None, run: Run) -> None:
        self.guidance = function == "guidance"
        self.tests = function in ("specification", "test-method")
        self.run = run

    def side(self, text: str, offset: int) -> Side | None:
        """The side of what stands at text[offset], by where the run stands, its own words, and what introduces it."""
        if self.run.kind == "imports":
            return "normative"
        if self.run.setting.informative or self.run.kind == "source":
            return "informative"
        if self.run.kind == "title":
            return None
        return self.at(text, offset) or self.after_intros() or self.leaning(text, offset)

    def after_intros(self) -> Side | None:
        """What the sentences that introduce a list make of its items, the innermost first."""
        for intro in self.run.setting.intros:
            last = [own_words(sentence.text) for sentence in sentences(intro)][-1:]
            if last and (side := self.at(last[0], len(last[0].rstrip()) - 1)):
                return side
        return None

    def leaning(self, text: str, offset: int) -> Side | None:
        """What a citation in no provision is: open in a cell and beside such words as 按照, else a plain statement."""
        start, end = next(((start, end) for start, end in clauses(text) if start <= offset < end), (0, len(text)))
        return None if self.run.kind == "cell" or _COMPLIANCE.search(text, start, end) else "informative"

    def at(self, text: str, offset: int) -> Side | None:
        """The side of text[offset]: as the innermost bracket around it says, else what is around that."""
        for start, end in _brackets(text, offset)[:_DEEPEST]:
            if _OPENS_WITH_SEE.match(text, start):
                return "informative"
            if side := self.in_clauses(_without_brackets(text[start + 1 : end]), offset - start - 1):
                return side
            offset = start
        return self.in_clauses(_without_brackets(text), offset)

    def in_clauses(self, text: str, offset: int) -> Side | None:
        bounds = clauses(text)
        parts = [text[start:end] for start, end in bounds]
        for index, (start, end) in enumerate(bounds):
            if start <= offset < end:
                return self.in_clause(parts, index, offset - start)
        return None

    def in_clause(self, parts: list[str], index: int, offset: int) -> Side | None:
        """The side of a place in one clause; a clause without a word of its own goes with the one it hangs on."""
        if side := self.by_words(parts[index], offset):
            return side
        if all(_LEADS.match(part) for part in parts[:index]) and is_imperative(parts[index]):
            return "normative"
        if index and _CONTINUES.match(parts[index]):
            return self.in_clause(parts, index - 1, len(parts[index - 1]))
        following = next((number for number in range(index, len(parts)) if not _LEADS.match(parts[number])), None)
        if following is not None and following > index:
            return self.leading(parts[following])
        return None

    def leading(self, part: str) -> Side | None:
        """The side that a clause gives to the conditions before it: 按照……，应……"""
        found = self.by_kinds({modal.kind for modal in modals(part)})
        return found or ("normative" if is_imperative(part) else None)

    def by_words(self, part: str, offset: int) -> Side | None:
        """The side by the modal words, 见 and 按 of the clause itself: those before the place, else those after it."""
        found = modals(part)
        before = [modal for modal in found if modal.start < offset]
        sight = [match.start() for match in _SEE.finditer(part, 0, offset)]
        if sight and all(modal.start < sight[-1] for modal in before):
            return "informative"
        if side := self.by_kinds({modal.kind for modal in before}):
            return side
        after = [modal for modal in found if modal.start >= offset]
        if after and not _GIVES.search(part, offset, after[0].start):
            return self.by_kinds({modal.kind for modal in after})
        if self.tests and _BY.search(part, 0, offset) and _TEST.search(part + self.run.setting.heading):
            return "normative"
        return None

    def by_kinds(self, kinds: set[Kind]) -> Side | None:
        if "requirement" in kinds or ("recommendation" in kinds and self.guidance):
            return "normative"
        return "informative" if kinds else None


_DEEPEST = 4  # brackets within brackets that are looked into


def _brackets(text: str, offset: int) -> list[tuple[int, int]]:
    """Where the brackets around text[offset] open and close, from the innermost outwards."""
    opened: list[int] = []
    for place, character in enumerate(text[:offset]):
        if character in "（(":
            opened.append(place)
        elif character in "）)" and opened:
            opened.pop()
    found, depth = [], 0
    for place in range(offset, len(text)):
        if text[place] in "（(":
            depth += 1
        elif text[place] in "）)":
            depth -= 1
            if depth < 0 and opened:
                found.append((opened.pop(), place))
                depth = 0
    return found


def _without_brackets(text: str) -> str:
    """The text with what stands in brackets put out of sight, as long as before."""
    depth, kept = 0, []
    for character in text:
        depth += character in "（("
        kept.append("\ufffb" if depth else character)
        depth -= character in "）)" and depth > 0
    return "".join(kept)
