"""The server from its start to its end, on this machine only."""

from __future__ import annotations

import asyncio
import secrets
import socket
import sys
from collections.abc import Callable

import uvicorn

from gbdoc.preview.app import application
from gbdoc.preview.desk import Desk
from gbdoc.preview.site import Workshop

_HOST = "127.0.0.1"
_GRACE = 2  # seconds that answers under way may take at the end


def listen(port: int) -> socket.socket:
    """A socket that waits at a port of this machine; 0 means any. OSError where the port is taken."""
    waiting = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":  # where it would let two servers share the port
        waiting.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        waiting.bind((_HOST, port))
        waiting.listen()
    except OSError:
        waiting.close()
        raise
    return waiting


def serve(workshop: Workshop, at: socket.socket, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `ready` is given the address once the pages are there."""
    sys.setswitchinterval(0.001)  # readers do not wait for a thread that builds
    try:
        asyncio.run(_serve(workshop, at, ready))
    except KeyboardInterrupt:
        pass
    finally:
        workshop.close()


async def _serve(workshop: Workshop, at: socket.socket, ready: Callable[[str], None]) -> None:
    port = at.getsockname()[1]
    desk = Desk(workshop)
    app = application(desk, port, secrets.token_urlsafe(24))
    config = uvicorn.Config(app, log_level="error", access_log=False, lifespan="off", timeout_graceful_shutdown=_GRACE, server_header=False)
    server = _Server(config, desk)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(desk.watch())
        tasks.create_task(desk.build())
        await desk.ready.wait()  # who comes before waits at the socket
        tasks.create_task(server.serve(sockets=[at]))
        ready(f"http://{_HOST}:{port}/")


class _Server(uvicorn.Server):
    """Tells the desk when it is over, so that no stream of events holds up the end."""

    def __init__(self, config: uvicorn.Config, desk: Desk) -> None:
        super().__init__(config)
        self._desk = desk

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._desk.stop()
        await asyncio.to_thread(self._desk.workshop.close)
        await super().shutdown(sockets)
