"""The map of students and questions: a table in which each cell is a short text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..gradebook.amounts import short
from ..gradebook.markup import escape
from ..model import State
from .words import count, ranked

if TYPE_CHECKING:
    from ..gradebook.kept import KeptMark
    from .gather import ClassReport

__all__ = ["heatmap_html"]

_MOST = 120
"""Students for whom a map is still read."""

_COLUMNS = 20
"""Questions beside each other on paper."""

_LEGEND = (
    "Each cell is the share of the question's points: 1 is fully right, .5 half of it, 0 nothing. "
    "“–” was left empty, “?” waits for you, “·” was not asked. Students with most points are "
    "at the top, questions with most points earned at the left."
)


def heatmap_html(report: ClassReport, *, paper: bool = False) -> str:
    """Write the section; "" if results keep no students.

    Args:
        report: The class.
        paper: Whether many questions are parted into tables that fit on a page.
    """
    if not report.rows:
        return ""
    head = '<section aria-labelledby="map"><h2 id="map">Students and questions</h2>'
    if len(report.rows) > _MOST:
        said = f"A map of {count(len(report.rows), 'student')} could not be read."
        return f'{head}<p class="quiet">{said}</p></section>'
    order = [one.number - 1 for one in reversed(ranked(report.analysis))]
    order += [at for at in range(len(report.sheet.items)) if at not in order]
    step = _COLUMNS if paper else len(order)
    tables = "".join(
        f'<div class="wide" tabindex="0">{_table(report, order[at : at + step])}</div>'
        for at in range(0, len(order), step)
    )
    return f"{head}<p>{_LEGEND}</p>{tables}</section>"


def _table(report: ClassReport, order: list[int]) -> str:
    named = any(row.name for row in report.rows)
    columns = "".join(
        f'<th scope="col"><a href="#q{place + 1}">Q{place + 1}</a></th>' for place in order
    )
    rows = "".join(
        f'<tr><th scope="row">{_who(row.code, row.name)}</th>'
        + "".join(_cell(row.cells[place]) for place in order)
        + f"<td>{short(row.total)}</td></tr>"
        for row in report.rows
    )
    return (
        f'<table class="map"><thead><tr><th scope="col">{"Student" if named else "Code"}</th>'
        f'{columns}<th scope="col">Points</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _who(code: str, name: str) -> str:
    return f"<bdi>{escape(name)}</bdi> ({escape(code)})" if name else f"<bdi>{escape(code)}</bdi>"


def _cell(mark: KeptMark | None) -> str:
    if mark is None:
        return '<td class="none">·<span class="vh"> not asked</span></td>'
    if mark.state == State.BLANK:
        return '<td class="blank">–<span class="vh"> left empty</span></td>'
    if mark.points is None or mark.score is None:
        return '<td class="open">?<span class="vh"> waits</span></td>'
    shade = int(4 * mark.score)
    text = short(mark.score)
    return f'<td class="h{shade}">{text.removeprefix("0") if text != "0" else text}</td>'
