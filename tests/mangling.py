"""Edits made at random to the sources of a standard, such as drafters make: words, paragraphs, clauses, rows, values."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from gbdoc.source import Sources

WORDS = ("应", "宜", "可", "不应", "数据", "城市管理", "平台", "见", "30 d", "0.5", "100 m", "，", "。", "和", "或", "及时", "新增的内容")
SENTENCES = ("平台应记录每次变更的时间和操作人员。", "数据的更新周期不应超过30 d。", "注：本条不适用于试点地区。", "检查结果宜公开。")


def mangled(sources: Sources, name: str, random: Random) -> Sources:
    """The sources with one to twenty edits in the Markdown and the terms of a standard."""
    files = dict(sources.files)
    texts = [path for path in sorted(files) if path.startswith(f"{name}/") and path.endswith(".md")]
    for _ in range(random.randint(1, 20)):
        path = random.choice(texts)
        blocks = files[path].decode().split("\n\n")
        random.choice(EDITS)(blocks, random)
        files[path] = "\n\n".join(blocks).encode()
    return Sources(files)


def change_words(blocks: list[str], random: Random) -> None:
    """Some characters of a line become other words."""
    place = _prose(blocks, random)
    text = blocks[place]
    start = random.randrange(len(text))
    end = min(len(text), start + random.randint(0, 6))
    if not set(text[start:end]) & set("{}[]()$`*:|\n#@%^-") and not _inside(text, start):
        blocks[place] = text[:start] + random.choice(WORDS) + text[end:]


def delete_block(blocks: list[str], random: Random) -> None:
    if len(blocks) > 2:
        del blocks[_prose(blocks, random)]


def insert_block(blocks: list[str], random: Random) -> None:
    blocks.insert(_prose(blocks, random) + 1, random.choice(SENTENCES))


def swap_blocks(blocks: list[str], random: Random) -> None:
    one, other = _prose(blocks, random), _prose(blocks, random)
    blocks[one], blocks[other] = blocks[other], blocks[one]


def move_block(blocks: list[str], random: Random) -> None:
    block = blocks.pop(_prose(blocks, random))
    blocks.insert(random.randint(1, len(blocks)), block)


def split_block(blocks: list[str], random: Random) -> None:
    """A paragraph is cut after its first sentence."""
    place = _prose(blocks, random)
    first, mark, rest = blocks[place].partition("。\n")
    if mark and rest and not first.startswith("-"):
        blocks[place : place + 1] = [first + "。", rest]


def join_blocks(blocks: list[str], random: Random) -> None:
    place = _prose(blocks, random)
    if place + 1 < len(blocks) and _is_prose(blocks[place + 1]):
        blocks[place : place + 2] = [f"{blocks[place]}\n{blocks[place + 1]}"]


EDITS: tuple[Callable[[list[str], Random], None], ...] = (
    change_words, change_words, change_words, delete_block, insert_block, swap_blocks, move_block, split_block, join_blocks,
)  # fmt: skip


def _prose(blocks: list[str], random: Random) -> int:
    """The place of a block of running text; the first block, which is the title, is left alone."""
    places = [place for place, block in enumerate(blocks) if place and _is_prose(block)]
    return random.choice(places) if places else len(blocks) - 1


def _is_prose(block: str) -> bool:
    return bool(block.strip()) and block.lstrip()[0] not in "#:|%{$[-123456789" and "|" not in block


def _inside(text: str, place: int) -> bool:
    """Whether a place is inside brackets, a formula or code."""
    before = text[:place]
    return any(before.count(one) != before.count(other) for one, other in ("[]", "()", "{}")) or bool(
        before.count("$") % 2 or before.count("`") % 2
    )
