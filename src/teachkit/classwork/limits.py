"""How much of a file we take: stated maxima, so that no input can eat the machine.

A class never comes near them. What is over a limit is refused by name, and the rest of
the class is read where that is safe.
"""

from __future__ import annotations

__all__ = [
    "CELL_CHARS",
    "CODE_CHARS",
    "COLUMNS",
    "CSV_BYTES",
    "FILES",
    "HEADER_CHARS",
    "JSON_BYTES",
    "JSON_KEYS",
    "LINE_CHARS",
    "PROBLEMS_OF_A_KIND",
    "ROWS",
]

CSV_BYTES = 512 * 1024 * 1024
"""Bytes of a CSV file. It is streamed, so this bounds time, not memory."""

CELL_CHARS = 100_000
"""Characters of one answer, in a CSV cell or a JSON string: about 40 printed pages."""

LINE_CHARS = 4_000_000
"""Characters of one CSV line, and of one row over all its lines."""

HEADER_CHARS = 1_000_000
"""Characters within which the header row of a CSV file must end."""

ROWS = 100_000
"""Rows of one CSV file."""

COLUMNS = 2_000
"""Columns of a CSV file."""

CODE_CHARS = 200
"""Characters of a student's code or name."""

JSON_BYTES = 4 * 1024 * 1024
"""Bytes of one student's answers-JSON."""

JSON_KEYS = 10_000
"""Keys of an answers-JSON, over all its objects."""

FILES = 20_000
"""Files of one run."""

PROBLEMS_OF_A_KIND = 50
"""Problems of one kind in one file that are listed singly; the others are counted."""
