"""Small words and numbers of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..gradebook.markup import escape, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..analysis import Analysis, Estimate, ItemStats
    from .gather import ClassReport

__all__ = [
    "count",
    "interval",
    "item_link",
    "lesson_link",
    "listed",
    "percent",
    "plus",
    "ranked",
    "settled",
    "whole",
]


def percent(share: float) -> str:
    """Write a share as whole percent."""
    return f"{100 * share:.0f} %"


def interval(found: Estimate, *, shares: bool = True) -> str:
    """Write a figure with its interval: ``62 % (43–78)`` or ``0.35 (-0.03 to 0.64)``."""
    if shares:
        value = percent(found.value)
        if found.low is None or found.high is None:
            return value
        return f"{value} ({100 * found.low:.0f}–{100 * found.high:.0f})"
    value = plus(found.value)
    if found.low is None or found.high is None:
        return value
    return f"{value} ({plus(found.low)} to {plus(found.high)})"


def whole(text: str) -> str:
    """Keep a figure and its interval on one line of a page."""
    return f'<span class="whole">{text}</span>'


def plus(number: float) -> str:
    """Write a number between -1 and 1 with two places and a real minus."""
    text = f"{number:.2f}"
    return "0.00" if text == "-0.00" else text.replace("-", "−")


def count(number: int, word: str) -> str:
    """Write a number with its noun, in the plural unless it is one."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def listed(words: Sequence[str]) -> str:
    """Join words as in a sentence."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""


def item_link(stats: ItemStats) -> str:
    """Return a link to what the page says of an item."""
    return f'<a href="#q{stats.number}">Q{stats.number}</a>'


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
