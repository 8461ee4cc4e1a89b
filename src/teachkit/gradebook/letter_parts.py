"""What a letter says of a student's work as a whole: what went well, what to read again."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ..display import number_of
from ..speech import speech_of
from .amounts import short
from .markup import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..model import Item, Sheet
    from .lesson_links import LessonLinks
    from .results import StudentResult

__all__ = ["LETTERS_COLUMNS", "Reading", "letters_rows", "strengths", "to_read"]

LETTERS_COLUMNS = (
    "student",
    "name",
    "points",
    "out_of",
    "still_to_mark",
    "went_well",
    "read_again",
    "letter",
)
_STRONG = Fraction(4, 5)


@dataclass(frozen=True, slots=True)
class Reading:
    """A part of the lesson in which a student lost points."""

    link: str
    title: str
    """Its heading, as Markdown; "" if it is not known."""
    questions: tuple[str, ...]
    """As printed: ``Q3``."""


def strengths(sheet: Sheet, result: StudentResult) -> list[str]:
    """Name the objectives that are reached, as Markdown; without any, the questions right.

    Of an objective at least four fifths of the points that are decided must be earned.
    """
    reached = []
    for objective in sheet.objectives:
        cells = [
            cell
            for cell in result.cells
            if cell.item.objective == objective.id and cell.points is not None
        ]
        out_of = sum((cell.item.points for cell in cells), Fraction(0))
        points = sum((cell.points or Fraction(0) for cell in cells), Fraction(0))
        if out_of and points >= _STRONG * out_of:
            reached.append(objective.text)
    if not reached:
        speech = speech_of(sheet.language)
        right = [_heading(sheet, cell.item) for cell in result.cells if cell.score == 1]
        reached = [speech.say("letter.fully-right", items=speech.joined(right))] if right else []
    return reached


def to_read(sheet: Sheet, result: StudentResult, links: LessonLinks) -> list[Reading]:
    """Return the parts of the lesson in which points were lost, in the sheet's order."""
    lost: dict[tuple[str, str], list[str]] = {}
    for cell in result.cells:
        link = links.of(cell.item)
        if link and cell.score is not None and cell.score < 1:
            key = (link, links.title(cell.item))
            lost.setdefault(key, []).append(_heading(sheet, cell.item))
    return [Reading(link, title, tuple(items)) for (link, title), items in lost.items()]


def letters_rows(
    sheet: Sheet,
    results: Sequence[StudentResult],
    links: LessonLinks,
    names: Mapping[str, str],
) -> Iterator[tuple[str, ...]]:
    """Yield the header, then a row a student for the mail merge of an office program.

    Args:
        sheet: The sheet.
        results: Those who get a letter.
        links: The lesson.
        names: Code to the letter's file, without its ending.
    """
    yield LETTERS_COLUMNS
    speech = speech_of(sheet.language)
    untitled = speech.say("letter.part-untitled")
    for result in results:
        reading = [
            f"{plain(one.title) or untitled} ({speech.joined(one.questions)})"
            for one in to_read(sheet, result, links)
        ]
        yield (
            result.student.code,
            result.student.name,
            speech.number(short(result.final)),
            speech.number(short(result.out_of)),
            speech.number(short(result.open)),
            "\n".join(plain(one) for one in strengths(sheet, result)),
            "\n".join(reading),
            f"feedback/{names[result.student.code]}.html",
        )


def _heading(sheet: Sheet, item: Item) -> str:
    return speech_of(sheet.language).heading(number_of(sheet, item.id))
