"""The help pages of the rules as one Markdown page: docs/rules.md is made from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from inspect import cleandoc

from gbdoc.diagnostic import SEVERITIES
from gbdoc.lint.rule import Rule

BEGIN, END = "<!-- rules -->\n", "<!-- /rules -->"


def with_rules(page: str, rules: Iterable[Rule]) -> str:
    """A page whose part between the two marks is made anew."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}{''.join(_sections(rules))}\n{END}{rest.partition(END)[2]}"


def _sections(rules: Iterable[Rule]) -> Iterator[str]:
    for rule in rules:
        fixable = "，`--fix` 能改" if rule.fixable else ""
        yield f"\n### {rule.name}\n\n{SEVERITIES[rule.severity]}，{rule.clause}{fixable}\n\n{_markdown(rule.page)}\n"


def _markdown(page: str) -> str:
    """A help page with its examples as code."""
    text, _, examples = page.partition("\n错：\n")
    wrong, _, right = examples.partition("\n对：\n")
    return f"{text}\n错：\n\n{_code(wrong)}\n\n对：\n\n{_code(right)}"


def _code(example: str) -> str:
    return f"```markdown\n{cleandoc(example)}\n```"
