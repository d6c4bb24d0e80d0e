"""The authors' files from the disk, as they are or as git keeps them: the only reading of it before the outputs are written."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from unicodedata import normalize

from gbdoc import git
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
            findings.append(_told(name, fault))
    return Sources(files), tuple(findings)


def _told(name: str, fault: str) -> Diagnostic:
    return error(Span(f"content/{name}", 1, 1, 1, 1), "file", fault)


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


# --- as git keeps them -----------------------------------------------------------------------

_LINK, _SUBMODULE = "120000", "160000"
_POINTER = b"version https://git-lfs.github.com/spec/"


def survey_commit(repository: git.Repository, commit: str) -> tuple[Sources, tuple[Diagnostic, ...]]:
    """The files of a library as a commit has them, and findings on those that could not be taken."""
    return _survey_entries(repository, git.files_at(repository, commit))


def survey_index(repository: git.Repository) -> tuple[Sources, tuple[Diagnostic, ...]]:
    """The files of a library as they are staged; of those in conflict our side, told."""
    entries = git.files_staged(repository)
    unsettled = sorted({_below(entry) for entry in entries if entry.stage})
    sources, findings = _survey_entries(repository, sorted(entries, key=lambda entry: (entry.stage != 2, entry.stage)))
    conflicts = (_told(name, "合并有冲突，先改好并 git add；这里用的是本分支的内容") for name in unsettled)
    return sources, (*findings, *conflicts)


def _survey_entries(repository: git.Repository, entries: Iterable[git.Entry]) -> tuple[Sources, tuple[Diagnostic, ...]]:
    """The files of a listing; of several with one name the first."""
    listed: dict[str, git.Entry] = {}
    for entry in entries:
        if not any(part.startswith(".") for part in _below(entry).split("/")):
            listed.setdefault(_below(entry), entry)
    data = _data(repository, listed.values())
    files: dict[str, bytes] = {}
    findings: list[Diagnostic] = []
    for name in sorted(listed):
        found = _stored(name, listed, data)
        if isinstance(found, bytes) and not (fault := _name_fault(name)):
            files[name] = found
        else:
            findings.append(_told(name, found if isinstance(found, str) else fault))
    return Sources(files), tuple(findings)


def _below(entry: git.Entry) -> str:
    return normalize("NFC", entry.path).removeprefix("content/")


def _data(repository: git.Repository, entries: Iterable[git.Entry]) -> Mapping[str, bytes]:
    """What the entries hold, by blob, without what is too large."""
    sizes = git.sizes(repository, (entry.blob for entry in entries if entry.mode != _SUBMODULE))
    return git.contents(repository, (blob for blob, size in sizes.items() if size <= LARGEST))


def _stored(name: str, listed: Mapping[str, git.Entry], data: Mapping[str, bytes]) -> bytes | str:
    """The bytes of a file, those of its target where it is a link, or why it is not taken."""
    for _ in range(_LONGEST_CHAIN):
        entry = listed.get(name)
        if entry is None:
            return "链接指向的文件不在这个版本的 content/ 里"
        if entry.mode == _SUBMODULE:
            return "是 git 子模块，不在本仓库里；把其中的文件放进 content/"
        if entry.blob not in data:
            return f"文件超过 {LARGEST // 2**20} MB，请缩小或移走"
        if entry.mode != _LINK:
            break
        target = os.fsdecode(data[entry.blob])
        name = normalize("NFC", posixpath.normpath(posixpath.join(posixpath.dirname(name), target)))
    else:
        return "链接指向的文件不存在"
    if data[entry.blob].startswith(_POINTER):
        return "版本库里只有 Git LFS 的指针，没有内容；需要它时把文件直接存进 git"
    return data[entry.blob]


_LONGEST_CHAIN = 10  # links from link to link
