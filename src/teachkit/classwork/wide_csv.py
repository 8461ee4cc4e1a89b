"""Wide CSV: a row a student and attempt, a column an item (or ``item.part``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .codes import bad_code, clean_code
from .columns import find_columns, known_columns
from .encoding import encoding_name
from .findings import shown
from .header import DELIMITERS, open_table
from .limits import CODE_CHARS, CSV_BYTES, ROWS
from .records import InputFile, Submission, Unread
from .responses import from_cell, from_parts
from .rows import BadRow

if TYPE_CHECKING:
    from ..model import Sheet
    from .columns import Columns
    from .encoding import TextFile
    from .findings import Findings
    from .header import Table
    from .rows import Row

__all__ = ["CsvReader"]

_ATTEMPT = re.compile(r"\s*(\d{1,6})(?:\.0+)?\s*")
_UNDECODED = re.compile("[\\x00\ud800-\udfff]")


class CsvReader:
    """Reads a wide CSV file.

    Args:
        sheet: The sheet that was answered.
        findings: Where to say what is wrong.
    """

    def __init__(self, sheet: Sheet, findings: Findings) -> None:
        self.sheet, self.findings = sheet, findings
        self.submissions: list[Submission] = []
        self.unread: list[Unread] = []
        self._file = ""

    def read(self, source: TextFile) -> InputFile | None:
        """Read all rows that can be read; ``None`` if the file can't be used at all."""
        self._file = source.name
        table = self._open(source)
        columns = find_columns(table, self.sheet, source.name, self.findings) if table else None
        if table is None or columns is None:
            return None
        self._read_rows(table, columns)
        rows = len(self.submissions)
        if not rows:
            self.findings.error(
                "no-rows",
                source.name,
                "no row with answers could be read",
                hint="below the header stands one row a student",
            )
        encoding, delimiter = encoding_name(source.encoding), DELIMITERS[table.delimiter]
        self.findings.note(
            f"{source.name}: wide CSV, {encoding}, {delimiter}-separated, "
            f"{rows} row{'' if rows == 1 else 's'}"
        )
        return InputFile(source.name, source.sha256, "wide CSV", encoding, delimiter, rows)

    def _open(self, source: TextFile) -> Table | None:
        if source.size > CSV_BYTES:
            self.findings.error(
                "file-too-big",
                source.name,
                f"the file is over {CSV_BYTES >> 20} MB",
                hint="split it into several files",
            )
            return None
        table = open_table(source, known_columns(self.sheet))
        if table is None:
            self.findings.error(
                "no-header",
                source.name,
                "no first row could be read",
                hint="the first row names the columns: student, then item ids",
            )
        return table

    def _read_rows(self, table: Table, columns: Columns) -> None:
        for count, row in enumerate(table.rows, start=1):
            if count > ROWS:
                self.findings.error(
                    "too-many-rows",
                    self._file,
                    f"only {ROWS:,} rows were read",
                    line=row.line,
                    hint="split it into several files",
                )
                return
            if isinstance(row, BadRow):
                self._refuse_broken(row, columns)
            else:
                self._read_row(row, columns)

    def _read_row(self, row: Row, columns: Columns) -> None:
        cells, surplus = row.cells[: columns.width], row.cells[columns.width :]
        fault, hint = "", ""
        if len(cells) < columns.width or any(map(str.strip, surplus)):
            fault = f"the row has {len(row.cells)} cells, but the header has {columns.width}"
            hint = "a cell that holds the delimiter or a line break must stand in quotation marks"
        elif found := _UNDECODED.search("".join(cells)):
            fault = "the row holds a NUL character"
            hint = "export the file again"
            if found[0] != "\0":
                fault, hint = "the row holds bytes that are not UTF-8", "save it again as UTF-8"
        # A surplus cell may have pushed a code out of its place, unless the code comes first.
        known = columns.student == 0 or not surplus
        code = ""
        if known and columns.student < len(cells):
            code = clean_code(cells[columns.student])
        if fault:
            self._refuse("bad-row", row.line, code, fault, hint)
            return
        if wrong := bad_code(code):
            self.findings.error(
                "no-student",
                self._file,
                f"{wrong}: row not graded",
                line=row.line,
                key="student",
                hint="write the code in the row",
            )
            return
        self._take(row, code, columns)

    def _take(self, row: Row, code: str, columns: Columns) -> None:
        cells = row.cells
        responses = {}
        for item in self.sheet.items:
            if item.id in columns.whole:
                responses[item.id] = from_cell(cells[columns.whole[item.id]])
            elif item.id in columns.parts:
                parts = columns.parts[item.id].items()
                responses[item.id] = from_parts({part: from_cell(cells[at]) for part, at in parts})
        self.submissions.append(
            Submission(
                code,
                self._file,
                row.line,
                responses,
                name="" if columns.name is None else clean_code(cells[columns.name])[:CODE_CHARS],
                attempt=self._attempt(row, columns),
                time=" ".join(cells[columns.time].split()) if columns.time is not None else "",
            )
        )

    def _attempt(self, row: Row, columns: Columns) -> int | None:
        if columns.attempt is None:
            return None
        cell = row.cells[columns.attempt]
        if found := _ATTEMPT.fullmatch(cell):
            return int(found[1])
        if cell.strip():
            self.findings.warn(
                "bad-attempt",
                self._file,
                f"{shown(cell)} is no number",
                line=row.line,
                key="attempt",
                hint="number the attempts 1, 2, 3",
            )
        return None

    def _refuse_broken(self, row: BadRow, columns: Columns) -> None:
        """Name a row that could not be split, and its student if the code comes first."""
        code = ""
        if columns.student == 0:
            found = re.match(r'\s*"?([^",;\t|\r\n]{1,200})"?[,;\t|]', row.start)
            code = clean_code(found[1]) if found else ""
        many = "" if row.last_line <= row.line else f" (lines {row.line} to {row.last_line})"
        self._refuse("bad-row", row.line, code, row.message + many, row.hint)

    def _refuse(self, code: str, line: int, student: str, fault: str, hint: str) -> None:
        who = ""
        if student and not bad_code(student):
            who = f" (student {shown(student)})"
            self.unread.append(Unread(student, self._file, line, fault))
        self.findings.error(code, self._file, f"{fault}: row{who} not graded", line=line, hint=hint)
