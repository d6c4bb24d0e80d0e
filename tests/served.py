"""A preview that runs as people run it: a process of its own, asked over real sockets."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from time import monotonic
from typing import Any

from gbdoc.cli.drafting import SKELETON
from repository import Repository

ROOT = Path(__file__).parents[1]
PATIENCE = 20  # seconds; much more than anything takes


def library(path: Path) -> Repository:
    """A repository with two standards, `first` and `second`, and the tag 征求意见稿-1."""
    repository = Repository(path)
    for name in ("first", "second"):
        shutil.copytree(SKELETON, path / "content" / name)
    for name, title in (("first", "首个文件"), ("second", "第二文件")):
        standard = path / "content" / name / "standard.yaml"
        standard.write_text(standard.read_text(encoding="utf-8").replace("文件名称", title), encoding="utf-8")
    long = "".join(f"\n## 第{number}项\n\n第{number}项应清晰。\n第{number}项应牢固。\n" for number in range(40))
    with (path / "content/first/requirements.md").open("a", encoding="utf-8") as requirements:
        requirements.write(long)
    scope = "# 范围 {#scope}\n\n本文件规定了某类对象的总体原则和要求。\n\n本文件适用于某类对象的规划、建设和管理。\n"
    (path / "content/first/scope.md").write_text(scope, encoding="utf-8")
    repository.commit({"content/second/scope.md": "# 范围 {#scope}\n\n本文件规定了[](first#requirements)以外的要求。\n"})
    repository.tag("征求意见稿-1")
    return repository


class Preview:
    """A running preview of a library."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self._options = options
        self.start("0")
        self.token = str(self.first_event("first", "hello")["token"])

    def start(self, port: str) -> None:
        command = [sys.executable, "build.py", "preview", "-C", str(self.folder), "--port", port, *self._options]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert "http://" in line, self.process.communicate()
        self.address = line.split("：")[1].split("　")[0]
        self.port = int(self.address.rstrip("/").rpartition(":")[2])

    def restart(self) -> None:
        """Kill it without a word, and start it anew at the same port."""
        self.kill()
        self.start(str(self.port))

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def write(self, path: str, text: str) -> None:
        (self.folder / "content" / path).write_text(text, encoding="utf-8")

    def read(self, path: str) -> str:
        return (self.folder / "content" / path).read_text(encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        assert old in self.read(path)
        self.write(path, self.read(path).replace(old, new))

    # --- asking ---

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> HTTPResponse:
        """An answer; the names of headers are written with _ for -, `host` may be given, a headers' "" leaves it out."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        given = {"host": f"127.0.0.1:{self.port}", **{name.replace("_", "-"): value for name, value in headers.items()}}
        line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in given.items():
            if value:
                line.putheader(name, value)
        if body:
            line.putheader("content-length", str(len(body.encode())))
        line.endheaders(body.encode() or None)
        return line.getresponse()

    def get(self, path: str) -> str:
        return self.ask("GET", path).read().decode()

    def post(self, path: str, body: str = "", **headers: str) -> HTTPResponse:
        """As a page of ours would."""
        ours = {"origin": f"http://127.0.0.1:{self.port}", "x_live_token": self.token, "content_type": "application/json"}
        return self.ask("POST", path, body, **{**ours, **headers})

    def json(self, path: str) -> Any:
        return json.loads(self.get(path))

    def version(self, name: str) -> str:
        """The version of a page."""
        return self.get(f"/{name}.html").partition(f'<meta name="live" content="{name} ')[2].partition('"')[0]

    # --- listening ---

    def events(self, name: str) -> Iterator[tuple[str, Any]]:
        """What a page of that name is told."""
        answer = self.ask("GET", f"/events/{name}")
        topic, end = "", monotonic() + PATIENCE
        for line in iter(answer.readline, b""):
            assert monotonic() < end, "told nothing that was waited for"
            key, _, value = line.decode().rstrip("\n").partition(": ")
            if key == "event":
                topic = value
            elif key == "data":
                yield topic, json.loads(value)

    def first_event(self, name: str, topic: str, test: Callable[[Any], bool] = lambda _: True) -> Any:
        """The first event of a topic that fits."""
        return next(value for found, value in self.events(name) if found == topic and test(value))
