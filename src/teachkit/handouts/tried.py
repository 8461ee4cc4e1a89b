"""The responses that an item was tried with, as a student would write them on its sheet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..display import letter, right_sides
from ..model import Choice, Claims, Cloze, Match, Multi, Order
from ..variants import part_ids
from .glyphs import soft_breaks
from .words import VERDICTS, exact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model import Item
    from .words import Words

__all__ = ["on_paper", "tried"]

_NOTHING = "–"


def tried(item: Item, words: Words, shown: Sequence[str] = ()) -> list[str]:
    """Return a line for each response that the item was tried with, and its credit.

    Args:
        item: The item.
        words: In which language to say it.
        shown: Ids of its options, right sides or events in the order printed; left out, as in
            the sheet as it stands.
    """
    rows = (
        words.note(
            "test",
            response=soft_breaks(on_paper(item, one.response, words, shown) or words.note("blank")),
            score=exact(one.score),
        )
        for one in item.tests
    )
    return list(dict.fromkeys(rows))  # an id and its letter are one row


def on_paper(item: Item, response: str, words: Words, shown: Sequence[str] = ()) -> str:
    """Return a response with letters and numbers in place of ids.

    Args:
        item: The item.
        response: As an answers file has it; what does not name parts of the item stays as it is.
        words: For the verdicts of a claims table.
        shown: As in ``tried``.

    Returns:
        ``B, D`` for a choice, ``1 F · 2 C`` for pairs, ``2 1 3`` for an order, ``a supported`` for
        claims, ``(1) close`` for gaps.
    """
    shown = shown or part_ids(item)
    match item:
        case Choice() | Multi():
            return _letters(item, shown, response)
        case Order():
            return _places(shown, response)
        case Match() | Claims() | Cloze():
            said = _parts(response)
            return " · ".join(_each(item, said, words, shown)) if said else response
        case _:
            return response


def _letters(item: Choice | Multi, shown: Sequence[str], response: str) -> str:
    """An option is named by its id, its text, or its letter on the sheet as it stands."""
    names: dict[str, str] = {}
    for index, one in enumerate(item.options):
        at = letter(shown.index(one.id))
        names |= {name.casefold(): at for name in (letter(index), one.text, one.id)}
    whole = response.strip().casefold()
    said = [whole] if whole in names else [one.strip() for one in whole.split(";")]
    return ", ".join(sorted(names[one] for one in said)) if set(said) <= set(names) else response


def _places(shown: Sequence[str], response: str) -> str:
    """Return the numbers in the boxes, from the first event printed to the last."""
    order = response.split(";")
    if set(order) != set(shown):
        return response
    return " ".join(str(order.index(one) + 1) for one in shown)


def _parts(response: str) -> Mapping[str, str]:
    try:
        said = json.loads(response)
    except ValueError:
        return {}
    return {part: str(one) for part, one in said.items()} if isinstance(said, dict) else {}


def _each(
    item: Match | Claims | Cloze, said: Mapping[str, str], words: Words, shown: Sequence[str]
) -> list[str]:
    match item:
        case Match():
            letters = {side: letter(index) for index, side in enumerate(shown)}
            letters |= {text: letters[side] for side, text in right_sides(item)}
            # Two pairs may share a right side, which then has the id of the first.
            letters |= {pair.id: letters[pair.right] for pair in item.pairs}
            given = [letters.get(said.get(pair.id, ""), _NOTHING) for pair in item.pairs]
            return [f"{n} {one}" for n, one in enumerate(given, start=1)]
        case Claims():
            names = dict(zip(map(str, VERDICTS), words.verdicts, strict=True))
            verdicts = [names.get(said.get(one.id, ""), _NOTHING) for one in item.claims]
            return [f"{letter(n).lower()} {one.lower()}" for n, one in enumerate(verdicts)]
        case _:
            return [
                f"({n}) {said.get(gap.id) or _NOTHING}" for n, gap in enumerate(item.gaps, start=1)
            ]
