"""Number: a number or a year."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model import Mark, State
from . import numerals
from .context import ALONE
from .periods import read_period
from .responses import clip
from .verdicts import scored, show

if TYPE_CHECKING:
    from ..model import Number
    from .context import Context

__all__ = ["mark"]


def _is_period(response: str, context: Context) -> bool:
    """Whether a response is a decade or a century."""
    return read_period(response, context.language) is not None


def mark(item: Number, response: str, context: Context = ALONE) -> Mark:
    """1 within the tolerance, the credit of the first ``near`` that holds, else 0."""
    asked = numerals.Asked(item.unit, item.prompt, context.language)
    state, reason, value = numerals.compare(response, item.answer, item.tolerance, asked)
    if state is State.INCORRECT and value is not None:
        away = abs(value - item.answer)
        for near in sorted(item.near, key=lambda one: one.within):
            if away <= near.within:
                why = (
                    f"{show(value)} is {show(away)} away from "
                    f"{show(item.answer)}: within {show(near.within)} = {near.credit}"
                )
                return scored(item, near.credit, why)
    if state is State.INCORRECT and value is None and item.near and _is_period(response, context):
        state, reason = State.UNSURE, "a period; a year that is near may have part of the credit"
    if state is State.UNREADABLE:
        reason = f"cannot read '{clip(response)}': {reason}"
    return Mark(state, Fraction(state is State.CORRECT), item.rule_name, reason)
