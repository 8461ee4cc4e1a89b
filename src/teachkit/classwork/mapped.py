"""Reads a table by a mapping: each column has its role, each cell is written as its system does."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from .codes import clean_code
from .dialect import read_cell
from .findings import shown
from .limits import CODE_CHARS
from .mapping import MappingError, item_names, places
from .part_names import say_unknown_parts
from .prompts import Prompts
from .propose import ANONYMOUS
from .records import Submission
from .responses import from_cell, from_parts
from .row_reader import RowReader
from .systems import PLAIN, SYSTEMS
from .systems.vocabulary import NEVER, UNFINISHED, heading
from .unmapped import name_lacking

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Sheet
    from .findings import Findings
    from .mapping import ColumnRole, Mapping
    from .opened import Opened
    from .records import InputFile
    from .rows import Row

__all__ = ["MappedReader", "is_absent"]

_ABSENT = frozenset(["missing", "-", ""]) | NEVER


def is_absent(status: str, cells: Iterable[str]) -> bool:
    """Whether somebody handed in nothing: the status, as a heading, says so, and no cell."""
    return status in _ABSENT and all(cell.strip() in ("", "-") for cell in cells)


class MappedReader(RowReader):
    """Reads a table by a mapping.

    Args:
        sheet: The sheet that was answered.
        findings: Where to say what is wrong.
        mapping: What the columns mean.
    """

    def __init__(self, sheet: Sheet, findings: Findings, mapping: Mapping) -> None:
        super().__init__(sheet, findings)
        self.mapping = mapping
        self.system = SYSTEMS.get(mapping.system, PLAIN)
        self.prompts = Prompts(sheet)
        self._names = item_names(sheet)
        self._roles: dict[str, int] = {}
        self._items: dict[str, dict[str, tuple[int, ColumnRole]]] = {}
        self._shown: dict[str, int] = {}

    def read(self, opened: Opened) -> InputFile | None:
        """Read all rows that can be read; ``None`` if the mapping does not fit the file."""
        self.file = opened.name
        try:
            found = places(self.mapping, opened.table.header)
        except MappingError as error:
            self.findings.error(
                "bad-mapping",
                opened.name,
                f"{error.message}: the file was not read",
                line=opened.table.line,
                key=shown(error.header) if error.header else "",
                hint=error.hint,
            )
            return None
        for place, one in found.items():
            if one.role in ("item", "points"):
                item, part = self._names[one.item]
                self._items.setdefault(item, {})[part] = (place, one)
            elif one.role == "shown":
                self._shown[self._names[one.item][0]] = place
            else:
                self._roles[one.role] = place
        name_lacking(self.sheet, self._items, opened, self.findings)
        self._say_dates(opened)
        self.walk(opened, len(opened.table.header), self._roles["student"])
        return self.finish(opened, self.system.title)

    def _say_dates(self, opened: Opened) -> None:
        """Say of which answers a workbook kept a date and not what was typed."""
        for item, columns in self._items.items():
            for place, _ in columns.values():
                self.date_cells(opened, place, item)

    def _cell(self, row: Row, role: str) -> str:
        place = self._roles.get(role)
        return "" if place is None else row.cells[place]

    def _detail(self, row: Row, role: str) -> str:
        return clean_code(self._cell(row, role))

    def take(self, row: Row, code: str) -> None:
        """Take one hand-in, or note who handed in nothing."""
        if code.casefold() in ANONYMOUS:
            message = f"the student is {shown(code)}"
            self.no_student(row.line, message)
            return
        names = (self._detail(row, "first-name"), self._detail(row, "last-name"))
        name = self._detail(row, "name") or " ".join(filter(None, names))
        if "status" in self._roles and self._is_absent(row, code):
            self.absent[code] = name[:CODE_CHARS]
            return
        one = Submission(
            code,
            self.file,
            row.line,
            {},
            name=name[:CODE_CHARS],
            attempt=self.attempt(self._cell(row, "attempt"), row.line),
            time=" ".join(self._cell(row, "time").split())[:CODE_CHARS],
            variant=self._detail(row, "variant")[:CODE_CHARS],
        )
        for item in self.sheet.items:
            if item.id in self._items:
                self._answer(one, item.id, row)
        self.submissions.append(one)

    def _is_absent(self, row: Row, code: str) -> bool:
        status = heading(self._cell(row, "status"))
        if status in UNFINISHED:
            self.findings.warn(
                "unfinished",
                self.file,
                f"the attempt is {shown(status)}; graded as it is",
                line=row.line,
                key=shown(code),
            )
        cells = (row.cells[at] for item in self._items.values() for at, _ in item.values())
        return is_absent(status, cells)

    def _answer(self, one: Submission, item_id: str, row: Row) -> None:
        """Read the columns of an item."""
        columns = self._items[item_id]
        item = self.sheet.item(item_id)
        if "" not in columns:
            parts = {part: self._part(row.cells[at]) for part, (at, _) in columns.items()}
            one.responses[item_id] = from_parts(parts)
            return
        place, column = columns[""]
        cell = row.cells[place]
        if column.role == "points":
            self._points(one, item_id, cell, column, row)
            return
        response, fault = read_cell(item, cell, self.system.dialect)
        if response and not fault and item_id in self._shown:
            fault = self._other_question(item_id, row.cells[self._shown[item_id]])
        one.responses[item_id] = response
        say_unknown_parts(self.findings, self.file, row.line, item, response)
        if fault:
            one.faults[item_id] = fault
            self.findings.error(
                "unreadable-answer",
                self.file,
                f"{shown(cell.strip())}: {fault}: a person must look",
                line=row.line,
                key=f"{shown(one.student)}, {item_id}",
                hint="it is in the review; the rest of the row is graded",
            )

    def _part(self, cell: str) -> str:
        text = from_cell(cell)
        return "" if text.strip() in self.system.dialect.blanks else text

    def _other_question(self, item_id: str, cell: str) -> str:
        """Say if the student was asked something else, as with questions drawn at random."""
        asked = self.prompts.asked(cell)
        if asked == item_id or not cell.strip():
            return ""
        return f"another question was shown: {shown(cell)}"

    def _points(
        self, one: Submission, item_id: str, cell: str, column: ColumnRole, row: Row
    ) -> None:
        """Take points given elsewhere; an empty cell is not marked yet."""
        item = self.sheet.item(item_id)
        text = cell.strip().replace(",", ".")
        one.responses[item_id] = ""
        if not text:
            one.faults[item_id] = f"it has no points yet in {self.system.title}"
            return
        try:
            most = Fraction(column.out_of) if column.out_of else item.points
            credit = Fraction(text) / most if len(text) <= CODE_CHARS else Fraction(-1)
        except (ValueError, ZeroDivisionError):
            credit = Fraction(-1)
        if 0 <= credit <= 1:
            one.credits[item_id] = str(credit)
            return
        one.faults[item_id] = f"{shown(cell)} are no points out of {column.out_of or item.points}"
        self.findings.error(
            "bad-points",
            self.file,
            f"{one.faults[item_id]}: a person must look",
            line=row.line,
            key=f"{shown(one.student)}, {item_id}",
            hint="mend the number",
        )
