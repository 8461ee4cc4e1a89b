"""Quantiles and intervals against SciPy, and how often they hold the truth."""

from __future__ import annotations

from math import atanh, sqrt

import numpy as np
import pytest
from scipy import stats

from teachkit.analysis.distributions import beta_share, f_quantile, normal_quantile, t_quantile
from teachkit.analysis.intervals import Estimate, Sample, difference, feldt, fisher, welch, wilson

SHARES = (0.005, 0.025, 0.4, 0.9, 0.975, 0.995)


@pytest.mark.parametrize("share", SHARES)
def test_quantiles_are_those_of_scipy(share):
    """t, F and normal, for small and large classes."""
    for free in (1, 2, 7.5, 29, 5000):
        assert t_quantile(share, free) == pytest.approx(stats.t.ppf(share, free), rel=1e-7)
        for below in (1, 3, 40, 600, 10**6):
            there = stats.f.ppf(share, free, below)
            assert f_quantile(share, free, below) == pytest.approx(there, rel=1e-7)
    assert normal_quantile(share) == pytest.approx(stats.norm.ppf(share))
    assert beta_share(share, 2, 9) == pytest.approx(stats.beta.cdf(share, 2, 9))


@pytest.mark.parametrize(("right", "n"), [(0, 5), (5, 5), (1, 30), (17, 30), (299, 1000)])
def test_wilson_is_that_of_scipy(right, n):
    """Also where all or none are right."""
    there = stats.binomtest(right, n).proportion_ci(method="wilson")

    found = wilson(right / n, n)

    assert (found.low, found.high) == pytest.approx((there.low, there.high), abs=1e-12)


def test_fisher_is_that_of_scipy():
    """On data."""
    rng = np.random.default_rng(5)
    x = rng.normal(size=30)
    y = x + rng.normal(size=30)
    there = stats.pearsonr(x, y)

    found = fisher(there.statistic, 30)

    interval = there.confidence_interval()
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))


def test_welch_is_that_of_scipy():
    """On groups of different size and spread."""
    rng = np.random.default_rng(6)
    groups = [rng.normal(5, 1, size=9), rng.normal(4, 3, size=21)]
    there = stats.ttest_ind(*groups, equal_var=False).confidence_interval(0.99)

    found = welch(*(Sample(len(one), one.mean(), one.var(ddof=1)) for one in groups), 0.99)

    assert (found.low, found.high) == pytest.approx((there.low, there.high))


def test_newcombe_as_published():
    """The first example of the paper: 56/70 and 48/80 differ by 0.0524 to 0.3339."""
    found = difference(wilson(56 / 70, 70), wilson(48 / 80, 80))

    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_nothing_is_said_of_too_few():
    """Three students have a correlation, but no interval."""
    assert fisher(0.5, 3) == Estimate(0.5)
    assert feldt(0.5, 1, 9) == Estimate(0.5)
    assert welch(Sample(1, 2.0, 0.0), Sample(9, 1.0, 1.0)).low is None
    assert welch(Sample(3, 2.0, 0.0), Sample(3, 1.0, 0.0)).low is None
    assert difference(Estimate(0.5), wilson(0.5, 9)).low is None
    assert Estimate(0.5).width == float("inf")


def _held(pairs):
    """Share of (interval, truth) in which the interval holds the truth."""
    held = [one.low <= truth <= one.high for one, truth in pairs]
    return sum(held) / len(held)


def test_wilson_and_newcombe_hold_what_they_promise():
    """4,000 classes of 25: the share right, and the difference of two classes."""
    rng = np.random.default_rng(1)
    truths = rng.uniform(0.1, 0.9, size=(4000, 2))
    found = rng.binomial(25, truths) / 25
    one = [
        (wilson(share, 25), truth) for share, truth in zip(found[:, 0], truths[:, 0], strict=True)
    ]
    two = [
        (difference(wilson(a, 25), wilson(b, 25)), p - q)
        for (a, b), (p, q) in zip(found, truths, strict=True)
    ]

    assert 0.94 < _held(one) < 0.97
    assert 0.94 < _held(two) < 0.97


def test_wilson_is_no_narrower_than_it_says_for_partial_credit():
    """Credits of 0, 1/2 and 1: the interval of a mean holds the truth at least as often."""
    rng = np.random.default_rng(2)
    given = rng.choice([0, 0.5, 1], p=[0.2, 0.4, 0.4], size=(4000, 25))

    assert _held((wilson(one.mean(), 25), 0.6) for one in given) > 0.95


def test_fisher_holds_what_it_promises_for_rights_and_wrongs():
    """An item of rights and wrongs against a rest that is nearly normal."""
    rng = np.random.default_rng(3)
    ability = rng.normal(size=(3000, 30))
    item = (ability + rng.normal(size=ability.shape) > 0).astype(float)
    rest = ability + 0.5 * rng.normal(size=ability.shape)
    truth = np.corrcoef(item.ravel(), rest.ravel())[0, 1]
    found = [fisher(np.corrcoef(x, r)[0, 1], 30) for x, r in zip(item, rest, strict=True)]

    assert 0.93 < _held((one, truth) for one in found) < 0.975


def test_feldt_holds_what_it_promises():
    """Ten items that share a fifth of their variance: alpha is 5/7 in truth."""
    rng = np.random.default_rng(4)
    held = []
    for _ in range(1500):
        items = rng.normal(size=(30, 1)) * 0.5 + rng.normal(size=(30, 10))
        inside = items.var(axis=0, ddof=1).sum() / items.sum(axis=1).var(ddof=1)
        alpha = 10 / 9 * (1 - inside)
        held.append((feldt(alpha, 30, 10), 10 * 0.25 / (10 * 0.25 + 1)))

    assert 0.935 < _held(held) < 0.965


def test_the_interval_of_several_classes_counts_each_mean():
    """Two classes of 10 say less than one of 20."""
    assert fisher(0.4, 20, classes=2).width > fisher(0.4, 20).width
    assert fisher(0.4, 21, classes=2).high == pytest.approx(
        np.tanh(atanh(0.4) + normal_quantile(0.975) / sqrt(17))
    )
