"""Number: a number or a year."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model import Mark, State
from . import numerals
from .responses import clip
from .verdicts import scored, show

if TYPE_CHECKING:
    from ..model import Number

__all__ = ["mark"]


def mark(item: Number, response: str) -> Mark:
    """1 within the tolerance, the credit of the first ``near`` that holds, else 0."""
    state, reason = numerals.compare(response, item.answer, item.tolerance, item.unit)
    if state is State.INCORRECT:
        said = numerals.read(response, item.unit)
        if said.values:
            away = abs(said.values[0] - item.answer)
            for near in sorted(item.near, key=lambda one: one.within):
                if away <= near.within:
                    why = (
                        f"{show(said.values[0])} is {show(away)} away from "
                        f"{show(item.answer)}: within {show(near.within)} = {near.credit}"
                    )
                    return scored(item, near.credit, why)
    if state is State.UNREADABLE:
        reason = f"cannot read '{clip(response)}': {reason}"
    return Mark(state, Fraction(state is State.CORRECT), item.rule_name, reason)
