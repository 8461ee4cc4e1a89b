"""The column of one item in a batch: its different answers, and who gave them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

import numpy as np

from ..gradebook.chosen import option_keys
from ..model import Choice, Multi
from .blocks import SPACED
from .reading import cells_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..classwork.columns import Columns
    from ..gradebook.tally import ItemTally
    from ..model import Item
    from .answers import ItemMarker
    from .cells import Cells

    Coded: TypeAlias = Mapping[int, tuple[np.ndarray, list[bytes]]] | Cells

__all__ = ["JOINT", "ItemColumn"]

_KNOWN = 500_000
_REMEMBERED = 1_000
"""Bytes of an answer that is remembered at most."""
_PRODUCT = 1 << 16
JOINT = 1 << 15
"""Cells of a table of answers by totals that are counted at once."""

Face: TypeAlias = tuple[str, int, int, tuple[int, ...]]
"""Text in the gradebook, points, waiting points, and the place of each item's state."""


class ItemColumn:
    """Marks the different answers of batches, and adds up who gave them.

    Args:
        marker: Marks the item.
        place: The item's place in the sheet.
        columns: Which columns of the file hold it.
        size: Totals are below this.
        exact: See `Spread`.
    """

    def __init__(
        self, marker: ItemMarker, place: int, columns: Columns, size: int, *, exact: bool
    ) -> None:
        self.marker, self.place, self.size, self._exact = marker, place, size, exact
        self._cells = cells_of(marker.item, columns, marker.sheet)
        self.at = self._cells.places
        """Its columns of the file."""
        self.in_parts = len(self.at) > 1
        self.faces: list[Face] = []
        self._face_numbers: dict[Face, int] = {}
        self.face_of: list[int] = []
        """Of each outcome: its face."""
        self._faces = np.zeros(0, np.int16)
        """The same, as NumPy has them."""
        self._known: dict[object, int] = {}
        self._slots = _slots(marker.item)
        self._chosen_of: list[list[int]] = [[] for _ in self._slots]
        self.numbers = np.zeros(0, np.int64)
        """Of each code of the batch at hand: the number of the outcome."""
        self.shown = np.zeros(0, np.int16)
        """Of each code of the batch at hand: its face."""
        self._sums = np.zeros((3, 0), np.int64)
        self._chosen = [np.zeros((len(slot) + 1, size), np.int64) for slot in self._slots]

    def codes(self, coded: Coded) -> np.ndarray | None:
        """Mark the different answers; return the code of each row.

        ``None`` if an answer can't be decoded.
        """
        codes, keys = self._different(coded)
        try:
            self.numbers = np.array(self.numbers_of(keys), np.int64)
        except UnicodeDecodeError:
            return None
        self.shown = self._faces[self.numbers]
        return codes

    def numbers_of(self, keys: Sequence[object]) -> list[int]:
        """Return the numbers of the outcomes of answers, marking those that are new.

        Args:
            keys: Of each the bytes of its cell; of an item in parts a tuple of them.

        Raises:
            UnicodeDecodeError: One is not UTF-8.
        """
        numbers = [*map(self._known.get, keys)]
        if None in numbers:
            found = self._known.get  # asked anew for each: a new answer may stand there twice
            numbers = [self._mark(key) if (one := found(key)) is None else one for key in keys]
            self._take_new()
        return cast("list[int]", numbers)

    def _different(self, coded: Coded) -> tuple[np.ndarray, Sequence[object]]:
        """Return codes and what they stand for; of several columns the combinations."""
        codes, values = coded[self.at[0]]
        if not self.in_parts:
            return codes, values
        keys: list[tuple[bytes, ...]] = [(value,) for value in values]
        for at in self.at[1:]:
            more, others = coded[at]
            joined = codes.astype(np.int64) * len(others) + more
            if len(keys) * len(others) <= _PRODUCT:
                there = np.flatnonzero(np.bincount(joined, minlength=len(keys) * len(others)))
                places = np.zeros(len(keys) * len(others), np.int32)
                places[there] = np.arange(len(there), dtype=np.int32)
                codes = places[joined]
            else:
                there, codes = np.unique(joined, return_inverse=True)
            keys = [
                (*keys[one // len(others)], others[one % len(others)]) for one in there.tolist()
            ]
        return codes, keys

    def _mark(self, key: object) -> int:
        values = key if isinstance(key, tuple) else (key,)
        number = self.marker.of_read(self._cells.read([self._text(one) for one in values]))
        if not self.marker.single and sum(map(len, values)) <= _REMEMBERED:
            if len(self._known) > _KNOWN:
                self._known.clear()
            self._known[key] = number
        return number

    def _text(self, value: object) -> str:
        """Read a cell as the loop over rows does: spaces before it go, unless it was quoted."""
        if not isinstance(value, bytes):
            return ""
        if self._exact:
            return value.decode()
        return value[1:].decode() if value.startswith(SPACED) else value.decode().lstrip(" ")

    def _take_new(self) -> None:
        """Note face and options of outcomes that are new."""
        outcomes = self.marker.outcomes
        for outcome in outcomes[len(self.face_of) :]:
            face = (outcome.text, outcome.points, outcome.waiting, (outcome.state,))
            number = self._face_numbers.setdefault(face, len(self.faces))
            if number == len(self.faces):
                self.faces.append(face)
            self.face_of.append(number)
            chosen = set(outcome.options)
            for slot, places in zip(self._slots, self._chosen_of, strict=True):
                found = [at for at, key in enumerate(slot, start=1) if key in chosen]
                places.append(found[0] if found else 0)
        self._faces = np.array(self.face_of, np.int16)
        if self._sums.shape[1] < len(outcomes):
            grown = np.zeros((3, 2 * len(outcomes)), np.int64)
            grown[:, : self._sums.shape[1]] = self._sums
            self._sums = grown

    def count(
        self, codes: np.ndarray, totals: np.ndarray, weights: np.ndarray, squares: np.ndarray
    ) -> None:
        """Add the rows of a batch: who gave which answer, at which total."""
        many = len(self.numbers)
        if many * self.size <= JOINT:
            both = np.bincount(codes * np.int32(self.size) + totals, minlength=many * self.size)
            self.count_both(both.reshape(many, self.size))
            return
        sums = (
            np.bincount(codes, minlength=many),
            np.bincount(codes, weights=weights, minlength=many),
            np.bincount(codes, weights=squares, minlength=many),
        )
        for row, one in zip(self._sums, sums, strict=True):
            np.add.at(row, self.numbers, one.astype(np.int64))
        for chosen, places in zip(self._chosen, self._chosen_of, strict=True):
            lookup = np.array([places[one] for one in self.numbers.tolist()], np.int64) * self.size
            both = np.bincount(lookup[codes] + totals, minlength=chosen.size)
            np.add(chosen, both.reshape(chosen.shape), out=chosen)

    def count_both(self, both: np.ndarray) -> None:
        """Add what a table of codes by totals holds."""
        each = np.arange(self.size)
        sums = (both.sum(axis=1), both @ each, both @ (each * each))
        for row, one in zip(self._sums, sums, strict=True):
            np.add.at(row, self.numbers, one)
        for chosen, places in zip(self._chosen, self._chosen_of, strict=True):
            found = np.array([places[number] for number in self.numbers.tolist()])
            for place in {*found.tolist()} - {0}:
                chosen[place] += both[found == place].sum(axis=0)

    def add_to(self, items: Sequence[ItemTally]) -> None:
        """Add everything to the tally of its item."""
        item = items[self.place]
        for number, outcome in enumerate(self.marker.outcomes[: len(self.face_of)]):
            count, total, squares = (int(one) for one in self._sums[:, number])
            if count and not outcome.counted:
                item.missing += count
            elif count:
                item.count(outcome.given, count, total, squares)
        for slot, chosen in zip(self._slots, self._chosen, strict=True):
            for place, option in enumerate(slot, start=1):
                row = chosen[place]
                item.choose(option, {at: int(row[at]) for at in np.flatnonzero(row).tolist()})


def _slots(item: Item) -> list[list[str]]:
    """Split option keys into lists of which an answer chooses at most one each."""
    keys = option_keys(item)
    if isinstance(item, Multi):
        return [[key] for key in keys]
    parts: dict[str, list[str]] = {}
    for key in keys:
        part = "" if isinstance(item, Choice) else key.split("=", 1)[0]
        parts.setdefault(part, []).append(key)
    return list(parts.values())
