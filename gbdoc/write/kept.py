"""Divisions that need not be printed again: each kept with all that was asked about the rest of the document while it was printed.

A division that is equal to what it was prints the same as long as every question asked meanwhile has the same answer. What a `View`
answers is therefore noted question by question, and nothing has to be known of how it finds its answers. A division that bears the
mark of a footnote of the text is not kept, since which mark of a footnote is its first depends on all that was printed before.
"""

from __future__ import annotations

import dis
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeAlias

from markupsafe import Markup

from gbdoc.model import Annex, Citation, Clause, Element, SiblingCitation, Xref, walk
from gbdoc.write.view import View

Answer: TypeAlias = Callable[..., Any]
Question: TypeAlias = tuple[str, tuple[Any, ...]]
Division: TypeAlias = Clause | Annex | Element

_CHANGING = ("mark", "new_footnotes")  # the questions whose answers change what is answered later
_LONG = "grid_of"  # asked again by way of the references in the table, which is all that it depends on outside


@dataclass(slots=True)
class _Notes:
    """The questions asked while a division is printed, with their answers."""

    answers: dict[Any, tuple[Question, Any]] = field(default_factory=dict)
    is_marked: bool = False  # by a footnote of the text


@dataclass(frozen=True, slots=True)
class _Fragment:
    """A division, how it was printed, and what that rests on."""

    division: Division
    markup: Markup
    notes: _Notes


class Kept:
    """The divisions of one document as they were last printed for the screen; of one that has changed nothing is kept."""

    def __init__(self) -> None:
        self._fragments: dict[str, _Fragment] = {}
        self._earlier: dict[str, _Fragment] = {}
        self._templates: object = None
        self._open: list[_Notes] = []
        self._answers: Mapping[str, Answer] = {}
        self._footnotes: frozenset[str] = frozenset()

    def begin(self, view: View, answers: Mapping[str, Answer], templates: object) -> Mapping[str, Answer]:
        """A new printing, whose questions are answered so: the same answers, noted while a division is printed.

        With other templates, by identity, nothing comes out as before.
        """
        self._earlier = self._fragments if templates is self._templates else {}
        self._templates, self._fragments, self._open = templates, {}, []
        self._answers = {**answers, "words": view.resolved.words}
        self._footnotes = frozenset(footnote.anchor for footnote in view.resolved.document.footnotes)
        return {name: self._noted(name) if _depends(answer) else answer for name, answer in answers.items()}

    def printed(self, node: object, macro: Callable[[Any], Markup]) -> Markup:
        """A node, printed by its macro unless it is a division of which it is known how it comes out."""
        return self._division(node, macro) if isinstance(node, Division) else macro(node)

    def _division(self, division: Division, macro: Callable[[Any], Markup]) -> Markup:
        known = self._earlier.get(division.anchor)
        if known is None or not self._holds(known, division):
            known = self._print(division, macro)
        if not known.notes.is_marked:
            self._fragments[division.anchor] = known
        if self._open:
            self._open[-1].answers.update(known.notes.answers)
            self._open[-1].is_marked |= known.notes.is_marked
        return known.markup

    def _print(self, division: Division, macro: Callable[[Any], Markup]) -> _Fragment:
        notes = _Notes()
        self._open.append(notes)
        try:
            return _Fragment(division, macro(division), notes)
        finally:
            self._open.pop()

    def _holds(self, known: _Fragment, division: Division) -> bool:
        if known.division is not division and known.division != division:
            return False
        return all(self._is_still(question, answer) for question, answer in known.notes.answers.values())

    def _is_still(self, question: Question, answer: Any) -> bool:
        name, asked = question
        if name in _CHANGING:
            return asked[0] not in self._footnotes
        return bool(_settled(self._answers[name](*asked)) == answer)

    # --- notes ---

    def _noted(self, name: str) -> Answer:
        answer = self._answers[name]

        def ask(*asked: Any) -> Any:
            answered = _settled(answer(*asked))
            if self._open:
                self._note(self._open[-1], name, asked, answered)
            return answered

        return ask

    def _note(self, notes: _Notes, name: str, asked: tuple[Any, ...], answered: Any) -> None:
        if name in _CHANGING and (not asked or asked[0] in self._footnotes):
            notes.is_marked = True
        elif name == _LONG:
            for reference in walk(asked[0], Xref, SiblingCitation, Citation):
                self._note(notes, "words", (reference,), self._answers["words"](reference))
        else:
            notes.answers[name, *map(_name, asked)] = (name, asked), answered


def _depends(answer: Answer) -> bool:
    """Whether more than what is asked about decides an answer; a method that makes no use of its view does not depend on it."""
    return not inspect.ismethod(answer) or _uses_self(answer.__func__)


@cache
def _uses_self(function: Callable[..., Any]) -> bool:
    return any(step.argval == "self" for step in dis.get_instructions(function))


def _name(asked: Any) -> Any:
    """What tells something that was asked about from all else; it is held by its question, so that its id stays its own."""
    return asked if isinstance(asked, str) else id(asked)


def _settled(answer: Any) -> Any:
    """An answer that can be looked at twice."""
    return tuple(answer) if isinstance(answer, Iterator) else answer
