"""What to do on Monday, in three sentences: what to teach again, which key, what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..gradebook.markup import escape, inline
from .objectives import REACHED
from .words import count, item_link, lesson_link, listed, percent, ranked

if TYPE_CHECKING:
    from .gather import ClassReport
    from .objectives import Known

__all__ = ["monday_html"]


def monday_html(report: ClassReport) -> str:
    """Write the sentences as a list; each begins with what to do."""
    said = (_teach(report), _check(report), _decide(report))
    return (
        '<section class="monday" aria-labelledby="monday"><h2 id="monday">For the next lesson</h2>'
        "<ol>" + "".join(f"<li>{one}</li>" for one in said) + "</ol></section>"
    )


def _teach(report: ClassReport) -> str:
    """Name the objective with the smallest share, and where the lesson teaches it."""
    told = [one for one in report.known if one.share is not None]
    if not told:
        if any(one.waiting for one in report.known):
            return "<strong>Decide first.</strong> Too little is marked to say what to teach again."
        hardest = ranked(report.analysis)[:1]
        where = "".join(f" The hardest is {item_link(one)}." for one in hardest)
        return f"<strong>Look at the hardest questions.</strong>{where}"
    least = min(told, key=lambda one: one.share or 0.0)
    share = least.share or 0.0
    text = f"“{inline(least.objective.text.rstrip('.'))}”"
    if share >= REACHED:
        return (
            "<strong>Go on.</strong> Each objective is at "
            f"{percent(float(REACHED))} or more; the lowest is {text} with {percent(share)}."
        )
    return (
        f"<strong>Teach again:</strong> {text}. The class earned {percent(share)} of its points"
        f"{_hardest_of(report, least)}."
    )


def _hardest_of(report: ClassReport, known: Known) -> str:
    mine = {one.number for one in known.items}
    hardest = [one for one in ranked(report.analysis) if one.number in mine][:2]
    if not hardest:
        return ""
    link = lesson_link(report, hardest[0], "the part of the lesson")
    again = f", in the lesson {link}" if link else ""
    return f"; begin with {listed([item_link(one) for one in hardest])}{again}"


def _check(report: ClassReport) -> str:
    doubts = [one for one in report.findings if one.kind in ("key", "look")]
    if not doubts:
        if report.analysis.students < 10:
            return "<strong>Keys:</strong> the class is too small to tell whether one is wrong."
        return "<strong>Keys:</strong> nothing in the answers speaks against any of them."
    numbers = dict.fromkeys(one.number for one in doubts)
    links = [f'<a href="#q{number}">Q{number}</a>' for number in numbers]
    first = escape(doubts[0].text.partition(": ")[2])
    return f"<strong>Check the key of {listed(links)}:</strong> {first}"


def _decide(report: ClassReport) -> str:
    waiting = report.waiting
    if not waiting.answers:
        return "<strong>Nothing waits:</strong> every answer has its mark."
    most = max(waiting.items, key=lambda one: one[1])
    alike = f" ({waiting.different} different ones)" if waiting.different < waiting.answers else ""
    waits = "waits" if waiting.answers == 1 else "wait"
    return (
        f"<strong>Decide:</strong> {count(waiting.answers, 'answer')} {waits} for you{alike}, "
        f"most of them to Q{most[0]} ({most[1]}). Until then they count nothing, here and in the "
        "letters."
    )
