"""How the cells of an item are read: as in a table of our own, or as a mapping says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from ..classwork.responses import from_cell, from_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..classwork.columns import Columns
    from ..model import Item, Sheet

__all__ = ["ItemCells", "Read", "cells_of", "parts_response"]


class Read(NamedTuple):
    """What cells hold."""

    response: str
    fault: str = ""
    """Why it can't be read, though it was handed in; "" if it can."""
    credit: str = ""
    """An exact credit given elsewhere, where the file holds points and no answers."""


class ItemCells(Protocol):
    """Reads the cells of one item."""

    @property
    def places(self) -> tuple[int, ...]:
        """The columns that decide what was answered; one or several."""

    def read(self, cells: Sequence[str]) -> Read:
        """Read the cells of these columns."""


class _Whole(NamedTuple):
    """One column."""

    places: tuple[int, ...]

    def read(self, cells: Sequence[str]) -> Read:
        """Read the cell."""
        return Read(from_cell(cells[0]))


class _Parts(NamedTuple):
    """A column a part."""

    places: tuple[int, ...]
    names: tuple[str, ...]

    def read(self, cells: Sequence[str]) -> Read:
        """Join the cells of the parts."""
        return Read(parts_response(self.names, cells))


def cells_of(item: Item, columns: Columns, sheet: Sheet) -> ItemCells:
    """Return what reads an item's cells, which the file has."""
    if getattr(columns, "system", ""):
        from .mapped import MappedCells  # noqa: PLC0415 - most files need no mapping

        return MappedCells(item, columns, sheet)  # type: ignore[arg-type]
    parts = columns.parts.get(item.id)
    if parts:
        return _Parts(tuple(parts.values()), tuple(parts))
    return _Whole((columns.whole[item.id],))


def parts_response(parts: Sequence[str], cells: Sequence[str]) -> str:
    """Return the response of an item whose parts stand in cells of their own."""
    pairs = zip(parts, cells, strict=True)
    return from_parts({part: from_cell(cell) for part, cell in pairs})
