"""Looks through a zip file before anything else gets to read it.

Sizes in a zip's directory can lie, a few bytes can unpack to gigabytes, and a workbook of
two cells can span a billion. So a workbook is unpacked here, within limits, looked
through, and packed again without what is not needed; only that is handed on.
"""

from __future__ import annotations

import io
import re
import stat
from typing import TYPE_CHECKING

from .limits import WORKBOOK_BYTES, WORKBOOK_CELLS, ZIP_ENTRIES

if TYPE_CHECKING:
    from pathlib import Path
    from zipfile import ZipFile, ZipInfo

__all__ = ["PackageError", "is_link", "is_workbook", "open_zip", "read_entry", "safe_workbook"]

WORKBOOK = "xl/workbook.xml"
_WANTED = re.compile(r"(?:\[Content_Types\]\.xml|(?:_rels|xl)/[\w./-]*\.(?:xml|rels))", re.ASCII)
_SKIPPED = re.compile(r"xl/(?:media|drawings|charts|embeddings|theme|printerSettings)/")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,7})(\d{1,19})["']""")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class PackageError(Exception):
    """The file can't be used; carries code and hint."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


_DAMAGED = "export or save it again"


def open_zip(path: Path) -> ZipFile:
    """Open a zip file.

    Raises:
        PackageError: It is damaged, or holds too many files.
        OSError: It can't be read.
    """
    from zipfile import BadZipFile, ZipFile  # noqa: PLC0415 - CSV needs none of this

    try:
        opened = ZipFile(path)
    except (BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise PackageError("bad-zip", f"the zip file is damaged: {error}", _DAMAGED) from error
    if len(opened.infolist()) > ZIP_ENTRIES:
        opened.close()
        raise PackageError(
            "too-many-files",
            f"the zip file holds more than {ZIP_ENTRIES:,} files",
            "is this the right file?",
        )
    return opened


def is_workbook(package: ZipFile) -> bool:
    """Whether the zip file is an XLSX workbook."""
    return WORKBOOK in package.NameToInfo


def is_link(entry: ZipInfo) -> bool:
    """Whether an entry is a symbolic link."""
    return stat.S_ISLNK(entry.external_attr >> 16)


def read_entry(package: ZipFile, entry: ZipInfo, limit: int) -> bytes:
    """Unpack one file, at most ``limit`` bytes of it.

    Raises:
        PackageError: It is larger, has a password, or is damaged.
    """
    import zlib  # noqa: PLC0415 - as above
    from zipfile import BadZipFile  # noqa: PLC0415

    if entry.flag_bits & 1:
        raise PackageError("locked", "it has a password", "save it without one")
    too_big = f"it unpacks to more than {limit / 1e6:,.0f} MB"
    if entry.file_size > limit:
        raise PackageError("file-too-big", too_big, "is this the right file?")
    try:
        with package.open(entry) as stream:
            data = stream.read(limit + 1)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise PackageError("bad-zip", f"it is damaged: {error}", _DAMAGED) from error
    except Exception as error:  # lzma and bz2 have errors of their own
        raise PackageError("bad-zip", "it is damaged", _DAMAGED) from error
    if len(data) > limit:
        raise PackageError("file-too-big", too_big, "is this the right file?")
    return data


def safe_workbook(package: ZipFile) -> io.BytesIO:
    """Return the workbook with only the parts that hold cells, each of them looked through.

    Raises:
        PackageError: It is too large, damaged, or made to do harm.
    """
    from zipfile import ZIP_STORED, ZipFile  # noqa: PLC0415

    names = [entry.filename for entry in package.infolist()]
    if len(set(names)) < len(names):
        message = "the workbook holds two files of one name"
        raise PackageError("bad-workbook", message, _DAMAGED)
    left = WORKBOOK_BYTES
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as safe:
        for entry in package.infolist():
            name = entry.filename
            if not _WANTED.fullmatch(name) or ".." in name or _SKIPPED.match(name):
                continue
            data = read_entry(package, entry, left)
            left -= len(data)
            _look_through(name, data)
            safe.writestr(name, data)
    made.seek(0)
    return made


def _look_through(name: str, data: bytes) -> None:
    """Refuse what no spreadsheet program writes."""
    if _ENTITIES.search(data):
        raise PackageError(
            "xml-entities",
            f"{name} declares entities, which no spreadsheet program writes",
            "open it in a spreadsheet and save it again",
        )
    if b"\0" in data:
        raise PackageError("bad-workbook", f"{name} is no UTF-8", _DAMAGED)
    if "sheet" not in name.lower() and not _CELL.search(data):
        return
    columns = rows = named = 0
    for letters, digits in _REFERENCE.findall(data):
        rows = max(rows, int(digits))
        if letters:
            named += 1
            columns = max(columns, _column(letters))
    rows += len(_ROW.findall(data))
    columns += max(0, len(_CELL.findall(data)) - named)
    if rows * columns > 2 * WORKBOOK_CELLS:
        raise PackageError(
            "too-many-cells",
            f"a sheet spans {columns:,} columns and {rows:,} rows",
            "delete what stands far from the table, or save the table as CSV",
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
