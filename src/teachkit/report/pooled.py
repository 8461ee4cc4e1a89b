"""Several classes and years on one page: each question in all that had it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..analysis import FEW, ClassShare, PooledItem, pool
from ..errors import Problem, ProblemsError
from ..gradebook.markup import escape, plain
from .charts import Bar, whiskers
from .figures import Figures
from .needs import need
from .page import document
from .tables import table
from .words import interval, sheet_text, span, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..speech import Speech
    from .gather import ClassReport

__all__ = ["pooled_body", "pooled_html", "pooled_title"]


def pooled_html(reports: Sequence[ClassReport]) -> str:
    """Write the page.

    Args:
        reports: The classes, of one sheet or of sheets that share questions.

    Raises:
        ProblemsError: the same results are named twice, or matplotlib is not installed.
    """
    need("matplotlib")
    return document(pooled_title(reports), reports[0].language, pooled_body(reports, Figures()))


def pooled_title(reports: Sequence[ClassReport]) -> str:
    """Name the page by its sheets."""
    return reports[0].speech.say("report.title", title=" / ".join(_titles(reports)))


def _titles(reports: Sequence[ClassReport]) -> list[str]:
    return list(dict.fromkeys(plain(one.sheet.title) for one in reports))[:3]


def pooled_body(reports: Sequence[ClassReport], figures: Figures) -> str:
    """Write what stands on the page, for a screen or for paper.

    Raises:
        ProblemsError: the same results are named twice.
    """
    speech = reports[0].speech
    labels = _labels(reports)
    found = pool(
        [(label, one.sheet, one.tally) for label, one in zip(labels, reports, strict=True)]
    )
    items = [one for one in found if one.decided]
    students = sum(one.analysis.students for one in reports)
    head = speech.say(
        "report.pooled-head",
        classes=speech.count(len(reports), "class"),
        students=speech.count(students, "student"),
        labels=escape(", ".join(labels)),
    )
    body = [
        f"<h1>{escape(' / '.join(_titles(reports)))}</h1>",
        f'<p class="quiet">{head}</p>',
        _changed(speech, items),
        _glance(reports[0], figures, items),
        _each(speech, items),
    ]
    return "\n".join(filter(None, body))


def _labels(reports: Sequence[ClassReport]) -> list[str]:
    """Name the classes by their folders; by the whole path where two are alike."""
    seen: dict[str, ClassReport] = {}
    problems = []
    for one in reports:
        digest = str(one.record["outputs"].get("statistics.json"))
        if digest in seen:
            message = f"has the same answers as {seen[digest].folder}"
            hint = "name each class once"
            problems.append(
                Problem(file=str(one.folder), message=message, hint=hint, code="same-class")
            )
        seen.setdefault(digest, one)
    if problems:
        raise ProblemsError(problems)
    names = [one.folder.name for one in reports]
    alike = len(set(names)) < len(names) or not all(names)
    return [one.folder.as_posix() for one in reports] if alike else names


def _changed(speech: Speech, items: Sequence[PooledItem]) -> str:
    """Name the questions that were not the same in all classes."""
    ids = list(dict.fromkeys(one.item.id for one in items if one.changed))
    if not ids:
        return ""
    said = ", ".join(f"<code>{escape(one)}</code>" for one in ids)
    return f"<p>{speech.say('report.changed', items=said)}</p>"


def _glance(first: ClassReport, figures: Figures, items: Sequence[PooledItem]) -> str:
    speech = first.speech
    say = speech.say
    ranked = sorted(items, key=lambda one: one.credit.value if one.credit else 0.0)
    shown = [
        Bar(_short(one), one.credit.value, one.credit.low, one.credit.high)
        for one in ranked
        if one.credit
    ]
    alt = ", ".join(f"{one.label} {speech.percent(one.value)}" for one in shown)
    chart = whiskers(
        "pooled", say("report.pooled-alt", parts=alt), shown, [None] * len(shown), speech
    )
    names = ("question", "answers", "classes", "earned", "fully-right", "rest")
    rows = [
        (
            f"{escape(_short(one))} {sheet_text(first, ' '.join(one.item.prompt.split()))}",
            str(one.decided),
            str(len(one.classes)),
            whole(interval(speech, one.credit)) if one.credit else "–",
            whole(interval(speech, one.right)) if one.right else "–",
            whole(span(speech, one.rest)) if one.rest and one.decided >= FEW else "–",
        )
        for one in items
    ]
    drawn = figures.show(chart) if shown else ""
    return (
        f'<section aria-labelledby="all"><h2 id="all">{say("report.all-classes")}</h2>'
        f"<p>{say('report.within')}</p>{drawn}"
        f"{table([say(f'report.{name}') for name in names], rows)}</section>"
    )


def _short(one: PooledItem) -> str:
    return f"{one.item.id} ({one.hash[:4]})" if one.changed else one.item.id


def _each(speech: Speech, items: Sequence[PooledItem]) -> str:
    """Show class by class how many were fully right."""
    say = speech.say
    labels = list(dict.fromkeys(shared.label for one in items for shared in one.classes))
    rows = []
    for one in items:
        by_label = {shared.label: shared for shared in one.classes}
        cells = [_share(speech, by_label.get(label)) for label in labels]
        rows.append((escape(_short(one)), *cells))
    head = (say("report.question"), *map(escape, labels))
    return (
        f'<section aria-labelledby="class"><h2 id="class">{say("report.by-class")}</h2>'
        f"<p>{say('report.by-class-said')}</p>{table(head, rows)}</section>"
    )


def _share(speech: Speech, found: ClassShare | None) -> str:
    if found is None or found.right is None:
        return "–"
    item = speech.say("report.short", n=found.number)
    return speech.say("report.in-class", item=item, share=interval(speech, found.right))
