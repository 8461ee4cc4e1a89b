"""The files of a large run: found, recognised, and their columns matched to the sheet."""

from __future__ import annotations

import codecs
import stat
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ..classwork.codes import clean_code
from ..classwork.encoding import NotTextError, TextFile, encoding_name, probe
from ..classwork.header import DELIMITERS, open_table
from ..classwork.inputs import RESULTS_MARK
from ..classwork.limits import FILES
from ..classwork.rows import BadRow
from .headers import columns_of, kind_of, names_known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..classwork.columns import Columns
    from ..classwork.findings import Findings
    from ..classwork.header import Table
    from ..classwork.mapping import Mapping
    from ..model import Sheet

__all__ = ["CSV", "PARQUET", "CsvSource", "files_of", "open_csv", "quick_probe"]

CSV = (".csv", ".tsv", ".txt")
PARQUET = (".parquet", ".pq")
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class CsvSource:
    """A CSV file that can be graded."""

    text: TextFile
    columns: Columns
    delimiter: str
    width: int
    header_line: int
    known: frozenset[str]
    """Names by which the header is known."""

    @property
    def name(self) -> str:
        """The file, as the user named it."""
        return self.text.name

    def record(self) -> dict[str, str]:
        """Say what was read, and how it was understood."""
        return {
            "file": self.text.path.name,
            "sha256": self.text.sha256,
            "format": kind_of(self.columns, "CSV"),
            "encoding": self.text.encoding,
            "delimiter": self.delimiter,
        }

    def codes(self) -> Iterator[tuple[str, int]]:
        """Yield code and line of each student, once more."""
        at = self.columns.student
        for row in self.table().rows:
            if not isinstance(row, BadRow) and len(row.cells) > at:
                yield clean_code(row.cells[at]), row.line

    def table(self) -> Table:
        """Open it anew, at its first row."""
        table = open_table(self.text, self.known)
        if table is None:
            raise OSError(f"{self.text.name}: the file was changed meanwhile")
        return table


def files_of(paths: Iterable[Path], findings: Findings, roster: str = "") -> list[Path]:
    """List the files of a run: as named; of folders the CSV and Parquet files, by name.

    Links and hidden files in a folder are left out, and earlier results; and the roster, which
    may lie among the answers.
    """
    found: list[Path] = []
    seen: set[tuple[int, int]] = set()
    apart = Path(roster).stat() if roster and Path(roster).is_file() else None
    for path in (inner for outer in paths for inner in _expand(outer)):
        try:
            status = path.stat()
        except OSError as error:
            message = f"can't be read: {error.strerror}"
            findings.error("no-file", str(path), message, hint="check the file's name")
            continue
        identity = (status.st_dev, status.st_ino)
        if apart is not None and identity == (apart.st_dev, apart.st_ino):
            findings.note(f"{path}: the roster; no answers read from it")
            continue
        if not stat.S_ISREG(status.st_mode) or path.suffix.lower() not in (*CSV, *PARQUET):
            findings.error(
                "no-file", str(path), "no CSV or Parquet file", hint="grade it as a class"
            )
        elif identity in seen:
            findings.warn("file-twice", str(path), "named twice: read once")
        elif len(found) == FILES:
            message = f"only the first {FILES:,} files were read"
            findings.error("too-many-files", str(path), message, hint="grade in several runs")
            break
        else:
            seen.add(identity)
            found.append(path)
    return found


def _expand(path: Path, depth: int = 2) -> Iterator[Path]:
    """Yield the path, or what a folder and the folders in it hold."""
    if not path.is_dir():
        yield path
        return
    entries = sorted(path.iterdir())
    if depth == 0 or any(one.name == RESULTS_MARK for one in entries):
        return
    for one in entries:
        if one.is_symlink() or one.name.startswith((".", "_", "~$")):
            continue
        if one.is_dir():
            yield from _expand(one, depth - 1)
        elif one.suffix.lower() in (*CSV, *PARQUET):
            yield one


def open_csv(
    path: Path, sheet: Sheet, findings: Findings, mapping: Mapping | None = None
) -> CsvSource | None:
    """Recognise a CSV file and match its columns; ``None`` if it can't be graded."""
    name = str(path)
    try:
        text = quick_probe(path.absolute(), name)
    except NotTextError as error:
        findings.error(error.code, name, error.message, hint=error.hint)
        return None
    except OSError as error:
        message = f"can't be read: {error.strerror or error}"
        findings.error("no-file", name, message, hint="check who may read it")
        return None
    known = names_known(sheet, mapping)
    table = open_table(text, known)
    if table is None:
        hint = "the first row names the columns: student, then item ids"
        findings.error("no-header", name, "no first row could be read", hint=hint)
        return None
    columns = columns_of(table, sheet, mapping, name, findings)
    if columns is None:
        return None
    parted = f"{encoding_name(text.encoding)}, {DELIMITERS[table.delimiter]}-separated"
    findings.note(f"{name}: {kind_of(columns, 'CSV')}, {parted}")
    return CsvSource(text, columns, table.delimiter, len(table.header), table.line, known)


def quick_probe(path: Path, name: str) -> TextFile:
    """Recognise a file's encoding; one of nothing but ASCII, as most are, at a glance.

    Raises:
        NotTextError: As `probe`.
        OSError: It cannot be read.
    """
    digest, size = sha256(), 0
    piece = bytearray(_PIECE)
    view = memoryview(piece)
    with path.open("rb", buffering=0) as stream:
        while count := stream.readinto(piece):
            part = piece if count == _PIECE else piece[:count]
            if not part.isascii() or (not size and part.startswith((b"\0", codecs.BOM_UTF8))):
                return probe(path, name)
            digest.update(view[:count])
            size += count
    if not size or piece[:1024].count(0):
        return probe(path, name)
    return TextFile(path, name, "utf-8", digest.hexdigest(), size)
