"""From what a student saw back to ids: letters and numbers as one variant printed them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from ..display import letter, numbered, right_sides, spaced
from ..model import Choice, Match, Multi, Order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model import Item
    from .orders import Variant

__all__ = ["as_ids", "unclear"]

_LETTER = re.compile(r"\W*([A-Za-z]{1,2})[\W_]*")


def as_ids(item: Item, response: str, variant: Variant) -> str:
    """Write a response with ids in the place of printed letters.

    Args:
        item: The item.
        response: As a CSV cell gives it; what is no letter stays as it is.
        variant: The orders that the student saw.

    Returns:
        The response with ids. A letter that is also the text of another part, so that
        it may mean two things, is written ``A (printed in variant B)``: no rule takes
        that for an answer, and a person decides.
    """
    shown = variant.parts.get(item.id, ())
    if not shown or not response.strip():
        return response
    names = _names(item)
    match item:
        case Choice():
            return _several(response, shown, names, variant.name)
        case Multi():
            return _several(
                ";".join(spaced(response, len(shown))) or response, shown, names, variant.name
            )
        case Match():
            return _pairs(response, shown, names, variant.name)
        case Order():
            return _ordered(response, shown, names, variant.name)
        case _:
            return response


def unclear(item: Item, response: str, plain: Variant) -> str:
    """Mark a response by letter whose variant nobody knows: no rule takes it for an answer.

    Args:
        item: The item.
        response: As a CSV cell gives it.
        plain: The orders of the sheet as it stands.

    Returns:
        The response itself if nothing in it is a letter or a number of a box.
    """
    return response if as_ids(item, response, plain) == response else f"{response} (variant?)"


def _names(item: Item) -> dict[str, str]:
    """Return each part's text, in small letters, with its id; ids themselves are not printed."""
    match item:
        case Choice() | Multi():
            texts = [(one.id, one.text) for one in item.options]
        case Match():
            texts = list(right_sides(item))
        case Order():
            texts = [(one.id, one.text) for one in item.events]
        case _:
            texts = []
    return {text.strip().casefold(): id_ for id_, text in texts}


def _one(said: str, shown: Sequence[str], names: Mapping[str, str], variant: str) -> str:
    found = _LETTER.fullmatch(said)
    letters = {letter(place): id_ for place, id_ in enumerate(shown)}
    meant = letters.get(found[1].upper()) if found else None
    if meant is None:
        return said
    other = names.get(said.strip().casefold())
    if not meant or (other is not None and other != meant):
        return f"{said.strip()} (printed in variant {variant})"
    return meant


def _several(response: str, shown: Sequence[str], names: Mapping[str, str], variant: str) -> str:
    """Translate ``B;C``, or a JSON list, entry by entry."""
    entries = _entries(response)
    said = [_one(entry, shown, names, variant) for entry in entries]
    return response if said == entries else ";".join(said)


def _entries(response: str) -> list[str]:
    if response.lstrip().startswith("["):
        try:
            value = json.loads(response)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return value
    return [entry.strip() for entry in response.split(";") if entry.strip()]


def _pairs(response: str, shown: Sequence[str], names: Mapping[str, str], variant: str) -> str:
    try:
        value = json.loads(response)
    except (ValueError, RecursionError):
        return response
    if not isinstance(value, dict):
        return response
    said = {
        pair: _one(one, shown, names, variant) if isinstance(one, str) else one
        for pair, one in value.items()
    }
    return response if said == value else json.dumps(dict(sorted(said.items())), ensure_ascii=False)


def _ordered(response: str, shown: Sequence[str], names: Mapping[str, str], variant: str) -> str:
    """Translate letters in order, or the numbers in the boxes from the top down."""
    entries = _entries(re.sub(r"[,\s]+", ";", response) if ";" not in response else response)
    numbers = numbered(response, len(shown))
    if numbers and not names.keys() & set(entries):
        return ";".join(id_ for _, id_ in sorted(zip(numbers, shown, strict=True)))
    return _several(response, shown, names, variant)
