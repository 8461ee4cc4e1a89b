"""A class in thirds by total: what teachers read best of how an item works."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Thirds", "in_thirds", "thirds_of"]

Thirds = tuple[int, int, int]
"""Numbers of students in the lower, the middle and the upper third."""


def thirds_of(totals: Mapping[int, int]) -> dict[int, int]:
    """Say of each total in which third it stands: 0 lower, 1 middle, 2 upper.

    Equal totals stand together, where the middle one of them would: so thirds may differ
    in size, but do not depend on an order of students.
    """
    everyone = sum(totals.values())
    place: dict[int, int] = {}
    below = 0
    for total in sorted(totals):
        place[total] = min(2, 3 * (2 * below + totals[total]) // (2 * everyone))
        below += totals[total]
    return place


def in_thirds(totals: Mapping[int, int], place: Mapping[int, int]) -> Thirds:
    """Count students, given by total, in each third."""
    counts = [0, 0, 0]
    for total, count in totals.items():
        counts[place[total]] += count
    return (counts[0], counts[1], counts[2])
