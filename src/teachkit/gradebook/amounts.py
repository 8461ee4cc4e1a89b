"""How points and percents are written: exact in tables, short for people."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["decimal", "percent", "rounded", "short"]

_PLACES = 9


def _finite_places(number: Fraction) -> int | None:
    """Return how many decimals write a number exactly; ``None`` if no number of them does."""
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _rounded(number: Fraction, places: int) -> str:
    """Write with a number of decimals; halves away from zero, as taught at school."""
    scaled = abs(number) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = str(whole).rjust(places + 1, "0")
    sign = "-" if number < 0 and whole else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


@lru_cache(maxsize=4096)  # a class has few different points
def decimal(number: Fraction) -> str:
    """Write exactly (``0.25``), or with nine decimals where that can't be done (1/3)."""
    places = _finite_places(number)
    return _rounded(number, _PLACES if places is None else places)


def short(number: Fraction) -> str:
    """Write for a reader: at most two decimals, and none that are zero."""
    return rounded(number, 2)


def rounded(number: Fraction, places: int) -> str:
    """Write with at most so many decimals (one or more), and none that are zero."""
    return _rounded(number, places).rstrip("0").rstrip(".")


def percent(part: Fraction, whole: Fraction, places: int = 1) -> str:
    """Write a share of a whole in percent; "" of nothing."""
    return _rounded(part / whole * 100, places) if whole else ""
