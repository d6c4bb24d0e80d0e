"""What GB/T 1.1—2020 wants of the printed page, a row each; nothing here is taken from our style sheets.

A row rests on a subclause of the standard, a row of its Table F.1, or, where the standard only draws (annex E), on the
official templates; "open" says that the sources differ or are silent and a value was chosen. Upper and lower edges are
those of the em square. A cover text whose box begins at y is expected a tenth of an em lower: the box of the level line,
11.0 mm for 26 points, is 1.2 em high.
"""

from __future__ import annotations

from finding import (
    EVERYWHERE,
    TEXT,
    after_first,
    below_text,
    between,
    first,
    frames,
    landscapes,
    last_page,
    mark_of,
    marked,
    on_pages,
    rules,
    sheets,
    under,
    words,
)
from framed import (
    accompanied,
    all_rules,
    bottom_rule,
    cell_indent,
    closing_rule,
    dash_after_dash,
    decimal_point,
    edge_left,
    edge_right,
    formula_middle,
    has_closing,
    head_rule,
    in_head,
    inner_flat,
    inner_upright,
    numbers_middle,
    side_rules,
    symbol_left,
    text_after,
    top_rule,
    unaccompanied,
    widest_gap,
)
from measuring import (
    any_over,
    any_under,
    bottom,
    centre,
    end,
    face,
    first_top,
    frame_under,
    from_cell,
    from_frame,
    gap,
    grid,
    height,
    indent_below,
    inset,
    left,
    length,
    middle,
    own_left,
    pitch,
    place,
    ragged,
    right,
    sheet_centre,
    sheet_left,
    sheet_right,
    size,
    start,
    step,
    text_over,
    text_under,
    thickness,
    top,
    unevenness,
    width,
    wrapped,
    wrapped_beside,
)
from ruler import (
    Row,
)
from sheet import LEADER, Page

MM, PT, EM, EM9 = "mm", "pt", "em", "em of 9 pt"
BODY = "body annex"
LINE, HALF = 15.6, 7.8
SERIF, SANS = "serif", "sans"

# --- places ----------------------------------------------------------------------------------

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
UNTITLED_START = words(rf"^{UNTITLED}　?([^\d.　])(?=.*[，。：]).*(?:[。：]$|.{{30}})", BODY)
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
PLAIN_NOTE_TEXT = words(r"^注：(单个的注|图里的注|附录里的注)", BODY)
COUNTED_NOTE_TEXT = words(r"^注\d：(.*)", BODY)
CLAUSE_NOTE_LABEL = words(r"^(注\d?：)(?!列项里)", BODY)
NOTE_PARAGRAPH = words(r"^有两段的注，第二段。", "body")
EXAMPLE_LABEL = words(r"^(示例\d?：)", BODY)
EXAMPLE_TEXT = words(r"^(?:示例\d?：)(.+)|^有两段的示例.*", BODY)
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
CONTINUED_CAPTION = words(r"^表.*（续）$|^的最低要求一览（续）$", BODY)
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

# --- what is wanted --------------------------------------------------------------------------

COVER_BOX = "4.5, annex E (template)"
ROWS = (
    # the sheet
    Row("sheet", sheets("cover contents foreword introduction body annex"), width, 210, MM, "10.1.1", within=1),
    Row("sheet", sheets("cover contents foreword introduction body annex"), height, 297, MM, "10.1.1", within=1),
    Row("landscape page", landscapes, width, 297, MM, "10.1.1", within=1),
    Row("landscape page", landscapes, height, 210, MM, "10.1.1", within=1),
    Row("first line of a page of text", sheets(BODY), first_top, 34 + 2.55 / 2.8346, MM, "annex E (template), text begins at 34 mm"),
    Row("running head", HEAD, size, 10.5, PT, "Table F.1 no. 48"),
    Row("running head", HEAD, face, SANS, "", "Table F.1 no. 48"),
    Row("running head", HEAD, top, 25, MM, "annex E (template)"),
    Row("running head, odd page", ODD_HEAD, sheet_right, 190, MM, "10.1.3"),
    Row("running head, even page", EVEN_HEAD, sheet_left, 20, MM, "10.1.3"),
    Row("page number", FOOT, size, 9, PT, "Table F.1 no. 49"),
    Row("page number", FOOT, face, SERIF, "", "Table F.1 no. 49"),
    Row("page number", UPRIGHT_FOOT, bottom, 277, MM, "annex E (template); open 5"),
    Row("page number, odd page", ODD_FOOT, sheet_right, 186, MM, "10.1.3, inset 4.0 mm by the template"),
    Row("page number, even page", EVEN_FOOT, sheet_left, 23.5, MM, "10.1.3, inset 3.5 mm by the template"),
    # the cover
    Row("cover ICS", ICS, size, 10.5, PT, "Table F.1 no. 01"),
    Row("cover ICS", ICS, face, SANS, "", "Table F.1 no. 01"),
    Row("cover ICS", ICS, sheet_left, 24.2, MM, COVER_BOX),
    Row("cover ICS", FIRST_ICS, top, 10.0 + 0.37, MM, COVER_BOX, within=0.5),
    Row("cover CCS", CCS, size, 10.5, PT, "Table F.1 no. 01"),
    Row("cover CCS", CCS, face, SANS, "", "Table F.1 no. 01"),
    Row("cover CCS", CCS, sheet_left, 24.2, MM, "10.3.1.5, " + COVER_BOX),
    Row("cover code mark", MARK, size, 48, PT, COVER_BOX + ", 标准标志; Table F.1 no. 03 gives no size"),
    Row("cover code mark", MARK, sheet_right, 184, MM, COVER_BOX + ", box 144 mm to 184 mm; open 4"),
    Row("cover level line", LEVEL, size, 26, PT, "annex E (template), 其他标准称谓; open 6"),
    Row("cover level line", LEVEL, face, SANS, "", "annex E (template), 其他标准称谓; open 6"),
    Row("cover level line", LEVEL, sheet_left, 23, MM, COVER_BOX + ", distributed"),
    Row("cover level line", LEVEL, sheet_right, 193, MM, COVER_BOX + ", distributed"),
    Row("cover level line", LEVEL, unevenness, 0, MM, COVER_BOX + ", distributed"),
    Row("cover level line", LEVEL, top, 40.0 + 0.92, MM, COVER_BOX, within=0.6),
    Row("cover number", NUMBER, size, 14, PT, "Table F.1 no. 04"),
    Row("cover number", NUMBER, face, SANS, "", "Table F.1 no. 04"),
    Row("cover number", NUMBER, sheet_right, 190, MM, COVER_BOX + ", 25.0 + 165.0 mm; open 4"),
    Row("cover number", NUMBER, top, 57.9 + 0.49, MM, COVER_BOX, within=0.6),
    Row("cover replaced numbers", REPLACES, size, 10.5, PT, "Table F.1 no. 05"),
    Row("cover replaced numbers", REPLACES, face, SANS, "", "Table F.1 no. 05"),
    Row("cover replaced numbers", REPLACES, sheet_right, 190, MM, "10.3.1.4, right edge of the number"),
    Row("cover replaced numbers", REPLACES, any_over, 16.2, PT, COVER_BOX + ", 2.85 pt below the number", within=1.6),
    Row("cover upper rule", UPPER_RULE, place, 75.0, MM, COVER_BOX + "; open 4"),
    Row("cover upper rule", UPPER_RULE, start, 25, MM, COVER_BOX),
    Row("cover upper rule", UPPER_RULE, end, 195, MM, COVER_BOX),
    Row("cover upper rule", UPPER_RULE, thickness, 0.75, PT, COVER_BOX + "; open 4"),
    Row("cover lower rule", LOWER_RULE, place, 257.0, MM, COVER_BOX),
    Row("cover lower rule", LOWER_RULE, start, 25, MM, COVER_BOX),
    Row("cover lower rule", LOWER_RULE, end, 195, MM, COVER_BOX),
    Row("cover lower rule", LOWER_RULE, thickness, 0.75, PT, COVER_BOX + "; open 4"),
    Row("cover name", NAMES, size, 26, PT, "Table F.1 no. 08"),
    Row("cover name", NAMES, face, SANS, "", "Table F.1 no. 08"),
    Row("cover name", NAMES, sheet_centre, 110, MM, COVER_BOX),
    Row("cover name, first line", first(NAMES), top, 113 + 1.59, MM, COVER_BOX + ", line 35 pt", within=0.6),
    Row("cover name, further lines", after_first(NAMES), any_over, 35, PT, "10.3.1.2 (gap 3 mm)"),
    Row("cover English name", ENGLISH, size, 14, PT, "Table F.1 no. 09"),
    Row("cover English name", ENGLISH, face, SANS, "", "Table F.1 no. 09"),
    Row("cover English name", ENGLISH, sheet_centre, 110, MM, COVER_BOX),
    Row("cover English name", after_first(ENGLISH), any_over, 18, PT, COVER_BOX),
    Row("cover conformity mark", CONFORMITY, size, 14, PT, "Table F.1 no. 10"),
    Row("cover conformity mark", CONFORMITY, face, SANS, "", "Table F.1 no. 10"),
    Row("cover conformity mark", CONFORMITY, sheet_centre, 110, MM, "10.3.1.3"),
    Row("cover stage", STAGE, size, 12, PT, COVER_BOX),
    Row("cover stage", STAGE, sheet_centre, 110, MM, COVER_BOX),
    Row("cover completion line", COMPLETED, size, 10.5, PT, COVER_BOX),
    Row("cover completion line", COMPLETED, sheet_centre, 110, MM, COVER_BOX),
    Row("cover completion line", COMPLETED, any_over, 17 + 12.9, PT, COVER_BOX + ", 8 pt and 9 pt between", within=1.6),
    Row("cover patent request", PATENT, size, 10.5, PT, COVER_BOX),
    Row("cover patent request", PATENT, sheet_centre, 110, MM, COVER_BOX),
    Row("cover patent request", PATENT, any_over, 36 + 12.6, PT, COVER_BOX + ", 36 pt before", within=3.1),
    Row("cover date of publication", ISSUED, size, 14, PT, "Table F.1 no. 11"),
    Row("cover date of publication", ISSUED, face, SANS, "", "Table F.1 no. 11"),
    Row("cover date of publication", ISSUED, sheet_left, 25, MM, COVER_BOX),
    Row("cover date of publication", ISSUED, top, 250 + 0.49, MM, COVER_BOX + "; open 4", within=0.8),
    Row("cover date of implementation", IMPLEMENTED, size, 14, PT, "Table F.1 no. 11"),
    Row("cover date of implementation", IMPLEMENTED, sheet_right, 195, MM, COVER_BOX),
    Row("cover issuer", ISSUER, size, 14, PT, "Table F.1 no. 13, annex E (template)"),
    Row("cover issuer", ISSUER, face, SANS, "", "Table F.1 no. 13, annex E (template)"),
    Row("cover issuer", ISSUER, top, 261.1 + 0.49, MM, COVER_BOX, within=0.8),
    # 目次, 前言, 引言
    Row("title of 目次, 前言, 引言", FRONT_TITLE, size, 16, PT, "Table F.1 no. 14, 16, 18"),
    Row("title of 目次, 前言, 引言", FRONT_TITLE, face, SANS, "", "Table F.1 no. 14, 16, 18"),
    Row("title of 目次, 前言, 引言", FRONT_TITLE, centre, 0, MM, "10.3.2, 10.3.3"),
    Row("title of 目次, 前言, 引言", FRONT_TITLE, step, 32, PT, "annex E; open 12, one em between"),
    Row("title of 目次, 前言, 引言", FRONT_TITLE, top, 34 + 25.6 / 2.8346, MM, "annex E (template), 24 pt before", within=0.9),
    Row("title of 前言, 引言", FOREWORD_TITLE, any_under, 38.7, PT, "annex E (template), 23.4 pt after", within=2.6),
    Row("目次 line", CONTENTS_LINE, size, 10.5, PT, "Table F.1 no. 15"),
    Row("目次 line", CONTENTS_LINE, face, SERIF, "", "Table F.1 no. 15"),
    Row("目次 line of a chapter", CONTENTS_CHAPTER, left, 0, EM, "10.3.2"),
    Row("目次 line of a clause", CONTENTS_CLAUSE, left, 1, EM, "10.3.2"),
    Row("目次 line of a subclause", CONTENTS_SUBCLAUSE, left, 2, EM, "10.3.2"),
    Row("目次 line of a figure or table", CONTENTS_EXHIBIT, left, 0, EM, "10.3.2"),
    Row("目次 number and title", CONTENTS_TITLE, gap, 1, EM, "10.3.2"),
    Row("目次 page number", CONTENTS_PAGE, right, 0, MM, "10.3.2, annex E (template)"),
    Row("目次 leader", CONTENTS_LEADER, widest_gap, 0, MM, "10.3.2"),
    Row("目次 first clause under its chapter", CONTENTS_FIRST_CLAUSE, any_over, LINE + 3.9, PT, "10.3.2, ¼ line below a chapter"),
    Row("目次 list of tables", CONTENTS_TABLES, any_over, 2 * LINE, PT, "10.3.2, one blank line before"),
    # the text: name, headings, paragraphs
    Row("name above the text", BODY_NAME, size, 16, PT, "Table F.1 no. 20"),
    Row("name above the text", BODY_NAME, face, SANS, "", "Table F.1 no. 20"),
    Row("name above the text", BODY_NAME, centre, 0, MM, "10.1.4"),
    Row("name above the text", first(BODY_NAME), top, 34 + 30 / 2.8346, MM, "annex E (template), 28 pt before", within=0.9),
    Row("name above the text, further lines", after_first(BODY_NAME), any_over, 20, PT, "annex E (template)"),
    Row("notice", NOTICE, any_over, 47.7, PT, "annex E (template), 32 pt below the name", within=2.6),
    Row("notice", NOTICE, size, 10.5, PT, "Table F.1 no. 21"),
    Row("notice", NOTICE, face, SANS, "", "Table F.1 no. 21"),
    Row("notice", NOTICE, left, 2, EM, "10.1.4"),
    Row("notice", NOTICE, wrapped, 0, EM, "10.1.4"),
    Row("chapter heading", CHAPTER, size, 10.5, PT, "Table F.1 no. 33"),
    Row("chapter heading", CHAPTER, face, SANS, "", "Table F.1 no. 33"),
    Row("chapter heading", CHAPTER, left, 0, EM, "10.2.1"),
    Row("chapter heading, number and title", CHAPTER_TITLE, gap, 1, EM, "10.2.1"),
    Row("chapter heading", CHAPTER, text_over, 2 * LINE, PT, "10.2.1, one blank line"),
    Row("chapter heading", CHAPTER, text_under, 2 * LINE, PT, "10.2.1, one blank line"),
    Row("chapter heading of two lines", LONG_CHAPTER, wrapped, 0, EM, "10.2.1"),
    Row("chapter heading of two lines", LONG_CHAPTER, pitch, LINE, PT, "annex E (template); open 2"),
    Row("clause heading", CLAUSE, size, 10.5, PT, "Table F.1 no. 33"),
    Row("clause heading", CLAUSE, face, SANS, "", "Table F.1 no. 33"),
    Row("clause heading", CLAUSE, left, 0, EM, "10.2.1"),
    Row("clause heading, number and title", CLAUSE_TITLE, gap, 1, EM, "10.2.1"),
    Row("clause heading", CLAUSE, text_over, LINE + HALF, PT, "10.2.1, half a line"),
    Row("clause heading", CLAUSE, text_under, LINE + HALF, PT, "10.2.1, half a line"),
    Row("clause heading of two lines", LONG_CLAUSE, wrapped, 0, EM, "10.2.1"),
    Row("paragraph under a heading", CLAUSE, indent_below, 2, EM, "10.2.1"),
    Row("untitled subclause, number", UNTITLED_NUMBER, face, SANS, "", "Table F.1 no. 33"),
    Row("untitled subclause, number", UNTITLED_NUMBER, left, 0, EM, "10.2.1"),
    Row("untitled subclause, text", UNTITLED_TEXT, face, SERIF, "", "Table F.1 no. 34"),
    Row("untitled subclause, text", UNTITLED_TEXT, size, 10.5, PT, "Table F.1 no. 34"),
    Row("untitled subclause, number and text", UNTITLED_START, gap, 1, EM, "10.2.1"),
    Row("untitled subclause", UNTITLED_TEXT, wrapped, 0, EM, "10.2.1"),
    Row("untitled subclause", UNTITLED_TEXT, text_over, LINE, PT, "10.2.1, no blank line"),
    Row("paragraph", PARAGRAPH, size, 10.5, PT, "Table F.1 no. 17, 34"),
    Row("paragraph", PARAGRAPH, left, 2, EM, "10.2.1"),
    Row("paragraph", PARAGRAPH, wrapped, 0, EM, "10.2.1"),
    Row("paragraph", PARAGRAPH, pitch, LINE, PT, "annex E (template); open 2"),
    Row("lines of text on the grid", sheets(TEXT), grid, 0, MM, "annex E (template), half lines from the first; open 2"),
    Row("lines of text not ended at the edge, in a hundred", sheets(TEXT), ragged, 0, "", "annex E (template), justified", within=1),
    # lists
    Row("list ——, label", DASH, left, 2, EM, "10.2.2"),
    Row("list ——, text", DASH_TEXT, left, 4, EM, "10.2.2"),
    Row("list ——, further lines", DASH_TEXT, wrapped, 4, EM, "10.2.2"),
    Row("list a), label", LETTER, left, 2, EM, "10.2.2"),
    Row("list a), label", LETTER, face, SERIF, "", "Table F.1 no. 34"),
    Row("list a), text", LETTER_TEXT, left, 4, EM, "10.2.2"),
    Row("list a), further lines", LETTER_TEXT, wrapped, 4, EM, "10.2.2"),
    Row("list a), second paragraph", LIST_PARAGRAPH, left, 4, EM, "10.2.2"),
    Row("list a), second paragraph", LIST_PARAGRAPH, wrapped, 4, EM, "10.2.2"),
    Row("list 1), label", DIGIT, left, 4, EM, "10.2.2"),
    Row("list 1), text", DIGIT_TEXT, left, 6, EM, "10.2.2"),
    Row("list 1), further lines", DIGIT_TEXT, wrapped, 6, EM, "10.2.2"),
    Row("list ·, label", DOT, left, 4, EM, "10.2.2"),
    Row("list ·, text", DOT_TEXT, left, 6, EM, "10.2.2"),
    Row("list ·, further lines", DOT_TEXT, wrapped, 6, EM, "10.2.2"),
    # notes and examples
    Row("note, label", NOTE_LABEL, size, 9, PT, "Table F.1 no. 44"),
    Row("note, label", NOTE_LABEL, face, SANS, "", "Table F.1 no. 44"),
    Row("note, label", CLAUSE_NOTE_LABEL, left, 2, EM9, "10.4.4.1, em of 9 pt by the template"),
    Row("note, text", NOTE_TEXT, size, 9, PT, "Table F.1 no. 45"),
    Row("note, text", NOTE_TEXT, face, SERIF, "", "Table F.1 no. 45"),
    Row("note, further lines", NOTE_TEXT, wrapped_beside, 0, MM, "10.4.4.1, beside the text"),
    Row("note 注1：, text", COUNTED_NOTE_TEXT, left, 40.5, PT, "10.4.4.1, annex E (template)"),
    Row("note 注1：, second paragraph", NOTE_PARAGRAPH, left, 40.5, PT, "10.4.4.1"),
    Row("example, label", EXAMPLE_LABEL, size, 9, PT, "Table F.1 no. 42"),
    Row("example, label", EXAMPLE_LABEL, face, SANS, "", "Table F.1 no. 42"),
    Row("example, label", EXAMPLE_LABEL, left, 2, EM9, "10.4.5, em of 9 pt as of notes"),
    Row("example, text", EXAMPLE_INLINE, size, 9, PT, "Table F.1 no. 43"),
    Row("example, text", EXAMPLE_INLINE, face, SERIF, "", "Table F.1 no. 43"),
    Row("example, further lines", EXAMPLE_LINE, wrapped, 0, EM, "10.4.5"),
    Row("example of paragraphs", EXAMPLE_BLOCK, size, 9, PT, "Table F.1 no. 43"),
    Row("example of paragraphs", EXAMPLE_BLOCK, face, SERIF, "", "Table F.1 no. 43"),
    Row("example of paragraphs, further lines", EXAMPLE_BLOCK, wrapped, 0, EM, "10.4.5"),
    Row("boxed example", BOXED, size, 9, PT, "Table F.1 no. 43"),
    Row("boxed example, box", BOX, all_rules, 0.5, PT, "9.10.4, thin lines; open 7"),
    # terms
    Row("term entry, number", TERM_NUMBER, size, 10.5, PT, "Table F.1 no. 22"),
    Row("term entry, number", TERM_NUMBER, face, SANS, "", "Table F.1 no. 22"),
    Row("term entry, number", TERM_NUMBER, left, 0, EM, "10.3.5"),
    Row("term entry, number", TERM_NUMBER, text_over, LINE, PT, "10.3.5, no blank line"),
    Row("term entry, number to term", TERM_NUMBER, any_under, LINE, PT, "10.3.5, no blank line"),
    Row("term entry, term", TERM, size, 10.5, PT, "Table F.1 no. 23"),
    Row("term entry, term", TERM, face, SANS, "", "Table F.1 no. 23"),
    Row("term entry, term", TERM, left, 2, EM, "10.3.5"),
    Row("term entry, English", TERM_ENGLISH, gap, 1, EM, "10.3.5"),
    Row("term entry, definition", DEFINITION, size, 10.5, PT, "Table F.1 no. 24"),
    Row("term entry, definition", DEFINITION, face, SERIF, "", "Table F.1 no. 24"),
    Row("term entry, definition", DEFINITION, left, 2, EM, "10.3.5"),
    Row("term entry, definition", DEFINITION, wrapped, 0, EM, "10.3.5"),
    Row("term entry, admitted term", ADMITTED, left, 2, EM, "10.3.5"),
    Row("term entry, source", SOURCE, face, SERIF, "", "Table F.1 no. 35"),
    Row("term entry, source", SOURCE, left, 2, EM, "10.3.5"),
    # tables
    Row("table caption", TABLE_CAPTION_WORDS, size, 10.5, PT, "Table F.1 no. 36"),
    Row("table caption", TABLE_CAPTION_WORDS, face, SANS, "", "Table F.1 no. 36"),
    Row("table caption", TABLE_CAPTION, centre, 0, MM, "10.4.2.1"),
    Row("table caption, number and title", TABLE_CAPTION_TITLE, gap, 1, EM, "10.4.2.1"),
    Row("table caption", TABLE_CAPTION, text_over, LINE + HALF, PT, "10.4.2.1, half a line above"),
    Row("table caption to frame", TABLE_CAPTION, frame_under, HALF + 3.81, PT, "10.4.2.1, half a line below"),
    Row("table caption, （续）", CONTINUED, size, 10.5, PT, "Table F.1 no. 38"),
    Row("table caption, （续）", CONTINUED, face, SERIF, "", "Table F.1 no. 38"),
    Row("table caption of a later page", CONTINUED_CAPTION, centre, 0, MM, "10.4.2.1"),
    Row("unit statement", UNIT, size, 9, PT, "Table F.1 no. 39"),
    Row("unit statement", UNIT, face, SERIF, "", "Table F.1 no. 39"),
    Row("unit statement", UNIT, right, 0, MM, "9.7.4.1, 9.8.4"),
    Row("table frame", UPRIGHT_TABLE, edge_left, 0, MM, "10.4.2.2, as wide as the text", within=0.5),
    Row("table frame", UPRIGHT_TABLE, edge_right, 0, MM, "10.4.2.2, as wide as the text", within=0.5),
    Row("table frame", TABLE, top_rule, 1.0, PT, "10.4.2.2; open 7", within=0.2),
    Row("table frame", TABLE, bottom_rule, 1.0, PT, "10.4.2.2; open 7", within=0.2),
    Row("table frame", TABLE, side_rules, 1.0, PT, "10.4.2.2; open 7", within=0.2),
    Row("table head", TABLE, head_rule, 1.0, PT, "10.4.2.2; open 7", within=0.2),
    Row("table closing cell", CLOSED_TABLE, closing_rule, 1.0, PT, "10.4.2.2; open 7", within=0.2),
    Row("table, inner flat rules", TABLE, inner_flat, 0.5, PT, "10.4.2.2; open 7", within=0.2),
    Row("table, inner upright rules", TABLE, inner_upright, 0.5, PT, "10.4.2.2; open 7", within=0.2),
    Row(
        "table to text below", TABLE, text_after, LINE + 11.8 + HALF / 2, PT, "10.4.2.1, one blank line, up to half a line more", within=4.8
    ),
    Row("table cell", CELL, size, 9, PT, "Table F.1 no. 41"),
    Row("table cell, paragraph", CELL_PARAGRAPH, cell_indent, 1, EM9, "10.4.2.2"),
    Row("table column of numbers", TABLE, numbers_middle, 0, MM, "10.4.2.2, centred; wider ones may stand elsewhere", within=2.5),
    Row("table head cell", HEAD_CELL, from_cell, 0, MM, "10.4.2.2, centred; marks may push it", within=2),
    Row("table column of decimals", TABLE, decimal_point, 0, MM, "10.4.2.2"),
    Row("table note, label", TABLE_NOTE, face, SANS, "", "Table F.1 no. 44"),
    Row("table note, label", TABLE_NOTE, from_frame, 2, EM9, "10.4.4.1, from the frame"),
    Row("table note, further lines", TABLE_NOTE_TEXT, wrapped_beside, 0, MM, "10.4.4.1, beside the text"),
    Row("table footnote, label", TABLE_FOOTNOTE, from_frame, 2, EM9, "10.4.4.2, from the frame"),
    Row("table footnote, text", TABLE_FOOTNOTE_TEXT, from_frame, 3, EM9, "10.4.4.2, fourth character"),
    Row("table footnote, further lines", TABLE_FOOTNOTE_TEXT, wrapped_beside, 0, MM, "10.4.4.2"),
    # figures
    Row("figure caption", FIGURE_CAPTION, size, 10.5, PT, "Table F.1 no. 36"),
    Row("figure caption", FIGURE_CAPTION, face, SANS, "", "Table F.1 no. 36"),
    Row("figure caption", FIGURE_CAPTION, centre, 0, MM, "10.4.2.1"),
    Row("figure caption, number and title", FIGURE_CAPTION_TITLE, gap, 1, EM, "10.4.2.1"),
    Row("figure caption", LAST_FIGURE_CAPTION, text_under, LINE + HALF, PT, "10.4.2.1, half a line below"),
    Row("sub-figure caption", SUBFIGURE, size, 9, PT, "Table F.1 no. 37"),
    Row("sub-figure caption", SUBFIGURE, face, SANS, "", "Table F.1 no. 37"),
    Row("words of a figure", FIGURE_WORDS, size, 7.5, PT, "Table F.1 no. 40"),
    Row("figure key, title", KEY_TITLE, own_left, 2, EM, "9.7.5, 10.2.1, of its own size"),
    Row("figure key, line", KEY, own_left, 2, EM, "9.7.5, 10.2.1, of its own size"),
    Row("figure footnote, label", FIGURE_FOOTNOTE, left, 2, EM9, "10.4.4.2"),
    Row("figure footnote, text", FIGURE_FOOTNOTE_TEXT, left, 3, EM9, "10.4.4.2, fourth character"),
    Row("figure footnote, further lines", FIGURE_FOOTNOTE_TEXT, wrapped, 3, EM9, "10.4.4.2"),
    # formulas
    Row("formula", FORMULA, formula_middle, 0, MM, "10.4.3", within=0.6),
    Row("formula number", FORMULA_NUMBER, right, 0, MM, "10.4.3"),
    Row("formula number", FORMULA_NUMBER, size, 10.5, PT, "Table F.1 no. 34"),
    Row("formula leader", FORMULA_LEADER, widest_gap, 0, MM, "10.4.3, up to the number, but for a part of its pattern", within=3.7),
    Row("式中：", WHERE, left, 2, EM, "10.4.3"),
    Row("explanation of a symbol, symbol", EXPLAINED, symbol_left, 2, EM, "10.4.3"),
    Row("explanation of a symbol, dash", EXPLAINED, dash_after_dash, 0, MM, "10.4.3, dashes aligned"),
    Row("explanation of a symbol, further lines", EXPLANATION, wrapped_beside, 0, MM, "10.4.3, beside the explanation"),
    # footnotes of the text
    Row("footnote rule", FOOTNOTE_RULE, length, 41.25, MM, "10.4.4.2, ¼ of the text's width"),
    Row("footnote rule", FOOTNOTE_RULE, inset, 0, MM, "10.4.4.2"),
    Row("footnote rule", FOOTNOTE_RULE, thickness, 0.5, PT, "10.4.4.2, thin; open 7"),
    Row("footnote", FOOTNOTE, size, 9, PT, "Table F.1 no. 46"),
    Row("footnote", FOOTNOTE_TEXT, face, SERIF, "", "Table F.1 no. 46"),
    Row("footnote, label", FOOTNOTE, left, 2, EM9, "10.4.4.2"),
    Row("footnote, text", FOOTNOTE_TEXT, left, 4, EM9, "10.4.4.2, fifth character"),
    Row("footnote, further lines", FOOTNOTE_TEXT, wrapped, 4, EM9, "10.4.4.2"),
    # annexes, lists at the end
    Row("annex head", ANNEX_HEAD, size, 10.5, PT, "Table F.1 no. 25 to 27"),
    Row("annex head", ANNEX_HEAD, face, SANS, "", "Table F.1 no. 25 to 27"),
    Row("annex head", ANNEX_HEAD, centre, 0, MM, "10.4.1"),
    Row("annex head, first line", ANNEX_LABEL, top, 34 + 30.55 / 2.8346, MM, "annex E (template), 28 pt before", within=0.9),
    Row("annex head, line to line", ANNEX_KIND, any_over, LINE, PT, "10.4.1"),
    Row("annex head, line to line", ANNEX_KIND, any_under, LINE, PT, "10.4.1"),
    Row("annex head to text", ANNEX_TITLE_BEFORE_TEXT, text_under, LINE + HALF, PT, "annex E (template), half a line"),
    Row("title of 参考文献", BIBLIOGRAPHY_TITLE, size, 10.5, PT, "Table F.1 no. 29"),
    Row("title of 参考文献", BIBLIOGRAPHY_TITLE, face, SANS, "", "Table F.1 no. 29"),
    Row("title of 参考文献", BIBLIOGRAPHY_TITLE, centre, 0, MM, "10.3.6"),
    Row("title of 参考文献", BIBLIOGRAPHY_TITLE, top, 34 + 31.55 / 2.8346, MM, "annex E (template), 29 pt before", within=0.9),
    Row("title of 参考文献", BIBLIOGRAPHY_TITLE, any_under, LINE + HALF, PT, "annex E (template), half a line", within=2.6),
    Row("参考文献 entry", BIBLIOGRAPHY_ENTRY, size, 10.5, PT, "Table F.1 no. 30"),
    Row("参考文献 entry", BIBLIOGRAPHY_ENTRY, face, SERIF, "", "Table F.1 no. 30"),
    Row("参考文献 entry", BIBLIOGRAPHY_ENTRY, left, 2, EM, "10.3.6"),
    Row("参考文献 entry", BIBLIOGRAPHY_ENTRY, wrapped, 0, EM, "10.3.6"),
    Row("参考文献 entry, number and document", BIBLIOGRAPHY_NUMBER, gap, 1, EM, "10.3.6"),
    Row("title of 索引", INDEX_TITLE, size, 10.5, PT, "Table F.1 no. 31"),
    Row("title of 索引", INDEX_TITLE, face, SANS, "", "Table F.1 no. 31"),
    Row("title of 索引", INDEX_TITLE, centre, 0, MM, "10.3.6"),
    Row("索引 entry", INDEX_ENTRY, size, 10.5, PT, "Table F.1 no. 32"),
    Row("索引 entry", INDEX_ENTRY, face, SERIF, "", "Table F.1 no. 32"),
    Row("索引 entry", INDEX_ENTRY, left, 0, EM, "10.3.6"),
    Row("索引 entry, numbers", INDEX_PLACES, right, 0, MM, "10.3.6"),
    Row("terminal line", END_RULE, length, 41.25, MM, "10.1.5, ¼ of the text's width"),
    Row("terminal line", END_RULE, middle, 0, MM, "10.1.5, centred"),
    Row("terminal line", END_RULE, thickness, 1.25, PT, "10.1.5, thick; open 7, 1.0 pt to 1.5 pt", within=0.3),
)
