"""The map of students and questions: a table in which each cell is a short text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..gradebook.amounts import short
from ..gradebook.markup import escape
from ..model import State
from .words import item_link, ranked

if TYPE_CHECKING:
    from ..gradebook.kept import KeptMark
    from ..speech import Speech
    from .gather import ClassReport

__all__ = ["heatmap_html"]

_MOST = 120
"""Students for whom a map is still read."""

_COLUMNS = 20
"""Questions beside each other on paper."""


def heatmap_html(report: ClassReport, *, paper: bool = False) -> str:
    """Write the section; "" if results keep no students.

    Args:
        report: The class.
        paper: Whether many questions are parted into tables that fit on a page.
    """
    if not report.rows:
        return ""
    speech = report.speech
    head = f'<section aria-labelledby="map"><h2 id="map">{speech.say("report.map")}</h2>'
    if len(report.rows) > _MOST:
        students = speech.count(len(report.rows), "student")
        said = speech.say("report.map-large", students=students)
        return f'{head}<p class="quiet">{said}</p></section>'
    order = [one.number - 1 for one in reversed(ranked(report.analysis))]
    order += [at for at in range(len(report.sheet.items)) if at not in order]
    step = _COLUMNS if paper else len(order)
    tables = "".join(
        f'<div class="wide" tabindex="0">{_table(report, order[at : at + step])}</div>'
        for at in range(0, len(order), step)
    )
    return f"{head}<p>{speech.say('report.map-legend')}</p>{tables}</section>"


def _table(report: ClassReport, order: list[int]) -> str:
    named = any(row.name for row in report.rows)
    speech = report.speech
    columns = "".join(f'<th scope="col">{item_link(speech, place + 1)}</th>' for place in order)
    rows = "".join(
        f'<tr><th scope="row">{_who(row.code, row.name)}</th>'
        + "".join(_cell(speech, row.cells[place]) for place in order)
        + f"<td>{speech.number(short(row.total))}</td></tr>"
        for row in report.rows
    )
    who = speech.say("report.student" if named else "report.code")
    points = speech.say("report.points")
    return (
        f'<table class="map"><thead><tr><th scope="col">{who}</th>'
        f'{columns}<th scope="col">{points}</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _who(code: str, name: str) -> str:
    return f"<bdi>{escape(name)}</bdi> ({escape(code)})" if name else f"<bdi>{escape(code)}</bdi>"


def _cell(speech: Speech, mark: KeptMark | None) -> str:
    if mark is None:
        return _sign(speech, "none", "·")
    if mark.state == State.BLANK:
        return _sign(speech, "blank", "–")
    if mark.points is None or mark.score is None:
        return _sign(speech, "open", "?")
    shade = int(4 * mark.score)
    text = speech.number(short(mark.score))
    if speech.code == "en":
        text = text.removeprefix("0") if text != "0" else text
    return f'<td class="h{shade}">{text}</td>'


def _sign(speech: Speech, name: str, sign: str) -> str:
    said = speech.say(f"report.cell-{name}")
    return f'<td class="{name}">{sign}<span class="vh"> {said}</span></td>'
