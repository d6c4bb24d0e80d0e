"""Digests of all that outputs depend on: equal digests, equal outputs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from gbdoc import __version__, doctor
from gbdoc.source import Sources

if TYPE_CHECKING:
    from gbdoc.resolve import ResolvedDocument

PACKAGE = Path(__file__).parent
LIBRARIES = (
    "fonttools", "jinja2", "latex2mathml", "markdown-it-py", "markupsafe", "math-core", "pydantic", "pydyf", "pyphen", "pypinyin",
    "pyyaml", "tinycss2", "tinyhtml5", "weasyprint", "ziafont", "ziamath",
)  # fmt: skip


def engine_digest(templates: Iterable[Path]) -> str:
    """The digest of what makes outputs from sources: our code and fonts, the templates, the libraries."""
    versions = [__version__, sys.version, doctor.pango_version(), str(doctor.subset_possible()), *map(_version, LIBRARIES)]
    return _digest([*versions, *(part for folder in (PACKAGE, *templates) for part in _folder(folder))])


def library_digest(engine: str, sources: Sources) -> str:
    """The digest of a whole library and the engine: while it stays, nothing needs to be read."""
    return _digest([engine, *(part for name, data in sources.files.items() for part in (name, data))])


def standard_digest(engine: str, sources: Sources, resolved: ResolvedDocument) -> str:
    """The digest of what one standard's outputs depend on: its files, the shared ones, and the labels of the standards it cites."""
    used = sorted(_used(sources, resolved))
    siblings = sorted(_siblings(resolved) & resolved.shelf.keys())
    files = (part for path in used for part in (path, sources.files[path]))
    return _digest([engine, *files, *(part for name in siblings for part in (name, repr(resolved.shelf[name])))])


def variant_digest(inputs: str, variant: str) -> str:
    """The digest of what a PDF depends on: the standard's inputs, and the variant that is asked for."""
    return _digest([inputs, variant])


def _used(sources: Sources, resolved: ResolvedDocument) -> set[str]:
    """The files of the standard's folder, those in no standard's folder, and whatever else it takes something from."""
    from gbdoc.model import Figure, walk

    document = resolved.document
    others = set(sources.names) - {document.name}
    used = {path for path in sources.files if path.split("/")[0] not in others}
    used |= {node.span.path.removeprefix("content/") for node in walk(document, object) if hasattr(node, "span")}
    used |= {span.path.removeprefix("content/") for table in document.data.values() for span in table.spans}
    used |= {figure.file for figure in walk(document, Figure)}
    used |= {document.metadata.fonts.serif, document.metadata.fonts.sans}
    if "/system-standards" in document.data:  # whose rows say of our own standards what their files say
        used |= {f"{name}/standard.yaml" for name in sources.names}
    return used & sources.files.keys()


def _siblings(resolved: ResolvedDocument) -> set[str]:
    from gbdoc.model import SiblingCitation, walk

    return {citation.document for citation in walk(resolved.document, SiblingCitation)}


def _folder(folder: Path) -> Iterator[str | bytes]:
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        yield path.relative_to(folder).as_posix()
        yield path.read_bytes()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def _digest(parts: Iterable[str | bytes]) -> str:
    """The digest of a sequence; each part's length goes in, so that no two sequences look alike."""
    state = blake2b(digest_size=16)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        state.update(b"%d:" % len(data))
        state.update(data)
    return state.hexdigest()
