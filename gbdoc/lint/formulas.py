"""9.9 of GB/T 1.1—2020: formulas and the explanation of their symbols."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from xml.etree.ElementTree import Element as Part

from gbdoc.atoms import is_unit
from gbdoc.diagnostic import Severity
from gbdoc.latex import tree
from gbdoc.lint.reading import Reading
from gbdoc.lint.rule import Finding, rule
from gbdoc.model import Annex, Clause, Element, Emphasis, Formula, Inline, InlineFormula, SymbolEntry, SymbolList, plain, walk


@rule("9.9.2", Severity.WARNING)
def formula_unmentioned(reading: Reading) -> Iterator[Finding]:
    """有编号的公式要在文中引用；不引用的公式不编号。

    公式编号只为了引用。写了 id 的公式会编号，没有地方用到这个编号，就去掉 id，或在文中引用它。

    错：
        $$ S = \\sum w_i x_i $$ (eq-score)
    对：
        综合得分应按[](#eq-score)计算。

        $$ S = \\sum w_i x_i $$ (eq-score)
    """
    for formula in reading.formulas:
        if formula.numbered and formula.anchor not in reading.targets:
            yield Finding(formula.span, f"公式 {formula.anchor} 有编号却没有被引用；在文中写 [](#{formula.anchor})，或去掉 id")


@rule("9.9.3", Severity.WARNING)
def formula_words(reading: Reading) -> Iterator[Finding]:
    """公式用符号表示量，不用文字。

    用文字写的公式不便演算，也不便引用其中的量。给每个量一个符号，在“式中：”之后说明。
    下标中的文字和分段的条件不在此限。

    错：
        $$ \\text{合格率} = \\text{合格数} / \\text{总数} $$
    对：
        $$ R = a / b $$

        式中：

        $R$
        : 合格率；
    """
    for formula in reading.formulas:
        words = [words for words in _words(tree(formula.latex)) if _CHINESE.search(words)]
        if words:
            yield Finding(formula.span, f"公式中的“{words[0].strip()}”是文字；换成符号，在“式中：”之后说明")


@rule("9.9.3", Severity.WARNING)
def formula_unit(reading: Reading) -> Iterator[Finding]:
    """公式是量与量的关系，不写单位符号。

    单位写在符号的说明里；数值方程式在说明中写“……的数值，单位为……”。

    错：
        $$ v = 3.6 \\frac{l}{t}\\,\\mathrm{km/h} $$
    对：
        $$ v = 3.6 \\frac{l}{t} $$

        式中：

        $v$
        : 速度的数值，单位为千米每小时（km/h）；
    """
    for formula in reading.formulas:
        for words in _words(tree(formula.latex)):
            if len(words.strip()) > 1 and words.strip() != "min" and is_unit(words.strip()):
                yield Finding(formula.span, f"公式中有单位 {words.strip()}；移到“式中：”之后的说明里")
                break


@rule("9.9.3", Severity.WARNING)
def symbol_unexplained(reading: Reading) -> Iterator[Finding]:
    """公式中的符号要有说明：写在公式后的“式中：”里，或列入第4章。

    已在前文说明过的符号可不再说明。

    错：
        $$ S = \\sum w_i x_i $$

        式中：

        $S$
        : 综合得分。
    对：
        $$ S = \\sum w_i x_i $$

        式中：

        $S$
        : 综合得分；

        $w_i$
        : 第 $i$ 项的权重；

        $x_i$
        : 第 $i$ 项的得分。
    """
    explained: dict[str, set[str]] = {}
    for division in reading.divisions:
        for symbol in _written(division):
            explained.setdefault(symbol.letter, set()).add(symbol.index)
        for formula in walk(division.blocks, Formula):
            missing = [symbol for symbol in symbols(formula.latex) if not symbol.is_among(explained)]
            if missing:
                words = "、".join(symbol.words for symbol in missing)
                yield Finding(formula.span, f"公式中的 {words} 没有说明；写在公式后的“式中：”里")


@rule("9.9.3", Severity.WARNING)
def where_unused(reading: Reading) -> Iterator[Finding]:
    """“式中：”只说明公式里有的符号。

    多出的说明往往是公式改过以后忘了删的，或者公式里漏了一项。

    错：
        $$ S = a + b $$

        式中：

        $c$
        : 修正值。
    对：
        $$ S = a + b $$
    """
    for blocks in reading.containers:
        used: list[Symbol] = []
        letters = ""
        for before, block in pairwise((None, *blocks)):
            if isinstance(block, Formula):
                used += symbols(block.latex)
                letters += block.latex
            elif isinstance(block, SymbolList) and before is not None and used:
                yield from _unused(block, used, letters)


# --- symbols ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Symbol:
    """A letter of a formula with its index."""

    letter: str
    index: str = ""

    @property
    def words(self) -> str:
        return f"{self.letter}_{self.index}" if self.index else self.letter

    def is_among(self, others: Mapping[str, Collection[str]]) -> bool:
        """Whether the letter is known with this index; where i, j count, they stand for any number and it for them."""
        indices = others.get(self.letter, ())
        counting = [index for index in indices if _counts(index)]
        return self.index in indices or (_counts(self.index) and any(not (self.index + index).isdecimal() for index in counting))


@lru_cache(maxsize=4096)
def symbols(latex: str) -> tuple[Symbol, ...]:
    """The symbols of quantities in a formula, each once, in order."""
    return tuple(dict.fromkeys(_symbols(tree(latex))))


_CONSTANTS = ("π", "∞", "ⅇ", "ⅆ", "e", "%", "°", "′", "″")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_INDICES = ("msub", "msubsup", "munder", "munderover", "msup", "mover")


def _symbols(element: Part) -> Iterator[Symbol]:
    """The symbols below an element; letters of an index, and what counts in a sum, are none."""
    if element.tag == "mi":
        if _is_letter(element):
            yield Symbol(element.text or "")
    elif element.tag in ("msub", "msubsup"):
        base, index, *rest = element
        if base.tag == "mi" and _is_letter(base):
            yield Symbol(base.text or "", "".join(index.itertext()).strip())
        else:
            yield from _symbols(base)
        for part in rest:
            yield from _symbols(part)
    elif element.tag in ("munder", "munderover"):
        base, _, *rest = element
        for part in (base, *rest):
            yield from _symbols(part)
    else:
        for part in element:
            yield from _symbols(part)


def _is_letter(element: Part) -> bool:
    return len(element.text or "") == 1 and element.get("mathvariant") != "normal" and element.text not in _CONSTANTS


def _counts(index: str) -> bool:
    return re.fullmatch(r"(?:[i-n]|\d)?(?:,?(?:[i-n]|\d))?", index) is not None


def _words(element: Part) -> Iterator[str]:
    """What is written upright in a formula, outside indices and the conditions of cases."""
    if element.tag == "mtable":
        return
    if element.tag in ("mtext", "mi"):
        if element.tag == "mtext" or len(element.text or "") > 1:
            yield element.text or ""
    elif element.tag == "mrow" and all(part.tag in ("mi", "mo", "mspace", "mn", "msup") for part in element) and _is_upright(element):
        yield "".join(element.itertext())
    else:
        for part in list(element)[: 1 if element.tag in _INDICES else None]:
            yield from _words(part)


def _is_upright(element: Part) -> bool:
    return any(part.tag == "mi" and len(part.text or "") > 1 for part in element)


def _written(division: Clause | Annex | Element) -> Iterator[Symbol]:
    """The symbols that a division writes, but for its subclauses, anywhere but in a displayed formula."""
    inlines: Iterator[InlineFormula | Emphasis] = walk(division.blocks, InlineFormula, Emphasis)
    for inline in inlines:
        yield from _symbols_of(inline)


def _symbols_of(inline: Inline) -> tuple[Symbol, ...]:
    if isinstance(inline, InlineFormula):
        return symbols(inline.latex)
    words = plain((inline,)) if isinstance(inline, Emphasis) else ""
    return (Symbol(words[:1], words[1:].strip("_{}")),) if 0 < len(words) <= 4 else ()


def _unused(block: SymbolList, used: list[Symbol], letters: str) -> Iterator[Finding]:
    known: dict[str, set[str]] = {}
    for symbol in used:
        known.setdefault(symbol.letter, set()).add(symbol.index)
    for entry in block.entries:
        explained = _entry_symbols(entry)
        if explained and not any(
            symbol.is_among(known) or f"_{symbol.letter}" in letters or _counted(symbol, letters) for symbol in explained
        ):
            words = "、".join(symbol.words for symbol in explained)
            yield Finding(entry.span, f"公式中没有 {words}；删去这条说明，或补进公式")


def _entry_symbols(entry: SymbolEntry) -> tuple[Symbol, ...]:
    return tuple(symbol for inline in entry.symbol for symbol in _symbols_of(inline))


def _counted(symbol: Symbol, latex: str) -> bool:
    """Whether a letter stands in an index of the formula, where it counts."""
    return (
        not symbol.index and re.search(rf"_\{{[^}}]*{re.escape(symbol.letter)}|\^\{{?[^}}]*{re.escape(symbol.letter)}", latex) is not None
    )
