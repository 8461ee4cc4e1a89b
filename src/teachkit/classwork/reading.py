"""One run over the files of a class: each is recognised and given to its reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .answers_json import JsonReader
from .encoding import NotTextError, probe
from .roster import read_roster
from .wide_csv import CsvReader

if TYPE_CHECKING:
    from pathlib import Path

    from ..model import Sheet
    from .encoding import TextFile
    from .findings import Findings
    from .records import InputFile, Student, Submission, Unread

__all__ = ["Reading"]


class Reading:
    """One run over the files: what was read so far."""

    def __init__(self, sheet: Sheet, findings: Findings) -> None:
        self.sheet, self.findings = sheet, findings
        self.submissions: list[Submission] = []
        self.unread: list[Unread] = []
        self.files: list[InputFile] = []
        self._hashes: dict[str, str] = {}

    def read(self, path: Path) -> None:
        """Read one file of answers, if it can be read."""
        source = self._open(path)
        if source is None:
            return
        if source.sha256 in self._hashes:
            self.findings.warn(
                "file-twice",
                source.name,
                f"the same content as {self._hashes[source.sha256]}: read once",
                hint="name it once",
            )
            return
        self._hashes[source.sha256] = source.name
        try:
            kind = JsonReader if _is_json(source) else CsvReader
            reader = kind(self.sheet, self.findings)
            read = reader.read(source)
        except (OSError, UnicodeError) as error:  # it was changed or taken away meanwhile
            self.findings.error(
                "no-file", source.name, f"could not be read to its end: {error}", hint="run again"
            )
            return
        self.submissions += reader.submissions
        self.unread += reader.unread
        if read is not None:
            self.files.append(read)

    def roster(self, path: Path) -> dict[str, Student] | None:
        """Read the roster; ``None`` if it can't be read."""
        source = self._open(path)
        if source is None:
            return None
        try:
            members, file = read_roster(source, self.findings)
        except (OSError, UnicodeError) as error:
            self.findings.error(
                "bad-roster",
                source.name,
                f"could not be read to its end: {error}",
                hint="run again",
            )
            return None
        if file is None:
            return None
        self.files.append(file)
        return members

    def _open(self, path: Path) -> TextFile | None:
        name = str(path)
        try:
            return probe(path, name)
        except NotTextError as error:
            self.findings.error(error.code, name, error.message, hint=error.hint)
        except OSError as error:
            self.findings.error(
                "no-file",
                name,
                f"can't be read: {error.strerror or error}",
                hint="check the file's name and who may read it",
            )
        return None


def _is_json(source: TextFile) -> bool:
    """Tell by the name, and where that says nothing by the first letter."""
    if source.path.suffix.lower() in (".csv", ".tsv"):
        return False
    if source.path.suffix.lower() == ".json":
        return True
    with source.open() as stream:
        return stream.read(1_000).lstrip().startswith("{")
