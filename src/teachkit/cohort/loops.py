"""The loops: from a file to pieces of the gradebook. Each adds to the same state."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from ..errors import Problem, ProblemsError
from .sources import CsvSource
from .ways import by_person, row_loop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .parquet import ParquetSource
    from .work import Work

    Source: TypeAlias = CsvSource | ParquetSource

__all__ = ["arrow_pieces", "row_pieces"]

_LINES = 2_000


def row_pieces(source: Source, work: Work) -> Iterator[bytes | memoryview]:
    """Grade a CSV file row by row, with nothing but the standard library."""
    if not isinstance(source, CsvSource):
        message, hint = "a Parquet file can't be read row by row", "take --engine arrow"
        raise ProblemsError([Problem(file=source.name, message=message, hint=hint, code="engine")])
    lines = row_loop(source, work).lines(source.table().rows)
    while piece := "".join(islice(lines, _LINES)):
        yield piece.encode("utf-8", "replace")
        work.progress(work.students.count, 0)


def arrow_pieces(source: Source, work: Work) -> Iterator[bytes | memoryview]:
    """Grade a file with Arrow: CSV in blocks, Parquet by its groups of rows."""
    if by_person(source, work):
        from .persons import person_pieces  # noqa: PLC0415 - most cohorts need none of it

        return person_pieces(source, work)
    if not isinstance(source, CsvSource):
        return source.pieces(work)
    from .arrow import csv_batches  # noqa: PLC0415 - heavy

    return csv_batches(source, work)
