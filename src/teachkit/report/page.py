"""The report of a class as one page that needs no other file and no network."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ..gradebook.markup import escape, inline, plain
from .figures import Figures
from .heatmap import heatmap_html
from .monday import monday_html
from .needs import need
from .overview import hardest_html, objectives_html, scores_html
from .questions import fairness_html, glance_html, questions_html
from .words import count

if TYPE_CHECKING:
    from .gather import ClassReport

__all__ = ["document", "report_body", "report_html"]

_CSS = Path(__file__).with_name("report.css")
_SECTION = re.compile(r'<h2 id="([a-z]+)">([^<]+)</h2>')
_READ = """
Fully right: the share of students with full credit. In brackets the interval in which the share
of all students like these lies 95 times in 100 (Wilson).

Points earned: the mean share of the question's points; part credit counts.

Guessing earns: what a student who picks blindly earns on average, by this question's rule.

With the rest: the correlation of this question's points with the points on all other questions.
Above 0, those who do well elsewhere do well here. One class says little: look at the interval in
brackets before you believe the number.

Points on the rest: what those who chose an option reached on the other questions, on average. If a
wrong option has more than the right one, look at the key.

Thirds: the class parted by total. Equal totals stand together, so thirds may differ in size.
"""


def report_html(report: ClassReport) -> str:
    """Write the page.

    Raises:
        ProblemsError: what draws the pictures is not installed.
    """
    need("matplotlib")
    title = f"Report: {plain(report.sheet.title)}"
    body = report_body(report, Figures())
    return document(title, report.sheet.language, body)


def report_body(report: ClassReport, figures: Figures) -> str:
    """Write what stands on the page, for a screen or for paper."""
    parts = [
        monday_html(report),
        objectives_html(report, figures),
        hardest_html(report),
        scores_html(report, figures),
        heatmap_html(report, paper=figures.paper),
        glance_html(report, figures),
        fairness_html(report),
        questions_html(report, figures),
        _how_to_read(),
    ]
    contents = "" if figures.paper else _contents(parts[1:])
    return "\n".join(filter(None, [_head(report), contents, *parts]))


def _contents(parts: list[str]) -> str:
    """Link to the sections that are there."""
    found = [_SECTION.search(part) for part in parts]
    links = [f'<a href="#{one[1]}">{one[2]}</a>' for one in found if one]
    return f'<nav aria-label="On this page"><p class="quiet">{" · ".join(links)}</p></nav>'


def document(title: str, language: str, body: str) -> str:
    """Wrap a body as a whole page."""
    css = _CSS.read_text(encoding="utf-8").strip()
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        f"<title>{escape(title)}</title>\n<style>\n{css}\n</style>\n</head>\n<body>\n<main>\n"
        f"{body}\n</main>\n</body>\n</html>\n"
    )


def _head(report: ClassReport) -> str:
    students = report.tally.students
    size = count(students.get("graded", 0), "student")
    rest = [
        f"{students[status]} {status}"
        for status in ("missing", "excused", "unread")
        if students.get(status)
    ]
    said = "; ".join([f"{size} graded", *rest])
    build = escape(report.tally.build)
    return (
        f"<h1>{inline(report.sheet.title)}</h1>"
        f'<p class="quiet">Report for the teacher. {said}. Sheet {escape(report.sheet.id)}, state '
        f"{build}.</p>"
    )


def _how_to_read() -> str:
    pairs = (one.partition(": ") for one in _READ.strip().split("\n\n"))
    listed = "".join(f"<dt>{term}</dt><dd>{text}</dd>" for term, _, text in pairs)
    return (
        '<section aria-labelledby="read"><h2 id="read">How to read the numbers</h2>'
        f"<dl>{listed}</dl></section>"
    )
