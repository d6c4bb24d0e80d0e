"""References that lead elsewhere than before, whatever is printed for them (S04)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from gbdoc.change import Reason
from gbdoc.compare.text.inlines import Step
from gbdoc.compare.text.tokens import Token
from gbdoc.model import Link, SiblingCitation, Xref


def retargeted(steps: Sequence[Step]) -> Iterator[Reason]:
    """The references to our own documents that were changed: each with what it printed and, in brackets, what it named."""
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
    """Whether all that is changed are references, each for one other, or addresses of links."""
    changed = [step for step in steps if step.sign != "="]
    if not changed:
        return any(True for step in steps for _ in _addresses(step))
    tokens = [token for step in changed for token in (step.old if step.sign == "-" else step.new)]
    signs = [step.sign for step in changed]
    return all(map(_is_reference, tokens)) and signs.count("-") == signs.count("+")


def _pairs(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Reason]:
    before, after = ([_named(token) for token in tokens if _is_reference(token)] for tokens in (old, new))
    if before and after:
        for one, other in zip_longest(before, after, fillvalue=""):
            yield Reason("target", one, other)


def _is_reference(token: Token) -> bool:
    return isinstance(token.inline, Xref | SiblingCitation)


def _named(token: Token) -> str:
    match token.inline:
        case Xref(target=target):
            return f"{token.text}（{target}）"
        case SiblingCitation(document=document, targets=targets):
            return f"{token.text}（{'#'.join(part for part in (document, ','.join(targets)) if part)}）"
    return token.text
