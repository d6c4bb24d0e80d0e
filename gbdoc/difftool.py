"""What `git difftool` hands us, put into whole libraries: it gives only the files that differ, two at a time or two folders of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from unicodedata import normalize

from gbdoc.git import GitFault
from gbdoc.revisions import Taken
from gbdoc.source import Sources

_NOTHING = ("/dev/null", "nul")  # git's name for a file that is not there


def overlay(local: str, remote: str, path: str, library: Path, worktree: Taken) -> tuple[Taken, Taken]:
    """The libraries before and after: `worktree` with the files of either side; git stands at the top of the repository.

    `path` is that of the file compared; with `git difftool -d` it says nothing, and `local` and `remote` are folders.
    """
    content = (library / "content").resolve()
    if Path(local).is_dir() and Path(remote).is_dir():
        inside = content.relative_to(Path.cwd().resolve()) if content.is_relative_to(Path.cwd().resolve()) else Path("content")
        old, new = (_folder(Path(side) / inside) for side in (local, remote))
    else:
        place = Path(path or remote).resolve()
        if not place.is_relative_to(content):
            raise GitFault(f"{path} 不在 content/ 里，没有可比较的文稿")
        name = normalize("NFC", place.relative_to(content).as_posix())
        old, new = (_file(side, name) for side in (local, remote))
    touched = old.keys() | new.keys()
    return (_with(worktree, old, touched), worktree[1]), (_with(worktree, new, touched), worktree[1])


def _file(side: str, name: str) -> Mapping[str, bytes]:
    return {} if side.lower() in _NOTHING else {name: Path(side).read_bytes()}


def _folder(content: Path) -> Mapping[str, bytes]:
    """The files below a folder; git makes some of them links into the worktree."""
    paths = sorted(path for path in content.rglob("*") if path.is_file())
    return {normalize("NFC", path.relative_to(content).as_posix()): path.read_bytes() for path in paths}


def _with(worktree: Taken, files: Mapping[str, bytes], touched: Collection[str]) -> Sources:
    kept = {path: data for path, data in worktree[0].files.items() if path not in touched}
    merged = {**kept, **files}
    return Sources({path: merged[path] for path in sorted(merged)})
