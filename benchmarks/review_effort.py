"""How many decisions settle one short-fact question of a class, by simulation.

    python benchmarks/review_effort.py [short_answers.jsonl] [--questions 400] [--seeds 3]

The file is EVOUNA's (rows with item, question, accept, answer, judged_right). Each simulated
class answers one question: its key holds the first accepted form and up to five others, the
further forms of the file are what right answers look like that the key does not know. Of the
students 60 % are right, 33 % wrong, 7 % blank or do not know. A right one writes the first form
(half), another accepted form (30 %), the first form with one letter missing (10 %) or in a short
sentence (10 %). Wrong answers are accepted answers of other questions: four favourites with
falling shares take 70 %, the others are all different. Case and full stops vary. Everything is
drawn from SHA-256 of the question's id and a seed, so the figures are the same each time. The
second half of the table is the same with slips of the pen in one answer of five, right or wrong.

A decision is one press on the review page: a verdict on a form, on a frame of like answers, a
flip of an exception, or "reject (or accept) all that are still open". The simulated teacher knows
what is right and goes down the page: of each frame either what is right is accepted, or all of it
and then what is wrong is flipped, whichever is less. What a decision settles beside its own
answer, as the page says and ``teachkit grade`` does, costs nothing; where that is not what the
teacher thinks, a flip. In the end one press rejects the rest. Or the other way round, the wrong
ones first and the rest accepted, if that is less. ``alone`` is the share of questions with at
most six decisions if a decision settled nothing beside its own answer.
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
from typing import TYPE_CHECKING, NamedTuple

from teachkit.gradebook.decisions import Settled, form_of
from teachkit.gradebook.like import find_likes, settled_by
from teachkit.gradebook.queue import Unit, in_order
from teachkit.marking import mark
from teachkit.marking.groups import group_open
from teachkit.model import Sheet, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(os.environ.get("TEACHKIT_EVOUNA", "short_answers.jsonl"))
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


def slip_of_the_pen(dice: Dice, said: str) -> str:
    """Leave a letter out, write it twice, or let two change places."""
    place = int(dice.roll() * (len(said) - 1))
    one, two = said[place], said[place + 1]
    return said[:place] + dice.pick([two, one + one + two, two + one]) + said[place + 2 :]


def simulated_class(
    row: dict, wrong: list[str], students: int = 30, seed: int = 0, slips: float = 0
) -> list[tuple[str, bool]]:
    """Return the answers of a class, each with whether it is right."""
    dice = Dice(f"{row['item']}|{seed}" if seed else row["item"])
    favourites = [dice.pick(wrong) for _ in range(4)]
    answers = []
    for _ in range(students):
        share = dice.roll()
        if share < 0.6:
            said, right = right_answer(dice, row["accept"]), True
        elif share < 0.93:
            often = dice.roll()
            place = int((often / 0.7) ** 2 * 4) if often < 0.7 else -1
            said, right = (favourites[place] if place >= 0 else dice.pick(wrong)), False
        else:
            said, right = dice.pick(["", "I don't know", "?"]), False
        if slips and len(said) > 4 and dice.roll() < slips:
            said = slip_of_the_pen(dice, said)
        if dice.roll() < 0.4:
            said = said.lower()
        if dice.roll() < 0.1:
            said += "."
        answers.append((said, right))
    return answers


class Marked(NamedTuple):
    """What a question took."""

    presses: int
    alone: int
    """Presses if a decision settled nothing beside its own answer."""
    forms: int
    answers: int
    """Answers left to a person."""


class Teacher:
    """Knows what is right, and presses as seldom as possible."""

    def __init__(self, units: list[Unit], truth: dict[str, bool]) -> None:
        self.units, self.truth = units, truth
        self.held: dict[str, str] = {}
        self.presses = 0

    def verdict(self, unit: Unit) -> str:
        """Return what the page shows for an answer; empty while it is open."""
        return self.held.get(unit.form) or settled_by(unit.like, self.held)

    def wants(self, unit: Unit) -> str:
        """Return the verdict that the answer should have."""
        return "accept" if self.truth[unit.form] else "reject"

    def press(self, units: list[Unit], verdict: str) -> None:
        """Decide on some answers at once."""
        self.presses += 1
        self.held |= {one.form: verdict for one in units}

    def frame(self, units: list[Unit], verdict: str, *, at_once: bool) -> None:
        """Give a verdict to those of a frame that should have it."""
        if at_once:
            left = [one for one in units if not self.verdict(one)]
            if left:
                self.press(left, verdict)
            for one in units:
                if self.verdict(one) not in ("", self.wants(one)):
                    self.press([one], self.wants(one))
            return
        for one in units:
            if self.wants(one) == verdict and not self.verdict(one):
                self.press([one], verdict)

    def work(self, verdict: str) -> int:
        """Settle all, answers with one verdict first; return the presses."""
        other = "reject" if verdict == "accept" else "accept"
        for _, members in groupby(self.units, key=lambda one: one.cluster):
            frame = list(members)
            ways = []
            for at_once in (False, True):
                trial = Teacher(self.units, self.truth)
                trial.held, trial.presses = dict(self.held), self.presses
                trial.frame(frame, verdict, at_once=at_once)
                ways.append(trial)
            best = min(ways, key=lambda one: one.presses)
            self.held, self.presses = best.held, best.presses
        while odd := [one for one in self.units if self.verdict(one) not in ("", self.wants(one))]:
            self.press(odd[:1], self.wants(odd[0]))
        rest = [one for one in self.units if not self.verdict(one)]
        while rest:
            if any(self.wants(one) != other for one in rest):  # a flip opened it again
                self.press(rest[:1], self.wants(rest[0]))
            else:
                self.press(rest, other)
            rest = [one for one in self.units if not self.verdict(one)]
        assert all(self.verdict(one) == self.wants(one) for one in self.units)  # noqa: S101
        return self.presses


def decisions(item: Text, answers: list[tuple[str, bool]]) -> Marked:
    """Return what settling the answers of a class takes."""
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
    groups = group_open(item, "", None, counts)
    taken = []
    for with_like in (False, True):
        if with_like:
            sheet = Sheet(format=1, id="s", title="s", items=(item,))
            find_likes(item, "", sheet, list(units.values()), Settled())
        ordered = list(in_order(units.values(), groups))
        ways = [Teacher(ordered, truth).work(one) for one in ("accept", "reject")]
        taken.append(min(ways))
    return Marked(taken[1], taken[0], len(units), sum(counts.values()))


def classes(
    rows: list[dict], size: int, students: int, seed: int, slips: float
) -> Iterator[tuple[Text, list[tuple[str, bool]]]]:
    """Yield each question with the answers of a class to it."""
    for place, row in enumerate(rows):
        wrong = [rows[(place + step * 37) % len(rows)]["accept"][0] for step in range(1, 20)]
        key = tuple(dict.fromkeys(row["accept"]))[:size]
        answers = simulated_class(row, wrong, students, seed, slips)
        yield Text(id="q", prompt="?", accept=key), answers


def told(made: list[Marked]) -> str:
    """Write a line of the table."""
    presses = sorted(one.presses for one in made)
    within, alone = (
        sum(getattr(one, name) <= GOAL for one in made) / len(made) for name in ("presses", "alone")
    )
    return (
        f"{mean(presses):>4.1f} {median(presses):>7.0f} {presses[int(0.95 * len(presses))]:>5} "
        f"{presses[-1]:>5} {within:>6.1%} {alone:>7.1%} "
        f"{mean(one.forms for one in made):>6.1f} {mean(one.answers for one in made):>6.1f}"
    )


def run() -> int:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("file", nargs="?", type=Path, default=DATA)
    options.add_argument("--questions", type=int, default=400)
    options.add_argument("--seeds", type=int, default=3)
    options.add_argument("--students", type=int, nargs="+", default=[30, 100])
    given = options.parse_args()
    if not given.file.is_file():
        print(f"skipped: there is no {given.file.name}; name the file of EVOUNA's short answers")
        return 0
    rows = [json.loads(line) for line in given.file.read_text("utf-8").split("\n") if line]
    rows = [row for row in rows if len(row["accept"][0].split()) <= 4][: given.questions]
    print(f"{len(rows)} questions, {given.seeds} draws of each class; decisions per question")
    head = "mean  median  95 %  most   <= 6   alone  forms   open"
    print(f"{'key':<16} {'class':>5}  {head}")
    for slips in (0, 0.2):
        print("each answer as above" if not slips else f"{slips:.0%} of all answers misspelt")
        for name, size in (("first form only", 1), ("up to six forms", 6)):
            for students in given.students:
                made = [
                    decisions(*case)
                    for seed in range(given.seeds)
                    for case in classes(rows, size, students, seed, slips)
                ]
                print(f"{name:<16} {students:>5}  {told(made)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(run())
