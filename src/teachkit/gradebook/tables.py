"""The two tables of marks: long (``marks.csv``) and a row a student (``gradebook.csv``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import State
from .amounts import decimal, percent
from .results import EXCUSED, MISSING, STATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from ..model import Sheet
    from .results import StudentResult

__all__ = [
    "LATE_COLUMNS",
    "MARKS_COLUMNS",
    "gradebook_head",
    "gradebook_rows",
    "marks_rows",
    "shown_points",
    "shown_sums",
]

MARKS_COLUMNS = ("student", "item", "response", "state", "score", "points", "rule", "reason")

LATE_COLUMNS = ("handed_in", "days_late", "kept_percent", "final_total", "final_percent")
"""Of a sheet that says what becomes of late work; no item can have such an id."""


def marks_rows(results: Sequence[StudentResult]) -> Iterator[tuple[str, ...]]:
    """Yield the header, then a row a student and item."""
    yield MARKS_COLUMNS
    for result in results:
        for cell in result.cells:
            yield (
                result.student.code,
                cell.item.id,
                cell.response,
                cell.state,
                "" if cell.score is None else decimal(cell.score),
                "" if cell.points is None else decimal(cell.points),
                cell.mark.rule if cell.mark else "",
                cell.reason,
            )


def gradebook_head(sheet: Sheet) -> tuple[str, ...]:
    """Return the names of the gradebook's columns."""
    items = (item.id for item in sheet.items)
    late = () if sheet.late is None else LATE_COLUMNS
    return ("student", "name", *items, "total", "out_of", "percent", "open", *late, *STATES)


def gradebook_rows(sheet: Sheet, results: Sequence[StudentResult]) -> Iterator[tuple[str, ...]]:
    """Yield the header, then a row a student: points an item, sums, counts by state."""
    yield gradebook_head(sheet)
    for result in results:
        yield (
            result.student.code,
            result.student.name,
            *(shown_points(cell.state, cell.points) for cell in result.cells),
            *_sums(result),
            *(() if sheet.late is None else _late(result)),
            *(str(result.counts[state]) for state in STATES),
        )


def shown_points(state: str, points: Fraction | None) -> str:
    """Show points, or the word for what is no number: blank and missing are not 0."""
    if state in (State.BLANK, MISSING, EXCUSED):
        return str(state)
    return "review" if points is None else decimal(points)


def _sums(result: StudentResult) -> tuple[str, ...]:
    """Return total, out_of, percent, open; empty if nothing counts."""
    if not any(cell.counts for cell in result.cells):
        return ("", "", "", "")
    return shown_sums(result.total, result.out_of, result.open)


def shown_sums(total: Fraction, out_of: Fraction, waiting: Fraction) -> tuple[str, str, str, str]:
    """Show total, out_of, percent, open; no percent if all is open."""
    share = "" if waiting == out_of else percent(total, out_of)
    return (decimal(total), decimal(out_of), share, decimal(waiting))


def _late(result: StudentResult) -> tuple[str, ...]:
    """Return when it was handed in, and the sums less what being late takes."""
    late = result.late
    if late is None or not any(cell.counts for cell in result.cells):
        return ("",) * len(LATE_COLUMNS)
    return (
        result.time,
        "" if late.days is None else str(late.days),
        decimal(late.kept * 100),
        decimal(result.final),
        "" if result.open == result.out_of else percent(result.final, result.out_of),
    )
