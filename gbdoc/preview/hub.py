"""Events for the pages that are open: each reader has the latest of every topic waiting, and never a queue."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

_HEARTBEAT = 15  # seconds
_RETRY = 400  # milliseconds until a browser tries again


class Reader:
    """An open page; what it has not been sent yet, by topic."""

    def __init__(self, page: str) -> None:
        self.page = page
        self._waiting: dict[str, Any] = {}
        self._something = asyncio.Event()
        self._closed = False

    def tell(self, topic: str, value: Any) -> None:
        self._waiting[topic] = value
        self._something.set()

    def close(self) -> None:
        self._closed = True
        self._something.set()

    async def events(self) -> AsyncIterator[str]:
        """What there is to tell, as it comes, until the server closes."""
        yield f"retry: {_RETRY}\n\n"
        while not self._closed:
            try:
                await asyncio.wait_for(self._something.wait(), _HEARTBEAT)
            except TimeoutError:
                yield ":\n\n"
            self._something.clear()
            waiting, self._waiting = self._waiting, {}
            for topic, value in waiting.items():
                yield f"event: {topic}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n"


class Hub:
    """The readers of all pages."""

    def __init__(self) -> None:
        self._readers: set[Reader] = set()

    def __len__(self) -> int:
        return len(self._readers)

    def enter(self, page: str, now: Mapping[str, Any]) -> Reader:
        """A new reader, who is first told how things stand."""
        reader = Reader(page)
        for topic, value in now.items():
            reader.tell(topic, value)
        self._readers.add(reader)
        return reader

    def leave(self, reader: Reader) -> None:
        self._readers.discard(reader)

    def tell(self, page: str, topic: str, value: Any) -> None:
        """Tell the readers of one page."""
        for reader in self._readers:
            if reader.page == page:
                reader.tell(topic, value)

    def tell_all(self, topic: str, value: Any) -> None:
        for reader in self._readers:
            reader.tell(topic, value)

    def close(self) -> None:
        for reader in self._readers:
            reader.close()
