"""git's one door: revisions, their files, the log, settings. Git runs without a shell, a pager or the network, and writes only settings.

Whatever git is asked is asked in the library's folder, so that paths are the library's own wherever in a repository it lies.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gbdoc.diagnostic import nearest


class GitFault(Exception):  # noqa: N818 - it is the user's or the repository's, no error of ours
    """Why something cannot be had from git, and the remedy, in Chinese."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that a library lies in, seen from the library's folder."""

    folder: Path
    git_folder: Path
    shallow: bool


def find(folder: Path) -> Repository | None:
    """The repository of a library's folder; None where there is none, or no git."""
    try:
        return repository_of(folder)
    except GitFault:
        return None


def repository_of(folder: Path) -> Repository:
    """The repository of a library's folder; a fault where there is none, or no git."""
    outcome = _run(folder, "rev-parse", "--absolute-git-dir", "--is-shallow-repository", "--is-inside-work-tree")
    if outcome.returncode:
        raise _fault(outcome, f"{_name(folder)} 不在 git 仓库里；先运行 git init，或用 -C 指明仓库里的目录")
    git_folder, shallow, inside = os.fsdecode(outcome.stdout).rstrip("\n").rsplit("\n", 2)
    if inside != "true":
        raise GitFault(f"{_name(folder)} 在 git 仓库里没有工作区；改在检出的目录里运行")
    return Repository(folder, Path(git_folder), shallow == "true")


def top(repository: Repository) -> Path:
    """The folder of the whole repository, where git runs the tools that it calls."""
    return Path(os.fsdecode(_ask(repository, "rev-parse", "--show-toplevel").rstrip(b"\n")))


def _name(folder: Path) -> str:
    return folder.resolve().name or "这个目录"


# --- revisions -------------------------------------------------------------------------------


def find_commit(repository: Repository, revision: str) -> str | None:
    """The commit that a revision names; None where it names none."""
    if not revision or "\0" in revision:
        return None
    outcome = _run(repository.folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return None if outcome.returncode else outcome.stdout.decode().strip()


def commit_of(repository: Repository, revision: str, others: Collection[str] = ()) -> str:
    """The commit that a revision names; a fault that tells what may have been meant, `others` among it, where it names none."""
    found = find_commit(repository, revision)
    if found is None:
        raise GitFault(_unknown(repository, revision, others))
    return found


def _unknown(repository: Repository, revision: str, others: Collection[str]) -> str:
    if revision == "HEAD":
        return "仓库里还没有提交；先运行 git add content 和 git commit"
    told = f"没有文稿或版本“{revision}”" if others else f"没有版本“{revision}”"
    known = (*tags(repository), *branches(repository))
    remote = [name for name in known if name.endswith(f"/{revision}")]
    if remote:
        return f"{told}，是否指 {remote[0]}？"
    guess = nearest(revision, (*known, *others))
    return f"{told}{guess or '；'}{unshallow(revision)}" if repository.shallow else f"{told}{guess}"


def unshallow(revision: str = "") -> str:
    """What a shallow clone lacks, and how to get it."""
    one = f"，或 git fetch --depth 1 origin tag {revision}" if revision and not revision.startswith(("HEAD", "@", "-")) else ""
    return f"这是浅克隆，历史不全，先运行 git fetch --unshallow --tags{one}"


def merge_base(repository: Repository, one: str, other: str) -> str | None:
    """The commit where two commits have parted; None where they have nothing in common."""
    outcome = _run(repository.folder, "merge-base", one, other)
    return None if outcome.returncode else outcome.stdout.decode().strip()


def last_tag(repository: Repository, commit: str) -> str | None:
    """The tag that is nearest to a commit among those on it or before it."""
    outcome = _run(repository.folder, "describe", "--tags", "--abbrev=0", commit)
    return None if outcome.returncode else outcome.stdout.decode().strip()


def tags(repository: Repository) -> tuple[str, ...]:
    """The names of all tags."""
    return _references(repository, "refs/tags")


def branches(repository: Repository) -> tuple[str, ...]:
    """The names of all branches, those of remotes as origin/main."""
    return _references(repository, "refs/heads", "refs/remotes")


def _references(repository: Repository, *rooms: str) -> tuple[str, ...]:
    return tuple(_ask(repository, "for-each-ref", "--format=%(refname:lstrip=2)", *rooms).decode().splitlines())


# --- files -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a revision; `path` is relative to the library's folder. `stage` is above 0 where a merge has not been settled."""

    path: str
    mode: str  # 100644 and 100755 are files, 120000 is a link, 160000 a submodule
    blob: str
    stage: int = 0


def files_at(repository: Repository, commit: str, below: str = "content") -> tuple[Entry, ...]:
    """The files of a commit below a folder of the library."""
    listed = _ask(repository, "ls-tree", "-r", "-z", commit, "--", f"{below}/")
    return tuple(Entry(path, mode, blob) for (mode, _, blob), path in _listing(listed))


def files_staged(repository: Repository, below: str = "content") -> tuple[Entry, ...]:
    """The files of the index; those that `git add -N` has only announced are not there yet."""
    listed = _ask(repository, "ls-files", "-s", "-z", "--", f"{below}/")
    found = tuple(Entry(path, mode, blob, int(stage)) for (mode, blob, stage), path in _listing(listed))
    announced = _announced(repository, below) if any(_EMPTY.fullmatch(entry.blob) for entry in found) else ()
    return tuple(entry for entry in found if entry.path not in announced)


_EMPTY = re.compile("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391|473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813")


def _announced(repository: Repository, below: str) -> frozenset[str]:
    listed = _ask(repository, "diff-files", "--name-only", "--diff-filter=A", "--relative", "-z", "--", f"{below}/")
    return frozenset(os.fsdecode(path) for path in listed.split(b"\0"))


def _listing(listed: bytes) -> Iterator[tuple[list[str], str]]:
    """The three words before the tab, and the path behind it, of each file of a listing."""
    for line in listed.split(b"\0")[:-1]:
        head, _, path = line.partition(b"\t")
        yield head.decode().split(), os.fsdecode(path)


def sizes(repository: Repository, blobs: Iterable[str]) -> Mapping[str, int]:
    """How many bytes each blob has."""
    answers = _batch(repository, "--batch-check", blobs).decode().splitlines()
    return {blob: int(_size(rest, blob)) for blob, _, rest in (answer.partition(" ") for answer in answers)}


def contents(repository: Repository, blobs: Iterable[str]) -> Mapping[str, bytes]:
    """The bytes of each blob as they are stored: no filter, no line ends changed."""
    stream = _batch(repository, "--batch", blobs)
    found: dict[str, bytes] = {}
    start = 0
    while start < len(stream):
        end = stream.index(b"\n", start)
        blob, _, rest = stream[start:end].decode().partition(" ")
        size = int(_size(rest, blob))
        found[blob] = stream[end + 1 : end + 1 + size]
        start = end + 1 + size + 1
    return found


def _batch(repository: Repository, manner: str, blobs: Iterable[str]) -> bytes:
    wanted = "".join(f"{blob}\n" for blob in dict.fromkeys(blobs))
    return _ask(repository, "cat-file", manner, given=wanted.encode()) if wanted else b""


def _size(rest: str, blob: str) -> str:
    kind, _, size = rest.partition(" ")
    if kind != "blob":
        raise GitFault(f"仓库里缺少文件的内容（{blob[:8]}）；{_PARTIAL}")
    return size


_PARTIAL = "这是部分克隆，先运行 git fetch --refetch --no-filter 取全"


# --- the log ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit; `parents` are the nearest ones before it that touch what the log is of. `date` is the author's day."""

    hash: str
    parents: tuple[str, ...]
    author: str
    date: str  # 2026-11-23
    subject: str
    trailers: tuple[tuple[str, str], ...]  # Comment: 意见-012

    @property
    def short(self) -> str:
        return self.hash[:8]


_FIELDS = ("%H", "%P", "%aN", "%as", "%s", "%(trailers:only,unfold)")


def log(repository: Repository, commit: str, below: str = "content") -> tuple[Commit, ...]:
    """The commits up to `commit` that touch a folder of the library, each before its parents."""
    form = f"--format={'%x00'.join(_FIELDS)}"
    answer = _ask(repository, "log", "-z", "--topo-order", "--parents", "--encoding=UTF-8", form, commit, "--", f"{below}/")
    parts = answer.decode("utf-8", "replace").split("\0")
    rows = [parts[start : start + len(_FIELDS)] for start in range(0, len(parts) - 1, len(_FIELDS))]
    return tuple(_commit(*row) for row in rows)


def last_mention(repository: Repository, commit: str, name: str, below: str = "content") -> str | None:
    """The last commit that wrote an id into a folder of the library, or took it out; references to it count."""
    if not re.fullmatch("[a-z0-9-]+", name):
        return None
    pattern = f"([#(]|id: *){name}([^a-z0-9-]|$)"
    return (
        _ask(repository, "log", "-1", "--format=%H", "--pickaxe-regex", f"-S{pattern}", commit, "--", f"{below}/").decode().strip() or None
    )


def _commit(name: str, parents: str, author: str, date: str, subject: str, trailers: str) -> Commit:
    pairs = [line.partition(":") for line in trailers.splitlines() if ":" in line]
    return Commit(name, tuple(parents.split()), author, date, subject, tuple((key.strip(), value.strip()) for key, _, value in pairs))


# --- settings --------------------------------------------------------------------------------


def setting(repository: Repository, key: str) -> bytes | None:
    """The value of a setting of this repository alone; None where it has none."""
    outcome = _run(repository.folder, "config", "--local", "-z", "--get", key)
    return None if outcome.returncode else outcome.stdout.removesuffix(b"\0")


def set_setting(repository: Repository, key: str, value: bytes) -> None:
    """Write a setting of this repository alone."""
    _ask(repository, "config", "--local", "--replace-all", key, value)


# --- the process -----------------------------------------------------------------------------

_COMMAND = ("git", "--no-pager", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false")
_FOREIGN = re.compile(r"GIT_|LC_|LANG")  # what would lead git to another repository, or make it speak another language


def _ask(repository: Repository, *arguments: str | bytes, given: bytes = b"") -> bytes:
    """What git answers; a fault where it cannot."""
    outcome = _run(repository.folder, *arguments, given=given, index=_index(repository))
    if outcome.returncode:
        raise _fault(outcome, f"git {os.fsdecode(arguments[0])} 没有成功")
    return outcome.stdout


def _run(folder: Path, *arguments: str | bytes, given: bytes = b"", index: str = "") -> subprocess.CompletedProcess[bytes]:
    command = (*_COMMAND, *arguments)
    environment = _environment() | ({"GIT_INDEX_FILE": index} if index else {})
    try:
        return subprocess.run(command, cwd=folder, env=environment, input=given, capture_output=True, check=False)
    except FileNotFoundError:
        if not folder.is_dir():
            raise GitFault(f"没有目录 {folder.name}") from None
        raise GitFault("没有 git，不能看以前的版本；运行 gbdoc doctor 看装法") from None
    except OSError as failure:
        raise GitFault(f"git 启动不了（{failure.strerror}）；运行 gbdoc doctor 看装法") from None


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not _FOREIGN.match(name)}
    ours = {
        "LC_ALL": "C",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",  # git before 2.44 does not know the line above
        "GIT_LITERAL_PATHSPECS": "1",
    }
    return {**kept, **_kept(), **ours}


_SETTINGS = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES")


def _kept() -> dict[str, str]:
    """Of git's own variables those that say how it works, not where."""
    return {name: os.environ[name] for name in _SETTINGS if name in os.environ}


def _index(repository: Repository) -> str:
    """The index that a hook of this very repository is run for: `git commit FILE` makes one for the purpose."""
    given = os.environ.get("GIT_INDEX_FILE", "")
    path = Path(given).absolute()
    return str(path) if given and path.parent.resolve() == repository.git_folder.resolve() and path.is_file() else ""


_REMEDIES = (
    (r"dubious ownership", "git 不信任这个目录，因为它属于别的用户；运行 git config --global --add safe.directory 加目录的完整路径"),
    (r"promisor|lazy fetch|transport '.*' not allowed", _PARTIAL),
    (r"could not lock config file|Permission denied", "写不了 .git/config；请检查权限，或等别的 git 命令结束"),
    (r"index file (corrupt|smaller)|bad index|index file open failed", "暂存区坏了；运行 git reset 重建"),
    (r"bad object|unable to read|not a valid object|corrupt", "仓库的对象坏了或不全；运行 git fsck 查看"),
)


def _fault(outcome: subprocess.CompletedProcess[bytes], words: str) -> GitFault:
    told = outcome.stderr.decode("utf-8", "replace")
    if re.search("not a git repository", told):
        return GitFault(words)
    remedy = next((remedy for pattern, remedy in _REMEDIES if re.search(pattern, told)), "")
    if remedy:
        return GitFault(remedy)
    last = told.strip().splitlines()[-1:] or [f"退出码 {outcome.returncode}"]
    return GitFault(f"{words}：{last[0]}")
