"""A table to grade from in Google Classroom, which imports no file of grades itself.

The columns are those that Classroom's own download begins with, in its order, so that the
table can be laid beside it, pasted into it, or read by the add-ons that write grades.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Problem
from .options import Made
from .words import in_words

if TYPE_CHECKING:
    from .grades import Grade, Grades
    from .options import Options

__all__ = ["classroom"]

_COLUMNS = ("Last Name", "First Name", "Email Address")
_PLACES = 2


def classroom(grades: Grades, options: Options) -> Made:
    """Write names, address, the total, what it is out of, and why a cell is empty."""
    feedback = ["Private comment"] if options.feedback else []
    heads = list(grades.heads) if options.items else []
    rows = [[*_COLUMNS, options.title, "Points", "Note", *heads, *feedback]]
    without = []
    for one in sorted(grades.students, key=lambda one: _names(one, options)):
        total = "" if one.total is None else options.number(one.total, _PLACES)
        email = options.people.get(one.code, "email") or (one.code if "@" in one.code else "")
        if not email:
            without.append(one.code)
        items = ["" if value is None else options.number(value, _PLACES) for value in one.items]
        rows.append(
            [
                *_names(one, options),
                email,
                total,
                options.number(grades.out_of, _PLACES),
                one.why,
                *(items if options.items else ()),
                *([in_words(grades, one, options)] if options.feedback else []),
            ]
        )
    left = tuple(one for one in grades.students if one.total is None)
    problems = (_no_address(without, options),) if without else ()
    notice = "Classroom imports no file of grades: type or paste from this one, in its order"
    given = len(grades.students) - len(left)
    return Made(options.csv(rows), given, left, "an empty cell", (notice,), problems)


def _names(one: Grade, options: Options) -> tuple[str, str]:
    """Return last and first name; a name that does not say which is which stands as the last."""
    last, first = (options.people.get(one.code, name) for name in ("lastname", "firstname"))
    if last or first:
        return last, first
    head, comma, tail = one.name.partition(",")
    return (head.strip(), tail.strip()) if comma else (one.name or one.code, "")


def _no_address(codes: list[str], options: Options) -> Problem:
    listed = ", ".join(codes[:10]) + (" …" if len(codes) > 10 else "")
    return Problem(
        file=options.people.file or "--to classroom",
        message=f"no address for {len(codes)} of the class: {listed}",
        hint="give --roster with a column 'email'",
        severity="warning",
        code="no-identity",
    )
