"""Who may ask: only pages of our own, on this machine."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

from gbdoc.preview.dress import NO_POLICY

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN = "x-live-token"
_HEADERS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


class Guard:
    """Turns away whoever asks by another name than ours, or from a page that is not ours; tells browsers to be strict."""

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self._app = app
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        words = self._fault(scope["method"], scope["path"], Headers(scope=scope))
        app = PlainTextResponse(words, 403) if words else self._app
        await app(scope, receive, _strict(send))

    def _fault(self, method: str, path: str, headers: Headers) -> str:
        """Why a request is turned away, or nothing."""
        if headers.get("host", "") not in self._hosts:
            return "只能用 127.0.0.1 或 localhost 访问"
        if method in ("GET", "HEAD"):
            return "" if _from_here(headers) or _plain_visit(path, headers) else "不接受别的网站的请求"
        if headers.get("origin", "") not in {f"http://{host}" for host in self._hosts}:
            return "不接受别的网站的请求"
        if not secrets.compare_digest(headers.get(TOKEN, "").encode(), self._token.encode()):
            return "口令不对，请刷新页面"
        return ""


def _from_here(headers: Headers) -> bool:
    """Whether a page of ours or the reader's own hand asks; old browsers do not say."""
    return headers.get("sec-fetch-site", "none") in ("same-origin", "none")


def _plain_visit(path: str, headers: Headers) -> bool:
    """Whether somebody follows a link to a page, which costs nothing."""
    return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document" and not path.startswith("/redline/")


def _strict(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            if headers.get("content-type") != "application/pdf":  # browsers' own viewers need styles
                headers.setdefault("content-security-policy", NO_POLICY)
        await send(message)

    return sending
