"""What the paginator may read: the library's sources and data in the markup, never the disk or the network."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from weasyprint.urls import URLFetcher, URLFetcherResponse

from gbdoc.source import Sources
from gbdoc.write.html import MEDIA_TYPES


class SourcesFetcher(URLFetcher):  # type: ignore[misc]
    """Serves `content:PATH` from the sources, and `data:` addresses."""

    def __init__(self, sources: Sources) -> None:
        super().__init__(allowed_protocols=["data"], allow_redirects=False)
        self._sources = sources

    def fetch(self, url: str, headers: Any = None) -> Any:
        scheme, _, path = url.partition(":")
        if scheme != "content":
            return super().fetch(url, headers)
        path = unquote(path)
        kind = MEDIA_TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")
        return URLFetcherResponse(url, self._sources.files[path], {"Content-Type": kind})
