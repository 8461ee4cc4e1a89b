"""Reads a folder of results for its report: statistics, and a row a student if it keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..analysis import Analysis, Draw, Finding, analyse, common_error, findings, of_decided
from ..gradebook.lesson_links import LessonLinks
from ..gradebook.opened import open_statistics
from ..model import State
from ..speech import Speech, speech_of
from .objectives import Known, objectives_of
from .rows import Row, rows_of

if TYPE_CHECKING:
    from pathlib import Path

    from ..gradebook.tally import Tally
    from ..model import Sheet

__all__ = ["ClassReport", "Waiting", "gather"]


_MOST = 2_000
"""Students whose marks are read one by one: of more, statistics say enough."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a person must decide."""

    answers: int
    different: int
    """Different answers among them; each essay is one."""
    items: tuple[tuple[int, int], ...]
    """Number of an item on the sheet, and how many of its answers wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassReport:
    """All that a report says, before it is a page or a print."""

    folder: Path
    record: dict[str, Any]
    sheet: Sheet
    tally: Tally
    variants: dict[str, Tally]
    analysis: Analysis
    findings: tuple[Finding, ...]
    draws: dict[str, Draw]
    """Item to the wrong answer that most gave."""
    known: tuple[Known, ...]
    """What the class knows, by objective."""
    waiting: Waiting
    rows: tuple[Row, ...]
    """A row a student, best total first; empty if the results keep none."""
    links: LessonLinks
    language: str
    """As a page says it; English if there are no words of ours in the sheet's."""
    speech: Speech


def gather(folder: Path, *, names: bool = False, language: str = "") -> ClassReport:
    """Read a folder of results.

    Args:
        folder: What ``teachkit grade`` wrote.
        names: Whether rows have names beside codes.
        language: What the report speaks; "" is the sheet's language.

    Raises:
        ProblemsError: It is no folder of results, or what it keeps was changed.
    """
    kept = open_statistics(folder, names=names, most=_MOST)
    sheet, tally = kept.sheet, kept.tally
    wanted = language or sheet.language
    speech = speech_of(wanted)
    analysis = analyse(sheet, tally)
    draws = {
        one.item.id: draw
        for one in analysis.items
        if (draw := common_error(sheet, one, tally.items[one.item.id]))
    }
    rows = rows_of(sheet, kept.marks, kept.names)
    if analysis.waiting and rows:
        points = [[None if one is None else one.points for one in row.cells] for row in rows]
        analysis = of_decided(analysis, points)
    return ClassReport(
        folder=folder,
        record=kept.record,
        sheet=sheet,
        tally=tally,
        variants=kept.variants,
        analysis=analysis,
        findings=findings(analysis, speech),
        draws=draws,
        known=objectives_of(analysis, rows),
        waiting=_waiting(analysis, tally),
        rows=rows,
        links=LessonLinks(
            sheet,
            str(kept.record.get("lesson_url", "")),
            kept.record.get("pages") or {},
            folder="feedback",
        ),
        language=wanted if wanted.lower().startswith(speech.code) else speech.code,
        speech=speech,
    )


def _waiting(analysis: Analysis, tally: Tally) -> Waiting:
    answers = different = 0
    items = []
    for one in analysis.items:
        if not one.open:
            continue
        answers += one.open
        items.append((one.number, one.open))
        waiting = [
            given for given in tally.items[one.item.id].answers.values() if _waits(given.state)
        ]
        different += one.open if one.item.kind == "essay" else len(waiting)
    return Waiting(answers, different, tuple(items))


def _waits(state: str) -> bool:
    return State(state).needs_person
