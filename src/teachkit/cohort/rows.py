"""The loop over rows: the standard library's csv, each different cell looked up once."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING

from ..classwork.codes import bad_code, clean_code
from ..classwork.findings import shown
from ..classwork.limits import CODE_CHARS
from ..classwork.responses import from_cell
from ..classwork.rows import BadRow
from .answers import parts_response
from .book import Tail, plain_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..classwork.columns import Columns
    from ..classwork.findings import Findings
    from ..classwork.rows import Row
    from .counts import Counts
    from .students import Students

__all__ = ["RowLoop"]

_UNDECODED = re.compile("[\\x00\ud800-\udfff]")
_BAD_CELLS = "a cell that holds the delimiter or a line break must stand in quotation marks"
_SHIFT = 16
_POINTS = 64
_MASK = (1 << _POINTS) - 1
_KNOWN_CELLS = 200_000
_HELD_ROWS = 2_000

_Entry = tuple[str, int, int]
"""Of a cell: text in the gradebook, number of the outcome, and a sum of everything that adds
up in a row: the points, above them 16 bits for each state, above them the waiting points."""


class RowLoop:
    """Grades the rows of one file.

    Args:
        counts: What is added up.
        columns: Which column holds what.
        students: Who was seen, and what could not be read.
        findings: Where to say what is wrong.
        file: The file, as the user named it.
    """

    def __init__(
        self, counts: Counts, columns: Columns, students: Students, findings: Findings, file: str
    ) -> None:
        self.counts, self.columns, self.file = counts, columns, file
        self.students, self.findings = students, findings
        items = counts.sheet.items
        read = {**columns.whole, **columns.parts}
        self.places = [place for place, item in enumerate(items) if item.id in read]
        self.lacking = [place for place, item in enumerate(items) if item.id not in read]
        self.tail = Tail(counts.sheet, counts.unit, [items[place].id for place in self.lacking])
        self._missing = ["missing" if item.id not in read else "" for item in items]
        self._cells = [_CellReader(counts, place, columns) for place in self.places]
        self._keys = [one.key for one in self._cells]
        self._known = [one.known.get for one in self._cells]
        self._tails: dict[int, str] = {}
        self._sums: dict[tuple[int, int], str] = {}
        self._held: list[tuple[list[_Entry], int]] = []

    def lines(self, rows: Iterable[Row | BadRow]) -> Iterator[str]:
        """Yield the line of each row that can be graded; name all others."""
        graded = 0
        for row in rows:
            if isinstance(row, BadRow):
                self._refuse_broken(row)
            elif line := self._line(row):
                graded += 1
                yield line
        self._lay_down()
        self.counts.count_students("graded", graded)
        self.counts.count_missing(self.lacking, graded)

    def _line(self, row: Row) -> str:
        """Grade a row; "" if it can't be."""
        columns, cells = self.columns, row.cells
        if len(cells) != columns.width and self._is_ragged(row):
            return ""
        text = "".join(cells)
        if (not text.isascii() or "\0" in text) and (found := _UNDECODED.search(text)):
            self._undecoded(row, found[0])
            return ""
        code = cells[columns.student]
        if len(code) > CODE_CHARS or not (code.isalnum() and code.isascii()):
            code = clean_code(code)
        if (not code.isalnum() or len(code) > CODE_CHARS) and (wrong := bad_code(code)):
            self.findings.error(
                "no-student",
                self.file,
                f"{wrong}: row not graded",
                line=row.line,
                key="student",
                hint="write the code in the row",
            )
            self.students.lose("", self.file, row.line, wrong)
            return ""
        self.students.see(code)
        name = "" if columns.name is None else clean_code(cells[columns.name])[:CODE_CHARS]
        return self._graded(code, name, cells)

    def _graded(self, code: str, name: str, cells: list[str]) -> str:
        if code in self.students.decided_alone:
            entries = [one.entry(cells, code) for one in self._cells]
        else:
            found = [get(key(cells)) for get, key in zip(self._known, self._keys, strict=True)]
            entries = [
                one.entry(cells, "") if entry is None else entry
                for entry, one in zip(found, self._cells, strict=True)
            ]
        packed = sum([entry[2] for entry in entries])
        self._held.append((entries, packed & _MASK))
        if len(self._held) >= _HELD_ROWS:
            self._lay_down()
        texts = [entry[0] for entry in entries]
        if self.lacking:
            every = self._missing.copy()
            for place, text in zip(self.places, texts, strict=True):
                every[place] = text
            texts = every
        tail = self._tails.get(packed) or self._tail(packed)
        return f"{plain_cell(code)},{plain_cell(name)},{','.join(texts)},{tail}\n"

    def _lay_down(self) -> None:
        """Count the rows that are held, an item at a time."""
        totals = [total for _, total in self._held]
        numbers = [[entry[1] for entry in entries] for entries, _ in self._held]
        columns = dict(zip(self.places, zip(*numbers, strict=True), strict=False))
        self.counts.add_rows(columns, totals)
        self._held.clear()

    def _tail(self, packed: int) -> str:
        """Write sums and counts; of both only a few thousand different ones occur."""
        total, rest = packed & _MASK, packed >> _POINTS
        states, waiting = rest & ((1 << 6 * _SHIFT) - 1), rest >> 6 * _SHIFT
        sums = self._sums.get((total, waiting))
        if sums is None:
            sums = self._sums[total, waiting] = self.tail.sums(total, waiting)
        each = {place: states >> place * _SHIFT & ((1 << _SHIFT) - 1) for place in range(6)}
        if len(self._tails) > _KNOWN_CELLS:
            self._tails.clear()
        tail = self._tails[packed] = f"{sums},{self.tail.counts(each)}"
        return tail

    def _is_ragged(self, row: Row) -> bool:
        """Refuse a row of another width; empty cells at its end do no harm."""
        columns, cells = self.columns, row.cells
        surplus = cells[columns.width :]
        if len(cells) > columns.width and not any(map(str.strip, surplus)):
            return False
        known = columns.student == 0 or not surplus
        code = clean_code(cells[columns.student]) if known and len(cells) > columns.student else ""
        fault = f"the row has {len(cells)} cells, but the header has {columns.width}"
        self._refuse(row.line, code, fault, _BAD_CELLS)
        return True

    def _undecoded(self, row: Row, char: str) -> None:
        fault, hint = "the row holds a NUL character", "export the file again"
        if char != "\0":
            fault, hint = "the row holds bytes that are not UTF-8", "save it again as UTF-8"
        self._refuse(row.line, clean_code(row.cells[self.columns.student]), fault, hint)

    def _refuse_broken(self, row: BadRow) -> None:
        code = ""
        if self.columns.student == 0:
            found = re.match(r'\s*"?([^",;\t|\r\n]{1,200})"?[,;\t|]', row.start)
            code = clean_code(found[1]) if found else ""
        many = "" if row.last_line <= row.line else f" (lines {row.line} to {row.last_line})"
        self._refuse(row.line, code, row.message + many, row.hint)

    def _refuse(self, line: int, student: str, fault: str, hint: str) -> None:
        code = "" if bad_code(student) else student
        who = f" (student {shown(code)})" if code else ""
        self.students.lose(code, self.file, line, fault)
        self.findings.error(
            "bad-row", self.file, f"{fault}: row{who} not graded", line=line, hint=hint
        )


class _CellReader:
    """Looks up the cells of one item."""

    def __init__(self, counts: Counts, place: int, columns: Columns) -> None:
        self.marker = counts.markers[place]
        item = self.marker.item.id
        parts = columns.parts.get(item)
        self._names = tuple(parts) if parts else ()
        places = tuple(parts.values()) if parts else (columns.whole[item],)
        self.key: Callable[[list[str]], object] = itemgetter(*places)
        """Gets from a row what decides: a cell, or several."""
        self._cells = places
        self.known: dict[object, _Entry] = {}
        self._made: dict[int, _Entry] = {}

    def entry(self, cells: list[str], student: str) -> _Entry:
        """Return what a row's cells for the item give, by marking them."""
        given = [cells[at] for at in self._cells]
        response = parts_response(self._names, given) if self._names else from_cell(given[0])
        number = self.marker.of(response, student)
        made = self._made.get(number)
        if made is None:
            one = self.marker.outcomes[number]
            signs = (one.waiting << 6 * _SHIFT) + (1 << one.state * _SHIFT)
            made = self._made[number] = (one.text, number, (signs << _POINTS) + one.points)
        if not student and not self.marker.single:
            if len(self.known) > _KNOWN_CELLS:
                self.known.clear()
            self.known[self.key(cells)] = made
        return made
