"""Grades a class: read, mark, write the folder of results."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from ..classwork import Classwork, read_classwork
from ..classwork.findings import shown
from ..display import sheet_build
from ..late import with_due
from .checks import check_url, check_work
from .decided import usable
from .decisions import settle
from .decisions_file import DECISIONS, DecisionsFile, merge, read_decisions, read_given, render
from .feedback import Letters
from .filenames import file_names
from .folder import check_folder, write_results
from .kept import kept_answers, kept_marks
from .letter_parts import letters_rows
from .lock import locked
from .marking_run import AttemptPolicy, mark_class
from .notices import notices
from .opened import ANSWERS, MARKS, SHEET
from .printed import as_printed
from .pseudonyms import check_kind, hide
from .retention import NOTE, NOTE_FILE
from .review import review_groups, review_rows
from .rules import rules_of
from .spreadsheet import csv_text
from .statistics_file import STATISTICS, statistics_text
from .summary import summary_text
from .tables import gradebook_rows, marks_rows
from .tally import tallies_by_variant, tally_of

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..errors import Problem
    from ..model import Sheet
    from .decisions import Settled
    from .results import StudentResult
    from .review import Group

__all__ = ["Adjust", "GradedClass", "decisions_of", "grade_class", "grade_work"]

MAPPING = "mapping.toml"
"""What columns meant, where a person said so."""

_FOR_A_PERSON = frozenset({"unreadable-answer"})
"""Problems that a decision settles."""

Adjust = Callable[[tuple["StudentResult", ...]], tuple["StudentResult", ...]]


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
    due: str = "",
    lesson_url: str = "",
    pages: Mapping[str, str] | None = None,
    source: str | os.PathLike[str] | None = None,
    decisions: Sequence[str | os.PathLike[str]] = (),
    layout: str = "",
    mapping: str | os.PathLike[str] | None = None,
    anonymous: str | os.PathLike[str] | None = None,
    variants: str | os.PathLike[str] | None = None,
) -> GradedClass:
    """Grade a class and write the results.

    Args:
        sheet: The sheet that was answered.
        files: Files in any format that is read, or folders of them.
        out: The folder for the results: new, empty, or with earlier results.
        roster: A CSV of the class.
        attempt: Which of a student's attempts counts.
        due: When the work was due, instead of what the sheet says.
        lesson_url: Where the student pages are, for the links in the letters.
        pages: The page and heading of each section (see ``sections.sections_of``).
        source: The sheet's TOML file, kept so that the class can be reviewed and regraded.
        decisions: Files of decisions, added to ``decisions.toml`` in ``out`` and applied.
        layout: How tables are laid out (`classwork.LAYOUTS`); "" recognises it.
        mapping: A file that says what columns mean; it is kept with the results.
        anonymous: The key file, elsewhere than ``out``: results hold pseudonyms then.
        variants: The map of the printed variants: letters are read as each student saw them.

    Returns:
        The results, with every problem met on the way.

    Raises:
        ProblemsError: Nothing could be graded, the roster or a file of decisions can't be
            used, or the results could not be written. What stood in ``out`` is untouched then.
    """
    place = Path(out)
    check_url(lesson_url)
    check_folder(place)
    with locked(place):  # from reading the decisions there to writing them again
        decided = decisions_of(sheet, place, decisions)
        check_kind(place, decided, anonymous=anonymous is not None)
        work = read_classwork(sheet, files, roster=roster, layout=layout, mapping=mapping)
        check_work(work, roster)
        work = as_printed(sheet, work, variants)
        work = hide(work, anonymous, place, times=bool(due) or sheet.late is not None)
        return grade_work(
            sheet,
            work,
            place,
            attempt=attempt,
            due=due,
            lesson_url=lesson_url,
            pages=pages,
            sheet_text=_text_of(source),
            decisions=decided,
            more=_mapping_of(mapping),
            anonymous=anonymous is not None,
        )


def _text_of(source: str | os.PathLike[str] | None) -> str | None:
    return None if source is None else Path(source).read_bytes().decode("utf-8-sig", "replace")


def _mapping_of(mapping: str | os.PathLike[str] | None) -> dict[str, str]:
    return {} if mapping is None else {MAPPING: Path(mapping).read_text("utf-8-sig")}


def decisions_of(
    sheet: Sheet, place: Path, more: Sequence[str | os.PathLike[str]]
) -> DecisionsFile:
    """Read the decisions in a folder of results, and those in files that a user names.

    Raises:
        ProblemsError: One of them can't be used.
    """
    given = [read_given(Path(one), sheet.id) for one in more]
    return merge(sheet.id, read_decisions(place / DECISIONS, sheet.id), given)


def grade_work(  # noqa: PLR0913 - what a run depends on
    sheet: Sheet,
    work: Classwork,
    place: Path,
    *,
    attempt: AttemptPolicy = "last",
    due: str = "",
    lesson_url: str = "",
    pages: Mapping[str, str] | None = None,
    sheet_text: str | None = None,
    decisions: DecisionsFile | None = None,
    anonymous: bool = False,
    adjust: Adjust | None = None,
    more: Mapping[str, str] | None = None,
) -> GradedClass:
    """Mark what was read, and write the results.

    Args:
        sheet: The sheet to mark by.
        work: What was read, now or by the run that is marked again.
        place: The folder for the results.
        attempt: Which of a student's attempts counts.
        due: As for `grade_class`.
        lesson_url: As for `grade_class`.
        pages: As for `grade_class`.
        sheet_text: The sheet's TOML; ``None`` leaves it out.
        decisions: What people decided.
        anonymous: Whether ``work`` holds pseudonyms.
        adjust: Changes the marks before they are written.
        more: Further files to write, name to text.

    Raises:
        ProblemsError: The results could not be written.
    """
    decided = decisions or DecisionsFile()
    sheet = with_due(sheet, due)
    settled, warnings = usable(sheet, settle(decided.entries))
    results, odd = mark_class(sheet, work, attempt, settled)
    if adjust is not None:
        results = adjust(results)
    groups = review_groups(sheet, results, settled)
    made = _files(sheet, work, results, groups, Letters(sheet, lesson_url, pages))
    extra = {**({} if sheet_text is None else {SHEET: sheet_text}), **(more or {})}
    record = _record(sheet, work, attempt, settled, sheet_text)
    record |= {"anonymous": anonymous, "due": due, "lesson_url": lesson_url}
    record["pages"] = dict(pages or {})
    carried = {DECISIONS: decided.text} if decided.text else {}
    kept = write_results(place, chain(made, extra.items()), record, carried=carried)
    return GradedClass(
        sheet=sheet,
        out=place,
        results=results,
        groups=tuple(groups),
        problems=(*_still_open(work.problems, results), *odd, *warnings),
        notices=(*work.notices, *notices(sheet, decided, results), *kept),
    )


def _still_open(problems: Sequence[Problem], results: Sequence[StudentResult]) -> Iterator[Problem]:
    """Leave out answers that could not be read and that a person has decided since."""
    decided = {
        f"{shown(result.student.code)}, {cell.item.id}"
        for result in results
        for cell in result.cells
        if not cell.is_open
    }
    return (one for one in problems if one.code not in _FOR_A_PERSON or one.key not in decided)


def _files(
    sheet: Sheet,
    work: Classwork,
    results: Sequence[StudentResult],
    groups: Sequence[Group],
    letters: Letters,
) -> Iterator[tuple[str, str]]:
    """Yield name and text of each file: the tables, what is kept, and the letters."""
    yield NOTE_FILE, NOTE
    yield "gradebook.csv", csv_text(gradebook_rows(sheet, results))
    yield "marks.csv", csv_text(marks_rows(results))
    yield "review.csv", csv_text(review_rows(groups))
    by_variant = tallies_by_variant(sheet, results)
    yield STATISTICS, statistics_text(tally_of(sheet, results), by_variant)
    yield ANSWERS, kept_answers(work)
    yield MARKS, kept_marks(results)
    handed_in = [one for one in results if one.student.status in ("graded", "unread")]
    names = file_names(one.student.code for one in handed_in)
    yield "letters.csv", csv_text(letters_rows(sheet, handed_in, letters.links, names))
    for one in handed_in:
        yield f"feedback/{names[one.student.code]}.html", letters.letter(one)


def _record(
    sheet: Sheet,
    work: Classwork,
    attempt: str,
    settled: Settled,
    sheet_text: str | None,
) -> dict[str, object]:
    """Return what is kept about a run: enough to say later what it was made from."""
    from .. import __version__  # noqa: PLC0415 - avoids a circle

    bank = "" if sheet_text is None else sha256(sheet_text.encode("utf-8", "replace")).hexdigest()
    return {
        "sheet": sheet.id,
        "build": sheet_build(sheet),
        "bank": bank,
        "teachkit": __version__,
        "rules": rules_of(sheet),
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
        "decisions": [render(one) for one in settled.decisions.values()],
    }
