"""What every room of read is handed: the sources, the document's name, and where findings and footnotes gather."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from gbdoc import diagnostic
from gbdoc.diagnostic import Diagnostic
from gbdoc.diagram import Diagram
from gbdoc.model import Footnote
from gbdoc.read.grid import Grid
from gbdoc.source import Passage, Sources, Span

RESERVED = ("foreword", "introduction", "normative-references", "terms", "symbols", "bibliography", "index")

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\uffff]")


class Values(Protocol):
    """The data tables of a document, as text and tables ask for them (read/data.py)."""

    def lookup(self, context: Context, name: str, span: Span) -> Passage | None:
        """The value of `[=indicators.k42.weight]` as written, or None, told at `span`."""

    def grid(self, context: Context, base: str, file: Passage, anchor: str, columns: tuple[str, ...]) -> tuple[Grid, str]:
        """The cells of `:data: file` in the file `base`, and the name of the data table."""

    def system_grid(self, context: Context, kind: str, asked: Mapping[str, Passage], anchor: str, span: Span) -> tuple[Grid, str]:
        """The cells of the container `kind` with the options `asked`, and the name of the data table."""

    def system_diagram(self, context: Context, asked: Mapping[str, Passage], span: Span) -> Diagram | None:
        """What :::{system-figure} with the options `asked` draws."""


@dataclass(frozen=True)
class Context:
    """The reading of one document. Findings, ids and footnotes gather here while its files are read."""

    sources: Sources
    name: str
    tables: Values
    diagnostics: list[Diagnostic] = field(default_factory=list)
    ids: dict[str, Span] = field(default_factory=dict)
    footnotes: dict[str, Footnote] = field(default_factory=dict)
    footnote_scope: str = ""  # the file, table or figure whose footnote labels are meant

    def error(self, span: Span, rule: str, message: str) -> None:
        self.diagnostics.append(diagnostic.error(span, rule, message))

    def warning(self, span: Span, rule: str, message: str) -> None:
        self.diagnostics.append(diagnostic.warning(span, rule, message))

    def claim(self, name: str, span: Span) -> bool:
        """Take an author's id for one place; False, told, where it is ill-formed, reserved or taken."""
        if not _ID.fullmatch(name):
            self.error(span, "id", f"id {name} 不合规则；用小写字母、数字和连字符，如 grid-size")
        elif name in RESERVED:
            self.error(span, "id", f"id {name} 是保留的，请换一个")
        elif name in self.ids:
            first = self.ids[name]
            self.error(span, "id", f"id {name} 已用在 {first.path}:{first.line}，请换一个")
        else:
            self.ids[name] = span
            return True
        return False

    def text(self, path: str) -> Passage | None:
        """The text of a file, a leading BOM and CRLF line ends taken off; None, told, where it is not UTF-8.

        Characters that no one can see are told, the first of each line, and become spaces.
        """
        data = self.sources.files[path]
        try:
            text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as failure:
            line = data.count(b"\n", 0, failure.start) + 1
            self.error(self.file_span(path, line), "encoding", "文件不是 UTF-8 编码，请另存为 UTF-8")
            return None
        for row, words in enumerate(text.split("\n"), 1):
            if found := _INVISIBLE.search(words):
                span = Span(f"content/{path}", row, found.start() + 1, row, found.end() + 1)
                self.error(span, "invisible", f"这里有看不见的字符 U+{ord(found[0]):04X}，请删去")
        return Passage(_INVISIBLE.sub(" ", text), f"content/{path}", tuple((line + 1, 1) for line in range(text.count("\n") + 1)))

    def file_span(self, path: str, line: int = 1) -> Span:
        """The beginning of a line of a file below content/."""
        return Span(f"content/{path}", line, 1, line, 1)


class Names:
    """Makes the anchors of what has no id: PARENT.p-1, PARENT.p-2, PARENT.note-1 …; `counts` are how many it has made so far."""

    def __init__(self, parent: str) -> None:
        self.parent = parent
        self.counts: dict[str, int] = {}

    def make(self, kind: str) -> str:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return f"{self.parent}.{kind}-{self.counts[kind]}"
