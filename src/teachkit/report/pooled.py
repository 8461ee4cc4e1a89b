"""Several classes and years on one page: each question in all that had it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..analysis import FEW, ClassShare, PooledItem, pool
from ..errors import Problem, ProblemsError
from ..gradebook.markup import escape, inline, plain
from .charts import Bar, whiskers
from .figures import Figures
from .needs import need
from .page import document
from .tables import table
from .words import count, interval, percent, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .gather import ClassReport

__all__ = ["pooled_html"]


def pooled_html(reports: Sequence[ClassReport]) -> str:
    """Write the page.

    Args:
        reports: The classes, of one sheet or of sheets that share questions.

    Raises:
        ProblemsError: the same results are named twice, or matplotlib is not installed.
    """
    need("matplotlib")
    labels = _labels(reports)
    found = pool(
        [(label, one.sheet, one.tally) for label, one in zip(labels, reports, strict=True)]
    )
    items = [one for one in found if one.decided]
    students = sum(one.analysis.students for one in reports)
    titles = list(dict.fromkeys(plain(one.sheet.title) for one in reports))
    figures = Figures()
    body = [
        f"<h1>{escape(' / '.join(titles[:3]))}</h1>",
        f'<p class="quiet">{count(len(reports), "class")}, '.replace("classs", "classes")
        + f"{count(students, 'student')}: {escape(', '.join(labels))}.</p>",
        _changed(items),
        _glance(figures, items),
        _each(items),
    ]
    language = reports[0].sheet.language
    return document(f"Report: {' / '.join(titles[:3])}", language, "\n".join(filter(None, body)))


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


def _changed(items: Sequence[PooledItem]) -> str:
    """Name the questions that were not the same in all classes."""
    ids = list(dict.fromkeys(one.item.id for one in items if one.changed))
    if not ids:
        return ""
    said = ", ".join(f"<code>{escape(one)}</code>" for one in ids)
    return (
        f"<p><strong>Changed between classes:</strong> {said}. Wording, options, key or points "
        "differ, so each state stands in a row of its own and they are not added up.</p>"
    )


def _glance(figures: Figures, items: Sequence[PooledItem]) -> str:
    ranked = sorted(items, key=lambda one: one.credit.value if one.credit else 0.0)
    shown = [
        Bar(_short(one), one.credit.value, one.credit.low, one.credit.high)
        for one in ranked
        if one.credit
    ]
    alt = ", ".join(f"{one.label} {percent(one.value)}" for one in shown)
    chart = whiskers(
        "pooled",
        "Points with bands: share of each question's points earned in all classes together, with "
        f"its 95 % interval, hardest first. {alt}.",
        shown,
        [None] * len(shown),
    )
    head = ("Question", "Answers", "Classes", "Points earned", "Fully right", "With the rest")
    rows = [
        (
            f"{escape(_short(one))} {inline(' '.join(one.item.prompt.split()))}",
            str(one.decided),
            str(len(one.classes)),
            whole(interval(one.credit)) if one.credit else "–",
            whole(interval(one.right)) if one.right else "–",
            whole(interval(one.rest, shares=False)) if one.rest and one.decided >= FEW else "–",
        )
        for one in items
    ]
    return (
        '<section aria-labelledby="all"><h2 id="all">All classes together</h2>'
        "<p>“With the rest” is the correlation within classes: that one class is better than "
        f"another does not enter it.</p>{figures.show(chart)}{table(head, rows)}</section>"
    )


def _short(one: PooledItem) -> str:
    return f"{one.item.id} ({one.hash[:4]})" if one.changed else one.item.id


def _each(items: Sequence[PooledItem]) -> str:
    """Show class by class how many were fully right."""
    labels = list(dict.fromkeys(shared.label for one in items for shared in one.classes))
    rows = []
    for one in items:
        by_label = {shared.label: shared for shared in one.classes}
        cells = [_share(by_label.get(label)) for label in labels]
        rows.append((escape(_short(one)), *cells))
    return (
        '<section aria-labelledby="class"><h2 id="class">Class by class</h2><p>Share fully right, '
        f"with its interval.</p>{table(('Question', *map(escape, labels)), rows)}</section>"
    )


def _share(found: ClassShare | None) -> str:
    if found is None or found.right is None:
        return "–"
    return f"Q{found.number}: {interval(found.right)}"
