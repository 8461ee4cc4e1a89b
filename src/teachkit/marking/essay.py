"""Essay: a person marks it with the rubric."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from .verdicts import blank, show, unsure

if TYPE_CHECKING:
    from ..model import Essay, Mark

__all__ = ["mark"]


def mark(item: Essay, response: str) -> Mark:
    """Tell a blank page from one that a person has to read."""
    if not response.strip():
        return blank(item)
    best = sum((max(level.points for level in one.levels) for one in item.criteria), Fraction(0))
    number = len(item.criteria)
    rows = "1 criterion" if number == 1 else f"{number} criteria"
    return unsure(item, f"a person marks this with the rubric ({rows}, {show(best)} rubric points)")
