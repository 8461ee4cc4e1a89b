"""How exact totals are while some answers still wait for a person.

An answer that waits counts 0 in a total so far. Taken for a real 0 it would add to an
item's variance, and to that of the totals, what no student did; so alpha is computed over
those items of which at least half is decided, and over the students of whom all of that is.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from typing import TYPE_CHECKING

from .intervals import feldt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from .items import Analysis

__all__ = ["of_decided"]

_STUDENTS = 3
_ITEMS = 2


def of_decided(analysis: Analysis, points: Sequence[Sequence[Fraction | None]]) -> Analysis:
    """Put alpha and the standard error of those that are decided into an analysis.

    Args:
        analysis: What is known of the class.
        points: A row a student, the points of each item in the sheet's order; ``None`` where
            nothing is decided.

    Returns:
        The analysis with ``alpha``, ``error``, ``alpha_items`` and ``alpha_students`` of the
        items and students that enter; without alpha where it has no meaning.
    """
    used = [at for at, one in enumerate(analysis.items) if one.decided >= max(1, one.open)]
    rows = [[row[at] for at in used] for row in points]
    whole = [[float(one) for one in row if one is not None] for row in rows if None not in row]
    analysis = replace(
        analysis, alpha=None, error=None, alpha_items=len(used), alpha_students=len(whole)
    )
    absent = any(analysis.items[at].absent for at in used)
    if len(whole) < _STUDENTS or len(used) < _ITEMS or absent:
        return analysis
    totals = _variance([sum(row) for row in whole])
    if not totals:
        return analysis
    parts = sum(_variance(column) for column in zip(*whole, strict=True))
    alpha = len(used) / (len(used) - 1) * (1 - parts / totals)
    error = sqrt(totals * (1 - alpha)) if alpha <= 1 else None
    return replace(analysis, alpha=feldt(alpha, len(whole), len(used)), error=error)


def _variance(values: Sequence[float]) -> float:
    """Return the variance with n - 1."""
    mean = sum(values) / len(values)
    return sum((one - mean) ** 2 for one in values) / (len(values) - 1)
