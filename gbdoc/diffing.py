"""What became of the standards of a library between two revisions of its sources."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from gbdoc.change import Comparison, Redline
from gbdoc.change_list import renamed_ids
from gbdoc.compare import Version, compare, redline
from gbdoc.diagnostic import Diagnostic, Severity
from gbdoc.differing import line_difference
from gbdoc.pipeline import Compiled, compile_library
from gbdoc.source import Sources

State: TypeAlias = Literal["compared", "added", "deleted", "unreadable"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One standard in both revisions; or that it came, went, or cannot be read in one of them.

    Of what cannot be read, `lines` are the differences of its source files; `unread` names the revisions: 旧, 新.
    The errors of either revision say why, and what the comparison may lack.
    """

    name: str
    state: State
    comparison: Comparison | None = None
    redline: Redline | None = None
    old_name: str = ""  # where its folder had another name
    unread: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    old_errors: tuple[Diagnostic, ...] = ()
    new_errors: tuple[Diagnostic, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether there is anything to tell."""
        if self.comparison is None:
            return self.state != "unreadable" or bool(self.lines)
        return bool(self.comparison.changes or self.comparison.renumbered)


def differences(old: Sources, new: Sources, names: Collection[str]) -> tuple[Difference, ...]:
    """The changes of the named standards, of all where none is named; no document is made that shows them."""
    return tuple(_each(old, new, names, lambda *versions: (compare(*versions), None)))


def redlines(old: Sources, new: Sources, names: Collection[str]) -> tuple[Difference, ...]:
    """The same with a document that shows the changes."""

    def both(*versions: Any) -> tuple[Comparison, Redline]:
        shown = redline(*versions)
        return shown.comparison, shown

    return tuple(_each(old, new, names, both))


Way: TypeAlias = Callable[[Version, Version, Mapping[str, str]], tuple[Comparison | None, Redline | None]]


def _each(old: Sources, new: Sources, names: Collection[str], way: Way) -> Iterator[Difference]:
    before, after = ({each.name: each for each in compile_library(sources)} for sources in (old, new))
    former = _renamed(before, after)
    gone = before.keys() - after.keys() - set(former.values())
    for name in sorted(after.keys() | gone):
        if names and name not in names and former.get(name) not in names:
            continue
        was = former.get(name, name)
        if name not in after:
            yield Difference(name, "deleted")
        elif was not in before:
            yield Difference(name, "added")
        else:
            yield _difference(before[was], after[name], old, new, way)


def _difference(before: Compiled, after: Compiled, old: Sources, new: Sources, way: Way) -> Difference:
    known = Difference(
        after.name,
        "compared",
        old_name=before.name if before.name != after.name else "",
        old_errors=_errors(before),
        new_errors=_errors(after),
    )
    if before.resolved is None or after.resolved is None:
        unread = tuple(word for word, each in (("旧", before), ("新", after)) if each.resolved is None)
        lines = tuple(line_difference(_under(old, before.name, after.name), new, f"{after.name}/"))
        return replace(known, state="unreadable", unread=unread, lines=lines)
    versions = Version(before.resolved, old.files), Version(after.resolved, new.files)
    comparison, both = way(*versions, renamed_ids(new, after.name))
    return replace(known, comparison=comparison, redline=both)


# A reference that leads nowhere is printed and compared as it stands; nothing of the text is lost by it.
_HARMLESS = ("unknown-target", "unknown-document", "unknown-reference", "self-citation", "law-reference")


def _errors(standard: Compiled) -> tuple[Diagnostic, ...]:
    """What may have kept something of a document from being read."""
    return tuple(found for found in standard.diagnostics if found.severity is Severity.ERROR and found.rule not in _HARMLESS)


def _under(sources: Sources, former: str, name: str) -> Sources:
    """The files with a standard's folder under its new name."""
    return Sources(
        {f"{name}/{path.partition('/')[2]}" if path.startswith(f"{former}/") else path: data for path, data in sources.files.items()}
    )


def _renamed(before: Mapping[str, Compiled], after: Mapping[str, Compiled]) -> Mapping[str, str]:
    """New name -> old name of standards whose folder was renamed: their number and title are the same."""
    gone = {_identity(each): name for name, each in before.items() if name not in after and each.resolved}
    came = {name: _identity(each) for name, each in after.items() if name not in before and each.resolved}
    return {name: gone[identity] for name, identity in came.items() if identity in gone}


def _identity(standard: Compiled) -> object:
    assert standard.resolved
    metadata = standard.resolved.document.metadata
    return (metadata.undated_number, metadata.title_elements)
