"""Tells the different contents of cells apart, and gives each a code that stays.

A content of up to 32 bytes is four whole numbers. A table says by a hash of them which code it
may be, and the numbers themselves if it is. What is longer, and where two hashes meet, is looked up
in a dict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .blocks import AHEAD

if TYPE_CHECKING:
    from .cells import Cells

__all__ = ["Different"]

_WORD = 8
_WORDS = AHEAD // _WORD
_MASKS = [
    np.array([(1 << 8 * min(max(size - at, 0), 8)) - 1 for size in range(AHEAD + 2)], np.uint64)
    for at in range(0, AHEAD, _WORD)
]
"""Of each size of a content: which bytes of its words belong to it."""

_MIXERS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64
)
_SECOND = np.uint64(29)
_BITS = 12
_SPARSE = 24
"""Places of the table for each content at least."""

_FIRST_LOOK = 200


class Different:
    """The different contents of a range of neighbouring columns.

    Code 0 is the empty content, also where it never occurs.

    Args:
        columns: How many.
    """

    def __init__(self, columns: int = 1) -> None:
        self.cells: list[tuple[bytes, ...]] = [(b"",) * columns]
        """The cells of each code."""
        self.held = 0
        """Bytes of all contents."""
        self._codes: dict[bytes, int] = {b"": 0}
        self._words = 1
        self._keys = np.zeros((_WORDS, 64), np.uint64)
        self._bits = _BITS
        self._tables = np.zeros((2, 1 << _BITS), np.int32)
        self._short = np.zeros(0, np.int32)
        """The codes of contents that are in the tables."""

    def codes(self, cells: Cells, first: int, last: int) -> np.ndarray:
        """Return the code of each row of a block; new contents get the next ones."""
        starts, ends = cells.range(first, last)
        sizes = ends - starts
        longest = int(sizes.max())
        self._words = max(self._words, min(_WORDS, -(-longest // _WORD)))
        if longest > AHEAD:
            np.minimum(sizes, AHEAD + 1, out=sizes)
        words = [cells.words[starts]]
        words += [cells.words[starts + _WORD * at] for at in range(1, self._words)]
        for word, mask in zip(words, _MASKS, strict=False):
            np.bitwise_and(word, mask[sizes], out=word)
        mixed = _mix(words)
        codes, known = self._look_up(0, words, mixed)
        if longest > AHEAD:
            known &= sizes <= AHEAD
        if not known.all():
            look = _Look(cells, (first, last), starts, ends, sizes, words, mixed)
            self._add(look, codes, np.flatnonzero(~known))
        return codes

    def _look_up(
        self, table: int, words: list[np.ndarray], mixed: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        codes = self._tables[table][self._places(table, mixed)]
        known = self._keys[0][codes] == words[0]
        for keys, word in zip(self._keys[1:], words[1:], strict=False):
            known &= keys[codes] == word
        return codes, known

    def _places(self, table: int, mixed: np.ndarray) -> np.ndarray:
        if table:
            mixed = (mixed ^ (mixed >> _SECOND)) * _MIXERS[1]
        return (mixed >> np.uint64(64 - self._bits)).view(np.int64)

    def _add(self, look: _Look, codes: np.ndarray, left: np.ndarray) -> None:
        """Find the codes of rows whose contents are not in the first table.

        Each turn looks at a few of them; most of the others are like one of these.
        """
        turn = _FIRST_LOOK
        while len(left):
            some, left = left[:turn], left[turn:]
            codes[some] = self._codes_of(look, some.tolist())
            turn *= 2
            for table in range(len(self._tables)):
                words = [word[left] for word in look.words]
                found, known = self._look_up(table, words, look.mixed[left])
                known &= look.sizes[left] <= AHEAD
                codes[left[known]] = found[known]
                left = left[~known]

    def _codes_of(self, look: _Look, rows: list[int]) -> list[int]:
        """Return the codes of some rows, looked up one by one; remember what is new."""
        found, new = [], []
        first, last = look.columns
        starts, ends = look.starts[rows].tolist(), look.ends[rows].tolist()
        for row, start, end in zip(rows, starts, ends, strict=True):
            content = look.cells.rows[start:end]
            code = self._codes.get(content)
            if code is None:
                code = self._codes[content] = len(self.cells)
                alone = first == last
                self.cells.append((content,) if alone else look.cells.of_row(row, first, last))
                self.held += len(content)
                new.append(row)
            found.append(code)
        if new:
            self._remember(look, np.array(new))
        return found

    def _remember(self, look: _Look, rows: np.ndarray) -> None:
        """Put the contents of rows, which have the last codes, into the tables."""
        while len(self.cells) > self._keys.shape[1]:
            self._keys = np.concatenate([self._keys, np.zeros_like(self._keys)], axis=1)
        codes = np.arange(len(self.cells) - len(rows), len(self.cells), dtype=np.int32)
        for keys, word in zip(self._keys, look.words, strict=False):
            keys[codes] = word[rows]
        short = codes[look.sizes[rows] <= AHEAD]
        self._short = np.concatenate([self._short, short])
        if len(self._short) * _SPARSE > 1 << self._bits:
            self._bits += 2
            self._tables = np.zeros((2, 1 << self._bits), np.int32)
            short = self._short
        self._put(short)

    def _put(self, codes: np.ndarray) -> None:
        mixed = _mix([*self._keys[:, codes]])
        for number, table in enumerate(self._tables):
            places = self._places(number, mixed)
            free = table[places] == 0
            table[places[free]] = codes[free]
            left = table[places] != codes
            codes, mixed = codes[left], mixed[left]


class _Look(NamedTuple):
    """A block, as the contents of some columns are looked up in it."""

    cells: Cells
    columns: tuple[int, int]
    starts: np.ndarray
    ends: np.ndarray
    sizes: np.ndarray
    """At most `AHEAD` + 1."""
    words: list[np.ndarray]
    mixed: np.ndarray


def _mix(words: list[np.ndarray]) -> np.ndarray:
    """Return a hash of each content; words of nothing change nothing."""
    mixed: np.ndarray = words[0] * _MIXERS[0]
    for word, mixer in zip(words[1:], _MIXERS[1:], strict=False):
        mixed += word * mixer
    return mixed
