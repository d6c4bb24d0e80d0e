"""Authors' slips: whatever is done to the specimen's sources is told in its place, and never an exception, a hang or a broken page.

`FUZZ=5000 pytest tests/test_fuzz.py` looks longer, and elsewhere each time.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gbdoc.load import load
from gbdoc.pipeline import Compiled, compile_library
from gbdoc.read.syntax import COMMENT
from gbdoc.source import Sources, Span
from gbdoc.write.html import load_templates, write_html
from library import library
from test_html import ROOT, Outline

EXAMPLES = int(os.environ.get("FUZZ", "0"))
TEMPLATES = load_templates(ROOT / "templates")
LONG_TABLE = re.compile(rb"(\| 0[1-7]\d \|.*\n)+")
SPECIMEN = {path: LONG_TABLE.sub(rb"\1", data) for path, data in load(ROOT / "tests/specimen").files.items()}
WRITTEN = sorted(path for path in SPECIMEN if path.endswith((".md", ".yaml")))

TOKENS = (
    *(":::", "::::", "::: ", ":::{table}", ":::{table} 表题 {#tab-x}"),
    *(":::{figure} 图题", "::::{figure}", ":::{note}", ":::{example}", ":::{x}"),
    *(":boxed:", ":unit: 单位为毫米", ":header-rows: 2", ":widths: 1 2"),
    *(":landscape:", ":data: data/codes.yaml", ":columns: code", ":file: a.svg"),
    *("{#id}", "{#lists}", "{#", "{＃甲}", "[](#"),
    *("[](#lists)", "[](companion#rules)", "[@gb-32100]", "[@gb-32100, 第5章]", "[@!iso-37100]"),
    *("[@", "[@]", "[^a]", "[^text]", "[^a]: 脚注。", "[^", "[=codes.k01.weight]", "[=", "[词]{.index}", "]", ")", "![](a.svg)", "[甲](b)"),
    *("$", "$$", "$x$", "$$ x $$ (eq-x)", "$\\frac$", "|", "| 甲 | 乙 |", "|---|---|"),
    *("| ^^ | << |", "^^", "<<", "\\\\", "\\", "`", "**", "*", "_"),
    *("#", "# ", "## ", "###### ", "####### ", "# 章 {#lists}", "- ", "* ", "+ "),
    *("1. ", "2) ", "  - ", "   1. ", "> ", "---", "===", "```", "~~~"),
    *("注：", "注1：", "示例：", "注：说明。", "式中：", "标引序号说明："),
    *(": 说明；", "$S$\n: 说明；", "$S$——说明；", "% 说明", "% allow x y", "——"),
    *("\t", " ", "  ", "    ", "　", "\n", "\n\n", "\r", "\r\n"),
    *("\0", "\ufeff", "\u2028", "\u200b", "\u0301", "\x0b", "\x85", "😀", "：", "，"),
    *("<b>", "<!--", "&nbsp;", "&#0;", "&lt;", "<https://a.b>", "https://a.b", "a@b.cn"),
    *("- {}", "[", "{", "}", ": ", ":", "'", '"', "&a", "*a", "!!str"),
    *("!x", "|\n", ">-\n", "~", "null", "yes", "1e9", "0x1F", "? ", "...", "<<: a"),
    *("id: x", "kind: added", "syntax: 1", "entries:", "compute: a + b"),
    *("sum(weight)", "sum(weight, group)", "in: codes.code", "take: code.name", "part: 2", "9" * 5000, "甲" * 5000),
    *("[" * 300, "(" * 300, "> " * 200, "- " * 200, "$" * 301),
    *("*甲" * 300, "`甲" * 300, "[甲](" * 300, ":::{note}\n" * 60, "{" * 100, "[" * 100),
    *("  " * 100 + "- 甲", "：".join("甲" * 300), "|" * 500, "[^a]" * 300, "\\" * 300, "<a " * 300, "![" * 300, "甲\n" * 300, "𠀀" * 200),
)  # fmt: skip
BYTES = (b"\xff", b"\xc0\x80", b"\xe4\xb8", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", "标题".encode("gb18030"), "甲".encode("utf-16"))
INSERTIONS = (*(token.encode() for token in TOKENS), *BYTES)
DEEDS = (
    "insert",
    "line",
    "delete",
    "delete-line",
    "double",
    "double-line",
    "swap",
    "swap-lines",
    "cut",
    "move",
    "indent",
    "crlf",
    "join",
    "empty",
)


@dataclass(frozen=True)
class Slip:
    """One thing done to one file; the numbers are taken modulo what there is."""

    deed: str
    file: int
    place: int
    other: int
    token: bytes


def slipped(files: dict[str, bytes], slip: Slip) -> dict[str, bytes]:
    path = WRITTEN[slip.file % len(WRITTEN)]
    text = files[path].decode(errors="surrogateescape")
    token = slip.token.decode(errors="surrogateescape")
    changed = _changed_lines(text, token, slip) if "line" in slip.deed else _changed(text, token, slip)
    return {**files, path: changed.encode(errors="surrogateescape")}


def _changed_lines(text: str, token: str, slip: Slip) -> str:
    lines = text.split("\n")
    here, there = slip.place % len(lines), slip.other % len(lines)
    match slip.deed:
        case "line":
            lines.insert(here, token)
        case "delete-line":
            del lines[here]
        case "double-line":
            lines.insert(there, lines[here])
        case "swap-lines":
            lines[here], lines[there] = lines[there], lines[here]
    return "\n".join(lines)


def _changed(text: str, token: str, slip: Slip) -> str:
    here, there = slip.place % (len(text) + 1), slip.other % (len(text) + 1)
    few = here + 1 + slip.other % 8
    end = text.find("\n", here)
    match slip.deed:
        case "insert":
            return text[:here] + token + text[here:]
        case "delete":
            return text[:here] + text[few:]
        case "double":
            return text[:few] + text[here:few] + text[few:]
        case "swap":
            return text[:here] + text[here : here + 2][::-1] + text[here + 2 :]
        case "cut":
            return text[: min(here, there)] + text[max(here, there) :]
        case "move":
            return text[:there] + text[here : here + 200] + text[there:]
        case "indent":
            return text[:end] + text[end:].replace("\n", "\n" + " " * (slip.other % 6), 1 + slip.other % 4)
        case "crlf":
            return text[:here] + text[here:there].replace("\n", "\r\n") + text[max(here, there) :]
        case "join":
            return text[:here] + text[here:].replace("\n", "", 1)
        case _:
            return ""


slips = st.builds(
    Slip,
    st.sampled_from(DEEDS),
    st.integers(0, len(WRITTEN) - 1),
    st.integers(0, 4000),
    st.integers(0, 4000),
    st.sampled_from(INSERTIONS),
)


@settings(
    max_examples=EXAMPLES or 40,
    derandomize=not EXAMPLES,
    database=None,
    deadline=timedelta(seconds=10),
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(slips, min_size=1, max_size=6))
def test_slips_are_told(done: list[Slip]) -> None:
    files = SPECIMEN
    for slip in done:
        files = slipped(files, slip)
    check(Sources(files))


def check(sources: Sources) -> None:
    """What must hold of any library."""
    compiled = compile_library(sources)
    assert compile_library(sources) == compiled
    for each in compiled:
        for finding in each.diagnostics:
            assert_inside(finding.span, sources)
        _check_page(each, sources)


def assert_inside(span: Span, sources: Sources) -> None:
    """A place is one in a file there is."""
    data = sources.files[span.path.removeprefix("content/")]
    lines = re.split("\r\n|\r|\n", data.decode(errors="replace"))
    for line, column in ((span.line, span.column), (span.end_line, span.end_column)):
        assert 1 <= line <= len(lines), span
        assert 1 <= column <= len(lines[line - 1]) + 1, span
    assert (span.line, span.column) <= (span.end_line, span.end_column), span


def _check_page(each: Compiled, sources: Sources) -> None:
    if each.resolved is None:
        assert each.diagnostics
        return
    page = Outline(write_html(each.resolved, TEMPLATES, sources))
    assert len(page.ids) == len(set(page.ids))


# --- nothing is lost --------------------------------------------------------------------------

SMALL = {**library("").files, "gp/figures/layers.svg": b"<svg/>"}
WORD = "□"  # becomes a character that stands nowhere else
INLINES = (
    *(WORD, WORD, f"{WORD}，{WORD}", f"**{WORD}**", f"*{WORD}*"),
    *(f"`{WORD}`", f"[{WORD}](#here)", f"[{WORD}]{{.index}}", f"{WORD}[^n]", f"$x_{{{WORD}}}$"),
    *(f"（{WORD}）", f"“{WORD}”", f"{WORD}\\\\{WORD}", f"\\[{WORD}\\]"),
    *(f"**{WORD}*{WORD}*{WORD}**", f"[**{WORD}**](#here)", f"&lt;{WORD}", f"{WORD} ab "),
)  # fmt: skip
STRAY = (
    *(":::", "{#id}", "[](#", "](#here)", "$", "|", "注：", "\t", "　", "    ", "  ", " "),
    *("\n", "\n\n", "\n  ", "*", "**", "`", "[", "]", "(", ")", "{", "}"),
    *("- ", "* ", "1. ", "# ", "## ", "> ", ": ", "——", "% ", "%", "\\"),
    *("\\\\", "^^", "<<", "[^n]", "[^m]: ", "{.index}", "!", "<b>", "<!--", "&nbsp;", "~"),
    *("---\n", "```\n", "$$", ":unit: ", ":::{note}\n", ":::{table} ", "式中：\n", "："),
    *("\r", "===", "#", "=", "@", "[@", "[=", "|\n", "\n|"),
)  # fmt: skip


def indented(text: str, by: str) -> str:
    return text.replace("\n", "\n" + by)


lines = st.lists(st.sampled_from(INLINES), min_size=1, max_size=4).map("".join)
paragraphs = st.lists(lines, min_size=1, max_size=3).map("\n".join)
remarks = st.builds("{}{}".format, st.sampled_from(("注：", "示例：")), paragraphs)
rows = st.lists(st.lists(lines, min_size=2, max_size=2).map(lambda cells: f"| {' | '.join(cells)} |"), min_size=1, max_size=3).map(
    "\n".join
)
grids = st.builds("| {} | {} |\n|---|---|\n{}".format, lines, lines, rows)
symbols = st.builds("式中：\n$S$——{}；\n$T$——{}。".format, lines, lines)
definitions = st.builds("式中：\n\n{}\n: {}；\n\n{}\n: {}。".format, lines, lines, lines, lines)
footnotes = st.builds("[^n]: {}".format, paragraphs)
leaves = st.one_of(paragraphs, paragraphs, remarks, symbols, definitions, footnotes)


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    body = st.lists(inner, min_size=1, max_size=3).map("\n\n".join)
    item = st.builds(
        lambda mark, text, gap: mark + indented(text, " " * (len(mark) + gap)),
        st.sampled_from(("- ", "1. ", "* ")),
        body,
        st.sampled_from((0, 0, 0, 1, -1)),
    )
    items = st.builds(lambda found, gap: gap.join(found), st.lists(item, min_size=1, max_size=3), st.sampled_from(("\n", "\n\n")))
    container = st.builds("::::{{{}}}\n{}\n::::".format, st.sampled_from(("note", "example", "example")), body)
    table = st.builds(":::::{{table}} {}\n:unit: {}\n\n{}\n\n{}\n:::::".format, lines, lines, grids, body)
    figure = st.builds(":::::{{figure}} {}\n:file: figures/layers.svg\n:alt: {}\n\n{}\n:::::".format, lines, st.just(WORD), body)
    return st.one_of(items, items, container, table, figure)


blocks = st.recursive(leaves, nested, max_leaves=6)
strays = st.lists(st.tuples(st.integers(0, 3000), st.sampled_from(STRAY)), max_size=3)


@settings(
    max_examples=EXAMPLES or 60,
    derandomize=not EXAMPLES,
    database=None,
    deadline=timedelta(seconds=10),
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(blocks, min_size=1, max_size=4), strays)
def test_no_word_is_lost(written: list[str], inserted: list[tuple[int, str]]) -> None:
    """Every word is printed, unless its block has a finding."""
    text = "\n\n".join(["# 题 {#here}", *written])
    for place, token in inserted:
        here = place % (len(text) + 1)
        text = text[:here] + token + text[here:]
    characters = iter(range(0x9000, 0x9FFF))
    text = re.sub(WORD, lambda _: chr(next(characters)), text)
    assert lost_words(text) == []


def lost_words(text: str) -> list[str]:
    """The words of a chapter that are neither printed nor told of."""
    sources = Sources({**SMALL, "gp/scope.md": text.encode()})
    (compiled,) = compile_library(sources)
    assert compiled.resolved
    printed = set(write_html(compiled.resolved, TEMPLATES, sources))
    lines = re.split("\r\n|\r|\n", text)
    spans = [finding.span for finding in compiled.diagnostics if finding.span.path.endswith("/scope.md")]
    told = {line for span in spans for line in chunk(lines, span)}
    return [
        line
        for number, line in enumerate(lines, 1)
        if number not in told and not COMMENT.match(line.strip()) and not set(re.findall("[\u9000-\u9fff]", line)) <= printed
    ]


def chunk(lines: list[str], span: Span) -> range:
    """The lines of a finding and those around them, up to blank ones."""
    start, end = span.line, span.end_line
    while start > 1 and lines[start - 2].strip():
        start -= 1
    while end < len(lines) and lines[end].strip():
        end += 1
    return range(start, end + 1)
