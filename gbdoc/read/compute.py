"""The expressions of `compute:` in data tables, parsed and evaluated exactly, in decimals.

    sum = term {("+" | "-") term}        term = factor {("*" | "/") factor}
    factor = "-" factor | number | column | function "(" sum {"," sum} ")" | "(" sum ")"

× ÷ − and full-width brackets and commas are read as what they mean. A column is its value in the row at hand.
`sum(x)` adds x over all rows, `sum(x, group)` over those that have the text of the row at hand in the column `group`.
`min(x)` and `max(x)` look at all rows too, with several arguments at those.
`round(x, digits)` rounds half to even, as GB/T 8170 asks (四舍六入五成双).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from difflib import get_close_matches
from typing import TypeAlias

_DEEPEST = 40
_FUNCTIONS = ("sum", "min", "max", "round")
_PRECISION = Context(prec=50, rounding=ROUND_HALF_EVEN, traps=[DivisionByZero, InvalidOperation, Overflow])


class ComputeError(Exception):
    """Why an expression cannot be read or has no value: a Chinese message and the offset in the expression."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Name:
    """A column's key."""

    key: str
    offset: int


@dataclass(frozen=True, slots=True)
class Negation:
    """A minus sign before an expression."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Step:
    """An operator (+ - * /) and its right-hand side."""

    operator: str
    operand: Expression
    offset: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Operators of one rank, applied from left to right."""

    first: Expression
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function and its arguments."""

    function: str
    arguments: tuple[Expression, ...]
    offset: int
    group: Name | None = None  # the column whose rows of equal text are summed apart


Expression: TypeAlias = Number | Name | Negation | Chain | Call


@dataclass(frozen=True, slots=True)
class Rows:
    """The table an expression is evaluated in: how many rows it has, and the number and the text in a column and row (counted from 0)."""

    count: int
    value: Callable[[Name, int], Decimal]
    text: Callable[[Name, int], str]
    totals: dict[tuple[Call, str], Decimal] = field(default_factory=dict)  # remembers what was gathered over the rows of a group


def parse(text: str) -> Expression:
    """The expression that `text` writes; ComputeError where it writes none."""
    parser = _Parser(text)
    expression = parser.sum()
    if parser.kind != "end":
        raise ComputeError(f"此处的 {parser.token} 多余或前面缺运算符", parser.offset)
    return expression


def names(expression: Expression) -> Iterator[Name]:
    """The columns whose numbers an expression needs, in order."""
    return (part for part in _parts(expression) if isinstance(part, Name))


def groups(expression: Expression) -> Iterator[Name]:
    """The columns by whose text an expression sums, in order."""
    return (part.group for part in _parts(expression) if isinstance(part, Call) and part.group)


def _parts(expression: Expression) -> Iterator[Expression]:
    """An expression and all it is made of."""
    yield expression
    match expression:
        case Negation(operand=operand):
            yield from _parts(operand)
        case Chain(first=first, steps=steps):
            yield from _parts(first)
            for step in steps:
                yield from _parts(step.operand)
        case Call(arguments=arguments):
            for argument in arguments:
                yield from _parts(argument)


def evaluate(expression: Expression, rows: Rows, row: int) -> Decimal:
    """The value of an expression in one row; ComputeError where it has none."""
    with localcontext(_PRECISION):
        return _evaluate(expression, rows, row)


def number(text: str) -> Decimal | None:
    """The number that a cell holds: 0.08, −3, 1 034 (groups of three); None where it is none."""
    found = _CELL.fullmatch(_FOOTNOTE_MARK.sub("", text).strip())
    return Decimal(_GAPS.sub("", found[0]).replace("−", "-")) if found else None


def written(value: Decimal) -> str:
    """A computed number as text, with a true minus sign."""
    return format(value or abs(value), "f").replace("-", "−")


# --- reading -----------------------------------------------------------------------------------

_NUMBER = r"(?:[0-9]{1,3}(?:[ \u2009\u202f][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?![0-9.])"
_TOKEN = re.compile(rf"(?P<number>{_NUMBER})|(?P<name>[^\W\d]\w*)|(?P<sign>[-+*/(),])|(?P<other>[0-9.]+|.)", re.DOTALL)
_CELL = re.compile(rf"[-−+]?{_NUMBER}")
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]\s]+\]$")
_GAPS = re.compile(r"[ \u2009\u202f]")
_MEANT = str.maketrans("×÷−–（），＋－＊／", "*/--(),+-*/")


class _Parser:
    """A place in the text of an expression, and the descent through its grammar from there."""

    def __init__(self, text: str) -> None:
        self.text = text.translate(_MEANT)
        self.end = 0
        self.depth = 0
        self.advance()

    def advance(self) -> None:
        """Step to the next token: its kind, text and offset."""
        found = _TOKEN.match(self.text, len(self.text) - len(self.text[self.end :].lstrip()))
        if found is None:
            self.kind, self.token, self.offset = "end", "", len(self.text.rstrip())
            return
        self.kind, self.token, self.offset, self.end = found.lastgroup or "", found[0], found.start(), found.end()
        if self.kind == "other":
            raise ComputeError(_unreadable(self.token), self.offset)

    def sum(self) -> Expression:
        return self.chain(self.term, "+-")

    def term(self) -> Expression:
        return self.chain(self.factor, "*/")

    def chain(self, operand: Callable[[], Expression], operators: str) -> Expression:
        first, steps = operand(), []
        while self.kind == "sign" and self.token in operators:
            operator, offset = self.token, self.offset
            self.advance()
            steps.append(Step(operator, operand(), offset))
        return Chain(first, tuple(steps)) if steps else first

    def factor(self) -> Expression:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ComputeError(f"嵌套超过 {_DEEPEST} 层", self.offset)
        expression = self.atom()
        self.depth -= 1
        return expression

    def atom(self) -> Expression:
        kind, token, offset = self.kind, self.token, self.offset
        if kind == "end" or token in "+*/),":
            raise ComputeError("式子没有写完" if kind == "end" else f"{token} 前缺数或列", offset)
        self.advance()
        if token == "-":
            return Negation(self.factor())
        if token == "(":
            return self.closed(self.sum())
        if kind == "number":
            return Number(Decimal(_GAPS.sub("", token)))
        return self.call(token, offset) if self.token == "(" else Name(token, offset)

    def call(self, function: str, offset: int) -> Expression:
        if function not in _FUNCTIONS:
            close = get_close_matches(function, _FUNCTIONS, n=1)
            raise ComputeError(f"没有 {function} 函数，" + (f"是否指 {close[0]}？" if close else "只有 sum min max round"), offset)
        self.advance()
        arguments = [self.sum()]
        while self.token == ",":
            self.advance()
            arguments.append(self.sum())
        return self.closed(_called(function, arguments, offset))

    def closed(self, expression: Expression) -> Expression:
        if self.token != ")":
            raise ComputeError("缺右括号 )", self.offset)
        self.advance()
        return expression


def _unreadable(token: str) -> str:
    if token[0] in "0123456789.":
        return f"{token} 不是数，小数写作 0.5"
    return f"式子里不能用 {token}" + {"%": "，5% 写作 0.05", "％": "，5% 写作 0.05", "^": "，乘方写成连乘"}.get(token, "")


def _called(function: str, arguments: list[Expression], offset: int) -> Call:
    if function == "round" and len(arguments) != 2:
        raise ComputeError("round 取两项，如 round(weight, 2)", offset)
    if function != "sum" or len(arguments) == 1:
        return Call(function, tuple(arguments), offset)
    match arguments:
        case [summed, Name() as group]:
            return Call(function, (summed,), offset, group)
    raise ComputeError("sum 只取一项，其后可写分组的列，如 sum(weight)、sum(weight, group)", offset)


# --- evaluating --------------------------------------------------------------------------------


def _evaluate(expression: Expression, rows: Rows, row: int) -> Decimal:
    match expression:
        case Number(value=value):
            return value
        case Name():
            return rows.value(expression, row)
        case Negation(operand=operand):
            return -_evaluate(operand, rows, row)
        case Chain(first=first, steps=steps):
            value = _evaluate(first, rows, row)
            for step in steps:
                value = _apply(step, value, _evaluate(step.operand, rows, row))
            return value
        case Call():
            return _call(expression, rows, row)


def _apply(step: Step, left: Decimal, right: Decimal) -> Decimal:
    if step.operator == "/" and not right:
        raise ComputeError("除数为零", step.offset)
    try:
        match step.operator:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case _:
                return left / right
    except (InvalidOperation, Overflow):
        raise ComputeError("数太大", step.offset) from None


def _call(call: Call, rows: Rows, row: int) -> Decimal:
    if call.function == "round":
        return _round(call, *(_evaluate(argument, rows, row) for argument in call.arguments))
    if len(call.arguments) > 1:
        return _gather(call.function, [_evaluate(argument, rows, row) for argument in call.arguments])
    group = rows.text(call.group, row) if call.group else ""
    if (call, group) not in rows.totals:
        rows.totals[call, group] = _gather(
            call.function, [_evaluate(call.arguments[0], rows, other) for other in _members(call, rows, row)]
        )
    return rows.totals[call, group]


def _members(call: Call, rows: Rows, row: int) -> Iterator[int]:
    """The rows that a call gathers over: all, or those of the group that a row belongs to."""
    for other in range(rows.count):
        if not call.group or rows.text(call.group, other) == rows.text(call.group, row):
            yield other


def _gather(function: str, values: list[Decimal]) -> Decimal:
    if function == "sum":
        return sum(values, Decimal(0))
    return min(values) if function == "min" else max(values)


def _round(call: Call, value: Decimal, digits: Decimal) -> Decimal:
    if digits != int(digits) or not 0 <= digits <= 20:
        raise ComputeError("round 的位数应是 0 至 20 的整数", call.offset)
    try:
        return value.quantize(Decimal(1).scaleb(-int(digits)))
    except InvalidOperation:
        raise ComputeError("数太大", call.offset) from None
