"""Lines of the gradebook: the same bytes as for a class, from whole numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..gradebook.results import MISSING, STATES
from ..gradebook.spreadsheet import csv_cell, csv_text
from ..gradebook.tables import gradebook_head, shown_sums

if TYPE_CHECKING:
    from collections.abc import Collection

    from ..model import Sheet

__all__ = ["Tail", "head_line", "plain_cell"]


def head_line(sheet: Sheet) -> bytes:
    """Return the first line of a gradebook."""
    return csv_text([gradebook_head(sheet)]).encode()


def plain_cell(text: str) -> str:
    """Write a cell; most codes need no look at what a spreadsheet would make of them."""
    return text if text.isalnum() and text.isascii() else csv_cell(text)


class Tail:
    """The end of a line: sums, and how many items are in each state.

    Args:
        sheet: The sheet.
        unit: All numbers are in 1/unit of a point.
        missing: Items that a file has no place for.
    """

    def __init__(self, sheet: Sheet, unit: int, missing: Collection[str]) -> None:
        self.unit = unit
        counted = (item.points for item in sheet.items if item.id not in missing)
        self.out_of = sum(counted, Fraction(0))
        self._missing = str(len(missing))

    def sums(self, total: int, waiting: int) -> str:
        """Write total, out_of, percent and open."""
        exact = (Fraction(total, self.unit), self.out_of, Fraction(waiting, self.unit))
        return ",".join(shown_sums(*exact))

    def counts(self, states: dict[int, int]) -> str:
        """Write the number of items in each state, by its place in ``STATES``."""
        return ",".join(
            self._missing if state == MISSING else str(states.get(place, 0))
            for place, state in enumerate(STATES)
        )
