"""A CSV that Canvas's gradebook import takes.

What Canvas's importer (``lib/gradebook_importer.rb``) does decides how it is written: it wants
the columns Student, ID, …, Section in this order, knows an assignment by the number in its
heading, sets the assignment's points from the row *Points Possible*, and takes an empty cell
for a grade to be wiped out. So a student without a grade has no row, and is left as is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..errors import Problem
from ..gradebook.results import EXCUSED
from .canvas_file import read_canvas
from .options import Made

if TYPE_CHECKING:
    from .canvas_file import CanvasFile
    from .grades import Grade, Grades
    from .options import Options

__all__ = ["canvas"]

_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_POINTS = "    Points Possible"
_EXCUSED = "EX"
_PLACES = 2  # what Canvas shows and compares
_NO_ASSIGNMENT = re.compile(
    r"(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)"
)  # headings that Canvas takes for its own sums


def canvas(grades: Grades, options: Options) -> Made:
    """Write the students' columns and one assignment."""
    if options.template is not None:
        return _into(grades, options, read_canvas(options.template))
    head = [*_COLUMNS, options.title]
    rows = [head, [_POINTS, "", "", "", "", options.number(grades.out_of, _PLACES)]]
    left = []
    for one in grades.students:
        cell = _cell(one, options)
        if not cell:
            left.append(one)
            continue
        get = options.people.get
        rows.append(
            [
                one.name or one.code,
                get(one.code, "id"),
                get(one.code, "sisuserid") or get(one.code, "idnumber") or one.code,
                get(one.code, "sisloginid") or get(one.code, "username"),
                get(one.code, "section") or one.group,
                cell,
            ]
        )
    problems = () if not _NO_ASSIGNMENT.search(options.title) else (_own_sum(options.title),)
    notice = f"Canvas makes a new assignment '{options.title}', or fills the one of that name"
    return Made(options.csv(rows), len(rows) - 2, tuple(left), "no row", (notice,), problems)


def _cell(one: Grade, options: Options) -> str:
    if one.why == EXCUSED:
        return _EXCUSED
    return "" if one.total is None else options.number(one.total, _PLACES)


def _into(grades: Grades, options: Options, file: CanvasFile) -> Made:
    """Fill one column of a gradebook that came from Canvas; nothing else of it is written."""
    place = file.assignment(options.title)
    file.check_points(place, grades.out_of)
    found, notices, problems = file.matched(grades, options.people)
    rows = [[*file.head[: file.info], file.head[place]]]
    if file.points is not None:
        rows.append([_POINTS, *file.points[1 : file.info], file.points[place]])
    given = 0
    for row, cells in enumerate(file.students):
        one = found.get(row)
        cell = "" if one is None else _cell(one, options)
        if cell:
            given += 1
            rows.append([*cells[: file.info], cell])
    lost = {one.code for one in grades.students} - {one.code for one in found.values()}
    left = tuple(one for one in grades.students if one.code not in lost and not _cell(one, options))
    return Made(options.csv(rows), given, left, "no row", tuple(notices), tuple(problems))


def _own_sum(title: str) -> Problem:
    return Problem(
        file="--assignment",
        message=f"Canvas takes '{title}' for one of its own sums and ignores the column",
        hint="give the assignment another name",
        severity="warning",
        code="own-sum",
    )
