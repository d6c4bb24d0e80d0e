"""The addresses that are served."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from gbdoc.preview.desk import Desk
from gbdoc.preview.dress import dressed, notice, policy
from gbdoc.preview.guard import Guard
from gbdoc.preview.site import INDEX, Page, Refusal

_LARGEST = 4096  # bytes of what a page may send


def application(desk: Desk, port: int, token: str) -> Starlette:
    """The application; nothing is looked up on the disk, so that no path leads anywhere."""
    served = _Served(desk, {"token": token, "opens": desk.workshop.opens})
    routes = [
        Route("/", served.index),
        Route("/events/{name}", served.events),
        Route("/places/{name}.json", served.places),
        Route("/revisions.json", served.revisions),
        Route("/redline/{name}.html", served.redline),
        Route("/open", served.open, methods=["POST"]),
        Route("/{name}.html", served.page),
        Route("/{name}.pdf", served.pdf),
        Route("/{name}.pdf", served.make_pdf, methods=["POST"]),
        Route("/{path:path}", served.file),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guard, port=port, token=token)])


class _Served:
    def __init__(self, desk: Desk, hello: Mapping[str, Any]) -> None:
        self._desk = desk
        self._hello = hello

    async def index(self, _request: Request) -> Response:
        return self._page(INDEX)

    async def page(self, request: Request) -> Response:
        return self._page(request.path_params["name"])

    def _page(self, name: str) -> Response:
        page = self._desk.site.page(name)
        if page is None:
            absent = Page(notice("没有这个文稿", "它也许改了名或删去了；回到目录页看看。"))
            return _html(dressed(absent, self._desk.site, INDEX), 404)
        return _html(dressed(page, self._desk.site, name))

    async def events(self, request: Request) -> Response:
        name = request.path_params["name"]
        return StreamingResponse(self._desk.events(name, self._hello), media_type="text/event-stream")

    async def places(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in self._desk.site.documents:
            return _nothing()
        return JSONResponse(await asyncio.to_thread(self._desk.workshop.places, name))

    async def revisions(self, _request: Request) -> Response:
        try:
            return JSONResponse({"revisions": await asyncio.to_thread(self._desk.workshop.revisions)})
        except Refusal as refusal:
            return JSONResponse({"revisions": [], "words": str(refusal)})

    async def redline(self, request: Request) -> Response:
        name, since = request.path_params["name"], request.query_params.get("since", "")
        if name not in self._desk.site.documents:
            return _nothing()
        try:
            return _html(await asyncio.to_thread(self._desk.workshop.redline, name, since))
        except Refusal as refusal:
            return _html(notice("没有可看的修订", str(refusal)), 404)

    async def pdf(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in self._desk.printed:
            return _html(notice("还没有 PDF", "在文稿页面右下角点“生成 PDF”。"), 404)
        headers = {"content-disposition": f"inline; filename*=UTF-8''{quote(name)}.pdf"}
        return Response(self._desk.printed[name][0].data, media_type="application/pdf", headers=headers)

    async def make_pdf(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in self._desk.site.documents:
            return _nothing()
        return Response(status_code=202, background=BackgroundTask(self._desk.print, name))

    async def open(self, request: Request) -> Response:
        try:
            place = json.loads(await _body(request))
            file, line = str(place["file"]), int(place["line"])
        except (ValueError, KeyError, TypeError, RecursionError):
            return Response(status_code=400)
        try:
            await asyncio.to_thread(self._desk.workshop.open, file, line)
        except Refusal as refusal:
            return JSONResponse({"words": str(refusal)}, 409)
        return Response(status_code=204)

    async def file(self, request: Request) -> Response:
        data = self._desk.site.files.get(request.path_params["path"])
        if data is None:
            return _nothing()
        return Response(data, media_type="text/csv", headers={"content-disposition": "attachment"})


async def _body(request: Request) -> bytes:
    """What a page sends, unless it is far too much."""
    data = b""
    async for part in request.stream():
        data += part
        if len(data) > _LARGEST:
            raise ValueError
    return data


def _html(text: str, status: int = 200) -> Response:
    return HTMLResponse(text, status, {"content-security-policy": policy(text)})


def _nothing() -> Response:
    return _html(notice("没有这一页", "只提供已生成的文稿；回到目录页看看。"), 404)
