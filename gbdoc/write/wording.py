"""The fixed words that a writer prints around labels and titles, in one place for every format."""

from __future__ import annotations

EM = "　"  # the gap of one em between a number and what it numbers

CONTENTS = "目次"
FOOTNOTES = "脚注"
BACK = "回到正文"
SKIP = "跳到正文"
COMMA = "，"
CONTINUED = "（续）"
ISSUE = "发布"  # after the issuing bodies, at the foot of the cover
DANGLING = "【?"  # begins what resolve prints for a reference to nothing
DASH = "——"
COLON = "："
KIND = {"normative": "（规范性）", "informative": "（资料性）"}

REWRITTEN = {"old": "大幅改写，不逐字标出：旧版", "new": "大幅改写，不逐字标出：新版"}  # on paper one is printed after the other

LIBRARY = "标准文稿"
WEB_PAGE = "网页"
PRINTED = "PDF"
PUBLISHED = "已发布"


def led(number: str) -> str:
    """注1： 示例："""
    return number + COLON


def admitted(term: str) -> str:
    return f"{term}（许用）"


def deprecated(term: str) -> str:
    return f"{term}（拒用）"


def domain(field: str) -> str:
    """〈标准化〉"""
    return f"〈{field}〉" if field else ""


def was(words: str) -> str:
    """（原4.2）, and for a formula （原（2））: what a redline shows beside a number or a reference that is another now."""
    return f"（原{words}）"


def came(words: str) -> str:
    """Where something that was moved came from."""
    return f"⇅ 由{words}移来" if words else "⇅ 移来"


def went(words: str, title: str) -> str:
    """Where something that was moved went to, in the place where it stood."""
    return f"⇅ 移至{words}：{title}" if title else f"⇅ 移至{words}"


def gone(title: str) -> str:
    """A title of the old revision among the bookmarks of a redline."""
    return f"{title}（删除）"


def styled(markup: str) -> str:
    """How words were set before that a redline shows with other markup."""
    return f"原为{markup}" if markup else "原无格式"


def before(words: str) -> str:
    """What an image shows that stood there before."""
    return f"原图：{words}"


def permalink(name: str) -> str:
    """What a heading's link to itself is called, for those who hear the page."""
    return f"{name}的链接"


def page_title(number: str, title: str) -> str:
    return f"{number}{EM}{title}"
