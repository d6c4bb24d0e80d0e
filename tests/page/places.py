"""The places that are measured, by their words and the kinds of pages they stand on."""

from __future__ import annotations

from finding import (
    EVERYWHERE,
    TEXT,
    below_text,
    between,
    first,
    frames,
    last_page,
    mark_of,
    marked,
    on_pages,
    rules,
    under,
    words,
)
from framed import (
    accompanied,
    has_closing,
    in_head,
    unaccompanied,
)
from sheet import LEADER, Page

BODY = "body annex"

ICS = words(r"^ICS .*", "cover")
FIRST_ICS = first(ICS)
CCS = words(r"^CCS .*", "cover")
MARK = words(r"^(?:DB\d+|GB)$", "cover")
LEVEL = words(r"^.+地方标准$", "cover")
NUMBER = words(r"^[A-Z\d]+/?T? [\dX.]+—[\dX]{4}$", "cover")
REPLACES = words(r"^代替.*", "cover")
UPPER_RULE = rules("cover", lambda page, rule: rule.place < page.height / 2 and rule.length > 200)
LOWER_RULE = rules("cover", lambda page, rule: rule.place > page.height / 2 and rule.length > 200)
NAMES = between(r"—[\dX]{4}", r"^[A-Z][a-z]+ [a-z]", lambda page: page.kind == "cover")
ENGLISH = words(r"^[A-Za-z][a-z]+ [a-z].*|^—Part \d.*", "cover")
CONFORMITY = words(r"^（ISO .*，NEQ）", "cover")
STAGE = words(r"^（.*征求意见稿）", "cover")
COMPLETED = words(r"^（本草案完成时间：.*）", "cover")
PATENT = words(r"^在提交反馈意见时.*", "cover")
ISSUED = words(r"^([\dX-]{10}发布)", "cover")
IMPLEMENTED = words(r".{10}实施$", "cover")
ISSUER = words(r"^辽宁省市场监督管理局.*", "cover")

HEAD = words(r"^DB21/T.*", EVERYWHERE, "head")
FOOT = words(r"^[IVX\d]+$", EVERYWHERE, "foot")
UPRIGHT_FOOT = on_pages(FOOT, lambda page: page.width < page.height)
ODD_HEAD, EVEN_HEAD = (on_pages(HEAD, lambda page, odd=odd: page.odd == odd and page.width < page.height) for odd in (True, False))
ODD_FOOT, EVEN_FOOT = (on_pages(FOOT, lambda page, odd=odd: page.odd == odd and page.width < page.height) for odd in (True, False))

FRONT_TITLE = words(r"^(?:目　?次|前　?言|引　?言)$", "contents foreword introduction")
FOREWORD_TITLE = words(r"^(?:前　?言|引　?言)$", "foreword introduction")


def is_first(page: Page) -> bool:
    """Whether this is the first page of the text."""
    return [line.text for line in page.lines if line.region == "foot"] == ["1"]


CONTENTS_LINE = words(rf"^.*{LEADER}\s?(?:[IVX]+|\d+)$", "contents")
CONTENTS_PAGE = words(rf"{LEADER}\s?([IVX]+|\d+)$", "contents")
CONTENTS_LEADER = words(rf"({LEADER}+)\s?(?:[IVX]+|\d+)$", "contents")
CONTENTS_CHAPTER = words(r"^(?:前言|引言|\d+　|附录[A-Z]（|参考文献|索引).*", "contents")
CONTENTS_CLAUSE = words(r"^(?:\d+|[A-Z])\.\d+　.*", "contents")
CONTENTS_SUBCLAUSE = words(r"^(?:\d+|[A-Z])\.\d+\.\d+　.*", "contents")
CONTENTS_FIRST_CLAUSE = words(r"^\d+\.1　.*", "contents")
CONTENTS_EXHIBIT = words(r"^[图表][A-Z.]*\d+　.*", "contents")
CONTENTS_TITLE = words(r"^\d[\d.]*　?([^\d.　])", "contents")
CONTENTS_TABLES = words(r"^表1　.*", "contents")

BODY_NAME = between("(?!)", r"^1　|^重要提示：", is_first)
NOTICE = words(r"^重要提示：.*", "body")

TITLE = r"[^。，；：…]{1,30}$"
CHAPTER = words(r"^\d{1,2}　" + TITLE, "body")
CLAUSE = words(r"^(?:\d+|[A-Z])(?:\.\d+)+　" + TITLE, BODY)
LONG_CHAPTER = words(r"^8　城市运行感知数据采集、传输.*", "body")
LONG_CLAUSE = words(r"^8\.1　城市运行管理服务平台与.*", "body")
CHAPTER_TITLE = words(r"^\d{1,2}　?([^\d.。，；：…　])[^。，；：…]{0,29}$", "body")
CLAUSE_TITLE = words(r"^(?:\d+|[A-Z])(?:\.\d+)+　?([^\d.。，；：…　])[^。，；：…]{0,29}$", BODY)
UNTITLED = r"(?:\d+|[A-Z])(?:\.\d+)+"
UNTITLED_NUMBER = words(rf"^({UNTITLED})　(?=.*[，。：]).*(?:[。：]$|.{{30}})", BODY)
UNTITLED_TEXT = words(rf"^{UNTITLED}　(?=.*[，。：])(.*[。：]$|.{{30,}})", BODY)
UNTITLED_START = words(rf"^{UNTITLED}　?([^\d.　），、；。])(?=.*[，。：]).*(?:[。：]$|.{{30}})", BODY)
PARAGRAPH = words(
    r"^(?:本文件(?:规定了|确立了|给出了|描述了|界定了|适用于|按照|代替|提供了)|下列文件中的内容|感知数据的治理宜|数据提供单位对|段落的第一行|表后的第一段).*",
    TEXT,
)

DASH = unaccompanied(words(r"^(——)(?!“|示例中)", TEXT))
DASH_TEXT = unaccompanied(words(r"^——((?!“|示例中).*)", TEXT))
LETTER = words(r"^([a-z]\))[^　]", TEXT)
LETTER_TEXT = words(r"^[a-z]\)([^　].*)", TEXT)
DIGIT = words(r"^(\d\))[^　]", TEXT)
DIGIT_TEXT = words(r"^\d\)([^　].*)", TEXT)
DOT = words(r"^([·・•])[^·]", TEXT)
DOT_TEXT = words(r"^[·・•]([^·].*)", TEXT)
LIST_PARAGRAPH = words(r"^传输的第二段与列项的文字对齐.*", "body")
SUBLIST_PARAGRAPH = words(r"^移动设备的位置随数据一起上传.*", "body")

NOTE_LABEL = words(r"^(注\d?：)", BODY)
NOTE_TEXT = words(r"^注\d?：(.*)", BODY)
COUNTED_NOTE_TEXT = words(r"^注\d：(.*)", BODY)
CLAUSE_NOTE_LABEL = words(r"^(注\d?：)(?!列项里)", BODY)
NOTE_PARAGRAPH = words(r"^有两段的注，第二段。", "body")
EXAMPLE_LABEL = words(r"^(示例\d?：)", BODY)
EXAMPLE_INLINE = words(r"^示例\d?：(.+)", BODY)
EXAMPLE_LINE = words(r"^示例\d?：.+", BODY)
EXAMPLE_BLOCK = words(r"^有两段的示例.*", BODY)
BOXED = words(r"^数据宜在采集后.*", BODY, "frame")
BOX = frames(lambda frame: len(frame.flat) == len(frame.upright) == 2 and not frame.in_figure)

TERM_NUMBER = words(r"^\d+(?:\.\d+)+$", "body")
TERM = under(TERM_NUMBER)
DEFINITION = words(r"^〈城市运行〉由固定.*|^把来自多个来源的.*|^不再分解的、有名称.*|^影响城市公共空间的.*|^承担.*的组织。", "body")
TERM_ENGLISH = words(r"^[^\d\[A-Za-z]+　?([a-z])[a-zA-Z -]*$", "body")
ADMITTED = words(r"^(?:传感数据|监测数据|遥测量).*", "body")
SOURCE = words(r"^[\[［]来源：.*", "body")

TABLE = frames(lambda frame: frame.is_table)
UPRIGHT_TABLE = on_pages(TABLE, lambda page: page.width < page.height)
CLOSED_TABLE = frames(has_closing)
TABLE_CAPTION = words(r"^表[A-Z.]*\d+　[^……]*$", BODY)
TABLE_CAPTION_WORDS = words(r"^(表[A-Z.]*\d+　[^（…]+)", BODY)
TABLE_CAPTION_TITLE = words(r"^表[A-Z.]*\d+　([^　])", BODY)
CONTINUED = words(r"(（续）)$", BODY)
CONTINUED_CAPTION = words(r"^(?:表.*|.*要求一览)（续）$", BODY)
UNIT = words(r"^单位为.*", BODY)
CELL = words(r".+", BODY, "table")
CELL_PARAGRAPH = words(r"^(?:壁装，安装面的|采集瞬时值和日均值，).*", BODY, "table")
HEAD_CELL = in_head(CELL)
TABLE_NOTE = words(r"^(注\d?：)", BODY, "table")
TABLE_NOTE_TEXT = words(r"^注\d?：(.*)", BODY, "table")

TABLE_FOOTNOTE_TEXT = marked("[a-z]", BODY, "table")
TABLE_FOOTNOTE = mark_of(TABLE_FOOTNOTE_TEXT)
FIGURE_FOOTNOTE_TEXT = marked("[a-z]", BODY, "text")
FIGURE_FOOTNOTE = mark_of(FIGURE_FOOTNOTE_TEXT)

FIGURE_CAPTION = words(r"^图[A-Z.]*\d+　[^…]*$", BODY)
FIGURE_CAPTION_TITLE = words(r"^图[A-Z.]*\d+　([^　])", BODY)
LAST_FIGURE_CAPTION = words(r"^间的相互关系$|^图\d　数据处理|^图A\.1　.*", BODY)
SUBFIGURE = words(r"^([a-z]\)　[^　]+?)(?:[a-z]\)|$)", BODY)
FIGURE_WORDS = words(r"^(?:上层（应用、数据）|下层（传输、感知）|感知数据)$", BODY, "frame")
KEY_TITLE = words(r"^标引序号说明：", BODY)
KEY = words(r"^(\d——).*", BODY)

FORMULA_NUMBER = words(rf"{LEADER}(（[A-Z.]*\d+）)$", BODY)
FORMULA_LEADER = words(rf"({LEADER}+（)", BODY)
FORMULA = words(rf"{LEADER}（[A-Z.]*\d+）$", BODY)
WHERE = words(r"^式中：", BODY)
EXPLAINED = accompanied(words(r"^(——).*", BODY))
EXPLANATION = accompanied(words(r"^——(.*)", BODY))

FOOTNOTE_RULE = rules(TEXT, lambda page, rule: rule.length < 170 and rule.place > 200 and rule.start < page.left + 6)
FOOTNOTE = words(r"^(\d+\))", TEXT, "feet")
FOOTNOTE_TEXT = words(r"^\d+\)\s*(\S.*)", TEXT, "feet")

ANNEX_LABEL = words(r"^附录[A-Z]$", "annex")
ANNEX_KIND = words(r"^（(?:规范性|资料性)）$", "annex")
ANNEX_HEAD = words(r"^附录[A-Z]$|^（(?:规范性|资料性)）$|^(?:感知数据的标识规则|.{2}数据的采集频次|数据目录的示例)$", "annex")
ANNEX_TITLE_BEFORE_TEXT = words(r"^(?:数据目录|质量评价报告|设备登记表|数据清除日志)的示例$|^比对试验的数据$", "annex")
BIBLIOGRAPHY_TITLE = words(r"^参考文献$", "bibliography")
BIBLIOGRAPHY_ENTRY = words(r"^\[\d+\].*", "bibliography")
BIBLIOGRAPHY_NUMBER = words(r"^\[\d+\]　?([^　])", "bibliography")
INDEX_TITLE = words(r"^索　?引$", "index")
INDEX_ENTRY = words(rf"^.+{LEADER}+[\dA-Z].*", "index")
INDEX_PLACES = words(rf"{LEADER}([\dA-Z][^…·⋯]*)$", "index")
END_RULE = last_page(rules(EVERYWHERE, below_text))
