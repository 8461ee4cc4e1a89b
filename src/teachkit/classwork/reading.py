"""One run over the files of a class: each is recognised and given to its reader."""

from __future__ import annotations

from contextlib import closing
from hashlib import sha256
from typing import TYPE_CHECKING

from .answers_json import JsonReader
from .csv_file import open_csv
from .encoding import NotTextError, probe
from .layouts import known_names, proposed, reader_of
from .limits import TABLE_JSON_BYTES
from .package import PackageError, is_workbook, open_zip
from .records import InputFile
from .roster import read_roster
from .roster_file import open_roster
from .rows import BadRow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Protocol

    from ..model import Sheet
    from .encoding import TextFile
    from .findings import Findings
    from .json_records import Record
    from .mapping import Mapping
    from .opened import Opened
    from .records import Student, Submission, Unread

    class _Reader(Protocol):
        submissions: list[Submission]
        unread: list[Unread]


__all__ = ["Reading"]


class Reading:
    """One run over the files: what was read so far.

    Args:
        sheet: The sheet that was answered.
        findings: Where to say what is wrong.
        layout: How tables are laid out, if it is told.
    """

    def __init__(self, sheet: Sheet, findings: Findings, layout: str = "") -> None:
        self.sheet, self.findings, self.layout = sheet, findings, layout
        self.mapping: Mapping | None = None
        self.submissions: list[Submission] = []
        self.unread: list[Unread] = []
        self.absent: dict[str, str] = {}
        self.files: list[InputFile] = []
        self._hashes: dict[str, str] = {}

    def map_by(self, path: Path) -> None:
        """Read what columns mean from a file; it raises ``ProblemsError`` if it can't be used."""
        from .mapping_file import read_mapping  # noqa: PLC0415 - most classes need no mapping

        self.mapping = read_mapping(path, self.sheet)
        digest = sha256(path.read_bytes()).hexdigest()
        self.files.append(InputFile(str(path), digest, "mapping", "UTF-8"))

    def read(self, path: Path) -> None:
        """Read one file of answers, if it can be read."""
        self._guarded(path, lambda: self._read(path))

    def columns(self, path: Path) -> Mapping | None:
        """Propose what the columns of one file mean; ``None`` if it holds no table."""
        found: list[Mapping] = []

        def propose(opened: Opened) -> None:
            found.append(proposed(opened, self.sheet, self.layout)[1])

        self._guarded(path, lambda: self._read(path, propose))
        return found[0] if found else None

    def roster(self, path: Path) -> dict[str, Student] | None:
        """Read the roster; ``None`` if it can't be read."""
        name = str(path)
        try:
            opened = open_roster(path)
        except NotTextError as error:
            self.findings.error(error.code, name, error.message, hint=error.hint)
            return None
        except OSError as error:
            self._no_file(name, error)
            return None
        try:
            members, file = read_roster(opened, name, self.findings)
        except (OSError, UnicodeError) as error:
            message = f"could not be read to its end: {error}"
            self.findings.error("bad-roster", name, message, hint="run again")
            return None
        if file is None:
            return None
        self.files.append(file)
        return members

    def _guarded(self, path: Path, work: Callable[[], None]) -> None:
        """Run what reads a file; say what stopped it."""
        name = str(path)
        try:
            work()
        except PackageError as error:
            message = f"{error.message}: the file was not read"
            self.findings.error(error.code, name, message, hint=error.hint)
        except (OSError, UnicodeError) as error:  # it was changed or taken away meanwhile
            message = f"could not be read to its end: {error}"
            self.findings.error("no-file", name, message, hint="run again")

    def _read(self, path: Path, use: Callable[[Opened], None] | None = None) -> None:
        """Recognise what a file is kept in, and read it; or only hand it on as a table."""
        head = self._head(path)
        if head is None:
            return
        use = use or self._take_table
        if head.startswith(b"PK\x03\x04"):
            self._read_zip(path, use)
        elif head.startswith(b"PAR1"):
            from .parquet import open_parquet  # noqa: PLC0415 - only for Parquet

            if digest := self._hash(path):
                use(open_parquet(path, str(path), digest))
        elif (source := self._open(path)) and self._is_new(source.name, source.sha256):
            self._read_text(source, use)

    def _head(self, path: Path) -> bytes | None:
        try:
            with path.open("rb") as stream:
                return stream.read(4)
        except OSError as error:
            self._no_file(str(path), error)
        return None

    def _hash(self, path: Path) -> str:
        """Return the hash of a file that is no text; "" if it was read before."""
        digest = sha256()
        with path.open("rb") as stream:
            while piece := stream.read(1 << 20):
                digest.update(piece)
        return digest.hexdigest() if self._is_new(str(path), digest.hexdigest()) else ""

    def _is_new(self, name: str, digest: str) -> bool:
        if digest not in self._hashes:
            self._hashes[digest] = name
            return True
        message = f"the same content as {self._hashes[digest]}: read once"
        self.findings.warn("file-twice", name, message, hint="name it once")
        return False

    def _read_zip(self, path: Path, use: Callable[[Opened], None]) -> None:
        from .archive import ArchiveReader  # noqa: PLC0415 - only for zip files
        from .workbook import open_workbook  # noqa: PLC0415

        digest = self._hash(path)
        if not digest:
            return
        with closing(open_zip(path)) as package:
            if is_workbook(package):
                names = known_names(self.sheet)
                use(open_workbook(package, str(path), digest, names, self.findings))
                return
            reader = ArchiveReader(self.sheet, self.findings, lambda one: self._read_csv(one, use))
            self.files += reader.read(package, path, digest)
            self._keep(reader)

    def _read_text(self, source: TextFile, use: Callable[[Opened], None]) -> None:
        kind = _kind(source)
        if kind == "array":
            self._read_array(source, use)
        elif kind == "lines":
            from .json_records import read_lines  # noqa: PLC0415 - only for JSON Lines
            from .record_reader import RecordReader  # noqa: PLC0415

            records = RecordReader(self.sheet, self.findings)
            with source.open() as stream:
                self.files.append(records.read(source, read_lines(stream)))
            self._keep(records)
        elif kind == "object":
            reader = JsonReader(self.sheet, self.findings)
            read = reader.read(source)
            self._keep(reader)
            self.files += [read] if read else []
        else:
            self._read_csv(source, use)

    def _read_csv(self, source: TextFile, use: Callable[[Opened], None]) -> None:
        if opened := open_csv(source, known_names(self.sheet), self.findings):
            use(opened)

    def _read_array(self, source: TextFile, use: Callable[[Opened], None]) -> None:
        """Read an array of records: answers of our own, or another system's table."""
        from .json_records import Record, read_array  # noqa: PLC0415 - only for these
        from .json_table import open_json_table  # noqa: PLC0415
        from .record_reader import RecordReader, is_answer_record  # noqa: PLC0415

        if source.size > TABLE_JSON_BYTES:
            message = f"the file is over {TABLE_JSON_BYTES >> 20} MB"
            raise PackageError("file-too-big", message, "export it as CSV")
        records: list[Record | BadRow] = list(read_array(source))
        first = next((one for one in records if isinstance(one, Record)), None)
        if first is None:
            said = next((one.message for one in records if isinstance(one, BadRow)), "it is empty")
            raise PackageError("bad-json", said, "export it again")
        if is_answer_record(first.value, self.sheet):
            reader = RecordReader(self.sheet, self.findings)
            self.files.append(reader.read(source, records))
            self._keep(reader)
        else:
            use(open_json_table(source, records))

    def _take_table(self, opened: Opened) -> None:
        """Read a table by its layout."""
        opened, reader = reader_of(opened, self.sheet, self.findings, self.layout, self.mapping)
        if reader is None:
            return
        try:
            read = reader.read(opened)
        finally:
            self._keep(reader)
        self.absent |= reader.absent
        self.files += [read] if read else []

    def _keep(self, reader: _Reader) -> None:
        self.submissions += reader.submissions
        self.unread += reader.unread

    def _open(self, path: Path) -> TextFile | None:
        name = str(path)
        try:
            return probe(path, name)
        except NotTextError as error:
            self.findings.error(error.code, name, error.message, hint=error.hint)
        except OSError as error:
            self._no_file(name, error)
        return None

    def _no_file(self, name: str, error: OSError) -> None:
        self.findings.error(
            "no-file",
            name,
            f"can't be read: {error.strerror or error}",
            hint="check the file's name and who may read it",
        )


def _kind(source: TextFile) -> str:
    """Tell JSON Lines, an object, an array and CSV by the name, and else by the first letters."""
    suffix = source.path.suffix.lower() if source.data is None else ".json"
    if suffix in (".csv", ".tsv"):
        return "csv"
    with source.open() as stream:
        start = stream.read(4_000).lstrip()
    if suffix in (".jsonl", ".ndjson"):
        return "lines"
    if start.startswith("["):
        return "array"
    if suffix == ".json":
        return "object"
    if not start.startswith("{"):
        return "csv"
    first, _, rest = start.partition("\n")
    return "lines" if first.rstrip().endswith("}") and rest.lstrip().startswith("{") else "object"
