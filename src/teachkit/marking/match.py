"""Match: each left side with the right side that belongs to it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..display import right_sides
from ..model import PartMark, State
from .responses import as_parts, clip, pick
from .verdicts import parts_sum, unreadable

if TYPE_CHECKING:
    from ..model import Mark, Match, Pair

__all__ = ["mark"]


def mark(item: Match, response: str) -> Mark:
    """Share of the pairs that are right."""
    given = as_parts(response)
    if given is None or (given and not given.keys() & {pair.id for pair in item.pairs}):
        return unreadable(item, response, "it does not say which pair is meant")
    sides = right_sides(item)
    parts = [_part(pair, given.get(pair.id, ""), sides) for pair in item.pairs]
    right = sum(part.state is State.CORRECT for part in parts)
    score = Fraction(right, len(parts))
    return parts_sum(item, parts, score, f"{right} of {len(parts)} pairs right = {score}")


def _part(pair: Pair, said: str, sides: tuple[tuple[str, str], ...]) -> PartMark:
    if not said.strip():
        return PartMark(pair.id, State.BLANK, Fraction(0), "no answer")
    chosen = pick(said, sides)
    if chosen is None:
        return PartMark(
            pair.id,
            State.UNREADABLE,
            Fraction(0),
            f"'{clip(said)}' is none of the right sides",
            said,
        )
    text = dict(sides)[chosen]
    if text == pair.right:
        return PartMark(pair.id, State.CORRECT, Fraction(1), f"'{clip(text)}' belongs here", said)
    return PartMark(
        pair.id,
        State.INCORRECT,
        Fraction(0),
        f"'{clip(text)}' does not belong here; '{clip(pair.right)}' does",
        said,
    )
