"""The grades as a plain table: for any spreadsheet, and for whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..gradebook.results import EXCUSED, MISSING
from ..model import State
from .options import Made
from .words import in_words

if TYPE_CHECKING:
    from fractions import Fraction

    from .grades import Grade, Grades
    from .options import Options

__all__ = ["plain_csv", "state_word"]


def plain_csv(grades: Grades, options: Options) -> Made:
    """Write a row a student: items if asked for, total, what it is out of, a note."""
    late = grades.sheet.late is not None
    head = ["student", "name", "group", *(grades.heads if options.items else ())]
    head += ["before_lateness", "kept_percent"] if late else []
    head += ["total", "out_of", "percent", "note", *(["feedback"] if options.feedback else [])]
    rows = [head, *(_row(grades, one, options) for one in grades.students)]
    left = tuple(one for one in grades.students if one.total is None)
    return Made(options.csv(rows), len(grades.students) - len(left), left, "an empty cell")


def state_word(state: str, points: Fraction | None) -> str:
    """Return the word for a cell that is no number: blank and missing are not 0."""
    if state in (State.BLANK, MISSING, EXCUSED):
        return state
    return "review" if points is None else ""


def _row(grades: Grades, one: Grade, options: Options) -> list[str]:
    row = [one.code, one.name, one.group]
    if options.items:
        row += [
            state_word(state, value) or ("" if value is None else options.number(value))
            for state, value in zip(one.states, one.items, strict=True)
        ]
    if grades.sheet.late is not None:
        row += [
            options.number(one.before) if one.out_of else "",
            "" if one.late is None else options.number(one.late.kept * 100),
        ]
    counts = one.total is not None and one.out_of
    row += [
        "" if one.total is None else options.number(one.total),
        options.number(one.out_of) if one.out_of else "",
        options.number(one.total / one.out_of * 100, 1) if one.total is not None and counts else "",
        one.why,
    ]
    return [*row, *([in_words(grades, one, options)] if options.feedback else [])]
