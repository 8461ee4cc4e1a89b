"""A letter to each student: the answers, the points with their arithmetic, what to reread.

One HTML file a student, which needs no other file and no network. It compares with the
sheet only, never with other students.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..model import State
from .amounts import short
from .answers import STATE_WORDS, answer_html, feedback_html, heading, prompt_html, reason_of
from .lesson_links import LessonLinks
from .letter_parts import joined, strengths, to_read
from .markup import escape, inline, plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from ..model import Sheet
    from .letter_parts import Reading
    from .results import Cell, StudentResult

__all__ = ["Letters"]

_CSS = Path(__file__).with_name("feedback.css")


class Letters:
    """Writes the letters of one class; what is said of one answer is rendered once.

    Args:
        sheet: The sheet.
        lesson_url: Where the student pages are; "" links to a folder beside the letter.
        pages: Label to page (see ``sections``); a section that is not in it is looked for on
            the lesson's first page.
    """

    def __init__(
        self, sheet: Sheet, lesson_url: str = "", pages: Mapping[str, str] | None = None
    ) -> None:
        self.sheet = sheet
        self.links = LessonLinks(sheet, lesson_url, pages)
        self.css = _CSS.read_text(encoding="utf-8").strip()
        self._items: dict[tuple[str, str, str, str], str] = {}

    def letter(self, result: StudentResult) -> str:
        """Write one student's letter as a whole HTML document."""
        student = result.student
        name = f"{student.name} ({student.code})" if student.name else student.code
        title = escape(f"{self.sheet.title} – {name}")
        body = [
            f"<h1>{inline(self.sheet.title)}</h1>",
            f'<p class="quiet">Feedback for <bdi>{escape(name)}</bdi></p>',
            _sum(result),
            _late(result),
            self._strengths(result),
            self._to_read(result),
            "<h2>Question by question</h2>",
            *(self._item(cell) for cell in result.cells if cell.counts),
            self._left_out(result),
        ]
        return (
            f'<!DOCTYPE html>\n<html lang="{escape(self.sheet.language)}">\n<head>\n'
            '<meta charset="utf-8">\n'
            '<meta http-equiv="Content-Security-Policy" '
            "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="referrer" content="no-referrer">\n'
            '<meta name="robots" content="noindex">\n'
            f"<title>{title}</title>\n<style>\n{self.css}\n</style>\n</head>\n<body>\n<main>\n"
            + "\n".join(filter(None, body))
            + "\n</main>\n</body>\n</html>\n"
        )

    def _strengths(self, result: StudentResult) -> str:
        """List what went well; "" if nothing did."""
        entries = "".join(f"<li>{inline(one)}</li>" for one in strengths(self.sheet, result))
        return f"<h2>What went well</h2><ul>{entries}</ul>" if entries else ""

    def _to_read(self, result: StudentResult) -> str:
        """List the sections of the lesson in which points were lost."""
        entries = "".join(
            f'<li><a href="{escape(one.link)}">{_part(one.title, joined(list(one.questions)))}</a>'
            f"{_for(one)}</li>"
            for one in to_read(self.sheet, result, self.links)
        )
        return f"<h2>What to read again</h2><ul>{entries}</ul>" if entries else ""

    def _left_out(self, result: StudentResult) -> str:
        """Name the questions that this student was not asked, or has no place for."""
        items = [heading(self.sheet, cell.item) for cell in result.cells if not cell.counts]
        return f'<p class="quiet">Not part of this work: {joined(items)}.</p>' if items else ""

    def _item(self, cell: Cell) -> str:
        key = (cell.item.id, cell.state, cell.response, cell.reason)
        if key not in self._items:
            self._items[key] = self._render(cell)
        return self._items[key]

    def _render(self, cell: Cell) -> str:
        item = cell.item
        number = heading(self.sheet, item)
        entries = [("Your answer", answer_html(cell)), ("Result", _result(cell))]
        if text := feedback_html(cell):
            entries.append(("Feedback", text))
        link = self.links.of(item)
        if link and item.section and cell.score is not None and cell.score < 1:
            words = _part(self.links.title(item), number, begin="the part")
            entries.append(("Read again", f'<a href="{escape(link)}">{words}</a>'))
        right = " right" if cell.state == State.CORRECT else ""
        listed = "".join(f"<dt>{term}</dt><dd>{text}</dd>" for term, text in entries)
        return (
            f'<section class="item{right}" aria-labelledby="{item.id}">'
            f'<p class="points">{_points(cell)}</p><h3 id="{item.id}">{number}</h3>'
            f"{prompt_html(item)}<dl>{listed}</dl></section>"
        )


def _part(title: str, questions: str, begin: str = "The part") -> str:
    """Name a part of the lesson by its heading, or else by the questions it is for."""
    return escape(plain(title)) if title else f"{begin} of the lesson for {questions}"


def _for(reading: Reading) -> str:
    """Say which questions a part with a heading is for."""
    return f", for {joined(list(reading.questions))}" if reading.title else ""


def _many(points: Fraction) -> str:
    return f"{short(points)} point{'' if points == 1 else 's'}"


def _sum(result: StudentResult) -> str:
    total, out_of, waiting = result.total, result.out_of, result.open
    if result.student.status == "unread":
        return '<p class="sum">Your work could not be read. Please speak to your teacher.</p>'
    so_far = " so far" if waiting else ""
    text = f"{short(total)} of {_many(out_of)}{so_far}"
    if waiting:
        text += f"; your teacher will mark answers worth {_many(waiting)}"
    return f'<p class="sum"><strong>{text}</strong></p>'


def _late(result: StudentResult) -> str:
    """Say what being late takes, with the arithmetic; nothing of work in time."""
    late = result.late
    if late is None or late.days == 0:
        return ""
    if late.days is None:
        return (
            '<p class="quiet">Nobody knows when this was handed in: no points are taken away.</p>'
        )
    why = escape(late.why.replace(" x ", " × "))
    sum_text = f"{short(result.total)} × {short(late.kept * 100)} % = {_many(result.final)}"
    so_far = " so far" if result.open else ""
    return f'<p class="sum">Handed in {why}.<br><strong>That makes {sum_text}{so_far}</strong></p>'


def _points(cell: Cell) -> str:
    points = "–" if cell.points is None else short(cell.points)
    return f"{points} of {_many(cell.item.points)}"


def _result(cell: Cell) -> str:
    """Say the state, and how the points came about."""
    words = STATE_WORDS[cell.state]
    if cell.points is None or cell.state == State.BLANK:
        return words
    sum_text = f"{words}: {escape(reason_of(cell.reason))}"
    if cell.item.points == 1 or cell.score in (0, 1):
        return sum_text
    return f"{sum_text}; {cell.score} × {_many(cell.item.points)} = {short(cell.points)}"
