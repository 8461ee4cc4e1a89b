"""What readers hand on: answers, students, files, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ..errors import Problem

__all__ = ["Answer", "Classwork", "InputFile", "Status", "Student", "Submission", "Unread"]

Status = Literal["graded", "missing", "excused", "unread"]
"""Of a student: handed in; handed in nothing; need not; handed in what could not be read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One student's response to one item in one attempt."""

    student: str
    """The student's code."""
    item: str
    """The item's id."""
    response: str
    """As given; for kinds with parts a JSON object, for lists ids joined by ``;``; "" is blank."""
    attempt: int = 1
    """Counted from 1 in the order of the attempts."""
    time: str = ""
    """As in the file; may be empty."""
    file: str = ""
    """As the user named it."""
    row: int = 0
    """The line of the file where the row starts, counted from 1; 0 in a JSON file."""
    fault: str = ""
    """Why it can't be read, though it was handed in; "" if it can."""
    credit: str = ""
    """An exact credit 0..1 given elsewhere, where the file holds points and no answers."""


@dataclass(slots=True)
class Submission:
    """What stands in one row or one answers-JSON: one student, one hand-in, some items."""

    student: str
    file: str
    row: int
    responses: dict[str, str]
    """Item id to response. An item the file has no place for is not in it."""
    name: str = ""
    attempt: int | None = None
    time: str = ""
    variant: str = ""
    origin: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Item id to file and row, for items that came from another file than the last."""
    faults: dict[str, str] = field(default_factory=dict)
    """Item id to why its response can't be read; `responses` has it as it stands."""
    credits: dict[str, str] = field(default_factory=dict)
    """Item id to the credit given elsewhere."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Something handed in that could not be read, where the student is known."""

    student: str
    file: str
    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Student:
    """One member of the class."""

    code: str
    name: str = ""
    group: str = ""
    status: Status = "graded"
    variant: str = ""
    """Which form of the sheet the student had; "" if there is one only."""
    due: str = ""
    """When the student's work was due, if that is another time than the class's."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that was read, and how it was understood."""

    file: str
    sha256: str
    format: str
    """``wide CSV``, ``Moodle responses (XLSX)``, ``answers-JSON``, ``roster`` and so on."""
    encoding: str
    """As people name it; "" for a file that is no text."""
    delimiter: str = ""
    submissions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Classwork:
    """All that a class handed in for one sheet."""

    answers: tuple[Answer, ...]
    """By student in class order, attempt, then the sheet's order of items."""
    students: tuple[Student, ...]
    """In the roster's order; then, sorted, those not on it."""
    files: tuple[InputFile, ...]
    unread: tuple[Unread, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = field(default=())
    """What was recognised, a sentence each."""
