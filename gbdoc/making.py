"""The making of outputs, one standard a process; nothing is written here."""

from __future__ import annotations

import csv
import io
import logging
import re
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import active_children, get_context
from pathlib import Path
from signal import SIG_DFL, SIGINT, signal
from time import perf_counter
from typing import TYPE_CHECKING

from gbdoc.source import Sources

if TYPE_CHECKING:
    from gbdoc.model import DataTable
    from gbdoc.resolve import ResolvedDocument
    from gbdoc.write.html import Templates


@dataclass(frozen=True, slots=True)
class Job:
    """The making of one standard's outputs, in whatever process."""

    name: str
    resolved: ResolvedDocument
    sources: Sources
    templates: tuple[Path, ...]
    formats: tuple[str, ...]
    variant: str  # of PDF


@dataclass(frozen=True, slots=True)
class Made:
    """A standard's outputs, by format and path below output/."""

    name: str
    files: Mapping[str, Mapping[str, bytes]]
    complaints: tuple[str, ...]  # of the paginator, in Chinese
    seconds: float

    @property
    def pages(self) -> int:
        """How many pages the PDF has; 0 where none was made."""
        return sum(map(_page_count, self.files.get("pdf", {}).values()))


def make_all(jobs: list[Job], processes: int) -> Iterator[Made]:
    """The jobs' outputs as they get ready, each job in a process of its own where there are several of both."""
    if min(len(jobs), processes) < 2:
        yield from map(make, jobs)
        return
    with ProcessPoolExecutor(min(len(jobs), processes), get_context("spawn"), signal, (SIGINT, SIG_DFL)) as pool:
        try:
            for future in as_completed([pool.submit(make, job) for job in jobs]):
                yield future.result()
        except BaseException:
            for process in active_children():
                process.terminate()
            raise


def make(job: Job) -> Made:
    """Make the outputs of one standard."""
    from gbdoc.write.html import load_templates

    start = perf_counter()
    templates = load_templates(*job.templates)
    writers = {"html": _html, "pdf": _pdf}
    with _complaints() as complaints:
        files = {kind: writers[kind](job, templates) for kind in job.formats}
    return Made(job.name, files, tuple(complaints), perf_counter() - start)


def _html(job: Job, templates: Templates) -> Mapping[str, bytes]:
    from gbdoc.write.html import write_html

    page = write_html(job.resolved, templates, job.sources)
    return {f"{job.name}.html": page.encode(), **tables(job.resolved)}


def tables(resolved: ResolvedDocument) -> Mapping[str, bytes]:
    """A standard's data tables as CSV, by path below output/."""
    document = resolved.document
    return {f"{document.name}/{_file_name(table)}": _csv(table) for table in document.data.values()}


def _pdf(job: Job, templates: Templates) -> Mapping[str, bytes]:
    from gbdoc.write.html import unknown_measures
    from gbdoc.write.pdf import write_pdf

    for words in unknown_measures(job.resolved.document.metadata, templates):
        logging.getLogger("gbdoc.pdf").warning("%s", words)
    return {f"{job.name}.pdf": write_pdf(job.resolved, templates, job.sources, job.variant)}


def _file_name(table: DataTable) -> str:
    """kinds.csv for a table of the standard's own; content/layers.csv for /layers, which lies elsewhere in content/."""
    return f"content{table.name}.csv" if table.name.startswith("/") else f"{table.name}.csv"


def _csv(table: DataTable) -> bytes:
    """A data table as spreadsheet programs read it: UTF-8 with a mark, titles first."""
    text = io.StringIO()
    csv.writer(text).writerows((table.titles, *table.rows))
    return text.getvalue().encode("utf-8-sig")


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Gather what the paginator warns of; that HarfBuzz is missing has been said before the start."""
    logger = logging.getLogger("gbdoc.pdf")
    listener = _Listener()
    logger.addHandler(listener)
    try:
        yield listener.messages
    finally:
        logger.removeHandler(listener)


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if "HarfBuzz" not in record.getMessage():
            self.messages.append(record.getMessage())


def _page_count(pdf: bytes) -> int:
    """The count that stands at the root of a PDF's pages, in one of its compressed streams of objects."""
    starts = re.finditer(rb"/Type /ObjStm.{,200}?stream\n", pdf, re.DOTALL)
    objects = [pdf, *(zlib.decompressobj().decompress(pdf[start.end() :]) for start in starts)]
    counts = [re.search(rb"/Type /Pages.*?/Count (\d+)", text, re.DOTALL) for text in objects]
    return max((int(count[1]) for count in counts if count), default=0)
