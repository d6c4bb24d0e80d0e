"""The authors' files from the disk: the only reading of it before the outputs are written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

from gbdoc.diagnostic import Diagnostic, error
from gbdoc.source import Sources, Span

LARGEST = 64 * 2**20  # bytes; a drawing or a font is smaller, a video or a scan is not


def is_standard_name(name: str) -> bool:
    """Whether a folder may be called so: its standard's outputs are, and beside them stands index.html."""
    return name != "index" and re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name) is not None


def find_library(start: Path) -> Path | None:
    """The nearest folder, from `start` upward, that holds content/."""
    here = start.resolve()
    return next((folder for folder in (here, *here.parents) if (folder / "content").is_dir()), None)


def load(folder: Path) -> Sources:
    """All files of a library, as they stand now."""
    return survey(folder)[0]


def survey(folder: Path) -> tuple[Sources, tuple[Diagnostic, ...]]:
    """The files of a library in order of path, and findings on those that could not be taken."""
    content = folder / "content"
    paths = {normalize("NFC", path.relative_to(content).as_posix()): path for path in _visible(content)}
    files: dict[str, bytes] = {}
    findings: list[Diagnostic] = []
    for name in sorted(paths):
        try:
            fault = _fault(paths[name], content) or _name_fault(name)
            if not fault:
                files[name] = paths[name].read_bytes()
        except OSError as failure:
            fault = f"读不出这个文件（{failure.strerror}），请检查权限"
        if fault:
            findings.append(error(Span(f"content/{name}", 1, 1, 1, 1), "file", fault))
    return Sources(files), tuple(findings)


def _visible(content: Path) -> Iterator[Path]:
    """What is below content/ and is no folder; names that begin with a dot are left out, links to folders are not entered."""
    for parent, folders, names in os.walk(content):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, name) for name in names if not name.startswith("."))
        yield from (Path(parent, name) for name in folders if Path(parent, name).is_symlink())


def _fault(path: Path, content: Path) -> str:
    """Why a file is not taken, or nothing."""
    if not path.exists():
        return "链接指向的文件不存在"
    if not path.resolve().is_relative_to(content.resolve()):
        return "链接指到 content/ 之外，请把文件放进 content/"
    if path.is_dir():
        return "不支持指向文件夹的链接，请把文件夹放进来"
    if not path.is_file():
        return "不是普通文件，请移走"
    if path.stat().st_size > LARGEST:
        return f"文件超过 {LARGEST // 2**20} MB，请缩小或移走"
    return ""


def _name_fault(path: str) -> str:
    """Why a folder's standard.yaml makes no standard, or nothing."""
    folder, _, name = path.partition("/")
    if name != "standard.yaml" or is_standard_name(folder):
        return ""
    return f"文稿的文件夹不能叫“{folder}”，改用小写字母、数字和连字符，如 urban-lighting（index 另有用处）"
