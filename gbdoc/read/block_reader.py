"""Block tokens -> blocks: paragraphs, lists, notes, examples, footnotes; formulas and containers are read next door."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from gbdoc.model import (
    Block,
    Example,
    Footnote,
    List,
    ListItem,
    ListKind,
    Note,
    Paragraph,
)
from gbdoc.read.context import Names
from gbdoc.read.formulas import is_symbols_title, read_formula, read_symbols, symbols_end
from gbdoc.read.inlines import parse_inlines
from gbdoc.read.reading import Reading
from gbdoc.read.slips import check_remark, check_text
from gbdoc.read.syntax import Node
from gbdoc.source import Passage, Span

_LABEL = re.compile(r"(注|示例)(\d*)([：:])[ 　]*")
_ITEM_ID = re.compile(r"[ 　]*\{#([^{}\n]*)\}[ 　]*$")


@dataclass(frozen=True, kw_only=True)
class BlockReader(Reading):
    """Reads the nodes of one text into the blocks of one container."""

    container: Callable[[BlockReader, Node], Iterator[Block]]  # reads what stands between ::: and :::
    list_level: int = 0
    indent: int = 0  # of the container's lines

    def below(self, anchor: str) -> BlockReader:
        """A reader for what stands inside the block `anchor`."""
        return replace(self, names=Names(anchor))

    def blocks(self, nodes: tuple[Node, ...]) -> tuple[Block, ...]:
        done: list[Block] = []
        pending_id = ""
        place = 0
        while place < len(nodes):
            node = nodes[place]
            if node.kind == "anchor":
                pending_id = self._block_id(node, nodes, place)
                place += 1
                continue
            self._check_neighbours(nodes, place)
            taken = symbols_end(self, nodes, place)
            if taken > place:
                done.append(read_symbols(self, nodes[place:taken], pending_id))
                place = taken
            else:
                done.extend(self._block(node, pending_id))
                place += 1
            pending_id = ""
        return tuple(done)

    # --- blocks by kind ---

    def _block(self, node: Node, name: str) -> Iterator[Block]:
        match node.kind:
            case "paragraph":
                yield from self._paragraph(node, name)
            case "bullet_list" | "ordered_list":
                yield self._list(node, name)
            case "formula":
                yield from read_formula(self, node, name)
            case "directive":
                yield from self.container(self, node)
            case "footnote":
                self._footnote(node)
            case "comment":
                pass
            case "fault":
                self.tell_whole(node, "container", node.token.content)
            case "definition":
                self.tell_whole(node, "definition", "符号说明前要有一段“式中：”（图中为“标引序号说明：”）")
            case _:
                yield from self._foreign(node)

    def _foreign(self, node: Node) -> Iterator[Block]:
        messages = {
            "heading": "标题不能写在容器、列项或 YAML 里；放到正文文件的顶层",
            "blockquote": "不用引用块 >；补充说明写成 注：……，示例写成 示例：……",
            "hr": "不用分隔线；标题写成 # 标题",
            "fence": "不用代码块；示例写成 :::{example}，表写成 :::{table}",
            "grid": "表格要写在 :::{table} 表题 与 ::: 之间",
        }
        self.tell_whole(node, node.kind.replace("_", "-"), messages.get(node.kind, f"不用这种写法（{node.kind}）"))
        if node.kind == "blockquote":
            yield from self.blocks(node.children)

    def _block_id(self, node: Node, nodes: tuple[Node, ...], place: int) -> str:
        span = self.span(node.first_line, node.last_line)
        following = next((later.kind for later in nodes[place + 1 :] if later.kind != "comment"), "")
        if following in ("", "anchor", "footnote"):
            self.context.error(span, "stray-id", f"{{#{node.token.content}}} 后面没有它要标的块；移到要标的段、列项或公式之前，或删去")
            return ""
        if following == "directive":
            self.context.error(span, "stray-id", f"图、表的 id 写在 ::: 那一行的末尾：… {{#{node.token.content}}}")
            return ""
        return node.token.content if self.context.claim(node.token.content, span) else ""

    # --- paragraphs, notes, examples ---

    def _paragraph(self, node: Node, name: str) -> Iterator[Block]:
        passage = self.paragraph_passage(node)
        if not passage.text.strip():
            return
        self._check_indent(node)
        span = self.span(node.first_line, node.last_line)
        if label := _LABEL.match(passage.text):
            yield from self._labelled(passage, label, name, span)
            return
        if is_symbols_title(passage.text):
            self.tell(node, "symbols", f"“{passage.text}”后面没有符号说明；每项写两行：$S$ 与 : 说明；")
            return
        check_text(passage, self.context)
        yield Paragraph(name or self.names.make("p"), parse_inlines(passage, self.context), span)

    def _check_indent(self, node: Node) -> None:
        line = self.passage.lines[node.first_line]
        if line.lstrip(" -.0123456789").startswith("　"):
            self.tell(node, "indent", "段首的全角空格不用写，缩进由程序加")
        elif len(line) - len(line.lstrip()) > self.indent and self.list_level == 0 and ".footnote-" not in self.names.parent:
            self.tell(node, "indent", "这一段缩进不够，不知是否属于上面的列项；属于列项就与项的文字对齐，否则顶格写")

    def _labelled(self, passage: Passage, label: re.Match[str], name: str, span: Span) -> Iterator[Block]:
        word, number, colon = label.groups()
        if number:
            self.context.error(passage.span(0, label.end(3)), "typed-label", f"{word}的编号由程序加；写成 {word}：")
        elif colon == ":":
            self.context.error(passage.span(label.start(3), label.end(3)), "half-width-colon", f"{word}后用全角冒号：{word}：")
        if label.end() == len(passage.text):
            self.context.error(passage.span(0, label.end(3)), "empty-note", f"“{word}：”后没有内容；多段的写成 :::{{{_WORDS[word]}}}")
            return
        body = passage.slice(label.end(), len(passage.text))
        check_remark(body, self.context)
        anchor = name or self.names.make(_WORDS[word])
        blocks = (Paragraph(f"{anchor}.p-1", parse_inlines(body, self.context), span),)
        yield Note(anchor, blocks, span) if word == "注" else Example(anchor, blocks, False, span)

    # --- lists ---

    def _list(self, node: Node, name: str) -> List:
        level = self.list_level + 1
        ordered = node.kind == "ordered_list"
        if level > 2:
            self.tell(node, "list-depth", "列项最多两层；把第三层改写成段，或拆成条")
        if ordered and node.token.markup == ")":
            self.tell(node, "typed-label", "列项的 a)、1) 由程序编；写成 1. 加空格")
        if ordered and node.token.attrs.get("start", 1) != 1:
            message = "列项从 1. 写起；若它接着上面的列项，中间的注或段要缩进三格写在项里"
            self.tell(node, "list-start", message)
        anchor = name or self.names.make("list")
        inner = replace(self.below(anchor), list_level=level)
        items = tuple(inner._item(child) for child in node.children)
        return List(anchor, _list_kind(ordered, level), items, self.span(node.first_line, node.last_line))

    def _item(self, node: Node) -> ListItem:
        anchor = self.names.make("item")
        span = self.span(node.first_line, node.last_line)
        if not node.children:
            self.context.error(span, "empty-item", "列项没有内容；写上文字，或删去这一项")
        name, passage = self._item_id(node)
        anchor = name or anchor
        inner = self.below(anchor)
        blocks: tuple[Block, ...] = ()
        children = node.children
        if passage is not None:
            check_text(passage, self.context)
            first = Paragraph(inner.names.make("p"), parse_inlines(passage, self.context), passage.span(0, len(passage.text)))
            blocks, children = (first,), children[1:]
        for child in children:
            if child.kind == "ordered_list" and self.names.parent and node.token.info == "" and node.token.markup in "-*+":
                inner.tell(child, "list-kind", "破折号列项下面的第二层只能写 -")
        return ListItem(anchor, (*blocks, *inner.blocks(children)), span)

    def _item_id(self, node: Node) -> tuple[str, Passage | None]:
        """The id at the end of an item's first paragraph, and that paragraph without it, unless it is a note or the like."""
        if not node.children or node.children[0].kind != "paragraph":
            return "", None
        passage = self.paragraph_passage(node.children[0])
        if _LABEL.match(passage.text) or is_symbols_title(passage.text):
            return "", None
        if not (found := _ITEM_ID.search(passage.text)):
            return "", passage
        taken = self.context.claim(found[1], passage.span(found.start(1) - 2, found.end(1) + 1))
        return (found[1] if taken else ""), passage.slice(0, found.start())

    def _check_neighbours(self, nodes: tuple[Node, ...], place: int) -> None:
        """Tell a list that a note or a too small indent has cut in two."""
        node, before = nodes[place], nodes[place - 1] if place else None
        if before is None or node.kind not in _LISTS:
            return
        line = self.passage.lines[node.first_line]
        if before.kind == "ordered_list" and node.kind == "bullet_list" and line.startswith(" ") and self.list_level == 0:
            self.tell(node, "indent", "第二层列项缩进不够；在 1. 下面要缩进三格")
        elif before.kind in _LISTS and node.token.markup != ")" and node.token.attrs.get("start", 1) == 1:
            message = "列项从这里起成了另一组；同一组都写 - 或都写 1.，另一组前要有一段引语"
            self.context.warning(self.span(node.first_line, node.first_line + 1), "split-list", message)
        elif before.kind == "paragraph" and _LABEL.match(text := self.paragraph_passage(before).text):
            self._check_note_between(before, text, node, nodes[place - 2] if place > 1 else None)

    def _check_note_between(self, before: Node, text: str, node: Node, earlier: Node | None) -> None:
        if text.endswith(("：", ":")):
            self.tell(before, "split-list", "注、示例里有列项时，写成 :::{note} 或 :::{example} … :::")
        elif earlier is not None and earlier.kind == node.kind == "ordered_list" and node.token.attrs.get("start", 1) == 1:
            self.tell(before, "split-list", "这个注把列项隔成了两组；把它缩进三格，写进所属的项")

    # --- footnotes and containers ---

    def _footnote(self, node: Node) -> None:
        label = node.token.info
        if node.token.markup == "：":
            self.tell(node, "footnote", f"脚注的标记后用半角冒号：[^{label}]:")
        span = self.span(node.first_line, node.last_line)
        anchor = f"{self.context.footnote_scope}.footnote-{label.lower()}"
        if not re.fullmatch(r"[A-Za-z0-9-]+", label):
            self.tell_whole(node, "footnote", f"脚注的标记 [^{label}] 不合规则；用字母、数字和连字符，如 [^a]:")
        elif anchor in self.context.footnotes:
            first = self.context.footnotes[anchor].span
            self.tell_whole(node, "footnote", f"脚注 [^{label}] 已在第 {first.line} 行写过；换一个标记，或删去一处")
        elif not node.children:
            self.tell(node, "footnote", f"脚注 [^{label}] 没有内容；在冒号后写上文字，或删去")
        else:
            self.context.footnotes[anchor] = Footnote(anchor, (), span)  # so that one inside it is told, and not overwritten
            self.context.footnotes[anchor] = Footnote(anchor, self.below(anchor).blocks(node.children), span)


_WORDS = {"注": "note", "示例": "example"}
_LISTS = ("bullet_list", "ordered_list")


def _list_kind(ordered: bool, level: int) -> ListKind:
    if level == 1:
        return "letter" if ordered else "dash"
    return "digit" if ordered else "dot"
