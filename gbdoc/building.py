"""A library's outputs: what must be made again, and the writing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gbdoc import outputs
from gbdoc.diagnostic import Diagnostic, warning
from gbdoc.fingerprint import engine_digest, library_digest, standard_digest, variant_digest
from gbdoc.making import Job, Made, make_all
from gbdoc.outputs import Manifest, Record, Written
from gbdoc.source import Sources, Span

if TYPE_CHECKING:
    from gbdoc.pipeline import Compiled
    from gbdoc.resolve import ResolvedDocument

TEMPLATES = Path(__file__).parent / "templates"  # in the wheel
if not TEMPLATES.is_dir():
    TEMPLATES = Path(__file__).parents[1] / "templates"  # in a checkout


@dataclass(frozen=True, slots=True)
class Order:
    """What to build: standards of a library, in these formats and this variant of PDF, by so many processes."""

    folder: Path
    sources: Sources
    names: tuple[str, ...]
    formats: tuple[str, ...]
    variant: str
    processes: int
    force: bool

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @property
    def templates(self) -> tuple[Path, ...]:
        return templates_of(self.folder)


def templates_of(library: Path) -> tuple[Path, ...]:
    """Our templates, and the library's own, which win file by file."""
    return tuple(folder for folder in (library / "templates", TEMPLATES) if folder.is_dir())


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of a standard: it was `written` just now, is up to date, or could not be read."""

    name: str
    state: str  # written, current, unread
    paths: tuple[str, ...] = ()
    pages: int = 0
    seconds: float = 0.0


Report = Callable[[Progress], None]


def build(order: Order, report: Report) -> tuple[Diagnostic, ...]:
    """Bring the outputs of the named standards up to date; what is wrong in their sources comes back."""
    engine = engine_digest(order.templates)
    library = library_digest(engine, order.sources)
    manifest = outputs.load_manifest(order.output)
    if order.force or not _settled(order, manifest, library):
        manifest = _rebuild(order, manifest, engine, library, report)
    else:
        for name in order.names:
            report(Progress(name, "current" if manifest.standards[name].inputs else "unread"))
    return tuple(finding for name in order.names for finding in _findings(order, name, manifest.standards[name]))


def _findings(order: Order, name: str, record: Record) -> Iterator[Diagnostic]:
    """What was found in a standard's sources, and what the paginator said of it."""
    yield from record.diagnostics
    place = Span(f"content/{name}/standard.yaml", 1, 1, 1, 1)
    complaints = (words for kind in order.formats if kind in record.formats for words in record.formats[kind].complaints)
    yield from (warning(place, "pdf", words) for words in complaints if record.inputs)


def _settled(order: Order, manifest: Manifest, library: str) -> bool:
    """Whether the whole library is as it was at the last build, and the outputs too."""
    records = [manifest.standards.get(name) for name in order.names]
    return (
        manifest.index.inputs == library
        and outputs.intact(order.output, manifest.index)
        and all(record is not None and record.library == library and not _stale(order, record) for record in records)
    )


def _stale(order: Order, record: Record) -> tuple[str, ...]:
    """The formats of a standard that are not there as its sources ask."""
    return tuple(kind for kind in order.formats if record.inputs and not _current(order, record, kind))


def _current(order: Order, record: Record, kind: str) -> bool:
    written = record.formats.get(kind)
    return written is not None and written.inputs == _inputs(order, record, kind) and outputs.intact(order.output, written)


def _inputs(order: Order, record: Record, kind: str) -> str:
    """The digest of what a format of a standard depends on."""
    return variant_digest(record.inputs, order.variant) if kind == "pdf" else record.inputs


def _rebuild(order: Order, manifest: Manifest, engine: str, library: str, report: Report) -> Manifest:
    from gbdoc.pipeline import compile_library

    compiled = {standard.name: standard for standard in compile_library(order.sources)}
    records = {name: record for name, record in manifest.standards.items() if name in compiled}
    jobs = []
    for name in order.names:
        formats = records[name].formats if name in records else {}
        records[name] = _record(order, compiled[name], engine, library, formats)
        jobs += _job(order, compiled[name], records[name], report)
    for made in make_all(jobs, order.processes):
        records[made.name] = _written(order, records[made.name], made)
        outputs.save_manifest(order.output, replace(manifest, standards=records))
        report(Progress(made.name, "written", _paths(made), made.pages, made.seconds))
    listed = [standard.resolved for standard in compiled.values() if standard.resolved]
    manifest = Manifest(records, _write_index(order, listed, records, library))
    outputs.save_manifest(order.output, manifest)
    return manifest


def _record(order: Order, compiled: Compiled, engine: str, library: str, formats: Mapping[str, Written]) -> Record:
    inputs = standard_digest(engine, order.sources, compiled.resolved) if compiled.resolved else ""
    return Record(library, inputs, compiled.diagnostics, formats)


def _job(order: Order, compiled: Compiled, record: Record, report: Report) -> list[Job]:
    """What there is to do for a standard; where there is nothing, that is reported."""
    if compiled.resolved is None:
        report(Progress(compiled.name, "unread"))
        return []
    formats = order.formats if order.force else _stale(order, record)
    if not formats:
        report(Progress(compiled.name, "current"))
        return []
    return [Job(compiled.name, compiled.resolved, order.sources, order.templates, formats, order.variant)]


def _written(order: Order, record: Record, made: Made) -> Record:
    """Write a standard's outputs and put them on record."""
    formats = dict(record.formats)
    for kind, files in made.files.items():
        for name, data in files.items():
            outputs.write(order.output / name, data)
        for name in _left_behind(order.output, record, kind) - files.keys():
            (order.output / name).unlink()
        complaints = made.complaints if kind == "pdf" else ()
        digests = {name: outputs.digest(data) for name, data in files.items()}
        formats[kind] = Written(_inputs(order, record, kind), digests, complaints)
    return replace(record, formats=formats)


def _left_behind(output: Path, record: Record, kind: str) -> set[str]:
    """The files of an earlier build that are as we wrote them."""
    earlier = record.formats.get(kind)
    return {name for name in earlier.files if outputs.digest_of(output / name) == earlier.files[name]} if earlier else set()


def _paths(made: Made) -> tuple[str, ...]:
    return tuple(f"output/{next(iter(files))}" for files in made.files.values())


def _write_index(order: Order, listed: Iterable[ResolvedDocument], records: Mapping[str, Record], library: str) -> Written:
    """Write the page that lists the library's standards."""
    from gbdoc.write.html import Listing, load_templates, write_index

    listings = []
    for resolved in listed:
        name = resolved.document.name
        formats = records[name].formats if name in records else {}
        listings.append(Listing(resolved.document.metadata, *(f"{name}.{kind}" if kind in formats else "" for kind in ("html", "pdf"))))
    data = write_index(listings, load_templates(*order.templates)).encode()
    outputs.write(order.output / "index.html", data)
    return Written(library, {"index.html": outputs.digest(data)})
