"""What is served at one moment, and what the server asks of whoever makes it."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal, Protocol

from gbdoc.preview.pieces import pieces

INDEX = "index"  # the name of the page that lists the others


@dataclass(frozen=True)
class Page:
    """A page without what the server adds to it."""

    html: str

    @cached_property
    def version(self) -> str:
        """A name for what the page holds: equal pages, equal names, in whatever run."""
        return blake2b(self.html.encode(), digest_size=12).hexdigest()

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        return pieces(self.html)


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its last good page, and what is to be told beside it."""

    page: Page
    title: str
    inputs: str = ""  # digest of what its printed form depends on
    findings: Mapping[str, Any] = field(default_factory=dict)  # for the panel, as JSON


@dataclass(frozen=True, slots=True)
class Site:
    """All that is served at one moment; `script` and `style` are what the server adds to every page."""

    state: Literal["stale", "shown", "checked"] = "stale"  # as against the sources: older, its pages new, its findings too
    documents: Mapping[str, Document] = field(default_factory=dict)
    index: Page = Page("")
    files: Mapping[str, bytes] = field(default_factory=dict)  # tables by path
    script: str = ""
    style: str = ""

    def page(self, name: str) -> Page | None:
        if name == INDEX:
            return self.index
        document = self.documents.get(name)
        return document.page if document else None


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed document, and the digest of what it was made from; `complaints` are the printer's."""

    data: bytes
    pages: int
    inputs: str
    complaints: tuple[str, ...] = ()


class Refusal(Exception):  # noqa: N818 - it is told to the reader, no error of ours
    """Why the workshop does not do what was asked, in words for the reader."""


class Workshop(Protocol):
    """Whoever makes the pages. All its deeds may take their time; they are called in threads."""

    @property
    def watched(self) -> Sequence[Path]:
        """The folders whose changes count."""

    @property
    def opens(self) -> bool:
        """Whether places are opened in an editor."""

    def rebuild(self) -> Generator[Site, None, None]:
        """Make the site anew, step by step; whoever is overtaken by newer sources is not asked for the next step."""

    def places(self, name: str) -> Mapping[str, Any]:
        """Where in the sources each anchor of a document's page comes from."""

    def print(self, name: str) -> Printed:
        """Make a document's printed form."""

    def revisions(self) -> Sequence[Mapping[str, str]]:
        """The earlier revisions that a document may be compared with."""

    def redline(self, name: str, revision: str) -> str:
        """The page that compares a document with one of them."""

    def open(self, file: str, line: int) -> None:
        """Open a place in the author's editor."""

    def close(self) -> None:
        """End all that is under way."""
