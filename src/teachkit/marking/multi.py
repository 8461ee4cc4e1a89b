"""Multi: all the right options out of several, by one of five rules."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..display import spaced
from .responses import as_list, clip, pick
from .verdicts import blank, scored, so_zero, unreadable

if TYPE_CHECKING:
    from ..model import Mark, Multi

__all__ = ["mark"]


def mark(item: Multi, response: str) -> Mark:
    """Apply the item's rule to the ticks."""
    sides = [(option.id, option.text) for option in item.options]
    whole = pick(response, sides) if response.strip() else None
    said = [whole] if whole else as_list(response)
    words = all(len(text.strip()) > 1 for _, text in sides)
    if words and not all(pick(one, sides) for one in said):
        said = spaced(response, len(sides)) or said  # as copied from paper: BD, or B, D
    if not said and item.rule_name != "each-answer":
        return blank(item)
    ticked: set[str] = set()
    for one in said:
        option = pick(one, sides)
        if option is None:
            return unreadable(item, response, f"'{clip(one, 30)}' is none of the options")
        ticked.add(option)
    keys = {option.id for option in item.options if option.correct}
    right, wrong = len(ticked & keys), len(ticked - keys)
    score, arithmetic = _score(item, right, wrong, len(keys))
    matched = ";".join(option.id for option in item.options if option.id in ticked)
    return scored(item, score, arithmetic, matched)


def _score(item: Multi, right: int, wrong: int, keys: int) -> tuple[Fraction, str]:
    """Return the credit and its arithmetic for ticks that are right and wrong."""
    others = len(item.options) - keys
    rule = item.rule_name
    if rule == "all-or-nothing":
        score = Fraction(right == keys and not wrong)
        return score, f"{right} of {keys} right, {wrong} wrong, and all are needed: {score}"
    if rule == "coverage":
        ticks = right + wrong
        score = Fraction(right, keys) * Fraction(right, ticks) if ticks else Fraction(0)
        return score, f"{right}/{keys} found x {right}/{ticks} of the ticks right = {score}"
    if rule == "each-answer":
        fine = right + others - wrong
        score = Fraction(fine, len(item.options))
        return score, f"{fine} of {len(item.options)} boxes as they should be = {score}"
    if rule == "false2":
        weight = max(others, 2)
        score, end = so_zero(Fraction(right, keys) - Fraction(wrong, weight))
        return score, f"{right}/{keys} right - {wrong}/{weight} wrong = {end}"
    score, end = so_zero(Fraction(right - wrong, keys))
    return score, f"{right} right - {wrong} wrong of {keys} = {end}"
