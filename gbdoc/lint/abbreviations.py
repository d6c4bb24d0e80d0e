"""8.8 and 9.4.3 of GB/T 1.1—2020: symbols, abbreviations and short names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gbdoc.atoms import atoms
from gbdoc.diagnostic import Severity
from gbdoc.lint.reading import Reading
from gbdoc.lint.rule import Finding, rule
from gbdoc.model import Code, Emphasis, Figure, InlineFormula, SymbolEntry, plain, walk
from gbdoc.provision import own_words

# --- the lists of chapter 4 ----------------------------------------------------------------------


@rule("8.8", Severity.WARNING)
def abbreviation_unused(reading: Reading) -> Iterator[Finding]:
    """列入第4章的缩略语，在文件中要用到。

    不用的缩略语不必说明；删去它，或者在文中用它。

    错：
        abbreviations.yaml 中有 GIS，而正文中没有
    对：
        删去 GIS 这一条，或在正文中写 GIS
    """
    text = "\n".join(_printed(reading))
    for entry in _listed(reading, "abbreviations.yaml"):
        short = plain(entry.symbol)
        if short and not re.search(rf"(?<![A-Za-z0-9]){re.escape(short)}(?![A-Za-z])", text):
            yield Finding(entry.span, f"缩略语 {short} 在第4章之外没有用到；删去这一条，或在文中用它")


def _listed(reading: Reading, name: str) -> Iterator[SymbolEntry]:
    """The entries of chapter 4 that a file lists."""
    for chapter in reading.document.chapters:
        if chapter.anchor == "symbols":
            yield from (entry for entry in walk(chapter, SymbolEntry) if entry.span.path.endswith(f"/{name}"))


def _printed(reading: Reading) -> Iterator[str]:
    """All that is printed outside chapter 4: running text, codes, formulas, what figures show in words, English terms."""
    for prose in reading.prose:
        if prose.place.part != "symbols":
            yield prose.text
            yield from (code.text for code in walk(prose.inlines, Code))
            yield from (formula.latex for formula in walk(prose.inlines, InlineFormula))
    yield from (formula.latex for formula in reading.formulas)
    yield from (figure.alternative for figure in walk(reading.document.divisions, Figure))
    yield from (f"{entry.term} {entry.english} {' '.join(entry.admitted)}" for entry in reading.terms)


@rule("8.8", Severity.WARNING)
def symbol_unused(reading: Reading) -> Iterator[Finding]:
    """列入第4章的符号，在文件的公式或正文中要用到。

    不用的符号不必说明；删去它，或者检查公式中写的是不是它。

    错：
        symbols.yaml 中有 $S$，而公式中没有
    对：
        删去 $S$ 这一条，或在公式中用它
    """
    used = "|".join(_formulas(reading))
    letters = re.sub(r"\\[A-Za-z]+", "|", used)  # a letter in the name of a command is no symbol
    for entry in _listed(reading, "symbols.yaml"):
        symbol = _INDEX.sub("_", _bare(plain(entry.symbol)))  # formulas write numbers for a running index, too
        is_command = re.fullmatch(r"\\[A-Za-z]+", symbol)
        found = re.search(rf"{re.escape(symbol)}(?![A-Za-z])", used) if is_command else symbol in (letters if symbol.isalpha() else used)
        if symbol and not found:
            yield Finding(entry.span, f"符号 {plain(entry.symbol)} 在公式中没有用到；删去这一条，或检查公式")


def _formulas(reading: Reading) -> Iterator[str]:
    """The formulas outside chapter 4, as plain as symbols are made, and variables in running text."""
    for formula in reading.formulas:
        yield _bare(formula.latex)
    for prose in reading.prose:
        if prose.place.part != "symbols":
            yield from (_bare(formula.latex) for formula in walk(prose.inlines, InlineFormula))
            yield from (_bare(plain(words.inlines)) for words in walk(prose.inlines, Emphasis))


_INDEX = re.compile(r"_[ijklmnt]$")
_TYPE = re.compile(r"\\(?:math(?:rm|it|bf|sf)|boldsymbol|text|operatorname|bm|vec|left|right|quad|[,;!])(?![A-Za-z])")


def _bare(latex: str) -> str:
    r"""LaTeX without type, braces and spaces: w_{ij} and w_{\mathrm{max}} become w_ij and w_max, S w becomes S|w."""
    return re.sub(r"\|*_\|*", "_", re.sub(r"[{}\s$]", "|", _TYPE.sub("", latex))).strip("|")


# --- abbreviations in running text -----------------------------------------------------------------

_CAPITALS = re.compile(
    r"(?<![A-Za-z0-9_/.\-–—+#&])(?<![A-Za-z] )[A-Z]{2,6}(?![A-Za-z0-9_/.\-–—+#&]|[型类级档式区段层栋座线面点]| [A-Za-z0-9])"
)
_ROMAN = re.compile(r"[IVXLC]+")
_TWO_LETTERS = frozenset(("AI", "VR", "AR", "MR", "BI", "OA", "UI", "CA", "UE"))  # others may be points, axes, codes
_KNOWN_WORDS = (
    "ABS AES AGV AND APP AQL ASCII ATM ATP BLOB BOD BSA CAD CCC CCS CD CEO CFU CHAR CIE CMOS CNY COD CPU CRC CRM CSS CV DATE DC DDT "
    "DMSO DNA DOI DSC DVD ECD EDTA ELISA EPDM EPS EVA EXCEL FALSE FAX FID FLOAT FPD FTIR GAP GBK GDP GET GIF GMP GMT GPS GPU HACCP "
    "HBW HDPE HEPA HPLC HRA HRB HRC HTML HTTP HTTPS ICP ICS IEC IEEE ILO INT IP ISBN ISO ISSN ITU JPEG JPG JSON KCL KOH LCD LDPE LED "
    "LOD LOQ MAC MAX MIN MODBUS MPN MRM NBR NMR NOT NPD NPT NTU NULL NUMBER OECD OES OIML OR PBS PCR PDCA PDF PEEK PET PH PIN PMMA "
    "PNG POM POST PPR PTFE PUT PVC PVDF RAM RGB RMB RNA ROM RS RSD SAC SBR SBS SEM SIM SMS SOP SOS SPE SPF SQL STRING SUV TCD TCP TEM "
    "TEXT TGA TIC TIFF TLC TOC TRUE TTL TV TXT UDP UHF UK UNC UNESCO UPLC URI URL USA USB USD UTC UTF UV VHF VIP VOC WGS WHO WIFI WTO "
    "WWW XLS XML XPS XRD XRF YES ZIP"
)
_WELL_KNOWN = frozenset(_KNOWN_WORDS.split())


@rule("9.4.3", Severity.WARNING)
def abbreviation_unexplained(reading: Reading) -> Iterator[Finding]:
    """用到的缩略语列入第4章，或在首次用到时写成“中文（缩略语）”。

    读者不一定知道大写字母代表什么。列入 abbreviations.yaml 最省事。

    错：
        平台应接入CIM。
    对：
        平台应接入城市信息模型（CIM）。
    """
    known = _explained(reading)
    for prose in reading.authored:
        if prose.kind not in ("paragraph", "item") or prose.place.part in ("foreword", "references") or prose.place.exhibit:
            continue
        for sentence in prose.sentences:
            text = _without_atoms(own_words(sentence.text))
            for found in _CAPITALS.finditer(text):
                if found[0] not in known and _may_need_words(found[0]):
                    known.add(found[0])
                    told = f"缩略语 {found[0]} 没有说明；列入 abbreviations.yaml，或首次用时写成“中文（{found[0]}）”"
                    yield Finding(sentence.span(*found.span()), told)


def _may_need_words(capitals: str) -> bool:
    """Whether capitals may be an abbreviation that readers do not know: no roman numeral, no run of letters like AAA or ABC."""
    if capitals in _WELL_KNOWN or _ROMAN.fullmatch(capitals) or len(set(capitals)) == 1:
        return False
    if len(capitals) == 2:
        return capitals in _TWO_LETTERS
    return any(ord(after) - ord(before) != 1 for before, after in pairwise(capitals))


_EXPLAINED = re.compile(r"[（(]([^（）()]{0,80})[）)]|([A-Z]{2,6})[（(](?=[^（）()]*[\u4e00-\u9fff])|(?:简称|称为|称作)[“”\"]?([A-Z]{2,6})")
_QUOTED = re.compile("“[^“”]*”|「[^「」]*」")
_WORD = re.compile(r"[A-Z]{2,6}")


def _explained(reading: Reading) -> set[str]:
    """The capitals that the document explains somewhere, or shows as codes: in lists, terms, brackets, cells, quotation marks."""
    metadata = reading.document.metadata
    words = [metadata.full_title, metadata.english_title]
    words += [f"{entry.term} {entry.english} {' '.join(entry.admitted)}" for entry in reading.terms]
    words += [plain(entry.symbol) for entry in walk(reading.document.divisions, SymbolEntry)]
    for prose in reading.prose:
        words += [part for found in _EXPLAINED.findall(prose.text) for part in found if part]
        words += [code.text for code in walk(prose.inlines, Code)] + [formula.latex for formula in walk(prose.inlines, InlineFormula)]
        words += [found[0] for found in _QUOTED.finditer(prose.text)]
        if prose.kind in ("cell", "key") and len(prose.text) <= 12:
            words.append(prose.text)
    return {word for text in words for word in _WORD.findall(text)}


def _without_atoms(text: str) -> str:
    """A text with its numbers of standards, quantities and places put out of sight."""
    for atom in atoms(text):
        if atom.kind != "dash":
            text = text[: atom.start] + "\ufffb" * (atom.end - atom.start) + text[atom.end :]
    return text


_DOTTED = re.compile(r"(?<![A-Za-z.])(?<![A-Za-z] )(?<![A-Za-z], )(?:(?:[A-Z]\.){2,}[A-Z](?![A-Za-z.])|(?:[A-Z]\.){2,}(?![A-Za-z]))")


@rule("9.4.3", Severity.WARNING, fixable=True)
def abbreviation_dots(reading: Reading) -> Iterator[Finding]:
    """缩略语的字母之间和末尾不加下脚点。

    缩略语由大写字母组成，写在一起。

    错：
        定位采用G.P.S.。
    对：
        定位采用GPS。
    """
    for found in reading.search_own(_DOTTED):
        new = found.words.replace(".", "")
        yield Finding(found.span, f"“{found.words}”写成 {new}", found.becomes(new))


_SHORT_NAME = re.compile(
    r"以下[统简]称(?:为|作)?|(?<!以)下称(?:为|作)?(?=[\ufffb“\"])|(?<!以)下文?[统简]称(?:为|作)?|以下称(?:为|作)?(?=[\ufffb“\"])|(?<=[（(，])下称(?:为|作)?(?![量取重样得])"
)
_OPEN_BRACKET = re.compile(r"[（(][^（）()]*$")


@rule("9.4.3", Severity.WARNING)
def short_name(reading: Reading) -> Iterator[Finding]:
    """较长的名称首次出现时，简称写成“（以下简称“X”）”。

    括号把说明与句子分开，引号标明简称从哪里到哪里。

    错：
        城市运行管理服务平台以下简称平台。
    对：
        城市运行管理服务平台（以下简称“平台”）
    """
    for found in reading.search_own(_SHORT_NAME):
        text, end = own_words(found.sentence.text), found.match.end()
        in_brackets = _OPEN_BRACKET.search(text, 0, found.match.start())
        if not in_brackets or text[end : end + 1] not in ("\ufffb", '"', "“"):
            yield Finding(found.span, f"“{found.words}”写成“（以下简称“X”）”，带括号和引号")
