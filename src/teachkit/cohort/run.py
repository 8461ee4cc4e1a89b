"""One process over all files: the gradebook in pieces, then what it adds up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..classwork.findings import Findings, shown
from ..classwork.rows import BadRow
from ..errors import ProblemsError
from ..gradebook.spreadsheet import csv_text
from ..gradebook.statistics_file import STATISTICS
from .book import head_line
from .review import open_groups, open_rows
from .sources import open_csv
from .students import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from ..gradebook.folder import Content
    from ..gradebook.review import Group
    from ..gradebook.tally import Tally
    from .loops import Loop
    from .sources import CsvSource
    from .work import Work

__all__ = ["UNREAD", "after_files", "gradebook", "open_sources", "refuse_twice"]

UNREAD = "unread.csv"
_NAMED = 50


def open_sources(paths: Sequence[Path], work: Work) -> list[CsvSource]:
    """Recognise all files before the first is graded.

    Raises:
        ProblemsError: None of them can be graded.
    """
    found = [open_csv(path, work.sheet, work.findings) for path in paths]
    sources = [one for one in found if one is not None]
    if not sources:
        raise ProblemsError(work.findings.all_problems())
    return sources


def gradebook(sources: Iterable[CsvSource], work: Work, loop: Loop) -> Iterator[bytes]:
    """Yield the whole gradebook in pieces."""
    yield head_line(work.sheet)
    for source in sources:
        yield from loop(source, work)


def after_files(
    work: Work, tally: Tally, groups: list[tuple[Group, int]]
) -> Iterator[tuple[str, Content]]:
    """Yield the files that follow from the sums."""
    yield STATISTICS, tally.to_json()
    yield "review.csv", csv_text(open_rows(groups))
    if work.students.lost:
        head = ("student", "file", "line", "reason")
        lost = ((code, file, str(line), why) for code, file, line, why in work.students.lost)
        yield UNREAD, csv_text([head, *lost])


def groups_of(work: Work, tally: Tally) -> list[tuple[Group, int]]:
    """Group what is open."""
    return open_groups(work.counts.markers, tally)


def refuse_twice(sources: Iterable[CsvSource], work: Work) -> None:
    """Refuse students who stand more than once: nobody can say here which row counts.

    Raises:
        ProblemsError: With the students and their rows.
    """
    numbers = work.students.twice()
    if not numbers:
        return
    places: dict[str, list[tuple[str, int]]] = {}
    for source in sources:
        for code, line in _codes(source, work):
            if number_of(code) in numbers:
                places.setdefault(code, []).append((source.text.name, line))
    findings = Findings()
    for code, at in places.items():
        if len(at) > 1:
            where = ", ".join(f"{file}:{line}" for file, line in at[:_NAMED])
            findings.error(
                "student-twice",
                at[0][0],
                f"the student stands in {len(at)} rows: {where}",
                line=at[0][1],
                key=shown(code),
                hint="keep the row that counts; attempts are compared by --engine class only",
            )
    if findings.problems:
        raise ProblemsError(findings.all_problems())


def _codes(source: CsvSource, work: Work) -> Iterator[tuple[str, int]]:
    """Yield code and line of each row of a file, once more."""
    from ..classwork.codes import clean_code  # noqa: PLC0415 - only where somebody stands twice

    at = source.columns.student
    for row in source.table(work.sheet).rows:
        if not isinstance(row, BadRow) and len(row.cells) > at:
            yield clean_code(row.cells[at]), row.line
