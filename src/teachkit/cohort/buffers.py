"""Arrow arrays from and to NumPy by their buffers.

``pyarrow.array`` looks at pandas first, wherever that is installed: importing it would cost
more than grading a class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["numbers_of", "strings", "texts_of", "whole_numbers"]


def strings(texts: Sequence[str]) -> pa.Array:
    """Make an array of texts."""
    data = [text.encode("utf-8", "replace") for text in texts]
    ends = np.zeros(len(data) + 1, np.int32)
    np.cumsum(np.fromiter(map(len, data), np.int32, len(data)), out=ends[1:])
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(data))]
    return pa.Array.from_buffers(pa.string(), len(data), buffers)


def whole_numbers(numbers: np.ndarray) -> pa.Array:
    """Make an array of whole numbers of 32 bits, without a copy."""
    buffers = [None, pa.py_buffer(np.ascontiguousarray(numbers, np.int32))]
    return pa.Array.from_buffers(pa.int32(), len(numbers), buffers)


def numbers_of(array: pa.Array) -> np.ndarray:
    """Return whole numbers of 32 bits as NumPy has them, without a copy."""
    found = np.frombuffer(array.buffers()[1], np.int32)
    return found[array.offset : array.offset + len(array)]


def texts_of(array: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """Return where each text of an array begins and the last one ends, and all their bytes."""
    _, ends, data = array.buffers()
    if data is None or not len(array):
        return np.zeros(len(array) + 1, np.int32), np.zeros(0, np.uint8)
    places = np.frombuffer(ends, np.int32)[array.offset : array.offset + len(array) + 1]
    return places - places[0], np.frombuffer(data, np.uint8)[places[0] : places[-1]]
