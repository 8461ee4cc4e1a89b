"""What was done with all that was read, a sentence each, for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import State
from .decisions_file import DECISIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Sheet
    from .decisions_file import DecisionsFile
    from .results import StudentResult

__all__ = ["notices"]


def notices(
    sheet: Sheet, decided: DecisionsFile, results: Sequence[StudentResult]
) -> Iterator[str]:
    """Say what was done with all that was read."""
    yield from _on_empty_rows(results)
    yield from _on_lateness(sheet, results)
    yield from _on_decisions(decided, results)


def _on_empty_rows(results: Sequence[StudentResult]) -> list[str]:
    """Name who handed in nothing but blanks: it counts as 0, and may mean that they were absent."""
    empty = [
        one.student.code
        for one in results
        if (counted := [cell for cell in one.cells if cell.counts])
        and all(cell.state == State.BLANK for cell in counted)
    ]
    listed = ", ".join(empty[:10]) + (" …" if len(empty) > 10 else "")
    hint = "absent? take the row out, or write the status excused into a roster"
    return [f"no answer at all, counted as 0: {listed} ({hint})"] if empty else []


def _on_lateness(sheet: Sheet, results: Sequence[StudentResult]) -> list[str]:
    """Say who was late."""
    if sheet.late is None:
        return []
    late = [one.student.code for one in results if one.late and one.late.days]
    listed = ", ".join(late[:10]) + (" …" if len(late) > 10 else "")
    return [f"due {sheet.late.due}: {len(late)} late" + (f" ({listed})" if late else "")]


def _on_decisions(decided: DecisionsFile, results: Sequence[StudentResult]) -> list[str]:
    """Say how many answers people decided."""
    if not decided.entries:
        return []
    cells = sum(
        cell.machine is not None and not cell.is_open for one in results for cell in one.cells
    )
    return [f"{DECISIONS}: {len(decided.entries)} decisions; {cells} answers marked by them"]
