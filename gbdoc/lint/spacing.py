"""9.4.1 of GB/T 1.1—2020: no spaces are typed between Chinese characters, nor between them and Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gbdoc.diagnostic import Edit, Severity
from gbdoc.lint.literals import HIDDEN, search_addressless
from gbdoc.lint.reading import Found, Reading
from gbdoc.lint.rule import Finding, rule
from gbdoc.model import Text
from gbdoc.provision import OBJECT

_HAN = "\u3400-\u9fff"
_MARKS = "，。、；：？！（）《》【】"
_LATIN = "A-Za-z0-9%‰℃°\u0370-\u03ff"
_SPACE = "[ \u00a0\u2002-\u200a\u202f]"
_ONCE = rf"{_SPACE}{{1,2}}(?!{_SPACE})"

_BETWEEN = re.compile(rf"(?<=[{_HAN}])(?:{_ONCE}|\u3000)(?=[{_HAN}“])(?!第[\d一二三四五六七八九十]+部分)|(?<=”){_ONCE}(?=[{_HAN}])")
_AT_MARK = re.compile(rf"(?<=[{_MARKS}]){_ONCE}(?=[^\s{_MARKS}])|(?<=[^\s]){_ONCE}(?=[{_MARKS}])")
_AT_LATIN = re.compile(
    rf"(?<=[{_HAN}”]){_ONCE}(?=[{_LATIN}{OBJECT}{HIDDEN}])(?!(?:[a-z]{{1,2}}|\d{{1,2}})[)）])"
    rf"|(?<=[{_LATIN}{OBJECT}]){_ONCE}(?=[{_HAN}“])|(?<={HIDDEN}){_ONCE}(?=[的中第规给界和与及])"
)
_TITLE = re.compile("《[^《》]*》")
_BLANK = re.compile("[年月][ \u00a0\u3000]*[月日]")
_LONE = re.compile(rf"(?<![{_HAN}])[{_HAN}][ \u3000][{_HAN}](?:[ \u3000][{_HAN}])*(?![{_HAN}])")


@rule("9.4.1", Severity.WARNING, fixable=True)
def han_space(reading: Reading) -> Iterator[Finding]:
    """汉字之间、汉字的标点旁不打空格。

    字距由排版程序定。标准名称各要素之间的空格写在书名号里，不算。

    错：
        产品应 完好， 标志应清晰。
    对：
        产品应完好，标志应清晰。
    """
    for pattern in (_BETWEEN, _AT_MARK):
        for found in search_addressless(reading, pattern):
            if found.prose.kind != "title" and not _is_meant(found):
                yield Finding(found.span, "汉字之间、标点旁不打空格", _removed(found))


@rule("9.4.1", Severity.WARNING, fixable=True)
def latin_space(reading: Reading) -> Iterator[Finding]:
    """汉字与拉丁字母、阿拉伯数字之间不打空格。

    其间的空隙由排版程序留，打了空格就宽窄不一。

    错：
        应使用 GPS 定位，间隔不大于 10 s。
    对：
        应使用GPS定位，间隔不大于10 s。
    """
    for found in search_addressless(reading, _AT_LATIN):
        if not _is_in_title(found):
            yield Finding(found.span, "汉字与字母、数字之间不打空格", _removed(found))


def _is_meant(found: Found) -> bool:
    """Whether a space separates the elements of a name, the blanks of a form, or a number in brackets from its unit."""
    text, (start, end) = found.sentence.text, found.match.span()
    before, after = text[:start], text[end : end + 1]
    if text[start:end] == "\u3000" and start in found.sentence.starts:  # behind the lead words of a paragraph
        return True
    if _is_in_title(found) or HIDDEN in re.split("[，。；：]", found.match.string[:start])[-1]:
        return True
    if _BLANK.match(text, start - 1) or (before[-1:] == "：" and after in "年月日"):
        return True
    if before[-1:] == "）" and re.match("[A-Za-z℃%μΩ°]", after):
        return True
    return found.prose.kind in ("cell", "caption") and not re.search("[，。；：]", text) and not _is_lone(text, start)


def _is_lone(text: str, start: int) -> bool:
    """名 称: characters of one word, pulled apart."""
    return any(found.start() < start < found.end() for found in _LONE.finditer(text))


def _is_in_title(found: Found) -> bool:
    return any(title.start() < found.match.start() < title.end() for title in _TITLE.finditer(found.sentence.text))


def _removed(found: Found) -> tuple[Edit, ...]:
    """The edit that takes a space out; none beside emphasis, whose marks may need it."""
    start, end = found.match.span()
    own = found.sentence.leaf(start)
    beside = (found.sentence.leaf(start - 1), found.sentence.leaf(end)) if start > 0 and end < len(found.sentence.text) else ()
    return found.becomes("") if all(leaf is own or not isinstance(leaf, Text) for leaf in beside) else ()
