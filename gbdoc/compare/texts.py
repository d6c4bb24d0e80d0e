"""The words of a unit that are others than before, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gbdoc.compare.context import Context
from gbdoc.compare.joints import Joint
from gbdoc.compare.text.inlines import Step, Steps
from gbdoc.compare.text.tokens import signs
from gbdoc.compare.units import TEXTS, Tree, Unit
from gbdoc.model import Code, FootnoteReference, Formula, Inline, InlineFormula, ReferenceEntry, ReferenceList, SymbolList, TermEntry, Text
from gbdoc.source import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """How the words of one field became others; `name` is the field."""

    name: str
    steps: Steps

    @property
    def is_change(self) -> bool:
        """Whether words came or went, or have other markup. References may print other numbers; a footnote's mark comes with it."""
        return any(_is_change(step) for step in self.steps.steps)


def _is_change(step: Step) -> bool:
    if step.sign != "=":
        return not all(isinstance(token.inline, FootnoteReference) for token in (*step.old, *step.new))
    if len(step.old) != len(step.new):
        return True
    pairs = zip(step.old, step.new, strict=True)
    return any(old.style != new.style or type(old.inline) is not type(new.inline) for old, new in pairs)


def edits(joint: Joint, context: Context) -> Iterator[Edit]:
    """The fields of a unit, in both revisions, whose words, markup or references changed."""
    assert joint.old
    assert joint.new
    if joint.partner:
        yield Edit("inlines", partner_steps(joint, context))
        return
    for name in TEXTS.get(type(joint.new.node), ()):
        old, new = getattr(joint.old.node, name, ()), getattr(joint.new.node, name)
        if not context.says_the_same(old, new):
            yield Edit(name, context.compared(joint.new, old, new))
    for name, before, after in _strings(joint, context):
        if before != after:
            yield Edit(name, context.steps(_text(before, joint.old.span), _text(after, joint.new.span)))
    if isinstance(joint.new.node, Formula) and signs(joint.old.node.latex) != signs(joint.new.node.latex):
        yield Edit("latex", context.steps(*[(InlineFormula(each.node.latex, each.span),) for each in (joint.old, joint.new)]))


PARAGRAPH_MARK = "¶"


def partner_steps(joint: Joint, context: Context) -> Steps:
    """How a paragraph became two, or two became one; the end of the first of the two is a mark of its own."""
    assert joint.old
    assert joint.new
    assert joint.partner
    olds, news = [joint.old], [joint.new]
    side = news if joint.partner.new else olds
    side.insert(0 if joint.partner_first else 1, joint.partner.unit)
    return context.steps(_together(olds), _together(news))


def _together(units: list[Unit]) -> tuple[Inline, ...]:
    mark = Code(PARAGRAPH_MARK, units[0].span)
    return tuple(inline for unit in units for inline in (mark, *unit.node.inlines))[1:]


def _strings(joint: Joint, context: Context) -> Iterator[tuple[str, str, str]]:
    """The fields of a unit that hold plain words."""
    assert joint.old
    assert joint.new
    old, new = joint.old.node, joint.new.node
    match new:
        case TermEntry():
            yield "term", old.term, new.term
            yield "english", old.english, new.english
            yield "admitted", "；".join(old.admitted), "；".join(new.admitted)
            yield "deprecated", "；".join(old.deprecated), "；".join(new.deprecated)
            yield "domain", old.domain, new.domain
            yield "source", _source(old, context.old), _source(new, context.new)
        case ReferenceEntry():
            yield "words", context.old.resolved.entry_words(old), context.new.resolved.entry_words(new)
        case SymbolList() | ReferenceList():
            yield "title", old.title, new.title


def _source(entry: TermEntry, tree: Tree) -> str:
    return tree.resolved.source_words(entry.source) if entry.source else ""


def _text(words: str, span: Span) -> tuple[Inline, ...]:
    return (Text(words, span),) if words else ()
