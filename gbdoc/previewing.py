"""What a preview shows: pages made anew from changed sources, findings, places, printed forms, redlines."""

from __future__ import annotations

import subprocess
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gbdoc import doctor
from gbdoc.aside import Aside
from gbdoc.building import TEMPLATES, templates_of
from gbdoc.checking import findings_by_steps
from gbdoc.diagnostic import SEVERITIES, Diagnostic, Severity, in_order
from gbdoc.fingerprint import library_digest, standard_digest
from gbdoc.load import survey
from gbdoc.making import Job, Made, make, tables
from gbdoc.model import Metadata, walk
from gbdoc.pipeline import Compiled
from gbdoc.preview.dress import notice
from gbdoc.preview.site import Document, Page, Printed, Refusal, Site
from gbdoc.redlining import redline_page, revisions
from gbdoc.resolve import ResolvedDocument
from gbdoc.source import Sources
from gbdoc.warm import Warm
from gbdoc.write.html import Listing, Templates, load_templates, write_index

_MOST = 500  # findings that a panel shows


@dataclass(frozen=True, slots=True)
class _Written:
    """A page and all that it was made from."""

    resolved: ResolvedDocument
    files: Mapping[str, bytes]  # those that are no text
    templates: Templates
    page: Page


class Session:
    """One run of the preview of a library: of the named standards, or of all where none is named."""

    def __init__(self, library: Path, names: Sequence[str] = (), editor: Sequence[str] = (), variant: str = "pdf/ua-1") -> None:
        self.library = library
        self.watched = (library / "content", library / "templates", TEMPLATES)
        self.opens = bool(editor)
        self._names, self._editor, self._variant = names, editor, variant
        self._site = Site()
        self._warm = Warm()
        self._sources = Sources({})
        self._templates = Templates({})
        self._compiled: Mapping[str, Compiled] = {}
        self._written: dict[str, _Written] = {}
        self._printer, self._comparer = Aside("weasyprint"), Aside("gbdoc.diffing")
        self._editors: list[subprocess.Popen[bytes]] = []

    # --- pages -------------------------------------------------------------------------------

    def rebuild(self) -> Generator[Site, None, None]:
        """The site as sources and templates are now: first all its pages, then what is found in each."""
        sources, refusals = survey(self.library)
        templates = self._fresh_templates()
        if self._site.state == "checked" and sources == self._sources and templates is self._templates:
            return
        self._site = replace(self._site, state="stale")
        self._sources, self._templates = sources, templates
        compiled = {each.name: each for each in self._warm.compile(sources) if not self._names or each.name in self._names}
        self._compiled = compiled
        yield self._site
        yield from self._pages(compiled)
        for name in compiled:
            yield from self._checks(compiled[name], refusals)
        self._site = replace(self._site, state="checked")
        yield self._site
        if doctor.pdf_possible():
            self._printer.warm()

    def _fresh_templates(self) -> Templates:
        """The templates as they are now; the very same object where nothing has changed, since much is kept for it."""
        fresh = load_templates(*templates_of(self.library))
        return self._templates if fresh.texts == self._templates.texts else fresh

    def _pages(self, compiled: Mapping[str, Compiled]) -> Iterator[Site]:
        """The pages one by one; documents that are gone leave, those that cannot be read keep what they had."""
        self._site = replace(self._site, **self._additions())
        for name, each in compiled.items():
            document = self._site.documents.get(name) or _unread(name)
            document = replace(document, page=self._page(each), title=_title(each) or document.title)
            self._site = replace(self._site, documents={**self._site.documents, name: document})
            yield self._site
        self._written = {name: written for name, written in self._written.items() if name in compiled}
        documents = {name: self._site.documents[name] for name in compiled}
        known = [each.resolved for each in compiled.values() if each.resolved]
        files = {path: data for resolved in known for path, data in tables(resolved).items()}
        self._site = replace(self._site, state="shown", documents=documents, index=self._index(compiled), files=files)
        yield self._site

    def _additions(self) -> Mapping[str, Any]:
        texts = self._templates.texts
        return {"script": texts["js/live.js"], "style": texts["css/live.css"]}

    def _page(self, compiled: Compiled) -> Page:
        before = self._written.get(compiled.name)
        if compiled.resolved is None:
            return before.page if before else _unread(compiled.name).page
        files = {path: data for path, data in self._sources.files.items() if not path.endswith((".md", ".yaml"))}
        if before and before.templates is self._templates and before.resolved == compiled.resolved and before.files == files:
            return before.page
        page = Page(self._warm.html(compiled.resolved, self._templates, self._sources))
        self._written[compiled.name] = _Written(compiled.resolved, files, self._templates, page)
        return page

    def _index(self, compiled: Mapping[str, Compiled]) -> Page:
        known = [Listing(_metadata(each), f"{name}.html", "") for name, each in compiled.items() if each.resolved]
        return Page(write_index(known, self._templates))

    # --- findings ----------------------------------------------------------------------------

    def _checks(self, compiled: Compiled, refusals: Sequence[Diagnostic]) -> Iterator[Site]:
        """The site with what is found in one document, and with the digest of what its PDF depends on; in small steps."""
        document = self._site.documents[compiled.name]
        inputs = self._inputs(compiled)
        refused = [finding for finding in refusals if _concerns(finding, compiled.name, self._sources)]
        if inputs and inputs == document.inputs and document.findings and not refused and not document.findings["refused"]:
            return
        found: tuple[Diagnostic, ...] = ()
        for step in findings_by_steps(compiled):
            found = step or found
            yield self._site
        panel = _panel((*refused, *found), compiled.resolved is None, bool(refused))
        self._site = self._with(compiled.name, replace(document, inputs=inputs, findings=panel))
        yield self._site

    def _with(self, name: str, document: Document) -> Site:
        return replace(self._site, documents={**self._site.documents, name: document})

    def _inputs(self, compiled: Compiled) -> str:
        if compiled.resolved is None:
            return ""
        style = library_digest("", Sources({path: text.encode() for path, text in self._templates.texts.items()}))
        return standard_digest(style, self._sources, compiled.resolved)

    # --- what readers ask for ----------------------------------------------------------------

    def places(self, name: str) -> Mapping[str, Any]:
        """File, first and last line of every anchor; files are told by their place in a list."""
        compiled = self._compiled.get(name)
        files: dict[str, int] = {}
        places: dict[str, list[int]] = {}
        for node in walk(compiled.resolved.document, object) if compiled and compiled.resolved else ():
            anchor, span = getattr(node, "anchor", ""), getattr(node, "span", None)
            if anchor and span:
                places.setdefault(anchor, [files.setdefault(span.path, len(files)), span.line, span.end_line])
        return {"files": list(files), "places": places}

    def print(self, name: str) -> Printed:
        """Make a standard's PDF aside."""
        compiled = self._compiled.get(name)
        if compiled is None or compiled.resolved is None:
            raise Refusal("源文件有错，生成不了 PDF；先改好")
        if not doctor.pdf_possible():
            raise Refusal("没有 Pango，生成不了 PDF；运行 gbdoc doctor 看装法")
        inputs = self._inputs(compiled)
        job = Job(name, compiled.resolved, self._sources, templates_of(self.library), ("pdf",), self._variant)
        made: Made = self._aside(self._printer, make, job)
        return Printed(made.files["pdf"][f"{name}.pdf"], made.pages, inputs, made.complaints)

    def revisions(self) -> Sequence[Mapping[str, str]]:
        """Tags and the last commits; whoever asks will want one of them soon."""
        found = revisions(self.library)
        self._comparer.warm()
        return found

    def redline(self, name: str, revision: str) -> str:
        """The page that compares a standard with a tag or commit."""
        if revision not in {each["id"] for each in revisions(self.library)}:
            raise Refusal("没有这个版本，请重新选")
        page, words = self._aside(self._comparer, redline_page, self.library, name, revision, self._sources, templates_of(self.library))
        return str(page) or notice("没有可看的修订", words)

    def _aside(self, aside: Aside, *call: Any) -> Any:
        try:
            return aside.call(*call)
        except EOFError:
            raise Refusal("后台进程中断了，请再试一次") from None

    def open(self, file: str, line: int) -> None:
        """Open a line of a source in the author's editor."""
        if not self._editor:
            raise Refusal("没有指定编辑器；启动预览时加 --editor")
        if file.removeprefix("content/") not in self._sources.files or not file.startswith("content/") or line < 1:
            raise Refusal("没有这个源文件")
        path = str(self.library / file)
        command = [word.replace("{file}", path).replace("{line}", str(line)) for word in self._editor]
        self._editors = [each for each in self._editors if each.poll() is None]
        try:
            self._editors.append(subprocess.Popen(command, cwd=self.library, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL))
        except OSError as failure:
            raise Refusal(f"编辑器启动不了：{failure.strerror}") from failure

    def close(self) -> None:
        """End the processes aside; editors stay."""
        self._printer.close()
        self._comparer.close()


def _title(compiled: Compiled) -> str:
    metadata = _metadata(compiled) if compiled.resolved else None
    return f"{metadata.dated_number} {metadata.full_title}" if metadata else ""


def _metadata(compiled: Compiled) -> Metadata:
    assert compiled.resolved
    return compiled.resolved.document.metadata


def _unread(name: str) -> Document:
    """A document that could not be read so far."""
    return Document(Page(notice(name, "源文件有错，还排不成页面。右下角列出了问题，改好后这里会自动更新。")), name)


def _concerns(finding: Diagnostic, name: str, sources: Sources) -> bool:
    """Whether a finding is of a standard's folder, or of what all share."""
    folder = finding.span.path.split("/")[1]
    return folder == name or folder not in sources.names


def _panel(diagnostics: Sequence[Diagnostic], broken: bool, refused: bool) -> Mapping[str, Any]:
    """What is found in a standard, for the panel of its page."""
    found = in_order(diagnostics)
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    gravest_first = sorted(found, key=lambda finding: -finding.severity)[:_MOST]
    return {
        "errors": errors,
        "warnings": len(found) - errors,
        "broken": broken,
        "refused": refused,
        "items": [_item(finding) for finding in gravest_first],
    }


def _item(finding: Diagnostic) -> Mapping[str, Any]:
    return {
        "file": finding.span.path,
        "line": finding.span.line,
        "column": finding.span.column,
        "severity": SEVERITIES[finding.severity],
        "rule": finding.rule,
        "message": finding.message,
    }
