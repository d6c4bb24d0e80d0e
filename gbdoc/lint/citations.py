"""8.6 and 9.5.4 of GB/T 1.1—2020: citations of other documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gbdoc.atoms import StandardNumber, atoms, dated, parse_standard_number
from gbdoc.diagnostic import Edit, Severity
from gbdoc.lint.reading import Prose, Reading, edit
from gbdoc.lint.references import linked
from gbdoc.lint.rule import Finding, rule
from gbdoc.model import Citation
from gbdoc.model import Reference as Registered
from gbdoc.provision import OBJECT, Sentence, own_words
from gbdoc.resolve import Cited

# --- numbers of standards, typed -----------------------------------------------------------------

_ALL_PARTS = re.compile("[（(]所有部分[）)]")
_HISTORY = re.compile("代替|首次发布|发布为|修订|整合|废止|等同采用|修改采用|非等效")
_DESIGNATION = re.compile("标记(?:为|：|如下)|标志为|型号(?:为|：)|标注为|示例：|印有|刻有|标有|标明")


@rule("9.5.4", Severity.ERROR, fixable=True)
def typed_standard_number(reading: Reading) -> Iterator[Finding]:
    """引用他人的标准写 [@key]，不手写编号。

    手写的编号不会列入第2章或参考文献，年份和状态也无从核对。先在 references.yaml 中登记，再按键引用。

    错：
        数据应符合GB/T 36333的规定。
    对：
        数据应符合[@gbt-36333]的规定。
    """
    metadata = reading.document.metadata
    own = {metadata.undated_number, f"{metadata.code} {metadata.number}"}
    for prose, sentence, start, end, number in _numbers(reading):
        if number.undated in own or number.serial.startswith("X") or _is_no_citation(prose, sentence, start):
            continue
        keys = [key for key, entry in reading.document.registry.items() if entry.number == number.undated]
        remedy = f"写成 [@{keys[0]}]" if len(keys) == 1 else "在 references.yaml 中登记后写 [@key]"
        fix = _as_citation(sentence, start, end, number, keys[0]) if len(keys) == 1 else ()
        yield Finding(sentence.span(start, end), f"“{sentence.text[start:end]}”是手写的标准编号；{remedy}", fix)


def _is_no_citation(prose: Prose, sentence: Sentence, start: int) -> bool:
    """Whether a number stands in the history of the document, in an example or in the designation of a product."""
    text = sentence.text
    is_change = prose.place.part == "foreword" and bool(prose.place.intro)
    return is_change or prose.place.remark == "example" or bool(_HISTORY.search(text) or _DESIGNATION.search(text, 0, start))


def _as_citation(sentence: Sentence, start: int, end: int, number: StandardNumber, key: str) -> tuple[Edit, ...]:
    """The edit that makes a typed number a citation; none in YAML, where [ may mean something else."""
    if sentence.span(start, end).path.endswith(".yaml"):
        return ()
    if number.year:
        return edit(sentence, start, end, f"[@{key}:{number.year}]") if number.year.isdecimal() else ()
    if found := _ALL_PARTS.match(sentence.text, end):
        return edit(sentence, start, found.end(), f"[@{key}/all]")
    return edit(sentence, start, end, f"[@{key}]")


_YEAR = re.compile(r"\s?(?:——|[-–—―－‐‑−:：])\s?(?P<year>(?:19|20)\d{2}|[X×]{4})(?!\d)")


@rule("8.1", Severity.ERROR, fixable=True)
def year_dash(reading: Reading) -> Iterator[Finding]:
    """我国标准的顺序号与年份之间用一字线（—）。

    连字符“-”、冒号和破折号都不是一字线。写成 [@key:2018] 时由程序给。

    错：
        GB/T 36333-2018
    对：
        GB/T 36333—2018
    """
    for _, sentence, start, end, number in _numbers(reading):
        joint = _YEAR.match(sentence.text, end - len(number.year) - 1 if number.year else end)
        if joint is None or "—" not in dated(number.undated, "2020"):
            continue
        words = sentence.text[joint.start() : joint.start("year")]
        if words != "—":
            fix = edit(sentence, joint.start(), joint.start("year"), "—")
            yield Finding(sentence.span(start, joint.end()), f"编号与年份之间的“{words}”改为“—”", fix)


_SURE = re.compile(r"(?:GB|DB|T/|Q/|[A-Z]{2,4}/[TZ])")
_INTERNATIONAL = re.compile(r"(?:ISO|IEC)[/ A-Z]*\d{3,}(?![\d]*(?:级|度|感光))")
_CITING = re.compile(r"(?:符合|按照?|依照|依据|根据|执行|满足|采用|参照|参考|遵守|(?<![可常])见|与|和|、|及|《[^《》]*》[（(]?)\s?$")
_CITED = re.compile("的?(?:规定|要求|标准|方法|[中第]|[（(]所有部分)")


def _numbers(reading: Reading) -> Iterator[tuple[Prose, Sentence, int, int, StandardNumber]]:
    """The numbers of standards that authors typed, outside quotation marks, titles and links."""
    known = {entry.number for entry in reading.document.registry.values() if entry.number}
    for prose in reading.authored:
        if not any(character.isdigit() or character == "X" for character in prose.text) or prose.kind in ("key", "unit"):
            continue
        if prose.span.path.endswith("/system.yaml"):  # the program makes these of references.yaml
            continue
        links = linked(prose)
        for sentence in prose.sentences:
            for atom in atoms(own_words(sentence.text)):
                number = parse_standard_number(sentence.text[atom.start : atom.end].replace("\u00a0", " ").replace("\u2002", " "))
                if atom.kind != "standard-number" or number is None or id(sentence.leaf(atom.start)) in links:
                    continue
                if number.undated in known or _is_sure(sentence.text, atom.start, atom.end, number):
                    yield prose, sentence, atom.start, atom.end, number


def _is_sure(text: str, start: int, end: int, number: StandardNumber) -> bool:
    """Whether what looks like a number of a standard is one: HB 200 may be a hardness, ISO 8 a class, SAE 10W an oil."""
    if _SURE.match(text, start) or _INTERNATIONAL.match(text, start):
        return True
    return bool(number.year) or bool(_CITING.search(text[:start]) and _CITED.match(text, end))


# --- citations that name nothing -----------------------------------------------------------------

_COMPLY = r"(?:(?<!不)符合|遵守|遵循|遵照|按照?|依照|执行|满足|达到)"
_WHOSE = r"(?:国家|我国|国内|行业|地方|当地|有关部门|主管部门|上级|政府|法定|本地区|省级?|市级?)"
_GROUP = r"(?:法律、?法规|法律|法规|行政法规|规章|标准|规范|规程|政策|规定|要求|文件|制度)"
_VAGUE = re.compile(
    rf"{_COMPLY}(?P<gap>[^，。；：、{OBJECT}\ufffb]{{0,14}}?)"
    rf"(?P<words>(?:{_WHOSE}[和及、与]?)*(?:的|和行业|、行业)?(?:现行|有关|相关|现行有关|现行相关|有关现行|相关现行|最新|强制性|其他有关|其他相关)"
    rf"的?[^，。；：的{OBJECT}\ufffb]{{0,8}}?{_GROUP})"
)
_BARE = re.compile(
    rf"{_COMPLY}(?P<words>(?:国家|中国)?的?(?:法律、?法规|法律|法规|国家政策|政策法规|方针政策)(?:和规章|、规章|及规章|和标准|、标准|和政策|、政策)?(?:的?(?:规定|要求))?)(?=[，。；、和及与]|$)"
    rf"|{_COMPLY}(?P<standard>(?:国家|行业|地方)(?:标准)?(?:[和、及或](?:国家|行业|地方))*标准(?:的?(?:规定|要求))?|[国行]标(?:的?(?:规定|要求))?|国家(?:的?(?:规定|要求)))(?=[，。；]|执行|进行|处理|办理|$)"
)
_NAMED = re.compile(rf"\s?(?:{OBJECT}|\ufffb|[A-Z]|[（(][见{OBJECT}\ufffbA-Z])")
_ORDER = re.compile("[没尚]?有国家标准|[没尚]?有行业标准|无国家标准|无行业标准|优先")  # which standard goes before which
_OWNER = re.compile(r"(?:的|中|中的)$")
_PUBLIC = re.compile("国家|行业|地方|政府|主管部门|法律|法规|安全|环保|环境|消防|卫生|劳动")


@rule("9.5.4.4.3", Severity.ERROR)
def vague_citation(reading: Reading) -> Iterator[Finding]:
    """要求符合的文件要指明，不写“国家有关规定”“相关标准”“法律法规”。

    法律法规本来就应遵守，不由标准来要求；不指明的标准无从查证是否符合。写出具体文件，或者把要求写出来，或者删去这一句。

    错：
        数据安全应符合国家有关标准的规定。
    对：
        数据安全应符合[@gbt-36333]的规定。
    """
    for prose in reading.authored:
        if not prose.allows_provisions or prose.kind in ("title", "definition", "caption", "term", "key", "unit"):
            continue
        for sentence in prose.sentences:
            text = own_words(sentence.text)
            for span in _vague(text):
                told = f"“{sentence.text[span[0] : span[1]]}”没有指明是哪个文件；写出具体文件或要求，或删去"
                yield Finding(sentence.span(*span), told)


def _vague(text: str) -> Iterator[tuple[int, int]]:
    """Where a text names documents without saying which."""
    for found in _VAGUE.finditer(text):
        gap, words = found["gap"], found["words"]
        named = _OWNER.search(gap) and not _PUBLIC.search(gap)
        if not named and not _NAMED.match(text, found.end()) and _is_of_documents(gap, words):
            yield found.span("words")
    for found in () if _ORDER.search(text) else _BARE.finditer(text):
        yield found.span("words" if found["words"] else "standard")


def _is_of_documents(gap: str, words: str) -> bool:
    """Whether the words speak of documents: 相关要求 and 有关文件 alone may speak of what has just been said."""
    if words.endswith(("规范", "规程", "要求", "文件", "制度")):
        return bool(_PUBLIC.search(gap + words))
    return True


# --- documents in the lists ----------------------------------------------------------------------


@rule("8.6.3", Severity.WARNING)
def foreign_title(reading: Reading) -> Iterator[Finding]:
    """第2章中的国际标准和国外标准，在中文译名之后给出原文名称。

    读者要凭原文名称去查。原文名称写在 references.yaml 的 english。

    错：
        iso-37100: {kind: standard, number: ISO 37100, title: 可持续城市和社区　术语}
    对：
        iso-37100: {kind: standard, number: ISO 37100, title: 可持续城市和社区　术语, english: Sustainable cities—Vocabulary}
    """
    for cited, entry in _first_citations(reading, "normative"):
        number = parse_standard_number(entry.number)
        foreign = number is not None and number.origin in ("international", "other") and not entry.number.startswith("Q/")
        if entry.kind == "standard" and foreign and not entry.english:
            told = f"{entry.number} 列入第2章，缺原文名称；在 references.yaml 的 {cited.edition.key} 中写 english"
            yield Finding(cited.citation.span, told)


@rule("9.5.1", Severity.WARNING)
def online_address(reading: Reading) -> Iterator[Finding]:
    """引用网上的文件时给出完整的网址和访问日期。

    网页会变，读者凭网址和日期才知道引用的是什么。写在 references.yaml 的 url 和 accessed。

    错：
        portal: {kind: web, title: 全国标准信息公共服务平台}
    对：
        portal: {kind: web, title: 全国标准信息公共服务平台, url: https://std.samr.gov.cn, accessed: 2026-11-23}
    """
    for cited, entry in _first_citations(reading):
        missing = [field for field in ("url", "accessed") if not getattr(entry, field)]
        if missing and (entry.kind == "web" or entry.url):
            fields = "、".join(missing)
            told = f"《{entry.full_title}》缺{_MEANING[missing[0]]}；在 references.yaml 的 {cited.edition.key} 中写 {fields}"
            yield Finding(cited.citation.span, told)


_MEANING = {"url": "网址", "accessed": "访问日期"}


def _first_citations(reading: Reading, side: str = "") -> Iterator[tuple[Cited, Registered]]:
    """The first citation of each document of references.yaml, on one side or on any."""
    seen: set[str] = set()
    for cited in reading.resolved.citations:
        key = cited.edition.key
        if isinstance(cited.citation, Citation) and key not in seen and side in ("", cited.side):
            seen.add(key)
            yield cited, reading.document.registry[key]


# --- titles, typed -------------------------------------------------------------------------------

_TITLE = re.compile(r"《([^《》]{2,90})》")
_SPACING = re.compile(r"[\s\u3000：:—-]+")


@rule("9.5.4", Severity.WARNING)
def title_typed(reading: Reading) -> Iterator[Finding]:
    """提到已登记的文件写 [@key]，不手写它的名称。

    手写的名称不算引用，不会列入参考文献；文件改名后也不会跟着改。

    错：
        数据分级的依据见《中华人民共和国数据安全法》。
    对：
        数据分级的依据见[@?data-security-law]。
    """
    known = _titles(reading)
    for found in reading.search(_TITLE):
        key = known.get(_SPACING.sub("", found.match[1]))
        foreword = found.prose.place.part == "foreword" and _HISTORY.search(found.sentence.text)
        if key and not foreword and id(found.sentence.leaf(found.match.start(1))) not in linked(found.prose):
            yield Finding(found.span, f"手写的文件名称；写成 {key}")


def _titles(reading: Reading) -> Mapping[str, str]:
    """How to cite the documents that we know, by their titles without spaces."""
    document = reading.document
    names = {_SPACING.sub("", entry.full_title): f"[@{key}]" for key, entry in document.registry.items()}
    short = {title.removeprefix("中华人民共和国"): way for title, way in names.items()}
    ours = {_SPACING.sub("", entry.metadata.full_title): f"[]({name})" for name, entry in reading.shelf.items() if name != document.name}
    return {**short, **names, **ours}
