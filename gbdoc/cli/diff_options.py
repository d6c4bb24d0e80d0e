"""What may stand behind the options of diff, and what is said of the rest."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gbdoc.diagnostic import nearest
from gbdoc.terminal import Misuse

if TYPE_CHECKING:
    from gbdoc.change import Category

FORMS = ("terminal", "html", "pdf", "json", "foreword", "stat")
FORM_HELP = f"{'、'.join(FORMS)}；不写则看 -o 的扩展名，也没有则为 terminal"
TARGET_HELP = "写到文件；html、pdf 不写则为 output/文稿名-redline.html 等"
ONLY_HELP = "只看这里：id、5.3、附录A、表2、tables、technical 等；几处用逗号分开，或写几次"
CLASS_HELP = "只看这些类别：technical,editorial,structural,reference,markup"
CONTEXT_HELP = "改动前后显示几个字，full 为整段；不写则为 20"
COLOUR_HELP = "auto、always 或 never；不上色时写成 [-删-]{+增+}"
_COLOURS = ("auto", "always", "never")


def form(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and value.lower() not in FORMS:
        raise Misuse(f"没有格式“{value}”；可以写 {'、'.join(FORMS)}")
    return value.lower() if value else None


def form_of(target: Path | None) -> str:
    """The format that the name of a file speaks of, where none is asked for."""
    kind = target.suffix.lower().removeprefix(".") if target else ""
    return kind if kind in ("html", "pdf", "json") else "terminal"


def file(_context: click.Context, _parameter: click.Parameter, value: Path | None) -> Path | None:
    if value is not None and value.is_dir():
        raise Misuse(f"-o 后面写文件，{value} 是目录")
    return value


def places(_context: click.Context, _parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Ids, numbers and kinds of things, of which one word may hold several."""
    return tuple(part for word in value for part in re.split(r"[,，、]", word) if part)


def colour(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if value not in _COLOURS:
        raise Misuse(f"--color 后面写 {'、'.join(_COLOURS)}，不能是“{value}”")
    return value


def width_of_context(_context: click.Context, _parameter: click.Parameter, value: str) -> int | None:
    if value == "full":
        return None
    if not value.isascii() or not value.isdigit():
        raise Misuse(f"--context 后面写字数，或写 full，不能是“{value}”")
    return int(value)


def classes(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[Category, ...]:
    """Classes by name, in English or Chinese."""
    from gbdoc.write.redline.wording import CATEGORIES

    known: dict[str, Category] = {**{name: name for name in CATEGORIES}, **{chinese: name for name, chinese in CATEGORIES.items()}}
    words = [word for word in (value or "").replace("，", ",").split(",") if word]
    for word in words:
        if word not in known:
            hint = nearest(word, known) or f"；可以写 {'、'.join(CATEGORIES)}"
            raise Misuse(f"没有类别“{word}”{hint}")
    return tuple(known[word] for word in words)
