"""The upper half of a report: what the class knows, what was hardest, the totals."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, sqrt
from typing import TYPE_CHECKING

from ..gradebook.amounts import short
from ..gradebook.markup import escape, inline, plain
from .charts import Bar, bars, histogram
from .tables import table
from .words import (
    fixed,
    item_link,
    lesson_link,
    plus,
    quoted,
    ranked,
    sheet_text,
    span,
)

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
    speech = report.speech
    say = speech.say
    told = [one for one in report.known if one.share is not None]
    names = ("objective", "earned", "at-80", "questions", "wait")
    rows = [
        (
            sheet_text(report, one.objective.text),
            "–" if one.share is None else speech.percent(one.share),
            "–" if one.reached is None else say("report.of", n=one.reached, all=one.students),
            ", ".join(item_link(speech, item.number) for item in one.items),
            str(one.waiting) if one.waiting else "",
        )
        for one in report.known
    ]
    lacks = len(told) < len(report.known)
    note = f'<p class="quiet">{say("report.few-decided")}</p>' if lacks else ""
    head = [say(f"report.{name}") for name in names]
    return (
        f'<section aria-labelledby="known"><h2 id="known">{say("report.known")}</h2>'
        f"{_shares(report, figures, told)}{table(head, rows)}{note}</section>"
    )


def _shares(report: ClassReport, figures: Figures, told: list[Known]) -> str:
    """Draw the objectives of which enough is decided; "" without any."""
    speech = report.speech
    given = [Bar(plain(one.objective.text), one.share or 0.0) for one in told]
    if not given:
        return ""
    alt = "; ".join(f"{one.label} {speech.percent(one.value)}" for one in given)
    said = speech.say("report.known-alt", parts=alt)
    return figures.show(bars("objectives", said, given, speech))


def hardest_html(report: ClassReport) -> str:
    """List the hardest items, what most got wrong in them, and where to teach it again."""
    items = ranked(report.analysis)[:_HARDEST]
    if not items:
        return ""
    speech = report.speech
    entries = "".join(f"<li>{_hard(report, one)}</li>" for one in items)
    left = [one for one in report.analysis.items if one.open > one.decided]
    note = ""
    if left:
        said = speech.joined([item_link(speech, one.number) for one in left])
        note = f'<p class="quiet">{speech.say("report.not-compared", items=said)}</p>'
    return (
        f'<section aria-labelledby="hard"><h2 id="hard">{speech.say("report.hard")}</h2>'
        f'<ol class="hard">{entries}</ol>{note}</section>'
    )


def _hard(report: ClassReport, stats: ItemStats) -> str:
    speech = report.speech
    say = speech.say
    said = ""
    if stats.right:
        said = say("report.students-right", share=speech.percent(stats.right.value))
    if stats.credit and stats.right and stats.credit.value != stats.right.value:
        earned = speech.percent(stats.credit.value)
        said = say("report.points-earned", share=earned, right=said)
    prompt = sheet_text(report, " ".join(stats.item.prompt.split()))
    lines = [
        f"<p><strong>{item_link(speech, stats.number)}</strong> {prompt}</p>",
        f"<p>{say('report.sentence', text=said)}</p>",
    ]
    draw = report.draws.get(stats.item.id)
    if draw:
        lines.append(draw_html(report, draw))
    item = say("report.short", n=stats.number)
    if link := lesson_link(report, stats, say("report.part-of", item=item)):
        lines.append(f"<p>{say('report.teach-again', link=link)}</p>")
    return "".join(lines)


def draw_html(report: ClassReport, draw: Draw) -> str:
    """Say what most got wrong, and why it tempts."""
    speech = report.speech
    text = escape(draw.text) if draw.words else inline(draw.text.strip().rstrip("."))
    said = quoted(speech, f'<bdi class="said">{text}</bdi>')
    part = quoted(speech, inline(draw.part.strip().rstrip(".")))
    drew = speech.say(
        "report.drew",
        what=speech.say("report.left-out" if draw.missed else "report.most-wrong"),
        n=draw.count,
        all=draw.of,
        said=said,
        where=speech.say("report.for-part", part=part) if draw.part else "",
    )
    why = f" <em>{sheet_text(report, draw.why)}</em>" if draw.why and not draw.missed else ""
    return f"<p>{drew}{why}</p>"


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
    speech = report.speech
    say = speech.say
    bins = zip(labels, counts, strict=True)
    parts = ", ".join(say("report.bin", points=label, n=number) for label, number in bins)
    chart = histogram("scores", say("report.totals-alt", parts=parts), labels, counts, speech)
    rows = [
        (label, str(number), speech.percent(number / analysis.students))
        for label, number in zip(labels, counts, strict=True)
    ]
    spread = analysis.spread
    waiting = report.waiting.answers
    answers = speech.count(waiting, "answer")
    said = say(
        "report.totals-said",
        students=speech.count(analysis.students, "student"),
        mean=fixed(speech, analysis.mean),
        all=speech.number(short(whole)),
        spread="" if spread is None else say("report.spread", n=fixed(speech, spread)),
        so_far=say("report.count-nothing", answers=answers) if waiting else "",
    )
    head = [say(f"report.{name}") for name in ("points", "students", "share")]
    return (
        f'<section aria-labelledby="scores"><h2 id="scores">{say("report.totals")}</h2>'
        f"<p>{said}</p>{figures.show(chart)}"
        f"<details><summary>{say('report.as-table')}</summary>"
        f"{table(head, rows)}</details>{_exactness(report)}</section>"
    )


def _exactness(report: ClassReport) -> str:
    """Say how much of a difference between totals means something."""
    analysis, speech = report.analysis, report.speech
    alpha, error = analysis.alpha, analysis.error
    if alpha is None or error is None:
        text = speech.say("report.not-exact")
        if analysis.alpha_students is None:
            text = speech.say("report.alpha-open")
        elif analysis.waiting:
            text = speech.say("report.alpha-waits", n=analysis.alpha_students)
        return f'<p class="quiet">{text}</p>'
    if alpha.value <= 0:
        return f"<p>{speech.say('report.alpha-low', alpha=plus(speech, alpha.value))}</p>"
    left_out = analysis.alpha_students is not None and analysis.alpha_students < analysis.students
    text = speech.say(
        "report.exact",
        apart=f"{1.96 * sqrt(2) * error:.0f}",
        within=fixed(speech, 1.96 * error),
        error=fixed(speech, error),
        alpha=span(speech, alpha),
        items=analysis.alpha_items,
        who=speech.say("report.exact-who", n=analysis.alpha_students) if left_out else "",
    )
    if alpha.low is not None and alpha.width > 0.4:
        text += speech.say("report.exact-few")
    return f"<p>{text}</p>"
