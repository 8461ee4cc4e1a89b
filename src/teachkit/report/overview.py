"""The upper half of a report: what the class knows, what was hardest, the totals."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, sqrt
from typing import TYPE_CHECKING

from ..gradebook.amounts import short
from ..gradebook.markup import escape, inline, plain
from .charts import Bar, bars, histogram
from .tables import table
from .words import count, interval, item_link, lesson_link, listed, percent, plus, ranked

if TYPE_CHECKING:
    from ..analysis import Draw, ItemStats
    from .figures import Figures
    from .gather import ClassReport
    from .objectives import Known

__all__ = ["draw_html", "hardest_html", "objectives_html", "scores_html"]

_HARDEST = 5
_BINS = 10


def objectives_html(report: ClassReport, figures: Figures) -> str:
    """Show each objective with the share of its points that the class earned."""
    if not report.known:
        return ""
    told = [one for one in report.known if one.share is not None]
    head = ("Objective", "Points earned", "Students at 80 % or more", "Questions", "Wait")
    rows = [
        (
            inline(one.objective.text),
            "–" if one.share is None else percent(one.share),
            "–" if one.reached is None else f"{one.reached} of {one.students}",
            ", ".join(item_link(item) for item in one.items),
            str(one.waiting) if one.waiting else "",
        )
        for one in report.known
    ]
    note = (
        '<p class="quiet">“–”: less than half of the points is decided.</p>'
        if len(told) < len(report.known)
        else ""
    )
    return (
        '<section aria-labelledby="known"><h2 id="known">What the class knows</h2>'
        f"{_shares(figures, told)}{table(head, rows)}{note}</section>"
    )


def _shares(figures: Figures, told: list[Known]) -> str:
    """Draw the objectives of which enough is decided; "" without any."""
    given = [Bar(plain(one.objective.text), one.share or 0.0) for one in told]
    if not given:
        return ""
    alt = "; ".join(f"{one.label} {percent(one.value)}" for one in given)
    said = f"Bars: share of the points earned, by objective. {alt}."
    return figures.show(bars("objectives", said, given))


def hardest_html(report: ClassReport) -> str:
    """List the hardest items, what most got wrong in them, and where to teach it again."""
    items = ranked(report.analysis)[:_HARDEST]
    if not items:
        return ""
    entries = "".join(f"<li>{_hard(report, one)}</li>" for one in items)
    left = [one for one in report.analysis.items if one.open > one.decided]
    note = ""
    if left:
        said = listed([item_link(one) for one in left])
        note = f'<p class="quiet">Not compared, because most answers wait: {said}.</p>'
    return (
        '<section aria-labelledby="hard"><h2 id="hard">Hardest questions</h2>'
        f'<ol class="hard">{entries}</ol>{note}</section>'
    )


def _hard(report: ClassReport, stats: ItemStats) -> str:
    right = f"{percent(stats.right.value)} of students fully right" if stats.right else ""
    earned = ""
    if stats.credit and stats.right and stats.credit.value != stats.right.value:
        earned = f"{percent(stats.credit.value)} of the points earned, "
    lines = [
        f"<p><strong>{item_link(stats)}</strong> {_prompt(stats)}</p>",
        f"<p>{earned}{right}.</p>",
    ]
    draw = report.draws.get(stats.item.id)
    if draw:
        lines.append(draw_html(draw))
    if link := lesson_link(report, stats, f"the part of the lesson for Q{stats.number}"):
        lines.append(f"<p>Teach again: {link}</p>")
    return "".join(lines)


def _prompt(stats: ItemStats) -> str:
    return inline(" ".join(stats.item.prompt.split()))


def draw_html(draw: Draw) -> str:
    """Say what most got wrong, and why it tempts."""
    text = escape(draw.text) if draw.words else inline(draw.text.strip().rstrip("."))
    said = f'“<bdi class="said">{text}</bdi>”'
    where = f" for “{inline(draw.part.strip().rstrip('.'))}”" if draw.part else ""
    what = "Most often left out" if draw.missed else "Most given wrong answer"
    why = f" <em>{inline(draw.why)}</em>" if draw.why and not draw.missed else ""
    return f"<p>{what} ({draw.count} of {draw.of}): {said}{where}.{why}</p>"


def scores_html(report: ClassReport, figures: Figures) -> str:
    """Show how the totals are spread, and how exact a total is."""
    analysis, tally = report.analysis, report.tally
    if not analysis.students or analysis.mean is None:
        return ""
    whole = sum((item.points for item in report.sheet.items), Fraction(0))
    step = max(1, ceil(whole / _BINS))
    last = max(1, ceil(whole / step))
    counts = [0] * last
    for total, students in tally.totals.items():
        counts[min(last - 1, int(Fraction(total, tally.unit) / step))] += students
    labels = [
        f"{at * step}–{short(whole) if at == last - 1 else at * step + step}" for at in range(last)
    ]
    parts = ", ".join(
        f"{label} points: {number}" for label, number in zip(labels, counts, strict=True)
    )
    chart = histogram("scores", f"Columns: students by total. {parts}.", labels, counts)
    rows = [
        (label, str(number), percent(number / analysis.students))
        for label, number in zip(labels, counts, strict=True)
    ]
    spread = "" if analysis.spread is None else f", standard deviation {analysis.spread:.1f}"
    return (
        '<section aria-labelledby="scores"><h2 id="scores">Totals</h2>'
        f"<p>{count(analysis.students, 'student')}, mean {analysis.mean:.1f} of {short(whole)} "
        f"points{spread}{_so_far(report)}.</p>{figures.show(chart)}"
        "<details><summary>The same as a table</summary>"
        f"{table(('Points', 'Students', 'Share'), rows)}</details>{_exactness(report)}</section>"
    )


def _so_far(report: ClassReport) -> str:
    waiting = report.waiting.answers
    return f"; {count(waiting, 'answer')} still count nothing" if waiting else ""


def _exactness(report: ClassReport) -> str:
    """Say how much of a difference between totals means something."""
    analysis = report.analysis
    alpha, error = analysis.alpha, analysis.error
    if alpha is None or error is None:
        return '<p class="quiet">How exact the totals are cannot be told from this class.</p>'
    if alpha.value <= 0:
        return f"<p>Alpha is {plus(alpha.value)}: {_CHANCE}</p>"
    apart = 1.96 * sqrt(2) * error
    text = (
        f"Two students must be about {apart:.0f} points apart before the sheet surely parts them: "
        f"a total is exact to about ±{1.96 * error:.1f} points (standard error of measurement "
        f"{error:.1f}). Cronbach's alpha is {interval(alpha, shares=False)}, over "
        f"{analysis.alpha_items} questions."
    )
    if alpha.low is not None and alpha.width > 0.4:
        text += " The class is too small to say it more exactly."
    return f"<p>{text}</p>"


_CHANCE = "the questions have so little in common that totals say nothing about students."
