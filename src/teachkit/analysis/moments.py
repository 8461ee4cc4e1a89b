"""Sums from which an item's statistics follow: exact, and they add over classes.

Every student gives a pair: the item's points, and the *rest*, the total on the sheet without
this item. A correlation with a total that holds the item itself would flatter it: on a
short sheet even a coin would seem to tell strong from weak.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING

from .intervals import Estimate, Sample, fisher

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..gradebook.tally import AnswerTally

__all__ = ["Moments", "item_rest", "moments_of", "sample_of"]


@dataclass(frozen=True, slots=True)
class Moments:
    """Sums over students whose answer is decided; x the item's points, r the rest, in units."""

    n: int = 0
    x: int = 0
    xx: int = 0
    r: int = 0
    rr: int = 0
    xr: int = 0

    def __add__(self, other: Moments) -> Moments:
        """Return the sums of both groups; both are in one unit."""
        return Moments(
            self.n + other.n,
            self.x + other.x,
            self.xx + other.xx,
            self.r + other.r,
            self.rr + other.rr,
            self.xr + other.xr,
        )

    def centred(self) -> tuple[Fraction, Fraction, Fraction]:
        """Return the sums of squares of x and of r and of their products, about the means."""
        if not self.n:
            return (Fraction(0), Fraction(0), Fraction(0))
        return (
            self.xx - Fraction(self.x * self.x, self.n),
            self.rr - Fraction(self.r * self.r, self.n),
            self.xr - Fraction(self.x * self.r, self.n),
        )


def moments_of(answers: Iterable[AnswerTally]) -> Moments:
    """Add up answers; those that are not decided yet are left out."""
    n = x = xx = r = rr = xr = 0
    for one in answers:
        if one.points is None:
            continue
        rest = one.total - one.count * one.points
        n += one.count
        x += one.count * one.points
        xx += one.count * one.points**2
        r += rest
        rr += one.squares - 2 * one.points * one.total + one.count * one.points**2
        xr += one.points * rest
    return Moments(n, x, xx, r, rr, xr)


def sample_of(moments: Moments, unit: int) -> Sample | None:
    """Return size, mean and variance of the rest, in points; ``None`` of nobody."""
    if not moments.n:
        return None
    _, spread, _ = moments.centred()
    variance = float(spread) / (moments.n - 1) / unit**2 if moments.n > 1 else 0.0
    return Sample(moments.n, moments.r / moments.n / unit, variance)


def item_rest(groups: Sequence[tuple[Moments, int]]) -> Estimate | None:
    """Correlate an item with the rest, within classes.

    Args:
        groups: The sums of each class, and the number of units in all points of its sheet,
            by which rests of different sheets are brought to one scale.

    Returns:
        The correlation with Fisher's interval; ``None`` where all have the same credit
        or the same rest.
    """
    of_x = of_r = of_both = 0.0
    n = classes = 0
    for moments, whole in groups:
        if moments.n < 2:
            continue
        x, r, both = moments.centred()
        n, classes = n + moments.n, classes + 1
        of_x += float(x / whole**2)
        of_r += float(r / whole**2)
        of_both += float(both / whole**2)
    if not of_x or not of_r:
        return None
    r_within = max(-1.0, min(1.0, of_both / sqrt(of_x * of_r)))
    return fisher(r_within, n, classes)
