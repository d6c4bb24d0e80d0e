"""Words for machines in running text: addresses, file names, codes, versions, times. Rules on numbers and spelling pass over them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from gbdoc.atoms import atoms
from gbdoc.lint.reading import Found, Prose, Reading
from gbdoc.model import Inline, Table, Text
from gbdoc.provision import own_words

HIDDEN = "\ufffb"

_ADDRESS = (
    r"(?:https?|ftp|mailto|urn):[!-~]+|(?<![A-Za-z0-9.])www\.[!-~]+"
    r"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+"
    r"|(?<![A-Za-z0-9.-])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|cn|org|net|gov|edu|int|io)(?![A-Za-z0-9])(?:[/:][!-~]*)?"
    r"|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])(?:[/:]\d+)?"
)
_FILE = (
    r"(?:[A-Za-z]:|\.{0,2})?[\\/]?[A-Za-z0-9_\\/.-]*[A-Za-z0-9_]\.(?:docx?|xlsx?|pptx?|pdf|txt|csv|xml|json|ya?ml|zip|rar|7z|jpe?g|png|svg|gif"
    r"|tiff?|shp|dwg|dxf|html?|js|py|md|mp[34]|wav|avi|exe|dll|db|ini|log)(?![A-Za-z0-9])"
)
_CODE = (
    r"(?<![A-Za-z0-9_])(?<!\d )(?=[A-Za-z_./-]*\d)[A-Za-z_][A-Za-z0-9_]*(?:[._/-][A-Za-z0-9_]+)*"  # M10-20, IPv4, V2.0.1, H.264
    r"|(?<![\w-])\d{3,4}-\d{7,8}(?![\w-])"  # a telephone number
    r"|(?<![\w.])\d+(?:\.\d+){2,}(?![\w.])"  # a clause or a version
    r"|(?<![\w-])(?:19|20)\d\d-\d\d(?:-\d\d)?(?![\w-])|(?<![\d:])\d{1,3}:\d{1,6}(?::\d{1,3})?(?![\d:])"  # a date, a time, a ratio
)
_ADDRESSES = re.compile(rf"{_ADDRESS}|{_FILE}", re.ASCII)
_CODES = re.compile(_CODE, re.ASCII)


def search_addressless(reading: Reading, pattern: re.Pattern[str]) -> Iterator[Found]:
    """What a pattern finds in whole paragraphs, with addresses, file names and standard numbers out of sight."""
    for prose in running(reading):
        if pattern.search(prose.text):
            found = (Found(prose, prose.whole, match) for match in pattern.finditer(without_addresses(prose.text)))
            yield from (each for each in found if is_as_written(each.sentence.leaf(each.match.start())))


def search_plain(reading: Reading, pattern: re.Pattern[str]) -> Iterator[Found]:
    """The same, with codes, versions, times, quotations and titles of documents out of sight too."""
    for prose in running(reading):
        if pattern.search(prose.text):
            for sentence in prose.sentences:
                found = (Found(prose, sentence, match) for match in pattern.finditer(without_codes(sentence.text)))
                yield from (each for each in found if is_as_written(each.sentence.leaf(each.match.start())))


def running(reading: Reading) -> Iterator[Prose]:
    """What authors wrote, without symbols and without the tables of the standards system, whose words come from elsewhere."""
    for prose in reading.authored:
        exhibit = prose.place.exhibit
        if prose.kind not in ("key", "term") and not (isinstance(exhibit, Table) and exhibit.data.startswith("/system")):
            yield prose


def is_as_written(leaf: Inline) -> bool:
    """Whether words stand character by character in the source, and were not taken from a title in references.yaml or made."""
    span = leaf.span
    return (
        not isinstance(leaf, Text) or bool(leaf.pieces) or (span.line == span.end_line and span.end_column - span.column == len(leaf.text))
    )


@lru_cache(4096)
def without_addresses(text: str) -> str:
    """A text, as long as before, with addresses, file names and standard numbers out of sight."""
    hidden = _ADDRESSES.sub(_hide, text)
    for atom in atoms(text):
        if atom.kind == "standard-number":
            hidden = hidden[: atom.start] + HIDDEN * (atom.end - atom.start) + hidden[atom.end :]
    return hidden


@lru_cache(4096)
def without_codes(text: str) -> str:
    """A text, as long as before, with all that is for machines out of sight, and words that are not its own."""
    return _CODES.sub(_hide, own_words(without_addresses(text)))


def _hide(found: re.Match[str]) -> str:
    return HIDDEN * len(found[0])
