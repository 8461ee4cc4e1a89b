"""What a sheet says of the answers to one of its items: language, and other items' answers."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ..model import Cloze, Text, Use

if TYPE_CHECKING:
    from ..model import Item, Sheet

__all__ = ["ALONE", "Context", "context_of"]


class Context(NamedTuple):
    """The surroundings of an item."""

    language: str = "en"
    others: tuple[str, ...] = ()
    """Accepted answers of the other items; for a practice item, of those for practice."""


ALONE = Context()
"""The context of an item that is marked without its sheet."""


class _Sheet:
    """A sheet as a key of the cache: by identity, for hashing all of it costs more than a mark."""

    __slots__ = ("sheet",)

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def __hash__(self) -> int:
        return id(self.sheet)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Sheet) and other.sheet is self.sheet


def context_of(item: Item, sheet: Sheet | None) -> Context:
    """Return the surroundings of an item on its sheet."""
    return ALONE if sheet is None else _contexts(_Sheet(sheet)).get(item.id, ALONE)


@lru_cache(maxsize=8)
def _contexts(held: _Sheet) -> dict[str, Context]:
    sheet = held.sheet
    return {
        item.id: Context(
            sheet.language,
            tuple(one for other in sheet.items if _beside(item, other) for one in _answers(other)),
        )
        for item in sheet.items
    }


def _beside(item: Item, other: Item) -> bool:
    """Whether another item's answers count beside those of an item.

    Those of graded items count for graded items only: a page marks practice items itself, and
    nothing in it may depend on a key that it must not hold.
    """
    if item.id == other.id:
        return False
    return item.use is Use.GRADED or other.use is Use.PRACTICE


def _answers(item: Item) -> tuple[str, ...]:
    match item:
        case Text():
            return item.accept
        case Cloze():
            return tuple(one for gap in item.gaps for one in gap.accept)
        case _:
            return ()
