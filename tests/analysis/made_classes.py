"""Classes made from known truth: ability, difficulty, guessing, and what is planted in them."""

from __future__ import annotations

import numpy as np

from teachkit.classwork import Student
from teachkit.gradebook.results import add_up, make_cell
from teachkit.gradebook.tally import tally_of
from teachkit.marking import mark
from teachkit.model import Choice, Option, Sheet

LETTERS = "abcd"


def choice(name, right="a", letters=LETTERS):
    """A choice of options named by letters."""
    options = tuple(
        Option(id=one, text=f"option {one}", correct=one == right, why=f"why {one}")
        for one in letters
    )
    return Choice(id=name, prompt=f"Which is right in {name}?", options=options)


def sheet_of(*items, name="made"):
    """A sheet of these items."""
    return Sheet(format=1, id=name, title="A made sheet", items=tuple(items))


def graded(sheet, answers):
    """Mark rows of responses: a row a student, in the sheet's order."""
    cells = {}
    results = []
    for number, row in enumerate(answers):
        mine = []
        for item, said in zip(sheet.items, row, strict=True):
            if (item.id, said) not in cells:
                cells[item.id, said] = make_cell(item, said, mark(item, said, sheet=sheet))
            mine.append(cells[item.id, said])
        results.append(add_up(Student(f"S{number:04}"), mine, 1))
    return results


def tally(sheet, answers):
    """Mark rows of responses and add them up."""
    return tally_of(sheet, graded(sheet, answers))


def answers_of(rng, students, truth, difficulty):
    """Let students of normal ability answer: who does not know, guesses among all options.

    Args:
        rng: numpy's generator.
        students: How many.
        truth: The option that is truly right, an item.
        difficulty: Where on the scale of ability half of the students know it.
    """
    ability = rng.normal(size=students)
    known = rng.random((students, len(truth))) < 1 / (
        1 + np.exp(-2.0 * (ability[:, None] - np.asarray(difficulty)))
    )
    guesses = rng.integers(0, len(LETTERS), size=known.shape)
    return [
        [truth[at] if known[one, at] else LETTERS[guesses[one, at]] for at in range(len(truth))]
        for one in range(students)
    ]
