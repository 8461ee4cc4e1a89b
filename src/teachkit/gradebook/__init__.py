"""A class at once: marks, gradebook, what to review, and a letter to each student."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..classwork import Classwork, read_classwork
from ..display import sheet_build
from ..errors import Problem, ProblemsError
from .feedback import Letters
from .filenames import file_names
from .folder import check_folder, write_results
from .marking_run import AttemptPolicy, mark_class
from .results import Cell, StudentResult
from .review import Group, review_groups, review_rows
from .spreadsheet import csv_text
from .summary import summary_text
from .tables import gradebook_rows, marks_rows

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..model import Sheet

__all__ = ["AttemptPolicy", "Cell", "GradedClass", "Group", "StudentResult", "grade_class"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedClass:
    """The results of a class, as they were written."""

    sheet: Sheet
    out: Path
    """The folder with the results."""
    results: tuple[StudentResult, ...]
    """One a student: the roster's order, then by code."""
    groups: tuple[Group, ...]
    """What a person must decide."""
    problems: tuple[Problem, ...]
    """Everything that was not read, not graded, or should be looked at."""
    notices: tuple[str, ...]

    def summary(self) -> str:
        """Return the results in a few lines for the terminal."""
        return summary_text(self.sheet, self.results, self.groups, self.problems, self.notices)


def grade_class(  # noqa: PLR0913 - what the command's options are
    sheet: Sheet,
    files: Iterable[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    *,
    roster: str | os.PathLike[str] | None = None,
    attempt: AttemptPolicy = "last",
    lesson_url: str = "",
    pages: Mapping[str, str] | None = None,
) -> GradedClass:
    """Grade a class and write the results.

    Args:
        sheet: The sheet that was answered.
        files: Wide CSV files, answers-JSON files, or folders of them.
        out: The folder for the results: new, empty, or with earlier results.
        roster: A CSV of the class.
        attempt: Which of a student's attempts counts.
        lesson_url: Where the student pages are, for the links in the letters.
        pages: The page of each section that items name (see ``sections.section_pages``).

    Returns:
        The results, with every problem met on the way.

    Raises:
        ProblemsError: Nothing could be graded, the roster can't be used, or the results
            could not be written. What stood in ``out`` is untouched then.
    """
    place = Path(out)
    _check_url(lesson_url)
    check_folder(place)
    work = read_classwork(sheet, files, roster=roster)
    _check_work(work, roster)
    results, warnings = mark_class(sheet, work, attempt)
    groups = review_groups(sheet, results)
    made = _files(sheet, results, groups, Letters(sheet, lesson_url, pages))
    kept = write_results(place, made, _record(sheet, work, attempt))
    return GradedClass(
        sheet=sheet,
        out=place,
        results=results,
        groups=tuple(groups),
        problems=(*work.problems, *warnings),
        notices=(*work.notices, *kept),
    )


def _check_url(url: str) -> None:
    """Refuse an address that a browser would run as a script."""
    scheme = url.split(":", 1)[0].strip().casefold() if ":" in url else ""
    if scheme not in ("", "http", "https", "file"):
        raise ProblemsError(
            [
                Problem(
                    file=url,
                    message=f"links can't start with '{scheme}:'",
                    hint="give an http(s) address or a relative path",
                    code="bad-url",
                )
            ]
        )


def _check_work(work: Classwork, roster: object) -> None:
    """Stop where results would be empty, or wrong for the whole class."""
    stop = not work.answers
    if roster is not None and not any(file.format == "roster" for file in work.files):
        stop = True  # all who are missing or excused would be taken for something else
    if stop:
        raise ProblemsError(
            work.problems
            or [
                Problem(
                    file="responses",
                    message="no answers were found",
                    code="no-answers",
                    hint="name CSV or answers-JSON files, or folders of them",
                )
            ]
        )


def _files(
    sheet: Sheet, results: Sequence[StudentResult], groups: Sequence[Group], letters: Letters
) -> Iterator[tuple[str, str]]:
    """Yield name and text of each file: the tables, and a letter to all who handed in."""
    yield "gradebook.csv", csv_text(gradebook_rows(sheet, results))
    yield "marks.csv", csv_text(marks_rows(results))
    yield "review.csv", csv_text(review_rows(groups))
    handed_in = [one for one in results if one.student.status in ("graded", "unread")]
    names = file_names(one.student.code for one in handed_in)
    for one in handed_in:
        yield f"feedback/{names[one.student.code]}.html", letters.letter(one)


def _record(sheet: Sheet, work: Classwork, attempt: str) -> dict[str, object]:
    """Return what is kept about a run: enough to say later what it was made from."""
    from .. import __version__  # noqa: PLC0415 - avoids a circle

    return {
        "sheet": sheet.id,
        "build": sheet_build(sheet),
        "rules": __version__,
        "attempt": attempt,
        "inputs": [
            {
                "file": Path(file.file).name,
                "sha256": file.sha256,
                "format": file.format,
                "encoding": file.encoding,
                "delimiter": file.delimiter,
                "submissions": file.submissions,
            }
            for file in work.files
        ],
    }
