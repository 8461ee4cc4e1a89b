"""Opens a roster as a table: CSV, or the workbook that a school office sends."""

from __future__ import annotations

from contextlib import closing
from hashlib import sha256
from typing import TYPE_CHECKING

from .encoding import NotTextError, encoding_name, probe
from .findings import Findings
from .header import DELIMITERS, column_name, open_table
from .opened import Opened
from .package import PackageError, is_workbook, open_zip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["ROSTER_COLUMNS", "open_roster", "roster_names"]

ROSTER_COLUMNS = ("student", "name", "group", "variant", "status", "due")
_MARK = b"PK\x03\x04"


def open_roster(path: Path) -> Opened | None:
    """Open a roster.

    Returns:
        The table; ``None`` if it has no row that could be a header.

    Raises:
        NotTextError: It is neither a text nor a workbook that can be read.
        OSError: It can't be read.
    """
    name = str(path)
    known = {*ROSTER_COLUMNS, "email"}
    with path.open("rb") as stream:
        packed = stream.read(len(_MARK)) == _MARK
    if packed:
        return _open_workbook(path, known)
    source = probe(path, name)
    table = open_table(source, known)
    if table is None:
        return None
    delimiter, encoding = DELIMITERS[table.delimiter], encoding_name(source.encoding)
    return Opened(name, source.sha256, "CSV", table, encoding, delimiter)


def _open_workbook(path: Path, known: set[str]) -> Opened:
    from .workbook import open_workbook  # noqa: PLC0415 - most rosters are CSV

    digest = sha256(path.read_bytes()).hexdigest()
    try:
        with closing(open_zip(path)) as package:
            if not is_workbook(package):
                hint = "name a CSV file or a workbook"
                raise NotTextError("this is a zip file, not a roster", hint, "binary-file")
            return open_workbook(package, str(path), digest, known, Findings())
    except PackageError as error:
        raise NotTextError(error.message, error.hint, error.code) from error


def roster_names(header: Sequence[str]) -> list[str]:
    """Say what each column of a roster holds: a name of ours, or the header in lower case.

    A column is known by other words only if none has our own name for it.
    """
    names = list(map(column_name, header))
    if not set(names) - set(ROSTER_COLUMNS):
        return names
    from .systems.vocabulary import CODE, DETAILS, GROUP, heading  # noqa: PLC0415 - as above

    names = list(map(heading, header))
    office = {"student": CODE, "group": GROUP} | {
        role: DETAILS[role] for role in ("name", "first-name", "last-name")
    }
    for ours, words in office.items():
        places = [at for at, name in enumerate(names) if name in words]
        if ours not in names and len(places) == 1:
            names[places[0]] = ours
    return names
