"""What the reader's script knows of a document besides the page itself, as JSON; all the page says without it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from markupsafe import Markup

from gbdoc.resolve import ResolvedDocument
from gbdoc.write.reader import wording
from gbdoc.write.reader.passages import Passage
from gbdoc.write.reader.register import Provision, register
from gbdoc.write.reader.standing import siblings, standings

_KINDS = tuple(wording.KINDS)


def reader_data(passages: Iterable[Passage], resolved: ResolvedDocument) -> Markup:
    """The data of a page; nothing in it can end the element that it stands in."""
    data: dict[str, Any] = {
        "number": resolved.document.metadata.dated_number,
        "name": resolved.document.name,
        "register": [
            _passage(anchor, list(group)) for anchor, group in groupby(register(passages, resolved), key=lambda each: each.anchor)
        ],
        "standings": {anchor: [standing.name, standing.words] for anchor, standing in standings(resolved).items()},
        "siblings": siblings(resolved),
    }
    return Markup(json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def _passage(anchor: str, provisions: list[Provision]) -> list[Any]:
    """The provisions of one element: its anchor, then of each the kind's place in the list of kinds, its beginning and end."""
    return [anchor, *(number for each in provisions for number in (_KINDS.index(each.kind), each.start, each.end))]
