"""9.4.1 of GB/T 1.1—2020 with GB/T 15834: punctuation marks and spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gbdoc.diagnostic import Edit, Severity
from gbdoc.lint.literals import is_as_written, running, search_addressless, search_plain, without_addresses
from gbdoc.lint.pairs import ROUND, pairs
from gbdoc.lint.reading import Found, Prose, Reading, edit
from gbdoc.lint.rule import Finding, rule
from gbdoc.model import Block, Formula, Link, List, Note, Paragraph, Strong, walk
from gbdoc.provision import OBJECT, whole

_HAN = "\u3400-\u9fff"
_MARKS = "，。、；：？！（）《》【】"

# --- half-width marks ------------------------------------------------------------------------

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_RATIO = rf"(?![{_HAN}]{{1,8}}(?::[{_HAN}]{{1,8}})?[ =＝为（(]{{0,2}}\d+(?:\.\d+)?[ ]?[:：∶+＋])"  # 乙腈:水=1:1
_HALF = re.compile(
    rf"(?<=[{_HAN}”》）】℃])[,;?!](?![邻间对]) ?|(?<=[{_HAN}”》）】]):{_RATIO}(?![/\\]) ?|(?<=[{_HAN}] )[,;:] ?(?=[{_HAN}])"
    rf"|(?<=[A-Za-z0-9%{OBJECT}])[,;:] ?(?=[{_HAN}“《（])(?!:[{_HAN}]+[:=])"
    rf"|(?<=[A-Za-z0-9%‰°²³{OBJECT}])[,;:](?=\s*$)"
)


@rule("9.4.1", Severity.WARNING, fixable=True)
def half_width_punctuation(reading: Reading) -> Iterator[Finding]:
    """汉字旁的标点用全角的。

    半角的逗号、分号、冒号、问号、叹号和括号挨着汉字显得太窄、太低。列项编号a)、公差(65±2)%和化学名称里的半角括号照用。

    错：
        产品应完好,标志应清晰(见图1).
    对：
        产品应完好，标志应清晰（见图1）。
    """
    for found in search_addressless(reading, _HALF):
        if re.search(f"[{_HAN}]", found.prose.text):
            mark = _WIDE[found.words.strip()]
            yield Finding(found.span, f"汉字旁用全角的“{mark}”", found.becomes(mark))
    for prose in running(reading):
        text = without_addresses(prose.text)
        for start, end in pairs(text).together:
            if text[start] in ROUND and _is_wrong_bracket(text, start, end):
                yield _bracket(prose, start, end)


def _is_wrong_bracket(text: str, start: int, end: int) -> bool:
    """Whether a pair is half-width and belongs to Chinese words, not to a number, a formula or the name of a substance."""
    inside, before, after = text[start + 1 : end], text[max(0, start - 2) : start], text[end + 1 : end + 4]
    if text[start] != "(" or text[end] != ")":
        return text[start] == "(" or text[end] == ")"
    if re.search(f"[{_HAN}]", inside):
        return not _FUNCTION.search(before) and not (_SUBSTANCE.fullmatch(inside) and _GROUP.search(before))
    if not re.search(rf"[{_HAN}”》]$", before) or _OXIDATION.fullmatch(inside) or re.search(r"±|并$", inside + before[-1:]):
        return False
    return not (_NUMBERS.fullmatch(inside) and _WITH_UNIT.match(after)) and not _LOCANT.match(inside)


_FUNCTION = re.compile(r"(?<![A-Za-z])[A-Za-zρφωηβ]$")  # V(乙腈), w(氮)
_SUBSTANCE = re.compile(r"\d[\d,'′]*-.*|.*[基氧酰烯酸醇酯烷]")
_GROUP = re.compile("[聚双二三四五六邻间对基酸烷苯异叔仲正环并酰氧胺醇酯]$")
_OXIDATION = re.compile(r"[IVXⅠ-Ⅻ]+")
_LOCANT = re.compile(r"\d[\d,'′]*-[A-Za-z]")
_NUMBERS = re.compile(r"[-\d\s.+−×·/～~*^=<>≤≥,n]+")
_WITH_UNIT = re.compile(r"[ \u2009]?[%‰℃°A-Za-zμΩ×·/=+−^²³]")


def _bracket(prose: Prose, start: int, end: int) -> Finding:
    sentence = prose.whole
    edits = (edit(sentence, start, start + 1, "（"), edit(sentence, end, end + 1, "）"))
    halves = [made for made, place in zip(edits, (start, end), strict=True) if prose.text[place] in "()"]
    fix = tuple(change for made in halves for change in made) if all(halves) else ()
    return Finding(sentence.span(start, end + 1), "汉字旁用全角的括号“（）”", fix)


_STOP = re.compile(
    rf"(?:(?<=[{_HAN}”》）])|(?<=[%℃°³²])|(?<=\d (?:mm|cm|km|kg|mg|mL|kW|kN|Pa|Hz|dB))|(?<=\d(?=\.\s*$)))"
    rf"(?P<stop>\.)(?=[ ]?[{_HAN}“《]|\s*$)(?! ?(?:扩展名|后缀|中国|公司|网络|类型|列|字段|属性|名称|格式))"
)
_STOP_AFTER_WORD = re.compile(
    rf"[{_HAN}{OBJECT}] ?(?!(?:etc|al|spp?|var|Ltd|Inc|No|Co|L)\.)[A-Za-z{OBJECT}][A-Za-z0-9/-]{{0,15}}(?P<stop>\.)\s*$"
)


@rule("9.4.1", Severity.WARNING, fixable=True)
def half_width_stop(reading: Reading) -> Iterator[Finding]:
    """汉语句子的末尾用句号“。”。

    半角的点是小数点和西文的句点。

    错：
        标志应清晰.
    对：
        标志应清晰。
    """
    for pattern in (_STOP, _STOP_AFTER_WORD):
        for found in search_addressless(reading, pattern):
            if re.search(f"[{_HAN}]", found.prose.text):
                span = found.sentence.span(*found.match.span("stop"))
                yield Finding(span, "句末用句号“。”，不用半角的点", found.becomes("。", "stop"))


# --- marks of several characters -------------------------------------------------------------

_ELLIPSIS = re.compile(
    rf"(?<![.。…·])(?:(?<=[{_HAN}{_MARKS}“”])(?:\.{{3,}}|…(?!…)|…{{3,}}|·{{3,}})|(?:\.{{3,}}|…|…{{3,}}|·{{3,}})(?=[{_HAN}。；！？”）]))(?![.…·])|。{{3,}}"
)
_LAST_OF_MANY = re.compile(rf"^[，、, ]{{1,2}}(?:第 ?)?[A-Za-z0-9{OBJECT}]")


@rule("9.4.1", Severity.WARNING, fixable=True)
def ellipsis(reading: Reading) -> Iterator[Finding]:
    """省略号是连着的六点“……”，占两个字。

    三个句点、三个句号和只占一个字的“…”都不是省略号。数学式中“1，2，…，n”的三点照用。

    错：
        包括道路、桥梁、隧道...
    对：
        包括道路、桥梁、隧道……
    """
    for found in search_addressless(reading, _ELLIPSIS):
        text = found.sentence.text
        if found.words == "…" and _LAST_OF_MANY.match(text[found.match.end() :]) and text[: found.match.start()][-1:] in "，、":
            continue
        yield Finding(found.span, f"省略号写成“……”，不写“{found.words}”", found.becomes("……"))


_DASH = re.compile(
    rf"－{{2,}}|―{{2}}|─{{2}}|–{{2}}|(?<=[{_HAN}])(?:—-|-—)|(?<![-|])--(?=[{_HAN}“《{OBJECT}])|(?<=[{_HAN}”》）])--(?=[ A-Z0-9])"
)


@rule("9.4.1", Severity.WARNING, fixable=True)
def dash(reading: Reading) -> Iterator[Finding]:
    """破折号是“——”，占两个字，中间不断开。

    两个连字符、两个短横都不是破折号。

    错：
        网格--管理的基本单元。
    对：
        网格——管理的基本单元。
    """
    for found in search_addressless(reading, _DASH):
        if found.words != found.prose.text.strip():  # an empty cell
            yield Finding(found.span, f"破折号写成“——”，不写“{found.words}”", found.becomes("——"))


_STRAIGHT = re.compile(rf"(?<!\d)\"(?P<double>[^\"\n]*)\"|(?<![A-Za-z0-9])'(?P<single>[^'\n]*[{_HAN}][^'\n]*)'(?![A-Za-z0-9-])")


@rule("9.4.1", Severity.WARNING, fixable=True)
def straight_quotes(reading: Reading) -> Iterator[Finding]:
    """引号用“”，其中再用引号时用‘’。

    直的引号分不出前后，是程序里的写法；程序的文字用反引号括起来。

    错：
        应标明"易碎"字样。
    对：
        应标明“易碎”字样。
    """
    for found in search_addressless(reading, _STRAIGHT):
        if not _is_in_chinese(found):
            continue
        marks = "“”" if found.match["single"] is None else "‘’"
        edits = (_replaced(found, 0, marks[0]), _replaced(found, len(found.words) - 1, marks[1]))
        yield Finding(found.span, f"引号用弯的{marks[0]}和{marks[1]}，不用直的", edits[0] + edits[1] if all(edits) else ())


def _is_in_chinese(found: Found) -> bool:
    """Whether quotation marks are not those of a program's text, {"key": "value"}."""
    text, (start, end) = found.sentence.text, found.match.span()
    before, after = text[start - 1 : start] if start else "，", text[end : end + 1] or "。"
    if before in "=:{[,\\" or after in ":]},":
        return False
    beside = re.match(rf"[{_HAN}{_MARKS}]", before) and re.match(rf"[{_HAN}{_MARKS}]", after) and re.search(f"[{_HAN}]", text)
    return bool(beside or re.search(f"[{_HAN}]", found.match["double"] or found.match["single"] or ""))


def _replaced(found: Found, offset: int, new: str) -> tuple[Edit, ...]:
    start = found.match.start() + offset
    return edit(found.sentence, start, start + 1, new)


_DOCUMENT = "法|条例|办法|规定|标准|规范|规程|指南|规则|通知|意见|细则|导则|方案|手册|报告|目录|名录|要求|术语|总则|纲要|规划|公约|协议"
_ANGLES = re.compile(
    rf"(?P<open><<|«|＜＜)(?P<title>[^<>«»＜＞\n]*[{_HAN}][^<>«»＜＞\n]*)(?P<close>>>|»|＞＞)"
    rf"|(?<![<＜])(?P<single>[<＜])(?P<name>[^<>＜＞\n]{{2,40}}(?:{_DOCUMENT}))(?P<end>[>＞])(?![>＞])"
)


@rule("9.4.1", Severity.WARNING, fixable=True)
def angle_titles(reading: Reading) -> Iterator[Finding]:
    """文件、书籍的名称用书名号“《》”。

    大于号、小于号和西文的尖引号不是书名号。

    错：
        应符合<<城市容貌标准>>的规定。
    对：
        应符合《城市容貌标准》的规定。
    """
    for found in search_addressless(reading, _ANGLES):
        groups = ("open", "close") if found.match["open"] else ("single", "end")
        edits = (found.becomes("《", groups[0]), found.becomes("》", groups[1]))
        yield Finding(found.span, "文件的名称用书名号“《》”", edits[0] + edits[1] if all(edits) else ())


_DOUBLE = re.compile(r"(?<!。)。。(?!。)|[，、；：][，。、；：]+|。[，、；：]+|(?<![.,;])[，。、；：][,;.](?![\d.])|[,;][，。、；：]")


@rule("9.4.1", Severity.ERROR, fixable=True)
def double_punctuation(reading: Reading) -> Iterator[Finding]:
    """句中点号不重叠使用。

    “。。”“，。”一类多是修改时留下的，删去一个。

    错：
        标志应清晰。。
    对：
        标志应清晰。
    """
    for found in search_addressless(reading, _DOUBLE):
        fix = found.becomes(found.words[0]) if len(set(found.words)) == 1 else ()
        yield Finding(found.span, f"标点“{found.words}”重叠；留一个", fix)


_RELATED = (  # 与 and 和 as prepositions: 与安全有关的要求, 与其他标准体系的关系
    "(?:[^、，。；：]{0,20}(?:有关|关系|联系|衔接|协调|一致|区别|差异|兼容|结合|配合|配套|无关|交换|共享|合作|沟通|距离|间距|同步|连通|连接|接触|融合|匹配|类似"
    "|接近|比较|对比|对接|[^互]相)|其[他它]?[^、，。；：]{0,12}的|之)"
)
_CONJUNCTION = re.compile(
    rf"(?P<mark>、) ?(?:以及(?!时)|或者|和/或|和(?![平谐声田服面睦解弦易]|{_RELATED})|及(?!时(?![间刻长段限效期])|[早格物第])"
    rf"|与(?![会众]|{_RELATED})|或(?![然许]))"
)


@rule("9.4.1", Severity.WARNING, fixable=True)
def conjunction_comma(reading: Reading) -> Iterator[Finding]:
    """“和”“与”“及”“或”之前不用顿号。

    连词已经把前后的词语连起来，再用顿号就重复了。

    错：
        道路、桥梁、和隧道应每日巡查。
    对：
        道路、桥梁和隧道应每日巡查。
    """
    for found in search_plain(reading, _CONJUNCTION):
        yield Finding(found.span, f"“{found.words.lstrip('、 ')}”之前不用顿号", found.becomes("", "mark"))


# --- marks that belong to each other, and the end of a paragraph ------------------------------


@rule("9.4.1", Severity.ERROR)
def unbalanced(reading: Reading) -> Iterator[Finding]:
    """括号、引号和书名号成对使用。

    少了一半，读者不知引用或补充说明到哪里为止。

    错：
        标志应清晰（见图1。
    对：
        标志应清晰（见图1）。
    """
    everything = list(running(reading))
    for before, prose, after in zip([None, *everything], everything, [*everything[1:], None], strict=False):
        alone = pairs(prose.text).alone
        if alone and not any(_is_rest(prose, other) for other in (before, after)):
            mark = prose.text[alone[0]]
            yield Finding(
                prose.whole.span(alone[0], alone[0] + 1), f"“{mark}”没有与它配对的另一半" if mark not in "“”" else f"引号{mark}没有配对"
            )


def _is_rest(prose: Prose, other: Prose | None) -> bool:
    """Whether another paragraph of the same cell holds the other half."""
    if other is None or prose.kind != "cell" or other.kind != "cell" or prose.place.exhibit is not other.place.exhibit:
        return False
    return not pairs(prose.text + other.text).alone or not pairs(other.text + prose.text).alone


_ENDED = re.compile(r"[。：；！？….,;:?!—][”’）》」』)]*\s*$")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+\s*$|@[A-Za-z0-9.-]+\s*$")


@rule("9.4.1", Severity.WARNING, fixable=True)
def paragraph_end(reading: Reading) -> Iterator[Finding]:
    """段落的末尾用句号；引出列项、公式的用冒号。

    没有句末的标点，读者不知这句话是否完整。

    错：
        标志应清晰
    对：
        标志应清晰。
    """
    for paragraph, next_block in _paragraphs(reading):
        sentence = whole(paragraph.inlines)
        text = sentence.text.rstrip()
        if not text or isinstance(next_block, Formula | List) or not _is_unended(paragraph, text):
            continue
        last = len(text) - 1
        fix = () if text[last] in "，、" else edit(sentence, last, last + 1, f"{text[last]}。")
        yield Finding(sentence.span(last, last + 1), "段落末尾缺句号", fix)


def _paragraphs(reading: Reading) -> Iterator[tuple[Paragraph, Block | None]]:
    """The paragraphs that authors wrote in clauses and notes, each with the block after it."""
    written = {prose.inlines for prose in reading.authored if prose.kind == "paragraph" and all(map(is_as_written, prose.whole.leaves))}
    holders = [division.blocks for division in reading.divisions] + [reading.document.notice]
    notes = [note.blocks for note in walk((reading.document.divisions, reading.document.notice), Note)]
    for blocks in (*holders, *notes):
        for block, after in zip(blocks, [*blocks[1:], None], strict=False):
            if isinstance(block, Paragraph) and block.inlines in written:
                yield block, after


def _is_unended(paragraph: Paragraph, text: str) -> bool:
    last = paragraph.inlines[-1]
    if isinstance(last, Link) or (len(paragraph.inlines) == 1 and isinstance(last, Strong)) or _ADDRESS.search(text):
        return False
    return bool(re.search(f"[{_HAN}]", text)) and not _ENDED.search(text)
