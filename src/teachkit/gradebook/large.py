"""Opens the results of a cohort again: a gradebook that is read row by row, and the sums.

Single answers are not kept there; what each student got stands in the gradebook alone.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ..bank import load_sheet
from ..classwork import RESULTS_MARK
from ..errors import Problem, ProblemsError
from ..late import with_due
from .decisions_file import DECISIONS, DecisionsFile, read_decisions
from .folder import results_record
from .opened import SHEET
from .spreadsheet import safe
from .statistics_file import STATISTICS, read_tally

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..model import Sheet
    from .tally import Tally

__all__ = ["LargeResults", "is_book", "is_large", "open_large", "unguarded"]

_ENGINES = ("rows", "arrow", "cluster")
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class LargeResults:
    """The results of a cohort, read back."""

    folder: Path
    record: dict[str, Any]
    """What ``run.json`` says."""
    sheet: Sheet
    tally: Tally
    decisions: DecisionsFile
    books: tuple[Path, ...]
    """The gradebook, or its parts, in the order of the rows."""

    def rows(self) -> Iterator[list[str]]:
        """Yield the gradebook row by row, without its header."""
        for path in self.books:
            yield from _parquet(path) if path.suffix == ".parquet" else _csv(path)


def is_large(folder: Path) -> bool:
    """Whether a folder holds the results of a cohort."""
    record = results_record(folder)
    return record is not None and record.get("engine") in _ENGINES


def is_book(name: str) -> bool:
    """Whether a file of results is the gradebook of a cohort, or a part of it."""
    return name == "gradebook.csv" or name.startswith("gradebook/part-")


def open_large(folder: Path) -> LargeResults:
    """Read the results of a cohort.

    Raises:
        ProblemsError: They lack something, or a file was changed that must stay as it was.
    """
    record = results_record(folder) or {}
    written = record.get("outputs")
    if not isinstance(written, dict):
        raise _stop(folder / RESULTS_MARK, "it lacks the list of what was written")
    books = sorted(name for name in written if is_book(name))
    if not books:
        raise _stop(folder, "the results hold no gradebook")
    for name in (SHEET, STATISTICS, *books):
        if name not in written:
            raise _stop(folder, f"the results hold no {name}")
        _check(folder / name, written[name])
    sheet = with_due(load_sheet(folder / SHEET), str(record.get("due", "")))
    return LargeResults(
        folder=folder,
        record=record,
        sheet=sheet,
        tally=read_tally((folder / STATISTICS).read_text("utf-8")),
        decisions=read_decisions(folder / DECISIONS, sheet.id),
        books=tuple(folder / name for name in books),
    )


def _check(path: Path, digest: object) -> None:
    """Refuse a file that is not as it was written."""
    found = sha256()
    try:
        with path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                found.update(piece)
    except OSError as error:
        raise _stop(path, f"cannot be read: {error.strerror}") from error
    if found.hexdigest() != digest:
        raise _stop(path, "was changed since the cohort was graded")


def _csv(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows, None)
        yield from rows


def _parquet(path: Path) -> Iterator[list[str]]:
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415 - heavy

    with ParquetFile(path) as file:
        for batch in file.iter_batches():
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                yield list(row)


def unguarded(cell: str) -> str:
    """Return a code or name without the apostrophe that keeps it from being a formula."""
    return cell[1:] if cell.startswith("'") and safe(cell[1:]) == cell else cell


def _stop(place: Path, message: str) -> ProblemsError:
    hint = "put it back as it was, or grade the cohort again"
    return ProblemsError([Problem(file=str(place), message=message, hint=hint, code="bad-results")])
