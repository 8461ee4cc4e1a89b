"""Choice: one option out of several."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from .responses import as_list, clip, pick
from .verdicts import blank, scored, show, unreadable

if TYPE_CHECKING:
    from ..model import Choice, Mark

__all__ = ["mark"]


def mark(item: Choice, response: str) -> Mark:
    """1 for the right option, 0 for another, or the option's own credit.

    Two options are not a wrong answer but one that cannot be read.
    """
    if not response.strip():
        return blank(item)
    sides = [(option.id, option.text) for option in item.options]
    chosen = pick(response, sides)
    if chosen is None:
        said = as_list(response)
        several = {pick(one, sides) for one in said[: len(sides) + 1]}
        if len(several) > 1 and None not in several:
            return unreadable(item, response, "more than one option is chosen")
        if len(several) == 1 and None not in several:
            chosen = several.pop()
        else:
            return unreadable(item, response, "it is none of the options")
    option = next(one for one in item.options if one.id == chosen)
    score = Fraction(option.correct) if option.credit is None else option.credit
    text = clip(option.text)
    if option.correct and score == 1:
        return scored(item, score, f"chose '{text}', the right option", option.id)
    right = next((one.text for one in item.options if one.correct), "")
    credit = f" = {show(score)}" if score else ""
    return scored(item, score, f"chose '{text}'{credit}; right is '{clip(right)}'", option.id)
