"""How well the drafting rules tell faults and leave sound text alone: `python bench/rules.py [--all] [--write]`.

Sound text is tests/sound, faults are tests/faults. A third of both is kept aside: no rule is tuned with it.
--all lists what was missed and what was told for nothing, of the part for tuning only; --write puts the table into docs/rules.md.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from faulty import SOUND, Fault, alone, faults, findings_of, line, mutated, told  # noqa: E402
from gbdoc.diagnostic import Diagnostic  # noqa: E402
from gbdoc.lint import RULES  # noqa: E402

ASIDE = ("elderly-care-service", "water-quality-test")  # sound text that no rule is tuned with, a third of the pages
PAGES = {"led-street-lights": 54, "greenhouse-strawberry": 51, "elderly-care-service": 29, "water-quality-test": 26}  # of their PDF
PAGE = ROOT / "docs" / "rules.md"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--all", action="store_true", help="list misses and false alarms of the part for tuning")
    parser.add_argument("--write", action="store_true", help="put the table into docs/rules.md")
    options = parser.parse_args()
    everything = faults()
    with ProcessPoolExecutor() as pool:
        outcome = dict(zip(everything, pool.map(told, everything, chunksize=8), strict=True))
        alarms = dict(zip(SOUND.names, pool.map(findings_of, map(alone, SOUND.names), SOUND.names), strict=True))
    if options.all:
        listing(outcome, alarms)
    table = "\n".join(rows(outcome, alarms))
    print(table)
    if options.write:
        text = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(re.sub(r"(?s)(<!-- measured -->\n).*?(<!-- /measured -->)", rf"\g<1>{table}\n\g<2>", text), encoding="utf-8")


def listing(outcome: dict[Fault, bool], alarms: dict[str, tuple[Diagnostic, ...]]) -> None:
    for fault, found in outcome.items():
        if not found and not fault.kept_aside:
            place, others = line(fault), findings_of(mutated(fault), fault.standard)
            near = sorted({f"{each.rule}@{each.span.line}" for each in others if each.span.path == place[0]})
            print(f"missed {fault} {place[0]}:{place[1]} {fault.edits[0][1:]!r} told: {' '.join(near) or 'nothing'}")
    for name, found in alarms.items():
        for each in found if name not in ASIDE else ():
            print(f"alarm {each.span.path}:{each.span.line} {each.rule} {each.message}")


def rows(outcome: dict[Fault, bool], alarms: dict[str, tuple[Diagnostic, ...]]) -> list[str]:
    """A line a rule: faults told of all, false alarms; for tuning and kept aside."""
    head = "| 规则 | 错误（调试用） | 错误（留存） | 误报（调试用） | 误报（留存） |"
    names = [*RULES, "合计"]
    lines = [head, "|---|---|---|---|---|"]
    told_by = Counter((fault.rule, fault.kept_aside) for fault, found in outcome.items() if found)
    all_by = Counter((fault.rule, fault.kept_aside) for fault in outcome)
    false_by = Counter((each.rule, name in ASIDE) for name, found in alarms.items() for each in found)
    for counter in (told_by, all_by, false_by):
        for aside in (False, True):
            counter["合计", aside] = sum(count for (_, kept), count in counter.items() if kept is aside)
    for name in names:
        recall = [f"{told_by[name, aside]}/{all_by[name, aside]}" if all_by[name, aside] else "" for aside in (False, True)]
        false = [str(false_by[name, aside] or "") for aside in (False, True)]
        if any((*recall, *false)):
            lines.append(f"| {name} | {recall[0]} | {recall[1]} | {false[0]} | {false[1]} |")
    pages = [sum(count for name, count in PAGES.items() if (name in ASIDE) is aside) for aside in (False, True)]
    lines.append(f"| 页数 | | | {pages[0]} | {pages[1]} |")
    return lines


if __name__ == "__main__":
    main()
