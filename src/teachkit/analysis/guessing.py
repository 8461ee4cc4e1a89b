"""What blind guessing earns on average: exact, by kind and rule.

The rules themselves are asked, through ``marking.mark``; nothing here repeats them. What
counts as guessing is stated for each kind in docs/toolkit/report.md.
"""

from __future__ import annotations

import json
from collections import Counter
from fractions import Fraction
from functools import cache
from itertools import product
from math import comb, factorial, prod
from typing import TYPE_CHECKING

from ..display import right_sides
from ..marking import mark
from ..marking.normal import normalise
from ..marking.order import event_ranks
from ..model import Choice, Claims, Cloze, Match, Multi, Order, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Item

__all__ = ["guess_baseline"]

_Shape = tuple[int, ...]


def guess_baseline(item: Item) -> Fraction | None:
    """Return the mean credit of a student who guesses blindly; ``None`` if none can.

    Choice: one option at random. Multi: a coin for each box. Match: a right side at random
    for each left side. Cloze: an option at random for each gap that has some; other gaps
    stay wrong. Claims: one of three verdicts at random for each claim. Order: a random
    order. Numbers, dates, texts and essays offer nothing to pick from.
    """
    match item:
        case Choice():
            scores = [mark(item, one.id).score for one in item.options]
            return Fraction(sum(scores), len(scores))
        case Multi():
            return _multi(item)
        case Order():
            return _order(item)
        case Claims():
            return _claims(item)
        case Match():
            return _chances(item, [Fraction(1, len(right_sides(item)))] * len(item.pairs))
        case Cloze():
            chances = [_gap_chance(gap.options, gap.accept or (gap.answer,)) for gap in item.gaps]
            return _chances(item, chances) if any(chances) else None
        case _:
            return None


def _multi(item: Multi) -> Fraction:
    keys = [one.id for one in item.options if one.correct]
    others = [one.id for one in item.options if not one.correct]
    total = Fraction(0)
    for right, wrong in product(range(len(keys) + 1), range(len(others) + 1)):
        ways = comb(len(keys), right) * comb(len(others), wrong)
        total += ways * mark(item, ";".join(keys[:right] + others[:wrong])).score
    return total * Fraction(1, 2) ** len(item.options)


def _claims(item: Claims) -> Fraction:
    """Sum over how many of the claims are hit: each with a chance of 1 in 3."""
    wrong = {one: next(other for other in Verdict if other is not one) for one in Verdict}
    total = Fraction(0)
    for hits in range(len(item.claims) + 1):
        said = {
            one.id: one.verdict if place < hits else wrong[one.verdict]
            for place, one in enumerate(item.claims)
        }
        ways = comb(len(said), hits) * 2 ** (len(said) - hits)
        total += ways * mark(item, json.dumps(said)).score
    return total * Fraction(1, 3) ** len(item.claims)


def _gap_chance(options: tuple[str, ...], accept: tuple[str, ...]) -> Fraction:
    if not options:
        return Fraction(0)
    right = {normalise(one) for one in accept}
    return Fraction(sum(normalise(one) in right for one in options), len(options))


def _chances(item: Item, chances: list[Fraction]) -> Fraction:
    """Join the chances of parts that are guessed apart."""
    if item.rule_name == "all-or-nothing":
        return prod(chances, start=Fraction(1))
    return sum(chances, Fraction(0)) / len(chances)


# --- Orders -----------------------------------------------------------------------


def _order(item: Order) -> Fraction:
    """Weigh the credit of each length of the longest run with how many orders have it.

    By the correspondence of Robinson, Schensted and Knuth an order is a pair of tableaux of
    one shape, whose first row is as long as the longest non-decreasing run: so shapes are
    counted, of which there are few, and not orders.
    """
    ranks = event_ranks(item)
    ties = tuple(sorted(Counter(ranks.values()).values()))
    right = sorted(ranks, key=lambda one: ranks[one])
    orders: Counter[int] = Counter()
    for shape, ways in _kostka(ties).items():
        orders[shape[0]] += ways * _standard(shape)
    total = sum(orders.values())  # factorial(events) / the orders within ties
    credit = {run: mark(item, ";".join(_with_run(right, ranks, run))).score for run in orders}
    return sum((credit[run] * ways for run, ways in orders.items()), Fraction(0)) / total


def _with_run(right: list[str], ranks: dict[str, int], run: int) -> list[str]:
    """Put events so that the longest run has a given length: the first ones, last to first."""
    moved = len(right) - run
    # One more event at the front of a falling row costs a step, unless it ties with the next.
    for cut in range(moved + 1, len(right) + 1):
        order = [*reversed(right[:cut]), *right[cut:]]
        if _run([ranks[one] for one in order]) == run:
            return order
    return right


def _run(ranks: list[int]) -> int:
    best: list[int] = []
    for place, rank in enumerate(ranks):
        best.append(1 + max((best[at] for at in range(place) if ranks[at] <= rank), default=0))
    return max(best)


@cache
def _kostka(sizes: _Shape) -> dict[_Shape, int]:
    """Count the tableaux of each shape that hold ``sizes[i]`` times the number i."""
    if not sizes:
        return {(): 1}
    found: Counter[_Shape] = Counter()
    for shape, ways in _kostka(sizes[:-1]).items():
        for larger in _strips(shape, sizes[-1]):
            found[larger] += ways
    return dict(found)


def _strips(shape: _Shape, size: int, above: int | None = None) -> Iterator[_Shape]:
    """Yield the shapes with ``size`` more cells, no two of them in one column.

    ``above`` is how long the row above was: no row may reach below a new cell of it.
    """
    first, rest = (shape[0], shape[1:]) if shape else (0, ())
    room = size if above is None else min(size, above - first)
    for more in range(room + 1):
        if first + more == 0:
            if size == 0:
                yield ()
            continue
        if not shape and more < size:
            continue  # nothing below an empty row
        for below in _strips(rest, size - more, first):
            yield (first + more, *below)


def _standard(shape: _Shape) -> int:
    """Count the standard tableaux of a shape by its hooks."""
    columns = [sum(row > column for row in shape) for column in range(shape[0])]
    hooks = prod(
        shape[row] - column + columns[column] - row - 1
        for row in range(len(shape))
        for column in range(shape[row])
    )
    return factorial(sum(shape)) // hooks
