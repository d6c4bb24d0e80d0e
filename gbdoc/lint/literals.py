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

_RUN = re.compile(r"[A-Za-z0-9._%+/\\:@?&=#~-]+")
_ADDRESS = re.compile(
    r"://|@|^(?:www\.|mailto:|urn:)|\.(?:com|cn|org|net|gov|edu|int|io)(?:[/:?]|$)"
    r"|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])"
    r"|\.(?:docx?|xlsx?|pptx?|pdf|txt|csv|xml|json|ya?ml|zip|rar|7z|jpe?g|png|svg|gif|tiff?|shp|dwg|dxf|html?|js|py|md|mp[34]|wav|avi|exe|dll|db"
    r"|ini|log)$"
)
_CODE = re.compile(
    r"(?<![A-Za-z0-9_])(?<!\d )[A-Za-z_][A-Za-z0-9_]*(?:[._/×-][A-Za-z0-9_]+)*"  # M10-20, IPv4, V2.0.1, H.264
    r"|(?<![\w-])\d{3,4}-\d{7,8}(?![\w-])"  # a telephone number
    r"|(?<![\w.])\d+(?:\.\d+){2,}(?![\w.])"  # a clause or a version
    r"|(?<![\w-])(?:19|20)\d\d-\d\d(?:-\d\d)?(?![\w-])|(?<![\d:])\d{1,3}:\d{1,6}(?::\d{1,3})?(?![\d:])",  # a date, a time, a ratio
    re.ASCII,
)


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
    hidden = _RUN.sub(_without_address, text)
    for atom in atoms(text):
        if atom.kind == "standard-number":
            hidden = hidden[: atom.start] + HIDDEN * (atom.end - atom.start) + hidden[atom.end :]
    return hidden


@lru_cache(4096)
def without_codes(text: str) -> str:
    """A text, as long as before, with all that is for machines out of sight, and words that are not its own."""
    return _CODE.sub(_without_code, own_words(without_addresses(text)))


def _without_address(found: re.Match[str]) -> str:
    return HIDDEN * len(found[0]) if _ADDRESS.search(found[0].rstrip(".:/?-")) else found[0]


def _without_code(found: re.Match[str]) -> str:
    return HIDDEN * len(found[0]) if re.search(r"\d", found[0]) else found[0]
