"""The markup that the paginator reads."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

from weasyprint import CSS, HTML

_UNUSED = re.compile(r"^::(marker|note-[a-z]+) \{.*\}$", re.MULTILINE)


class Markup(HTML):  # type: ignore[misc]
    """HTML without list markers and end notes, which WeasyPrint's own style sheet gives to every element there is.

    We use neither, and their styles are two thirds of all styles.
    """

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:  # noqa: ARG002
        return [_browser_style()]


@cache
def _browser_style() -> Any:
    style = (files("weasyprint") / "css" / "html5_ua.css").read_text(encoding="utf-8")
    return CSS(string=_UNUSED.sub("", style))
