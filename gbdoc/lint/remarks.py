"""9.6.1 and 9.10 to 9.12 of GB/T 1.1—2020: what is said in passing holds no provisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gbdoc.diagnostic import Severity
from gbdoc.lint.modality import Spoken, restricts, spoken
from gbdoc.lint.reading import Reading
from gbdoc.lint.rule import Finding, rule
from gbdoc.model import Block, Example, Footnote, Note, Paragraph, SymbolEntry, SymbolList, walk
from gbdoc.provision import Sentence, sentences


@rule("9.11", Severity.ERROR)
def note_provision(reading: Reading) -> Iterator[Finding]:
    """注中不应有要求和推荐（“应”“不应”“宜”“不宜”及代替它们的词）。

    注只帮助理解，不读注也应能执行文件。要求和推荐移到正文的条款中，注里只留事实。

    错：
        注：试样应在干燥器中保存。
    对：
        试样应在干燥器中保存。

        注：试样吸潮后结果偏低。
    """
    where = (reading.document.notice, reading.document.chapters, reading.document.annexes)
    yield from _told(walk(where, Note), "注", "移到正文，注里只陈述事实")


@rule("9.10", Severity.WARNING)
def example_provision(reading: Reading) -> Iterator[Finding]:
    """示例中不应有要求和推荐；示例本身就是条款的，加框与正文分开。

    示例只说明条款怎样用。要求移到正文；展示条款写法的示例写成 `:::{example}` 加 `:boxed:`。

    错：
        示例：编号应从001开始。
    对：
        示例：001、002。
    """
    where = (reading.document.chapters, reading.document.annexes)
    yield from _told((example for example in walk(where, Example) if not example.boxed), "示例", "移到正文，或给示例加框（:boxed:）")


@rule("9.12.1", Severity.ERROR)
def footnote_provision(reading: Reading) -> Iterator[Finding]:
    """条文的脚注中不应有要求和推荐。

    脚注只对条文的某处作附带说明。表和图的脚注不同，其中可以有要求。

    错：
        [^a]: 试剂应为分析纯。
    对：
        [^a]: 分析纯的试剂可从市场购得。
    """
    yield from _told(reading.document.footnotes, "条文的脚注", "移到正文")


@rule("9.6.1", Severity.WARNING)
def informative_annex_provision(reading: Reading) -> Iterator[Finding]:
    """资料性附录中不宜有要求和推荐。

    资料性附录只给出有助于理解或使用文件的信息。其中的内容必需执行的，改为规范性附录，或移到正文。

    错：
        附录B（资料性）：记录应至少保存三年。
    对：
        附录B（规范性）：记录应至少保存三年。
    """
    for prose in reading.authored:
        place = prose.place
        if place.part == "annex" and place.informative and not place.remark and prose.kind in ("paragraph", "item", "footnote"):
            for sentence in prose.sentences:
                for each in _restrictions(sentence):
                    yield Finding(each.span, f"资料性附录中有“{each.word}”；改为陈述，或将附录改为规范性附录")
                    break


@rule("8.8.3, 9.9.3", Severity.ERROR)
def symbol_provision(reading: Reading) -> Iterator[Finding]:
    """符号、缩略语的说明和公式的“式中”只解释含义，不应有要求和推荐。

    对量值的要求写在条款中，读者才不会漏掉。

    错：
        $n$——样本数，应不少于5；
    对：
        $n$——样本数；
    """
    where = (reading.document.introduction or (), reading.document.chapters, reading.document.annexes)
    for symbols in walk(where, SymbolList):
        if "标引" not in symbols.title:
            yield from _told(symbols.entries, "符号的说明", "移到条款中，这里只解释含义")


def _told(nodes: Iterable[Block | Footnote | SymbolEntry], name: str, remedy: str) -> Iterator[Finding]:
    for node in nodes:
        for sentence in _sentences(node):
            for each in _restrictions(sentence):
                yield Finding(each.span, f"{name}中有“{each.word}”；{remedy}")


def _sentences(node: Block | Footnote | SymbolEntry) -> Iterator[Sentence]:
    if isinstance(node, SymbolEntry):
        yield from sentences(node.explanation)
    for paragraph in walk(node, Paragraph):
        yield from sentences(paragraph.inlines)


def _restrictions(sentence: Sentence) -> Iterator[Spoken]:
    """The words of a sentence that make it a requirement or a recommendation."""
    return (each for each in spoken(sentence) if restricts(each))
