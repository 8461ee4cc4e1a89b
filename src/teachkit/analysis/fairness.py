"""Variants of one sheet side by side: was an item harder in one of them?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .intervals import LEVEL, Estimate, difference, wilson
from .moments import Moments, moments_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..gradebook.tally import Tally
    from ..model import Item, Sheet

__all__ = ["VariantGap", "variant_gaps"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantGap:
    """An item in one variant, against all others."""

    number: int
    item: str
    variant: str
    n: int
    others: int
    gap: Estimate
    """Mean credit in this variant less that in the others, with Newcombe's interval."""
    apart: bool
    """Whether it is still off 0 when all comparisons of the table are allowed for."""


def variant_gaps(sheet: Sheet, variants: Mapping[str, Tally]) -> tuple[VariantGap, ...]:
    """Compare variants item by item.

    It presumes that chance or the seat decided who got which variant. Where it was the
    class or the teacher, a gap may as well be one between the students.

    Args:
        sheet: The sheet.
        variants: The tally of each variant.

    Returns:
        One entry for each item and variant; of two variants the first stands for both.
    """
    names = sorted(variants)
    if len(names) < 2:
        return ()
    shown = names[:1] if len(names) == 2 else names
    level = 1 - (1 - LEVEL) / (len(shown) * len(sheet.items))  # Bonferroni's share
    made = []
    for number, item in enumerate(sheet.items, start=1):
        sums = {name: _credit(item, variants[name]) for name in names}
        for name in shown:
            n, credit = sums[name]
            rest = [sums[other] for other in names if other != name]
            others = sum(size for size, _ in rest)
            if not n or not others:
                continue
            mean = sum(total for _, total in rest) / others
            gap = difference(wilson(credit / n, n), wilson(mean, others))
            sure = difference(wilson(credit / n, n, level), wilson(mean, others, level))
            apart = (sure.low or 0) > 0 or (sure.high or 0) < 0
            made.append(
                VariantGap(
                    number=number,
                    item=item.id,
                    variant=name,
                    n=n,
                    others=others,
                    gap=gap,
                    apart=apart,
                )
            )
    return tuple(made)


def _credit(item: Item, tally: Tally) -> tuple[int, float]:
    """Return how many answers are decided, and the sum of their credits."""
    moments: Moments = moments_of(tally.items[item.id].answers.values())
    most = float(item.points * tally.unit)
    return moments.n, min(moments.x / most, float(moments.n)) if most else 0.0
