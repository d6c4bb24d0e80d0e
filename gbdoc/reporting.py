"""Findings for machines: JSON, SARIF for code scanning, and the commands that GitHub's runners read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from gbdoc import __version__
from gbdoc.diagnostic import Diagnostic, Severity
from gbdoc.lint import RULES

_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """A list of objects with path, line, column, end_line, end_column, severity, rule, clause, message and fix."""
    return json.dumps([_object(diagnostic) for diagnostic in diagnostics], ensure_ascii=False, indent=2)


def as_github(diagnostics: Sequence[Diagnostic]) -> str:
    """One workflow command a finding."""
    return "\n".join(_command(diagnostic) for diagnostic in diagnostics)


def as_sarif(diagnostics: Sequence[Diagnostic]) -> str:
    """A log of SARIF 2.1.0."""
    names = sorted({diagnostic.rule for diagnostic in diagnostics})
    driver = {"name": "gbdoc", "version": __version__, "rules": [_sarif_rule(name) for name in names]}
    results = [_result(diagnostic, names) for diagnostic in diagnostics]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


REPORTS: Mapping[str, Callable[[Sequence[Diagnostic]], str]] = {"json": as_json, "sarif": as_sarif, "github": as_github}


def _object(diagnostic: Diagnostic) -> Mapping[str, Any]:
    span, rule = diagnostic.span, RULES.get(diagnostic.rule)
    edits = [
        {**_region(edit.span, "line", "column", "end_line", "end_column"), "old": edit.old, "new": edit.new} for edit in diagnostic.fix
    ]
    return {
        "path": span.path,
        **_region(span, "line", "column", "end_line", "end_column"),
        "severity": _WORDS[diagnostic.severity],
        "rule": diagnostic.rule,
        "clause": rule.clause if rule else "",
        "message": diagnostic.message,
        "fix": edits,
    }


def _region(span: Any, *keys: str) -> dict[str, int]:
    return dict(zip(keys, (span.line, span.column, span.end_line, span.end_column), strict=True))


def _sarif_rule(name: str) -> Mapping[str, Any]:
    rule = RULES.get(name)
    return {"id": name, "shortDescription": {"text": rule.summary}, "help": {"text": rule.page}} if rule else {"id": name}


def _result(diagnostic: Diagnostic, names: Sequence[str]) -> Mapping[str, Any]:
    region = _region(diagnostic.span, "startLine", "startColumn", "endLine", "endColumn")
    location = {"artifactLocation": {"uri": diagnostic.span.path}, "region": region}
    return {
        "ruleId": diagnostic.rule,
        "ruleIndex": names.index(diagnostic.rule),
        "level": _WORDS[diagnostic.severity],
        "message": {"text": diagnostic.message},
        "locations": [{"physicalLocation": location}],
    }


def _command(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    values = {"file": span.path, "line": span.line, "col": span.column, "endLine": span.end_line, "endColumn": span.end_column}
    properties = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in {**values, "title": diagnostic.rule}.items())
    return f"::{_WORDS[diagnostic.severity]} {properties}::{_escaped(diagnostic.message, '')}"


def _escaped(text: str, more: Iterable[str]) -> str:
    for character in ("%", "\r", "\n", *more):
        text = text.replace(character, f"%{ord(character):02X}")
    return text
