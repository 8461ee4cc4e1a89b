"""The responses that an item was tried with, as a student would write them on its sheet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..display import letter, right_sides, shown_events
from ..model import Choice, Claims, Cloze, Match, Multi, Order
from .words import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model import Item
    from .words import Words

__all__ = ["on_paper"]

_NOTHING = "–"


def on_paper(item: Item, response: str, words: Words) -> str:
    """Return a response with letters and numbers in place of ids.

    Args:
        item: In the order in which it is printed.
        response: As an answers file has it; what does not name parts of the item stays as it is.
        words: For the verdicts of a claims table.

    Returns:
        ``B, D`` for a choice, ``1 F · 2 C`` for pairs, ``2 1 3`` for an order, ``a supported`` for
        claims, ``(1) close`` for gaps.
    """
    match item:
        case Choice() | Multi():
            return _letters(item, response)
        case Order():
            return _places(item, response)
        case Match() | Claims() | Cloze():
            said = _parts(response)
            return " · ".join(_each(item, said, words)) if said else response
        case _:
            return response


def _letters(item: Choice | Multi, response: str) -> str:
    letters = {one.id: letter(index) for index, one in enumerate(item.options)}
    ids = response.split(";")
    return ", ".join(sorted(letters[one] for one in ids)) if set(ids) <= set(letters) else response


def _places(item: Order, response: str) -> str:
    """Return the numbers in the boxes, from the first event printed to the last."""
    order = response.split(";")
    printed = [one.id for one in shown_events(item)]
    if set(order) != set(printed):
        return response
    return " ".join(str(order.index(one) + 1) for one in printed)


def _parts(response: str) -> Mapping[str, str]:
    try:
        said = json.loads(response)
    except ValueError:
        return {}
    return {part: str(one) for part, one in said.items()} if isinstance(said, dict) else {}


def _each(item: Match | Claims | Cloze, said: Mapping[str, str], words: Words) -> list[str]:
    match item:
        case Match():
            sides = right_sides(item)
            letters = {text: letter(index) for index, (_, text) in enumerate(sides)}
            letters |= {side: letters[text] for side, text in sides}
            # Two pairs may share a right side, which then has the id of the first.
            letters |= {pair.id: letters[pair.right] for pair in item.pairs}
            names = [(str(n), pair.id) for n, pair in enumerate(item.pairs, start=1)]
            return [f"{n} {letters.get(said.get(one, ''), _NOTHING)}" for n, one in names]
        case Claims():
            verdicts = dict(zip(VERDICTS, words.verdicts, strict=True))
            shown = {str(verdict): name.lower() for verdict, name in verdicts.items()}
            return [
                f"{letter(n).lower()} {shown.get(said.get(one.id, ''), _NOTHING)}"
                for n, one in enumerate(item.claims)
            ]
        case _:
            return [
                f"({n}) {said.get(gap.id) or _NOTHING}" for n, gap in enumerate(item.gaps, start=1)
            ]
