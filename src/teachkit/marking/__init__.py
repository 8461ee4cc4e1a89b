"""Marking: a pure function from an item and a response to a mark.

``mark`` never raises for anything a student can hand in, and the same item and response
always get the same mark. One module a kind; ``parts_sum`` adds up gaps, pairs and claims.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import choice, claims, cloze, date, essay, match, multi, number, order, text
from .context import context_of
from .responses import MAX_PARTS_LENGTH, Response, canonical
from .verdicts import unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..model import Item, Mark, Sheet

__all__ = ["MARKERS", "Response", "mark"]

MARKERS: dict[str, Callable[..., Mark]] = {
    "choice": choice.mark,
    "multi": multi.mark,
    "number": number.mark,
    "date": date.mark,
    "text": text.mark,
    "cloze": cloze.mark,
    "match": match.mark,
    "order": order.mark,
    "claims": claims.mark,
    "essay": essay.mark,
}
"""The marker of each kind."""

_TYPED = frozenset(["number", "date", "text", "cloze"])  # what is written freely: language matters


def mark(item: Item, response: Response, *, sheet: Sheet | None = None) -> Mark:
    """Mark one response.

    Args:
        item: The item; its ``rule_name`` is applied.
        response: The response as the student gave it: a string as in a CSV cell, a list
            of ids (multi, order), or a mapping of part to answer (cloze, match, claims).
            ``None`` and white space are blank.
        sheet: The item's sheet, if there is one: it gives the language, and the answers of
            other items, which are no misspellings of this item's.

    Returns:
        State, exact credit 0..1, rule, and the reason with its arithmetic. While the
        state is ``unsure`` or ``unreadable`` the credit is what is certain so far.
    """
    said = canonical(response)
    if len(said) > MAX_PARTS_LENGTH and item.kind != "essay":
        return unreadable(item, said, f"longer than {MAX_PARTS_LENGTH:,} characters")
    if item.kind in _TYPED:
        return MARKERS[item.kind](item, said, context_of(item, sheet))
    return MARKERS[item.kind](item, said)
