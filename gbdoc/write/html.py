"""Resolved documents to HTML, for the screen and for the paper: the one door of Jinja."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import DictLoader, Environment, StrictUndefined, meta
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from gbdoc.change import EARLIER, Redline
from gbdoc.diagnostic import nearest
from gbdoc.latex import mathml
from gbdoc.model import Annex, Clause, Element, Metadata
from gbdoc.resolve import ResolvedDocument
from gbdoc.source import Sources
from gbdoc.write import wording
from gbdoc.write.kept import Kept
from gbdoc.write.lettering import heavy_letters, heavy_mark
from gbdoc.write.names import english_lines, is_crowded, name_lines, text_name_lines
from gbdoc.write.reader import wording as reader_wording
from gbdoc.write.redline import wording as redline_wording
from gbdoc.write.redline.counts import Counts, count, in_words
from gbdoc.write.redline.outline import Outline
from gbdoc.write.redline.selection import Selection, renumbered_within, within
from gbdoc.write.redline.settle import quiet, settled
from gbdoc.write.redline.view import RedlineView
from gbdoc.write.typography import JOINER, closed, on_paper, on_screen
from gbdoc.write.view import FormulaWriter, Medium, View

_MACROS = ("inlines.html", "blocks.html", "tables.html", "divisions.html", "cover.html", "contents.html")


_WHOLE = ("document.html", "segment.html", "redline.html", "changes.html", "index.html", "cover.html", "contents.html")


@dataclass(frozen=True, eq=False)
class Templates:
    """The texts of the templates and style sheets, by path below templates/; `foreign` where some are not our own."""

    texts: Mapping[str, str]
    foreign: bool = False


def load_templates(*folders: Path) -> Templates:
    """All templates and style sheets of some folders, ours being the last; of files with one name, that of the first folder."""
    texts: dict[str, str] = {}
    for folder in reversed(folders):
        texts |= _texts(folder)
    return Templates(texts, foreign=any(map(_texts, folders[:-1])))


def _texts(folder: Path) -> dict[str, str]:
    files = sorted(path for kind in ("*.html", "*.css", "*.js") for path in folder.rglob(kind))
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


# --- screen ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listing:
    """A document in the list of a library, with its addresses beside the list; "" for what was not built."""

    metadata: Metadata
    html: str
    pdf: str


def write_html(resolved: ResolvedDocument, templates: Templates, sources: Sources, kept: Kept | None = None) -> str:
    """A document for the screen, in one file that needs nothing else; of the divisions in `kept` those that changed are printed anew."""
    usable = kept if _divisions_only_ask(templates) else None
    return _render("document.html", templates, _vocabulary(View(resolved, _screen(sources)), templates, usable))


def write_index(listings: Iterable[Listing], templates: Templates) -> str:
    """The list of a library's documents."""
    return _render("index.html", templates, {"listings": tuple(listings), "wording": wording})


def _screen(sources: Sources) -> Medium:
    return Medium(False, _mathml, lambda path: _data_uri(path, sources), ".html", "")


def _mathml(latex: str, display: bool) -> Markup:
    # The attribute says what is so anyway; validators do not know it yet.
    return Markup(mathml(latex, display=display).replace(' scriptlevel="0"', ""))


MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}


def _data_uri(path: str, sources: Sources) -> str:
    """An image's address that holds the image; a drawing shown so runs no script and loads nothing."""
    return _data_address(MEDIA_TYPES[path.rpartition(".")[2].lower()], sources.files[path])


def _data_address(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{b64encode(data).decode()}"


# --- redline ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Revision:
    """One of the two revisions of a redline: what it is called, and its files."""

    name: str
    sources: Sources


def write_redline_html(redline: Redline, old: Revision, new: Revision, templates: Templates, selection: Selection) -> str:
    """A redline for the screen, in one file that needs nothing else.

    What does not stand in the places that the selection names is shown as it is now; the reader shows and hides classes.
    """
    shown = settled(redline, within(redline.comparison, selection))
    view = RedlineView(shown.resolved, _redline_screen(old.sources, new.sources), redline=shown if selection.renumbered else quiet(shown))
    vocabulary = _vocabulary(view, templates)
    counts = count(shown.changes, len(renumbered_within(shown.comparison, selection)))
    words = {
        "redline": shown,
        "outline": Outline(shown),
        "counts": counts,
        "counts_words": in_words(counts),
        "redline_wording": redline_wording,
        "selection": selection,
        "old": old.name,
        "new": new.name,
    }
    return _render("redline.html", templates, vocabulary, **words)


def _redline_screen(old: Sources, new: Sources) -> Medium:
    """Files of the old revision have a ~ before their path."""

    def image(path: str) -> str:
        return _data_uri(path.removeprefix(EARLIER), old if path.startswith(EARLIER) else new)

    return Medium(False, _mathml, image, ".html", "")


# --- paper -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the paper that begins on a new page: cover, contents, front, body, annex-a …, closing."""

    name: str
    html: str


def write_segments(resolved: ResolvedDocument, templates: Templates, formula: FormulaWriter) -> tuple[Segment, ...]:
    """A document for the paper in the order of its pages, without 目次, which belongs after the cover."""
    return _segments(View(resolved, _paper(formula)), templates)


def _segments(view: View, templates: Templates) -> tuple[Segment, ...]:
    vocabulary = _vocabulary(view, templates)
    parts = list(_parts(view.resolved))
    return tuple(
        Segment(name, _render("segment.html", templates, vocabulary, name=name, divisions=divisions, last=(name, divisions) == parts[-1]))
        for name, divisions in parts
    )


def write_contents(resolved: ResolvedDocument, templates: Templates, formula: FormulaWriter, pages: Mapping[str, str]) -> Segment:
    """目次 for the paper; `pages` gives the printed page number of every anchor that is known so far."""
    vocabulary = _vocabulary(View(resolved, _paper(formula)), templates)
    return Segment("contents", _render("segment.html", templates, vocabulary, name="contents", divisions=(), last=False, pages=pages))


def paper_style(templates: Templates) -> str:
    """The style sheet of every segment, to be given to the paginator once."""
    return templates.texts["css/measures.css"] + templates.texts["css/page.css"]


def write_redline_segments(redline: Redline, templates: Templates, formula: FormulaWriter) -> tuple[Segment, ...]:
    """A redline for the paper in the order of its pages, all that it holds being shown; without 目次 and the list of changes."""
    return _segments(_redline_on_paper(redline, formula), templates)


def write_changes(
    redline: Redline, counts: Counts, names: tuple[str, str], templates: Templates, formula: FormulaWriter, pages: Mapping[str, str]
) -> Segment:
    """The first pages of a redline: what is compared, how it is marked, and the list of changes with the page of each.

    `counts` are those of all changes, shown or not; `names` are those of the old and the new revision.
    """
    vocabulary = _vocabulary(_redline_on_paper(redline, formula), templates)
    words = {
        "name": "changes",
        "outline": Outline(redline),
        "counts_words": in_words(counts),
        "hidden": counts.total - len(redline.changes),
        "redline_wording": redline_wording,
        "difference": redline_wording.difference(*names),
        "pages": pages,
    }
    return Segment("changes", _render("changes.html", templates, vocabulary, **words))


def _redline_on_paper(redline: Redline, formula: FormulaWriter) -> RedlineView:
    return RedlineView(redline.resolved, _paper(formula), redline=redline)


def redline_style(metadata: Metadata, names: tuple[str, str], templates: Templates) -> str:
    """The style sheet of a redline's segments; its running head says what is compared."""
    head = _quoted(f"{metadata.dated_number}{wording.EM}{redline_wording.difference(*names)}")
    style = paper_style(templates) + templates.texts["css/redline-page.css"]
    return f"{style}{overrides(metadata)}:root{{--running-head:{head}}}"


def unknown_measures(metadata: Metadata, templates: Templates) -> Iterator[str]:
    """What to say of the measures of standard.yaml that change nothing, since measures.css has no such name."""
    known = re.findall(r"^\s*--([a-z][a-z0-9-]*):", templates.texts["css/measures.css"], re.MULTILINE)
    for name in metadata.measures:
        if name not in known:
            yield f"measures 里的 {name} 不是版面尺寸{nearest(name, known)}"


def _paper(formula: FormulaWriter) -> Medium:
    return Medium(True, formula, lambda path: f"content:{quote(path)}", ".pdf", "sibling:")


def _parts(resolved: ResolvedDocument) -> Iterator[tuple[str, tuple[Element | Clause | Annex, ...]]]:
    document = resolved.document
    yield "cover", ()
    yield "front", tuple(element for element in (document.foreword, document.introduction) if element)
    yield "body", document.chapters
    for annex in document.annexes:
        yield f"annex-{resolved.labels[annex.anchor].number.removeprefix('附录').lower()}", (annex,)
    closing = tuple(element for element in (document.bibliography, document.index) if element)
    if closing:
        yield "closing", closing


# --- templates -------------------------------------------------------------------------------


def _render(file: str, templates: Templates, vocabulary: Mapping[str, Any], **more: Any) -> str:
    def verbatim(path: str) -> Markup:
        return Markup(templates.texts[path])

    def scope(*paths: str) -> Markup:
        """Several scripts that know each other's names, and nobody else does."""
        return Markup('(() => {{\n"use strict";\n{}}})();').format(Markup().join(map(verbatim, paths)))

    return _environment(templates).get_template(file).render(vocabulary, css=verbatim, js=verbatim, scope=scope, **more)


def _vocabulary(view: View, templates: Templates, kept: Kept | None = None) -> Mapping[str, Any]:
    """All that templates know: the questions of a view, and a macro for every class of the model."""
    macros: dict[str, Any] = {}

    def render(nodes: Iterable[object]) -> Markup:
        return Markup("".join([macros[type(node).__name__](node) for node in nodes]))

    def render_with(kept: Kept, nodes: Iterable[object]) -> Markup:
        return Markup("".join([kept.printed(node, macros[type(node).__name__]) for node in nodes]))

    # Whatever tells of the rest of the document is among these, so that it is noted what a kept division rests on.
    answers = {name: getattr(view, name) for name in vars(View) if not name.startswith("_")} | {"image": view.medium.image}
    words = {
        **(kept.begin(view, answers, templates) if kept else answers),
        "document": view.resolved.document,
        "paper": view.medium.paper,
        "formula": view.medium.formula,
        "svg": lambda drawing: _data_address(MEDIA_TYPES["svg"], drawing.svg.encode()),
        "wording": wording,
        "reader_wording": reader_wording,
        "em": wording.EM,
        "text": on_paper if view.medium.paper else on_screen,
        "joint": JOINER if view.medium.paper else "",
        "closed": closed if view.medium.paper else Markup,
        "name_lines": name_lines,
        "text_name_lines": text_name_lines,
        "english_lines": english_lines,
        "is_crowded": is_crowded,
        "heavy_mark": heavy_mark,
        "heavy_letters": heavy_letters,
        "tagged": _tagged,
        "render": partial(render_with, kept) if kept else render,
        "overrides": overrides(view.resolved.document.metadata),
    }
    for name in _MACROS:
        macros |= vars(_environment(templates).get_template(name).make_module(words))
    macros |= view.framed(macros)
    return words | macros


@lru_cache(maxsize=4)
def _environment(templates: Templates) -> Environment:
    """Jinja for some templates; foreign ones run in its sandbox, which is slower."""
    kind = SandboxedEnvironment if templates.foreign else Environment
    loader = DictLoader(templates.texts)
    return kind(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False)


@lru_cache(maxsize=4)
def _divisions_only_ask(templates: Templates) -> bool:
    """Whether what prints divisions learns of the rest of the document by the questions of a view only."""
    environment = _environment(templates)
    inner = (text for path, text in templates.texts.items() if path.endswith(".html") and path not in _WHOLE)
    return not any({"document", "overrides"} & meta.find_undeclared_variables(environment.parse(text)) for text in inner)


def _tagged(name: str, words: str) -> Markup:
    return Markup('<span class="{}">{}</span>').format(name, words)


_MEASURE = re.compile(r"[a-z][a-z0-9-]*")
_VALUE = re.compile(r"-?\d+(\.\d+)?(mm|cm|pt|em|%)")


def overrides(metadata: Metadata) -> Markup:
    """The measures that a document changes and the words of its running head, as custom properties."""
    measures = [f"--{name}:{value}" for name, value in metadata.measures.items() if _MEASURE.fullmatch(name) and _VALUE.fullmatch(value)]
    return Markup(":root{" + ";".join((*measures, f"--running-head:{_quoted(metadata.dated_number)}")) + "}")


def _quoted(words: str) -> str:
    """Words as a string of a style sheet, without what would end it."""
    return '"' + re.sub(r'["\\<>\n]', "", words) + '"'
