"""Reads the files in a zip file, one at a time, without unpacking to disk.

Answers-JSON files, as pages save them, and tables: a form's CSV often comes zipped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .answers_json import JsonReader
from .encoding import NotTextError, probe_bytes
from .limits import JSON_BYTES, ZIP_BYTES, ZIP_TABLE_BYTES
from .package import PackageError, is_link, read_entry
from .records import InputFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from zipfile import ZipFile, ZipInfo

    from ..model import Sheet
    from .encoding import TextFile
    from .findings import Findings
    from .records import Submission, Unread

__all__ = ["ArchiveReader"]

_SHOWN_CHARS = 100
_TABLES = (".csv", ".tsv")


class ArchiveReader:
    """Reads a zip file of answers-JSON files and CSV files.

    Args:
        sheet: The sheet that was answered.
        findings: Where to say what is wrong.
        read_table: Reads a CSV file.
    """

    def __init__(
        self, sheet: Sheet, findings: Findings, read_table: Callable[[TextFile], None]
    ) -> None:
        self.sheet, self.findings, self.read_table = sheet, findings, read_table
        self.tables = 0
        self.submissions: list[Submission] = []
        self.unread: list[Unread] = []
        self.absent: dict[str, str] = {}

    def read(self, package: ZipFile, path: Path, sha256: str) -> list[InputFile]:
        """Read all that can be read; return the zip file and those in it."""
        name, left = str(path), ZIP_BYTES
        files: list[InputFile] = []
        for entry in sorted(package.infolist(), key=lambda one: one.filename):
            inner = f"{name}/{_printable(entry.filename)}"
            if not self._wanted(entry, inner):
                continue
            if left <= 0:
                message = f"only the first {ZIP_BYTES >> 20} MB of the zip file were read"
                self.findings.error("file-too-big", inner, message, hint="use several zip files")
                break
            left -= self._read_one(package, entry, path, inner, left, files)
        if not files and not self.tables:
            self.findings.error(
                "no-rows",
                name,
                "the zip file holds no answers-JSON file and no CSV that could be read",
                hint="unpack it and name the files, if it holds others",
            )
        count = len(self.submissions)
        if count or not self.tables:
            self.findings.note(
                f"{name}: zip file, {count} answers-JSON file{'' if count == 1 else 's'}"
            )
        return [InputFile(name, sha256, "zip", "", "", count), *files]

    def _read_one(  # noqa: PLR0913, PLR0917 - one entry with all that is known of it
        self,
        package: ZipFile,
        entry: ZipInfo,
        path: Path,
        name: str,
        left: int,
        files: list[InputFile],
    ) -> int:
        """Read one file, and put it into ``files`` if it holds one student's work.

        Returns:
            What it costs of the bytes that are left.
        """
        cost = 0
        try:
            data = read_entry(package, entry, min(left, _limit(entry)))
            cost = len(data) + 1_000
            source = probe_bytes(path, name, data)
        except (PackageError, NotTextError) as error:
            message = f"{error.message}: file not graded"
            self.findings.error(error.code, name, message, hint=error.hint)
            return cost
        if _is_table(entry):
            self.tables += 1
            self.read_table(source)
        else:
            reader = JsonReader(self.sheet, self.findings)
            read = reader.read(source)
            self.submissions += reader.submissions
            self.unread += reader.unread
            files += [read] if read else []
        return cost

    def _wanted(self, entry: ZipInfo, name: str) -> bool:
        """Whether an entry may hold answers; what is left out is named."""
        base = entry.filename.rpartition("/")[2]
        if entry.is_dir() or base.startswith(".") or entry.filename.startswith("__MACOSX/"):
            return False
        if is_link(entry):
            self.findings.warn("link", name, "a link is not followed: not read")
            return False
        if not base.lower().endswith((".json", *_TABLES)):
            message = "neither an answers-JSON file nor a CSV: not read"
            hint = "unpack the zip file and name this file itself"
            self.findings.warn("other-file", name, message, hint=hint)
            return False
        return True


def _is_table(entry: ZipInfo) -> bool:
    return entry.filename.lower().endswith(_TABLES)


def _limit(entry: ZipInfo) -> int:
    """Return how large a file may be: a table holds a class, an answers-JSON one student."""
    return ZIP_TABLE_BYTES if _is_table(entry) else JSON_BYTES


def _printable(name: str) -> str:
    """Make a name from a zip file fit to be shown; nothing is ever written under it."""
    safe = "".join(char if char.isprintable() else "\ufffd" for char in name)
    return safe if len(safe) <= _SHOWN_CHARS else "…" + safe[-_SHOWN_CHARS:]
