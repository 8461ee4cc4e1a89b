"""The roster: who belongs to the class, and who is excused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import did_you_mean
from ..late import due_time
from .codes import bad_code, clean_code
from .findings import shown
from .limits import CODE_CHARS
from .records import InputFile, Student
from .roster_file import ROSTER_COLUMNS, roster_names
from .rows import BadRow

if TYPE_CHECKING:
    from .findings import Findings
    from .header import Table
    from .opened import Opened

__all__ = ["read_roster"]

_TAKEN = (*ROSTER_COLUMNS, "first-name", "last-name")
_FOR_EXPORT = frozenset(
    "id idnumber username email emailaddress mail sisuserid sisloginid integrationid section "
    "lastname firstname surname familyname givenname".split()
)
"""Columns by which other programs know a student: grading has no use for them."""
_STATUS = {"": "graded", "graded": "graded", "excused": "excused"}


def read_roster(
    opened: Opened | None, name: str, findings: Findings
) -> tuple[dict[str, Student], InputFile | None]:
    """Read a roster: ``student``, and if you like ``name, group, variant, status, due``.

    Args:
        opened: What `open_roster` returned.
        name: The file, as the user named it.
        findings: Where to say what is wrong.

    Returns:
        Code to student in the roster's order, and the file; nothing and ``None`` if the
        roster can't be used.
    """
    places = _places(opened.table, name, findings) if opened else {}
    if opened is None or "student" not in places:
        there = ", ".join(shown(cell) for cell in opened.table.header[:5]) if opened else ""
        findings.error(
            "bad-roster",
            name,
            "there is no column 'student'" + (f"; the first row holds {there}" if there else ""),
            hint="name the column that holds the students' codes student; if you like name, group, "
            "variant, status and due may follow",
        )
        return {}, None
    students = _members(opened.table, places, name, findings)
    file = InputFile(
        name, opened.sha256, "roster", opened.encoding, opened.delimiter, len(students)
    )
    return students, file


def _members(
    table: Table, places: dict[str, int], file: str, findings: Findings
) -> dict[str, Student]:
    """Read the rows; of a student who stands twice the first one is kept."""
    students: dict[str, Student] = {}
    for row in table.rows:
        if isinstance(row, BadRow):
            findings.error(
                "bad-roster-row",
                file,
                f"{row.message}: row not read",
                line=row.line,
                hint=row.hint,
            )
            continue
        cells = {name: _cell(row.cells, place) for name, place in places.items()}
        parts = (cells.get("first-name", ""), cells.get("last-name", ""))
        cells["name"] = cells.get("name") or " ".join(filter(None, parts))
        student = _student(cells, row.line, file, findings)
        if student is None:
            continue
        if student.code in students:
            findings.error(
                "student-twice",
                file,
                "the student stands twice: first one kept",
                line=row.line,
                key=shown(student.code),
                hint="each has one row",
            )
            continue
        students[student.code] = student
    return students


def _places(table: Table, file: str, findings: Findings) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, (cell, name) in enumerate(
        zip(table.header, roster_names(table.header), strict=True)
    ):
        if name in _TAKEN and name not in places:
            places[name] = place
        elif name and "".join(filter(str.isalnum, name)) not in _FOR_EXPORT:
            findings.warn(
                "unknown-column",
                file,
                "the column was not read",
                line=table.line,
                key=shown(cell.strip()),
                hint=did_you_mean(name[:100], ROSTER_COLUMNS),
            )
    return places


def _cell(cells: list[str], place: int) -> str:
    return clean_code(cells[place])[: CODE_CHARS + 1] if place < len(cells) else ""


def _student(cells: dict[str, str], line: int, file: str, findings: Findings) -> Student | None:
    code, status = cells["student"], cells.get("status", "").casefold()
    if wrong := bad_code(code):
        findings.error(
            "no-student",
            file,
            f"{wrong}: row not read",
            line=line,
            key="student",
            hint="write the code in the row, or take the row out",
        )
        return None
    if status not in _STATUS:
        findings.warn(
            "bad-status",
            file,
            f"{shown(status)} is no status: taken as not excused",
            line=line,
            key=shown(code),
            hint=did_you_mean(status, ["excused"]),
        )
    excused = _STATUS.get(status) == "excused"
    return Student(
        code,
        cells.get("name", ""),
        cells.get("group", ""),
        "excused" if excused else "graded",
        cells.get("variant", ""),
        _due(cells, line, file, findings),
    )


def _due(cells: dict[str, str], line: int, file: str, findings: Findings) -> str:
    """Read a due time of the student's own; one that is none is named and not taken."""
    due = cells.get("due", "")
    if not due or due_time(due) is not None:
        return due
    findings.warn(
        "bad-due",
        file,
        f"{shown(due)} is no time: the class's due time is taken",
        line=line,
        key=shown(cells["student"]),
        hint="write it as 2026-03-04 09:00",
    )
    return ""
