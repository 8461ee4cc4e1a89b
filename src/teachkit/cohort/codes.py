"""Codes and names of a batch: most need no look at, and those that do get one each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..classwork.codes import bad_code, clean_code
from ..classwork.limits import CODE_CHARS
from ..gradebook.spreadsheet import csv_cell
from .buffers import strings, texts_of
from .students import MIXERS, number_of

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    import pyarrow as pa

__all__ = ["CodeCells", "code_cells", "name_cells"]

_ALNUM = np.zeros(256, bool)
_ALNUM[[*range(48, 58), *range(65, 91), *range(97, 123)]] = True
_PLAIN = _ALNUM.copy()
_PLAIN[list(b"._-@/:")] = True
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)


@dataclass(frozen=True, slots=True)
class CodeCells:
    """The students of a batch."""

    cells: pa.Array
    """As they stand in the gradebook."""
    numbers: bytes
    """Of each the number of `number_of`."""


def code_cells(students: pa.Array, alone: AbstractSet[str]) -> CodeCells | None:
    """Read the codes; ``None`` if one is no code, or has decisions of its own."""
    if alone and not alone.isdisjoint(students.to_pylist()):
        return None
    ends, data = texts_of(students)
    sizes = np.diff(ends)
    if not len(sizes):
        return CodeCells(students, b"")
    plain = sizes.min() > 0 and sizes.max() <= CODE_CHARS
    if plain and _PLAIN[data].all() and _ALNUM[data[ends[:-1]]].all():
        return CodeCells(students, _numbers(ends, sizes, data))
    codes = [clean_code(one) for one in students.to_pylist()]
    if any(map(bad_code, codes)) or (alone and not alone.isdisjoint(codes)):
        return None
    numbers = np.array([number_of(one) for one in codes], np.uint64)
    return CodeCells(strings([csv_cell(one) for one in codes]), numbers.tobytes())


def name_cells(names: pa.Array) -> pa.Array:
    """Return the names as they stand in the gradebook."""
    return strings([csv_cell(clean_code(one)[:CODE_CHARS]) for one in names.to_pylist()])


def _numbers(ends: np.ndarray, sizes: np.ndarray, data: np.ndarray) -> bytes:
    """Return what `number_of` gives, for all codes at once."""
    padded = np.concatenate([data, np.zeros(24, np.uint8)])
    words = np.ndarray((len(padded) - 7,), "<u8", padded, strides=(1,))
    start = ends[:-1]
    first = words[start] & _MASKS[np.minimum(sizes, 8)]
    second = words[start + np.minimum(sizes, 8)] & _MASKS[np.clip(sizes - 8, 0, 8)]
    one, two, three = (np.uint64(mixer) for mixer in MIXERS)
    numbers = first * one
    numbers ^= numbers >> np.uint64(29)
    numbers = (numbers + second) * two
    numbers ^= numbers >> np.uint64(32)
    numbers *= three
    numbers ^= numbers >> np.uint64(29)
    for place in np.flatnonzero(sizes > 16):
        text = data[ends[place] : ends[place + 1]].tobytes().decode()
        numbers[place] = number_of(text)
    return bytes(numbers.astype("<u8").tobytes())
