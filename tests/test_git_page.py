"""docs/git.md, followed to the letter: its commands are run in order, and what it says they print is compared."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from gbdoc import git
from gbdoc.diagnostic import Severity
from gbdoc.git_setup import plan, set_up
from gbdoc.history import history, log_lines, target
from gbdoc.load import load
from gbdoc.read.baseline import read_baseline
from gbdoc.revisions import choose, take
from gbdoc.source import Sources
from repository import Repository

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/git.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
REQUIREMENTS = "content/street-lamps/requirements.md"


class Drafter:
    """Someone who follows the page; `said` is what our own commands told."""

    def __init__(self, folder: Path) -> None:
        self.made = Repository(folder)
        self.said: dict[str, list[str]] = {}
        self.day = 0

    def run(self, line: str) -> None:
        program, *words = shlex.split(line)
        if program == "git":
            self.made.git(*words)
            self.made._days += 1  # as if the next command were given tomorrow
        else:
            assert words.pop(0) == "build.py"
            getattr(self, words[0].replace("-", "_"))(line, *words[1:])

    def new(self, _line: str, name: str) -> None:
        shutil.copytree(ROOT / "gbdoc/skeleton", self.made.library / "content" / name)

    def git_setup(self, _line: str) -> None:
        repository = git.repository_of(self.made.library)
        set_up(repository, plan(repository, "python build.py"))

    def diff(self, line: str, *words: str) -> None:
        plain = [word for word in words if not word.startswith("--") and word not in ("html", "pdf")]
        choice = choose(plain, load(self.made.library).names, self.made.library)
        texts = [sources.files[REQUIREMENTS.removeprefix("content/")].decode() for sources, _ in take(choice, self.made.library)]
        self.said[line] = [choice.old.name, choice.new.name, *(re.findall(r"不应少于(.)年", text)[0] for text in texts)]

    def log(self, line: str, *words: str) -> None:
        repository = git.repository_of(self.made.library)
        self.said[line] = log_lines(list(history(repository, target(repository, *words, load(self.made.library)))))


@pytest.fixture(scope="module")
def drafter(tmp_path_factory: pytest.TempPathFactory) -> Drafter:
    drafter = Drafter(tmp_path_factory.mktemp("page") / "repo")
    for line in COMMANDS:
        drafter.run(line)
        if line.startswith("git switch -c"):
            text = (drafter.made.library / REQUIREMENTS).read_text(encoding="utf-8")
            drafter.made.write({REQUIREMENTS: text.replace("三年", "五年")})
    return drafter


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("python build.py diff", ["征求意见稿-1", "工作区", "三", "五"]),
        ("python build.py diff main...", ["main 与 HEAD 的分叉处", "工作区", "三", "五"]),
        ("python build.py diff 征求意见稿-1..征求意见稿-2 --format html", ["征求意见稿-1", "征求意见稿-2", "三", "五"]),
    ],
)
def test_the_revisions(drafter: Drafter, line: str, expected: list[str]) -> None:
    assert drafter.said[line] == expected


def test_the_log(drafter: Drafter) -> None:
    printed = re.findall(r"^  [0-9a-f]{8}  .*$", PAGE, re.MULTILINE)
    for line in ("python build.py log retention", "python build.py log 征求意见稿-1:5.2第二段"):
        assert [same(text) for text in drafter.said[line]] == [same(text) for text in printed]


def same(line: str) -> str:
    """A line of the log without what is other in every repository."""
    return re.sub(r"[0-9a-f]{8}  \d{4}-\d\d-\d\d", "HASH  DAY", line)


def test_the_baseline_is_read_as_the_page_says() -> None:
    written = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert written is not None
    skeleton = {f"gp/{path.name}": path.read_bytes() for path in (ROOT / "gbdoc/skeleton").iterdir()}
    made = read_baseline(Sources({**skeleton, "gp/baseline/2018.yaml": written[1].encode()}), "gp/baseline/2018.yaml")
    assert [found.message for found in made.diagnostics if found.severity is Severity.ERROR] == []
    assert made.sources is not None
