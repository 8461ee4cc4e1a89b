"""The grades of a class, whatever they are written for: numbers, or why there is none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from ..classwork import parse_time
from ..display import number_of
from ..gradebook.amounts import short
from ..gradebook.results import EXCUSED, MISSING
from ..late import lateness, own_due
from ..model import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..classwork import Student
    from ..gradebook import Results
    from ..gradebook.kept import KeptMark
    from ..late import Lateness
    from ..model import Item, Sheet

__all__ = ["Grade", "Grades", "read_grades"]

_OPEN = (State.UNSURE, State.UNREADABLE)
_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """What one student reached."""

    code: str
    name: str
    group: str
    items: tuple[Fraction | None, ...]
    """Points an item, in the sheet's order; ``None`` where there are none."""
    states: tuple[str, ...]
    """The state of each item."""
    total: Fraction | None
    """All points, less what being late takes; ``None`` if that is no final number."""
    before: Fraction
    """All points so far, before lateness."""
    out_of: Fraction
    """Points of the items that count for this student."""
    why: str = ""
    """Why there is no total: ``missing``, ``excused``, or what waits for a person."""
    late: Lateness | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grades:
    """What a class reached on a sheet."""

    sheet: Sheet
    students: tuple[Grade, ...]
    out_of: Fraction
    """Points of the items that count for most students; after scaling, the new maximum."""

    @property
    def heads(self) -> tuple[str, ...]:
        """Return a heading for each item: its number as printed, and its id."""
        return tuple(f"Q{number_of(self.sheet, one.id)} {one.id}" for one in self.sheet.items)

    @property
    def odd(self) -> tuple[Grade, ...]:
        """Return those with a total whose items are worth more or less than the others'."""
        return tuple(
            one for one in self.students if one.total is not None and one.out_of != self.out_of
        )

    def scaled(self, top: Fraction) -> Grades:
        """Return the same with each total as a share of ``top``; the items stay as they are."""
        students = tuple(
            one
            if one.total is None or not one.out_of
            else replace(one, total=one.total / one.out_of * top, out_of=top)
            for one in self.students
        )
        return replace(self, students=students, out_of=top)

    def named(self, names: Mapping[str, tuple[str, str]]) -> Grades:
        """Return the same with other codes and names, where there are any for a code."""
        students = [
            replace(one, code=names[one.code][0], name=names[one.code][1])
            if one.code in names
            else one
            for one in self.students
        ]
        return replace(self, students=tuple(students))


def read_grades(results: Results) -> Grades:
    """Add up the marks of a folder of results."""
    times = {(one.student, one.attempt): one.time for one in results.work.answers if one.time}
    marks: dict[str, dict[str, KeptMark]] = {}
    for one in results.marks.values():
        marks.setdefault(one.student, {})[one.item] = one
    students = tuple(
        _grade(results.sheet, student, marks.get(student.code, {}), times)
        for student in results.work.students
    )
    worth = Counter(one.out_of for one in students if one.out_of)
    out_of = max(worth, key=lambda one: (worth[one], one)) if worth else _whole(results.sheet.items)
    return Grades(sheet=results.sheet, students=students, out_of=out_of)


def _whole(items: Iterable[Item]) -> Fraction:
    return sum((item.points for item in items), _ZERO)


def _grade(
    sheet: Sheet,
    student: Student,
    marks: Mapping[str, KeptMark],
    times: Mapping[tuple[str, int], str],
) -> Grade:
    kept = [marks.get(item.id) for item in sheet.items]
    states = tuple(one.state if one else MISSING for one in kept)
    points = tuple(one.points if one else None for one in kept)
    counting = [
        item
        for item, state in zip(sheet.items, states, strict=True)
        if state not in (MISSING, EXCUSED)
    ]
    before = sum((one for one in points if one is not None), _ZERO)
    attempt = next((one.attempt for one in marks.values()), 0)
    late = None
    if sheet.late is not None and counting:
        policy = own_due(sheet.late, student.due)
        late = lateness(policy, parse_time(times.get((student.code, attempt), "")))
    why = _why(sheet, student, states)
    share = Fraction(1) if late is None else late.kept
    return Grade(
        code=student.code,
        name=student.name,
        group=student.group,
        items=points,
        states=states,
        total=None if why else before * share,
        before=before,
        out_of=_whole(counting),
        why=why,
        late=late,
    )


def _why(sheet: Sheet, student: Student, states: tuple[str, ...]) -> str:
    """Say why there is no final number; "" if there is one."""
    if student.status in (MISSING, EXCUSED):
        return student.status
    if student.status == "unread":
        return "what was handed in could not be read"
    open_items = [item for item, state in zip(sheet.items, states, strict=True) if state in _OPEN]
    if open_items:
        listed = ", ".join(f"Q{number_of(sheet, one.id)}" for one in open_items)
        points = _whole(open_items)
        return f"{short(points)} point{'' if points == 1 else 's'} open: {listed}"
    return "" if any(state not in (MISSING, EXCUSED) for state in states) else MISSING
