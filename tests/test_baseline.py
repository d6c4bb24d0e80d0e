"""baseline/2018.yaml -> sources -> the numbers and the findings that come of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cases import Case, check, load_cases
from gbdoc.number import number
from gbdoc.pipeline import compile_library
from gbdoc.read.baseline import clause_id, read_baseline
from gbdoc.resolve import ResolvedDocument
from library import library, told

PATH = "gp/baseline/2018.yaml"
SHOWN = ("chapter", "clause", "annex", "term", "paragraph", "note", "item")


@pytest.mark.parametrize("case", load_cases("baseline"), ids=str)
def test_baseline(case: Case, request: pytest.FixtureRequest) -> None:
    given = library(case.input.replace("=== baseline", f"=== {PATH}"))
    baseline = read_baseline(given, PATH)
    lines = told(baseline.diagnostics)
    if baseline.sources:
        standard = next(standard for standard in compile_library(baseline.sources) if standard.name == "gp")
        assert standard.resolved is not None
        lines += _outline(standard.resolved)
    check(case, "\n".join(lines), request)


def _outline(resolved: ResolvedDocument) -> Iterator[str]:
    yield f"{resolved.document.metadata.dated_number} {resolved.document.metadata.full_title}"
    for label in number(resolved.document).values():
        if label.kind in SHOWN and not label.anchor.startswith(("foreword", "normative-references", "terms")):
            yield f"{label.kind} {label.number} {label.title} {label.anchor if '.' not in label.anchor else ''}".rstrip()


def test_all_else_of_the_library_stays() -> None:
    given = library(f"# 范围\n\n=== {PATH}\n{{document: DB21/T 9—2018, title: 总则}}\n=== other/standard.yaml\n\n=== system.yaml\n\n")
    made = read_baseline(given, PATH).sources
    assert made is not None
    assert made.files.keys() == {"gp/standard.yaml", "other/standard.yaml", "system.yaml", "references.yaml"}
    assert all(made.files[path] == given.files[path] for path in ("other/standard.yaml", "system.yaml", "references.yaml"))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("4.2", "codes"), ("4.10", ""), ("第4章", "grid"), ("附录A", "records"), ("A", "records"), ("9", None), ("x", None)],
)
def test_the_id_of_a_number(wanted: str, found: str | None) -> None:
    given = library(
        f"=== {PATH}\ndocument: DB21/T 9—2018\ntitle: 总则\nclauses:\n- {{number: 第4章, id: grid}}\n- {{number: 4.2, id: codes}}\n"
        "- {number: 4.10}\n- {number: A, id: records}\n"
    )
    assert clause_id(given, PATH, wanted) == found
