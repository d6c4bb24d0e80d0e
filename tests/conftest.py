"""Options of the test run, and the browser that pages are opened in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write what the program says into tests/cases; review the diff; not with -n")


@pytest.fixture(scope="module")
def launched() -> Iterator[Any]:
    """A browser, where this machine has one; it is closed after each module, so that others may run loops of their own."""
    api = pytest.importorskip("playwright.sync_api")
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("no browser on this machine")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def browser(launched: Any) -> Iterator[Any]:
    """The browser for one test; pages that stayed open would make the next ones slow."""
    yield launched
    for context in launched.contexts:
        context.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script that looks for barriers in a page."""
    library = pytest.importorskip("axe_playwright_python")
    return (Path(library.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
