"""Date: a calendar date, right at the precision the item asks for."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from ..model import Precision
from .compared import elsewhere
from .context import ALONE
from .dates import Day, read_dates
from .normal import is_dont_know, normalise
from .numerals import Asked
from .responses import MAX_LENGTH
from .verdicts import blank, scored, unreadable, unsure

if TYPE_CHECKING:
    from ..model import Date, Mark
    from .context import Context
    from .dates import Dated

__all__ = ["mark"]

_FIELDS = {Precision.YEAR: 1, Precision.MONTH: 2, Precision.DAY: 3}


def mark(item: Date, response: str, context: Context = ALONE) -> Mark:
    """1 if the date is equal at the item's precision, else 0.

    A date that says less than is asked but agrees, and one that can be read in two
    ways of which one is right, go to a person.
    """
    if len(response) > MAX_LENGTH:
        return unreadable(item, response, f"longer than {MAX_LENGTH:,} characters")
    if not normalise(response):
        return blank(item)
    if is_dont_know(response, context.language):
        return scored(item, Fraction(0), "says that the answer is not known")
    said = read_dates(response, day_first=item.day_first, code=context.language)
    if said.days and not said.why:
        return _compare(item, said)
    outside = _elsewhere(item, response, context)
    if outside:
        return scored(item, Fraction(0), outside)
    return unsure(item, said.why) if said.days else unreadable(item, response, said.why)


@lru_cache(maxsize=256)
def _day_of(answer: str) -> Day:
    """Return the date of an item."""
    return read_dates(answer).days[0]


def _elsewhere(item: Date, response: str, context: Context) -> str:
    """Return why a decade, a century or a span of years surely leaves the date out."""
    year = _day_of(item.answer).year
    asked = Asked("", item.prompt, context.language, year=True)
    return elsewhere(response, Fraction(year), Fraction(0), asked) if year else ""


def _compare(item: Date, said: Dated) -> Mark:
    """Compare what a response may mean with the answer."""
    days = said.days
    wanted = _day_of(item.answer)
    depth = _FIELDS[item.precision]
    agrees = [_agrees(one, wanted, depth) for one in days]
    if not any(agrees):
        if said.loose:
            return unsure(item, "words stand beside the date")
        return scored(item, Fraction(0), f"{days[0]} is not {_cut(wanted, depth)}")
    if not all(agrees):
        return unsure(item, f"it can mean {days[0]} or {days[1]}")
    if any(said is None and one for said, one in zip(days[0][:depth], wanted, strict=False)):
        return unsure(item, f"{days[0]} agrees, but the {item.precision} is asked for")
    return scored(item, Fraction(1), f"{_cut(days[0], depth)} is right", str(days[0]))


def _agrees(said: Day, wanted: Day, depth: int) -> bool:
    pairs = zip(said[:depth], wanted[:depth], strict=True)
    return all(one is None or two is None or one == two for one, two in pairs)


def _cut(day: Day, depth: int) -> Day:
    kept = [*day[:depth], None, None][:3]
    return Day(day.year, kept[1], kept[2])
