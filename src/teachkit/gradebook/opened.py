"""Opens a folder of results again: the sheet, the answers, the marks, the decisions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ..bank import load_sheet
from ..classwork import RESULTS_MARK
from ..errors import Problem, ProblemsError
from ..late import with_due
from .counted import OPEN_ANSWERS, SHEET, Counted, read_open
from .decisions_file import DECISIONS, DecisionsFile, read_decisions
from .folder import FORMAT
from .kept import read_answers, read_marks
from .statistics_file import STATISTICS, read_statistics

if TYPE_CHECKING:
    from pathlib import Path

    from ..classwork import Classwork
    from ..model import Sheet
    from .kept import KeptMark
    from .tally import Tally

__all__ = [
    "ANSWERS",
    "MARKS",
    "SHEET",
    "KeptStatistics",
    "Results",
    "open_for_review",
    "open_letters",
    "open_results",
    "open_statistics",
]

ANSWERS, MARKS = "responses.jsonl", "marks.jsonl"
_NEEDED = (ANSWERS, MARKS, SHEET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A folder of results, read back."""

    folder: Path
    record: dict[str, Any]
    """What ``run.json`` says."""
    sheet: Sheet
    """As it was when the class was graded."""
    work: Classwork
    """What the class handed in."""
    marks: dict[tuple[str, str], KeptMark]
    """By student and item."""
    decisions: DecisionsFile
    """As they stand in the folder now."""

    @property
    def digest(self) -> str:
        """A hash of answers and sheet: 16 hex digits."""
        outputs = self.record["outputs"]
        return sha256((outputs[ANSWERS] + outputs[SHEET]).encode()).hexdigest()[:16]


def open_results(folder: Path) -> Results:
    """Read a folder of results.

    Raises:
        ProblemsError: It is no folder of results, lacks what a later run needs, or a file
            that must stay as it was written was edited.
    """
    record = _record(folder)
    _refuse_cohort(folder, record)
    texts = {name: _unchanged(folder, name, record["outputs"]) for name in _NEEDED}
    sheet = with_due(load_sheet(folder / SHEET), str(record.get("due", "")))
    try:
        work = read_answers(texts[ANSWERS])
        marks = {(one.student, one.item): one for one in read_marks(texts[MARKS])}
    except (ValueError, KeyError, RecursionError) as error:
        raise _stop(folder, f"the kept answers or marks can't be read: {error}") from error
    return Results(
        folder=folder,
        record=record,
        sheet=sheet,
        work=work,
        marks=marks,
        decisions=read_decisions(folder / DECISIONS, sheet.id),
    )


def open_for_review(folder: Path) -> Results | Counted:
    """Read a folder of results as far as people can decide on it: of a class, or of a cohort.

    Raises:
        ProblemsError: As `open_results`.
    """
    record = _record(folder)
    if ANSWERS in record["outputs"] or OPEN_ANSWERS not in record["outputs"]:
        return open_results(folder)
    _unchanged(folder, SHEET, record["outputs"])
    sheet = load_sheet(folder / SHEET)
    text = _unchanged(folder, OPEN_ANSWERS, record["outputs"])
    try:
        forms, left = read_open(text, sheet)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _stop(folder, f"the kept open answers can't be read: {error}") from error
    return Counted(
        folder=folder,
        record=record,
        sheet=sheet,
        forms=forms,
        left=left,
        decisions=read_decisions(folder / DECISIONS, sheet.id),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptStatistics:
    """What a report needs of a folder of results, of a class or of a nation."""

    record: dict[str, Any]
    sheet: Sheet
    tally: Tally
    variants: dict[str, Tally]
    marks: tuple[KeptMark, ...]
    """Empty where results keep no marks of single students."""
    names: dict[str, str]
    """Code to name; empty unless they were asked for."""


def open_statistics(
    folder: Path, *, names: bool = False, most: int | None = None
) -> KeptStatistics:
    """Read sheet and statistics of a folder of results, and marks if it keeps any.

    Args:
        folder: What ``teachkit grade`` wrote.
        names: Whether to read the students' names.
        most: Of how many students marks are read; of more students none are.

    Raises:
        ProblemsError: As `open_results`.
    """
    record = _record(folder)
    written = record["outputs"]
    _unchanged(folder, SHEET, written)
    sheet = load_sheet(folder / SHEET)
    marks: tuple[KeptMark, ...] = ()
    known: dict[str, str] = {}
    try:
        tally, variants = read_statistics(_unchanged(folder, STATISTICS, written))
        if most is None or sum(tally.students.values()) <= most:
            if MARKS in written:
                marks = tuple(read_marks(_unchanged(folder, MARKS, written)))
            if names and ANSWERS in written:
                work = read_answers(_unchanged(folder, ANSWERS, written))
                known = {one.code: one.name for one in work.students if one.name}
    except (ValueError, KeyError, RecursionError) as error:
        raise _stop(folder, f"the kept statistics or marks can't be read: {error}") from error
    return KeptStatistics(
        record=record, sheet=sheet, tally=tally, variants=variants, marks=marks, names=known
    )


def open_letters(folder: Path) -> tuple[Sheet, list[tuple[str, str]]]:
    """Read the letters of a folder of results, as they are now: a teacher may have added words.

    Returns:
        The sheet, and the file's name and HTML of each letter, in the order of the names.

    Raises:
        ProblemsError: It is no folder of results, or holds no letters.
    """
    record = _record(folder)
    _refuse_cohort(folder, record)
    _unchanged(folder, SHEET, record["outputs"])
    names = sorted(name for name in record["outputs"] if name.startswith("feedback/"))
    letters = []
    for name in names:
        path = folder / name
        try:
            letters.append((path.stem, path.read_bytes().decode("utf-8", "replace")))
        except OSError as error:
            raise _stop(path, f"cannot be read: {error.strerror}") from error
    if not letters:
        raise _stop(folder, "the results hold no letters")
    return load_sheet(folder / SHEET), letters


def _record(folder: Path) -> dict[str, Any]:
    if not folder.is_dir():
        raise _stop(folder, "there is no such folder of results", "name the folder of `--out`")
    try:
        record = json.loads((folder / RESULTS_MARK).read_bytes())
    except (OSError, ValueError, RecursionError):
        record = None
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise _stop(folder, "this is no folder of results", "name the folder of `--out`")
    if not isinstance(record.get("outputs"), dict):
        raise _stop(folder / RESULTS_MARK, "it lacks the list of what was written")
    return record


def _refuse_cohort(folder: Path, record: dict[str, Any]) -> None:
    """Refuse results in which single answers are not kept."""
    if record.get("engine") and ANSWERS not in record["outputs"]:
        message = "these are a cohort's results: single answers are not kept, and no letters"
        hint = "for that, grade some of the files with --engine class into another folder"
        raise _stop(folder, message, hint)


def _unchanged(folder: Path, name: str, written: dict[str, Any]) -> str:
    """Read a file that must be as it was written."""
    if name not in written:
        raise _stop(folder, f"the results hold no {name}")
    try:
        data = (folder / name).read_bytes()
    except OSError as error:
        raise _stop(folder / name, f"cannot be read: {error.strerror}") from error
    if sha256(data).hexdigest() != written[name]:
        hint = "put it back as it was, or grade the class again"
        raise _stop(folder / name, "was changed since the class was graded", hint)
    return data.decode("utf-8", "replace")


def _stop(place: Path, message: str, hint: str = "grade the class again") -> ProblemsError:
    return ProblemsError([Problem(file=str(place), message=message, hint=hint, code="bad-results")])
