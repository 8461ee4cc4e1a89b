"""Reads the answers-JSON files in a zip file, one at a time, without unpacking to disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .answers_json import JsonReader
from .encoding import NotTextError, probe_bytes
from .limits import JSON_BYTES, ZIP_BYTES
from .package import PackageError, is_link, read_entry
from .records import InputFile

if TYPE_CHECKING:
    from pathlib import Path
    from zipfile import ZipFile, ZipInfo

    from ..model import Sheet
    from .findings import Findings
    from .records import Submission, Unread

__all__ = ["ArchiveReader"]

_SHOWN_CHARS = 100


class ArchiveReader:
    """Reads a zip file of answers-JSON files.

    Args:
        sheet: The sheet that was answered.
        findings: Where to say what is wrong.
    """

    def __init__(self, sheet: Sheet, findings: Findings) -> None:
        self.sheet, self.findings = sheet, findings
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
            try:
                data = read_entry(package, entry, JSON_BYTES)
                left -= len(data) + 1_000
                source = probe_bytes(path, inner, data)
            except (PackageError, NotTextError) as error:
                message = f"{error.message}: file not graded"
                self.findings.error(error.code, inner, message, hint=error.hint)
                continue
            reader = JsonReader(self.sheet, self.findings)
            read = reader.read(source)
            self.submissions += reader.submissions
            self.unread += reader.unread
            files += [read] if read else []
        if not files:
            self.findings.error(
                "no-rows",
                name,
                "the zip file holds no answers-JSON file that could be read",
                hint="unpack it and name the files, if it holds others",
            )
        count = len(self.submissions)
        self.findings.note(
            f"{name}: zip file, {count} answers-JSON file{'' if count == 1 else 's'}"
        )
        return [InputFile(name, sha256, "zip", "", "", count), *files]

    def _wanted(self, entry: ZipInfo, name: str) -> bool:
        """Whether an entry may hold answers; what is left out is named."""
        base = entry.filename.rpartition("/")[2]
        if entry.is_dir() or base.startswith(".") or entry.filename.startswith("__MACOSX/"):
            return False
        if is_link(entry):
            self.findings.warn("link", name, "a link is not followed: not read")
            return False
        if not base.lower().endswith(".json"):
            message = "no answers-JSON file: not read"
            hint = "unpack the zip file and name this file itself"
            self.findings.warn("other-file", name, message, hint=hint)
            return False
        return True


def _printable(name: str) -> str:
    """Make a name from a zip file fit to be shown; nothing is ever written under it."""
    safe = "".join(char if char.isprintable() else "\ufffd" for char in name)
    return safe if len(safe) <= _SHOWN_CHARS else "…" + safe[-_SHOWN_CHARS:]
