"""What git is told of our files, once a clone: its drivers for Markdown and YAML, and the redline as a difftool.

A repository carries .gitattributes with it, but git takes no settings from a clone; these are written by `git-setup`.
"""

from __future__ import annotations

from dataclasses import dataclass

from gbdoc import git
from gbdoc.git import Repository

ATTRIBUTES = ("*.md text eol=lf diff=stdmd", "*.yaml text eol=lf diff=stdyaml", "*.svg text eol=lf", "output/** -diff")

# A number, a standard's number, an id or a Latin word is one word, and so is each Chinese character. The last part is a
# character in UTF-8: where git does not know that a text is in UTF-8 (LC_ALL=C, Windows), the part before takes single bytes.
_WORDS = b"[A-Za-z0-9_.@:/-]+|[^[:space:]]|[\xc0-\xff][\x80-\xbf]+"

SETTINGS = {
    "core.quotePath": b"false",  # Chinese names of files as they are
    "diff.colorMoved": b"plain",  # the other ways count Latin letters and find no moved Chinese line
    "diff.stdmd.xfuncname": rb"^(#{1,6}([[:space:]].*)?|:::+[[:space:]]*\{.*)$",
    "diff.stdmd.wordRegex": _WORDS,
    "diff.stdyaml.xfuncname": rb"^([a-z][A-Za-z0-9_-]*:.*|[[:space:]]*-[[:space:]].*)$",
    "diff.stdyaml.wordRegex": _WORDS,
    "difftool.prompt": b"false",
}
IGNORED_REVISIONS = ".git-blame-ignore-revs"  # commits that only reformat


@dataclass(frozen=True, slots=True)
class Setup:
    """What is to be set: settings that are not yet so, and lines that .gitattributes lacks."""

    settings: tuple[tuple[str, bytes], ...]
    attributes: tuple[str, ...]

    @property
    def done(self) -> bool:
        return not self.settings and not self.attributes


def plan(repository: Repository, program: str) -> Setup:
    """What a repository still lacks; `program` is what one types to call us in the library's folder."""
    wanted = {**SETTINGS, "difftool.redline.cmd": _difftool(program).encode()}
    if (git.top(repository) / IGNORED_REVISIONS).is_file():
        wanted["blame.ignoreRevsFile"] = IGNORED_REVISIONS.encode()
    settings = tuple((key, value) for key, value in wanted.items() if git.setting(repository, key) != value)
    return Setup(settings, tuple(line for line in ATTRIBUTES if line not in _attributes(repository)))


def _difftool(program: str) -> str:
    """git runs this at the top of the worktree, with two files or, with -d, two folders."""
    return f'{program} difftool "$LOCAL" "$REMOTE" "$MERGED"'


def _attributes(repository: Repository) -> list[str]:
    """The lines of .gitattributes, spaces evened out."""
    path = repository.folder / ".gitattributes"
    return [" ".join(line.split()) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


def set_up(repository: Repository, setup: Setup) -> None:
    """Write the settings, and the lines behind those that .gitattributes has."""
    for key, value in setup.settings:
        git.set_setting(repository, key, value)
    if setup.attributes:
        path = repository.folder / ".gitattributes"
        before = path.read_bytes() if path.is_file() else b""
        joint = b"\n" if before and not before.endswith(b"\n") else b""
        path.write_bytes(before + joint + "".join(f"{line}\n" for line in setup.attributes).encode())


def lines(setup: Setup) -> list[str]:
    """What is or would be set, a line each."""
    settings = [f"git config {key} {value.decode('utf-8', 'backslashreplace')}" for key, value in setup.settings]
    return [*settings, *(f".gitattributes: {line}" for line in setup.attributes)]
