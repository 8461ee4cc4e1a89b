"""Marks in the shapes that several kinds share, and how numbers are written in reasons."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model import Mark, PartMark, State
from .responses import clip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Item

__all__ = ["blank", "parts_sum", "scored", "show", "so_zero", "unreadable", "unsure", "whole_state"]

ZERO = Fraction(0)


def show(number: Fraction) -> str:
    """Write an exact number: ``3``, ``0.25`` or ``2/3``; halves and thirds as fractions."""
    if abs(number) <= 1 or number.denominator == 1:
        return str(number)
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return f"{float(number):g}" if rest == 1 and number.denominator <= 10**6 else str(number)


def so_zero(value: Fraction) -> tuple[Fraction, str]:
    """Return a credit floored at 0 and how to write it at the end of a sum."""
    return max(ZERO, value), show(value) if value >= 0 else f"{show(value)}, so 0"


def blank(item: Item) -> Mark:
    """No answer was given."""
    return Mark(State.BLANK, ZERO, item.rule_name, "no answer")


def unsure(item: Item, reason: str, score: Fraction = ZERO) -> Mark:
    """A person decides."""
    return Mark(State.UNSURE, score, item.rule_name, reason)


def unreadable(item: Item, response: str, why: str) -> Mark:
    """The response is not in a form that can be read: not wrong, a person looks."""
    return Mark(State.UNREADABLE, ZERO, item.rule_name, f"cannot read '{clip(response)}': {why}")


def whole_state(score: Fraction) -> State:
    """Return the state that belongs to a decided credit."""
    if score >= 1:
        return State.CORRECT
    return State.PARTIAL if score > 0 else State.INCORRECT


def scored(item: Item, score: Fraction, reason: str, matched: str = "") -> Mark:
    """Make a decided mark."""
    return Mark(whole_state(score), score, item.rule_name, reason, matched=matched)


def parts_sum(item: Item, parts: Sequence[PartMark], score: Fraction, sum_text: str) -> Mark:
    """Make the mark of an item from its parts.

    Args:
        item: The item; ``all-or-nothing`` as its rule overrides ``score``.
        parts: One mark a part, in the item's order.
        score: The credit that is certain so far.
        sum_text: The arithmetic behind ``score``.
    """
    kept = tuple(parts)
    if all(part.state is State.BLANK for part in kept):
        return Mark(State.BLANK, ZERO, item.rule_name, "no answer", kept)
    waiting = [part for part in kept if part.state.needs_person]
    if item.rule_name == "all-or-nothing":
        right = sum(part.score == 1 for part in kept)
        score = Fraction(right == len(kept))
        sum_text = f"{right} of {len(kept)} right, and all are needed: {score}"
        if right + len(waiting) < len(kept):
            waiting = []  # one part is surely not right, so nothing is left to decide
    if not waiting:
        return Mark(whole_state(score), score, item.rule_name, sum_text, kept)
    unsure_ones = any(part.state is State.UNSURE for part in waiting)
    state = State.UNSURE if unsure_ones else State.UNREADABLE
    names = ", ".join(part.id for part in waiting)
    return Mark(state, score, item.rule_name, f"{sum_text} so far; to decide: {names}", kept)
