"""The same answers marked anew: who gains, who loses, and because of what."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import Problem, ProblemsError
from ..gradebook.decisions import Decision
from ..gradebook.grading import GradedClass, grade_work
from ..late import with_due
from .replay import Change, Replay
from .report import regrade_csv, regrade_html, regrade_text
from .source import sheet_now

if TYPE_CHECKING:
    from pathlib import Path

    from ..gradebook import Results
    from ..gradebook.results import StudentResult
    from ..model import Sheet

__all__ = ["Change", "Regrade", "regrade", "sheet_now"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrade:
    """A regrade, as it was written."""

    graded: GradedClass
    changes: tuple[Change, ...]
    text: str
    """The table for the terminal."""


def regrade(  # noqa: PLR0913 - what the command's options are
    results: Results,
    sheet: Sheet,
    out: Path,
    *,
    sheet_text: str,
    state: str = "as it is now",
    never_lower: bool = False,
) -> Regrade:
    """Mark the kept answers by another state of the sheet, and write new results.

    Args:
        results: The folder, read back; it is not touched.
        sheet: The sheet to mark by.
        out: The folder for the new results, with ``regrade.csv`` and ``regrade.html``.
        sheet_text: The sheet's TOML.
        state: Which state of the sheet it is, in words.
        never_lower: Whether a mark that would fall stays as it was.

    Raises:
        ProblemsError: ``out`` is or lies in the old folder, or could not be written.
    """
    _check_out(results.folder, out)
    due = str(results.record.get("due", ""))
    sheet = with_due(sheet, due)
    old = [_applied(text) for text in results.record.get("decisions", [])]
    replay = Replay(results, sheet, old, never_lower=never_lower)
    reports: dict[str, str] = {}

    def adjust(graded: tuple[StudentResult, ...]) -> tuple[StudentResult, ...]:
        made = replay.adjust(graded)
        reports["regrade.csv"] = regrade_csv(replay.changes)
        reports["regrade.html"] = regrade_html(sheet, state, replay.changes)
        return made

    graded = grade_work(
        sheet,
        results.work,
        out,
        attempt=results.record["attempt"],
        due=due,
        anonymous=bool(results.record.get("anonymous")),
        lesson_url=results.record["lesson_url"],
        pages=results.record.get("pages"),
        sheet_text=sheet_text,
        decisions=results.decisions,
        adjust=adjust,
        more=reports,
    )
    text = regrade_text(sheet, state, replay.changes)
    if sheet.late != results.sheet.late:
        text += "\nwhat becomes of late work has changed: see final_total in gradebook.csv"
    return Regrade(graded=graded, changes=tuple(replay.changes), text=text)


def _check_out(folder: Path, out: Path) -> None:
    old, new = folder.resolve(), out.resolve()
    if new == old or old in new.parents:
        message, hint = "the old results stay as they are", "name another folder with --out"
        raise ProblemsError([Problem(file=str(out), message=message, hint=hint, code="bad-out")])


def _applied(text: str) -> Decision:
    """Read a decision back that a run wrote into its record."""
    table: dict[str, Any] = tomllib.loads(text)["decision"][0]
    credit = Fraction(table.pop("credit")) if "credit" in table else None
    levels = tuple((name, Fraction(one)) for name, one in table.pop("levels", {}).items())
    return Decision(**{"when": "", **table}, credit=credit, levels=tuple(sorted(levels)))
