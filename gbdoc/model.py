"""The document as frozen dataclasses: a dictionary of the field.

No number stands here: labels are a table keyed by anchor, made by `number`. Spans never count in equality.
Every block has an anchor: the author's id, or one made from its parent (`layers.note-2`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, ClassVar, Literal, TypeAlias, TypeVar

from gbdoc.diagram import Diagram
from gbdoc.reach import leads_to
from gbdoc.source import Span
from gbdoc.waiver import Waiver

# --- inlines ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Running text; soft line breaks are already joined.

    `pieces` tell where its stretches begin, as offset, source line and column; empty where it stands in one piece in the source.
    """

    text: str
    span: Span = field(compare=False, repr=False)
    pieces: tuple[tuple[int, int, int], ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Italic, `*x*`: for variables written in running text."""

    inlines: tuple[Inline, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Strong:
    """Emphasised words, `**词**`, set in 黑体."""

    inlines: tuple[Inline, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Code:
    """Literal characters such as a field value or a regular expression."""

    text: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break, in a table cell or a caption."""

    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class InlineFormula:
    """A formula in running text; `latex` is known to parse."""

    latex: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an address outside our documents."""

    url: str
    inlines: tuple[Inline, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Xref:
    """A reference inside the document; without inlines it is worded by its target."""

    target: str  # an anchor
    inlines: tuple[Inline, ...]
    in_definition: bool  # a defined term named in a definition is followed by its entry number (8.7.3.3)
    span: Span = field(compare=False, repr=False)


Side: TypeAlias = Literal["normative", "informative"]


@dataclass(frozen=True, slots=True)
class SiblingCitation:
    """A citation of another of our documents; where it names parts of it, it is dated."""

    document: str
    targets: tuple[str, ...]
    dated: bool
    inlines: tuple[Inline, ...]
    forced_side: Side | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation of somebody else's document, by its key in references.yaml."""

    key: str
    year: str | None  # a dated reference; "" takes the registry's year
    all_parts: bool
    place: str  # 第5章, 4.1, 表1 …; then dated
    inlines: tuple[Inline, ...]
    forced_side: Side | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class FootnoteReference:
    """The mark of a footnote; its text is in Document.footnotes, Table.footnotes or Figure.footnotes."""

    target: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class IndexMark:
    """Words that the index lists with the clause they stand in."""

    inlines: tuple[Inline, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Inserted:
    """Words that a redline shows as new; `change` is the key of the change they belong to."""

    inlines: tuple[Inline, ...]
    change: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Deleted:
    """Words that a redline shows struck out."""

    inlines: tuple[Inline, ...]
    change: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Restyled:
    """The same words with other markup: as they stand now, and as they stood."""

    inlines: tuple[Inline, ...]
    old: tuple[Inline, ...]
    change: str
    span: Span = field(compare=False, repr=False)


Inline: TypeAlias = (
    Text
    | Emphasis
    | Strong
    | Code
    | LineBreak
    | InlineFormula
    | Link
    | Xref
    | SiblingCitation
    | Citation
    | FootnoteReference
    | IndexMark
    | Inserted
    | Deleted
    | Restyled
)

# --- blocks ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """段."""

    anchor: str
    inlines: tuple[Inline, ...]
    span: Span = field(compare=False, repr=False)


ListKind: TypeAlias = Literal["dash", "dot", "letter", "digit"]  # ——  ·  a)  1)


@dataclass(frozen=True, slots=True)
class List:
    """列项 (7.5)."""

    anchor: str
    kind: ListKind
    items: tuple[ListItem, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list: a paragraph, then more paragraphs, notes or a list of the second level."""

    anchor: str
    blocks: tuple[Block, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Note:
    """注 (9.11)."""

    anchor: str
    blocks: tuple[Block, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Example:
    """示例 (9.10); boxed where it could be taken for the text itself."""

    anchor: str
    blocks: tuple[Block, ...]
    boxed: bool
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula on a line of its own (9.9), numbered if and only if its author gave it an id."""

    anchor: str
    latex: str
    numbered: bool
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SymbolList:
    """Symbols and what they mean: 式中 after a formula, 标引序号说明 in a figure, the symbols of chapter 4.

    `title` is the line above the entries; the entries of chapter 4 stand below a sentence and have none.
    """

    anchor: str
    title: str
    entries: tuple[SymbolEntry, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SymbolEntry:
    """One symbol, key number or abbreviation, with its explanation."""

    anchor: str
    symbol: tuple[Inline, ...]
    explanation: tuple[Inline, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Footnote:
    """脚注 of the text (9.12.1), a table or a figure (9.12.2)."""

    anchor: str
    blocks: tuple[Block, ...]
    span: Span = field(compare=False, repr=False)


Align: TypeAlias = Literal["left", "center", "right", "decimal", ""]  # "" lets the writer choose


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: alignment and its share of the width (0: as the content asks)."""

    align: Align
    width: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and how many rows and columns it covers."""

    blocks: tuple[Block, ...]
    row_span: int
    column_span: int
    span: Span = field(compare=False, repr=False)
    mark: Literal["", "inserted", "deleted", "moved"] = ""  # in a redline, of a whole row or column
    change: str = ""  # the key of the change of a column


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; cells covered by a merged neighbour are absent, as in HTML."""

    anchor: str
    key: str  # as printed, where the table comes from keyed data
    cells: tuple[Cell, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Table:
    """表 (9.8)."""

    anchor: str
    caption: tuple[Inline, ...]
    unit: tuple[Inline, ...]
    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    blocks: tuple[Block, ...]  # 表中段 and notes, in the closing cell
    footnotes: tuple[Footnote, ...]
    landscape: bool
    data: str  # name of the data table it was made from, or ""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """图 (9.7); an image, a diagram made from data, or sub-figures (分图) in its place."""

    anchor: str
    caption: tuple[Inline, ...]
    file: str  # path below content/, or "" where there is something else
    alternative: str
    unit: tuple[Inline, ...]
    subfigures: tuple[Figure, ...]
    blocks: tuple[Block, ...]  # 标引序号说明, paragraphs, notes, in this order above the caption
    footnotes: tuple[Footnote, ...]
    span: Span = field(compare=False, repr=False)
    diagram: Diagram | None = None


@dataclass(frozen=True, slots=True)
class TermSource:
    """[来源：…]: where a term entry was taken from."""

    citation: Citation | SiblingCitation
    modified: str  # "", 有修改, or what was changed
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TermEntry:
    """术语条目 (8.7.3)."""

    anchor: str
    term: str
    english: str
    admitted: tuple[str, ...]
    deprecated: tuple[str, ...]
    symbol: tuple[Inline, ...]
    domain: str
    definition: tuple[Inline, ...]
    blocks: tuple[Block, ...]  # figure, formula, examples, notes, in this order
    source: TermSource | None
    pinyin: str
    span: Span = field(compare=False, repr=False)
    term_span: Span | None = field(default=None, compare=False, repr=False)
    english_span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """A line of chapter 2 or of 参考文献, compiled by `resolve`."""

    anchor: str
    key: str  # in references.yaml, or the name of one of our documents
    year: str | None
    all_parts: bool
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """The lines of chapter 2 or of a group of 参考文献; `title` is the group's unnumbered heading, or empty."""

    anchor: str
    title: str
    entries: tuple[ReferenceEntry, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """An index word and the anchors of the clauses it is found in."""

    word: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """The index words under one letter (8.14)."""

    anchor: str
    letter: str
    entries: tuple[IndexEntry, ...]
    span: Span = field(compare=False, repr=False)


Block: TypeAlias = Paragraph | List | Note | Example | Formula | SymbolList | Table | Figure | TermEntry | ReferenceList | IndexGroup

# --- divisions -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clause:
    """A 章 or 条: a division of the body, the introduction or an annex, numbered by where it stands."""

    anchor: str
    title: tuple[Inline, ...]  # empty for an untitled subclause (无标题条)
    blocks: tuple[Block, ...]
    subclauses: tuple[Clause, ...]
    span: Span = field(compare=False, repr=False)


AnnexKind: TypeAlias = Literal["normative", "informative"]


@dataclass(frozen=True, slots=True)
class Annex:
    """附录 (9.6)."""

    anchor: str
    kind: AnnexKind
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    subclauses: tuple[Clause, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Element:
    """An element without a chapter number: 前言, 引言, 参考文献, 索引."""

    anchor: str  # foreword, introduction, bibliography, index
    title: str
    blocks: tuple[Block, ...]
    subclauses: tuple[Clause, ...]  # 0.1 … of the introduction, else none
    span: Span = field(compare=False, repr=False)


# --- metadata --------------------------------------------------------------------------------
# The fields are those of standard.yaml (docs/syntax.md); read validates these very classes.

_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Title:
    """The elements of a document's name (6.1)."""

    main: str
    leading: str = ""
    supplementary: str = ""
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class Replaced:
    """A document that this one replaces, wholly or partly (8.1, 8.3)."""

    number: str
    title: str
    partly: bool = False
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class Adoption:
    """The international document that this one follows, and how closely (GB/T 1.2)."""

    number: str
    title: str
    degree: Literal["IDT", "MOD", "NEQ"]
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class Contents:
    """What 目次 lists: clause levels (the chapter is 1), figures, tables (8.2)."""

    depth: int = 2
    figures: bool = False
    tables: bool = False
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class Fonts:
    """Font files that stand in for ours, below content/."""

    serif: str = ""
    sans: str = ""
    __pydantic_config__: ClassVar[Any] = _STRICT


Stage: TypeAlias = Literal["工作组讨论稿", "征求意见稿", "送审讨论稿", "送审稿", "报批稿"]
Function: TypeAlias = Literal["terminology", "symbol", "classification", "test-method", "specification", "code-of-practice", "guidance"]
SeverityName: TypeAlias = Literal["off", "warning", "error"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What standard.yaml says of a document and any stage after read may ask."""

    syntax: Literal["1"]
    kind: Literal["national", "sector", "local"]
    code: str  # DB21/T
    title: Title
    number: str = "XXXX"
    part: str = ""
    year: str = "XXXX"
    level: str = ""
    ics: tuple[str, ...] = ()
    ccs: str = ""
    record: str = ""
    function: Function | None = None
    english: Title | None = None
    stage: Stage | None = None
    round: str = ""
    completed: str = ""
    issued: str = "XXXX-XX-XX"
    implemented: str = "XXXX-XX-XX"
    issuers: tuple[str, ...] = ()
    replaces: tuple[Replaced, ...] = ()
    adoption: Adoption | None = None
    contents: Contents = Contents()
    fonts: Fonts = Fonts()
    measures: Mapping[str, str] = field(default_factory=dict)
    severities: Mapping[str, SeverityName] = field(default_factory=dict)
    __pydantic_config__: ClassVar[Any] = _STRICT

    @property
    def undated_number(self) -> str:
        """DB21/T XXXX.1"""
        part = f".{self.part}" if self.part else ""
        return f"{self.code} {self.number}{part}"

    @property
    def dated_number(self) -> str:
        """DB21/T XXXX.1—XXXX, with a one-em dash (10.3.1.4)."""
        return f"{self.undated_number}—{self.year}"

    @property
    def title_elements(self) -> tuple[str, ...]:
        """The elements of the name, the supplementary one led by 第N部分： (7.1.3)."""
        part = f"第{self.part}部分：" if self.part else ""
        elements = (self.title.leading, self.title.main, part + self.title.supplementary)
        return tuple(element for element in elements if element)

    @property
    def full_title(self) -> str:
        """The name, its elements one em apart (10.1.4)."""
        return "　".join(self.title_elements)

    @property
    def english_title(self) -> str:
        """Smart city standards system—Part 1: General."""
        if self.english is None:
            return ""
        part = f"Part {self.part}: " if self.part else ""
        elements = (self.english.leading, self.english.main, part + self.english.supplementary)
        return "—".join(element for element in elements if element)


@dataclass(frozen=True, slots=True)
class Cover:
    """The lines of the cover in words (8.1); an absent line is empty."""

    ics: tuple[str, ...]
    ccs: str
    record: str
    mark: str  # GB, DB21 …
    level: str  # 辽宁省地方标准
    number: str
    replaces: str
    title: tuple[str, ...]  # one element a line where they are long; joined by one em else
    english: str
    conformity: str
    stage: str  # （征求意见稿）
    completed: str
    patent_request: str
    issued: str
    implemented: str
    issuers: tuple[str, ...]


# --- other people's documents, data ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of references.yaml."""

    kind: Literal["standard", "law", "policy", "book", "article", "web"]
    title: str
    number: str = ""
    year: str = ""
    english: str = ""
    status: Literal["current", "superseded", "withdrawn", "draft", "unknown"] = "unknown"
    replaced_by: str = ""
    issued: str = ""
    implemented: str = ""
    committee: str = ""
    checked: str = ""
    verified: bool = False
    source: str = ""
    author: str = ""
    document: str = ""  # 文号
    publisher: str = ""
    place: str = ""
    journal: str = ""
    pages: str = ""
    url: str = ""
    accessed: str = ""
    __pydantic_config__: ClassVar[Any] = _STRICT

    @property
    def full_title(self) -> str:
        """The title with its elements one em apart, however its author spaced them (10.1.4)."""
        return re.sub(r"(?<=[^\x00-\u2fff])[ \u3000]+(?=\S)|[ \u3000]+(?=[^\x00-\u2fff])", "　", self.title.strip())


@dataclass(frozen=True, slots=True)
class DataTable:
    """A data table, what is taken and computed filled in; published as CSV beside the HTML."""

    name: str  # indicators, for data/indicators.yaml
    key: str
    columns: tuple[str, ...]
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    spans: tuple[Span, ...] = field(compare=False, repr=False)  # of the rows


@dataclass(frozen=True, slots=True)
class BibliographyGroup:
    """A descriptive heading of 参考文献 and the keys below it (8.13)."""

    title: str
    keys: tuple[str, ...]
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class BibliographyOptions:
    """How 参考文献 is grouped, and what it lists besides what the text cites."""

    groups: tuple[BibliographyGroup, ...] = ()
    also: tuple[str, ...] = ()
    __pydantic_config__: ClassVar[Any] = _STRICT


# --- the document ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Document:
    """One standard or part, from cover to index, before any number is known."""

    name: str
    metadata: Metadata
    cover: Cover
    foreword: Element
    introduction: Element | None
    notice: tuple[Block, ...]  # 重要提示 (9.13.3)
    chapters: tuple[Clause, ...]
    annexes: tuple[Annex, ...]
    bibliography: Element | None  # compiled by resolve
    index: Element | None  # compiled by resolve
    footnotes: tuple[Footnote, ...]  # of the text, in the order of their marks
    terms_imports: tuple[Citation | SiblingCitation, ...]
    bibliography_options: BibliographyOptions
    data: Mapping[str, DataTable]
    registry: Mapping[str, Reference] = field(compare=False, repr=False)
    span: Span = field(compare=False, repr=False)  # of standard.yaml
    bibliography_spans: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)  # of the keys in the options
    spans: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)  # of the keys of standard.yaml: title, severities.x
    waivers: tuple[Waiver, ...] = field(default=(), compare=False, repr=False)

    @property
    def divisions(self) -> tuple[Element | Clause | Annex, ...]:
        """All that is printed after the cover and 目次, in the order of Table 3 (6.2.2.3)."""
        front = [self.foreword, self.introduction]
        back = [self.bibliography, self.index]
        return tuple(d for d in (*front, *self.chapters, *self.annexes, *back) if d is not None)


Node = TypeVar("Node")


_LEAVES = {
    "str",
    "bool",
    "int",
    "float",
    "Span",
    "Span | None",
    "AnnexKind",
    "ListKind",
    "Align",
    "Metadata",
    "Cover",
    "Diagram | None",
    "tuple[str, ...]",
    "tuple[tuple[int, int, int], ...]",
    "tuple[Waiver, ...]",
}


@cache
def _ways(cls: Any, kinds: tuple[Any, ...]) -> tuple[str, ...]:
    """The fields of a class that may lead to nodes of some kinds, the last first."""
    names = [f.name for f in fields(cls) if str(f.type) not in _LEAVES] if hasattr(cls, "__dataclass_fields__") else []
    return tuple(name for name in reversed(names) if object in kinds or leads_to(cls, name, kinds))


def walk(root: object, *kinds: type[Node]) -> Iterator[Node]:
    """Every node of the given kinds in and below `root` (a node or a tuple of them), in reading order."""
    pending: list[Any] = [root]
    while pending:
        node = pending.pop()
        if type(node) is tuple:
            pending.extend(reversed(node))
            continue
        if isinstance(node, kinds):
            yield node
        if names := _ways(node.__class__, kinds):
            pending.extend([getattr(node, name) for name in names])


def plain(inlines: tuple[Inline, ...]) -> str:
    """The words of inlines without markup; references that are worded by their target are left out."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text=text) | Code(text=text):
                parts.append(text)
            case InlineFormula(latex=latex):
                parts.append(latex)
            case LineBreak() | FootnoteReference():
                pass
            case _:
                parts.append(plain(inline.inlines))
    return "".join(parts)
