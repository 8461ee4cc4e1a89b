"""Rows of a CSV file, in bounded memory, with the lines where they start.

The standard library's reader does the splitting. What it lacks is here: a cap on a row,
and a safe way on after a broken one. A quotation mark that is never closed makes the
rest of the file unreadable; it is refused, since an answer with a line break in it could
otherwise pass for another student's row.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .limits import CELL_CHARS, LINE_CHARS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

__all__ = ["BadRow", "Row", "read_rows"]

_START_CHARS = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row that could be split."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row, or the rest of a file, that could not."""

    line: int
    last_line: int
    message: str
    hint: str
    start: str = ""
    """The beginning of its first line."""


class _TooLongError(Exception):
    """A row went over the cap."""


class _Lines:
    """The lines of a stream, counted, with what the row at hand has used of them."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.number = 0
        self.ended = False
        self.begin()

    def begin(self) -> None:
        """Start a row."""
        self.quotes = self.chars = 0
        self.start = ""
        self.open_line = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._read()
        if not line:
            raise StopIteration
        if self.chars > LINE_CHARS or self.open_line:
            raise _TooLongError
        return line

    def _read(self) -> str:
        """Read a line, or a piece of one that is too long; "" at the end of the file."""
        line = self._stream.readline(LINE_CHARS)
        if not line:
            self.ended = True
            return ""
        if not self.open_line:
            self.number += 1
        self.open_line = not line.endswith(("\n", "\r")) and len(line) >= LINE_CHARS
        self.quotes += line.count('"')
        self.chars += len(line)
        self.start = self.start or line[:_START_CHARS]
        return line

    def skip_row(self) -> bool:
        """Go on to the end of a broken row; ``False`` if its quotes never close."""
        while self.open_line or self.quotes % 2:
            if not self._read():
                return self.quotes % 2 == 0
        return True


def read_rows(stream: TextIO, delimiter: str, *, line: int = 0) -> Iterator[Row | BadRow]:
    """Yield the rows of a stream from where it stands; blank lines are no rows.

    Args:
        stream: Text, opened with ``newline=""``.
        delimiter: One character.
        line: How many lines were read from it before.
    """
    lines = _Lines(stream)
    lines.number = line
    reader = _reader(lines, delimiter)
    while not lines.ended:
        lines.begin()
        first = lines.number + 1
        try:
            cells = next(reader, None)
        except (csv.Error, _TooLongError) as error:
            yield _broken(lines, first, error)
            reader = _reader(lines, delimiter)
            continue
        if not cells:
            continue
        if max(map(len, cells)) > CELL_CHARS:
            yield BadRow(first, lines.number, _cell_too_long(), _SHORTEN, lines.start)
        else:
            yield Row(first, cells)


def _reader(lines: _Lines, delimiter: str) -> Iterator[list[str]]:
    """Split lines strictly: a broken quotation must be seen, not guessed away."""
    return csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)


_SHORTEN = "shorten the answer, or mark this student by hand"


def _cell_too_long() -> str:
    return f"a cell is longer than {CELL_CHARS:,} characters"


def _broken(lines: _Lines, first: int, error: Exception) -> BadRow:
    """Step over a broken row and say what is wrong with it."""
    start = lines.start
    closed = lines.skip_row() and "end of data" not in str(error)
    last = lines.number
    if not closed:
        message = "a quotation mark opened here is never closed"
        hint = "close it, and run again to have the rest of the file graded"
        return BadRow(first, last, message, hint, start)
    if isinstance(error, _TooLongError) or "field larger" in str(error):
        return BadRow(first, last, _cell_too_long(), _SHORTEN, start)
    message = "text stands behind a closing quotation mark"
    hint = 'a quotation mark within a quoted cell is written twice: ""'
    return BadRow(first, last, message, hint, start)
