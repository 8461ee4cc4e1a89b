"""Small words and numbers of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..gradebook.markup import escape, inline, plain

if TYPE_CHECKING:
    from ..analysis import Analysis, Estimate, ItemStats
    from ..speech import Speech
    from .gather import ClassReport

__all__ = [
    "fixed",
    "interval",
    "item_link",
    "lesson_link",
    "plus",
    "quoted",
    "ranked",
    "settled",
    "sheet_text",
    "span",
    "whole",
]


def interval(speech: Speech, found: Estimate) -> str:
    """Write a share with its interval: ``62 % (43–78)``."""
    value = speech.percent(found.value)
    if found.low is None or found.high is None:
        return value
    low, high = f"{100 * found.low:.0f}", f"{100 * found.high:.0f}"
    return speech.say("report.interval", value=value, low=low, high=high)


def span(speech: Speech, found: Estimate) -> str:
    """Write a number with its interval: ``0.35 (−0.03 to 0.64)``."""
    value = plus(speech, found.value)
    if found.low is None or found.high is None:
        return value
    low, high = plus(speech, found.low), plus(speech, found.high)
    return speech.say("report.span", value=value, low=low, high=high)


def whole(text: str) -> str:
    """Keep a figure and its interval on one line of a page."""
    return f'<span class="whole">{text}</span>'


def plus(speech: Speech, number: float) -> str:
    """Write a number between -1 and 1 with two places and a real minus."""
    text = f"{number:.2f}"
    return speech.number("0.00" if text == "-0.00" else text.replace("-", "−"))


def fixed(speech: Speech, number: float) -> str:
    """Write a number with one place."""
    return speech.number(f"{number:.1f}")


def quoted(speech: Speech, text: str) -> str:
    """Put quotation marks about what is HTML already."""
    return speech.say("report.quote", text=text)


def sheet_text(report: ClassReport, text: str) -> str:
    """Render a text of the sheet; its language is named where the page has another one."""
    language = report.sheet.language
    if language.split("-")[0].lower() == report.speech.code:
        return inline(text)
    return f'<span lang="{escape(language)}">{inline(text)}</span>'


def item_link(speech: Speech, number: int) -> str:
    """Return a link to what the page says of an item."""
    return f'<a href="#q{number}">{speech.say("report.short", n=number)}</a>'


def lesson_link(report: ClassReport, stats: ItemStats, instead: str) -> str:
    """Return a link to the item's part of the lesson, named by its heading; "" without any.

    Args:
        report: The report.
        stats: The item.
        instead: What to call the part if its heading is not known.
    """
    link = report.links.of(stats.item)
    if not link:
        return ""
    title = report.links.title(stats.item)
    words = escape(plain(title)) if title else instead
    return f'<a href="{escape(link)}">{words}</a>'


def settled(stats: ItemStats) -> bool:
    """Whether enough is decided to compare the item with others: at least half."""
    return stats.decided > 0 and stats.decided >= stats.open


def ranked(analysis: Analysis) -> list[ItemStats]:
    """Return the items that are mostly decided, the smallest mean credit first."""
    items = [one for one in analysis.items if settled(one) and one.credit]
    return sorted(items, key=lambda one: (one.credit.value if one.credit else 0.0, one.number))
