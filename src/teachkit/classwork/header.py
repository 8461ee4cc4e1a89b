"""Opens a CSV file as a table: finds its delimiter and reads its header.

The delimiter is the one under which most header cells are names we know. Counting
characters would go wrong here: options of one answer are joined by ``;``. Only where
no name is known, as in an export in another language, the most cells decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .rows import Row, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from .encoding import TextFile
    from .rows import BadRow

__all__ = ["DELIMITERS", "Table", "column_name", "open_table"]

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
"""Delimiters that are recognised, with their names."""

_SEP_LINE = re.compile(r"sep=([,;\t|])[\r\n]*")


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its header read and its rows to come."""

    delimiter: str
    """One character; "" if the table does not come from a text."""
    header: list[str]
    line: int
    """The line where the header starts."""
    rows: Iterator[Row | BadRow]


def column_name(cell: str) -> str:
    """Bring a header cell to the form in which names are compared."""
    return cell.strip().casefold()


def open_table(source: TextFile, known: AbstractSet[str]) -> Table | None:
    """Find the delimiter and read the header.

    Args:
        source: The file; it stays open until its rows are used up.
        known: Names of columns that may stand in the header, in lower case.

    Returns:
        The table, or ``None`` if the file has no row that could be a header.
    """
    best, most = None, (-1, 0)
    forced, skip = _forced_delimiter(source)
    for delimiter in [forced] if forced else DELIMITERS:
        rows = _rows(source, delimiter, skip)
        row = next(rows, None)
        if isinstance(row, Row):
            count = len({column_name(cell) for cell in row.cells} & known)
            rank = (count, 0 if count else len(row.cells))
            if rank > most:
                best, most = Table(delimiter, row.cells, row.line, rows), rank
    return best


def _forced_delimiter(source: TextFile) -> tuple[str, int]:
    """Read the delimiter from a first line ``sep=;``, as some spreadsheets write it."""
    with source.open() as stream:
        found = _SEP_LINE.fullmatch(stream.readline(10))
    return (found[1], 1) if found else ("", 0)


def _rows(source: TextFile, delimiter: str, skip: int) -> Iterator[Row | BadRow]:
    """Yield the rows that hold anything; those of delimiters only are empty too."""
    with source.open() as stream:
        for _ in range(skip):
            stream.readline()
        for row in read_rows(stream, delimiter, line=skip):
            if not isinstance(row, Row) or any(map(str.strip, row.cells)):
                yield row
