"""Quotation marks of a block, all looked at at once: one by one they cost more than Arrow does."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import numpy as np

from .blocks import SPACED

__all__ = ["paired_marks", "with_spaces"]

_MARK, _SPACE = b'" '


def paired_marks(rows: bytes, end: int, delimiter: bytes) -> np.ndarray | None:
    """Return the places of the quotation marks, if each is the first or the last byte of a cell.

    ``None`` decides nothing: there may be doubled marks, which are as good.

    Args:
        rows: Rows of a file.
        end: Where the last whole one ends, with its line end.
        delimiter: One byte.
    """
    data, marks = _marks(rows, end)
    if len(marks) % 2:
        return None
    before, after = data[marks[::2] - 1], data[marks[1::2] + 1]  # before the first: the line end
    paired = _ends(delimiter, b"\n")[before].all() and _ends(delimiter, b"\r\n")[after].all()
    return marks if paired else None


def with_spaces(rows: bytes, delimiter: bytes) -> bytes:
    """Mark cells that begin with a space within quotation marks: there it belongs to the answer."""
    data, marks = _marks(rows, len(rows))
    marks = marks[(marks > 0) & (marks < len(data) - 1)]
    marks = marks[data[marks + 1] == _SPACE]
    marks = marks[_ends(delimiter, b"\n")[data[marks - 1]]]
    if not len(marks):
        return rows
    cuts = pairwise([0, *(marks + 1).tolist(), len(rows)])
    return SPACED.join([rows[start:end] for start, end in cuts])


def _marks(rows: bytes, end: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the bytes, and the places of the quotation marks."""
    data = np.frombuffer(rows, np.uint8, end)
    return data, np.flatnonzero(data == _MARK)


@lru_cache
def _ends(delimiter: bytes, line: bytes) -> np.ndarray:
    """Return of each byte whether it stands between cells."""
    found = np.zeros(256, bool)
    found[list(delimiter + line)] = True
    return found
