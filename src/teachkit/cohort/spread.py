"""Spreads marks over the rows of a batch by index, and adds up what they come to.

Outcomes that look alike in the gradebook share a *face*. Neighbouring items are joined to
groups, with one text and one sum for each combination of faces, so that a row is made of
a few pieces and not of forty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from ..gradebook.results import STATES
from .book import Tail
from .buffers import strings, whole_numbers
from .cells import Cells
from .spans import Span, joined
from .tallying import ItemColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..classwork.columns import Columns
    from .arrow import Batch
    from .counts import Counts

__all__ = ["Spread"]

_COMBINATIONS = 2048
_DIRECT = 1 << 22
_HALF = 32
_LOW = (1 << _HALF) - 1


class Spread:
    """Grades batches of one file.

    Args:
        counts: What is added up.
        columns: Which columns of the file hold what.
        exact: Whether cells are as they were typed, as in Parquet; spaces before a cell of a
            CSV file are not part of it.
    """

    def __init__(self, counts: Counts, columns: Columns, *, exact: bool = False) -> None:
        self.counts = counts
        self.size = counts.most_total + 1
        read = {**columns.whole, **columns.parts}
        self.columns: list[ItemColumn | Span | None] = [
            ItemColumn(marker, place, columns, self.size, exact=exact)
            if marker.item.id in read
            else None
            for place, marker in enumerate(counts.markers)
        ]
        items = counts.sheet.items
        self.lacking = [place for place, one in enumerate(self.columns) if one is None]
        tail = Tail(counts.sheet, counts.unit, [items[place].id for place in self.lacking])
        self._radix = len(items) + 1
        self._groups: list[_Group] = []
        self._faces = -1
        self._totals = np.zeros(self.size, np.int64)
        size = self.size
        self._sums = _Pieces(size * size, lambda key: "," + tail.sums(key % size, key // size))
        self._first = _Pieces(self._radix**3, lambda key: self._counts_text(tail, key, 0))
        self._second = _Pieces(self._radix**3, lambda key: self._counts_text(tail, key, 3) + "\n")

    def _counts_text(self, tail: Tail, key: int, first: int) -> str:
        """Write one half of the counts: three states, and in the second half the two others."""
        radix = self._radix
        states = {first + at: key // radix**at % radix for at in range(3)}
        cells = tail.counts(states).split(",")
        return "," + ",".join(cells[:3] if first == 0 else cells[3:])

    def grade(self, batch: Batch, cells: list[pa.Array]) -> memoryview | None:
        """Return the lines of a batch; ``None`` if a row has to be looked at alone.

        Args:
            batch: The rows.
            cells: Codes, and names if there are any, as they stand in the gradebook.
        """
        if isinstance(batch.cells, Cells):
            self._look(batch.cells)
        coded = []
        for column in self.columns:
            codes = None if column is None else column.codes(batch.cells)
            if column is not None and codes is None:
                return None
            coded.append(codes)
        self._refresh("," if len(cells) > 1 else ",,")
        sums = np.zeros(batch.rows, np.int64)
        states = np.zeros(batch.rows, np.int64)
        line = _Line(batch.rows, len(cells) + len(self._groups) + 3)
        for one in cells:
            line.add(one, np.arange(batch.rows, dtype=np.int32))
        for group in self._groups:
            at = group.places(self.columns, coded, batch.rows)
            sums += group.sums[at]
            states += group.states[at]
            line.add(group.texts, at)
        totals = sums & _LOW
        self._count(coded, totals)
        line.add(*self._sums.texts(totals + self.size * (sums >> _HALF)))
        line.add(*self._first.texts(states & _LOW))
        line.add(*self._second.texts(states >> _HALF))
        return line.text()

    def join(self, cells: Cells) -> None:
        """Look at neighbouring items together from now on, judging by a first block."""
        self.columns = joined(self.columns, cells, self.size)
        self._faces = -1

    def _look(self, cells: Cells) -> None:
        """Have spans look at a block; some may part."""
        columns: list[ItemColumn | Span | None] = []
        for one in self.columns:
            columns += one.looked(cells) if isinstance(one, Span) else [one]
        if columns != self.columns:
            self.columns, self._faces = columns, -1

    def _count(self, coded: Sequence[np.ndarray | None], totals: np.ndarray) -> None:
        self._totals += np.bincount(totals, minlength=self.size)
        weights = totals.astype(np.float64)
        squares = weights * weights
        for column, codes in zip(self.columns, coded, strict=True):
            if column is not None and codes is not None:
                column.count(codes, totals, weights, squares)

    def _refresh(self, before: str) -> None:
        """Make the groups anew where an item got a new face."""
        faces = sum(len(one.faces) for one in self.columns if one is not None)
        if faces == self._faces:
            return
        self._faces = faces
        self._groups, size = [], _COMBINATIONS + 1
        for place, column in enumerate(self.columns):
            own = 1 if column is None else len(column.faces)
            if size * own > _COMBINATIONS:
                self._groups.append(_Group())
                size = 1
            self._groups[-1].members.append(place)
            size *= own
        for group in self._groups:
            group.make(self.columns, self._radix, before)
            before = ","

    def add_up(self) -> None:
        """Add everything to the counts of the run; done once, at the end of a file."""
        known = self.counts.totals
        for total in np.flatnonzero(self._totals).tolist():
            known[total] = known.get(total, 0) + int(self._totals[total])
        for column in self.columns:
            if column is not None:
                column.add_to(self.counts.items)


class _Group:
    """Neighbouring items, all combinations of their faces written out."""

    def __init__(self) -> None:
        self.members: list[int] = []
        self.sums = self.states = np.zeros(0, np.int64)
        self.texts = strings([])

    def make(self, columns: Sequence[ItemColumn | Span | None], radix: int, before: str) -> None:
        """Write out all combinations, each with what stands before it in a line."""
        signs = [radix**place for place in range(3)]
        weigh = [*signs, *(one << _HALF for one in signs)] + [0] * (len(STATES) - 6)
        texts, self.sums, self.states = [before], np.zeros(1, np.int64), np.zeros(1, np.int64)
        for number, at in enumerate(self.members):
            column = columns[at]
            faces = _MISSING if column is None else column.faces
            comma = "," if number else ""
            texts = [f"{text}{comma}{face[0]}" for text in texts for face in faces]
            sums = np.array([face[1] + (face[2] << _HALF) for face in faces], np.int64)
            states = np.array([sum(weigh[state] for state in face[3]) for face in faces], np.int64)
            self.sums = np.add.outer(self.sums, sums).ravel()
            self.states = np.add.outer(self.states, states).ravel()
        self.texts = strings(texts)

    def places(
        self,
        columns: Sequence[ItemColumn | Span | None],
        coded: Sequence[np.ndarray | None],
        rows: int,
    ) -> np.ndarray:
        """Return the combination of each row."""
        at = np.zeros(rows, np.int16)
        for place in self.members:
            column, codes = columns[place], coded[place]
            if column is not None and codes is not None:
                at *= len(column.faces)
                at += column.shown[codes]
        return at


_MISSING = [("missing", 0, 0, (STATES.index("missing"),))]


class _Pieces:
    """Texts by whole numbers, each written once."""

    def __init__(self, size: int, write: Callable[[int], str]) -> None:
        self._write = write
        self._places = np.full(size, -1, np.int32) if size <= _DIRECT else None
        self._known: dict[int, int] = {}
        self._texts: list[str] = []
        self._array = strings([])

    def texts(self, keys: np.ndarray) -> tuple[pa.Array, np.ndarray]:
        """Return all texts so far, and the place of each key's."""
        if self._places is None:
            different, codes = np.unique(keys, return_inverse=True)
            places = np.array([self._place(key) for key in different.tolist()], np.int32)[codes]
        else:
            places = self._places[keys]
            new = places < 0
            if new.any():
                for key in np.unique(keys[new]).tolist():
                    self._places[key] = self._place(key)
                places = self._places[keys]
        if len(self._array) < len(self._texts):
            self._array = strings(self._texts)
        return self._array, places

    def _place(self, key: int) -> int:
        place = self._known.get(key)
        if place is None:
            place = self._known[key] = len(self._texts)
            self._texts.append(self._write(key))
        return place


class _Line:
    """Puts the lines of a batch together: all pieces in one list, taken in order."""

    def __init__(self, rows: int, pieces: int) -> None:
        self._places = np.empty((rows, pieces), np.int32)
        self._texts: list[pa.Array] = []
        self._next = self._before = 0

    def add(self, texts: pa.Array, places: np.ndarray) -> None:
        """Add the next piece of each row."""
        np.add(places, np.int32(self._before), out=self._places[:, self._next], casting="unsafe")
        self._texts.append(texts)
        self._before += len(texts)
        self._next += 1

    def text(self) -> memoryview:
        """Return the lines."""
        taken = pa.concat_arrays(self._texts).take(whole_numbers(self._places.ravel()))
        _, ends, data = taken.buffers()
        first, last = np.frombuffer(ends, np.int32)[[taken.offset, taken.offset + len(taken)]]
        return memoryview(data)[first:last]
