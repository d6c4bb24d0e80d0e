"""WeasyPrint with our fonts, reading nothing but the sources and telling all that it complains of."""

from __future__ import annotations

import atexit
import gc
import io
import logging
import os
import platform
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.sax.saxutils import escape

from gbdoc.change import EARLIER
from gbdoc.doctor import FONTS, PANGO_REMEDY
from gbdoc.model import Fonts
from gbdoc.source import Sources
from gbdoc.write.pdf.properties import resolved

LOGGER = logging.getLogger("gbdoc.pdf")
_THIS_FOLDER = '<dir prefix="relative">.</dir>'  # an old fontconfig takes it for the working directory


class PdfUnavailable(Exception):  # noqa: N818 - nothing is wrong with what was given
    """No PDF can be made on this machine; the message says what is missing and how to get it."""


@dataclass(frozen=True, slots=True)
class Engine:
    """WeasyPrint, set up for one document: its fonts, its style sheet, and the files that it may read."""

    fonts: Any  # a FontConfiguration
    style: Any  # a CSS
    fetcher: Any  # a URLFetcher
    variant: str  # of PDF

    def lay_out(self, html: str, style: str = "") -> Any:
        """The pages of a piece of HTML, as a WeasyPrint Document; `style` is added to the document's style sheet."""
        from weasyprint import CSS

        from gbdoc.write.pdf.markup import Markup

        added = CSS(string=style, font_config=self.fonts, url_fetcher=self.fetcher)
        source = Markup(string=html, url_fetcher=self.fetcher)  # without a base address links to other files stay as they are
        return source.render(font_config=self.fonts, stylesheets=[self.style, added], pdf_variant=self.variant)


@contextmanager
def engine(sources: Sources, fonts: Fonts, style: str, variant: str = "pdf/ua-1") -> Iterator[Engine]:
    """An engine for one document; garbage is not collected while it is there, which saves a fifth of the time."""
    with _our_fonts():
        _load()
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration

        from gbdoc.write.pdf.fetch import SourcesFetcher
        from gbdoc.write.pdf.rhythm import half_lines

        configuration = FontConfiguration()
    fetcher = SourcesFetcher(sources)
    with _complaints(), _garbage_kept(), half_lines():
        sheet = CSS(string=resolved(style + _font_faces(fonts)), font_config=configuration, url_fetcher=fetcher)
        yield Engine(configuration, sheet, fetcher, variant)


@contextmanager
def _our_fonts() -> Iterator[None]:
    """Let fontconfig see the fonts of our folder and no others; it reads this when WeasyPrint is imported or set up."""
    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.TemporaryDirectory(prefix="gbdoc-") as folder:
        settings = (FONTS / "fonts.conf").read_text(encoding="utf-8")
        file = Path(folder, "fonts.conf")
        file.write_text(settings.replace(_THIS_FOLDER, f"<dir>{escape(str(FONTS))}</dir>"), encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(file)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


def _load() -> None:
    words = io.StringIO()
    try:
        with redirect_stdout(words):  # where it lacks a library it prints a page of advice
            import weasyprint  # noqa: F401
    except OSError as error:
        remedy = PANGO_REMEDY.get(platform.system(), PANGO_REMEDY["Linux"])
        raise PdfUnavailable(f"没有 Pango，生成不了 PDF。装法：{remedy}") from error


def _font_faces(fonts: Fonts) -> str:
    """The style that puts a document's own fonts before ours."""
    faces = [(name, path) for name, path in (("serif", fonts.serif), ("sans", fonts.sans)) if path]
    rules = "".join(f'@font-face{{font-family:"Document {name}";src:url("content:{path}")}}' for name, path in faces)
    names = "".join(f'--{name}:"Document {name}","GBDoc {name.title()}";' for name, _ in faces)
    return f"{rules}:root{{{names}}}" if faces else ""


# --- complaints ------------------------------------------------------------------------------


@contextmanager
def _complaints() -> Iterator[None]:
    """Pass on what WeasyPrint warns of, each thing once, to our own logger."""
    listener = _Listener(logging.WARNING)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(listener)
    propagate, logger.propagate = logger.propagate, False
    try:
        yield
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagate
        for message in dict.fromkeys(listener.messages):
            LOGGER.warning("%s", _worded(message))


class _Listener(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


_NO_GLYPH = re.compile(r'\.notdef glyph .*"(.+)" \((U\+[0-9A-F]+)\)', re.DOTALL)
_NO_IMAGE = re.compile(r"Failed to load image at 'content:([^']+)'")
_NO_FONT = re.compile(r"Font-face 'Document (serif|sans)' cannot be loaded")
_SLOW = "Using fontTools instead of HarfBuzz-Subset"


def _worded(message: str) -> str:
    if found := _NO_GLYPH.search(message):
        return f"字体里没有“{found[1]}”（{found[2]}），PDF 中印成方框。换一个字，或用 standard.yaml 的 fonts 给一种有它的字体"
    if found := _NO_IMAGE.search(message):
        path = unquote(found[1])
        revision = "旧版的" if path.startswith(EARLIER) else ""
        return f"{revision}图 content/{path.removeprefix(EARLIER)} 读不了，PDF 中只印替代文字。换成完好的 SVG、PNG 或 JPEG 文件"
    if found := _NO_FONT.search(message):
        return f"standard.yaml 的 fonts.{found[1]} 读不了，用了自带的字体。换成完好的 OTF 或 TTF 文件"
    if message.startswith(_SLOW):
        return "没有 HarfBuzz 子集库，PDF 生成得慢"
    return f"生成 PDF 时，排版程序说：{message}"


_ROUNDS = count(1)
_ROUNDS_KEPT = 4  # a document leaves some hundred megabytes
atexit.register(gc.freeze)  # at the end of the process nobody needs to look for it


@contextmanager
def _garbage_kept() -> Iterator[None]:
    """Collect no garbage meanwhile, and leave what there is then to a later round, or to the end of the process."""
    enabled = gc.isenabled()
    gc.disable()
    if next(_ROUNDS) % _ROUNDS_KEPT == 0:
        gc.collect()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # now it is among the old objects, which are looked through seldom
        if enabled:
            gc.enable()
