"""Joins the roster to those who handed in, and names who is on one side only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .findings import shown
from .records import Student

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .findings import Findings
    from .records import Submission, Unread

__all__ = ["join_class"]


def join_class(  # noqa: PLR0913 - all that tells who is in the class
    roster: Mapping[str, Student] | None,
    attempts: Mapping[str, list[Submission]],
    unread: Iterable[Unread],
    findings: Findings,
    *,
    file: str = "",
    absent: Mapping[str, str] | None = None,
) -> tuple[Student, ...]:
    """List the class: the roster in its order, then all others sorted by code.

    Args:
        roster: Code to student, or ``None`` without a roster.
        attempts: Code to what was handed in and read.
        unread: What was handed in and could not be read.
        findings: Where to name those who are missing or unknown.
        file: The roster's name.
        absent: Code to name of those whom a system lists as having handed in nothing.
    """
    broken = {one.student: one for one in unread}
    members = roster or {}
    students = [_member(one, attempts, broken, findings, file) for one in members.values()]
    for code in sorted(attempts.keys() - members.keys()):
        first = attempts[code][0]
        if roster is not None:
            findings.warn(
                "not-on-roster",
                first.file,
                "the student is not on the roster; graded",
                line=first.row,
                key=shown(code),
                hint=_alike(code, members, attempts),
            )
        students.append(Student(code, _name(attempts[code]), variant=_variant(attempts[code])))
    lost = set() if roster is not None else broken.keys() - attempts.keys()
    listed = (absent or {}).keys() - members.keys() - attempts.keys() - lost
    students += [Student(code, (absent or {})[code], status="missing") for code in sorted(listed)]
    if roster is None:  # a broken row may hold anything: only a roster tells a code for sure
        students += [Student(code, status="unread") for code in sorted(lost)]
        students.sort(key=lambda one: one.code)
        _name_alike(attempts, findings)
    return tuple(students)


def _member(
    member: Student,
    attempts: Mapping[str, list[Submission]],
    broken: Mapping[str, Unread],
    findings: Findings,
    file: str,
) -> Student:
    given = attempts.get(member.code, [])
    status = member.status
    if status == "excused" and given:
        findings.warn(
            "excused-work",
            given[0].file,
            "the student is excused: work not graded",
            line=given[0].row,
            key=shown(member.code),
            hint="take 'excused' out of the roster if it is to count",
        )
    elif status == "graded" and not given:
        status = "unread" if member.code in broken else "missing"
        what = "handed in only what can't be read" if status == "unread" else "handed in nothing"
        findings.warn(
            "missing-student",
            file,
            f"the student is on the roster and {what}",
            key=shown(member.code),
        )
    name, variant = member.name or _name(given), member.variant or _variant(given)
    said = _variant(given)
    if member.variant and said and said != member.variant:
        findings.warn(
            "other-variant",
            given[-1].file,
            f"the student answered the form {shown(said)}, the roster says {shown(variant)}",
            line=given[-1].row,
            key=shown(member.code),
            hint="the roster counts",
        )
    return replace(member, name=name, status=status, variant=variant)


def _name(given: list[Submission]) -> str:
    """Return the latest name given with a student's work."""
    return next((one.name for one in reversed(given) if one.name), "")


def _variant(given: list[Submission]) -> str:
    """Return the latest variant given with a student's work."""
    return next((one.variant for one in reversed(given) if one.variant), "")


def _alike(
    code: str, members: Mapping[str, Student], attempts: Mapping[str, list[Submission]]
) -> str:
    """Suggest the member whose code differs only in capital letters, or by a slip.

    A slip is told only of a member who handed in nothing, and only if it is the one.
    """
    same = [one for one in members if one.casefold() == code.casefold()]
    if same:
        return f"is it {shown(same[0])}?"
    near = [
        one
        for one, member in members.items()
        if one not in attempts and member.status == "graded" and _is_slip(one, code)
    ]
    if len(near) == 1:
        return f"is it {shown(near[0])}, who handed in nothing? if so, correct the code in the file"
    return "add the code to the roster"


_LOOKS = str.maketrans({"o": "0", "i": "1", "l": "1", "|": "1", " ": "", "-": "", "_": "", ".": ""})


def _is_slip(one: str, other: str) -> bool:
    """Whether two codes look the same, or one letter is another, too many, or out of its place."""
    short, long = sorted((text.casefold().translate(_LOOKS) for text in (one, other)), key=len)
    if len(short) < 2 or len(long) - len(short) > 1:
        return short == long
    at = next((n for n, letter in enumerate(short) if letter != long[n]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[:at] + short[at : at + 2][::-1] + short[at + 2 :]
    return swapped == long or short[at + 1 :] == long[at + 1 :]


def _name_alike(attempts: Mapping[str, list[Submission]], findings: Findings) -> None:
    """Warn of codes that differ only in capital letters: one student may stand as two."""
    seen: dict[str, str] = {}
    for code in sorted(attempts):
        other = seen.setdefault(code.casefold(), code)
        if other != code:
            first = attempts[code][0]
            findings.warn(
                "codes-alike",
                first.file,
                f"differs from {shown(other)} only in capital letters; graded as another student",
                line=first.row,
                key=shown(code),
                hint="write the code the same everywhere",
            )
