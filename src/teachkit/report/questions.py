"""The lower half of a report: every question, with what its options drew."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..analysis import FEW, ItemStats, OptionStats, relation_words, variant_gaps
from ..display import letter
from ..gradebook.decisions import form_of
from ..gradebook.markup import escape, inline, plain
from ..model import Choice, Multi, State
from .charts import Bar, stacked, whiskers
from .tables import table
from .words import count, interval, item_link, lesson_link, percent, plus, ranked, whole

if TYPE_CHECKING:
    from .figures import Figures
    from .gather import ClassReport

__all__ = ["fairness_html", "glance_html", "questions_html"]

_LISTED = 6
_CHARS = 80


def glance_html(report: ClassReport, figures: Figures) -> str:
    """Show all items in one picture, hardest first, and their figures in one table."""
    items = [one for one in ranked(report.analysis) if one.credit]
    shown = [
        Bar(f"Q{one.number}", one.credit.value, one.credit.low, one.credit.high)
        for one in items
        if one.credit
    ]
    alt = ", ".join(f"{one.label} {percent(one.value)}" for one in shown)
    chart = whiskers(
        "difficulty",
        f"Points with bands: share of each question's points that the class earned, with its 95 % "
        f"interval, hardest first. {alt}.",
        shown,
        [None if one.guess is None else float(one.guess) for one in items],
    )
    head = (
        "Question",
        "Points earned",
        "Fully right",
        "Guessing earns",
        "With the rest",
        "In words",
        "Wait",
    )
    rows = [_figures(one) for one in report.analysis.items]
    return (
        '<section aria-labelledby="glance"><h2 id="glance">All questions at a glance</h2>'
        "<p>The dot is the share of the points that this class earned. The band is where the share "
        "of all students like these may lie. The thin line is what blind guessing earns.</p>"
        f"{figures.show(chart) if shown else ''}{table(head, rows)}</section>"
    )


def _figures(stats: ItemStats) -> tuple[str, ...]:
    few = stats.decided < FEW
    rest = stats.rest
    return (
        item_link(stats),
        "–" if stats.credit is None else whole(interval(stats.credit)),
        "–" if stats.right is None else whole(interval(stats.right)),
        "" if stats.guess is None else percent(float(stats.guess)),
        "–" if rest is None or few else whole(interval(rest, shares=False)),
        relation_words(stats),
        str(stats.open) if stats.open else "",
    )


def questions_html(report: ClassReport, figures: Figures) -> str:
    """Write a card for each item."""
    note = ""
    if report.variants:
        note = '<p class="quiet">Letters are those of the sheet as its file has it.</p>'
    cards = "".join(_card(report, figures, one) for one in report.analysis.items)
    head = '<section aria-labelledby="each"><h2 id="each">Question by question</h2>'
    return f"{head}{note}{cards}</section>"


def _card(report: ClassReport, figures: Figures, stats: ItemStats) -> str:
    said = [_decided(stats)]
    said += [
        f'<p class="{one.kind}">{_sentence(one.text)}</p>'
        for one in report.findings
        if one.number == stats.number
    ]
    if isinstance(stats.item, Choice | Multi):
        said.append(_options(figures, stats))
    elif stats.options:
        said.append(_parts(stats))
    said.append(_said(report, stats))
    if link := lesson_link(report, stats, f"the part for Q{stats.number}"):
        said.append(f"<p>In the lesson: {link}</p>")
    return (
        f'<section class="item" aria-labelledby="q{stats.number}">'
        f'<h3 id="q{stats.number}">Q{stats.number}</h3>'
        f"<p>{inline(' '.join(stats.item.prompt.split()))}</p>{''.join(said)}</section>"
    )


def _sentence(text: str) -> str:
    """Return a finding without the number that begins it."""
    said = escape(text.partition(": ")[2])
    return said[:1].upper() + said[1:]


def _decided(stats: ItemStats) -> str:
    if not stats.decided:
        return f"<p>{count(stats.open, 'answer')} wait; none is decided.</p>"
    right = round(stats.right.value * stats.decided) if stats.right else 0
    text = f"{right} of {stats.decided} fully right"
    if stats.right and stats.decided >= FEW:
        text += f", {interval(stats.right)}"
    more = [f"{stats.blank} left it empty"] if stats.blank else []
    more += [f"{stats.open} wait"] if stats.open else []
    more += [f"{stats.absent} were not asked"] if stats.absent else []
    return f"<p>{'; '.join([text, *more])}.</p>"


def _options(figures: Figures, stats: ItemStats) -> str:
    """Show what each option drew: a picture by thirds, and its table."""
    shown = [one for one in stats.options if one.offer.text or one.count]
    names = [_name(place, one) for place, one in enumerate(stats.options)]
    labels = [names[stats.options.index(one)] for one in shown]
    parts = ", ".join(f"{label} {one.count}" for label, one in zip(labels, shown, strict=True))
    chart = stacked(
        f"q{stats.number}-options",
        f"Bars: students who chose each option of Q{stats.number}, parted by thirds of the class. "
        f"{parts}.",
        labels,
        [one.thirds for one in shown],
    )
    rows = [
        (
            f"<strong>{escape(label)}</strong> {inline(one.offer.text)}",
            str(one.count),
            *map(str, reversed(one.thirds)),
            "–" if one.rest is None else f"{one.rest.mean:.1f}",
        )
        for label, one in zip(labels, shown, strict=True)
    ]
    head = ("Option", "Students", "Best third", "Middle", "Weakest", "Points on the rest")
    return figures.show(chart) + table(head, rows)


def _name(place: int, option: OptionStats) -> str:
    if not option.offer.text:
        return "empty"
    return f"{letter(place)} (right)" if option.offer.right else letter(place)


def _parts(stats: ItemStats) -> str:
    """Show part by part how many were right, of which third, and what others chose most."""
    parts: dict[str, list[OptionStats]] = {}
    for one in stats.options:
        parts.setdefault(one.offer.part, []).append(one)
    rows = []
    for part, options in parts.items():
        right = [one for one in options if one.offer.right]
        asked = sum(one.count for one in options)
        wrong = [one for one in options if not one.offer.right and one.offer.text and one.count]
        wrong.sort(key=lambda one: (-one.count, one.offer.key))
        most = f"{inline(wrong[0].offer.text)} ({wrong[0].count})" if wrong else "–"
        empty = sum(one.count for one in options if not one.offer.text)
        rows.append(
            (
                inline(part),
                f"{sum(one.count for one in right)} of {asked}",
                *(
                    _of(
                        sum(one.thirds[at] for one in right), sum(one.thirds[at] for one in options)
                    )
                    for at in (2, 0)
                ),
                most,
                str(empty) if empty else "",
            )
        )
    head = ("Part", "Right", "Best third", "Weakest", "Most chosen wrong", "Left empty")
    return table(head, rows)


def _of(some: int, whole: int) -> str:
    return f"{some} of {whole}" if whole else "–"


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
    given = ", ".join(
        f'“<bdi class="said">{escape(_short(spelling[form]))}</bdi>” ({forms[form]})'
        for form in ordered
    )
    return f"<p>Wrong answers: {given}.</p>"


def _short(text: str) -> str:
    line = " ".join(plain(text).split())
    return line if len(line) <= _CHARS else line[: _CHARS - 1] + "…"


def fairness_html(report: ClassReport) -> str:
    """Compare variants item by item; "" where there is only one."""
    gaps = variant_gaps(report.sheet, report.variants)
    if not gaps:
        return ""
    apart = [one for one in gaps if one.apart]
    numbers = dict.fromkeys(one.number for one in apart)
    named = ", ".join(f'<a href="#q{one}">Q{one}</a>' for one in numbers)
    said = (
        f"Look at {named}: harder in one variant than in another, and surely not by chance."
        if apart
        else "No question was surely harder in one variant than in another."
    )
    rows = [
        (
            f'<a href="#q{one.number}">Q{one.number}</a>',
            escape(one.variant or "none"),
            str(one.n),
            str(one.others),
            f"{plus(one.gap.value)} ({plus(one.gap.low or 0)} to {plus(one.gap.high or 0)})",
            "yes" if one.apart else "",
        )
        for one in gaps
    ]
    head = ("Question", "Variant", "Students", "In the others", "Credit more or less", "Apart")
    return (
        '<section aria-labelledby="fair"><h2 id="fair">Variants</h2>'
        f"<p>{said}</p>{table(head, rows)}</section>"
    )
