"""Wide tables: a row a student and attempt, a column an item (or ``item.part``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .codes import clean_code
from .columns import find_columns
from .limits import CODE_CHARS
from .part_names import say_unknown_parts
from .records import Submission
from .responses import from_cell, from_parts
from .row_reader import RowReader

if TYPE_CHECKING:
    from ..model import Item
    from .columns import Columns
    from .opened import Opened
    from .records import InputFile
    from .rows import Row

__all__ = ["WideReader"]


class WideReader(RowReader):
    """Reads a wide table."""

    columns: Columns

    def read(self, opened: Opened) -> InputFile | None:
        """Read all rows that can be read; ``None`` if the file can't be used at all."""
        self.file = opened.name
        columns = find_columns(opened.table, self.sheet, opened.name, self.findings)
        if columns is None:
            return None
        self.columns = columns
        for item, place in columns.whole.items():
            self.date_cells(opened, place, item)
        for item, parts in columns.parts.items():
            for part, place in parts.items():
                self.date_cells(opened, place, f"{item}.{part}")
        self.walk(opened, columns.width, columns.student)
        return self.finish(opened, "wide")

    def take(self, row: Row, code: str) -> None:
        """Take one hand-in."""
        cells, columns = row.cells, self.columns
        responses = {}
        for item in self.sheet.items:
            if item.id in columns.whole:
                responses[item.id] = self._whole(item, cells[columns.whole[item.id]], row.line)
            elif item.id in columns.parts:
                parts = columns.parts[item.id].items()
                responses[item.id] = from_parts({part: from_cell(cells[at]) for part, at in parts})

        def cell(at: int | None) -> str:
            return "" if at is None else clean_code(cells[at])[:CODE_CHARS]

        attempt = columns.attempt
        self.submissions.append(
            Submission(
                code,
                self.file,
                row.line,
                responses,
                name=cell(columns.name),
                attempt=None if attempt is None else self.attempt(cells[attempt], row.line),
                time=" ".join(cells[columns.time].split()) if columns.time is not None else "",
                variant=cell(columns.variant),
            )
        )

    def _whole(self, item: Item, cell: str, line: int) -> str:
        """Read an item's one cell; of a JSON object, name the parts that the item has not."""
        response = from_cell(cell)
        say_unknown_parts(self.findings, self.file, line, item, response)
        return response
