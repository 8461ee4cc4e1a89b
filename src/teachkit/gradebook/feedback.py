"""A letter to each student: the answers, the points with their arithmetic, what to reread.

One HTML file a student, which needs no other file and no network. It compares with the
sheet only, never with other students.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..display import number_of
from ..model import State
from ..speech import reason_in, speech_of
from .amounts import short
from .answers import answer_html, feedback_html, prompt_html, result_of
from .lesson_links import LessonLinks
from .letter_parts import Reading, strengths, to_read
from .markup import escape, inline, plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from ..model import Item, Sheet
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
        self.speech = speech_of(sheet.language)
        self.css = _CSS.read_text(encoding="utf-8").strip()
        self._items: dict[tuple[str, str, str, str], str] = {}

    def letter(self, result: StudentResult) -> str:
        """Write one student's letter as a whole HTML document."""
        student = result.student
        name = f"{student.name} ({student.code})" if student.name else student.code
        title = escape(f"{self.sheet.title} – {name}")
        say = self.speech.say
        body = [
            f"<h1>{inline(self.sheet.title)}</h1>",
            f'<p class="quiet">{say("letter.feedback-for", name=f"<bdi>{escape(name)}</bdi>")}</p>',
            self._sum(result),
            self._late(result),
            self._strengths(result),
            self._to_read(result),
            f"<h2>{say('letter.each')}</h2>",
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
        return (
            f"<h2>{self.speech.say('letter.strengths')}</h2><ul>{entries}</ul>" if entries else ""
        )

    def _to_read(self, result: StudentResult) -> str:
        """List the sections of the lesson in which points were lost."""
        entries = "".join(
            f'<li><a href="{escape(one.link)}">{self._part(one, "part")}</a>{self._for(one)}</li>'
            for one in to_read(self.sheet, result, self.links)
        )
        return f"<h2>{self.speech.say('letter.to-read')}</h2><ul>{entries}</ul>" if entries else ""

    def _part(self, reading: Reading, name: str) -> str:
        """Name a part of the lesson by its heading, or else by the questions it is for."""
        if reading.title:
            return escape(plain(reading.title))
        return self.speech.say(f"letter.{name}", items=self.speech.joined(reading.questions))

    def _for(self, reading: Reading) -> str:
        """Say which questions a part with a heading is for."""
        items = self.speech.joined(reading.questions)
        return self.speech.say("letter.for-items", items=items) if reading.title else ""

    def _heading(self, item: Item) -> str:
        return self.speech.heading(number_of(self.sheet, item.id))

    def _left_out(self, result: StudentResult) -> str:
        """Name the questions that this student was not asked, or has no place for."""
        items = [self._heading(cell.item) for cell in result.cells if not cell.counts]
        said = self.speech.say("letter.left-out", items=self.speech.joined(items))
        return f'<p class="quiet">{said}</p>' if items else ""

    def _item(self, cell: Cell) -> str:
        key = (cell.item.id, cell.state, cell.response, cell.reason)
        if key not in self._items:
            self._items[key] = self._render(cell)
        return self._items[key]

    def _render(self, cell: Cell) -> str:
        item, say = cell.item, self.speech.say
        number = self._heading(item)
        entries = [
            (say("letter.your-answer"), answer_html(cell, self.speech)),
            (say("letter.result"), self._result(cell)),
        ]
        if text := feedback_html(cell, self.speech):
            entries.append((say("letter.feedback"), text))
        link = self.links.of(item)
        if link and item.section and cell.score is not None and cell.score < 1:
            words = self._part(Reading(link, self.links.title(item), (number,)), "part-within")
            entries.append((say("letter.read-again"), f'<a href="{escape(link)}">{words}</a>'))
        right = " right" if cell.state == State.CORRECT else ""
        listed = "".join(f"<dt>{term}</dt><dd>{text}</dd>" for term, text in entries)
        return (
            f'<section class="item{right}" aria-labelledby="{item.id}">'
            f'<p class="points">{self._points(cell)}</p><h3 id="{item.id}">{number}</h3>'
            f"{prompt_html(item)}<dl>{listed}</dl></section>"
        )

    def _many(self, points: Fraction) -> str:
        return self.speech.count(short(points), "point", one=points == 1)

    def _of_many(self, points: Fraction) -> str:
        """Write points behind *of*: some languages bend the word there."""
        return self.speech.count(short(points), "of-points", one=points == 1)

    def _short(self, points: Fraction) -> str:
        return self.speech.number(short(points))

    def _sum(self, result: StudentResult) -> str:
        say, waiting = self.speech.say, result.open
        if result.student.status == "unread":
            return f'<p class="sum">{say("letter.unread")}</p>'
        text = say(
            "letter.sum-so-far" if waiting else "letter.sum",
            points=self._short(result.total),
            out_of=self._of_many(result.out_of),
        )
        if waiting:
            text += say("letter.will-mark", points=self._of_many(waiting))
        return f'<p class="sum"><strong>{text}</strong></p>'

    def _late(self, result: StudentResult) -> str:
        """Say what being late takes, with the arithmetic; nothing of work in time."""
        late, say = result.late, self.speech.say
        if late is None or late.days == 0:
            return ""
        if late.days is None:
            return f'<p class="quiet">{say("letter.no-time")}</p>'
        why = escape(reason_in(self.speech, late.why).replace(" x ", " × "))
        kept = self.speech.number(short(late.kept * 100))
        sum_text = f"{self._short(result.total)} × {kept} % = {self._many(result.final)}"
        makes = say("letter.makes-so-far" if result.open else "letter.makes", sum=sum_text)
        return f'<p class="sum">{say("letter.late", why=why)}<br><strong>{makes}</strong></p>'

    def _points(self, cell: Cell) -> str:
        points = "–" if cell.points is None else self._short(cell.points)
        return self.speech.say("letter.sum", points=points, out_of=self._of_many(cell.item.points))

    def _result(self, cell: Cell) -> str:
        """Say the state, and how the points came about."""
        if cell.points is None or cell.state == State.BLANK:
            return self.speech.say(f"letter.{cell.state}")
        sum_text = result_of(cell.state, cell.reason, self.speech)
        if cell.item.points == 1 or cell.score in (0, 1):
            return sum_text
        score = self.speech.number(str(cell.score))
        many = self._many(cell.item.points)
        return f"{sum_text}; {score} × {many} = {self._short(cell.points)}"
