"""What an answer chose of what was on offer: options, right sides, verdicts.

Kinds with fixed options have *option keys*: the option's id (choice, multi), or
``part=option`` (match, claims, gaps with options). What was left empty has a key too:
"" or ``part=``. What can't be read has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..display import right_sides
from ..marking.claims import WORDS
from ..marking.normal import normalise
from ..marking.responses import pick
from ..model import Choice, Claims, Cloze, Match, Multi, State, Verdict

if TYPE_CHECKING:
    from ..model import Item, Mark

__all__ = ["chosen_in", "option_keys"]


def option_keys(item: Item) -> tuple[str, ...]:
    """Return all option keys of an item, in the sheet's order; none for free answers."""
    match item:
        case Choice() | Multi():
            return ("", *(one.id for one in item.options))
        case Match() | Claims() | Cloze():
            return tuple(
                f"{part}={option}"
                for part, sides in _offers(item).items()
                for option in ("", *(id_ for id_, _ in sides))
            )
        case _:
            return ()


def chosen_in(item: Item, mark: Mark) -> tuple[str, ...]:
    """Return the option keys that an answer chose.

    Args:
        item: The item.
        mark: The machine's mark of the answer, before anybody's decision.
    """
    match item:
        case Choice() | Multi():
            if mark.state.needs_person:
                return ()
            return tuple(mark.matched.split(";")) if mark.matched else ("",)
        case Match() | Claims() | Cloze():
            offers = _offers(item)
            if mark.state is State.BLANK:
                return tuple(f"{part}=" for part in offers)
            found = (
                (part.id, _said(part.response, offers[part.id]))
                for part in mark.parts
                if part.id in offers
            )
            return tuple(f"{part}={option}" for part, option in found if option is not None)
        case _:
            return ()


def _offers(item: Match | Claims | Cloze) -> dict[str, list[tuple[str, str]]]:
    """Return (id, text) of what each part with fixed options offers."""
    match item:
        case Match():
            sides = list(right_sides(item))
            return {pair.id: sides for pair in item.pairs}
        case Claims():
            verdicts = [(one.value, one.value) for one in Verdict]
            return {claim.id: verdicts for claim in item.claims}
        case Cloze():
            return {gap.id: [(one, one) for one in gap.options] for gap in item.gaps if gap.options}


def _said(response: str, sides: list[tuple[str, str]]) -> str | None:
    """Return the option that a part names: "" if it is empty, ``None`` if it can't be read."""
    if not response.strip():
        return ""
    if chosen := pick(response, sides):
        return chosen
    word = WORDS.get(normalise(response)) if len(response) <= 40 else None
    return word.value if word and any(word.value == id_ for id_, _ in sides) else None
