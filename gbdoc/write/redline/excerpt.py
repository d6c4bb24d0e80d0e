"""The words of a change, long stretches that stayed as they were cut short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gbdoc.change import Op
from gbdoc.write.redline.wording import ELLIPSIS


def excerpt(ops: tuple[Op, ...], context: int | None) -> tuple[Op, ...]:
    """The ops with so many characters kept before and after each change; with None, all of them."""
    if context is None or not any(sign != "=" for sign, _ in ops):
        return ops
    last = len(ops) - 1
    return tuple(op for place, op in enumerate(ops) for op in _cut(op, place == 0, place == last, context))


def framed(op: Op) -> str:
    """An op where there is neither colour nor type: [-10-], {+20+}."""
    sign, words = op
    return words if sign == "=" else f"[-{words}-]" if sign == "-" else f"{{+{words}+}}"


def amounts(ops: Iterable[Op]) -> tuple[int, int]:
    """How many characters were inserted and how many deleted."""
    ops = tuple(ops)
    return sum(len(words) for sign, words in ops if sign == "+"), sum(len(words) for sign, words in ops if sign == "-")


def _cut(op: Op, first: bool, last: bool, context: int) -> Iterator[Op]:
    sign, words = op
    head, tail = (0 if first else context), (0 if last else context)
    if sign != "=" or len(words) <= head + tail + 1:
        yield op
        return
    yield "=", words[:head] + ELLIPSIS + words[len(words) - tail :]
