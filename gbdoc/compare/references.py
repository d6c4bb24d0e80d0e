"""References that lead elsewhere than before, whatever is printed for them (S04)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TypeAlias

from gbdoc.change import Reason
from gbdoc.compare.text.inlines import Step
from gbdoc.compare.text.tokens import Token
from gbdoc.model import Citation, Code, LineBreak, Link, SiblingCitation, Xref

Named: TypeAlias = Sequence[tuple[int, int]]  # where something begins and ends in a text


def named(steps: Sequence[Step]) -> tuple[Named, Named]:
    """Where in the old and the new text, as printed without line breaks, stand references and code."""
    return tuple(_spans([token for step in steps for token in _side(step, sign)]) for sign in "-+")  # type: ignore[return-value]


def _side(step: Step, sign: str) -> Sequence[Token]:
    """What one of the texts has of a step; of what stayed, as it is now."""
    return step.new if step.sign == "=" else () if step.sign != sign else step.old if sign == "-" else step.new


def _spans(tokens: Sequence[Token]) -> Named:
    found: list[tuple[int, int]] = []
    at = 0
    for token in tokens:
        if isinstance(token.inline, Xref | SiblingCitation | Citation | Code):
            found.append((at, at + len(token.text)))
        at += 0 if isinstance(token.inline, LineBreak) else len(token.text)
    return found


def retargeted(steps: Sequence[Step]) -> Iterator[Reason]:
    """The references to our own documents that were changed: each with what it printed and, in brackets, what it named.

    One that names the same thing in other words is given without brackets.
    """
    for step, following in zip_longest(steps, steps[1:]):
        if step.sign == "=":
            yield from _addresses(step)
        if step.sign == "-":
            after = following.new if following and following.sign == "+" else ()
            yield from _pairs(step.old, after)


def _addresses(step: Step) -> Iterator[Reason]:
    """Links whose words stayed and whose address did not."""
    pairs = [(_address(old), _address(new)) for old, new in zip(step.old, step.new, strict=False)]
    yield from (Reason("target", *pair) for pair in dict.fromkeys(pairs) if pair[0] != pair[1] and all(pair))


def _address(token: Token) -> str:
    return next((wrapper.url for wrapper in token.style if isinstance(wrapper, Link)), "")


def only_references(steps: Sequence[Step]) -> bool:
    """Whether all that is changed are references, each for one to something else, or addresses of links."""
    changed = [step for step in steps if step.sign != "="]
    if not changed:
        return any(True for step in steps for _ in _addresses(step))
    tokens = [token for step in changed for token in (step.old if step.sign == "-" else step.new)]
    things = [{_thing(token) for step in changed if step.sign == sign for token in (*step.old, *step.new)} for sign in "-+"]
    signs = [step.sign for step in changed]
    return all(map(_is_reference, tokens)) and signs.count("-") == signs.count("+") and things[0] != things[1]


def _pairs(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Reason]:
    before, after = ([token for token in tokens if _is_reference(token)] for tokens in (old, new))
    for one, other in zip_longest(before, after) if before and after else ():
        if one is None or other is None or _thing(one) != _thing(other):
            yield Reason("target", _named(one) if one else "", _named(other) if other else "")
        elif one.text != other.text:
            yield Reason("target", one.text, other.text)


def _thing(token: Token) -> str:
    """What a reference leads to, whatever its words."""
    return token.key.rpartition("\0")[0]


def _is_reference(token: Token) -> bool:
    return isinstance(token.inline, Xref | SiblingCitation)


def _named(token: Token) -> str:
    match token.inline:
        case Xref(target=target):
            return f"{token.text}（{target}）"
        case SiblingCitation(document=document, targets=targets):
            return f"{token.text}（{'#'.join(part for part in (document, ','.join(targets)) if part)}）"
    return token.text
