"""How an answer to a number or a date was read: a step of its explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Date
from .amounts import read_amount
from .context import ALONE
from .dates import read_dates
from .numerals import Asked, read
from .periods import read_period
from .responses import MAX_LENGTH
from .rounding import digits
from .spans import read_span

if TYPE_CHECKING:
    from ..model import Number
    from .context import Context

__all__ = ["told"]


def told(item: Number | Date, response: str, context: Context = ALONE) -> str:
    """Say how an answer was read; "" if it was not.

    >>> from fractions import Fraction
    >>> from teachkit.model import Number
    >>> bridge = Number(id="b", prompt="How long is it?", answer=Fraction("12.9"), unit="km")
    >>> told(bridge, "12,900 m")
    '12,900 m = 12.9 km'
    >>> told(bridge, "from 10 to 15 km")
    'from 10 to 15'
    """
    if len(response) > MAX_LENGTH:
        return ""
    if isinstance(item, Date):
        said = read_dates(response, day_first=item.day_first, code=context.language)
        if said.days and not said.why:
            return " or ".join(map(str, said.days))
        return _stretch(response, Asked("", item.prompt, context.language, year=True))
    asked = Asked(item.unit, item.prompt, context.language)
    amount = read_amount(response, asked)
    if amount:
        return f"{amount.said} = {digits(amount.values[0])} {asked.unit}".strip()
    number = read(response, asked)
    if number.plain or number.loose:
        return " or ".join(map(digits, number.values))
    return _stretch(response, asked)


def _stretch(response: str, asked: Asked) -> str:
    """Say from where to where a period or a span goes."""
    period = read_period(response, asked.language)
    if period:
        return f"from {period.first} to {period.last}"
    span = read_span(response, asked)
    if span is None:
        return ""
    if span.low is None or span.high is None:
        limit = span.low if span.high is None else span.high
        side = "more" if span.high is None else "less"
        return f"{digits(limit)} or {side}" if limit is not None else ""
    if span.kind == "about":
        return f"about {digits(span.low)}"
    return f"from {digits(span.low)} to {digits(span.high)}"
