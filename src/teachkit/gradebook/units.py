"""The unit of a sheet: the share of a point in which all its points are whole numbers.

Whole numbers add up exactly and fast, in any order. The rules of marking divide by the
number of options, gaps, pairs and so on; the unit is the common denominator of it all.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from ..model import Choice, Claims, Cloze, Essay, Match, Multi, Number, Order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Item, Sheet

__all__ = ["common_unit", "unit_of"]


def unit_of(sheet: Sheet) -> int:
    """Return the unit of a sheet: all that its rules can give is whole in 1/unit of a point.

    A person's decision may give other credit; whoever counts widens the unit then.
    """
    return common_unit(
        share * item.points for item in sheet.items for share in (Fraction(1), *_shares(item))
    )


def common_unit(points: Iterable[Fraction], unit: int = 1) -> int:
    """Return the smallest multiple of a unit in which all these points are whole."""
    return lcm(unit, *{one.denominator for one in points})


def _shares(item: Item) -> list[Fraction]:
    """Return shares of an item's points of which all its credits are multiples."""
    found: list[Fraction] = []
    match item:
        case Choice():
            found = [one.credit for one in item.options if one.credit is not None]
        case Multi():
            found = _multi(item)
        case Number():
            found = [one.credit for one in item.near]
        case Cloze(gaps=parts) | Match(pairs=parts) | Order(events=parts):
            found = [Fraction(1, len(parts))]
        case Claims():
            found = [Fraction(1, 2 * len(item.claims))]
        case Essay():
            found = _essay(item)
        case _:
            pass
    return found


def _multi(item: Multi) -> list[Fraction]:
    options = len(item.options)
    keys = sum(one.correct for one in item.options) or 1
    match item.rule_name:
        case "all-or-nothing":
            return []
        case "each-answer":
            return [Fraction(1, options)]
        case "coverage":
            return [Fraction(1, keys * ticks) for ticks in range(1, options + 1)]
        case "false2":
            return [Fraction(1, keys), Fraction(1, max(options - keys, 2))]
        case _:
            return [Fraction(1, keys)]


def _essay(item: Essay) -> list[Fraction]:
    levels = [level.points for one in item.criteria for level in one.levels]
    best = sum((max(level.points for level in one.levels) for one in item.criteria), Fraction(0))
    return [one / best for one in levels] if best else []
