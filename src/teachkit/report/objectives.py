"""What a class knows, by objective."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..analysis import Analysis, ItemStats
    from ..model import Objective
    from .rows import Row

__all__ = ["REACHED", "Known", "objectives_of"]

REACHED = Fraction(4, 5)
"""Share of its points from which an objective counts as reached, as in the letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One objective."""

    objective: Objective
    items: tuple[ItemStats, ...]
    share: float | None
    """Points earned of those decided; ``None`` while less than half is decided."""
    reached: int | None
    """Students who earned at least `REACHED` of what is decided; ``None`` without rows."""
    students: int
    """Students of whom anything here is decided."""
    waiting: int


def objectives_of(analysis: Analysis, rows: Sequence[Row]) -> tuple[Known, ...]:
    """Return the objectives that any item serves, in the sheet's order."""
    made = []
    for objective in analysis.sheet.objectives:
        items = tuple(one for one in analysis.items if one.item.objective == objective.id)
        if items:
            made.append(_known(objective, items, analysis.unit, rows))
    return tuple(made)


def _known(
    objective: Objective, items: tuple[ItemStats, ...], unit: int, rows: Sequence[Row]
) -> Known:
    decided = sum(one.decided * one.item.points for one in items)
    waiting = sum(one.open * one.item.points for one in items)
    earned = Fraction(sum(one.moments.x for one in items), unit)
    places = [one.number - 1 for one in items]
    reached = students = 0
    for row in rows:
        cells = [row.cells[place] for place in places]
        marked = [
            (one.points, item.item.points)
            for one, item in zip(cells, items, strict=True)
            if one is not None and one.points is not None
        ]
        if marked:
            students += 1
            mine = sum((points for points, _ in marked), Fraction(0))
            reached += mine >= REACHED * sum(whole for _, whole in marked)
    told = bool(decided) and decided >= waiting
    return Known(
        objective=objective,
        items=items,
        share=float(earned / decided) if told else None,
        reached=reached if rows and told else None,
        students=students,
        waiting=sum(one.open for one in items),
    )
