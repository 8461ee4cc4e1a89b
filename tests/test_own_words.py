"""The pack speaks in its own words: no eight words in a row of the pages that lesson 5 checks.

The pages themselves are not in the project. The test knows hashes of their runs of words; with
``TEACHKIT_FOREIGN_TEXTS``, a folder of texts, it takes these instead.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from foreign_shingles import foreign, read_list, shingles  # noqa: E402 - found by the line above

FOLDERS = ("docs", "exercises", "src", "tests", "tools")
KINDS = {".md", ".toml", ".py", ".svg", ".bib", ".typ", ".csv", ".json", ".html", ".txt"}
PLANTED = (
    "With a planted run of words no sentence about luggage or pacifism would pass unseen here."
)


@pytest.fixture(scope="module")
def known():
    """The hashes of runs of words that must not be in the pack."""
    folder = os.environ.get("TEACHKIT_FOREIGN_TEXTS")
    return foreign(Path(folder)) if folder else read_list()


def _texts():
    """Return the texts of the project; the exercises and pages among them."""
    found = [path for name in FOLDERS for path in (ROOT / name).rglob("*")]
    found += ROOT.glob("*.md")
    return sorted(path for path in found if path.suffix in KINDS and path.is_file())


def _stolen(text, known):
    """Return the runs of words of a text that are known."""
    return [run for mark, run in shingles(text) if mark in known]


def test_nothing_is_taken_over(known):
    """No eight words in a row, in any text of the project."""
    texts = _texts()
    found = {
        path.relative_to(ROOT).as_posix(): runs
        for path in texts
        if (runs := _stolen(path.read_text(encoding="utf-8", errors="replace"), known))
    }

    assert len(texts) > 100
    assert found == {}


def test_there_is_something_to_compare_with(known):
    """The list holds thousands of runs; an empty one would let everything pass."""
    assert len(known) > 4000


@pytest.mark.parametrize(
    "disguise",
    [
        PLANTED,
        PLANTED.upper(),
        PLANTED.replace(" ", "\n> "),
        PLANTED.replace("planted run", "*planted* “run”"),
        f"Before it. {PLANTED} After it.",
    ],
)
def test_a_planted_sentence_is_found(tmp_path, disguise):
    """Whatever its case, line breaks, quotation marks and neighbours."""
    (tmp_path / "page.txt").write_text(PLANTED, encoding="utf-8")

    assert _stolen(disguise, foreign(tmp_path))


def test_seven_words_are_no_sentence(tmp_path):
    """A short run may be the same by chance; one changed word in eight breaks it."""
    (tmp_path / "page.txt").write_text(PLANTED, encoding="utf-8")
    seven = " ".join(PLANTED.split()[:7])

    assert not _stolen(seven + " letters", foreign(tmp_path))


def test_names_belong_to_nobody(tmp_path):
    """The list of founders is in every alphabet the same."""
    names = "Belgium, Canada, Denmark, France, Iceland, Italy, Luxembourg, the Netherlands"
    (tmp_path / "page.txt").write_text(f"The first were {names}.", encoding="utf-8")
    known = foreign(tmp_path)

    assert known
    assert not _stolen(names, known)
