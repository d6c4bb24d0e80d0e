"""8.7 of GB/T 1.1—2020: term entries, their use and their form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from gbdoc.diagnostic import Edit, Severity
from gbdoc.lint.reading import Reading
from gbdoc.lint.rule import Finding, rule
from gbdoc.model import Paragraph, SymbolEntry, TermEntry, Xref, plain, walk
from gbdoc.provision import Sentence, own_words, whole

# --- use of terms --------------------------------------------------------------------------------


@rule("8.7.3.2", Severity.WARNING)
def term_unused(reading: Reading) -> Iterator[Finding]:
    """收入第3章的术语，在文件中宜至少用两次。

    不用的术语不必界定；只用一次的，在用到的地方说明即可。条目自身中的不算。

    错：
        terms.yaml 中有“案卷”，而正文中没有这个词
    对：
        删去“案卷”的条目，或在正文中用这个术语
    """
    if _is_of_terms(reading):
        return
    everything = _solid("\n".join(prose.text for prose in reading.prose))
    references = Counter(xref.target for prose in reading.prose for xref in walk(prose.inlines, Xref) if not xref.inlines)
    for entry in reading.terms:
        own = _solid("\n".join(sentence.text for sentence in _own_text(entry)))
        names = re.compile("|".join(re.escape(name) for name in sorted(_names(reading, entry), key=len, reverse=True)))
        uses = len(names.findall(everything)) - len(names.findall(own)) + references[entry.anchor]
        if uses < 2:
            told = "没有用到" if uses <= 0 else "只用了一次"
            yield Finding(entry.span, f"术语“{entry.term}”在条目之外{told}；删去这个条目，或在文中用它")


def _is_of_terms(reading: Reading) -> bool:
    """Whether the document is one of terms: these need no use in it."""
    metadata = reading.document.metadata
    return metadata.function == "terminology" or metadata.full_title.endswith(("术语", "词汇"))


def _solid(text: str) -> str:
    return re.sub(r"[ \u00a0\u3000]", "", text).lower()


_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_SHORT_FORM = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z]*[A-Z][A-Za-z0-9]*")


def _names(reading: Reading, entry: TermEntry) -> set[str]:
    """What an entry's concept may be called in the text: its terms, and an abbreviation of it."""
    terms = {entry.term, *entry.admitted}
    bare = {_BRACKETED.sub("", term) for term in terms}
    short = set(_SHORT_FORM.findall(entry.english)) | set(_SHORT_FORM.findall(entry.term))
    for listed in walk(reading.document.chapters, SymbolEntry):
        if plain(listed.explanation).startswith(tuple(terms)):
            short.add(plain(listed.symbol))
    return {_solid(name) for name in bare | short if name}


def _own_text(entry: TermEntry) -> Iterator[Sentence]:
    yield whole(entry.definition)
    yield from (whole(paragraph.inlines) for paragraph in walk(entry.blocks, Paragraph))


@rule("8.7.3", Severity.WARNING)
def term_defined_twice(reading: Reading) -> Iterator[Finding]:
    """本库的另一项标准已界定的术语，不再另行界定。

    两处定义难免出入。用 imports 引来那里的术语；确需重复时在 source 中标明来源。

    错：
        - {term: 案卷, english: case, definition: 记录问题的信息集合}
    对：
        - {term: 案卷, english: case, definition: 记录问题的信息集合, source: {ref: urban-management, clause: case}}
    """
    for entry in reading.terms:
        for name in _definers(reading, entry):
            told = f"术语“{entry.term}”在 {name} 中已界定；改用 imports，或在 source 中标明来源"
            yield Finding(entry.span, told)


def _definers(reading: Reading, entry: TermEntry) -> Iterator[str]:
    """The other documents that define a term; later parts of the same series are told themselves."""
    if entry.source or entry.domain:
        return
    for name, other in reading.shelf.items():
        defined = any(label.kind == "term" and label.title == entry.term for label in other.labels.values())
        if defined and name != reading.document.name and not _is_later(reading, name):
            yield name


def _is_later(reading: Reading, name: str) -> bool:
    own, other = reading.document.metadata, reading.shelf[name].metadata
    same = own.title.main == other.title.main and own.part.isdecimal() and other.part.isdecimal()
    return same and int(other.part) > int(own.part)


_BEFORE = r"(?<![微子元亚超非副准反总主次])"
BEYOND = re.compile(r"[化性素者员器率度法学型类组群层级表图库码号名量值]|系统|体系")


@rule("8.7.3.3", Severity.WARNING)
def term_reference(reading: Reading) -> Iterator[Finding]:
    """定义中用到本文件的另一个术语时，链到它的条目。

    写成 [术语](#id)，印出时后面带有条目编号，读者由此找到它的定义。

    错：
        definition: 承担管理部件维护的组织
    对：
        definition: 承担[管理部件](#management-component)维护的组织
    """
    known = {entry.term: entry.anchor for entry in reading.terms if len(entry.term) >= 3}
    if not known:
        return
    longest_first = sorted(known, key=lambda term: (-len(term), term))
    pattern = re.compile(_BEFORE + "(?:" + "|".join(re.escape(term) for term in longest_first) + ")")
    for entry in reading.terms:
        told = {xref.target for xref in walk(entry.definition, Xref)} | {entry.anchor}
        free = whole(tuple(inline for inline in entry.definition if not isinstance(inline, Xref)) or entry.definition)
        for found in pattern.finditer(own_words(free.text)):
            anchor = known[found[0]]
            if anchor not in told and not BEYOND.match(free.text, found.end()):
                told.add(anchor)
                yield Finding(free.span(*found.span()), f"“{found[0]}”是本文件的术语；写成 [{found[0]}](#{anchor})")


# --- forms of terms ------------------------------------------------------------------------------

_CHEMICAL = re.compile(  # 3-(3,4-二氯苯基), (±)-, 铬(VI)
    r"(?<=-)[(\[][^()\[\]]*[)\]]|[(\[][^()\[\]]*[)\]](?=-)|[(\[][^()\[\]]*[基烷酸酯烯醇酮苯氯氟][)\]]|[（(][IVXⅠ-Ⅻ+±0-9,]+[）)]"
)
_FORM = re.compile(r"[“”‘’\"《》〈〉（）()\[\]【】]|[。，、；：,.;:!！？?]$")


@rule("8.7.3.2", Severity.WARNING)
def term_form(reading: Reading) -> Iterator[Finding]:
    """术语是一个词，不带括号、引号、书名号，末尾不加标点。

    括号里的别名写在 admitted，领域写在 domain。

    错：
        term: 城市管理平台（平台）
    对：
        term: 城市管理平台
        admitted: [平台]
    """
    for entry in reading.terms:
        for term in (entry.term, *entry.admitted):
            if found := _FORM.search(_CHEMICAL.sub("", term)):
                yield Finding(entry.term_span or entry.span, f"术语“{term}”中有“{found[0]}”；去掉它，别名写在 admitted，领域写在 domain")


_CAPITAL = re.compile(r"[A-Z][a-z]+(?:-[a-z]+)*(?![A-Za-z0-9'’-])")
_PROPER_WORDS = (
    "Abbe Abel Africa America American Ames Ampere April Archimedes Arrhenius Asia Asian Atterberg Auger August Avogadro Bayes "
    "Beckmann Bernoulli Bessel Bluetooth Bode Boltzmann Bragg Bravais Brinell Bézier Cartesian Cassegrain Celsius Charpy China "
    "Chinese Christmas Compton Coulomb Curie Dalton Debye December Delphi Doppler Earth English Ethernet Euler Europe European "
    "Faraday February Fehling Fermi Fibonacci Fourier Fraunhofer Fresnel Gauss Geiger Gibbs Gram Hall Hamming Hilbert Huffman "
    "Internet Izod January Java Joule July June Karl Kelvin Kjeldahl Knoop Kruskal Lagrange Lambert Langmuir Laplace Latin Leeb "
    "Lorentz Mach March Markov Marshall Martens Maxwell May Mercator Mohs Monte Moon Mooney Moore Morse Munsell Nash Newton November "
    "Nyquist October Ohm Pareto Pascal Peltier Petri Planck Poisson Prandtl Raman Rankine Rayleigh Reynolds Richter Rockwell "
    "September Shannon Shore Soxhlet Stirling Stokes Taguchi Taylor Tesla Tibetan Turing Tyndall Unicode Vicat Vickers Watt Weber "
    "Weibull Wheatstone Winkler Wood Yangtze Young Zigbee"
)
_PROPER = frozenset(_PROPER_WORDS.split())
_LATIN = re.compile(r"[A-Z][a-z]+ [a-z]*(?:us|um|is|ii|ae|oides|ica|ata|osa|iva|ensis|inum|ans)\b")


@rule("10.3.5", Severity.WARNING, fixable=True)
def term_english_case(reading: Reading) -> Iterator[Finding]:
    """英文对应词除专有名词和缩略语外都用小写字母。

    大写会让人以为是专名。

    错：
        english: Urban management
    对：
        english: urban management
    """
    for entry in reading.terms:
        found = _CAPITAL.match(entry.english)
        if found and found[0] not in _PROPER and not found[0].endswith(("ian", "ean", "ese")) and not _LATIN.match(entry.english):
            lower = _CAPITAL.sub(lambda word: word[0] if word[0] in _PROPER else word[0].lower(), entry.english)
            told = f"英文对应词“{entry.english}”以大写字母开头；不是专有名词时写成 {lower}"
            span = entry.english_span or entry.span
            yield Finding(span, told, (Edit(span, entry.english, lower),))
