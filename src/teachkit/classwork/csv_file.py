"""Opens a text as a table: CSV with any of the delimiters that are recognised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .encoding import encoding_name
from .header import DELIMITERS, open_table
from .limits import CSV_BYTES
from .opened import Opened

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from .encoding import TextFile
    from .findings import Findings

__all__ = ["open_csv"]


def open_csv(source: TextFile, known: AbstractSet[str], findings: Findings) -> Opened | None:
    """Open a CSV file.

    Args:
        source: The file.
        known: Names of columns that may stand in the header, in lower case.
        findings: Where to say why it can't be opened.
    """
    if source.size > CSV_BYTES:
        findings.error(
            "file-too-big",
            source.name,
            f"the file is over {CSV_BYTES >> 20} MB",
            hint="split it into several files",
        )
        return None
    table = open_table(source, known)
    if table is None:
        findings.error(
            "no-header",
            source.name,
            "no first row could be read",
            hint="the first row names the columns: student, then item ids",
        )
        return None
    return Opened(
        source.name,
        source.sha256,
        "CSV",
        table,
        encoding_name(source.encoding),
        DELIMITERS[table.delimiter],
    )
