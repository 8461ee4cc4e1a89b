"""Grades to where grades live: one module a format."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from ..errors import Problem, ProblemsError
from ..gradebook.amounts import short
from .canvas import canvas
from .classroom import classroom
from .grades import Grades, read_grades
from .moodle import moodle
from .options import ENCODINGS, IDENTIFIERS, Made, Options
from .people import People, read_people
from .plain import plain_csv
from .workbook import workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .grades import Grade

__all__ = [
    "ENCODINGS",
    "IDENTIFIERS",
    "TARGETS",
    "Grades",
    "Made",
    "Options",
    "People",
    "Target",
    "export",
    "read_grades",
    "read_people",
    "told",
    "why_left",
]

Target = Literal["moodle", "canvas", "classroom", "xlsx", "csv"]

TARGETS: dict[Target, Callable[[Grades, Options], Made]] = {
    "moodle": moodle,
    "canvas": canvas,
    "classroom": classroom,
    "xlsx": workbook,
    "csv": plain_csv,
}
"""Each format and what writes it."""

_LISTED = 8


def export(
    grades: Grades,
    target: Target,
    options: Options,
    *,
    refuse_open: bool = False,
    empty: bool = False,
) -> Made:
    """Write grades for another program.

    Args:
        grades: What a class reached.
        target: For whom.
        options: What was asked for.
        refuse_open: Whether points that wait for a person stop it.
        empty: Whether it is no fault if nobody has a grade: these are some of many students.

    Raises:
        ProblemsError: There is nothing to write, points are open and must not be, or the
            target can't have what was asked for.
    """
    if options.items and target == "canvas":
        raise _stop("--items", "Canvas gets the total only", "take --to moodle, csv or xlsx")
    if options.template is not None and target != "canvas":
        raise _stop("--template", "only Canvas's gradebook can be filled", "take --to canvas")
    waiting = [one for one in grades.students if "open" in one.why]
    if refuse_open and waiting:
        message = f"points wait for a person: {_listed(waiting)}"
        raise _stop("--open refuse", message, "teachkit review, then grade again")
    made = TARGETS[target](grades, options)
    if not made.given and not empty and target in ("moodle", "canvas"):
        reasons = "; ".join(told(made))
        hint = "teachkit review, then grade again" if waiting else "see the gradebook"
        raise _stop(f"--to {target}", f"no student has a grade to hand on: {reasons}", hint)
    odd = tuple(_odd(one, grades) for one in grades.odd)
    return replace(made, problems=(*made.problems, *odd))


def told(made: Made) -> list[str]:
    """Say who has no grade in the file, and why: a line for each reason."""
    groups: dict[tuple[str, str], list[Grade]] = {}
    for what, one in why_left(made):
        groups.setdefault(what, []).append(one)
    return [f"{kind}: {what} for {_listed(group)}" for (what, kind), group in groups.items()]


def why_left(made: Made) -> Iterator[tuple[tuple[str, str], Grade]]:
    """Yield each student without a total, with what stands in its place and why."""
    lines = [(made.empty, one) for one in made.left]
    lines += [("'-' as the total", one) for one in made.partly]
    for what, one in lines:
        kind = "points wait for a person" if "open" in one.why else one.why or "no number"
        yield (what, kind), one


def _listed(group: list[Grade]) -> str:
    names = ", ".join(one.code for one in group[:_LISTED])
    return names + (f" and {len(group) - _LISTED} more" if len(group) > _LISTED else "")


def _odd(one: Grade, grades: Grades) -> Problem:
    return Problem(
        file="results",
        key=one.code,
        message=f"the items add up to {short(one.out_of)}, not {short(grades.out_of)} as for most",
        hint="--scale N makes all totals out of N",
        severity="warning",
        code="odd-maximum",
    )


def _stop(place: str, message: str, hint: str) -> ProblemsError:
    return ProblemsError([Problem(file=place, message=message, hint=hint, code="no-export")])
