"""How far two markers agree: Cohen's kappa, with how many answers and an interval.

Kappa is agreement beyond chance: 1 is full agreement, 0 is what chance alone gives. Where
there are credits between right and wrong, a disagreement counts by how far the two credits
lie apart (linear weights). The interval is Wilson's for the observed agreement, with the
agreement by chance taken as known; it is wide for few answers, also when all agree.

Source: J. Cohen, Educational and Psychological Measurement 20 (1960) 37-46, and Psychological
Bulletin 70 (1968) 213-220 for weights.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING

from ..gradebook.decided import misfit
from ..gradebook.decisions import OPEN
from ..model import Essay

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..gradebook.decisions import Decision
    from ..model import Item, Sheet

__all__ = ["Agreement", "agreement", "agreement_text", "kappa"]

_Z = 1.959964  # 95 %


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement on one item, or on all."""

    name: str
    n: int
    """Answers that both decided."""
    same: int
    """Of these, on how many they said the same."""
    kappa: float | None
    """``None`` where chance alone would agree fully: both said one thing throughout."""
    low: float
    high: float
    weighted: bool


def agreement(sheet: Sheet, one: Iterable[Decision], other: Iterable[Decision]) -> list[Agreement]:
    """Compare two markers: per item, in the sheet's order, then overall.

    Args:
        sheet: The sheet; rubrics turn levels into credit.
        one: The first marker's decisions; the last one on an answer counts.
        other: The second marker's.

    What fits nothing on the sheet is not counted.
    """
    items = {item.id: item for item in sheet.items}
    first, second = (
        _last(said for said in given if not misfit(items.get(said.item), said))
        for given in (one, other)
    )
    pairs: dict[str, list[tuple[Fraction, Fraction]]] = {}
    for item in sheet.items:
        pairs[item.id] = [
            (_credit(item, first[key]), _credit(item, second[key]))
            for key in first
            if key in second and key[0] == item.id
        ]
    rows = [kappa(name, given) for name, given in pairs.items() if given]
    return [*rows, kappa("all", [pair for given in pairs.values() for pair in given])]


def _last(entries: Iterable[Decision]) -> dict[tuple[str, str, str, str], Decision]:
    kept = {one.key: one for one in entries}
    return {key: one for key, one in kept.items() if one.verdict != OPEN}


def _credit(item: Item, decision: Decision) -> Fraction:
    if decision.credit is not None:
        return decision.credit
    if decision.verdict == "levels" and isinstance(item, Essay):
        best = sum((max(level.points for level in one.levels) for one in item.criteria), Fraction())
        total = sum((points for _, points in decision.levels), Fraction())
        return total / best if best else Fraction()
    return Fraction(decision.verdict == "accept")


def kappa(name: str, pairs: Sequence[tuple[Fraction, Fraction]]) -> Agreement:
    """Compute kappa of pairs of credits, weighted if there are more than two credits."""
    n = len(pairs)
    same = sum(a == b for a, b in pairs)
    credits_given = {one for pair in pairs for one in pair}
    weighted = len(credits_given) > 2
    if not n:
        return Agreement(name, 0, 0, None, -1, 1, weighted)
    span = max(credits_given) - min(credits_given) or Fraction(1)

    def near(a: Fraction, b: Fraction) -> float:
        return 1 - float(abs(a - b) / span) if weighted else float(a == b)

    observed = sum(near(a, b) for a, b in pairs) / n
    mine, theirs = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(near(a, b) * mine[a] * theirs[b] for a in mine for b in theirs) / n**2
    if chance >= 1:
        return Agreement(name, n, same, None, -1, 1, weighted)
    low, high = (max(-1.0, (one - chance) / (1 - chance)) for one in _wilson(observed, n))
    return Agreement(name, n, same, (observed - chance) / (1 - chance), low, high, weighted)


def _wilson(share: float, n: int) -> tuple[float, float]:
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
    return middle - half, min(1.0, middle + half)


def agreement_text(rows: Iterable[Agreement]) -> str:
    """Write the agreement as a table for the terminal."""
    lines = [f"{'item':<24} {'n':>4} {'same':>5} {'kappa':>6}  95 % interval"]
    for one in rows:
        if one.kappa is None:
            why = "no answer decided by both" if not one.n else "not defined: all the same verdict"
            lines.append(f"{one.name:<24} {one.n:>4} {one.same:>5} {'-':>6}  {why}")
        else:
            note = "  (weighted)" if one.weighted else ""
            lines.append(
                f"{one.name:<24} {one.n:>4} {one.same:>5} {one.kappa:>6.2f}  "
                f"{one.low:.2f} to {one.high:.2f}{note}"
            )
    return "\n".join(lines)
