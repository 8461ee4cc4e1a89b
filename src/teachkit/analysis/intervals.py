"""Intervals: how far a figure from one class may be from the truth.

Sources, by function:

- `wilson`: E. B. Wilson (1927), JASA 22, 209-212.
- `difference`: R. G. Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
- `fisher`: R. A. Fisher (1921), Metron 1, 3-32.
- `feldt`: L. S. Feldt (1965), Psychometrika 30, 357-370.
- `welch`: B. L. Welch (1947), Biometrika 34, 28-35.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atanh, sqrt, tanh
from typing import NamedTuple

from .distributions import f_quantile, normal_quantile, t_quantile

__all__ = ["LEVEL", "Estimate", "Sample", "difference", "feldt", "fisher", "welch", "wilson"]

LEVEL = 0.95
"""Of how many intervals in a hundred hold the truth, over 100."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval; either end is ``None`` where nothing can be said."""

    value: float
    low: float | None = None
    high: float | None = None

    @property
    def width(self) -> float:
        """How far apart the ends are; infinite without ends."""
        return float("inf") if self.low is None or self.high is None else self.high - self.low


class Sample(NamedTuple):
    """Numbers by their size, mean and variance (with n - 1)."""

    n: int
    mean: float
    variance: float


def wilson(share: float, n: int, level: float = LEVEL) -> Estimate:
    """Return a share of ``n`` with its interval.

    Also for a mean of credits between 0 and 1: these vary at most as much as rights and
    wrongs of the same mean, so the interval is then rather too wide than too narrow.
    """
    z = normal_quantile((1 + level) / 2)
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return Estimate(share, max(0.0, middle - reach), min(1.0, middle + reach))


def difference(first: Estimate, second: Estimate) -> Estimate:
    """Return first - second of two shares with Wilson intervals."""
    if first.low is None or first.high is None or second.low is None or second.high is None:
        return Estimate(first.value - second.value)
    value = first.value - second.value
    down = sqrt((first.value - first.low) ** 2 + (second.high - second.value) ** 2)
    up = sqrt((first.high - first.value) ** 2 + (second.value - second.low) ** 2)
    return Estimate(value, value - down, value + up)


def fisher(r: float, n: int, classes: int = 1, level: float = LEVEL) -> Estimate:
    """Return a correlation with its interval.

    Args:
        r: The correlation; within classes, if there are several.
        n: Students in all.
        classes: Each class's own mean takes one degree of freedom.
        level: As `LEVEL`.
    """
    free = n - classes - 2
    if free < 1 or abs(r) >= 1:
        return Estimate(r)
    reach = normal_quantile((1 + level) / 2) / sqrt(free)
    return Estimate(r, tanh(atanh(r) - reach), tanh(atanh(r) + reach))


def feldt(alpha: float, students: int, items: int, level: float = LEVEL) -> Estimate:
    """Return Cronbach's alpha with its interval: (1 - true) / (1 - found) is distributed as F."""
    above, below = students - 1, (students - 1) * (items - 1)
    if above < 1 or below < 1:
        return Estimate(alpha)
    tail = (1 - level) / 2
    low = 1 - (1 - alpha) * f_quantile(1 - tail, above, below)
    return Estimate(alpha, low, 1 - (1 - alpha) * f_quantile(tail, above, below))


def welch(first: Sample, second: Sample, level: float = LEVEL) -> Estimate:
    """Return the difference of two means, first - second, for groups that vary differently."""
    value = first.mean - second.mean
    if min(first.n, second.n) < 2:
        return Estimate(value)
    parts = (first.variance / first.n, second.variance / second.n)
    error = sum(parts)
    if not error:
        return Estimate(value)
    free = error**2 / (parts[0] ** 2 / (first.n - 1) + parts[1] ** 2 / (second.n - 1))
    reach = t_quantile((1 + level) / 2, free) * sqrt(error)
    return Estimate(value, value - reach, value + reach)
