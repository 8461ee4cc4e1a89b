"""Make the list by which a test sees that no sentence of other people's pages is in the pack.

Lesson 5 speaks about five web pages without quoting them. Their texts are not part of the
project, so what is committed is only this: for every eight words in a row of them the first
eight bytes of a sha256. From it nobody can get the texts back. Run with a folder of ``.txt``
files when a page is added::

    python tools/foreign_shingles.py FOLDER
"""

from __future__ import annotations

import gzip
import hashlib
import re
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST = Path(__file__).parents[1] / "tests" / "data" / "foreign-shingles.txt.gz"
WORDS = 8
"""How many words in a row make a shingle."""

NOT_FOREIGN = (
    # The founders in the order of the alphabet, as every list of them has it.
    (
        "Belgium, Canada, Denmark, France, Iceland, Italy, Luxembourg, the Netherlands, Norway, "
        "Portugal, the United Kingdom and the United States"
    ),
    # Later members in the order of joining or of the alphabet.
    (
        "the Czech Republic, Hungary, Poland, Bulgaria, Estonia, Latvia, Lithuania, Romania, "
        "Slovakia, Slovenia, Albania, Croatia"
    ),
    # Names with their offices, and names of treaties.
    "Japanese Prime Minister Fumio Kishida and NATO Secretary General Jens Stoltenberg",
    "signed the Treaty of Mutual Cooperation and Security",
    # What a French official said to reporters on 7 July 2023, and many of them printed.
    "the Japanese authorities themselves have told us that they are not extremely attached to it",
)
"""Names, and words spoken in public: they belong to no page."""

_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """Return the words of a text without case, accents, apostrophes and markup."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", "")).casefold()
    return _WORD.findall("".join(one for one in plain if not unicodedata.combining(one)))


def shingles(text: str) -> Iterator[tuple[str, str]]:
    """Yield the hash of each eight words in a row, and the words."""
    found = words(text)
    for start in range(len(found) - WORDS + 1):
        run = " ".join(found[start : start + WORDS])
        yield hashlib.sha256(run.encode()).digest()[:8].hex(), run


def foreign(folder: Path) -> set[str]:
    """Return the hashes of all ``.txt`` files of a folder, but for runs of names."""
    free = {mark for text in NOT_FOREIGN for mark, _ in shingles(text)}
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    return {mark for text in texts for mark, _ in shingles(text)} - free


def read_list() -> set[str]:
    """Return the hashes that are committed."""
    return set(gzip.decompress(LIST.read_bytes()).decode("ascii").split())


if __name__ == "__main__":
    marks = sorted(foreign(Path(sys.argv[1])))
    LIST.parent.mkdir(exist_ok=True)
    LIST.write_bytes(gzip.compress("\n".join(marks).encode("ascii"), mtime=0))
    print(f"{LIST}: {len(marks)} runs of {WORDS} words")
