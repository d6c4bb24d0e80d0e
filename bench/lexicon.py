"""Make gbdoc/compare/text/lexicon.txt from the dictionary of jieba: `python bench/lexicon.py jieba-0.42.1/jieba/dict.txt`.

That file is in the source distribution, jieba-0.42.1.tar.gz, whose SHA-256 is
055ca12f62674fafed09427f176506079bc135638a14e23e25be909131928db2.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

LEXICON = Path(__file__).parents[1] / "gbdoc" / "compare" / "text" / "lexicon.txt"
SELDOMEST = 100  # how often a word must have been counted
WORD = re.compile("[\u4e00-\u9fff]{2,4}")
HEADER = """\
# Words of two to four characters: those that jieba 0.42.1 counts a hundred times or more, sorted.
# Made by bench/lexicon.py; the licence is in lexicon-LICENSE.txt.
"""


def main() -> None:
    entries = [line.split() for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    words = {word for word, count, *_ in entries if int(count) >= SELDOMEST and WORD.fullmatch(word)}
    LEXICON.write_text(HEADER + "".join(f"{word}\n" for word in sorted(words)), encoding="utf-8", newline="\n")
    print(f"{len(words)} words, {LEXICON.stat().st_size} bytes")


if __name__ == "__main__":
    main()
