"""What it costs to work out beforehand what each decision on a review page would settle.

    python benchmarks/review_page.py

Open answers to one question, all different: one to four words of thirty, half of the answers with
a slip of the pen, a fifth behind *I think*. Everything is drawn from a seed. The last lines are the
worst that can happen: two long words, each misspelt in another way, so that any answer would settle
all others.
"""

from __future__ import annotations

import sys
from random import Random
from time import process_time

from teachkit.gradebook.decisions import Settled, form_of
from teachkit.gradebook.like import find_likes
from teachkit.gradebook.queue import Unit
from teachkit.model import Sheet, Text

WORDS = (
    "federal city council north south league river treaty union pact state alliance border island "
    "harbour minister army navy peace war line tropic cancer equator pole sea ocean member nation"
).split()
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def slip(dice: Random, word: str) -> str:
    """Leave a letter out, or put one in."""
    place = dice.randrange(1, len(word))
    if dice.random() < 0.5:
        return word[:place] + word[place + 1 :]
    return word[:place] + dice.choice(LETTERS) + word[place:]


def usual(dice: Random) -> str:
    """Return an answer."""
    words = [dice.choice(WORDS) for _ in range(dice.choice([1, 2, 2, 3, 3, 4]))]
    if dice.random() < 0.5:
        place = dice.randrange(len(words))
        words[place] = slip(dice, words[place])
    return " ".join([*(["I think"] if dice.random() < 0.2 else []), *words])


def worst(dice: Random) -> str:
    """Return one of many spellings of one answer."""
    return f"{slip(dice, 'multinational')} {slip(dice, 'organisation')}"


def run() -> int:
    """Print the table."""
    item = Text(id="q", prompt="?", accept=("Washington",))
    sheet = Sheet(format=1, id="s", title="s", items=(item,))
    print(f"{'answers':<8} {'forms':>6} {'settled by another':>19} {'CPU seconds':>12}")
    for name, make, sizes in (("usual", usual, (30, 300, 3_000)), ("worst", worst, (30, 300))):
        for size in sizes:
            dice = Random(size)  # noqa: S311 - a draw for a benchmark
            said: set[str] = set()
            while len(said) < size:
                said.add(make(dice))
            units = [Unit(form_of(one), "", {one: 1}) for one in sorted(said)]
            began = process_time()
            find_likes(item, "", sheet, units, Settled())
            spent = process_time() - began
            alike = sum(bool(one.like.accepting) for one in units)
            print(f"{name:<8} {size:>6} {alike:>19} {spent:>12.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(run())
