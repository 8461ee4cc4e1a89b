"""Reads a gradebook as Canvas exports it, to fill one column of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from ..classwork import shown
from ..classwork.encoding import NotTextError, probe
from ..classwork.header import open_table
from ..classwork.rows import BadRow
from ..errors import Problem, ProblemsError, did_you_mean
from ..gradebook.amounts import short

if TYPE_CHECKING:
    from pathlib import Path

    from .grades import Grade, Grades
    from .people import People

__all__ = ["CanvasFile", "read_canvas"]

_KNOWN = {"student", "id", "sis user id", "sis login id", "integration id", "section"}
_IDENTITIES = {
    "SIS User ID": ("sisuserid", "idnumber"),
    "SIS Login ID": ("sisloginid", "username", "email"),
    "ID": ("id",),
    "Integration ID": ("integrationid",),
}
"""Columns that name a student, and the roster's columns that may hold the same."""

_WITH_ID = re.compile(r"(?P<title>.*\S)\s*\((?P<id>\d+)\)", re.DOTALL)
_READ_ONLY = re.compile(r"read\s+only")
_MANUAL = re.compile(r"\s*(Muted|Manual Posting.*)?\s*", re.IGNORECASE)
_TEST_STUDENT = "Student, Test"
_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?")
_LISTED = 10


@dataclass(slots=True)
class CanvasFile:
    """A gradebook from Canvas."""

    name: str
    head: list[str]
    info: int
    """How many columns, from the first, tell who the student is."""
    points: list[str] | None = None
    """The row *Points Possible*."""
    students: list[list[str]] = field(default_factory=list)

    def assignment(self, title: str) -> int:
        """Find the column of an assignment by its heading, with or without number, or number.

        Raises:
            ProblemsError: There is none, or several, or it may not be written.
        """
        titles = {}
        for place in range(self.info, len(self.head)):
            found = _WITH_ID.fullmatch(self.head[place])
            if found:  # all else is a sum of Canvas's own
                titles[place] = (self.head[place], found["title"], found["id"])
        fitting = [place for place, names in titles.items() if title in names]
        if len(fitting) == 1:
            if self.points is not None and _READ_ONLY.search(self.points[fitting[0]]):
                raise self._stop(f"the column {shown(title)} is read only in Canvas", "")
            return fitting[0]
        hint = did_you_mean(title, [names[0] for names in titles.values()])
        if fitting:
            hint = "give its number: " + " or ".join(titles[place][2] for place in fitting)
        message = f"{len(fitting) or 'no'} assignments are called {shown(title)}"
        raise self._stop(message, f"--assignment NAME; {hint}")

    def check_points(self, place: int, out_of: Fraction) -> None:
        """Refuse grades out of another maximum: the import would change the assignment's.

        Raises:
            ProblemsError: Canvas has another maximum for the assignment.
        """
        said = self.points[place].strip() if self.points is not None else ""
        if not _NUMBER.fullmatch(said):
            return
        theirs = Fraction(said.replace(",", "."))
        if theirs != out_of:
            message = f"{self.head[place]!r} is out of {short(theirs)}, but these grades are out of"
            raise self._stop(f"{message} {short(out_of)}", f"--scale {short(theirs)}")

    def matched(
        self, grades: Grades, people: People
    ) -> tuple[dict[int, Grade], list[str], list[Problem]]:
        """Match students by the column in which most of them are found.

        Returns:
            The place in ``students`` to the grade, what was done, and who was not found.

        Raises:
            ProblemsError: Nobody is found, or a row fits two students.
        """
        tried = {name: self._by(name, grades, people) for name in _IDENTITIES if name in self.head}
        name = max(tried, key=lambda one: len(tried[one]), default="")
        found = tried.get(name, {})
        if not found:
            hint = "give --roster with a column 'sis user id', 'sis login id' or 'id'"
            raise self._stop("no student of the results is in it", hint)
        known = {one.code for one in found.values()}
        problems = [
            Problem(
                file=self.name,
                key=shown(one.code),
                message="the student is not in the gradebook from Canvas: no row",
                hint=f"students were looked for in the column '{name}'",
                severity="warning",
                code="not-in-template",
            )
            for one in grades.students
            if one.code not in known
        ]
        rest = [
            cells[0]
            for place, cells in enumerate(self.students)
            if place not in found and cells[0].strip() != _TEST_STUDENT
        ]
        notices = [f"students were found by the column '{name}'"]
        if rest:
            listed = "; ".join(map(shown, rest[:_LISTED])) + (" …" if len(rest) > _LISTED else "")
            notices.append(f"in Canvas, but not in these results: {len(rest)} ({listed})")
        return found, notices, problems

    def _by(self, name: str, grades: Grades, people: People) -> dict[int, Grade]:
        """Find students by one column."""
        place = self.head.index(name)
        wanted: dict[str, Grade] = {}
        for one in grades.students:
            said = [people.get(one.code, other) for other in _IDENTITIES[name]]
            for value in filter(None, said if any(said) else [one.code]):
                wanted[value.casefold()] = one
        found: dict[int, Grade] = {}
        taken: dict[str, str] = {}
        for row, cells in enumerate(self.students):
            match = wanted.get(cells[place].strip().casefold())
            if match is None:
                continue
            if match.code in taken:
                message = f"{shown(match.code)} fits two rows: {taken[match.code]} and {cells[0]}"
                raise self._stop(message, "take one of them out, or give --roster")
            taken[match.code] = cells[0]
            found[row] = match
        return found

    def _stop(self, message: str, hint: str) -> ProblemsError:
        return ProblemsError(
            [Problem(file=self.name, message=message, hint=hint, code="bad-template")]
        )


def read_canvas(path: Path) -> CanvasFile:
    """Read a gradebook from Canvas.

    Raises:
        ProblemsError: It is none, or can't be read.
    """
    name = str(path)
    try:
        table = open_table(probe(path, name), _KNOWN)
    except NotTextError as error:
        raise _bad(name, error.message, error.hint) from error
    except OSError as error:
        raise _bad(name, f"can't be read: {error.strerror or error}", "check its name") from error
    head = table.header if table else []
    if table is None or len(head) < 4 or head[0] != "Student" or head[1] != "ID":
        hint = "in Canvas: Grades > Export; the first columns are Student and ID"
        raise _bad(name, "this is no gradebook from Canvas", hint)
    if "Section" not in head:
        raise _bad(name, "the column Section is missing", "export it from Canvas again")
    file = CanvasFile(name, head, head.index("Section") + 1)
    for row in table.rows:
        if isinstance(row, BadRow):
            raise _bad(name, row.message, row.hint, row.line)
        cells = [*row.cells, *[""] * (len(head) - len(row.cells))]
        if "Points Possible" in cells[0]:
            file.points = cells
        elif not all(_MANUAL.fullmatch(cell) for cell in cells):
            file.students.append(cells)
    return file


def _bad(file: str, message: str, hint: str, line: int = 0) -> ProblemsError:
    problem = Problem(file=file, line=line, message=message, hint=hint, code="bad-template")
    return ProblemsError([problem])
