"""What the machine says of an answer as it came: marked, unreadable, or marked elsewhere."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..marking import mark
from ..marking.verdicts import unreadable, whole_state
from ..model import Mark

if TYPE_CHECKING:
    from ..classwork import Answer
    from ..model import Item, Sheet

__all__ = ["GIVEN", "machine_mark"]

GIVEN = "given"
"""The rule of a mark that was given elsewhere, where the file holds points and no answer."""


def machine_mark(item: Item, answer: Answer, sheet: Sheet) -> Mark:
    """Mark an answer; what its reader could not read is unreadable, whatever it says."""
    if answer.fault:
        return unreadable(item, answer.response, answer.fault)
    if answer.credit:
        credit = Fraction(answer.credit)
        return Mark(whole_state(credit), credit, GIVEN, f"credit {credit}, given elsewhere")
    return mark(item, answer.response, sheet=sheet)
