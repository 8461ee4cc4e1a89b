"""A CSV that Moodle's grade import takes.

What Moodle's importer (``grade/import/csv/classes/load_data.php``) does decides how it is
written. One student whom it does not know stops the whole import, so a student without any
number has no row. An empty cell would become a 0 in a new grade item, so "no grade" is ``-``.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..errors import Problem
from ..gradebook.amounts import short
from .options import Made
from .words import in_words

if TYPE_CHECKING:
    from .grades import Grade, Grades
    from .options import Options

__all__ = ["moodle"]

_HEADS = {"idnumber": "ID number", "username": "Username", "email": "Email address"}
_NONE = "-"
_PLACES = 5
_TOP = 100  # the importer's own maximum, unless a site allows more


def moodle(grades: Grades, options: Options) -> Made:
    """Write identifier, points and, if asked for, items and feedback."""
    problems = []
    rows = [_head(grades, options)]
    left, partly = [], []
    for one in grades.students:
        has_number = one.total is not None or (
            options.items and any(value is not None for value in one.items)
        )
        if not has_number:
            left.append(one)
            continue
        identity = options.people.get(one.code, options.identify) or (
            "" if options.identify in options.people.columns else one.code
        )
        if not identity:
            problems.append(_unknown(one, options))
            left.append(one)
            continue
        rows.append([identity, *_cells(grades, one, options)])
        partly += [one] if one.total is None else []
    if grades.out_of > _TOP or any((one.total or Fraction(0)) > _TOP for one in grades.students):
        problems.append(_too_many())
    notices = (
        f"in Moodle: Grades, Import, CSV file; students are found by '{_HEADS[options.identify]}'",
        f"these grades are out of {short(grades.out_of)}; a grade item made by an import, of 100",
    )
    return Made(
        options.csv(rows, frozenset({_NONE})),
        len(rows) - 1,
        tuple(left),
        "no row",
        notices,
        tuple(problems),
        tuple(partly),
    )


def _head(grades: Grades, options: Options) -> list[str]:
    head = [_HEADS[options.identify], options.title]
    head += grades.heads if options.items else ()
    return [*head, *(["Feedback"] if options.feedback else [])]


def _cells(grades: Grades, one: Grade, options: Options) -> list[str]:
    def shown(value: Fraction | None) -> str:
        return _NONE if value is None else options.number(value, _PLACES)

    cells = [shown(one.total)]
    cells += map(shown, one.items) if options.items else ()
    return [*cells, *([in_words(grades, one, options)] if options.feedback else [])]


def _unknown(one: Grade, options: Options) -> Problem:
    return Problem(
        file=options.people.file,
        key=one.code,
        message=f"the roster has no {options.identify} for the student: no row",
        hint="write it into the roster, and export again",
        severity="warning",
        code="no-identity",
    )


def _too_many() -> Problem:
    return Problem(
        file="--to moodle",
        message="Moodle refuses an import with a grade above 100, unless the site allows it",
        hint="add --scale 100",
        severity="warning",
        code="above-maximum",
    )
