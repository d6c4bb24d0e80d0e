"""Edits made at random to the sources of a standard, such as drafters make: words, paragraphs, items, rows, clauses, values, names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from gbdoc.source import Sources

WORDS = ("应", "宜", "可", "不应", "数据", "城市管理", "平台", "见", "30 d", "0.5", "100 m", "，", "。", "和", "或", "及时", "新增的内容")
SENTENCES = ("平台应记录每次变更的时间和操作人员。", "数据的更新周期不应超过30 d。", "注：本条不适用于试点地区。", "检查结果宜公开。")
ITEMS = ("其他需要记录的内容；", "数据的来源和更新时间；", "平台应具备的其他功能。")

Files = dict[str, str]
Blocks = list[str]


def mangled(sources: Sources, name: str, random: Random) -> Sources:
    """The sources with one to twenty edits in the files of a standard."""
    own = sorted(path for path in sources.files if path.startswith(f"{name}/") and path.endswith((".md", ".yaml")))
    files = {path: sources.files[path].decode() for path in own}
    for _ in range(random.randint(1, 20)):
        random.choice(EDITS)(files, name, random)
    return Sources({**sources.files, **{path: text.encode() for path, text in files.items()}})


# --- blocks of a Markdown file ---------------------------------------------------------------


def change_words(blocks: Blocks, random: Random) -> None:
    """Some characters of a line become other words."""
    place = _prose(blocks, random)
    blocks[place] = _other_words(blocks[place], 0, random)


def delete_block(blocks: Blocks, random: Random) -> None:
    if len(blocks) > 2:
        del blocks[_prose(blocks, random)]


def insert_block(blocks: Blocks, random: Random) -> None:
    blocks.insert(_prose(blocks, random) + 1, random.choice(SENTENCES))


def swap_blocks(blocks: Blocks, random: Random) -> None:
    one, other = _prose(blocks, random), _prose(blocks, random)
    blocks[one], blocks[other] = blocks[other], blocks[one]


def move_block(blocks: Blocks, random: Random) -> None:
    block = blocks.pop(_prose(blocks, random))
    blocks.insert(random.randint(1, len(blocks)), block)


def split_block(blocks: Blocks, random: Random) -> None:
    """A paragraph is cut after its first sentence."""
    place = _prose(blocks, random)
    first, mark, rest = blocks[place].partition("。\n")
    if mark and rest and not first.startswith("-"):
        blocks[place : place + 1] = [first + "。", rest]


def join_blocks(blocks: Blocks, random: Random) -> None:
    place = _prose(blocks, random)
    if place + 1 < len(blocks) and _is_prose(blocks[place + 1]):
        blocks[place : place + 2] = [f"{blocks[place]}\n{blocks[place + 1]}"]


def edit_list(blocks: Blocks, random: Random) -> None:
    """An item of a list goes, comes, or becomes others' neighbour."""
    place = _one(blocks, lambda block: bool(_ITEM.match(block)), random)
    if place is not None:
        items = re.split(r"\n(?=(?:-|\d+\.) )", blocks[place])
        marker = _ITEM.match(blocks[place])
        assert marker
        _edit_lines(items, f"{marker[0]}{random.choice(ITEMS)}", random)
        blocks[place] = "\n".join(items)


def edit_rows(blocks: Blocks, random: Random) -> None:
    """A row of a pipe table goes, comes, moves, or says something else."""
    place = _one(blocks, _is_grid, random)
    if place is not None:
        head, line, *rows = blocks[place].split("\n")
        cells = " | ".join(random.choice(("新增", "0.5", "30 d", "平台")) for _ in range(line.count("|") - 1))
        _edit_lines(rows, f"| {cells} |", random)
        blocks[place] = "\n".join([head, line, *rows])


def edit_columns(blocks: Blocks, random: Random) -> None:
    """The last column of a pipe table goes, or another one comes behind it."""
    place = _one(blocks, lambda block: _is_grid(block) and block.partition("\n")[0].count("|") > 3, random)
    if place is None:
        return
    lines = blocks[place].split("\n")
    if random.random() < 0.5:
        blocks[place] = "\n".join(line.rpartition("|")[0].rpartition("|")[0] + "|" for line in lines)
    else:
        blocks[place] = "\n".join(f"{line} {'---' if number == 1 else '备注'} |" for number, line in enumerate(lines))


def retitle(blocks: Blocks, random: Random) -> None:
    """A clause gets another title, an id, another id, or a title that it did not have."""
    place = _one(blocks, lambda block: block.startswith("##"), random)
    if place is None:
        return
    heading, line, rest = blocks[place].partition("\n")
    signs, _, title = heading.partition(" ")
    words, _, named = title.partition("{#")
    if random.random() < 0.4:
        words = f"{words.strip()}的新规定"
    elif random.random() < 0.7:
        named = f"given-{random.randrange(1000)}}}"
    else:
        named = ""
    blocks[place] = " ".join(part for part in (signs, words.strip(), named and f"{{#{named}") if part) + line + rest


def give_footnote(blocks: Blocks, random: Random) -> None:
    """A sentence gets a footnote, or a footnote says something else or goes."""
    notes = [place for place, block in enumerate(blocks) if block.startswith("[^")]
    if notes and random.random() < 0.5:
        place = random.choice(notes)
        label = blocks[place].partition("]:")[0]
        if random.random() < 0.5:
            blocks[place] = f"{label}]: 另一个脚注。"
        else:
            del blocks[place]
            blocks[:] = [block.replace(f"{label}]", "") for block in blocks]
        return
    place = _prose(blocks, random)
    if _is_prose(blocks[place]) and "。" in blocks[place]:
        label = f"[^n{random.randrange(1000)}]"
        blocks[place] = blocks[place].replace("。", f"{label}。", 1)
        blocks.insert(place + 1, f"{label}: {random.choice(ITEMS[:2])}")


# --- other files, and several at once --------------------------------------------------------


def in_markdown(edit: Callable[[Blocks, Random], None]) -> Callable[[Files, str, Random], None]:
    """An edit of the blocks of a Markdown file that is drawn by lot."""

    def edited(files: Files, _: str, random: Random) -> None:
        path = random.choice([path for path in files if path.endswith(".md")])
        blocks = files[path].split("\n\n")
        edit(blocks, random)
        files[path] = "\n\n".join(blocks)

    return edited


def move_clause(files: Files, _: str, random: Random) -> None:
    """A clause goes to the end of another file."""
    one, other = random.sample([path for path in files if path.endswith(".md")], 2)
    blocks = files[one].split("\n\n")
    place = _one(blocks, lambda block: block.startswith("## "), random)
    if place is not None:
        ends = [at for at in range(place + 1, len(blocks)) if re.match("##? ", blocks[at])]
        end = ends[0] if ends else len(blocks)
        files[other] = "\n\n".join([files[other].rstrip("\n"), *blocks[place:end]]).rstrip("\n") + "\n"
        files[one] = "\n\n".join(blocks[:place] + blocks[end:])


def change_order(files: Files, name: str, random: Random) -> None:
    """Two chapters or two annexes change places, or an annex becomes one of the other kind."""
    path = f"{name}/standard.yaml"
    lines = files[path].split("\n")
    start = random.choice(("  - {file: annex-", "  - "))
    places = [
        place for place, line in enumerate(lines) if line.startswith(start) and ".md" in line and ("annex" in start) == ("annex" in line)
    ]
    one, other = random.sample(places, 2)
    if "annex" in start and random.random() < 0.3:
        kind, other_kind = ("informative", "normative") if "informative" in lines[one] else ("normative", "informative")
        lines[one] = lines[one].replace(kind, other_kind)
    else:
        lines[one], lines[other] = lines[other], lines[one]
    files[path] = "\n".join(lines)


def edit_terms(files: Files, name: str, random: Random) -> None:
    """A definition or a note in terms.yaml says something else; a note goes or comes."""
    path = f"{name}/terms.yaml"
    if path not in files:
        return
    lines = files[path].split("\n")
    place = _one(lines, lambda line: bool(re.match(r"\s+definition: [^'\"]|\s+- [^\s{'\"w]+$", line)) and ": {" not in line, random)
    if place is None:
        return
    if "definition: " in lines[place]:
        if random.random() < 0.2:
            indent = lines[place].partition("definition")[0]
            following = lines[place + 1] if place + 1 < len(lines) else ""
            if not following.strip().startswith(("notes", "examples", "source", "domain", "symbol", "- ")):
                lines.insert(place + 1, f"{indent}notes:\n{indent}  - 新增的注。")
        lines[place] = _other_words(lines[place], lines[place].index("definition: ") + 13, random)
    else:
        lines[place] = _other_words(lines[place], lines[place].index("- ") + 3, random)
    files[path] = "\n".join(lines)


def edit_data(files: Files, name: str, random: Random) -> None:
    """A row of a data table goes, comes, moves, or says something else."""
    paths = [path for path in files if path.startswith(f"{name}/data/")]
    if not paths:
        return
    path = random.choice(paths)
    head, line, body = files[path].partition("rows:\n")
    rows = [row for row in body.split("\n") if row.startswith("  - {")]
    if len(rows) < 3 or len(rows) < body.rstrip("\n").count("\n") + 1:
        return
    place = random.randrange(len(rows))
    if random.random() < 0.4:
        values = re.findall(r": ([^\s\"'{}:]{3,})[,}]", rows[place])
        if values:
            value = random.choice(values)
            rows[place] = rows[place].replace(value, _other_words(value, 1, random), 1)
    else:
        fresh = re.sub(r": (\"?)[^\",}]+\1", f": {random.choice(['K91', '新增', 'T9'])}", rows[place], count=1)
        _edit_lines(rows, fresh, random)
    files[path] = head + line + "\n".join(rows) + "\n"


BLOCK_EDITS = (
    change_words, change_words, change_words, delete_block, insert_block, swap_blocks, move_block, split_block, join_blocks,
    edit_list, edit_list, edit_rows, edit_columns, retitle, retitle, give_footnote,
)  # fmt: skip
EDITS: tuple[Callable[[Files, str, Random], None], ...] = (
    *map(in_markdown, BLOCK_EDITS), move_clause, change_order, edit_terms, edit_terms, edit_data, edit_data,
)  # fmt: skip


# --- where an edit is made -------------------------------------------------------------------

_ITEM = re.compile(r"(?:-|\d+\.) ")


def _one(lines: Sequence[str], fits: Callable[[str], bool], random: Random) -> int | None:
    """The place of a line or block that fits, drawn by lot."""
    places = [place for place, line in enumerate(lines) if fits(line)]
    return random.choice(places) if places else None


def _edit_lines(lines: list[str], fresh: str, random: Random) -> None:
    """A line goes where there are others, two change places, or a fresh one comes."""
    way = random.choice(("delete", "swap", "insert"))
    if way == "delete" and len(lines) > 1:
        del lines[random.randrange(len(lines))]
    elif way == "swap" and len(lines) > 1:
        one, other = random.sample(range(len(lines)), 2)
        lines[one], lines[other] = lines[other], lines[one]
    else:
        lines.insert(random.randint(0, len(lines)), fresh)


def _other_words(text: str, least: int, random: Random) -> str:
    """The text with some characters after a place, not those of its markup, as other words."""
    if least >= len(text):
        return text
    start = random.randrange(least, len(text))
    end = min(len(text), start + random.randint(0, 6))
    if set(text[start:end]) & set("{}[]()$`*:|\n#@%^-\"',") or _inside(text, start) or text[start - 1 : start] in ("\\", "^"):
        return text
    return text[:start] + random.choice(WORDS) + text[end:]


def _prose(blocks: Blocks, random: Random) -> int:
    """The place of a block of running text; the first block, which is the title, is left alone."""
    places = [place for place, block in enumerate(blocks) if place and _is_prose(block)]
    return random.choice(places) if places else len(blocks) - 1


def _is_grid(block: str) -> bool:
    lines = block.split("\n")
    return len(lines) > 3 and all(line.startswith("|") for line in lines)


def _is_prose(block: str) -> bool:
    return bool(block.strip()) and block.lstrip()[0] not in "#:|%{$[-123456789" and "|" not in block


def _inside(text: str, place: int) -> bool:
    """Whether a place is inside brackets, a formula or code."""
    before = text[:place]
    return any(before.count(one) != before.count(other) for one, other in ("[]", "()", "{}")) or bool(
        before.count("$") % 2 or before.count("`") % 2
    )
