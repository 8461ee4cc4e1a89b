"""The report of a class as one page that needs no other file and no network."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ..gradebook.markup import escape, plain
from .figures import Figures
from .heatmap import heatmap_html
from .monday import monday_html
from .needs import need
from .overview import hardest_html, objectives_html, scores_html
from .questions import fairness_html, glance_html, questions_html
from .words import sheet_text

if TYPE_CHECKING:
    from .gather import ClassReport

__all__ = ["document", "report_body", "report_html"]

_CSS = Path(__file__).with_name("report.css")
_SECTION = re.compile(r'<h2 id="([a-z]+)">([^<]+)</h2>')
_READ = ("right", "earned", "guess", "rest", "on-rest", "thirds")


def report_html(report: ClassReport) -> str:
    """Write the page.

    Raises:
        ProblemsError: what draws the pictures is not installed.
    """
    need("matplotlib")
    title = report.speech.say("report.title", title=plain(report.sheet.title))
    body = report_body(report, Figures())
    return document(title, report.language, body)


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
        _how_to_read(report),
    ]
    contents = "" if figures.paper else _contents(report, parts[1:])
    return "\n".join(filter(None, [_head(report), contents, *parts]))


def _contents(report: ClassReport, parts: list[str]) -> str:
    """Link to the sections that are there."""
    found = [_SECTION.search(part) for part in parts]
    links = [f'<a href="#{one[1]}">{one[2]}</a>' for one in found if one]
    label = report.speech.say("report.contents")
    return f'<nav aria-label="{label}"><p class="quiet">{" · ".join(links)}</p></nav>'


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
    speech = report.speech
    say = speech.say
    size = speech.count(students.get("graded", 0), "student")
    rest = [
        say(f"report.{status}", n=students[status])
        for status in ("missing", "excused", "unread")
        if students.get(status)
    ]
    said = "; ".join([say("report.graded", students=size), *rest])
    sheet, build = escape(report.sheet.id), escape(report.tally.build)
    return (
        f"<h1>{sheet_text(report, report.sheet.title)}</h1>"
        f'<p class="quiet">{say("report.head", said=said, sheet=sheet, build=build)}</p>'
    )


def _how_to_read(report: ClassReport) -> str:
    say = report.speech.say
    listed = "".join(
        f"<dt>{say(f'report.read-{name}')}</dt><dd>{say(f'report.read-{name}-text')}</dd>"
        for name in _READ
    )
    return (
        f'<section aria-labelledby="read"><h2 id="read">{say("report.read")}</h2>'
        f"<dl>{listed}</dl></section>"
    )
