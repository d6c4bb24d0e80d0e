"""Git repositories for tests: what is committed when and by whom is given, so that hashes are the same on every run."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

FIRST_DAY = 1_767_225_600  # 2026-01-01; each commit is made a day after the one before


class Repository:
    """A repository with a library in `library` (the top, or a folder below it); paths are relative to the library."""

    def __init__(self, path: Path, library: str = "") -> None:
        self.path = path
        self.library = path / library
        self._days = 0
        self.library.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--template=", cwd=path)

    def git(self, *arguments: str, cwd: Path | None = None) -> str:
        """Run git as a user would, in the library's folder; what it prints."""
        command = ("git", "-c", "init.defaultBranch=main", "-c", "commit.gpgSign=false", "-c", "protocol.file.allow=always", *arguments)
        done = subprocess.run(command, cwd=cwd or self.library, env=self._environment(), capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Put files into the worktree; None removes one."""
        for name, text in files.items():
            path = self.library / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text.encode() if isinstance(text, str) else text)

    def commit(self, files: Mapping[str, str | bytes | None], message: str = "change", author: str = "XXX") -> str:
        """Write files and commit all of the worktree; the hash."""
        self.write(files)
        self._days += 1
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", f"--author={author} <author@example.org>", "--message", message)
        return self.head

    def tag(self, name: str) -> None:
        """Put an annotated tag on the last commit."""
        self.git("tag", "--annotate", "--message", name, name)

    def switch(self, branch: str) -> None:
        """Go to a branch; a new one begins at the last commit."""
        known = self.git("branch", "--list", "--format=%(refname:short)").split()
        self.git("switch", "--quiet", *([] if branch in known else ["--create"]), branch)

    def merge(self, branch: str) -> str:
        """Merge a branch with a commit of its own; the hash."""
        self._days += 1
        self.git("merge", "--quiet", "--no-ff", "--message", f"Merge {branch}", branch)
        return self.head

    def clone(self, path: Path, *options: str) -> Repository:
        """A clone of this repository, as over a network."""
        self.git("clone", "--quiet", *options, self.path.as_uri(), str(path))
        return self._moved(path)

    def copy(self, path: Path) -> Repository:
        """The same repository elsewhere, worktree and all: cheaper than making it anew."""
        shutil.copytree(self.path, path, symlinks=True)
        return self._moved(path)

    def _moved(self, path: Path) -> Repository:
        made = Repository.__new__(Repository)
        made.path, made.library, made._days = path, path / self.library.relative_to(self.path), self._days
        return made

    @property
    def head(self) -> str:
        return self.git("rev-parse", "HEAD").strip()

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        date = f"{FIRST_DAY + 86_400 * self._days} +0800"
        people = {f"GIT_{role}_{field}": value for role in ("AUTHOR", "COMMITTER") for field, value in _PERSON.items()}
        dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        return {**kept, **people, **dates, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}


_PERSON = {"NAME": "XXX", "EMAIL": "author@example.org"}
