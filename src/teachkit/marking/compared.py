"""Compare a response with the number that is right.

Only what is clear is decided: what states another number, an amount in another unit that
is another amount, or a span or a period in which the answer surely does not lie.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ..model import State
from .amounts import asks_for_another, names_a_unit, read_amount
from .dates import has_month, read_dates
from .language import language
from .normal import is_dont_know, normalise
from .numerals import Asked, Reading, may_be_year, read
from .periods import leaves_out, read_period
from .responses import MAX_LENGTH, clip
from .rounding import digits, maybe_rounded, well_rounded
from .spans import lies_outside, read_span
from .tokens import read_words
from .units import may_lack_its_unit

if TYPE_CHECKING:
    from .amounts import Amount

__all__ = ["Compared", "compare", "elsewhere"]

ALMOST = 10
"""An amount in another unit is another one if it differs by more than one part in so many."""


class Compared(NamedTuple):
    """What became of a response to a question for a number."""

    state: State
    reason: str
    value: Fraction | None = None
    """The number that was read, if it is clear."""


def compare(
    response: str,
    answer: Fraction,
    tolerance: Fraction = Fraction(0),
    asked: Asked = Asked(),  # noqa: B008 - immutable
) -> Compared:
    """Compare a response with the answer.

    Args:
        response: As typed.
        answer: The number that is right.
        tolerance: The largest distance that is still right.
        asked: What stands around it.
    """
    if not response.strip() or not normalise(response[: MAX_LENGTH + 1]):
        return Compared(State.BLANK, "no answer")
    amount = read_amount(response, asked)
    if amount:
        return _by_amount(amount, answer, tolerance, asked)
    said = read(response, asked)
    year = may_be_year(answer, asked.unit)
    if not said.plain and year:
        said = _year_of_a_date(response, asked) or said
    right = said.loose and abs(said.values[0] - answer) <= tolerance
    period = read_period(response, asked.language) if year else None
    if (said.plain or right) and not (period and period.kind == "named"):
        got = _by_number(said, answer, tolerance, asked)
        return _with_a_unit(got, response, answer, asked)
    why = elsewhere(response, answer, tolerance, asked)
    if why:
        return Compared(State.INCORRECT, why)
    if period:
        why = f"a period: it may hold {answer}, but the year is asked for"
        return Compared(State.UNSURE, why)
    if not said.values:
        return _without_number(response, said, answer, asked)
    return Compared(State.UNSURE, said.why)


def _by_number(said: Reading, answer: Fraction, tolerance: Fraction, asked: Asked) -> Compared:
    """Compare the one number of a response."""
    hits = [abs(value - answer) <= tolerance for value in said.values]
    value = said.values[0]
    if any(hits) and not hits[0]:
        return Compared(State.UNSURE, "it can be read as more than one number")
    span = f" within {digits(tolerance)}" if tolerance else ""
    if hits[0]:
        return Compared(State.CORRECT, f"{digits(value)} is right{span}", value)
    if not tolerance and _rightly_rounded(said, answer, asked):
        reason = f"{digits(value)} is {digits(answer)} in round numbers"
        return Compared(State.CORRECT, reason, value)
    if not tolerance and maybe_rounded(value, answer):
        return Compared(State.UNSURE, f"{digits(value)} may be {digits(answer)} in round numbers")
    return Compared(State.INCORRECT, f"{digits(value)} is not {digits(answer)}{span}", value)


def _with_a_unit(got: Compared, response: str, answer: Fraction, asked: Asked) -> Compared:
    """Leave a wrong number without a unit open if in another unit it may be right.

    Three may be 36 months, if nobody says in what it is counted.
    """
    if got.state is not State.INCORRECT or got.value is None:
        return got
    about = (asked.unit, asked.question, asked.language)
    if may_lack_its_unit(got.value, answer, *about) and not names_a_unit(response, asked):
        reason = f"{digits(got.value)} may be {digits(answer)} {asked.unit} in another unit"
        return Compared(State.UNSURE, reason)
    return got


def elsewhere(response: str, answer: Fraction, reach: Fraction, asked: Asked) -> str:
    """Return why a period or a span surely leaves a number out, give or take; "" if none does."""
    year = may_be_year(answer, asked.unit)
    if year and leaves_out(response, int(answer), int(reach), asked.language):
        return f"{answer} does not lie in that period"
    span = read_span(response, asked)
    if span and lies_outside(span, answer, reach, asked):
        return f"{digits(answer)} lies outside '{clip(response)}'"
    return ""


def _by_amount(amount: Amount, answer: Fraction, tolerance: Fraction, asked: Asked) -> Compared:
    """Compare an amount in another unit: right if equal, wrong if surely another amount."""
    hits = [abs(value - answer) <= tolerance for value in amount.values]
    unit = f" {asked.unit}" if asked.unit else ""
    value = amount.values[0]
    said = amount.said
    if hits[0] and asks_for_another(amount, asked):
        return Compared(State.UNSURE, "the same amount, but not in the unit that is asked for")
    if hits[0]:
        return Compared(State.CORRECT, f"{said} is {digits(value)}{unit}: right", value)
    if any(hits):
        return Compared(State.UNSURE, f"the units of '{said}' can mean more than one")
    if amount.figure == answer:
        return Compared(State.UNSURE, f"{said}: the number is right, but the unit is another")
    if amount.other_than(answer, tolerance + abs(answer) / ALMOST):
        reason = f"{said} is {digits(value)}{unit}, not {digits(answer)}"
        return Compared(State.INCORRECT, reason, value)
    reason = f"{said} is {digits(value)}{unit}, which may be {digits(answer)} in round numbers"
    return Compared(State.UNSURE, reason)


def _rightly_rounded(said: Reading, answer: Fraction, asked: Asked) -> bool:
    """Whether a number is the answer in round numbers, and none that is exact is asked for."""
    exact = language(asked.language).places.get("exact", frozenset())
    if exact & set(read_words(asked.question, asked.language).tokens):
        return False
    return well_rounded(said.figure, said.scale, answer)


def _without_number(response: str, said: Reading, answer: Fraction, asked: Asked) -> Compared:
    span = read_span(response, asked)
    if span and span.kind == "range":
        why = f"a range: it may hold {digits(answer)}, but one number is asked for"
        return Compared(State.UNSURE, why)
    if is_dont_know(response[: MAX_LENGTH + 1], asked.language):
        return Compared(State.INCORRECT, "says that the answer is not known")
    open_one = said.why in ("several numbers", "a decade")
    return Compared(State.UNSURE if open_one else State.UNREADABLE, said.why)


def _year_of_a_date(response: str, asked: Asked) -> Reading | None:
    """Read the year of *4 April 1949*."""
    found = read_dates(response, code=asked.language)
    years = {day.year for day in found.days}
    if found.why or len(years) != 1 or None in years:
        return None
    if not any(day.day for day in found.days) and not has_month(response):
        return None  # 1911-12 may be two years
    return Reading(
        tuple(Fraction(year or 0) for year in years),
        plain=not found.loose,
        loose=found.loose,
        why="words stand beside the date",
    )
