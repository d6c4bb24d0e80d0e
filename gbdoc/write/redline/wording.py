"""The words in which every writer speaks of changes."""

from __future__ import annotations

from collections.abc import Mapping

from gbdoc.change import Category, Change, ChangeKind, Reason

CATEGORIES: Mapping[Category, str] = {
    "technical": "技术",
    "editorial": "编辑",
    "structural": "结构",
    "reference": "引用",
    "markup": "格式",
}

KINDS: Mapping[ChangeKind, str] = {
    "added": "增加",
    "deleted": "删除",
    "modified": "修改",
    "moved": "移动",
    "split": "拆分",
    "merged": "合并",
    "retitled": "更改标题",
    "retargeted": "引用改指",
    "attribute": "更改属性",
    "metadata": "更改封面信息",
    "id-renamed": "更改标识",
    "id-recycled": "标识另用",
}

FIELDS: Mapping[str, str] = {
    "kind": "标准级别",
    "code": "标准代号",
    "number": "标准编号",
    "part": "部分号",
    "year": "年份号",
    "level": "级别行",
    "title": "标准名称",
    "english": "英文名称",
    "ics": "ICS",
    "ccs": "CCS",
    "record": "备案号",
    "function": "标准功能类型",
    "stage": "阶段",
    "round": "稿次",
    "completed": "完成日期",
    "issued": "发布日期",
    "implemented": "实施日期",
    "issuers": "发布机构",
    "replaces": "代替文件",
    "adoption": "采用的国际文件",
    "contents": "目次范围",
    "fonts": "字体",
    "measures": "版面尺寸",
    "severities": "检查级别",
}

ATTRIBUTES: Mapping[str, str] = {
    "kind": "类别",
    "boxed": "加框",
    "numbered": "编号",
    "landscape": "横排",
    "alternative": "替代文字",
    "file": "图的内容",
    "diagram": "图的内容",
    "rewritten": "大幅改写",
    "unit": "单位",
    "term": "术语",
    "english": "英文对应词",
    "admitted": "许用术语",
    "deprecated": "拒用术语",
    "symbol": "符号",
    "domain": "专业领域",
    "definition": "定义",
    "source": "来源",
    "explanation": "说明",
}

# Reasons that hold words say enough with these: 宜→应.
REASONS: Mapping[str, str] = {
    "informative": "资料性内容",
    "punctuation": "标点和空格",
    "wording": "同义改写",
}

REDLINE = "修订对比"
OLD = "旧"
NEW = "新"
TO, UP, DOWN = "→", "↑", "↓"
INSERTED = "增加的文字"
DELETED = "删除的文字"
MOVED = "⇅ 移动"
RESTYLED = "格式更改"
SOME_NUMBER = "4.2"  # in the legend
OLD_NUMBER = "只是编号变了，不算改动"
TOOLBAR = "显示哪些改动"
LIST = "改动"
NONE = "两个版本没有差异。"
FIELD = "项目"
SHOW_NUMBERS = "原编号"
ONLY = "只看改动的条"
ONLY_HINT = "只看有改动的条（按 o）"
PREVIOUS = "上一处"
PREVIOUS_HINT = "上一处改动（按 k 或 p）"
NEXT = "下一处"
NEXT_HINT = "下一处改动（按 j 或 n）"
IN_PLACE = "改动处"
CHANGE = "改动"
WORDS = "内容"
PAGE = "页"
STOP = "。"
CHANGED_PARAGRAPH = "有改动的段"
INSERTED_PARAGRAPH = "整段增加"
DELETED_PARAGRAPH = "整段删除"
MOVED_PARAGRAPH = "整段移动"
REWRITTEN = "大幅改写：旧、新两版并列，不逐字标出。"
NOTICE = "重要提示"
FOOTNOTES = "脚注"
METADATA = "封面和文件信息"
WHOLES: Mapping[str, str] = {
    "chapter": "整章",
    "clause": "整条",
    "annex": "整个附录",
    "table": "整表",
    "figure": "整图",
    "list": "整个列项",
}
DOUBTFUL = "？"
ELLIPSIS = "…"


def difference(old: str, new: str) -> str:
    """What a printed redline is: 征求意见稿-1 与 征求意见稿-2 的差异."""
    return f"{old} 与 {new} 的差异"


def hidden(number: int) -> str:
    """How many changes are counted but neither listed nor marked."""
    return f"另有 {number} 处未列出，也未标出。"


def category(change: Change) -> str:
    """技术, with a question mark where the class is only proposed."""
    doubtful = change.doubtful and change.kind != "moved"
    return CATEGORIES[change.category] + (DOUBTFUL if doubtful else "")


def kind(change: Change) -> str:
    """What happened, in a word or two: 增加, 移动并修改, 疑似移动."""
    words = KINDS[change.kind]
    if change.kind == "moved":
        words = ("疑似" if change.doubtful else "") + words + ("并修改" if change.ops else "")
    whole = change.restructured and change.kind in ("added", "deleted")
    return words + (WHOLES.get(change.place.what, "") if whole else "")


def details(change: Change) -> str:
    """What a change is besides its words: where it came from, into what it was split, which attribute."""
    others = "、".join(place.words for place in change.others)
    match change.kind:
        case "moved":
            return f"由{came_from(change)}移来" if came_from(change) else ""
        case "split":
            return f"另见{others}"
        case "merged":
            return f"并入原{others}"
        case "metadata":
            return field(change.name)
        case "id-renamed" | "id-recycled":
            return " → ".join(place.anchor for place in (change.old, change.new) if place)
        case _:
            return "" if change.place.what == "cell" else ATTRIBUTES.get(change.name, change.name)  # its place names the column


def came_from(change: Change) -> str:
    """Where something was moved from; nothing where both places are called the same."""
    return change.old.words if change.old and change.new and change.old.words != change.new.words else ""


def field(name: str) -> str:
    """A field of standard.yaml by the name that drafters know: title 标准名称."""
    return FIELDS.get(name, name)


def reasons(change: Change) -> str:
    """Why a change is of its class: 宜→应，10→20 MΩ."""
    return "，".join(words for words in map(_reason, change.reasons) if words)


def _reason(reason: Reason) -> str:
    if reason.name in ("file", "metadata", "id") or reason.old == reason.new:
        return REASONS.get(reason.name, "")
    if reason.name in REASONS:
        return f"{REASONS[reason.name]}（{reason.old or reason.new}）"
    return reason.measured(f"{reason.old or '无'}→{reason.new or '无'}")
