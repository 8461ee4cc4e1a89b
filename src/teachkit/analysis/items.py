"""What a class's answers say of an item, and of the sheet as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from ..model import State
from .guessing import guess_baseline
from .intervals import Estimate, feldt, wilson
from .moments import Moments, item_rest, moments_of
from .options import OptionStats, comparisons_of, option_stats
from .thirds import Thirds, in_thirds, thirds_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from ..gradebook.tally import ItemTally, Tally
    from ..model import Item, Sheet

__all__ = ["Analysis", "ItemStats", "analyse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStats:
    """What is known of one item."""

    item: Item
    number: int
    """As printed on the sheet."""
    decided: int
    """Students whose answer has a mark; blank ones too."""
    open: int
    """Students whose answer waits for a person."""
    blank: int
    absent: int
    """Students who were not asked, or whose sheet had no place for it."""
    right: Estimate | None
    """Share of the decided that are fully right, with Wilson's interval."""
    credit: Estimate | None
    """Mean credit of the decided: 1 is easy, 0 is hard."""
    rest: Estimate | None
    """Correlation of points with the rest of the sheet, with Fisher's interval."""
    guess: Fraction | None
    """Mean credit of blind guessing; ``None`` if there is nothing to pick from."""
    options: tuple[OptionStats, ...]
    moments: Moments


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What is known of a class and its sheet."""

    sheet: Sheet
    items: tuple[ItemStats, ...]
    students: int
    """Students who were graded."""
    thirds: Thirds
    unit: int
    mean: float | None
    """Mean total in points."""
    spread: float | None
    """Standard deviation of the totals (with n - 1), in points."""
    alpha: Estimate | None
    """Cronbach's alpha with Feldt's interval; ``None`` where it has no meaning, and while
    answers wait, since what waits is no 0."""
    alpha_items: int
    """Items that enter alpha."""
    alpha_students: int | None
    """Students who enter alpha; ``None`` while answers wait, and these are not known."""
    error: float | None
    """Standard error of measurement of a total, in points."""
    waiting: int
    """Answers that count 0 so far, because a person must decide."""


def analyse(sheet: Sheet, tally: Tally) -> Analysis:
    """Return all statistics of a class.

    Args:
        sheet: The sheet that was answered.
        tally: What its answers add up to, of one class or of many.
    """
    place = thirds_of(tally.totals)
    whole = max(1, int(sum(item.points for item in sheet.items) * tally.unit))
    compared = comparisons_of(sheet)
    items = tuple(
        _item(sheet, number, tally, (place, whole, compared))
        for number in range(1, len(sheet.items) + 1)
    )
    n = sum(tally.totals.values())
    mean = sum(total * count for total, count in tally.totals.items()) / n if n else 0.0
    deviation = sum(count * (total - mean) ** 2 for total, count in tally.totals.items())
    spread = sqrt(deviation / (n - 1)) / tally.unit if n > 1 else None
    waiting = sum(one.open for one in items)
    alpha = None if waiting else _alpha(items, n, deviation)
    error = None
    if alpha is not None and spread is not None and alpha.value <= 1:
        error = spread * sqrt(1 - alpha.value)
    return Analysis(
        sheet=sheet,
        items=items,
        students=n,
        thirds=in_thirds(tally.totals, place),
        unit=tally.unit,
        mean=mean / tally.unit if n else None,
        spread=spread,
        alpha=alpha,
        alpha_items=sum(one.decided > 0 for one in items),
        alpha_students=None if waiting else n,
        error=error,
        waiting=waiting,
    )


def _item(
    sheet: Sheet, number: int, tally: Tally, beside: tuple[dict[int, int], int, int]
) -> ItemStats:
    place, whole, compared = beside
    item = sheet.items[number - 1]
    found = tally.items[item.id]
    moments = moments_of(found.answers.values())
    n, most = moments.n, float(item.points * tally.unit)
    return ItemStats(
        item=item,
        number=number,
        decided=n,
        open=sum(one.count for one in found.answers.values() if one.points is None),
        blank=_count(found, State.BLANK),
        absent=found.missing,
        right=wilson(_count(found, State.CORRECT) / n, n) if n else None,
        credit=wilson(min(1.0, moments.x / n / most), n) if n and most else None,
        rest=item_rest([(moments, whole)]),
        guess=guess_baseline(item),
        options=option_stats(sheet, item, found, tally.unit, place=place, comparisons=compared),
        moments=moments,
    )


def _count(tally: ItemTally, state: State) -> int:
    return sum(one.count for one in tally.answers.values() if one.state == state.value)


def _alpha(items: Iterable[ItemStats], n: int, deviation: float) -> Estimate | None:
    """Return Cronbach's alpha of a class in which nothing waits.

    Students all must have had the same items. Where answers wait, see `of_decided`.
    """
    used = [one for one in items if one.decided]
    if n < 3 or len(used) < 2 or not deviation or any(one.absent for one in used):
        return None
    parts = sum(one.moments.xx - one.moments.x**2 / n for one in used)
    alpha = len(used) / (len(used) - 1) * (1 - parts / deviation)
    return feldt(alpha, n, len(used))
