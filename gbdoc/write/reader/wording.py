"""The words of the reader's page that are not the document's: what its buttons are called, and how lists of places read."""

from __future__ import annotations

from collections.abc import Mapping

from gbdoc.write.wording import EM as EM  # for those who need no other words
from gbdoc.write.wording import PUBLISHED as PUBLISHED

# --- buttons and panels ----------------------------------------------------------------------

TOOLBAR = "阅读工具"
CONTENTS = "目次"
FIND = "查找"
FIND_HINT = "查找（/）"
FIND_LABEL = "在文中查找编号、标题、术语或文字"
FIND_PLACEHOLDER = "编号、标题、术语或文字"
FIND_RESULTS = "查找结果"
REGISTER = "条款"
REGISTER_TITLE = "条款登记表"
REGISTER_HINT = "要求、推荐、允许等条款的清单"
KINDS_LABEL = "条款类型"
SHOW_IN_TEXT = "在文中标出"
DOWNLOAD = "下载 CSV"
SETTINGS = "显示"
SETTINGS_HINT = "明暗和字号"
THEME = "明暗"
THEMES: Mapping[str, str] = {"auto": "自动", "light": "浅色", "dark": "深色"}
SIZE = "字号"
SIZES: Mapping[str, str] = {"small": "小", "medium": "中", "large": "大", "huge": "特大"}
CLOSE = "关闭"
TOOLS: Mapping[str, str] = {"csv": "CSV", "enlarge": "放大"}
SMALLER = "缩小"
MINUS = "－"
PLUS = "＋"
FIT = "适合窗口"
LARGER = "放大"
FIGURE = "放大的图"

KINDS: Mapping[str, str] = {
    "requirement": "要求",
    "instruction": "指示",
    "recommendation": "推荐",
    "permission": "允许",
    "possibility": "可能",
    "capability": "能力",
}

# --- back-references -------------------------------------------------------------------------

MENTIONED = "提及"
APPEARS = "出现"
CITED = "引用"
AT = "在"
SEPARATOR = "、"


def count(places: int) -> str:
    """23处"""
    return f"{places}处"


# --- how cited documents stand ---------------------------------------------------------------

WITHDRAWN = "已废止"
DRAFT = "尚未发布"
UNKNOWN = "待核实"


def current(checked: str) -> str:
    """现行（2026-11-23核对）"""
    return f"现行（{checked}核对）" if checked else "现行"


def superseded(later: str) -> str:
    """已被GB/T 47678.5—2026代替"""
    return f"已被{later}代替" if later else "已被代替"
