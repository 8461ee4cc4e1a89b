"""How many decisions settle one short-fact question for a class of 30, by simulation.

    python benchmarks/review_effort.py [short_answers.jsonl] [--questions 200]

The file is EVOUNA's (rows with item, question, accept, answer, judged_right). Each simulated
class answers one question: its key holds the first accepted form and up to five others, the
further forms of the file are what right answers look like that the key does not know. Of 30
students 60 % are right, 33 % wrong, 7 % blank or do not know. A right one writes the first form
(half), another accepted form (30 %), the first form with one letter wrong (10 %) or in a short
sentence (10 %). Wrong answers are accepted answers of other questions: four favourites with
falling shares take 70 %, the others are all different. Case and full stops vary. Everything is
drawn from SHA-256 of the question's id, so the figures are the same each time.

A decision is one press on the review page: a verdict on a form, on a cluster of like answers, a
flip of an exception in it, or "reject all that are still open". The simulated teacher knows what
is right, accepts what is right, and rejects the rest at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from statistics import mean, median

from teachkit.gradebook.decisions import form_of
from teachkit.marking import mark
from teachkit.marking.groups import group_open
from teachkit.model import Text
from teachkit.review.queue import Unit, in_order

DATA = Path(os.environ.get("TEACHKIT_EVOUNA", "short_answers.jsonl"))
STUDENTS = 30
GOAL = 6


class Dice:
    """Numbers from 0 to 1 that depend on a text alone."""

    def __init__(self, seed: str) -> None:
        self.seed, self.turn = seed, 0

    def roll(self) -> float:
        """Return the next number."""
        self.turn += 1
        return int(sha256(f"{self.seed}|{self.turn}".encode()).hexdigest()[:13], 16) / 16**13

    def pick(self, listed: list[str]) -> str:
        """Choose one of a list."""
        return listed[int(self.roll() * len(listed))]


def right_answer(dice: Dice, accept: list[str]) -> str:
    """Write what a student who knows it would write."""
    share, first = dice.roll(), accept[0]
    if share < 0.5:
        return first
    if share < 0.8:
        return dice.pick(accept)
    if share < 0.9:
        place = int(dice.roll() * len(first))
        return first[:place] + first[place + 1 :] if len(first) > 4 else first
    return f"{dice.pick(['I think it was', 'it is', 'the answer is'])} {first}"


def simulated_class(row: dict, wrong: list[str]) -> list[tuple[str, bool]]:
    """Return 30 answers, each with whether it is right."""
    dice = Dice(row["item"])
    favourites = [dice.pick(wrong) for _ in range(4)]
    answers = []
    for _ in range(STUDENTS):
        share = dice.roll()
        if share < 0.6:
            said, right = right_answer(dice, row["accept"]), True
        elif share < 0.93:
            often = dice.roll()
            place = int((often / 0.7) ** 2 * 4) if often < 0.7 else -1
            said, right = (favourites[place] if place >= 0 else dice.pick(wrong)), False
        else:
            said, right = dice.pick(["", "I don't know", "?"]), False
        if dice.roll() < 0.4:
            said = said.lower()
        if dice.roll() < 0.1:
            said += "."
        answers.append((said, right))
    return answers


def decisions(item: Text, answers: list[tuple[str, bool]]) -> tuple[int, int, int]:
    """Return decisions with clusters, decisions form by form, and answers left to a person."""
    truth: dict[str, bool] = {}
    units: dict[str, Unit] = {}
    counts: Counter[str] = Counter()
    for said, right in answers:
        if mark(item, said).state.needs_person:
            form = form_of(said)
            counts[said] += 1
            truth[form] = truth.get(form, False) or right
            unit = units.setdefault(form, Unit(form, ""))
            unit.spellings[said] = unit.spellings.get(said, 0) + 1
            unit.students.append("")
    ordered = list(in_order(units.values(), group_open(item, "", None, counts)))
    presses, rest = 0, 0
    for _, members in groupby(ordered, key=lambda one: one.cluster):
        group = list(members)
        right = sum(truth[one.form] for one in group)
        wrong = len(group) - right
        # One press for the cluster and one a flip, or one press a right form.
        best = min(right, 1 + wrong) if len(group) > 1 else right
        presses += best
        rest += wrong if best == right else 0
    return presses + bool(rest), len(units), sum(counts.values())


def run() -> int:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("file", nargs="?", type=Path, default=DATA)
    options.add_argument("--questions", type=int, default=400)
    given = options.parse_args()
    if not given.file.is_file():
        print(f"skipped: there is no {given.file.name}; name the file of EVOUNA's short answers")
        return 0
    rows = [json.loads(line) for line in given.file.read_text("utf-8").split("\n") if line]
    rows = [row for row in rows if len(row["accept"][0].split()) <= 4][: given.questions]
    print(f"{len(rows)} questions, classes of {STUDENTS}; decisions per question")
    print(
        f"{'key':<22} {'mean':>5} {'median':>6} {'95 %':>5} {'most':>5} {'<= 6':>6}  by form  open"
    )
    for name, size in (("first form only", 1), ("up to six forms", 6)):
        made = []
        for place, row in enumerate(rows):
            wrong = [rows[(place + step * 37) % len(rows)]["accept"][0] for step in range(1, 20)]
            key = tuple(dict.fromkeys(row["accept"]))[:size]
            item = Text(id="q", prompt="?", accept=key)
            made.append(decisions(item, simulated_class(row, wrong)))
        presses = sorted(one[0] for one in made)
        within = sum(one <= GOAL for one in presses) / len(presses)
        print(
            f"{name:<22} {mean(presses):>5.1f} {median(presses):>6} "
            f"{presses[int(0.95 * len(presses))]:>5} {presses[-1]:>5} {within:>6.1%}  "
            f"{mean(one[1] for one in made):>7.1f} {mean(one[2] for one in made):>5.1f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(run())
