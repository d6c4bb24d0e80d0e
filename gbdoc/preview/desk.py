"""The one who keeps the site as it is now: has it made anew when sources change, and tells the readers."""

from __future__ import annotations

import asyncio
import sys
import traceback
from collections.abc import AsyncIterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from time import monotonic, time
from typing import Any

from watchfiles import Change, awatch

from gbdoc.preview.hub import Hub
from gbdoc.preview.pieces import difference
from gbdoc.preview.site import INDEX, Page, Printed, Refusal, Site, Workshop

_DEBOUNCE, _STEP = 40, 10  # milliseconds that saves are gathered for, and of quiet that end it
_PATIENCE = 1.0  # seconds that a save waits at most while newer ones come in
_BUG = "程序出错，页面没有更新；详情见终端"


class Desk:
    """Keeps the site, the hub and what is printed; lives in one event loop."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.site = Site()
        self.hub = Hub()
        self.printed: dict[str, tuple[Printed, float]] = {}
        self.ready = asyncio.Event()  # the first pages are there
        self._printing: dict[str, str] = {}  # document -> making, or why there is nothing
        self._changed = asyncio.Event()
        self._waiting_since = monotonic()
        self._fault = ""
        self._stopped = asyncio.Event()
        self._moved = asyncio.Event()  # a watched folder has come or gone
        self._builder = ThreadPoolExecutor(1, "builder")

    # --- sources -> site ---

    async def build(self) -> None:
        """Make the site, and make it anew after every change, until stopped."""
        loop = asyncio.get_running_loop()
        self._changed.set()
        while await self._next_change():
            try:
                await loop.run_in_executor(self._builder, self._rebuild, loop)
                self._tell_fault("")
            except Exception:  # noqa: BLE001 - a bug of ours must not take the last good page away
                traceback.print_exc(file=sys.stderr)
                self._tell_fault(_BUG)
            self.ready.set()

    async def watch(self) -> None:
        """Note every change of the watched folders, until stopped; they may come and go."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._watch_roots())
            while not self._stopped.is_set():
                self._moved.clear()
                await self._watch_files([folder for folder in self.workshop.watched if folder.is_dir()])

    async def _watch_files(self, folders: Sequence[Path]) -> None:
        if not folders:
            await self._moved.wait()
            return
        async for _ in awatch(*folders, watch_filter=_counts, debounce=_DEBOUNCE, step=_STEP, stop_event=self._moved):
            self._note()

    async def _watch_roots(self) -> None:
        roots = set(self.workshop.watched)
        parents = {root.parent for root in roots}

        def counts(change: Change, path: str) -> bool:
            return change != Change.modified and Path(path) in roots

        async for _ in awatch(*parents, watch_filter=counts, debounce=_DEBOUNCE, step=_STEP, stop_event=self._stopped, recursive=False):
            self._moved.set()
            self._note()

    def stop(self) -> None:
        """End building and watching, and what readers are told."""
        self._stopped.set()
        self._moved.set()
        self._changed.set()
        self.hub.close()
        self._builder.shutdown(wait=False)

    async def _next_change(self) -> bool:
        await self._changed.wait()
        self._changed.clear()
        return not self._stopped.is_set()

    def _note(self) -> None:
        if not self._changed.is_set():
            self._waiting_since = monotonic()
            self._changed.set()

    def _rebuild(self, loop: asyncio.AbstractEventLoop) -> None:
        """Runs in the builder's thread."""
        since = self._waiting_since
        with closing(self.workshop.rebuild()) as steps:
            for site in steps:
                loop.call_soon_threadsafe(self._publish, site)
                patient = site.state == "stale" and monotonic() - since > _PATIENCE
                if self._stopped.is_set() or (self._changed.is_set() and not patient):
                    return

    # --- site -> readers ---

    def _publish(self, site: Site) -> None:
        before, self.site = self.site, site
        if (site.script, site.style) != (before.script, before.style):
            self.hub.tell_all("shell", {})
        for name in (INDEX, *site.documents):
            self._tell_page(name, before.page(name), site.page(name))
        for name, document in site.documents.items():
            old = before.documents.get(name)
            if old is None or old.findings != document.findings:
                self.hub.tell(name, "findings", document.findings)
            if old is None or old.inputs != document.inputs:
                self.hub.tell(name, "pdf", self.pdf_state(name))
        if _list(before) != _list(site):
            self.hub.tell_all("library", _list(site))
        self.printed = {name: printed for name, printed in self.printed.items() if name in site.documents}
        if site.state != "stale":
            self.ready.set()

    def _tell_page(self, name: str, old: Page | None, new: Page | None) -> None:
        if new is None or old is new or (old and old.version == new.version):
            return
        changed = difference(old.pieces, new.pieces) if old else None
        self.hub.tell(
            name, "page", {"version": new.version, "base": old.version if old and changed is not None else "", "changed": changed}
        )

    def _tell_fault(self, words: str) -> None:
        if words != self._fault:
            self._fault = words
            self.hub.tell_all("fault", {"words": words})

    async def events(self, name: str, hello: Mapping[str, Any]) -> AsyncIterator[str]:
        """What a reader of a page is told."""
        page, document = self.site.page(name), self.site.documents.get(name)
        now: dict[str, Any] = {"hello": hello, "library": _list(self.site), "fault": {"words": self._fault}}
        if page:
            now["page"] = {"version": page.version, "base": "", "changed": None}
        if document:
            now |= {"findings": document.findings, "pdf": self.pdf_state(name)}
        reader = self.hub.enter(name, now)
        try:
            async for event in reader.events():
                yield event
        finally:
            self.hub.leave(reader)

    # --- printing ---

    def pdf_state(self, name: str) -> Mapping[str, Any]:
        """What there is to say of a document's printed form."""
        state: dict[str, Any] = {"words": self._printing.get(name, ""), "making": self._printing.get(name) == ""}
        if name in self.printed:
            printed, at = self.printed[name]
            stale = printed.inputs != self.site.documents[name].inputs
            state |= {"pages": printed.pages, "made": round(at * 1000), "stale": stale, "complaints": printed.complaints}
        return state

    async def print(self, name: str) -> None:
        """Have a document printed, unless it is being printed."""
        if self._printing.get(name) == "":
            return
        self._printing[name] = ""
        self.hub.tell(name, "pdf", self.pdf_state(name))
        try:
            self.printed[name] = await asyncio.to_thread(self.workshop.print, name), time()
            del self._printing[name]
        except Refusal as refusal:
            self._printing[name] = str(refusal)
        finally:
            if self._printing.get(name) == "":
                self._printing[name] = _BUG
            if name in self.site.documents:
                self.hub.tell(name, "pdf", self.pdf_state(name))


def _list(site: Site) -> list[Mapping[str, Any]]:
    """The documents, for the pages of all."""
    return [{"name": name, "title": document.title, **_count(document.findings)} for name, document in site.documents.items()]


def _count(findings: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key: findings.get(key, 0) for key in ("errors", "warnings", "broken")}


def _counts(_change: Change, path: str) -> bool:
    """Whether a change is one of sources: not of what editors and git keep beside them."""
    name = Path(path).name
    return not name.startswith(".") and not name.endswith(("~", ".swp", ".swx", ".tmp")) and name != "4913"
