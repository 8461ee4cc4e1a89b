"""What to do on Monday, in three sentences: what to teach again, which key, what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..gradebook.markup import escape
from .objectives import REACHED
from .words import item_link, lesson_link, quoted, ranked, sheet_text

if TYPE_CHECKING:
    from .gather import ClassReport
    from .objectives import Known

__all__ = ["monday_html"]


def monday_html(report: ClassReport) -> str:
    """Write the sentences as a list; each begins with what to do."""
    said = (_teach(report), _check(report), _decide(report))
    title = report.speech.say("report.monday")
    return (
        f'<section class="monday" aria-labelledby="monday"><h2 id="monday">{title}</h2>'
        "<ol>" + "".join(f"<li>{one}</li>" for one in said) + "</ol></section>"
    )


def _teach(report: ClassReport) -> str:
    """Name the objective with the smallest share, and where the lesson teaches it."""
    speech = report.speech
    say = speech.say
    told = [one for one in report.known if one.share is not None]
    if not told:
        if any(one.waiting for one in report.known):
            return say("report.decide-first")
        hardest = [item_link(speech, one.number) for one in ranked(report.analysis)[:1]]
        where = "".join(say("report.the-hardest", item=one) for one in hardest)
        return say("report.look", hardest=where)
    least = min(told, key=lambda one: one.share or 0.0)
    share = least.share or 0.0
    text = quoted(speech, sheet_text(report, least.objective.text.rstrip(".")))
    if share >= REACHED:
        reached = speech.percent(float(REACHED))
        return say("report.go-on", reached=reached, text=text, share=speech.percent(share))
    begin = _hardest_of(report, least)
    return say("report.teach", text=text, share=speech.percent(share), begin=begin)


def _hardest_of(report: ClassReport, known: Known) -> str:
    mine = {one.number for one in known.items}
    hardest = [one for one in ranked(report.analysis) if one.number in mine][:2]
    if not hardest:
        return ""
    speech = report.speech
    link = lesson_link(report, hardest[0], speech.say("report.part"))
    lesson = speech.say("report.in-lesson", link=link) if link else ""
    items = speech.joined([item_link(speech, one.number) for one in hardest])
    return speech.say("report.begin", items=items, lesson=lesson)


def _check(report: ClassReport) -> str:
    speech = report.speech
    doubts = [one for one in report.findings if one.kind in ("key", "look")]
    if not doubts:
        few = report.analysis.students < 10
        return speech.say("report.keys-few" if few else "report.keys-well")
    numbers = dict.fromkeys(one.number for one in doubts)
    items = speech.joined([item_link(speech, number) for number in numbers])
    first = escape(doubts[0].text.partition(": ")[2])
    return speech.say("report.check", items=items, first=first)


def _decide(report: ClassReport) -> str:
    speech, waiting = report.speech, report.waiting
    if not waiting.answers:
        return speech.say("report.nothing-waits")
    most = max(waiting.items, key=lambda one: one[1])
    alike = waiting.different < waiting.answers
    return speech.say(
        "report.decide-one" if waiting.answers == 1 else "report.decide",
        answers=speech.count(waiting.answers, "answer"),
        alike=speech.say("report.alike", n=waiting.different) if alike else "",
        item=speech.say("report.short", n=most[0]),
        n=most[1],
    )
