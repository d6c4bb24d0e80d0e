"""What is said of a unit besides its words: the kind of an annex or a list, the file of a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b

from gbdoc.change import Category, Reason
from gbdoc.compare.context import Context
from gbdoc.compare.joints import Joint
from gbdoc.model import Annex, Example, Figure, Formula, List, Table

# The attributes of a class that count as changes, with what they are: another kind of annex is another provision.
_ATTRIBUTES: Mapping[type, Mapping[str, Category]] = {
    Annex: {"kind": "technical"},
    List: {"kind": "structural"},
    Example: {"boxed": "markup"},
    Formula: {"numbered": "structural"},
    Table: {"landscape": "markup"},
    Figure: {"alternative": "editorial"},
}
_WORDS = {
    "normative": "规范性", "informative": "资料性", "dash": "——", "dot": "·", "letter": "a)", "digit": "1)",
}  # fmt: skip


def attributes(joint: Joint, context: Context) -> Iterator[tuple[str, Category, Reason]]:
    """The attributes of a unit that are others: name, class, and what they were and are."""
    assert joint.old
    assert joint.new
    old, new = joint.old.node, joint.new.node
    if type(old) is not type(new):
        return
    drawn = tuple(_drawing(old, new, context)) if isinstance(new, Figure) else ()
    yield from drawn
    for name, category in _ATTRIBUTES.get(type(new), {}).items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after and not drawn:  # words that stand for a drawing change with it
            yield name, category, Reason("attribute", _worded(before), _worded(after))


def _worded(value: str | bool) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return _WORDS.get(value, value)


def _drawing(old: Figure, new: Figure, context: Context) -> Iterator[tuple[str, Category, Reason]]:
    """A figure that shows something else, whatever its file is called."""
    before, after = digest(old, context.old_files), digest(new, context.new_files)
    if before != after:
        yield "file", "technical", Reason("file", before, after)
    elif old.diagram != new.diagram:
        yield "diagram", "technical", Reason("diagram")


def digest(figure: Figure, files: Mapping[str, bytes]) -> str:
    """What a figure shows, as the beginning of its file's digest; empty where it has no file."""
    data = files.get(figure.file, figure.file.encode())
    return blake2b(data, digest_size=6).hexdigest() if figure.file else ""
