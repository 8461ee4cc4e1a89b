"""The loops: from files to pieces of the gradebook. Each adds to the same state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from .rows import RowLoop
from .sources import CsvSource

if TYPE_CHECKING:
    from .work import Work

__all__ = ["Loop", "csv_rows"]

Loop = Callable[[CsvSource, "Work"], Iterator[bytes]]
"""Grades one file: yields lines of the gradebook, some at a time."""

_LINES = 2_000


def csv_rows(source: CsvSource, work: Work) -> Iterator[bytes]:
    """Grade a CSV file row by row, with nothing but the standard library."""
    loop = RowLoop(work.counts, source.columns, work.students, work.findings, source.text.name)
    lines = loop.lines(source.table(work.sheet).rows)
    while piece := "".join(islice(lines, _LINES)):
        yield piece.encode("utf-8", "replace")
        work.progress(work.students.count, 0)
