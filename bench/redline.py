"""How near redlines come to those that a person would draw, and how long they take: `python bench/redline.py [--all]`.

tests/redlines/gold.txt is what the method was made with, the others are kept aside. --all lists what differs in the former.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from gbdoc.compare.text.inlines import inline_steps  # noqa: E402
from gold import Gold, best, drawn, exact, golds, text_tokens, told, total  # noqa: E402

ROUNDS = 50


def main() -> None:
    for name in ("gold.txt", "aside.txt", "later.txt", "real.txt"):
        edits = golds(name)
        redlines = [drawn(edit) for edit in edits]
        score = total(best(edit, redline) for edit, redline in zip(edits, redlines, strict=True))
        right = sum(exact(edit, redline) for edit, redline in zip(edits, redlines, strict=True))
        print(f"{name:10} F1 {score.f1:.3f}  exact {right} of {len(edits)}  {microseconds(edits):.0f} µs a pair")
        if ("--all" in sys.argv and name == "gold.txt") or f"--{name}" in sys.argv:
            for edit, redline in zip(edits, redlines, strict=True):
                if not exact(edit, redline):
                    print(f"  gold  {edit}\n  drawn {told(redline)}")


def microseconds(edits: Sequence[Gold]) -> float:
    """How long the comparison takes, tokens given."""
    pairs = [(text_tokens(edit.old), text_tokens(edit.new)) for edit in edits]
    start = perf_counter()
    for _ in range(ROUNDS):
        for old, new in pairs:
            inline_steps(old, new)
    return (perf_counter() - start) / ROUNDS / len(pairs) * 1e6


if __name__ == "__main__":
    main()
