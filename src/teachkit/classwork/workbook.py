"""Opens an XLSX workbook as a table of texts.

A workbook knows numbers and dates, a student only wrote signs. A whole number is written
without its ".0"; of a date nobody can tell any more what was typed, which is said.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from .findings import shown
from .header import Table, column_name
from .limits import COLUMNS
from .opened import Opened
from .package import PackageError, safe_workbook
from .rows import Row

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from zipfile import ZipFile

    from .findings import Findings

    _Cells = Sequence[Sequence[object]]

__all__ = ["open_workbook", "value_text"]


def open_workbook(
    package: ZipFile,
    name: str,
    sha256: str,
    known: AbstractSet[str],
    findings: Findings,
) -> Opened:
    """Open the sheet of a workbook that holds the answers.

    Args:
        package: The workbook.
        name: The file, as the user named it.
        sha256: Its hash.
        known: Names of columns that may stand in the header, in lower case.
        findings: Where to say what was not read.

    Returns:
        The first sheet whose header has the most known names.

    Raises:
        PackageError: The workbook is empty or can't be read, or python-calamine is not
            installed.
    """
    sheets = _sheets(safe_workbook(package))
    if not sheets:
        raise PackageError("no-header", "the workbook has no cells", "is this the right file?")
    best = max(sheets, key=lambda one: _known(sheets[one], known))
    others = [shown(one) for one in sheets if one != best]
    if others:
        findings.warn(
            "other-sheets",
            name,
            f"only the sheet {shown(best)} was read, not {', '.join(others)}",
            hint="put the table alone into a workbook if another one is meant",
        )
    cells = sheets[best]
    first = next(number for number, row in enumerate(cells) if any(map(_filled, row)))
    header = [value_text(cell) for cell in cells[first]]
    while header and not header[-1].strip():
        header.pop()
    table = Table("", header, first + 1, _rows(cells, first + 1, len(header)))
    dates = _dates(cells, first + 1)
    return Opened(name, sha256, "XLSX", table, sheet=_printable(best), dates=dates)


def _printable(name: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in name[:60])


def _sheets(stream: io.BytesIO) -> dict[str, _Cells]:
    """Return the sheets that hold anything, name to rows."""
    try:
        from python_calamine import load_workbook  # noqa: PLC0415 - only for workbooks
    except ImportError as error:
        raise PackageError(
            "package",
            "reading workbooks needs python-calamine",
            "pip install 'teachkit[xlsx]', or save the sheet as CSV",
        ) from error
    found: dict[str, _Cells] = {}
    try:
        with load_workbook(stream) as workbook:
            for place, name in enumerate(workbook.sheet_names):
                sheet = workbook.get_sheet_by_index(place)
                cells = sheet.to_python(skip_empty_area=False)
                if any(_filled(cell) for row in cells for cell in row):
                    found[name] = cells
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic in Rust is no Exception
        said = str(error)[:100].replace("Cannot detect file format", "it is not understood")
        message = f"the workbook is damaged: {said}"
        raise PackageError("bad-workbook", message, "open it and save it again") from error
    return found


def _filled(cell: object) -> bool:
    return cell not in ("", None)


def _known(cells: _Cells, known: AbstractSet[str]) -> int:
    """Count the known names in the first row that is not empty."""
    row = next(row for row in cells if any(map(_filled, row)))
    return len({column_name(value_text(cell)) for cell in row[:COLUMNS]} & known)


def _rows(cells: _Cells, start: int, width: int) -> Iterator[Row]:
    for number, row in enumerate(cells[start:], start=start + 1):
        texts = [value_text(cell) for cell in row]
        if any(map(str.strip, texts)):
            yield Row(number, texts + [""] * (width - len(texts)))


def _dates(cells: _Cells, start: int) -> dict[int, tuple[int, int]]:
    """Return the columns that hold dates, each with its first row and their number."""
    found: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(cells[start:], start=start + 1):
        for place, cell in enumerate(row):
            if isinstance(cell, date | time):
                first, count = found.get(place, (number, 0))
                found[place] = (first, count + 1)
    return found


def value_text(value: object) -> str:
    """Write a typed value as a person would have typed it: 1949.0 is 1949."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        day = value.date().isoformat()
        clock = value.time().replace(microsecond=0)
        return f"{day} {clock.isoformat()}" if clock != time(0) else day
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
