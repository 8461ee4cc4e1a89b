"""Walks the rows of a table: what can't be read is named, and whose it is if that is sure.

What a row means is said by those who extend `RowReader`: wide, long, or by a mapping.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from .codes import bad_code, clean_code
from .findings import shown
from .limits import CELL_CHARS, ROWS, TEXT_CHARS
from .records import Unread
from .rows import BadRow

if TYPE_CHECKING:
    from ..model import Sheet
    from .findings import Findings
    from .opened import Opened
    from .records import InputFile, Submission
    from .rows import Row

__all__ = ["RowReader", "attempt_number"]

_ATTEMPT = re.compile(r"\s*(\d{1,6})(?:\.0+)?\s*", re.ASCII)
_UNDECODED = re.compile("[\\x00\ud800-\udfff]")
_QUOTE = "a cell that holds the delimiter or a line break must stand in quotation marks"


def attempt_number(cell: str) -> int | None:
    """Read the number of an attempt; ``None`` if the cell holds none."""
    found = _ATTEMPT.fullmatch(cell)
    return int(found[1]) if found else None


class RowReader(ABC):
    """Reads the rows of a table.

    Args:
        sheet: The sheet that was answered.
        findings: Where to say what is wrong.
    """

    limit: ClassVar[int] = ROWS
    """Rows of one file that are read."""

    def __init__(self, sheet: Sheet, findings: Findings) -> None:
        self.sheet, self.findings = sheet, findings
        self.submissions: list[Submission] = []
        self.unread: list[Unread] = []
        self.absent: dict[str, str] = {}
        """Code to name of those whom the file lists without any work."""
        self.file = ""
        self._width = 0
        self._student: int | None = None

    @abstractmethod
    def read(self, opened: Opened) -> InputFile | None:
        """Read all rows that can be read; ``None`` if the file can't be used at all."""

    @abstractmethod
    def take(self, row: Row, code: str) -> None:
        """Take a row that has all its cells, and a code that can be used."""

    def walk(self, opened: Opened, width: int, student: int | None) -> None:
        """Go through the rows.

        Args:
            opened: The file.
            width: How many cells the header has.
            student: The column of the student's code; ``None`` if `take` finds it.
        """
        self._width, self._student = width, student
        chars = 0
        for count, row in enumerate(opened.table.rows, start=1):
            chars += 0 if isinstance(row, BadRow) else sum(map(len, row.cells))
            if count > self.limit or chars > TEXT_CHARS:
                self.findings.error(
                    "too-many-rows",
                    self.file,
                    f"only {count - 1:,} rows were read",
                    line=row.line,
                    hint="split it into several files",
                )
                return
            if isinstance(row, BadRow):
                self._refuse_broken(row)
            else:
                self._read_row(row)

    def finish(self, opened: Opened, layout: str) -> InputFile:
        """Say what was recognised, and that there is nothing if so."""
        count = len(self.submissions)
        if not count and not self.absent:
            self.findings.error(
                "no-rows",
                self.file,
                "no row with answers could be read",
                hint="below the header stands one row a student",
            )
        self.findings.note(opened.sentence(layout, count))
        return opened.file(layout, count)

    def date_cells(self, opened: Opened, place: int, item: str) -> None:
        """Say if a workbook keeps dates in a column of answers, and not what was typed."""
        if place in opened.dates:
            first, count = opened.dates[place]
            self.findings.warn(
                "date-cell",
                self.file,
                f"{count} cell{'' if count == 1 else 's'} from here on hold a date and no text: "
                "read as 1949-04-04; how it was typed can't be told",
                line=first,
                key=item,
                hint="format the column as text before the answers are entered",
            )

    def _read_row(self, row: Row) -> None:
        width, at = self._width, self._student
        cells, surplus = row.cells[:width], row.cells[width:]
        fault, hint = "", ""
        if len(cells) < width or any(map(str.strip, surplus)):
            fault = f"the row has {len(row.cells)} cells, but the header has {width}"
            hint = _QUOTE
        elif found := _UNDECODED.search("".join(cells)):
            fault = "the row holds a NUL character"
            hint = "export the file again"
            if found[0] != "\0":
                fault, hint = "the row holds bytes that are not UTF-8", "save it again as UTF-8"
        elif max(map(len, cells)) > CELL_CHARS:
            fault = f"a cell is longer than {CELL_CHARS:,} characters"
            hint = "shorten the answer, or mark this student by hand"
        # A surplus cell may have pushed a code out of its place, unless the code comes first.
        known = at is not None and (at == 0 or not surplus)
        code = clean_code(cells[at]) if known and at is not None and at < len(cells) else ""
        if fault:
            self.refuse(row.line, code, fault, hint)
        elif at is not None and (wrong := bad_code(code)):
            self.no_student(row.line, wrong)
        else:
            self.take(row, code)

    def no_student(self, line: int, wrong: str) -> None:
        """Name a row that can't be given to anybody."""
        self.findings.error(
            "no-student",
            self.file,
            f"{wrong}: row not graded",
            line=line,
            key="student",
            hint="write the code in the row",
        )

    def attempt(self, cell: str, line: int) -> int | None:
        """Read the number of an attempt; ``None`` if there is none."""
        number = attempt_number(cell)
        if number is None and cell.strip():
            self.findings.warn(
                "bad-attempt",
                self.file,
                f"{shown(cell)} is no number",
                line=line,
                key="attempt",
                hint="number the attempts 1, 2, 3",
            )
        return number

    def _refuse_broken(self, row: BadRow) -> None:
        """Name a row that could not be split, and its student if the code comes first."""
        code = ""
        if self._student == 0:
            found = re.match(r'\s*"?([^",;\t|\r\n]{1,200})"?[,;\t|]', row.start)
            code = clean_code(found[1]) if found else ""
        many = "" if row.last_line <= row.line else f" (lines {row.line} to {row.last_line})"
        self.refuse(row.line, code, row.message + many, row.hint)

    def refuse(self, line: int, student: str, fault: str, hint: str) -> None:
        """Name a row that is not graded, and its student if known."""
        who = ""
        if student and not bad_code(student):
            who = f" (student {shown(student)})"
            self.unread.append(Unread(student, self.file, line, fault))
        self.findings.error(
            "bad-row", self.file, f"{fault}: row{who} not graded", line=line, hint=hint
        )
