"""Quantiles of Student's t and of F, which the standard library lacks.

Both come from the regularised incomplete beta function, computed by its continued
fraction (NIST Digital Library of Mathematical Functions, 8.17.22) and turned round by
halving. The tests compare them with SciPy.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, lgamma, log, log1p, sqrt
from statistics import NormalDist

__all__ = ["beta_share", "f_quantile", "normal_quantile", "t_quantile"]

_TINY = 1e-300
_STEPS = 10_000


def normal_quantile(share: float) -> float:
    """Return the point below which a share of the standard normal distribution lies."""
    return NormalDist().inv_cdf(share)


def beta_share(at: float, first: float, second: float) -> float:
    """Return the share of the beta distribution that lies below ``at`` (0..1)."""
    if at <= 0 or at >= 1:
        return 0.0 if at <= 0 else 1.0
    if at > (first + 1) / (first + second + 2):  # the fraction converges fast on the other side
        return 1 - beta_share(1 - at, second, first)
    scale = lgamma(first + second) - lgamma(first) - lgamma(second)
    front = exp(scale + first * log(at) + second * log1p(-at)) / first
    return front * _fraction(at, first, second)


def _fraction(at: float, first: float, second: float) -> float:
    """Sum the continued fraction from the front (Lentz's way)."""
    low = 1.0
    high = 1 / _off_zero(1 - (first + second) * at / (first + 1))
    whole = high
    for step in range(1, _STEPS):
        double = first + 2 * step
        even = step * (second - step) * at / ((double - 1) * double)
        odd = -(first + step) * (first + second + step) * at / (double * (double + 1))
        change = 1.0
        for term in (even, odd):
            high = 1 / _off_zero(1 + term * high)
            low = _off_zero(1 + term / low)
            change = low * high
            whole *= change
        if abs(change - 1) < 1e-15:
            break
    return whole


def _off_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def _beta_quantile(share: float, first: float, second: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if beta_share(middle, first, second) < share else (low, middle)
    return (low + high) / 2


@lru_cache(maxsize=256)
def f_quantile(share: float, above: float, below: float) -> float:
    """Return the point below which a share of F lies.

    Args:
        share: Between 0 and 1.
        above: Degrees of freedom of the numerator.
        below: Degrees of freedom of the denominator.
    """
    at = _beta_quantile(share, above / 2, below / 2)
    return below * at / (above * (1 - at))


@lru_cache(maxsize=256)
def t_quantile(share: float, freedom: float) -> float:
    """Return the point below which a share of Student's t lies."""
    if share < 0.5:
        return -t_quantile(1 - share, freedom)
    # The two tails of t are one side of a beta distribution.
    at = _beta_quantile(2 * (1 - share), freedom / 2, 0.5)
    return sqrt(freedom * (1 - at) / at)
