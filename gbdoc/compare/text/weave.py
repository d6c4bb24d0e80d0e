"""One running text that holds both revisions: what stayed, with what went and what came marked, and the ways back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeAlias

from gbdoc.compare.text.inlines import Step, Steps
from gbdoc.compare.text.tokens import Token, Wrapper, leaves
from gbdoc.model import (
    Deleted,
    Emphasis,
    FootnoteReference,
    IndexMark,
    Inline,
    Inserted,
    Link,
    Restyled,
    Strong,
    Text,
    Xref,
)

Styled: TypeAlias = tuple[Inline, tuple[Wrapper, ...]]  # an inline and the wrappers around it


def weave(steps: Steps, change: str) -> tuple[Inline, ...]:
    """Both running texts in one: the new one, with what went put back where it stood. `change` is the key of the marks."""
    return tuple(inline for step in steps.steps for inline in _woven(step, change))


def joined(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The same running text in as few pieces as can be: neighbouring text and neighbouring wrappers of one kind made one."""
    return _grouped([*leaves(inlines)])


def accepted(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The new running text of a woven one."""
    return joined(tuple(_taken(inlines, lambda mark: () if isinstance(mark, Deleted) else mark.inlines, _same)))


def rejected(inlines: tuple[Inline, ...], back: Mapping[str, str]) -> tuple[Inline, ...]:
    """The old running text of a woven one; `back` gives the old anchor of a new one."""
    return joined(tuple(_taken(inlines, _old, lambda inline: _moved_back(inline, back))))


def _woven(step: Step, change: str) -> Iterator[Inline]:
    if step.sign == "-":
        yield Deleted(_built(step.old), change, step.old[0].inline.span)
    elif step.sign == "+":
        yield Inserted(_built(step.new), change, step.new[0].inline.span)
    elif [token.key for token in step.old] != [token.key for token in step.new]:
        yield _restyled(step.old, step.new, change)
    else:
        for is_same, run in groupby(zip(step.old, step.new, strict=True), key=lambda pair: _is_same(*pair)):
            old, new = zip(*run, strict=True)
            yield from _built(new) if is_same else [_restyled(old, new, change)]


def _restyled(old: Sequence[Token], new: Sequence[Token], change: str) -> Restyled:
    return Restyled(_built(new), _built(old), change, new[0].inline.span)


def _is_same(old: Token, new: Token) -> bool:
    """Whether two tokens of one key have the same markup too; their targets are the same thing, if by another name."""
    before, after = old.inline, new.inline
    if isinstance(before, Xref | FootnoteReference) and isinstance(after, Xref | FootnoteReference):
        before = replace(before, target=after.target)
    return old.style == new.style and before == after


# --- pieces into inlines ---------------------------------------------------------------------


def _built(tokens: Sequence[Token]) -> tuple[Inline, ...]:
    return _grouped([(token.inline, token.style) for token in tokens])


def _grouped(pieces: Sequence[Styled]) -> tuple[Inline, ...]:
    """Inlines put back into their wrappers."""
    found: list[Inline] = []
    for wrapper, run in groupby(pieces, key=lambda piece: piece[1][0] if piece[1] else None):
        if wrapper is None:
            found += _texts_joined([inline for inline, _ in run])
        else:
            found.append(replace(wrapper, inlines=_grouped([(inline, style[1:]) for inline, style in run])))
    return tuple(found)


def _texts_joined(inlines: Sequence[Inline]) -> Iterator[Inline]:
    for is_text, run in groupby(inlines, key=lambda inline: isinstance(inline, Text)):
        if is_text:
            texts = [inline for inline in run if isinstance(inline, Text)]
            yield Text("".join([text.text for text in texts]), texts[0].span)
        else:
            yield from run


# --- one side of both ------------------------------------------------------------------------

Mark: TypeAlias = Inserted | Deleted | Restyled


def _taken(
    inlines: tuple[Inline, ...], choice: Callable[[Mark], tuple[Inline, ...]], change: Callable[[Inline], Inline]
) -> Iterator[Inline]:
    """Marks replaced by what is chosen of them; what stands outside of marks is changed."""
    for inline in inlines:
        if isinstance(inline, Inserted | Deleted | Restyled):
            yield from choice(inline)
        elif isinstance(inline, Emphasis | Strong | Link | IndexMark):
            yield replace(inline, inlines=tuple(_taken(inline.inlines, choice, change)))
        else:
            yield change(inline)


def _same(inline: Inline) -> Inline:
    return inline


def _old(mark: Mark) -> tuple[Inline, ...]:
    match mark:
        case Inserted():
            return ()
        case Deleted():
            return mark.inlines
        case Restyled():
            return mark.old


def _moved_back(inline: Inline, back: Mapping[str, str]) -> Inline:
    if isinstance(inline, Xref | FootnoteReference):
        return replace(inline, target=back.get(inline.target, inline.target))
    return inline
