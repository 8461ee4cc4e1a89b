"""A block of a CSV file cut into cells by NumPy: where each one ends, and no more.

Arrow would make an array of each column, at twenty nanoseconds a cell. Most cells are as
short as ``o1``: several neighbours fit into one word of a machine, and are told apart by it.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from .blocks import AHEAD, SPACED
from .differing import Different
from .quotes import paired_marks

__all__ = ["Cells", "cut_cells", "plain_value"]

_LINE, _MARK, _RETURN = b'\n"\r'


class Cells:
    """The cells of a block.

    Args:
        rows: Its bytes, and `AHEAD` more.
        ends: Of each column the places behind its cells, shape (columns, rows).
        marked: Whether some stand in quotation marks.
    """

    def __init__(self, rows: bytes, ends: np.ndarray, *, marked: bool) -> None:
        self.rows, self.count = rows, ends.shape[1]
        self.words = np.ndarray((len(rows) - 7,), "<u8", rows, strides=(1,))
        """The eight bytes from each place on."""
        self._data = np.frombuffer(rows, np.uint8)
        self._ends, self._marked = ends, marked
        last = ends[-1]
        self._starts = np.zeros(len(last), np.int64)
        np.add(last[:-1], 1, out=self._starts[1:])
        self.longest = int((last - self._starts).max())
        """Bytes of the longest row: no cell is longer."""
        last -= self._data[last - 1] == _RETURN

    def __getitem__(self, column: int) -> tuple[np.ndarray, list[bytes]]:
        """Return the codes of a column, and the values that they stand for."""
        found = Different()
        codes = found.codes(self, column, column)
        return codes, [plain_value(cell) for (cell,) in found.cells]

    def range(self, first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
        """Return of each row where a range of its cells begins, and the place behind it."""
        return self._ends[first - 1] + 1 if first else self._starts, self._ends[last]

    def some_contents(self, first: int, last: int, rows: int) -> set[bytes]:
        """Return the different contents of a range of cells, of about so many rows."""
        step = max(1, self.count // rows)
        starts, ends = (places[::step].tolist() for places in self.range(first, last))
        return {self.rows[start:end] for start, end in zip(starts, ends, strict=True)}

    def of_row(self, row: int, first: int, last: int) -> tuple[bytes, ...]:
        """Return a range of the cells of a row, as they stand there."""
        start = int(self._ends[first - 1, row]) + 1 if first else int(self._starts[row])
        found = []
        for end in self._ends[first : last + 1, row].tolist():
            found.append(self.rows[start:end])
            start = end + 1
        return tuple(found)

    def texts(self, column: int) -> pa.Array:
        """Return a column as Arrow has it, without quotation marks.

        Raises:
            pyarrow.ArrowInvalid: It is not UTF-8.
        """
        starts, ends = self.range(column, column)
        if self._marked:
            marked = self._data[starts] == _MARK
            starts, ends = starts + marked, ends - marked
        sizes, places = ends - starts, np.zeros(self.count + 1, np.int32)
        np.cumsum(sizes, out=places[1:])
        data = self._data[_ranges(starts, sizes, places[:-1])]
        buffers = [None, pa.py_buffer(places), pa.py_buffer(data)]
        array = pa.Array.from_buffers(pa.string(), self.count, buffers)
        if len(data) and data.max() > 127:
            array.validate(full=True)
        return array


def cut_cells(
    rows: bytes, width: int, delimiter: bytes, marks: np.ndarray | None = None
) -> Cells | None:
    """Cut a plain block into cells.

    ``None`` if it takes a slower look: rows of another width, or quotation marks that don't
    just enclose a cell.

    Args:
        rows: Whole rows.
        width: Cells of a row.
        delimiter: One byte.
        marks: The places of quotation marks, see `Block`; looked for if not given.
    """
    rows += b"\0" * AHEAD if rows.endswith(b"\n") else b"\n" + b"\0" * AHEAD
    size = len(rows) - AHEAD
    if marks is None and (marks := paired_marks(rows, size, delimiter)) is None:
        return None
    data = np.frombuffer(rows, np.uint8, size)
    lines, found = data == _LINE, data == delimiter[0]
    if len(marks):
        runs = np.diff(marks, prepend=0, append=size)  # outside and within, by turns
        outside = np.repeat(np.arange(len(runs)) % 2 == 0, runs)
        lines &= outside
        found &= outside
    count = np.count_nonzero(lines)
    found |= lines
    ends = np.flatnonzero(found)
    if len(ends) != count * width or not lines[ends[width - 1 :: width]].all():
        return None
    columns = np.ascontiguousarray(ends.reshape(count, width).T)
    return Cells(rows, columns, marked=bool(len(marks)))


def plain_value(cell: bytes) -> bytes:
    """Return a cell without quotation marks; of spaces before it, those within them are kept."""
    if not cell.startswith(b'"'):
        return cell
    cell = cell[1:-1]
    return SPACED + cell if cell.startswith(b" ") else cell


def _ranges(starts: np.ndarray, sizes: np.ndarray, before: np.ndarray) -> np.ndarray:
    """Return all places of ranges, one range after the other; ``before``: places before each."""
    found = np.repeat(starts - before, sizes)
    found += np.arange(len(found))
    return found
