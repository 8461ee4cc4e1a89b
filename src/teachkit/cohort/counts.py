"""What a loop adds up: the one state that all loops share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..gradebook.tally import add, empty_tally
from ..gradebook.units import unit_of
from .answers import markers_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..gradebook.decisions import Settled
    from ..gradebook.tally import Tally
    from ..model import Sheet
    from .answers import ItemMarker

__all__ = ["Counts"]

_MOST_TOTAL = 30_000
_MOST_ITEMS = 1_000
_PAIRS = 200_000
"""Different pairs of answer and total that are held before they are added up."""


class Counts:
    """Answers, totals and students so far; adding is the only thing that happens to them.

    Args:
        sheet: The sheet.
        settled: What people decided.
        markers: Those of other counts, to mark each answer once for all; ``None`` makes them.
    """

    def __init__(
        self, sheet: Sheet, settled: Settled, markers: list[ItemMarker] | None = None
    ) -> None:
        self.sheet = sheet
        self.markers = markers or markers_of(sheet, settled)
        self.unit = self.markers[0].unit
        self.tally = empty_tally(sheet, self.unit)
        self.items = [self.tally.items[item.id] for item in sheet.items]
        self.totals = self.tally.totals
        self._pairs: list[Counter[tuple[int, int]]] = [Counter() for _ in sheet.items]
        """Of each item: number of the outcome and total, to the number of students."""

    @property
    def most_total(self) -> int:
        """The largest total, in units."""
        return int(sum(item.points for item in self.sheet.items) * self.unit)

    @property
    def fits(self) -> bool:
        """Whether totals and number of items are small enough for whole numbers of 64 bits."""
        return self.most_total <= _MOST_TOTAL and len(self.markers) <= _MOST_ITEMS

    def add_rows(self, columns: Mapping[int, Sequence[int]], totals: Sequence[int]) -> None:
        """Add students.

        Args:
            columns: Place of an item to the number of each student's outcome.
            totals: Each student's total, in units.
        """
        add(self.totals, Counter(totals))
        for place, numbers in columns.items():
            pairs = self._pairs[place]
            pairs.update(zip(numbers, totals, strict=True))
            if len(pairs) > _PAIRS:
                self._add_up(place)

    def count_missing(self, places: Sequence[int], students: int) -> None:
        """Add students whose file has no place for some items."""
        for place in places:
            self.items[place].missing += students

    def count_students(self, status: str, students: int) -> None:
        """Add students of one status."""
        if students:
            known = self.tally.students
            known[status] = known.get(status, 0) + students

    def add_tally(self, tally: Tally) -> None:
        """Add what another machine added up."""
        self.tally += tally

    def result(self) -> Tally:
        """Return the sums, in the unit that the class path uses."""
        for place in range(len(self._pairs)):
            self._add_up(place)
        return self.tally.reduced(unit_of(self.sheet))

    def _add_up(self, place: int) -> None:
        item, outcomes = self.items[place], self.markers[place].outcomes
        for (number, total), count in self._pairs[place].items():
            outcome = outcomes[number]
            if not outcome.counted:
                item.missing += count
                continue
            item.count(outcome.given, count, total * count, total * total * count)
            for option in outcome.options:
                item.choose(option, {total: count})
        self._pairs[place].clear()
