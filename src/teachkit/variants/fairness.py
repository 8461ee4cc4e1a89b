"""How even variants are: where keys stand, what moves, and that all ask the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from ..display import letter
from ..model import Choice, Match, Multi, Order
from .guards import kept_order, pinned_items

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model import Sheet
    from .orders import Variant

__all__ = ["Fairness", "Spread", "fairness"]

_LIMITS = (3.84, 5.99, 7.81, 9.49, 11.07, 12.59, 14.07, 15.51, 16.92)
"""Chi-square values that chance passes in 1 of 20 cases, for 1, 2, 3, … degrees of freedom."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How often the right option stands at each letter."""

    counts: Mapping[str, int]
    chi_square: float
    limit: float
    """What chance alone stays below in 19 of 20 cases."""
    longest_run: int
    """The same letter so many times one after the other."""

    @property
    def even(self) -> bool:
        """Whether chance alone would often be as uneven."""
        return self.chi_square <= self.limit


@dataclass(frozen=True, slots=True)
class Fairness:
    """What there is to say of a set of variants."""

    same_items: bool
    """Whether every variant has every item once, and so the same points."""
    spreads: Mapping[str, Spread]
    """Variant to where its keys stand; "" is all of them together."""
    choices: int
    """Choices whose options are shuffled."""
    shared: tuple[str, str, int]
    """The two variants that have most keys at the same letter, and how many."""
    moved: int
    """Items that do not have the same number in every variant."""
    kept: Mapping[str, str]
    """Items whose parts keep their order, with the reason."""
    pinned: Mapping[str, str]
    """Items of a block that keep their place, with the reason."""


def fairness(sheet: Sheet, variants: Sequence[Variant]) -> Fairness:
    """Say how even a set of variants is."""
    ids = sorted(item.id for item in sheet.items)
    kept = {
        item.id: kept_order(item)
        for item in sheet.items
        if isinstance(item, Choice | Multi | Match | Order) and kept_order(item)
    }
    right = {
        item.id: next(one.id for one in item.options if one.correct)
        for item in sheet.items
        if isinstance(item, Choice)
        if item.id not in kept and any(one.correct for one in item.options)
    }
    keys = {one.name: _keys(one, right) for one in variants}
    spreads = {"": _spread([at for one in keys.values() for at in one.values()], runs=False)}
    spreads |= {name: _spread(list(one.values())) for name, one in keys.items()}
    pairs = [
        (first, second, sum(keys[first][item] == at for item, at in keys[second].items()))
        for first, second in combinations(keys, 2)
    ]
    still = pinned_items(sheet)
    return Fairness(
        same_items=all(sorted(one.items) == ids for one in variants),
        spreads=spreads,
        choices=len(right),
        shared=max(pairs, key=lambda one: one[2], default=("", "", 0)),
        moved=sum(len({one.number(id_) for one in variants}) > 1 for id_ in ids),
        kept=kept,
        pinned={one.id: still[one.id] for one in sheet.items if one.block and one.id in still},
    )


def _keys(variant: Variant, right: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Return the place of each choice's key and the number of its options, as printed."""
    return {
        item: (variant.parts[item].index(right[item]), len(variant.parts[item]))
        for item in variant.items
        if item in right
    }


def _spread(keys: Sequence[tuple[int, int]], *, runs: bool = True) -> Spread:
    """Count the places of keys, each given with the number of its options."""
    size = max((options for _, options in keys), default=0)
    counts = Counter(place for place, _ in keys)
    expected = [
        sum((Fraction(1, options) for _, options in keys if options > place), Fraction())
        for place in range(size)
    ]
    chi = sum(
        ((counts[place] - wanted) ** 2 / wanted for place, wanted in enumerate(expected)),
        Fraction(),
    )
    run = longest = 0
    before = -1
    for place, _ in keys if runs else ():
        run = run + 1 if place == before else 1
        longest, before = max(longest, run), place
    return Spread(
        {letter(place): counts[place] for place in range(size)},
        float(chi),
        _LIMITS[min(max(size - 2, 0), len(_LIMITS) - 1)],
        longest,
    )
