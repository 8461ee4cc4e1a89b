"""Those of whom no row was graded: excused, missing, or handed in what can't be read."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ..classwork import Student
from ..classwork.findings import shown
from ..gradebook.results import EXCUSED, MISSING, Cell, add_up
from ..gradebook.spreadsheet import csv_text
from ..gradebook.tables import gradebook_rows
from ..model import State
from .book import plain_cell
from .students import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Sheet
    from .work import Work

__all__ = ["absent_lines", "count_unread", "lost_line"]

_STATES = {"excused": EXCUSED, "missing": MISSING, "unread": State.UNREADABLE}
_LINES = 2_000


def lost_line(sheet: Sheet, code: str, name: str, status: str) -> str:
    """Write the line of a student of whom nothing is graded."""
    return f"{plain_cell(code)},{plain_cell(name)},{_rest(_Key(sheet), status)}"


class _Key:
    """A sheet by what it is, so that what follows from it is kept."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def __hash__(self) -> int:
        return id(self.sheet)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.sheet is self.sheet


@lru_cache(maxsize=16)
def _rest(key: _Key, status: str) -> str:
    """Write all cells behind code and name."""
    sheet, state = key.sheet, _STATES[status]
    student = Student("x", status=status)  # type: ignore[arg-type]  # one of the three
    result = add_up(student, (Cell(item, state, "") for item in sheet.items))
    _, row = gradebook_rows(sheet, [result])
    return csv_text([row[2:]])


def absent_lines(work: Work) -> Iterator[bytes]:
    """Yield the lines of all who are on the roster, or listed in a file, and were not graded.

    The roster's order, then by code. Nobody is there twice: who was seen is told by the numbers
    of codes, which are different for all codes of up to eight bytes, and for longer ones but
    for a chance of one in billions.
    """
    people = work.people
    members = {} if people is None or people.members is None else people.members
    waiting = {number_of(code): code for code in members}
    listed = sorted(code for code in work.absent if code not in members)
    if people is None or people.members is None:
        waiting |= {number_of(code): code for code in listed}
    for number in work.students.each() if waiting else ():
        waiting.pop(number, None)
    left = set(waiting.values())
    lost = {code for code, *_ in work.students.lost}
    lines = []
    for code in [*members, *listed]:
        if code in left:
            lines.append(_line(work, code, broken=code in lost))
        if len(lines) >= _LINES:
            yield "".join(lines).encode("utf-8", "replace")
            lines.clear()
    yield "".join(lines).encode("utf-8", "replace")


def count_unread(work: Work) -> None:
    """Count those of whom no row could be read; those on the roster are counted by their lines."""
    lost = work.students.lost
    if work.people is None:
        work.counts.count_students("unread", len(lost))
    elif work.people.members is None:  # of a student in several rows another one may be read
        codes = {code for code, *_ in lost} - {""}
        waiting = {number_of(code): code for code in codes}
        for number in work.students.each() if waiting else ():
            waiting.pop(number, None)
        work.counts.count_students("unread", len(waiting))


def _line(work: Work, code: str, *, broken: bool) -> str:
    people = work.people
    member = people.members.get(code) if people and people.members else None
    status, name, variant = "missing", work.absent.get(code, ""), ""
    if member is not None:
        status = member.status if member.status == "excused" else "unread" if broken else "missing"
        name, variant = member.name or name, member.variant
        if status != "excused":
            what = "handed in only what can't be read" if broken else "handed in nothing"
            message = f"the student is on the roster and {what}"
            file = people.roster if people else ""
            work.findings.warn("missing-student", file, message, key=shown(code))
    work.counts_of(variant).count_students(status, 1)
    return lost_line(work.sheet, code, name, status)
