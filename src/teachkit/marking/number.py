"""Number: a number or a year."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model import Mark, State
from .compared import compare
from .context import ALONE
from .normal import is_dont_know
from .numerals import Asked
from .responses import clip
from .verdicts import scored, show

if TYPE_CHECKING:
    from ..model import Number
    from .context import Context

__all__ = ["mark"]


def mark(item: Number, response: str, context: Context = ALONE) -> Mark:
    """1 within the tolerance, the credit of the first ``near`` that holds, else 0."""
    asked = Asked(item.unit, item.prompt, context.language)
    state, reason, value = compare(response, item.answer, item.tolerance, asked)
    if state is State.INCORRECT and value is not None:
        away = abs(value - item.answer)
        for near in sorted(item.near, key=lambda one: one.within):
            if away <= near.within:
                why = (
                    f"{show(value)} is {show(away)} away from "
                    f"{show(item.answer)}: within {show(near.within)} = {near.credit}"
                )
                return scored(item, near.credit, why)
    if item.near and _states_no_number(state, value, response, context):
        state, reason = State.UNSURE, "a number in it that is near may have part of the credit"
    elif item.near and state is State.CORRECT and value != item.answer and not item.tolerance:
        state, reason = State.UNSURE, f"{reason}; what is near has part of the credit"
    if state is State.UNREADABLE:
        reason = f"cannot read '{clip(response)}': {reason}"
    return Mark(state, Fraction(state is State.CORRECT), item.rule_name, reason)


def _states_no_number(
    state: State, value: Fraction | None, response: str, context: Context
) -> bool:
    """Whether a response is wrong as a period or a span that leaves the answer out."""
    wrong = state is State.INCORRECT and value is None
    return wrong and not is_dont_know(response, context.language)
