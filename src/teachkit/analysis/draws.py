"""What the wrong answers to an item have in common: the one most given, and why it tempts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..gradebook.decisions import form_of
from ..marking import mark
from ..model import Multi, State, Text

if TYPE_CHECKING:
    from ..gradebook.tally import ItemTally
    from ..model import Item, Sheet
    from .items import ItemStats

__all__ = ["Draw", "common_error"]


@dataclass(frozen=True, slots=True)
class Draw:
    """A wrong answer that several gave."""

    part: str
    """What it was given to, as Markdown; "" of the whole item."""
    text: str
    """The answer: Markdown of an option, or a student's own words."""
    count: int
    of: int
    """Students whose answer was looked at."""
    why: str
    """The author's word on it, as Markdown; may be empty."""
    words: bool
    """Whether the text is in a student's own words."""
    missed: bool = False
    """Whether it is a right option that was left out."""


def common_error(sheet: Sheet, stats: ItemStats, tally: ItemTally) -> Draw | None:
    """Return the wrong answer that most gave; ``None`` if no two gave the same one.

    Args:
        sheet: The sheet.
        stats: What is known of the item.
        tally: Its answers.
    """
    draw = _of_options(stats) if stats.options else None
    if draw is None:
        draw = _of_words(sheet, stats.item, tally)
    return draw if draw and draw.count >= 2 else None


def _of_options(stats: ItemStats) -> Draw | None:
    found = []
    multi = isinstance(stats.item, Multi)
    asked = sum(one.count for one in stats.options)
    for place, one in enumerate(stats.options):
        offer = one.offer
        if not offer.text:
            continue
        beside = [two.count for two in stats.options if two.offer.part == offer.part]
        n = stats.decided if multi else sum(beside) if offer.part else asked
        missed = multi and offer.right
        count = max(0, n - one.count - stats.blank) if missed else one.count
        if missed or not offer.right:
            draw = Draw(offer.part, offer.text, count, n, offer.why, words=False, missed=missed)
            found.append((-count, missed, place, draw))
    return min(found, key=lambda one: one[:3])[3] if found else None


def _of_words(sheet: Sheet, item: Item, tally: ItemTally) -> Draw | None:
    """Count wrong answers by their normal form; show the spelling that most used."""
    forms: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = {}
    for one in tally.answers.values():
        if one.state == State.INCORRECT.value and one.response.strip():
            form = form_of(one.response)
            forms[form] += one.count
            spellings.setdefault(form, Counter())[one.response] += one.count
    if not forms:
        return None
    form = min(forms, key=lambda one: (-forms[one], one))
    said = min(spellings[form], key=lambda one: (-spellings[form][one], one))
    n = sum(one.count for one in tally.answers.values() if one.points is not None)
    return Draw("", said, forms[form], n, _why(sheet, item, said), words=True)


def _why(sheet: Sheet, item: Item, said: str) -> str:
    """Return what the author says of a known wrong answer."""
    if not isinstance(item, Text):
        return ""
    matched = mark(item, said, sheet=sheet).matched
    return next((one.why for one in item.rejects if one.text == matched), "")
