"""The formatting of a library's sources: what their files look like changes, what they say does not, and that is made sure of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from gbdoc.checking import check
from gbdoc.diagnostic import Diagnostic, Severity
from gbdoc.differing import line_difference
from gbdoc.lint.fixes import changed_files
from gbdoc.model import Document
from gbdoc.pipeline import compile_library
from gbdoc.read.formatter import formatted
from gbdoc.read.read import read
from gbdoc.source import Sources

_FAULTY = "先改好其中的错误"
_OTHER = "改排后意思会变"


@dataclass(frozen=True, slots=True)
class Formatted:
    """Sources in their form, and the files that were left as they are, each with why."""

    sources: Sources
    left: Mapping[str, str]


def format_sources(sources: Sources, names: Collection[str]) -> Formatted:
    """Format the files of the named standards, and with all of them those that they share.

    A file with errors is left, for what its author meant is not known; so is one that would be read otherwise.
    """
    drafts = {name: read(sources, name) for name in sources.names}
    told = [finding for draft in drafts.values() for finding in draft.diagnostics]
    faulty = {finding.span.path.removeprefix("content/") for finding in told if finding.severity is Severity.ERROR}
    texts = {path for draft in drafts.values() if draft.document for path in _texts(draft.document)}
    wanted = [path for path in sources.files if (path in texts or path.endswith(".yaml")) and _is_of(path, sources, names)]
    anew = {path: _formatted(path, sources.files[path]) for path in wanted if path not in faulty}
    changed = {path: data for path, data in anew.items() if data != sources.files[path]}
    kept = _harmless(sources, changed)
    left = {path: _FAULTY for path in wanted if path in faulty} | {path: _OTHER for path in changed if path not in kept}
    return Formatted(_with(sources, kept), left)


def _is_of(path: str, sources: Sources, names: Collection[str]) -> bool:
    folder = path.split("/")[0]
    return folder in names or (folder not in sources.names and len(names) == len(sources.names))


def _texts(document: Document) -> Iterator[str]:
    """The Markdown files of a document, below content/."""
    for division in (document.introduction, *document.chapters, *document.annexes):
        if division and division.span.path.endswith(".md"):
            yield division.span.path.removeprefix("content/")


def _formatted(path: str, data: bytes) -> bytes:
    """A file in its form; of YAML, where blanks may have their meaning, only the ends of lines and of the file."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:  # it is told if it is read
        return data
    if path.endswith(".md"):
        return formatted(text).encode()
    return (text.rstrip("\n") + "\n").encode() if text.strip() else data


def shown(before: Sources, after: Sources) -> Iterator[str]:
    """What formatting changes, as git shows it; where that shows nothing, the file's name."""
    for path, data in changed_files(before, after).items():
        lines = list(line_difference(Sources({path: before.files[path]}), Sources({path: data})))
        yield from lines or (f"content/{path}：只改换行符、文件开头的标记或文件末的空行",)


# --- what must not change -----------------------------------------------------------------------

Meaning: TypeAlias = tuple[object, ...]


def _harmless(sources: Sources, changed: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Those of the changed files that say what they said."""
    if not changed:
        return {}
    meaning = _meaning_with_waivers if any(b"% allow" in sources.files[path] for path in changed) else _meaning
    before = meaning(sources)

    def says_the_same(files: Mapping[str, bytes]) -> bool:
        return meaning(_with(sources, files)) == before

    found = _passing(changed, says_the_same)
    return found if len(found) == len(changed) or says_the_same(found) else {}


def _passing(files: Mapping[str, bytes], test: Callable[[Mapping[str, bytes]], bool]) -> Mapping[str, bytes]:
    """All files if they pass together; else those that do in either half."""
    if test(files):
        return files
    paths = sorted(files)
    middle = len(paths) // 2
    halves = (paths[:middle], paths[middle:]) if middle else ()
    return {path: data for half in halves for path, data in _passing({path: files[path] for path in half}, test).items()}


def _meaning(sources: Sources) -> Meaning:
    """What a library says: its documents, their numbers, and how often which rule finds something; the places may move."""
    compiled = compile_library(sources)
    resolved = [standard.resolved for standard in compiled if standard.resolved]
    documents = [(each.document, each.document.registry, each.labels) for each in resolved]
    return documents, _counted(finding for standard in compiled for finding in standard.diagnostics)


def _meaning_with_waivers(sources: Sources) -> Meaning:
    """The same, with the findings of the drafting rules, because a waiver covers lines."""
    return _meaning(sources), _counted(check(sources, sources.names))


def _counted(findings: Iterable[Diagnostic]) -> Counter[str]:
    return Counter(finding.rule for finding in findings)


def _with(sources: Sources, files: Mapping[str, bytes]) -> Sources:
    return replace(sources, files={**sources.files, **files})
