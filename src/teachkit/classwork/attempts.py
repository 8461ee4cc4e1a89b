"""Brings a student's hand-ins into the order of attempts.

By the numbers of the ``attempt`` column; without them by time, where all times can be
read; else in the order of files and rows. Files that hold different items of the sheet
are parts of one attempt.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from .day_order import both_readings
from .findings import shown
from .times import parse_time

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .findings import Findings
    from .records import Submission

__all__ = ["sort_attempts"]

_WORD = re.compile(r"\w+")


def sort_attempts(
    submissions: Iterable[Submission], findings: Findings
) -> dict[str, list[Submission]]:
    """Group hand-ins by student, each list in the order of attempts and numbered.

    Args:
        submissions: In the order of files and rows.
        findings: Where to say what was assumed, and whose work was left out: two people who
            stand under one code.
    """
    by_student: dict[str, list[Submission]] = {}
    for one in submissions:
        by_student.setdefault(one.student, []).append(one)
    for student in [code for code, given in by_student.items() if _two_people(given, findings)]:
        del by_student[student]
    across: dict[str, list[str]] = {}
    for student, given in by_student.items():
        ordered, how = _ordered(given, findings) if len(given) > 1 else (given, "")
        if how:
            _say(ordered, how, across, findings)
        by_student[student] = _numbered(ordered)
    for how, students in across.items():
        listed = ", ".join(students[:10]) + (" …" if len(students) > 10 else "")
        findings.note(f"work of one student in several files, {how}: {listed}")
    return by_student


def _two_people(given: list[Submission], findings: Findings) -> bool:
    """Report hand-ins under one code whose names have no word in common."""
    found = [(one, _WORD.findall(one.name.casefold())) for one in given]
    named = [(one, words) for one, words in found if words]  # signs alone tell nothing
    first = named[0] if named else None
    other = next((one for one in named if first and not set(one[1]) & set(first[1])), None)
    if first is None or other is None:
        return False
    findings.error(
        "two-names",
        first[0].file,
        f"is {shown(first[0].name)} in {_place(first[0])} and {shown(other[0].name)} in "
        f"{_place(other[0])}: no work under this code was graded",
        line=first[0].row,
        key=shown(first[0].student),
        hint="give each student a code of their own; if it is one person, write one name",
    )
    return True


def _place(one: Submission) -> str:
    return f"{one.file}:{one.row}"


def _ordered(given: list[Submission], findings: Findings) -> tuple[list[Submission], str]:
    """Order one student's hand-ins; tell by what."""
    numbers = [one.attempt for one in given]
    if None not in numbers:
        ordered = sorted(given, key=lambda one: one.attempt or 0)
        _hold_against_times(ordered, findings)
        return ordered, "attempt"
    if all(one.time for one in given):
        times = [parse_time(one.time) for one in given]
        known = [time for time in times if time is not None]
        if len(known) == len(given) and len({time.tzinfo is None for time in known}) == 1:
            pairs = sorted(zip(known, range(len(given)), strict=True))
            return [given[place] for _, place in pairs], "time"
        if agreed := _by_either_reading(given):
            return agreed, "time"
        bad = next((one for one in given if parse_time(one.time) is None), given[0])
        findings.warn(
            "bad-time",
            bad.file,
            f"{shown(bad.time)} can't be compared as a time",
            line=bad.row,
            key="time",
            hint="write times as 2026-03-04 09:05",
        )
    return given, "order"


def _by_either_reading(given: list[Submission]) -> list[Submission] | None:
    """Order by dates such as 3/4/2026 if that is the same with the month and the day first."""
    read = [both_readings(one.time) for one in given]
    known = [pair for pair in read if pair is not None]
    if len(known) < len(given) or len({time.tzinfo is None for pair in known for time in pair}) > 1:
        return None
    orders = [sorted(range(len(given)), key=lambda at: (known[at][way], at)) for way in (0, 1)]
    return [given[at] for at in orders[0]] if orders[0] == orders[1] else None


def _hold_against_times(ordered: list[Submission], findings: Findings) -> None:
    """Warn where attempts, in the order of their numbers, were not handed in in that order."""
    times = [parse_time(one.time) for one in ordered]
    known = [time for time in times if time is not None]
    if len(known) < len(times) or len({time.tzinfo is None for time in known}) > 1:
        return
    for one, before, after in zip(ordered[1:], known, known[1:], strict=False):
        if after < before:
            findings.warn(
                "attempt-times",
                one.file,
                f"attempt {one.attempt} was handed in before the one numbered below it; "
                "the numbers are taken",
                line=one.row,
                key=shown(one.student),
                hint="take out the column 'attempt' if the times are right",
            )
            return


_HOW = {
    "attempt": "taken by attempt number",
    "time": "taken as attempts in the order of their times",
    "order": "taken as attempts in the order they stand",
    "parts": "joined to one attempt, since the files hold different items",
}


def _say(
    given: list[Submission], how: str, across: dict[str, list[str]], findings: Findings
) -> None:
    """Warn of a student who stands twice where nothing says that this is meant."""
    first = given[0]
    if _parts(given):
        across.setdefault(_HOW["parts"], []).append(first.student)
        return
    numbers = [one.attempt for one in given]
    if how == "attempt":
        if len(set(numbers)) < len(numbers):
            findings.warn(
                "attempt-twice",
                first.file,
                "an attempt of the student stands twice",
                line=first.row,
                key=shown(first.student),
                hint="the one further down is taken as the later",
            )
        return
    files = {one.file for one in given}
    if len(files) == len(given):
        across.setdefault(_HOW[how], []).append(first.student)
        return
    places = ", ".join(
        f"{one.row}" if len(files) == 1 else f"{one.file}:{one.row}"
        for one in sorted(given, key=lambda one: (one.file, one.row))
    )
    findings.warn(
        "student-twice",
        first.file,
        f"the student stands in lines {places}; {_HOW[how]}",
        line=min(one.row for one in given),
        key=shown(first.student),
        hint="a column 'attempt' would say which is which",
    )


def _parts(given: list[Submission]) -> bool:
    """Whether hand-ins share no item and no file: then they are parts of one."""
    items = [item for one in given for item in one.responses]
    files = {one.file for one in given}
    same = len({one.attempt for one in given}) == 1
    return same and len(items) == len(set(items)) and len(files) == len(given)


def _numbered(given: list[Submission]) -> list[Submission]:
    """Give each attempt its number: its own, if all have different ones, else 1, 2, 3."""
    if len(given) > 1 and _parts(given):
        joined = replace(given[-1], responses={}, origin={}, faults={}, credits={}, attempt=1)
        for one in given:
            joined.responses.update(one.responses)
            joined.origin.update(dict.fromkeys(one.responses, (one.file, one.row)) | one.origin)
            joined.faults.update(one.faults)
            joined.credits.update(one.credits)
        return [joined]
    numbers = [one.attempt for one in given]
    if None not in numbers and len(set(numbers)) == len(numbers):
        return given
    return [replace(one, attempt=number) for number, one in enumerate(given, start=1)]
