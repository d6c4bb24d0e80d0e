"""Which two revisions are meant, and their files: commits, the index, the worktree, other folders, editions that never were in git."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from gbdoc import git
from gbdoc.diagnostic import Diagnostic, error, nearest
from gbdoc.git import GitFault
from gbdoc.load import survey, survey_commit, survey_index
from gbdoc.read.baseline import read_baseline
from gbdoc.source import Sources, Span

RevisionKind: TypeAlias = Literal["commit", "worktree", "index", "folder", "baseline"]
Taken: TypeAlias = tuple[Sources, tuple[Diagnostic, ...]]  # a library's files, and findings on those that could not be taken


@dataclass(frozen=True, slots=True)
class Revision:
    """A state of the library: how it is called, and where it is found."""

    name: str  # 征求意见稿-1, main, 工作区, 暂存区, ../old, baseline/2018.yaml
    kind: RevisionKind
    at: str = ""  # the hash of a commit, the path of a folder, the path of a baseline below content/

    @property
    def commit(self) -> str:
        """The hash; empty for what is no commit."""
        return self.at if self.kind == "commit" else ""

    @property
    def short(self) -> str:
        """The hash as people write it; empty for what is no commit."""
        return self.commit[:8]


WORKTREE = Revision("工作区", "worktree")
INDEX = Revision("暂存区", "index")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be compared; `names` are the documents asked for, none meaning all; `notes` are to be told."""

    old: Revision
    new: Revision
    names: tuple[str, ...]
    notes: tuple[str, ...] = ()


# --- words -> revisions ----------------------------------------------------------------------


def choose(words: Sequence[str], names: Collection[str], library: Path) -> Choice:
    """OLD, OLD..NEW, OLD...NEW, ..NEW, OLD.. or OLD NEW, and names of documents; without words the last tag and the worktree.

    A word that is a document's name is one; before `--` all are revisions, behind it all are names, also of documents that
    only one of the revisions has.
    """
    revisions, wanted = _sorted(words, names, library)
    old, joint, new = _parted(revisions, library)
    if joint == "...":
        return _since_parting(old or "HEAD", new, wanted, names, library)
    newer = _revision(new, wanted, names, library) if new else WORKTREE
    if newer.kind == "baseline":
        raise GitFault(f"{new} 是旧版，只能写在前面")
    older, notes = (_revision(old, wanted, names, library), ()) if old else _last(newer, library)
    return _choice(older, newer, wanted, notes)


def choose_staged(words: Sequence[str], names: Collection[str], library: Path) -> Choice:
    """The index against OLD, or against HEAD."""
    revisions, wanted = _sorted(words, names, library)
    old, joint, new = _parted(revisions, library)
    if joint or new:
        raise GitFault("用 --staged 时新版就是暂存区，只写旧版")
    git.repository_of(library)
    return _choice(_revision(old or "HEAD", wanted, names, library), INDEX, wanted)


def _choice(old: Revision, new: Revision, wanted: tuple[str, ...], notes: tuple[str, ...] = ()) -> Choice:
    if old.kind != "baseline":
        return Choice(old, new, wanted, notes)
    name = old.at.split("/")[0]
    if any(other != name for other in wanted):
        raise GitFault(f"{old.name} 是 {name} 的旧版，不能与别的文稿比较")
    return Choice(old, new, (name,), notes)


def _sorted(words: Sequence[str], names: Collection[str], library: Path) -> tuple[list[str], tuple[str, ...]]:
    """The words that are revisions, and those that are names of documents."""
    if "--" in words:
        at = list(words).index("--")
        revisions, wanted = list(words[:at]), words[at + 1 :]
    else:
        revisions, wanted = [word for word in words if word not in names], [word for word in words if word in names]
        _refuse_ambiguous(wanted, library)
    return revisions, tuple(dict.fromkeys(wanted))


def _refuse_ambiguous(wanted: Sequence[str], library: Path) -> None:
    repository = git.find(library) if wanted else None
    known = {*git.tags(repository), *git.branches(repository)} if repository else set()
    for word in wanted:
        if word in known:
            raise GitFault(f"{word} 既是文稿名，也是标签或分支名；指文稿写 -- {word}，指版本写 {word} --")


def _parted(revisions: list[str], library: Path) -> tuple[str, str, str]:
    """The old revision, the dots, and the new one; empty is what is not written."""
    if any(not word.strip() for word in revisions):
        raise GitFault("版本名是空的")
    found = [re.fullmatch(r"(.*?)(\.{2,3})(.*)", word, re.DOTALL) if not _is_path(word, library) else None for word in revisions]
    if len(revisions) > 2 or (len(revisions) == 2 and any(found)):
        raise GitFault(f"写了 {len(revisions)} 个版本（{'、'.join(revisions)}）；写 旧版 新版，或 旧版..新版；文稿名写在 -- 后面")
    if len(revisions) == 1 and found[0]:
        return found[0][1], found[0][2], found[0][3]
    old, new = (*revisions, "", "")[:2]
    return old, "", new


def _is_path(word: str, library: Path) -> bool:
    """Whether a word is surely a path: git has no revisions that look so."""
    return word.startswith(("./", "../", "/", "~/")) and (_holds_library(word) or bool(_baselines(word, library)))


def _since_parting(old: str, new: str, wanted: tuple[str, ...], names: Collection[str], library: Path) -> Choice:
    """What a branch has done since it left another one."""
    repository = git.repository_of(library)
    ends = [git.commit_of(repository, end, names) for end in (old, new or "HEAD")]
    base = git.merge_base(repository, *ends)
    if base is None:
        remedy = f"；{git.unshallow()}" if repository.shallow else "；改用 .. 直接比较"
        raise GitFault(f"{old} 和 {new or 'HEAD'} 没有共同的历史{remedy}")
    newer = Revision(new, "commit", ends[1]) if new else WORKTREE
    return Choice(Revision(f"{old} 与 {new or 'HEAD'} 的分叉处", "commit", base), newer, wanted)


def _last(new: Revision, library: Path) -> tuple[Revision, tuple[str, ...]]:
    """The last tag before a revision, else HEAD, which is told."""
    repository = git.repository_of(library)
    before = git.find_commit(repository, f"{new.commit}^" if new.commit else "HEAD")
    tag = git.last_tag(repository, before) if before else None
    if tag:
        return Revision(tag, "commit", git.commit_of(repository, f"refs/tags/{tag}")), ()
    note = f"看不到标签，旧版取 HEAD；{git.unshallow()}" if repository.shallow else "没有标签，旧版取 HEAD"
    return Revision("HEAD", "commit", git.commit_of(repository, "HEAD")), (note,)


def _revision(word: str, wanted: Collection[str], names: Collection[str], library: Path) -> Revision:
    """The revision that a word names: a path that looks like one, else what git knows, else a folder or a baseline."""
    if word.startswith(("./", "../", "/", "~/")) and _holds_library(word):
        return Revision(word, "folder", word)
    if word.endswith((".yaml", ".yml")):
        return _baseline(word, wanted, library)
    repository = git.find(library)
    commit = git.find_commit(repository, word) if repository else None
    if commit:
        return Revision(word, "commit", commit)
    if _holds_library(word):
        return Revision(word, "folder", word)
    if Path(word).expanduser().is_dir():
        raise GitFault(f"目录 {word} 里没有 content/，不是文稿库")
    return Revision(word, "commit", git.commit_of(git.repository_of(library), word, names))


def _holds_library(word: str) -> bool:
    return (Path(word).expanduser() / "content").is_dir()


def _baseline(word: str, wanted: Collection[str], library: Path) -> Revision:
    found = _baselines(word, library)
    chosen = [path for path in found if path.split("/")[0] in wanted] or found
    if not chosen:
        raise GitFault(f"找不到旧版文件 {word}；它应在 content/文稿名/baseline/ 里，写法见 docs/git.md")
    if len(chosen) > 1:
        raise GitFault(f"几个文稿都有 {word}，写明是哪一个：{'、'.join(f'content/{path}' for path in chosen)}")
    return Revision(word, "baseline", chosen[0])


def _baselines(word: str, library: Path) -> list[str]:
    """The files below content/ that a word may mean: as seen from here, from the library, from content/, or from a document's folder."""
    content = (library / "content").resolve()
    places = [Path(word).resolve(), library / word, content / word, *(folder / word for folder in sorted(content.glob("*/")))]
    inside = [place.resolve() for place in places if place.is_file() and place.resolve().is_relative_to(content)]
    paths = [place.relative_to(content).as_posix() for place in inside if place.suffix in (".yaml", ".yml")]
    return [path for path in dict.fromkeys(paths) if re.fullmatch(r"[^/]+/baseline/[^/]+", path)]


# --- revisions -> files ----------------------------------------------------------------------


def take(choice: Choice, library: Path) -> tuple[Taken, Taken]:
    """The files of both revisions, the old ones first; a fault where a document asked for is in neither."""
    new = sources_of(choice.new, library)
    old = _edition(choice.old, new[0], library) if choice.old.kind == "baseline" else sources_of(choice.old, library)
    known = sorted({*old[0].names, *new[0].names})
    for name in choice.names:
        if name not in known:
            remedy = "；选项写在 -- 前面" if name.startswith("-") else nearest(name, known)
            raise GitFault(f"两个版本里都没有文稿“{name}”{remedy}")
    return old, new


def sources_of(revision: Revision, library: Path) -> Taken:
    """The files of a revision; a baseline's stand among those of the worktree."""
    match revision.kind:
        case "worktree":
            return _worktree(library)
        case "index":
            taken = survey_index(git.repository_of(library))
        case "commit":
            taken = survey_commit(git.repository_of(library), revision.at)
        case "folder":
            return survey(Path(revision.at).expanduser())
        case "baseline":
            return _edition(revision, survey(library)[0], library)
    if not taken[0].files and not taken[1]:
        raise GitFault(f"{revision.name} 里没有 content/；那时文稿还没有放进来，换一个版本")
    return taken


def _worktree(library: Path) -> Taken:
    """The files as they stand now, and findings on those in which a merge has left its marks."""
    sources, findings = survey(library)
    words = "合并有冲突，先改好并 git add；这里连冲突标记一起比较"
    return sources, (*findings, *(error(Span(path, 1, 1, 1, 1), "file", words) for path in _unsettled(library)))


def _unsettled(library: Path) -> list[str]:
    try:
        return sorted({entry.path for entry in git.files_staged(git.repository_of(library)) if entry.stage})
    except GitFault:  # no repository, or its index is broken: the files can be compared all the same
        return []


def _edition(revision: Revision, beside: Sources, library: Path) -> Taken:
    """The library `beside` with an edition that never was in git in the place of the new one."""
    written = (library / "content" / revision.at).read_bytes()
    baseline = read_baseline(Sources({**beside.files, revision.at: written}), revision.at)
    if baseline.sources is None:
        places = [(each.span, each.message) for each in baseline.diagnostics]
        told = "\n".join(f"    {span.path}:{span.line}:{span.column}: {message}" for span, message in places)
        raise GitFault(f"{revision.name} 读不成旧版：\n{told}")
    return baseline.sources, baseline.diagnostics
