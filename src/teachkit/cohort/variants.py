"""Grades the rows of students who had one variant, counted apart, with what late work keeps."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from ..classwork import parse_time
from ..classwork.findings import shown
from ..gradebook.amounts import decimal, percent
from ..gradebook.spreadsheet import csv_cell
from ..late import Lateness, lateness, own_due
from ..variants import as_ids, plain_variant, unclear
from .book import plain_cell
from .rows import POINTS, RowLoop, waiting_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..classwork.rows import Row
    from ..model import Item, Sheet
    from ..variants import Variant, VariantMap
    from .counts import Counts
    from .person_rows import PersonRows
    from .reading import ItemCells, Read

__all__ = ["VariantLoop", "Weight"]

_TIMES = 100_000


class Weight(NamedTuple):
    """What an attempt is worth."""

    final: Fraction
    """Points so far, less what being late takes."""
    waiting: Fraction
    """What a person may still give, less the same."""


class VariantLoop(RowLoop):
    """Grades the rows of one variant in one file.

    Args:
        counts: Those of the variant.
        rows: What goes through the file.
        printed: The map that was printed with the variants, if there is one.
        name: The variant, as the map has it; "" if nobody knows which it was.
    """

    LATE: ClassVar[str] = "\0"

    def __init__(
        self, counts: Counts, rows: PersonRows, printed: VariantMap | None, name: str
    ) -> None:
        self._printed = printed
        self._variant = None if printed is None else printed.variants.get(name)
        self._rows = rows
        self.policy = counts.sheet.late
        super().__init__(counts, rows.columns, rows.students, rows.findings, rows.file)
        self._graded_rows = 0
        self._late: dict[tuple[str, str], Lateness] = {}

    @property
    def no_variant(self) -> bool:
        """Whether there is a map, and the variant is not on it."""
        return self._printed is not None and self._variant is None

    def cells(self, item: Item) -> ItemCells:
        """Return what reads an item's cells, with letters as the student saw them."""
        found = super().cells(item)
        if self._printed is None:
            return found
        return _Printed(found, item, self._variant, self.counts.sheet)

    def graded(self, code: str, name: str, row: Row, due: str) -> str:
        """Grade a row; return its line."""
        entries = self.entries(code, row.cells)
        packed = sum([entry[2] for entry in entries])
        self.hold(entries, packed)
        self._graded_rows += 1
        late = "" if self.policy is None else self._late_cells(code, row, due, packed)
        tail = self.tail_of(packed).replace(self.LATE, late)
        return f"{plain_cell(code)},{plain_cell(name)},{self.texts(entries)},{tail}\n"

    def weight(self, code: str, row: Row, due: str) -> Weight:
        """Say what a row is worth as an attempt, without counting it."""
        packed = sum([entry[2] for entry in self.entries(code, row.cells)])
        unit = self.counts.unit
        late = self._lateness(self._rows.time(row.cells), due)
        kept = Fraction(1) if late is None else late.kept
        total, waiting = packed & POINTS, waiting_in(packed)
        return Weight(Fraction(total, unit) * kept, Fraction(waiting, unit) * kept)

    def end(self) -> None:
        """Add up what is held."""
        self.lay_down()
        self.counts.count_students("graded", self._graded_rows)
        self.counts.count_missing(self.lacking, self._graded_rows)
        self._graded_rows = 0

    def _lateness(self, time: str, due: str) -> Lateness | None:
        if self.policy is None:
            return None
        found = self._late.get((time, due))
        if found is None:
            if len(self._late) > _TIMES:
                self._late.clear()
            found = self._late[time, due] = lateness(own_due(self.policy, due), parse_time(time))
        return found

    def _late_cells(self, code: str, row: Row, due: str, packed: int) -> str:
        """Write when it was handed in, and the sums less what being late takes."""
        time = self._rows.time(row.cells)
        late = self._lateness(time, due)
        if late is None:
            return ""
        if late.days is None:
            self._untimed(code, row, time)
        final = Fraction(packed & POINTS, self.counts.unit) * late.kept
        out_of, waiting = self.tail.out_of, Fraction(waiting_in(packed), self.counts.unit)
        cells = (
            csv_cell(time),
            "" if late.days is None else str(late.days),
            decimal(late.kept * 100),
            decimal(final),
            "" if waiting == out_of else percent(final, out_of),
        )
        return ",".join(cells) + ","

    def _untimed(self, code: str, row: Row, time: str) -> None:
        what = f"the time {shown(time)} can't be compared" if time else "no time"
        self.findings.warn(
            "late-unknown",
            self.file,
            f"{what}: nothing was taken away for being late",
            line=row.line,
            key=shown(code),
            hint="write times as 2026-03-04 09:05, with a zone if the due time has one",
        )


class _Printed:
    """Reads cells, and brings letters to what they stood for."""

    def __init__(self, cells: ItemCells, item: Item, variant: Variant | None, sheet: Sheet) -> None:
        self.places = cells.places
        self._cells, self._item, self._variant = cells, item, variant
        self._plain = plain_variant(sheet)

    def read(self, cells: Sequence[str]) -> Read:
        """Read them."""
        read = self._cells.read(cells)
        if self._variant is None:
            return read._replace(response=unclear(self._item, read.response, self._plain))
        return read._replace(response=as_ids(self._item, read.response, self._variant))
