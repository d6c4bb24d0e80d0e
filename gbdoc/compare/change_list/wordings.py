"""How the foreword words a technical change: 增加了…, 更改了…, 删除了…, 将“…”更改为“…” (GB/T 1.1, 8.3).

No number of a clause or an annex stands in these words: references are made from where things stand and stood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gbdoc.change import Change, Comparison
from gbdoc.compare.change_list.matters import EXHIBITS, Matter, is_whole, within
from gbdoc.number import Label
from gbdoc.read.changes import EntryKind
from gbdoc.resolve import ResolvedDocument

Verb: TypeAlias = Literal["增加", "更改", "删除"]


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one item: a template with a place for the names of one thing or of several of a kind."""

    kind: EntryKind
    template: str  # 增加了{}的要求
    name: str = ""

    def words(self, names: Sequence[str]) -> str:
        """The item for the things with these names."""
        return self.template.format(_listed(names))


_MOST = 6  # names that one item gives


def _listed(names: Sequence[str]) -> str:
    """甲、乙和丙; “甲”“乙”和“丙”; 甲、乙、丙等8项 where there are many."""
    mark = "" if names and names[0].startswith("“") else "、"
    if len(names) > _MOST:
        return f"{mark.join(names[:3])}等{len(names)}项"
    return "和".join(part for part in (mark.join(names[:-1]), *names[-1:]) if part)


def wording(matter: Matter, comparison: Comparison) -> Wording:
    """The words for what became of one thing."""
    if not matter.old:
        return Wording("added", *_whole("增加", matter.label, comparison.new))
    if not matter.new:
        return Wording("deleted", *_whole("删除", matter.label, comparison.old))
    return _reshaped(matter) or _other(matter, comparison)


# --- what is new or gone ---------------------------------------------------------------------


def _whole(verb: Verb, label: Label, resolved: ResolvedDocument) -> tuple[str, str]:
    """The template for a thing that came or went as a whole, and the thing's name."""
    match label.kind:
        case "chapter":
            return verb + "了{}一章", f"“{label.title}”"
        case "annex":
            kind = "规范性附录" if _is_normative(label, resolved) else "资料性附录"
            return f"{verb}了{kind}{{}}", f"“{label.title}”"
        case "term":
            return verb + "了术语{}", f"“{label.title}”"
        case "table" | "figure" if label.title:
            return verb + "了{}", label.title
    return _about(verb, label, resolved)


def _is_normative(label: Label, resolved: ResolvedDocument) -> bool:
    return any(annex.anchor == label.anchor and annex.kind == "normative" for annex in resolved.document.annexes)


def _about(verb: Verb, label: Label, resolved: ResolvedDocument, part: str = "") -> tuple[str, str]:
    """The template for what a clause states, or for a part of its requirements, and the title that it goes by."""
    title, stated = _title(label, resolved), _noun(label, resolved)
    noun = part if part and stated == "要求" else stated
    if noun.endswith("方法") and title.endswith(noun.removesuffix("方法")):
        return verb + "了{}方法", title  # 盐雾试验
    if title in _PLAIN or title.endswith((noun, *_COMPLETE)):
        return verb + "了{}", title
    return f"{verb}了{{}}的{noun}", title


def _title(label: Label, resolved: ResolvedDocument) -> str:
    """The title that a clause goes by, with that of the clause around it where it says nothing by itself: 信息安全的总则."""
    own = titled(label, resolved)
    around = resolved.labels.get(own.parent)
    title = "其他要求" if own.title == "其他" else own.title
    return f"{around.title}的{title}" if around and around.title and title in _BARE else title


def titled(label: Label, resolved: ResolvedDocument) -> Label:
    """The nearest clause with a title around what has none; a table or figure without one goes by its clause."""
    around = [each for each in within(label, resolved) if each.title and each.kind not in EXHIBITS]
    return around[0] if around else label


_PLAIN = ("范围", "术语和定义", "符号", "缩略语", "符号和缩略语")
_COMPLETE = ("总则", "通则", "概述", "要求", "方法", "规则", "原则", "规定", "程序", "流程")
_BARE = ("总则", "通则", "概述", "一般要求", "基本要求", "通用要求", "一般规定", "基本规定", "其他要求")
_METHODS = re.compile("(?:试验|检验|测试|检测|测量|测定)方法")


def _noun(label: Label, resolved: ResolvedDocument) -> str:
    """What a clause states: 要求, or in a chapter on methods 试验方法; a guidance or an informative annex states no requirements."""
    outermost = list(within(label, resolved))[-1]
    method = _METHODS.search(outermost.title)
    if method and label is not outermost:
        return method[0]
    informative = outermost.kind == "annex" and not _is_normative(outermost, resolved)
    return "内容" if informative or resolved.document.metadata.function in ("guidance", "terminology") else "要求"


# --- what is other than it was ---------------------------------------------------------------


def _reshaped(matter: Matter) -> Wording | None:
    """The words for what was split or merged, or None."""
    kinds = {change.kind for change in matter.changes}
    before, after = (tuple(f"“{label.title}”" for label in labels if label.title) for labels in (matter.old, matter.new))
    if "split" in kinds and len(after) > 1:
        return Wording("split", f"将{_braced(before[0])}拆分为{_braced(''.join(after))}并更改")
    if "merged" in kinds and len(before) > 1:
        return Wording("merged", f"将{_braced(''.join(before))}合并为{_braced(after[0])}")
    return None


def _braced(words: str) -> str:
    """Words that stand in a template and are no place for a name."""
    return words.replace("{", "{{").replace("}", "}}")


def _other(matter: Matter, comparison: Comparison) -> Wording:
    label, old = matter.label, matter.old[0]
    if _is_renamed(matter):
        template, name = _renamed(matter, comparison)
        return Wording("retitled", template, name)
    if label.kind == "annex" and any(change.kind == "attribute" and change.name == "kind" for change in matter.changes):
        return Wording("changed", _annex_kind(label, old, comparison))
    if label.kind == "term":
        only = {change.name for change in matter.changes} <= {"definition"}
        return Wording("changed", "更改了术语{}的定义" if only else "更改了术语{}", f"“{label.title}”")
    if label.kind in EXHIBITS and label.title:
        return Wording("changed", "更改了{}", label.title)
    return Wording("changed", *_about("更改", label, comparison.new, _part(matter.changes)))


def _is_renamed(matter: Matter) -> bool:
    """Whether a thing has another title or name, and that is one of its technical changes."""
    label, old = matter.label, matter.old[0]
    own = any(is_whole(change.new, label) and change.kind in ("retitled", "modified", "moved") for change in matter.changes)
    return own and bool(label.title) and bool(old.title) and label.title != old.title


def _renamed(matter: Matter, comparison: Comparison) -> tuple[str, str]:
    label, old = matter.label, matter.old[0]
    thing = "术语" if label.kind == "term" else ""
    words = f"将{thing}“{_braced(old.title)}”更改为“{_braced(label.title)}”"
    more = [change for change in matter.changes if not is_whole(change.new, label)]
    if label.kind == "term" and any(change.name == "definition" for change in matter.changes):
        return f"{words}，并更改了定义", ""
    return (f"{words}，并更改了有关{_noun(label, comparison.new)}" if more else words), ""


def _annex_kind(label: Label, old: Label, comparison: Comparison) -> str:
    words = {True: "规范性附录", False: "资料性附录"}
    before, after = _is_normative(old, comparison.old), _is_normative(label, comparison.new)
    return f"将“{_braced(label.title)}”由{words[before]}更改为{words[after]}"


def _part(changes: Sequence[Change]) -> str:
    """The part of a clause that is all that was changed: its limits, its formula; empty where it is more."""
    reasons = {reason.name for change in changes for reason in change.reasons}
    if reasons == {"value"} and all(change.kind == "modified" for change in changes):
        return "限值"
    return "公式" if all(change.place.what == "formula" for change in changes) else ""
