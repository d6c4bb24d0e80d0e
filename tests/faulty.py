"""Faults put into sound text, one each: tests/faults/STANDARD.yaml says where, which rule is meant, and where it should be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from gbdoc.checking import findings
from gbdoc.diagnostic import Diagnostic
from gbdoc.load import survey
from gbdoc.pipeline import compile_library
from gbdoc.source import Sources

HERE = Path(__file__).parent
SOUND, _ = survey(HERE / "sound")
OF_SEVERAL = ("term-defined-twice",)  # rules that look at our other standards too


@dataclass(frozen=True)
class Fault:
    """One change to sound text that makes it break one rule."""

    standard: str
    number: int  # in its file, from 1
    rule: str
    edits: tuple[tuple[str, str, str], ...]  # file below content/, what stands there, what is put in its place
    at: str  # words of the line that should be told; empty for the first line that differs
    at_file: str

    def __str__(self) -> str:
        return f"{self.standard}:{self.number}:{self.rule}"

    @property
    def kept_aside(self) -> bool:
        """Whether it is of the third that no rule has been tuned with."""
        return self.number % 3 == 0


def faults() -> list[Fault]:
    """All faults, in order of file."""
    return [fault for path in sorted((HERE / "faults").glob("*.yaml")) for fault in _faults(path)]


def _faults(path: Path) -> Iterator[Fault]:
    for number, entry in enumerate(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader), 1):
        if "void" in entry:  # it is no fault after all; it keeps its number
            continue
        edits = tuple((each["file"], each["old"], each.get("new") or "") for each in (entry, *entry.get("more", ())))
        yield Fault(path.stem, number, entry["rule"], edits, entry.get("at", ""), entry.get("at_file") or entry["file"])


def told(fault: Fault) -> bool:
    """Whether the rule that is meant tells the fault at its line."""
    place = line(fault)
    return any(
        found.rule == fault.rule and (found.span.path, found.span.line) == place for found in findings_of(mutated(fault), fault.standard)
    )


def alone(standard: str) -> Sources:
    """One of the sound standards with what it shares with the others."""
    return Sources({path: data for path, data in SOUND.files.items() if "/" not in path or path.startswith(f"{standard}/")})


def mutated(fault: Fault) -> Sources:
    """The standard with the fault in it."""
    whole = SOUND if fault.rule in OF_SEVERAL else alone(fault.standard)
    files = dict(whole.files)
    for file, old, new in fault.edits:
        text = files[file].decode()
        assert text.count(old) == 1, f"{fault}: {text.count(old)} × {old!r}"
        files[file] = text.replace(old, new).encode()
    return Sources(files)


def line(fault: Fault) -> tuple[str, int]:
    """The file and line where the fault should be told."""
    lines = _lines(mutated(fault).files, fault.at_file)
    if fault.at:
        found = [number for number, words in enumerate(lines, 1) if fault.at in words]
        assert len(found) == 1, f"{fault}: {fault.at!r} in lines {found}"
        return f"content/{fault.at_file}", found[0]
    before = _lines(SOUND.files, fault.at_file)
    same = next((n for n, (old, new) in enumerate(zip(before, lines, strict=False)) if old != new), min(len(before), len(lines)))
    return f"content/{fault.at_file}", same + 1


def _lines(files: Mapping[str, bytes], path: str) -> list[str]:
    return files[path].decode().split("\n")


def findings_of(sources: Sources, standard: str) -> tuple[Diagnostic, ...]:
    """All that is found in a standard that stands alone."""
    (compiled,) = (each for each in compile_library(sources) if each.name == standard)
    return findings(compiled)
