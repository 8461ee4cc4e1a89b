"""What a class hands in: one reader a format, all into one table of answers.

A reader never raises for what stands in a file. Whatever it can't take is named with
file and line, and the rest is read where that is safe.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .attempts import sort_attempts
from .codes import clean_code
from .columns import item_parts
from .day_order import settle_days
from .findings import Findings, shown
from .inputs import RESULTS_MARK, find_files
from .layouts import LAYOUTS
from .members import join_class
from .reading import Reading
from .records import Answer, Classwork, InputFile, Student, Submission, Unread
from .times import parse_time

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    from ..errors import Problem
    from ..model import Sheet
    from .mapping import Mapping

__all__ = [
    "LAYOUTS",
    "RESULTS_MARK",
    "Answer",
    "Classwork",
    "InputFile",
    "Student",
    "Submission",
    "Unread",
    "clean_code",
    "item_parts",
    "open_columns",
    "parse_time",
    "read_classwork",
    "shown",
]


def read_classwork(
    sheet: Sheet,
    files: Iterable[str | os.PathLike[str]],
    *,
    roster: str | os.PathLike[str] | None = None,
    layout: str = "",
    mapping: str | os.PathLike[str] | None = None,
) -> Classwork:
    """Read all that a class handed in for one sheet.

    Args:
        sheet: The sheet that was answered.
        files: Files in any format that is read, or folders of them.
        roster: A CSV or workbook of the class: ``student``, optional ``name, group, variant,
            status, due``.
        layout: How tables are laid out, one of `LAYOUTS`; "" recognises it.
        mapping: A file that says what the columns of tables mean; ``None`` finds it out.

    Returns:
        Answers, students and files, with every problem met. Nothing is raised for what
        stands in a file, or for a file that can't be read.

    Raises:
        ProblemsError: The mapping can't be used.
    """
    findings = Findings()
    reading = Reading(sheet, findings, layout)
    if mapping is not None:
        reading.map_by(Path(mapping))
    for path in find_files([Path(one) for one in files], findings):
        if roster is not None and _is_same(path, Path(roster)):
            findings.note(f"{path}: the roster; no answers read from it")
        else:
            reading.read(path)
    members = None if roster is None else reading.roster(Path(roster))
    settle_days(reading.submissions, findings)
    attempts = sort_attempts(reading.submissions, findings)
    students = join_class(
        members,
        attempts,
        reading.unread,
        findings,
        file=str(roster),
        absent=reading.absent,
    )
    return Classwork(
        answers=tuple(_answers(sheet, students, attempts)),
        students=students,
        files=tuple(reading.files),
        unread=tuple(reading.unread),
        problems=findings.all_problems(),
        notices=tuple(findings.notices),
    )


def open_columns(
    sheet: Sheet, path: str | os.PathLike[str], *, layout: str = ""
) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """Propose what the columns of a file mean, without reading its answers.

    Args:
        sheet: The sheet that was answered.
        path: A file with a table in it.
        layout: As for `read_classwork`.

    Returns:
        The proposal, ``None`` if the file holds no table; and what is wrong with it.
    """
    findings = Findings()
    mapping = Reading(sheet, findings, layout).columns(Path(path))
    return mapping, findings.all_problems()


def _is_same(path: Path, other: Path) -> bool:
    """Whether two names mean one file: a roster may lie among the answers."""
    try:
        return path.samefile(other)
    except OSError:
        return False


def _answers(
    sheet: Sheet, students: Iterable[Student], attempts: dict[str, list[Submission]]
) -> Iterator[Answer]:
    for student in students:
        for one in attempts.get(student.code, ()):
            for item in sheet.items:
                if item.id in one.responses:
                    file, row = one.origin.get(item.id, (one.file, one.row))
                    yield Answer(
                        student.code,
                        item.id,
                        one.responses[item.id],
                        one.attempt or 1,
                        one.time,
                        file,
                        row,
                        one.faults.get(item.id, ""),
                        one.credits.get(item.id, ""),
                    )
