"""How much of a file we take: stated maxima, so that no input can eat the machine.

With them one file takes at most about 1 GB of memory: 100,000 students with 18 short
answers each take 530 MB, and what is made to do harm less than 400 (`tests/classwork/`).

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
    "LONG_ROWS",
    "PARQUET_BYTES",
    "PROBLEMS_OF_A_KIND",
    "ROWS",
    "TABLE_JSON_BYTES",
    "TEXT_CHARS",
    "WORKBOOK_BYTES",
    "WORKBOOK_CELLS",
    "ZIP_BYTES",
    "ZIP_ENTRIES",
    "ZIP_TABLE_BYTES",
]

CSV_BYTES = 512 * 1024 * 1024
"""Bytes of a CSV file. It is streamed, so this bounds time, not memory."""

TEXT_CHARS = 256 * 1024 * 1024
"""Characters of all the rows of a table, which are kept."""

CELL_CHARS = 100_000
"""Characters of one answer, in a CSV cell or a JSON string: about 40 printed pages."""

LINE_CHARS = 4_000_000
"""Characters of one CSV line, and of one row over all its lines."""

HEADER_CHARS = 1_000_000
"""Characters within which the header row of a CSV file must end."""

ROWS = 100_000
"""Rows of one file with a row a student and attempt."""

LONG_ROWS = 1_000_000
"""Rows of a file with one row an answer."""

COLUMNS = 2_000
"""Columns of a table."""

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

TABLE_JSON_BYTES = 16 * 1024 * 1024
"""Bytes of a JSON file that holds a class's table. It is parsed whole: about ten times that."""

WORKBOOK_BYTES = 64 * 1024 * 1024
"""Bytes of a workbook once it is unpacked; its XML is read whole."""

WORKBOOK_CELLS = 2_000_000
"""Places of a sheet from its first to its last cell, empty ones included."""

ZIP_ENTRIES = 20_000
"""Files in a zip file."""

ZIP_BYTES = 256 * 1024 * 1024
"""Bytes of all files in a zip file; they are unpacked one at a time."""

PARQUET_BYTES = 256 * 1024 * 1024
"""Bytes of a Parquet file's columns once they are unpacked."""

ZIP_TABLE_BYTES = 64 * 1024 * 1024
"""Bytes of a CSV file in a zip file; it is unpacked into memory."""
