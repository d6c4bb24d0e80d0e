"""Four standards on subjects of other trades: they are read without a finding and every one of them gives its page."""

from __future__ import annotations

from pathlib import Path

import pytest

from gbdoc.load import survey
from gbdoc.pipeline import compile_library
from gbdoc.write.html import load_templates, write_html

ROOT = Path(__file__).parents[1]
SOURCES, _ = survey(ROOT / "tests" / "sound")
STANDARDS = {standard.name: standard for standard in compile_library(SOURCES)}


@pytest.mark.parametrize("name", STANDARDS)
def test_nothing_is_found_in_sound_text(name: str) -> None:
    assert STANDARDS[name].diagnostics == ()


@pytest.mark.parametrize("name", STANDARDS)
def test_sound_text_gives_its_page(name: str) -> None:
    resolved = STANDARDS[name].resolved
    assert resolved is not None
    page = write_html(resolved, load_templates(ROOT / "templates"), SOURCES)
    assert all(f'id="{division.anchor}"' in page for division in resolved.document.divisions)
    assert "【?" not in page
