"""standard.yaml: its shape, and what must hold of its values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any, ClassVar, TypeAlias

from gbdoc.atoms import parse_standard_number
from gbdoc.diagnostic import nearest
from gbdoc.model import AnnexKind, BibliographyOptions, Metadata
from gbdoc.read.context import Context
from gbdoc.read.nodes import Key
from gbdoc.read.slips import check_plain
from gbdoc.read.yaml import Loaded, load

_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Organisations:
    """Who proposed, administers and drafted the document (8.3 f, g)."""

    proposed_by: tuple[str, ...] = ()
    administered_by: tuple[str, ...] = ()
    drafted_by: tuple[str, ...] = ()
    drafters: tuple[str, ...] = ()
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class PublishedPart:
    """A part of the same document that is already published."""

    part: str
    title: str
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class Series:
    """The other parts, for the part statement of the foreword (8.3 b)."""

    published: tuple[PublishedPart, ...] = ()
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class Patent:
    """An identified patent: what it is about, the clauses it touches, who holds it (D.3)."""

    clauses: tuple[str, ...]
    content: str
    holder: str
    address: str
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class Feedback:
    """Where comments on a published document go; Liaoning asks for it in the foreword."""

    department: str
    department_address: str
    department_phone: str
    drafting_address: str
    drafting_phone: str
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class ForewordSlots:
    """The author's own paragraphs in the foreword, Markdown, each with its place there."""

    relation: str = ""
    international: str = ""
    closing: str = ""
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True)
class AnnexFile:
    """A file that holds an annex."""

    file: str
    kind: AnnexKind
    __pydantic_config__: ClassVar[Any] = _STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardFile(Metadata):
    """The whole of standard.yaml."""

    organisations: Organisations = Organisations()
    series: Series = Series()
    patents: tuple[Patent, ...] = ()
    history: tuple[str, ...] = ()
    feedback: Feedback | None = None
    foreword: ForewordSlots = ForewordSlots()
    notice: str = ""
    body: tuple[str, ...] = ()
    annexes: tuple[AnnexFile, ...] = ()
    bibliography: BibliographyOptions = field(default_factory=BibliographyOptions)
    __pydantic_config__: ClassVar[Any] = _STRICT


def read_standard(context: Context) -> Loaded[StandardFile] | None:
    """A document's standard.yaml; None, told, where the document cannot be read without what is missing there."""
    loaded = load(context, f"{context.name}/standard.yaml", StandardFile)
    if loaded is not None:
        for keys, message in _faults(loaded.value, context, loaded.path):
            context.error(loaded.span(*keys), "metadata", message)
        for place in _plain_places(loaded.value):
            check_plain(loaded.passage(*place), context)
    return loaded


def _plain_places(standard: StandardFile) -> Iterator[tuple[Key, ...]]:
    """What is printed as it stands, on the cover and elsewhere."""
    yield from (("level",), ("adoption", "title"))
    yield from ((name, element) for name in ("title", "english") for element in ("leading", "main", "supplementary"))
    yield from (("replaces", index, "title") for index in range(len(standard.replaces)))
    yield from (("issuers", index) for index in range(len(standard.issuers)))


def metadata_of(standard: StandardFile, context: Context, path: str) -> Metadata:
    """What later stages may ask of a document; its fonts by their paths below content/."""
    values: dict[str, Any] = {each.name: getattr(standard, each.name) for each in fields(Metadata)}
    files = {key: context.sources.locate(path, written) for key, written in asdict(standard.fonts).items() if written}
    located = {key: file if file and file in context.sources.files else "" for key, file in files.items()}
    return Metadata(**{**values, "fonts": replace(standard.fonts, **located)})


# --- what must hold --------------------------------------------------------------------------

Fault: TypeAlias = tuple[tuple[Key, ...], str]


def _faults(standard: StandardFile, context: Context, path: str) -> Iterator[Fault]:
    yield from _number_faults(standard)
    yield from _title_faults(standard)
    yield from _part_faults(standard)
    yield from _cover_faults(standard)
    yield from _date_faults(standard)
    yield from _layout_faults(standard)
    yield from _font_faults(standard, context, path)
    if not standard.body:
        yield ("body",), "body 没有列出正文文件，如 body: [scope.md]"


CODES = {
    "national": (r"GB(/[TZ])?", "国家标准的 code 是 GB、GB/T 或 GB/Z"),
    "sector": (r"(?!GB|DB)[A-Z]{2,}(/[TZ])?", "行业标准的 code 是行业代号，可带 /T 或 /Z，如 CJ/T"),
    "local": (r"DB\d{2}(\d{2})?(/[TZ])?", "地方标准的 code 是 DB 加两位或四位数字，可带 /T 或 /Z，如 DB21/T"),
}


PATTERNS = {  # of values that are one text
    "number": r"\d+|X+",
    "year": r"\d{4}|XXXX",
    "part": r"[1-9]\d*",
    "ics": r"\d{2}(\.\d{3}(\.\d{2})?)?",
    "ccs": r"[A-Z] \d{2}",
    "measure": r"-?\d+(\.\d+)?(mm|cm|pt|em|%)",
}


def _number_faults(standard: StandardFile) -> Iterator[Fault]:
    pattern, message = CODES[standard.kind]
    if not re.fullmatch(pattern, standard.code):
        yield ("code",), f"{message}，这里是 {standard.code}"
    if re.fullmatch(r"\d+\.\d+", standard.number):
        yield ("number",), "number 只写顺序号，部分的编号写在 part"
    elif not re.fullmatch(PATTERNS["number"], standard.number):
        yield ("number",), "number 应是数字，未定写 XXXX"
    if not re.fullmatch(PATTERNS["year"], standard.year):
        yield ("year",), "year 应是四位数字，未定写 XXXX"


def _title_faults(standard: StandardFile) -> Iterator[Fault]:
    for key, title in (("title", standard.title), ("english", standard.english)):
        if title and standard.part and not title.supplementary:
            yield (key,), f"分为部分的文件，名称要有补充要素 {key}.supplementary"
        if title and re.match(r"第.+部分|Part \d", title.supplementary):
            yield (key, "supplementary"), "补充要素不写“第N部分”，它由 part 生成"


def _part_faults(standard: StandardFile) -> Iterator[Fault]:
    if standard.part and not _positive(standard.part):
        yield ("part",), "part 应是正整数"
    if standard.series.published and not standard.part:
        yield ("series",), "series 只用于分为部分的文件，请写明 part"
    for index, published in enumerate(standard.series.published):
        if not _positive(published.part):
            yield ("series", "published", index, "part"), "part 应是正整数"


def _positive(text: str) -> bool:
    return re.fullmatch(PATTERNS["part"], text) is not None


def _cover_faults(standard: StandardFile) -> Iterator[Fault]:
    for index, ics in enumerate(standard.ics):
        if not re.fullmatch(PATTERNS["ics"], ics):
            yield ("ics", index), "ICS 分类号的形式如 35.240.01"
    if standard.ccs and not re.fullmatch(PATTERNS["ccs"], standard.ccs):
        yield ("ccs",), "CCS 分类号是字母、空格、两位数字，如 L 70"
    if standard.kind != "national" and not standard.level:
        yield ("level",), "缺少 level：封面的级别行，如 辽宁省地方标准"
    if standard.round and not standard.stage:
        yield ("round",), "写 round 时要写 stage"
    if standard.round and not _positive(standard.round):
        yield ("round",), "round 应是正整数"
    for index, replaced in enumerate(standard.replaces):
        number = parse_standard_number(replaced.number)
        if number is None or not number.year:
            yield ("replaces", index, "number"), "被代替文件的编号要带年份，如 DB21/T 1234—2018"


def _date_faults(standard: StandardFile) -> Iterator[Fault]:
    for key in ("completed", "issued", "implemented"):
        written = getattr(standard, key)
        if written not in ("", "XXXX-XX-XX") and not is_date(written):
            yield (key,), f"{key} 应是日期，如 2026-11-20，未定写 XXXX-XX-XX"
    if is_date(standard.issued) and is_date(standard.implemented) and standard.implemented < standard.issued:
        yield ("implemented",), "实施日期早于发布日期；改正 issued 或 implemented"


def is_date(text: str) -> bool:
    """Whether a text is a day written YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _layout_faults(standard: StandardFile) -> Iterator[Fault]:
    if not 1 <= standard.contents.depth <= 6:
        yield ("contents", "depth"), "contents.depth 应是 1 到 6"
    for name, measure in standard.measures.items():
        if not re.fullmatch(PATTERNS["measure"], measure):
            yield ("measures", name), f"{name} 应是数字加单位 mm、cm、pt、em 或 %，如 15.6pt"


def _font_faults(standard: StandardFile, context: Context, path: str) -> Iterator[Fault]:
    for key in ("serif", "sans"):
        written = getattr(standard.fonts, key)
        if written and context.sources.locate(path, written) not in context.sources.files:
            yield ("fonts", key), f"找不到字体文件 {written}{nearest(written, context.sources.files)}"
