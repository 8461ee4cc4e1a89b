"""The lower half of a report: every question, with what its options drew."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..analysis import FEW, ItemStats, OptionStats, relation_words, variant_gaps
from ..display import letter
from ..gradebook.decisions import form_of
from ..gradebook.markup import escape, plain
from ..model import Choice, Multi, State
from .charts import Bar, stacked, whiskers
from .tables import table
from .words import (
    fixed,
    interval,
    item_link,
    lesson_link,
    plus,
    quoted,
    ranked,
    sheet_text,
    span,
    whole,
)

if TYPE_CHECKING:
    from .figures import Figures
    from .gather import ClassReport

__all__ = ["fairness_html", "glance_html", "questions_html"]

_LISTED = 6
_CHARS = 80


def glance_html(report: ClassReport, figures: Figures) -> str:
    """Show all items in one picture, hardest first, and their figures in one table."""
    speech = report.speech
    say = speech.say
    items = [one for one in ranked(report.analysis) if one.credit]
    shown = [
        Bar(say("report.short", n=one.number), one.credit.value, one.credit.low, one.credit.high)
        for one in items
        if one.credit
    ]
    alt = ", ".join(f"{one.label} {speech.percent(one.value)}" for one in shown)
    chart = whiskers(
        "difficulty",
        say("report.glance-alt", parts=alt),
        shown,
        [None if one.guess is None else float(one.guess) for one in items],
        speech,
    )
    names = ("question", "earned", "fully-right", "guess", "rest", "in-words", "wait")
    head = [say(f"report.{name}") for name in names]
    rows = [_figures(report, one) for one in report.analysis.items]
    return (
        f'<section aria-labelledby="glance"><h2 id="glance">{say("report.glance")}</h2>'
        f"<p>{say('report.glance-said')}</p>"
        f"{figures.show(chart) if shown else ''}{table(head, rows)}</section>"
    )


def _figures(report: ClassReport, stats: ItemStats) -> tuple[str, ...]:
    few, speech = stats.decided < FEW, report.speech
    rest = stats.rest
    return (
        item_link(speech, stats.number),
        "–" if stats.credit is None else whole(interval(speech, stats.credit)),
        "–" if stats.right is None else whole(interval(speech, stats.right)),
        "" if stats.guess is None else speech.percent(float(stats.guess)),
        "–" if rest is None or few else whole(span(speech, rest)),
        relation_words(stats, speech),
        str(stats.open) if stats.open else "",
    )


def questions_html(report: ClassReport, figures: Figures) -> str:
    """Write a card for each item."""
    say = report.speech.say
    note = f'<p class="quiet">{say("report.letters-note")}</p>' if report.variants else ""
    cards = "".join(_card(report, figures, one) for one in report.analysis.items)
    title = say("report.each")
    return f'<section aria-labelledby="each"><h2 id="each">{title}</h2>{note}{cards}</section>'


def _card(report: ClassReport, figures: Figures, stats: ItemStats) -> str:
    say = report.speech.say
    number = say("report.short", n=stats.number)
    said = [_decided(report, stats)]
    said += [
        f'<p class="{one.kind}">{_sentence(one.text)}</p>'
        for one in report.findings
        if one.number == stats.number
    ]
    if isinstance(stats.item, Choice | Multi):
        said.append(_options(report, figures, stats))
    elif stats.options:
        said.append(_parts(report, stats))
    said.append(_said(report, stats))
    if link := lesson_link(report, stats, say("report.part-short", item=number)):
        said.append(f"<p>{say('report.in-the-lesson', link=link)}</p>")
    prompt = sheet_text(report, " ".join(stats.item.prompt.split()))
    return (
        f'<section class="item" aria-labelledby="q{stats.number}">'
        f'<h3 id="q{stats.number}">{number}</h3>'
        f"<p>{prompt}</p>{''.join(said)}</section>"
    )


def _sentence(text: str) -> str:
    """Return a finding without the number that begins it."""
    said = escape(text.partition(": ")[2])
    return said[:1].upper() + said[1:]


def _decided(report: ClassReport, stats: ItemStats) -> str:
    speech = report.speech
    say = speech.say
    if not stats.decided:
        return f"<p>{say('report.all-wait', answers=speech.count(stats.open, 'answer'))}</p>"
    right = round(stats.right.value * stats.decided) if stats.right else 0
    text = say("report.decided", n=right, all=stats.decided)
    if stats.right and stats.decided >= FEW:
        text += f", {interval(speech, stats.right)}"
    counts = {"left-empty": stats.blank, "some-wait": stats.open, "not-asked": stats.absent}
    more = [say(f"report.{name}", n=number) for name, number in counts.items() if number]
    return f"<p>{say('report.sentence', text='; '.join([text, *more]))}</p>"


def _options(report: ClassReport, figures: Figures, stats: ItemStats) -> str:
    """Show what each option drew: a picture by thirds, and its table."""
    speech = report.speech
    say = speech.say
    shown = [one for one in stats.options if one.offer.text or one.count]
    names = [_name(report, place, one) for place, one in enumerate(stats.options)]
    labels = [names[stats.options.index(one)] for one in shown]
    parts = ", ".join(f"{label} {one.count}" for label, one in zip(labels, shown, strict=True))
    item = say("report.short", n=stats.number)
    chart = stacked(
        f"q{stats.number}-options",
        say("report.options-alt", item=item, parts=parts),
        labels,
        [one.thirds for one in shown],
        speech,
    )
    rows = [
        (
            f"<strong>{escape(label)}</strong> {sheet_text(report, one.offer.text)}",
            str(one.count),
            *map(str, reversed(one.thirds)),
            "–" if one.rest is None else fixed(speech, one.rest.mean),
        )
        for label, one in zip(labels, shown, strict=True)
    ]
    beside = stats.decided + stats.open - sum(one.count for one in stats.options)
    if isinstance(stats.item, Choice) and beside:  # read by a person, or waiting for one
        rows.append((f"<em>{say('report.no-option')}</em>", str(beside), *"––––"))
    columns = ("option", "students", "best-third", "middle", "weakest", "on-rest")
    return figures.show(chart) + table([say(f"report.{name}") for name in columns], rows)


def _name(report: ClassReport, place: int, option: OptionStats) -> str:
    if not option.offer.text:
        return report.speech.say("report.empty")
    if option.offer.right:
        return report.speech.say("report.is-right", letter=letter(place))
    return letter(place)


def _parts(report: ClassReport, stats: ItemStats) -> str:
    """Show part by part how many were right, of which third, and what others chose most."""
    say = report.speech.say
    parts: dict[str, list[OptionStats]] = {}
    for one in stats.options:
        parts.setdefault(one.offer.part, []).append(one)
    columns = ("a-part", "right", "best-third", "weakest", "chosen-wrong", "empty-head", "on-rest")
    rows = [_part(report, part, options) for part, options in parts.items()]
    return table([say(f"report.{name}") for name in columns], rows)


def _part(report: ClassReport, part: str, options: list[OptionStats]) -> tuple[str, ...]:
    right = [one for one in options if one.offer.right]
    asked = sum(one.count for one in options)
    wrong = [one for one in options if not one.offer.right and one.offer.text and one.count]
    wrong.sort(key=lambda one: (-one.count, one.offer.key))
    most = "–"
    if wrong:
        most = f"{sheet_text(report, wrong[0].offer.text)} ({wrong[0].count})"
    empty = sum(one.count for one in options if not one.offer.text)
    return (
        sheet_text(report, part),
        _of(report, sum(one.count for one in right), asked),
        *(
            _of(
                report, sum(one.thirds[at] for one in right), sum(one.thirds[at] for one in options)
            )
            for at in (2, 0)
        ),
        most,
        str(empty) if empty else "",
        f"{_on_rest(report, right)} / {_on_rest(report, wrong[:1])}",
    )


def _on_rest(report: ClassReport, options: list[OptionStats]) -> str:
    """Say what those who chose one of some options reached on the rest, on average."""
    found = [one.rest for one in options if one.rest is not None]
    n = sum(one.n for one in found)
    return fixed(report.speech, sum(one.n * one.mean for one in found) / n) if n else "–"


def _of(report: ClassReport, some: int, whole: int) -> str:
    return report.speech.say("report.of", n=some, all=whole) if whole else "–"


def _said(report: ClassReport, stats: ItemStats) -> str:
    """List the wrong answers in students' own words that several gave."""
    if stats.options or stats.item.kind == "essay":
        return ""
    forms: Counter[str] = Counter()
    spelling: dict[str, str] = {}
    for one in report.tally.items[stats.item.id].answers.values():
        if one.state == State.INCORRECT and one.response.strip():
            form = form_of(one.response)
            forms[form] += one.count
            spelling.setdefault(form, one.response)
    ordered = sorted(forms, key=lambda form: (-forms[form], form))[:_LISTED]
    if not ordered or stats.item.kind == "order":
        return ""
    speech = report.speech
    said = (f'<bdi class="said">{escape(_short(spelling[form]))}</bdi>' for form in ordered)
    given = ", ".join(
        f"{quoted(speech, text)} ({forms[form]})" for text, form in zip(said, ordered, strict=True)
    )
    return f"<p>{speech.say('report.wrong-answers', given=given)}</p>"


def _short(text: str) -> str:
    line = " ".join(plain(text).split())
    return line if len(line) <= _CHARS else line[: _CHARS - 1] + "…"


def fairness_html(report: ClassReport) -> str:
    """Compare variants item by item; "" where there is only one."""
    gaps = variant_gaps(report.sheet, report.variants)
    if not gaps:
        return ""
    speech = report.speech
    say = speech.say
    numbers = dict.fromkeys(one.number for one in gaps if one.apart)
    named = ", ".join(item_link(speech, one) for one in numbers)
    said = say("report.apart", items=named) if numbers else say("report.not-apart")
    rows = [
        (
            item_link(speech, one.number),
            escape(one.variant) or say("report.none"),
            str(one.n),
            str(one.others),
            say(
                "report.span",
                value=plus(speech, one.gap.value),
                low=plus(speech, one.gap.low or 0),
                high=plus(speech, one.gap.high or 0),
            ),
            say("report.yes") if one.apart else "",
        )
        for one in gaps
    ]
    columns = ("question", "variant", "students", "others", "gap", "apart-head")
    return (
        f'<section aria-labelledby="fair"><h2 id="fair">{say("report.variants")}</h2>'
        f"<p>{said}</p>{table([say(f'report.{name}') for name in columns], rows)}</section>"
    )
