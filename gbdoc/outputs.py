"""What stands in output/: files written whole or not at all, and the manifest of what they were made from."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from gbdoc.diagnostic import Diagnostic, Severity
from gbdoc.source import Span

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Written:
    """The files of one format of a standard: what they were made from, and their digests by path below output/."""

    inputs: str
    files: Mapping[str, str]
    complaints: Sequence[str] = ()  # what the paginator warned of


@dataclass(frozen=True, slots=True)
class Record:
    """What the last build knew of a standard."""

    library: str  # digest of the whole library when it was built
    inputs: str  # digest of what this standard's outputs depend on; "" where it could not be read
    diagnostics: tuple[Diagnostic, ...] = ()
    formats: Mapping[str, Written] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the builds so far have left in output/."""

    standards: Mapping[str, Record] = field(default_factory=dict)
    index: Written = Written("", {})


def digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def intact(output: Path, written: Written) -> bool:
    """Whether all files of a format are as they were written."""
    return all(digest_of(output / name) == expected for name, expected in written.files.items())


def digest_of(path: Path) -> str:
    """The digest of a file; empty where there is none."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""


def write(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or, whatever happens, stays as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def load_manifest(output: Path) -> Manifest:
    """The manifest of output/; empty where there is none, or one that another gbdoc wrote."""
    try:
        entries = json.loads((output / MANIFEST).read_bytes())
        return Manifest({name: _record(entry) for name, entry in entries["standards"].items()}, Written(**entries["index"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Manifest()


def save_manifest(output: Path, manifest: Manifest) -> None:
    write(output / MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True).encode())


def _record(entry: Mapping[str, Any]) -> Record:
    diagnostics = tuple(
        Diagnostic(Span(**found["span"]), Severity(found["severity"]), found["rule"], found["message"]) for found in entry["diagnostics"]
    )
    formats = {name: Written(**written) for name, written in entry["formats"].items()}
    return Record(entry["library"], entry["inputs"], diagnostics, formats)
