"""What the 2009 edition of GB/T 1.1 asked for and the 2020 edition does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gbdoc.diagnostic import Severity
from gbdoc.lint.core import MADE, title_of, title_span
from gbdoc.lint.reading import Found, Reading
from gbdoc.lint.rule import Finding, rule


@rule("GB/T 1.1—2009", Severity.ERROR)
def old_sentence(reading: Reading) -> Iterator[Finding]:
    """不用旧版 GB/T 1.1 的固定表述。

    2020年版换了前言、规范性引用文件和专利说明的固定句，新的句子由程序写出；旧句多半是从旧模板抄来的，删去。

    错：
        下列文件对于本文件的应用是必不可少的。
    对：
        本文件没有这一句；第2章的引导语由程序生成。
    """
    for pattern, remedy in _OLD_SENTENCES:
        for found in reading.search_own(pattern):
            if _is_typed(found, reading):
                yield Finding(found.span, f"“{found.quote}”是旧版 GB/T 1.1 的表述；{remedy}")


@rule("GB/T 1.1—2009", Severity.ERROR)
def old_title(reading: Reading) -> Iterator[Finding]:
    """不用旧版 GB/T 1.1 和工程建设标准的章标题。

    2020年版固定的标题是“范围”“规范性引用文件”“术语和定义”“符号和缩略语”，后三章由程序生成。

    错：
        # 术语、定义和缩略语
    对：
        terms.yaml 和 abbreviations.yaml 中写术语和缩略语，各成一章。
    """
    for chapter in reading.document.chapters:
        if chapter.anchor not in MADE:
            for pattern, remedy in _OLD_TITLES:
                if pattern.fullmatch(title_of(chapter)):
                    yield Finding(title_span(chapter), f"“{title_of(chapter)}”是旧的标题；{remedy}")


@rule("8.6.2", Severity.ERROR)
def prescribed_typed(reading: Reading) -> Iterator[Finding]:
    """固定的句子由程序写出，作者不写。

    前言、第2章至第4章的引导语和专利说明由 standard.yaml、引用和 terms.yaml 生成；再写一遍就印出两次，内容变了也不会跟着变。

    错：
        # 术语

        下列术语和定义适用于本文件。
    对：
        terms.yaml 中写术语；引导语由程序写出。
    """
    for pattern, remedy in (*_PRESCRIBED, *_PRESCRIBED_FOREWORD):
        for found in reading.search_own(pattern):
            if _is_typed(found, reading) and (found.prose.place.part == "foreword" or (pattern, remedy) in _PRESCRIBED):
                yield Finding(found.span, f"“{found.quote}”由程序写出；删去，{remedy}")


def _is_typed(found: Found, reading: Reading) -> bool:
    """Whether words stand in a text of the author's, not among words that the program adds to his values."""
    return found.span.path.endswith(".md") or any(reading.is_under(found.span, key) for key in ("foreword", "notice"))


_OLD_SELF = "本(?:标准|部分|规范|规程|指南|导则|技术规范|指导性技术文件)"
_SELF = "本(?:文件|标准|部分|规范|规程|指南|导则|技术规范|指导性技术文件)"
_CHAPTER_2 = "删去，第2章的引导语由程序生成"
_FOREWORD = "删去，前言由 standard.yaml 生成"
_OLD_SENTENCES = (
    (re.compile(rf"下列文件对于?{_SELF}的应用(?:是|都是)必不可少的"), _CHAPTER_2),
    (re.compile("凡是?(?:不)?注(?:明)?日期的引用文件"), _CHAPTER_2),
    (re.compile("下列(?:文件|标准)(?:中的条款|所包含的条文)[，,]?通过(?:在)?本(?:标准|文件|部分|规范)(?:中)?的?引用"), _CHAPTER_2),
    (re.compile("鼓励根据本(?:标准|文件|部分|规范)达成协议的各方"), _CHAPTER_2),
    (re.compile("使用本标准的各方应探讨使用下列标准最新版本的可能性"), _CHAPTER_2),
    (re.compile(r"[^，。；]{0,30}给出的规则(?:进行)?起草|GB/T\s?1\.1[^，。；]{0,40}给出的规则(?:进行)?(?:编写|编制)"), _FOREWORD),
    (re.compile(r"按照?\s?GB/T\s?1\.1[—–\-]+20(?:00|09)(?![^。]{0,20}给出的规则)"), _FOREWORD),
    (re.compile("不(?:应)?(?:承担|负责?)识别(?:这些|此类|上述|该)专利的?(?:责任)?"), "改为“不承担识别专利的责任”；这一句由程序生成，删去"),
    (re.compile(rf"{_OLD_SELF}(?:主要|负责|参加|参编|参与|的)?(?:起草|编制|编写)(?:单位|人)"), _FOREWORD),
    (re.compile("本文件(?:主要|负责|参加|参编|参与)(?:起草|编制|编写)单位"), "删去，起草单位写在 standard.yaml 的 organisations"),
    (re.compile(rf"{_OLD_SELF}由[^，。；]{{1,60}}(?:提出(?=[。，；并及和]|$)|归口)"), _FOREWORD),
    (re.compile(rf"{_SELF}由[^，。；]{{1,60}}(?:负责解释|批准(?=[。，；发]|$))"), "删去，前言不写由谁批准、由谁解释"),
    (re.compile(rf"{_OLD_SELF}(?:为|系|是)?首次(?:发布|制定)"), _FOREWORD),
    (re.compile(rf"{_OLD_SELF}的?(?:全部)?技术内容(?:全部)?为(?:强制|推荐)性"), "删去，文件的性质由代号表示"),
    (re.compile("代替(?:的)?标准的历次版本发布情况"), _FOREWORD),
    (
        re.compile("(?:附录 ?[A-Z]?|\ufffc)(?:(?:[、和～]|以及)(?:附录 ?)?[A-Z\ufffc])*[均都]?[为是](?:规范性|资料性|标准的|提示的)附录"),
        "删去，附录的性质写在附录编号下面",
    ),
    (re.compile(rf"术语和定义适用于{_OLD_SELF}"), "删去，第3章的引导语由程序生成"),
    (re.compile(rf"{_SELF}(?:自|从)(?:发布|实施|颁布)之日起"), "删去，日期印在封面上"),
)
_TERMS = "写在 terms.yaml、symbols.yaml 和 abbreviations.yaml"
_OLD_TITLES = (
    (re.compile("主题内容[与和](?:适用)?范围"), "改为“范围”"),
    (
        re.compile("规范性引用标准|规范引用(?:文件|标准)|引用(?:标准|文件|规范)|规范性文件引用|引用标准和文件"),
        "第2章“规范性引用文件”由引用生成，删去",
    ),
    (re.compile("(?:术语|定义)(?:[和与及](?:定义|术语))?|术语、?定义"), f"第3章“术语和定义”由程序生成，{_TERMS}"),
    (
        re.compile(
            "术语(?:[、和与及]定义)?[、，和与及](?:符号|代号|缩略语|缩写|缩写词|略语|符号[、和与及](?:代号|缩略语)(?:[、和与及]缩略语)?)"
        ),
        f"术语、符号和缩略语分为两章，{_TERMS}",
    ),
    (re.compile("名词术语|术语解释|名词解释|名词、?术语(?:和定义)?"), f"第3章“术语和定义”由程序生成，{_TERMS}"),
)
_PRESCRIBED = (
    (
        re.compile("(?<!以及)(?:下列|以下)(?:术语和定义|术语、定义|术语和缩略语|符号和缩略语|术语|符号|缩略语|缩写)适用于本文件"),
        "术语、符号和缩略语写在各自的 YAML 文件中",
    ),
    (re.compile("界定的(?:以及(?:下列|以下))?(?:术语和定义|术语)适用于本文件"), "在 terms.yaml 的 imports 中列出"),
    (re.compile("本文件(?:没有|无)(?:需要界定的术语和定义|规范性引用文件)"), "没有时会自动写出"),
    (re.compile("下列文件中的内容通过文中的规范性引用"), "引用文件写成 [@key]，由程序列入第2章"),
    (re.compile("不?注日期的引用文件，(?:仅该日期对应的版本|其最新版本)"), "引用文件写成 [@key]，由程序列入第2章"),
    (re.compile(r"本文件按照?\s?(?:GB/T\s?1\.1[^。]{0,60}|\ufffc)的规定起草"), "前言由 standard.yaml 生成"),
    (re.compile("本文件的(?:某些|部分)内容(?:可能|仍可能)涉及专利|本文件的发布机构不承担识别专利的责任"), "前言由 standard.yaml 生成"),
    (re.compile("本文件(?:及其所代替文件)?的历次版本发布情况"), "写在 standard.yaml 的 history"),
    (re.compile("本文件(?:起草单位|主要起草人|起草人)(?=[：:为有])"), "写在 standard.yaml 的 organisations"),
    (re.compile("本文件由[^，。；]{1,60}(?:提出并归口|提出|归口)"), "写在 standard.yaml 的 organisations"),
)
_PRESCRIBED_FOREWORD = (  # what may be said elsewhere
    (re.compile("本文件(?:部分)?代替[^。]{2,120}(?:相比|主要技术变化)"), "写在 standard.yaml 的 replaces 和 changes.yaml"),
    (re.compile("本文件(?:是|为)[^。]{0,80}的第[0-9一二三四五六七八九十]+部分"), "部分的编号写在 standard.yaml 的 part"),
    (re.compile("请将您知道的相关专利连同支持性文件一并附上"), "草案的封面上会印出"),
)
