"""Running text -> inlines: CommonMark's, made fit for Chinese, plus our references, values, footnote marks and formulas."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from gbdoc import latex
from gbdoc.atoms import parse_standard_number
from gbdoc.model import (
    Citation,
    Code,
    Emphasis,
    FootnoteReference,
    IndexMark,
    Inline,
    InlineFormula,
    LineBreak,
    Link,
    SiblingCitation,
    Side,
    Strong,
    Text,
    Xref,
)
from gbdoc.read.context import Context
from gbdoc.read.markup import Token, inline_tokens
from gbdoc.source import Passage, Span


def parse_inlines(passage: Passage, context: Context, in_definition: bool = False) -> tuple[Inline, ...]:
    """The inlines of a paragraph, title, cell or YAML value, each with its place; faults go to the context."""
    if not passage.text:
        return ()
    return _Reading(passage, context, in_definition).inlines(iter(inline_tokens(passage.text)))


# --- tokens to inlines -------------------------------------------------------------------------


@dataclass(frozen=True)
class _Reading:
    """One passage being read."""

    passage: Passage
    context: Context
    in_definition: bool

    def inlines(self, tokens: Iterator[Token], until: str = "") -> tuple[Inline, ...]:
        """The inlines up to the closing token `until`; text and soft breaks joined into Text."""
        done: list[Inline] = []
        words: list[tuple[str, int, int]] = []
        for token in tokens:
            if token.type == until:
                break
            start, end = token.meta["place"]
            if token.type in ("text", "text_special"):
                if token.content:
                    words.append((token.content, start, end))
            elif token.type == "softbreak":
                words.append(("\n", start, end))
            else:
                done.extend(self._text(words))
                words.clear()
                done.extend(self._inline(token, tokens))
        done.extend(self._text(words))
        return _joined(done)

    def _emphasised(self, tokens: Iterator[Token], until: str) -> tuple[tuple[Inline, ...], Token]:
        """The inlines up to a closing mark, and that mark."""
        enclosed: list[Token] = []
        depth = 1
        for token in tokens:
            depth += (token.type == until.replace("close", "open")) - (token.type == until)
            if not depth:
                return self.inlines(iter(enclosed)), token
            enclosed.append(token)
        raise AssertionError(f"{until} is missing")

    def _text(self, words: list[tuple[str, int, int]]) -> Iterator[Inline]:
        if not words:
            return
        text = "".join(word for word, _, _ in words)
        span = self.passage.span(words[0][1], words[-1][2])
        self._tell_slips(text, words)
        yield Text(text, span, tuple(self._pieces(words)) if len(words) > 1 else ())

    def _pieces(self, words: list[tuple[str, int, int]]) -> Iterator[tuple[int, int, int]]:
        """Where each of some words begins in the text that they make, and in the source."""
        offset = 0
        for word, start, end in words:
            place = self.passage.span(start, end)
            yield offset, place.line, place.column
            offset += len(word)

    def _tell_slips(self, text: str, words: list[tuple[str, int, int]]) -> None:
        """Tell markup that has come out as plain text, unless its author has escaped it."""
        for pattern, rule, message in _SLIPS:
            for found in pattern.finditer(text):
                start, end = _origin(words, found.start()), _origin(words, found.end())
                if self.passage.text[start:end] == found[0]:
                    self.context.error(self.passage.span(start, end), rule, message.replace("{0}", found[0]))

    def _inline(self, token: Token, tokens: Iterator[Token]) -> Iterator[Inline]:
        start, end = token.meta["place"]
        span = self.passage.span(start, end)
        match token.type:
            case "em_open":
                inner, closing = self._emphasised(tokens, "em_close")
                yield Emphasis(inner, self.passage.span(start, closing.meta["place"][1]))
            case "strong_open":  # of two marks, the tokens are the inner ones
                inner, closing = self._emphasised(tokens, "strong_close")
                yield Strong(inner, self.passage.span(start - 1, closing.meta["place"][1] + 1))
            case "code_inline":
                yield Code(token.content, span)
            case "hardbreak":
                yield LineBreak(span)
            case "formula":
                yield from self._formula(token.content, start, span)
            case "link_open":
                if "title" in token.attrs:
                    self.context.error(span, "link", f"链接里不写“{token.attrs['title']}”；括号里只写目标")
                yield from self._link(str(token.attrs["href"]), self.inlines(tokens, "link_close"), span)
            case "citation":
                yield from self._citation(token.content, span)
            case "value":
                yield from self._value(token.content, span)
            case "footnote":
                yield from self._footnote(token.content, span)
            case "index" if not token.content.strip():
                self.context.error(span, "index", "索引词是空的；写成 [词]{.index}")
            case "index":
                yield IndexMark(parse_inlines(self.passage.slice(start + 1, start + 1 + len(token.content)), self.context), span)
            case "image":
                self.context.error(span, "image", "不用 ![]()；图写成 :::{figure} 图题，下一行 :file: 路径")
            case _:
                yield Text(token.content, span)

    def _formula(self, text: str, start: int, span: Span) -> Iterator[Inline]:
        if found := latex.fault(text):
            place = start + 1 + found.offset
            self.context.error(self.passage.span(place, place + 1), "formula", found.message)
            yield Code(text, span)
        else:
            yield InlineFormula(text, span)

    def _link(self, target: str, inlines: tuple[Inline, ...], span: Span) -> Iterator[Inline]:
        target = target.strip()
        document, mark, parts = target.partition("#")
        if re.match(r"(https?|mailto|ftp):", target):
            yield Link(target, inlines or (Text(target, span),), span)
        elif not target:
            self.context.error(span, "empty-reference", "引用没有写目标；写成 [](#id)")
            yield from inlines
        elif not document:
            yield from self._xref(parts, inlines, span)
        elif re.fullmatch(r"[a-z0-9][a-z0-9-]*", document):
            targets = tuple(part.strip().replace("/", ".").lower() for part in re.split("[,，]", parts) if part.strip())
            if mark and not targets:
                self.context.error(span, "empty-reference", f"# 后没有 id；引用整个文件写 []({document})")
            yield SiblingCitation(document, targets, bool(targets), inlines, None, span)
        else:
            self.context.error(span, "link", f"读不懂链接 {target}；文内写 [](#id)，另一部分写 [](文稿名#id)，网址以 https:// 开头")
            yield from inlines

    def _xref(self, parts: str, inlines: tuple[Inline, ...], span: Span) -> Iterator[Inline]:
        if not parts.strip():
            self.context.error(span, "empty-reference", "引用没有写目标；写成 [](#id)")
        if re.search("[,，]", parts):
            self.context.error(span, "link", "文内引用一次写一个目标：[](#a)和[](#b)")
        target = re.split("[,，]", parts)[0].strip().replace("/", ".").lower()
        yield Xref(target, inlines, self.in_definition, span)

    def _citation(self, text: str, span: Span) -> Iterator[Inline]:
        if citation := parse_citation(text, span, self.context):
            yield citation

    def _value(self, text: str, span: Span) -> Iterator[Inline]:
        value = self.context.tables.lookup(self.context, text.strip(), span)
        if value is None:
            yield Text(f"【?{text.strip()}】", span)
        else:
            yield from parse_inlines(value, self.context)

    def _footnote(self, label: str, span: Span) -> Iterator[Inline]:
        if re.fullmatch(r"[A-Za-z0-9-]+", label):
            yield FootnoteReference(f"{self.context.footnote_scope}.footnote-{label.lower()}", span)
        else:
            self.context.error(span, "footnote", f"脚注的标记 [^{label}] 不合规则；用字母、数字和连字符，如 [^a]")
            yield Text(f"[^{label}]", span)


def _joined(inlines: list[Inline]) -> tuple[Inline, ...]:
    """The inlines with each line break of the source made nothing, beside Chinese, or one space."""
    done: list[Inline] = []
    for place, inline in enumerate(inlines):
        if isinstance(inline, Text) and "\n" in inline.text:
            before = inlines[place - 1] if place else None
            after = inlines[place + 1] if place + 1 < len(inlines) else None
            inline = _join_lines(inline, before, after)
        if not (isinstance(inline, Text) and not inline.text):
            done.append(inline)
    return tuple(done)


def _join_lines(text: Text, before: Inline | None, after: Inline | None) -> Text:
    lines = text.text.split("\n")
    joined = lines[0]
    taken_out = []  # where in the text a line break became nothing
    offset = len(joined)
    for number, line in enumerate(lines[1:], 1):
        left = joined[-1:] or _edge(before, -1)
        right = line[:1] or (_edge(after, 0) if number == len(lines) - 1 else "")
        if is_wide(left) or is_wide(right):
            taken_out.append(offset)
        else:
            joined += " "
        joined += line
        offset += 1 + len(line)
    pieces = tuple((start - bisect_left(taken_out, start), line, column) for start, line, column in text.pieces)
    return Text(joined, text.span, pieces)


def _edge(inline: Inline | None, index: int) -> str:
    """The character that an inline shows at its start (0) or end (-1); generated words count as Chinese."""
    match inline:
        case None | Citation(inlines=()) | SiblingCitation(inlines=()) | Xref(inlines=()):
            return "　"
        case Text(text=text) | Code(text=text):
            return text[index : index + 1 or None]
        case InlineFormula() | LineBreak() | FootnoteReference():
            return ""
        case _:
            return _edge(inline.inlines[index], index) if inline.inlines else ""


def is_wide(character: str) -> bool:
    """Whether a line break beside the character is no space; so it is beside a formula or a mark, which show none."""
    return not character or character >= "⺀" or character in "“”‘’—…·"


# --- citations ---------------------------------------------------------------------------------

_CITATION = re.compile(r"(?P<side>[!?]?)(?P<key>[^:：/,，\s]*)(?:[:：](?P<year>[^,，/]*))?(?P<all>/all)?(?:\s*[,，]\s*(?P<place>.*))?$")
_SIDES: dict[str, Side | None] = {"!": "normative", "?": "informative", "": None}


def parse_citation(text: str, span: Span, context: Context) -> Citation | SiblingCitation | None:
    """What stands between `[@` and `]`; the name of one of our own documents cites that document."""
    found = _CITATION.match(text.strip())
    if not found or not found["key"]:
        context.error(span, "citation", f"读不懂引用 [@{text}]；{_key_of(text)}写成 [@key]、[@key:2018]、[@key/all] 或 [@key, 第5章]")
        return None
    if found["key"] in context.sources.names:
        return _parse_sibling(found, span, context)
    year, place = found["year"], (found["place"] or "").strip()
    if year is not None and not re.fullmatch(r"\d{4}|XXXX", year.strip()):
        context.error(span, "citation", f"年份“{year}”不对；写四位数字，如 [@{found['key']}:2018]，不注日期就去掉冒号")
        year = None
    if found["all"] and (year or place):
        context.error(span, "citation", "引用所有部分（/all）时不注日期，也不指章条")
        year, place = None, ""
    year = year.strip() if year else ("" if place else None)
    return Citation(found["key"], year, bool(found["all"]), place, (), _SIDES[found["side"]], span)


def _key_of(text: str) -> str:
    """A remedy where a number was written in the place of a key: GB/T 36333 is gbt-36333."""
    number = parse_standard_number(text)
    key = re.sub(r"[^a-z0-9]+", "-", re.sub(r"/(?=[tz]\b)", "", number.undated.lower())) if number else ""
    return f"{number.undated} 的键是 {key}；" if number else ""


def _parse_sibling(found: re.Match[str], span: Span, context: Context) -> SiblingCitation:
    """[@urban-management], or [@urban-management:dated] for the edition of its own standard.yaml."""
    name = found["key"]
    if found["place"] or found["all"]:
        context.error(span, "citation", f"{name} 是本库的文稿；指到内容写 []({name}#id)")
    if found["year"] not in (None, "dated"):
        context.error(span, "citation", f"{name} 是本库的文稿，年份由程序写；注日期写 [@{name}:dated]")
    return SiblingCitation(name, (), found["year"] is not None, (), _SIDES[found["side"]], span)


# --- text that was meant as markup -------------------------------------------------------------

_SLIPS = (
    (re.compile(r"<br */?>", re.I), "html", r"不能用 HTML 标记 {0}；单元格里换行写 \\"),
    (re.compile(r"</?su[bp]>", re.I), "html", "不能用 HTML 标记 {0}；上标、下标写成公式，如 $x^2$、$x_2$"),
    (re.compile(r"<!--.*?(?:-->|$)", re.M), "html", "不能用 HTML 标记 {0}；批注单独写一行，以 % 和空格开头"),
    (re.compile(r"</?(?!br *\W|su[bp]>)[A-Za-z][^<>\n]*>", re.I), "html", r"不能用 HTML 标记 {0}；删去它，正文里的尖括号写 \<"),
    (re.compile(r"［[@=^][^］\n]*］?|[［\[][^］\]\n]*[］\]]（[#＃][^）\n]*）?"), "full-width-markup", "{0} 的括号要用半角 [] 和 ()"),
    (re.compile(r"\[[＠＝＾][^\]\n]*\]?|【[@=^＠＝＾][^】\n]*】?"), "full-width-markup", "{0} 要用半角，如 [@key]、[=表.键.列]、[^a]"),
    (re.compile(r"\{[#＃][^{}\n]*\}"), "stray-id", "{0} 放错了地方；id 写在标题末尾、列项首段末尾，或单独一行写在块之前"),
    (re.compile(r"(?<=\])\{[^#＃}\n][^}\n]*\}|\{\s*\.[^}\n]*\}"), "index", "{0} 读不懂；索引词写成 [词]{.index}"),
    (re.compile(r"\]\((?:[#＃]|[a-z0-9-]+#|https?:)[^)\n]*\)?"), "link", "{0} 读不懂；写成 [](#id) 或 [文字](#id)，括号成对"),
    (re.compile(r"\[[@=^](?=[^\]]*$)"), "unclosed", "“{0}”后面缺 ]"),
    (re.compile(r"\*{2,}"), "unclosed", r"“**”没有配对；加重写成 **文字**，要印星号写 \*"),
    (re.compile(r"\[\](?!\()"), "empty-reference", "{0} 后面要紧跟 (#id)"),
)


def _origin(words: list[tuple[str, int, int]], offset: int) -> int:
    """Where in the passage a place between the characters of some words was written."""
    for word, start, end in words:
        if offset <= len(word):
            return min(start + offset, end)
        offset -= len(word)
    return words[-1][2]
