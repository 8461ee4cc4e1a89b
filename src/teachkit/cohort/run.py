"""One process over all files: the gradebook in pieces, then what it adds up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..classwork.findings import Findings, shown
from ..errors import ProblemsError
from ..gradebook.counted import OPEN_ANSWERS, open_lines
from ..gradebook.retention import NOTE_FILE
from ..gradebook.spreadsheet import csv_text
from ..gradebook.statistics_file import STATISTICS
from .book import head_line
from .members import absent_lines
from .review import open_groups, open_rows
from .sources import PARQUET, open_csv
from .students import number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from ..gradebook.content import Content
    from ..gradebook.review import Group
    from ..gradebook.tally import Tally
    from .hidden import Hiding
    from .loops import Source
    from .work import Work

    Loop = Callable[[Source, Work], Iterator[bytes | memoryview]]

__all__ = ["UNREAD", "after_files", "gradebook", "open_sources", "refuse_twice"]

UNREAD = "unread.csv"
_NAMED = 50

_NOTE = """\
These are the results of a cohort: the points of persons.

Who may read them   The folder and its files were made for their owner only. Nothing of them was
                    sent anywhere but to the cluster that you named.
What to open        gradebook: a row a student. review.csv: what a person must decide.
                    unread.csv, if it is here: rows that could not be graded.
                    statistics.json names no student.
How long to keep    As long as your rules say, and no longer than marks can be appealed.
                    Then delete the whole folder, and what was copied or exported from it.
"""


def open_sources(paths: Sequence[Path], work: Work) -> list[Source]:
    """Recognise all files before the first is graded.

    Raises:
        ProblemsError: None of them can be graded.
    """
    found = [_open(path, work) for path in paths]
    sources = [one for one in found if one is not None]
    if not sources:
        raise ProblemsError(work.findings.all_problems())
    return sources


def _open(path: Path, work: Work) -> Source | None:
    if path.suffix.lower() not in PARQUET:
        return open_csv(path, work.sheet, work.findings, work.mapping)
    try:
        from .parquet import open_parquet  # noqa: PLC0415 - heavy
    except ImportError:
        message, hint = "reading Parquet needs pyarrow", "pip install 'teachkit[scale]'"
        work.findings.error("package", str(path), message, hint=hint)
        return None
    return open_parquet(path, work.sheet, work.findings, work.mapping)


def gradebook(sources: Iterable[Source], work: Work, loop: Loop) -> Iterator[bytes | memoryview]:
    """Yield the whole gradebook in pieces."""
    yield head_line(work.sheet)
    for source in sources:
        yield from loop(source, work)
    yield from absent_lines(work)


def after_files(
    work: Work, statistics: str, groups: list[tuple[Group, int]], hiding: Hiding | None = None
) -> Iterator[tuple[str, Content]]:
    """Yield the files that follow from the sums."""
    yield NOTE_FILE, _NOTE
    yield STATISTICS, statistics
    yield "review.csv", csv_text(open_rows(groups))
    yield OPEN_ANSWERS, open_lines(groups)
    if work.students.lost:
        head = ("student", "file", "line", "reason")
        rows = work.students.lost
        lost = [(code, file, str(line), why) for code, file, line, why in rows]
        yield UNREAD, csv_text([head, *(lost if hiding is None else hiding.lost(rows))])


def groups_of(work: Work, tally: Tally) -> list[tuple[Group, int]]:
    """Group what is open."""
    return open_groups(work.counts.markers, tally)


def refuse_twice(sources: Iterable[Source], work: Work) -> None:
    """Refuse students who stand more than once: nobody can say here which row counts.

    Raises:
        ProblemsError: With the students and their rows.
    """
    numbers = work.students.twice()
    if not numbers:
        return
    places: dict[str, list[tuple[str, int]]] = {}
    for source in sources:
        for code, line in source.codes():
            if number_of(code) in numbers:
                places.setdefault(code, []).append((source.name, line))
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
                hint="say which counts: --attempt last, first, best or in-time",
            )
    if findings.problems:
        raise ProblemsError(findings.all_problems())
