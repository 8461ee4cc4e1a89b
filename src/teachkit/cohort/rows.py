"""The loop over rows: the standard library's csv, each different cell looked up once."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar

from ..classwork.codes import bad_code, clean_code
from ..classwork.findings import shown
from ..classwork.limits import CODE_CHARS
from ..classwork.rows import BadRow
from .book import Tail, plain_cell
from .reading import cells_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..classwork.columns import Columns
    from ..classwork.findings import Findings
    from ..classwork.rows import Row
    from ..model import Item
    from .answers import ItemMarker
    from .counts import Counts
    from .reading import ItemCells
    from .students import Students

__all__ = ["POINTS", "CellReader", "Entry", "RowLoop", "waiting_in"]

_UNDECODED = re.compile("[\\x00\ud800-\udfff]")
_BAD_CELLS = "a cell that holds the delimiter or a line break must stand in quotation marks"
_SHIFT = 16
_POINTS = 64
POINTS = (1 << _POINTS) - 1
"""Of a packed sum: the points."""
_KNOWN_CELLS = 200_000
_HELD_ROWS = 2_000

Entry = tuple[str, int, int]
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

    LATE: ClassVar[str] = ""
    """What stands for the cells of late work in a line."""

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
        markers = [counts.markers[place] for place in self.places]
        self.readers = [CellReader(one, self.cells(one.item)) for one in markers]
        self._keys = [one.key for one in self.readers]
        self._known = [one.known.get for one in self.readers]
        self._tails: dict[int, str] = {}
        self._sums: dict[tuple[int, int], str] = {}
        self._held: list[tuple[list[Entry], int]] = []

    def lines(self, rows: Iterable[Row | BadRow]) -> Iterator[str]:
        """Yield the line of each row that can be graded; name all others."""
        graded = 0
        for row in rows:
            if isinstance(row, BadRow):
                self.refuse_broken(row)
            elif line := self.line(row):
                graded += 1
                yield line
        self.lay_down()
        self.counts.count_students("graded", graded)
        self.counts.count_missing(self.lacking, graded)

    def line(self, row: Row) -> str:
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
            self.no_student(row.line, wrong)
            return ""
        return self.take(code, row)

    def take(self, code: str, row: Row) -> str:
        """Grade a row that has all its cells, and a code that can be used."""
        self.students.see(code)
        name = self.name(row.cells)
        entries = self.entries(code, row.cells)
        packed = sum([entry[2] for entry in entries])
        self.hold(entries, packed)
        tail = self._tails.get(packed) or self._tail(packed)
        return f"{plain_cell(code)},{plain_cell(name)},{self.texts(entries)},{tail}\n"

    def name(self, cells: list[str]) -> str:
        """Return the name in a row; "" if there is none."""
        at = self.columns.name
        return "" if at is None else clean_code(cells[at])[:CODE_CHARS]

    def cells(self, item: Item) -> ItemCells:
        """Return what reads an item's cells."""
        return cells_of(item, self.columns, self.counts.sheet)

    def no_student(self, line: int, wrong: str) -> None:
        """Name a row that can't be given to anybody."""
        hint = "write the code in the row"
        self.findings.error(
            "no-student", self.file, f"{wrong}: row not graded", line=line, key="student", hint=hint
        )
        self.students.lose("", self.file, line, wrong)

    def entries(self, code: str, cells: list[str]) -> list[Entry]:
        """Look up the cells of all items."""
        if code in self.students.decided_alone:
            return [one.entry(cells, code) for one in self.readers]
        found = [get(key(cells)) for get, key in zip(self._known, self._keys, strict=True)]
        return [
            one.entry(cells, "") if entry is None else entry
            for entry, one in zip(found, self.readers, strict=True)
        ]

    def hold(self, entries: list[Entry], packed: int) -> None:
        """Count a row; it is held until there are many."""
        self._held.append((entries, packed & POINTS))
        if len(self._held) >= _HELD_ROWS:
            self.lay_down()

    def texts(self, entries: list[Entry]) -> str:
        """Write the cells of all items."""
        texts = [entry[0] for entry in entries]
        if self.lacking:
            every = self._missing.copy()
            for place, text in zip(self.places, texts, strict=True):
                every[place] = text
            texts = every
        return ",".join(texts)

    def lay_down(self) -> None:
        """Count the rows that are held, an item at a time."""
        totals = [total for _, total in self._held]
        numbers = [[entry[1] for entry in entries] for entries, _ in self._held]
        columns = dict(zip(self.places, zip(*numbers, strict=True), strict=False))
        self.counts.add_rows(columns, totals)
        self._held.clear()

    def tail_of(self, packed: int) -> str:
        """Return sums and counts of a row."""
        return self._tails.get(packed) or self._tail(packed)

    def _tail(self, packed: int) -> str:
        """Write sums and counts; of both only a few thousand different ones occur."""
        total, waiting = packed & POINTS, waiting_in(packed)
        states = packed >> _POINTS & ((1 << 6 * _SHIFT) - 1)
        sums = self._sums.get((total, waiting))
        if sums is None:
            sums = self._sums[total, waiting] = self.tail.sums(total, waiting)
        each = {place: states >> place * _SHIFT & ((1 << _SHIFT) - 1) for place in range(6)}
        if len(self._tails) > _KNOWN_CELLS:
            self._tails.clear()
        tail = self._tails[packed] = f"{sums},{self.LATE}{self.tail.counts(each)}"
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

    def refuse_broken(self, row: BadRow) -> None:
        """Name a row that could not be split, and its student if the code comes first."""
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


def waiting_in(packed: int) -> int:
    """Return the points of a packed sum that wait for a person."""
    return packed >> _POINTS + 6 * _SHIFT


class CellReader:
    """Looks up the cells of one item."""

    def __init__(self, marker: ItemMarker, cells: ItemCells) -> None:
        self.marker, self.cells = marker, cells
        self.key: Callable[[list[str]], object] = itemgetter(*cells.places)
        """Gets from a row what decides: a cell, or several."""
        self.known: dict[object, Entry] = {}
        self._made: dict[int, Entry] = {}

    def entry(self, cells: list[str], student: str) -> Entry:
        """Return what a row's cells for the item give, by marking them."""
        read = self.cells.read([cells[at] for at in self.cells.places])
        number = self.marker.of_read(read, student)
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
