"""Neighbouring items that are looked at together: three choices are one short text.

Each different text of a span is marked once, item by item, and counted as a whole; its items
get their sums at the end. Where there are too many different ones, its items go on alone.
"""

from __future__ import annotations

from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np

from .blocks import AHEAD
from .cells import Cells, plain_value
from .differing import Different
from .tallying import JOINT, ItemColumn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..gradebook.tally import ItemTally
    from .tallying import Coded, Face

__all__ = ["Span", "joined"]

_SAMPLE = 400
_MOST = 1 << 16
_HELD = 8 << 20
"""Bytes of different texts that are held for a span."""

_MOST_JOINED = 1 << 10
_TABLE = 1 << 17
"""Cells of a table of codes by totals that is kept."""

_CROWDED = 8
"""A span may have so many times the different texts that were expected at most."""


class Span:
    """Some items whose columns stand side by side.

    Args:
        members: Their columns, in order.
        size: Totals are below this.
    """

    def __init__(self, members: Sequence[ItemColumn], size: int) -> None:
        self.members, self.size = members, size
        self.columns = members[0].at[0], members[-1].at[-1]
        self.faces: list[Face] = []
        self.shown = np.zeros(0, np.int16)
        """Of each code: its face."""
        self._different = Different(sum(len(one.at) for one in members))
        self._numbers: list[list[int]] = [[] for _ in members]
        """Of each item and code: the number of the outcome."""
        self._face_numbers: dict[tuple[int, ...], int] = {}
        self._shown: list[int] = []
        self._both = np.zeros((0, size), np.int64)
        """Students by code and total."""
        self._codes = np.zeros(0, np.int32)
        """Of each row of the block at hand."""

    def looked(self, cells: Cells) -> list[ItemColumn | Span]:
        """Tell the texts of a block apart; return what goes on in its place.

        That is itself, unless there are too many different ones: then its items are joined
        anew, by what this block holds, or not at all.
        """
        self._codes = self._different.codes(cells, *self.columns)
        if not self._is_crowded():
            return [self]
        self._hand_over()
        if len(self.members) == 1:
            return [*self.members]
        parted = joined(self.members, cells, self.size)
        if len(parted) == 1:
            parted = [Span([one], self.size) for one in self.members]
        found: list[ItemColumn | Span] = []
        for one in parted:
            found += one.looked(cells) if isinstance(one, Span) else [one] if one else []
        return found

    def _is_crowded(self) -> bool:
        most = most_different(self.size) * _CROWDED if len(self.members) > 1 else _MOST
        return len(self._different.cells) > most or self._different.held > _HELD

    def codes(self, _coded: Coded) -> np.ndarray | None:
        """Mark the different texts of the block that was looked at; return the code of each row.

        ``None`` if an answer can't be decoded.
        """
        new = self._different.cells[len(self._shown) :]
        if new:
            try:
                self._mark(new)
            except UnicodeDecodeError:
                return None
        return self._codes

    def _mark(self, new: Sequence[tuple[bytes, ...]]) -> None:
        """Note outcomes and faces of what is new; of the codes that follow those so far."""
        values = [[*map(plain_value, cells)] for cells in zip(*new, strict=True)]
        at, faces, numbers = 0, [], []
        for column in self.members:
            own = values[at : at + len(column.at)]
            numbers.append(
                column.numbers_of([*zip(*own, strict=True)] if column.in_parts else own[0])
            )
            faces.append([column.face_of[number] for number in numbers[-1]])
            at += len(own)
        for known, more in zip(self._numbers, numbers, strict=True):
            known.extend(more)
        for places in zip(*faces, strict=True):
            face = self._face_numbers.setdefault(places, len(self.faces))
            if face == len(self.faces):
                self.faces.append(self._joined(places))
            self._shown.append(face)
        self.shown = np.array(self._shown, np.int16)

    def _joined(self, places: Sequence[int]) -> Face:
        faces = [column.faces[at] for column, at in zip(self.members, places, strict=True)]
        texts, points, waiting, states = zip(*faces, strict=True)
        return ",".join(texts), sum(points), sum(waiting), tuple(chain(*states))

    def count(
        self, codes: np.ndarray, totals: np.ndarray, weights: np.ndarray, squares: np.ndarray
    ) -> None:
        """Add the rows of a block; see `ItemColumn.count`."""
        many, size = len(self._shown), self.size
        if len(self.members) == 1 and many * size > _TABLE:
            self.members[0].numbers = np.array(self._numbers[0], np.int64)
            self.members[0].count(codes, totals, weights, squares)
            return
        both = np.bincount(codes * np.int32(size) + totals, minlength=many * size)
        if len(self._both) < many:
            more = np.zeros((2 * many - len(self._both), size), np.int64)
            self._both = np.concatenate([self._both, more])
        self._both[:many] += both.reshape(many, size)

    def add_to(self, items: Sequence[ItemTally]) -> None:
        """Add everything to the tallies of the items."""
        self._hand_over()
        for column in self.members:
            column.add_to(items)

    def _hand_over(self) -> None:
        """Give the items their counts."""
        both = self._both[: len(self._shown)]
        for column, numbers in zip(self.members, self._numbers, strict=True):
            column.numbers = np.array(numbers[: len(both)], np.int64)
            column.count_both(both)
        self._both = np.zeros((0, self.size), np.int64)


def joined(
    columns: Sequence[ItemColumn | Span | None], cells: Cells, size: int
) -> list[ItemColumn | Span | None]:
    """Join neighbouring items, judging by some rows of a block.

    Args:
        columns: Of each item of the sheet its column, if it has one.
        cells: The block.
        size: Totals are below this.
    """
    most = most_different(size)
    found: list[list[ItemColumn] | ItemColumn | Span | None] = []
    different = width = 0
    for column in columns:
        if (
            not isinstance(column, ItemColumn)
            or column.marker.single
            or not _side_by_side(column.at)
        ):
            found.append(column)
            continue
        own, own_width = _looks(cells, column.at)
        last = found[-1] if found else None
        if (
            isinstance(last, list)
            and last[-1].at[-1] + 1 == column.at[0]
            and different * own <= most
            and width + own_width < AHEAD
        ):
            last.append(column)
            different, width = different * own, width + 1 + own_width
        else:
            found.append([column])
            different, width = own, own_width
    return [Span(one, size) if isinstance(one, list) else one for one in found]


def most_different(size: int) -> int:
    """Return how many different texts of several items are counted together."""
    return max(1, min(JOINT // size, _MOST_JOINED))


def _looks(cells: Cells, columns: Sequence[int]) -> tuple[int, int]:
    """Return how many different texts some columns hold, and the longest one's bytes."""
    found = cells.some_contents(columns[0], columns[-1], _SAMPLE)
    return len(found), max(map(len, found))


def _side_by_side(columns: Sequence[int]) -> bool:
    return all(one + 1 == other for one, other in pairwise(columns))
