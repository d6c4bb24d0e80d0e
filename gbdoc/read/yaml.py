"""The one door of PyYAML and pydantic: a YAML file below content/ -> a validated dataclass that knows its places."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Generic, TypeVar, cast

import yaml
from pydantic import Field, TypeAdapter, ValidationError

from gbdoc.diagnostic import Diagnostic, nearest
from gbdoc.read import nodes
from gbdoc.read.complaints import Complaint, complaint, unknown_empty
from gbdoc.read.context import Context, Values
from gbdoc.read.nodes import Entry, Fields, Items, Key, Node, Scalar
from gbdoc.read.yaml_advice import Place, advice
from gbdoc.source import Passage, Sources, Span

T = TypeVar("T")

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 30


def named(key: str) -> Any:
    """For `Annotated[str, named("in")]`: the key in the file of a field whose name Python keeps for itself."""
    return Field(alias=key)


def json_schema(shape: Any) -> dict[str, Any]:
    """The JSON Schema of a shape as pydantic writes it; its `$defs` are called like our classes."""
    return _adapter(cast(Hashable, shape)).json_schema()


@dataclass(frozen=True)
class Loaded(Generic[T]):
    """A validated file; keys lead from its root to a value: "entries", 3, "definition"."""

    value: T
    path: str  # below content/
    root: Node

    def passage(self, *keys: Key) -> Passage:
        """The text of a value with its places; an empty text where there is none."""
        found = self._find(keys)
        if isinstance(found, Scalar):
            return found.passage
        span = self.span(*keys)
        return Passage("", span.path, ((span.line, span.column),))

    def span(self, *keys: Key) -> Span:
        """The place of a value, else of the nearest that holds it, else where the file begins."""
        way = [node.span for _, node in nodes.descend(self.root, keys)]
        return way[-1] if way else self._start

    def key_span(self, *keys: Key) -> Span:
        """The place of a key, or of a list's item; else of the nearest that holds it, else where the file begins."""
        return nodes.key_span(self.root, keys) if any(nodes.descend(self.root, keys)) else self._start

    @property
    def _start(self) -> Span:
        start = self.root.span
        return Span(start.path, start.line, start.column, start.line, start.column)

    def _find(self, keys: tuple[Key, ...]) -> Node | None:
        path = [node for _, node in nodes.descend(self.root, keys)]
        return path[-1] if path and len(path) == len(keys) else None


def load(context: Context, path: str, shape: type[T], named_at: Span | None = None) -> Loaded[T] | None:
    """Read a file into a shape, telling all that is wrong with it; None where nothing of use is left.

    `named_at` is the place that names the file, told where the file is missing. A value that does not fit is told and left out.
    """
    if path not in context.sources.files:
        context.error(named_at or context.file_span(path), "missing-file", f"找不到文件 {path}{nearest(path, context.sources.files)}")
        return None
    loaded, told = _load(context.sources.files[path], path, cast(Hashable, shape))
    context.diagnostics.extend(told)
    return cast("Loaded[T] | None", loaded)


@lru_cache(maxsize=512)  # several read the same file, and a preview reads it again and again
def _load(data: bytes, path: str, shape: Hashable) -> tuple[Loaded[Any] | None, tuple[Diagnostic, ...]]:
    """The bytes of a file in a shape, and all that is wrong with them."""
    context = Context(Sources({path: data}), "", _NO_TABLES)
    source = context.text(path)
    root = _read(source, context) if source else None
    loaded = _validated(root, path, cast(Any, shape), context) if root else None
    return loaded, tuple(context.diagnostics)


_NO_TABLES = cast(Values, None)  # nothing in YAML itself asks for data


# --- text -> tree ----------------------------------------------------------------------------


class _RefusedError(Exception):
    """Carries one finding out of a file that cannot be read on."""

    def __init__(self, span: Span, rule: str, message: str) -> None:
        self.finding = (span, rule, message)


@dataclass(frozen=True)
class _Reading:
    """The text of one file on its way to a tree."""

    source: Passage
    lines: list[str]
    context: Context
    events: Iterator[Any]
    open_flows: list[Place]

    def span(self, event: Any) -> Span:
        return Span(self.source.path, *self.place(event.start_mark), *self.place(event.end_mark))

    def place(self, mark: Any) -> Place:
        """The line and column of a mark; the parser counts from 0 and may be a line beyond the last."""
        if mark.line < len(self.lines):
            return mark.line + 1, mark.column + 1
        return len(self.lines), len(self.lines[-1]) + 1


def _read(source: Passage, context: Context) -> Node | None:
    """The tree of a text; None, told, where it cannot be read."""
    reading = _Reading(source, source.text.split("\n"), context, iter(yaml.parse(source.text, _Loader)), [])
    try:
        return _document(reading)
    except _RefusedError as refused:
        context.error(*refused.finding)
    except yaml.MarkedYAMLError as failure:
        place, message = _explain(failure, reading)
        context.error(Span(source.path, *place, *place), "yaml-syntax", message)
    return None


def _explain(failure: yaml.MarkedYAMLError, reading: _Reading) -> tuple[Place, str]:
    problem, context = failure.problem_mark, failure.context_mark
    at = reading.place(problem) if problem else (1, 1)
    since = reading.place(context) if context else at
    opened = reading.open_flows[-1] if reading.open_flows else None
    return advice(reading.lines, failure.problem or "", at, since, opened)


def _document(reading: _Reading) -> Node | None:
    starts = (event for event in reading.events if not isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)))
    first = next(starts)
    if isinstance(first, yaml.StreamEndEvent):
        raise _RefusedError(reading.source.span(0, 0), "yaml-empty", "文件是空的，请写入内容或删去文件")
    root = _node(first, reading, 0)
    for event in reading.events:
        if isinstance(event, yaml.DocumentStartEvent):
            raise _RefusedError(reading.span(event), "yaml-syntax", "一个文件只能有一个 YAML 文档，请删去 ---")
    if isinstance(root, Scalar) and root.text is None:
        raise _RefusedError(reading.source.span(0, 0), "yaml-empty", "文件是空的，请写入内容或删去文件")
    return root


def _node(event: Any, reading: _Reading, depth: int) -> Node:
    _refuse(event, reading, depth)
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event, reading)
    if event.flow_style:
        reading.open_flows.append(reading.place(event.start_mark))
    node = _items(event, reading, depth) if isinstance(event, yaml.SequenceStartEvent) else _fields(event, reading, depth)
    if event.flow_style:
        reading.open_flows.pop()
    return node


def _refuse(event: Any, reading: _Reading, depth: int) -> None:
    """Stop at what YAML can do and our files never need."""
    span = reading.span(event)
    if isinstance(event, yaml.AliasEvent):
        raise _RefusedError(span, "yaml-alias", "不支持 YAML 别名；以 * 开头的文字请加引号")
    if event.anchor is not None:
        raise _RefusedError(span, "yaml-alias", "不支持 YAML 锚点；以 & 开头的文字请加引号")
    if event.tag is not None:
        raise _RefusedError(span, "yaml-tag", "不支持 YAML 标签；以 ! 开头的文字请加引号")
    if depth > _DEEPEST:
        raise _RefusedError(span, "yaml-syntax", f"嵌套超过 {_DEEPEST} 层；以 [ 或 {{ 开头的文字请加引号")


def _scalar(event: Any, reading: _Reading) -> Scalar:
    style = "" if event.style in (None, "") else event.style
    node = nodes.scalar(event.value, style, reading.span(event), reading.lines)
    if not style:
        _warn_of_comment(node, reading)
        _warn_of_dash(node, reading)
    return node


def _warn_of_comment(node: Scalar, reading: _Reading) -> None:
    """Tell of a ` #` that cuts a value; a comment has a space after its #."""
    line = reading.lines[node.span.end_line - 1]
    cut = re.match(r"\s+#[^\s#]", line[node.span.end_column - 1 :])
    if cut and node.text:
        column = node.span.end_column + cut.end() - 2
        span = Span(node.span.path, node.span.end_line, column, node.span.end_line, len(line) + 1)
        message = "“ #”之后被当作批注略去；是正文请给整个值加引号，是批注请在 # 后空一格"
        reading.context.warning(span, "yaml-comment", message)


def _warn_of_dash(node: Scalar, reading: _Reading) -> None:
    """Tell of a list's item that its indentation makes part of the text above it."""
    for line, column in node.passage.starts[1:]:
        if reading.lines[line - 1][column - 1 :].startswith("- "):
            span = Span(node.span.path, line, column, line, column + 1)
            reading.context.warning(span, "yaml-indent", "这一行并入了上面的文字；是列表项请减少缩进，是正文请给整个值加引号")


def _items(start: Any, reading: _Reading, depth: int) -> Items:
    items: list[Node] = []
    end = start
    for event in reading.events:
        end = event
        if isinstance(event, yaml.SequenceEndEvent):
            break
        item = _node(event, reading, depth + 1)
        if isinstance(item, Scalar) and not (item.text or "").strip():
            reading.context.error(item.span, "missing-value", "列表项是空的，请补上或删去")
        else:
            items.append(item)
            _warn_of_comma(item, start, reading)
    return Items(tuple(items), _whole(start, end, [item.span for item in items], reading))


def _warn_of_comma(item: Node, start: Any, reading: _Reading) -> None:
    if start.flow_style and isinstance(item, Scalar) and not item.style and "，" in (item.text or ""):
        reading.context.warning(item.span, "full-width-comma", "列表各项之间用半角逗号；全角逗号若是正文，请给这一项加引号")


def _fields(start: Any, reading: _Reading, depth: int) -> Fields:
    fields: dict[str, Entry] = {}
    end = start
    for event in reading.events:
        end = event
        if isinstance(event, yaml.MappingEndEvent):
            break
        key = _node(event, reading, depth + 1)
        value = _node(next(reading.events), reading, depth + 1)
        if start.flow_style and fields and _is_cut_off(key, reading):
            reading.context.error(key.span, "yaml-syntax", "这里没有“键: 值”；写在 {…} 里而自己有逗号的值要加引号")
        else:
            _add(fields, key, value, reading)
    return Fields(fields, _whole(start, end, [entry.value.span for entry in fields.values()], reading))


def _is_cut_off(key: Node, reading: _Reading) -> bool:
    """Whether a key in {…} has no colon: words that a comma has cut off from the value before."""
    rest = reading.lines[key.span.end_line - 1][key.span.end_column - 1 :].lstrip()
    return rest.startswith((",", "}"))


def _add(fields: dict[str, Entry], key: Node, value: Node, reading: _Reading) -> None:
    name = key.text if isinstance(key, Scalar) else None
    if name is None:
        reading.context.error(key.span, "yaml-syntax", "键应是文字；以 { 或 [ 开头的文字请加引号")
    elif name in fields:
        message = f"{name} 重复，第 {fields[name].key_span.line} 行已有，请删去一个"
        reading.context.error(key.span, "duplicate-key", message)
    else:
        fields[name] = Entry(key.span, value)


def _whole(start: Any, end: Any, inside: list[Span], reading: _Reading) -> Span:
    """The place of a list or mapping; one without brackets ends where its last value does."""
    first, last = reading.span(start), reading.span(end)
    if not start.flow_style and inside:
        last = inside[-1]
    return Span(first.path, first.line, first.column, last.end_line, last.end_column)


# --- tree -> value ---------------------------------------------------------------------------


@cache
def _adapter(shape: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(Any, shape))


def _validated(root: Node, path: str, shape: type[T], context: Context) -> Loaded[T] | None:
    """The value of a tree; what does not fit is told, taken out, and the rest tried again."""
    told = False
    while True:
        try:
            loaded = Loaded(_adapter(cast(Hashable, shape)).validate_python(nodes.plain_tree(root)), path, root)
            _tell(list(unknown_empty(root, (), shape)), context)
            return loaded
        except ValidationError as failure:
            complaints = [complaint(error, root, shape) for error in failure.errors(include_url=False)]
        if not told:
            _tell(complaints, context)
            told = True
        if any(not found.drop for found in complaints):
            return None
        for drop in sorted({found.drop for found in complaints}, key=lambda keys: [str(key).zfill(9) for key in keys], reverse=True):
            root = nodes.without(root, drop)


def _tell(complaints: list[Complaint], context: Context) -> None:
    """Each fault once; of several about one value, the first."""
    first: dict[tuple[Key, ...], Complaint] = {}
    for found in complaints:
        first.setdefault(found.keys, found)
    for found in first.values():
        context.error(found.span, found.rule, found.message)
