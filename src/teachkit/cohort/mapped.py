"""The columns of a file by a mapping: whose headers are a board's or a system's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from ..classwork.columns import Columns
from ..classwork.dialect import Dialect, read_cell
from ..classwork.findings import shown
from ..classwork.limits import CODE_CHARS, COLUMNS
from ..classwork.mapping import ColumnRole, MappingError, item_names, places
from ..classwork.prompts import Prompts
from ..classwork.responses import from_cell, from_parts
from ..classwork.systems import PLAIN, SYSTEMS
from ..classwork.unmapped import say_lacking
from ..model import Use
from .reading import Read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..classwork.findings import Findings
    from ..classwork.header import Table
    from ..classwork.mapping import Mapping
    from ..model import Item, Sheet

__all__ = ["MappedCells", "MappedColumns", "mapped_columns"]


@dataclass(slots=True)
class MappedColumns(Columns):
    """Columns whose cells are written as a system writes them."""

    system: str = PLAIN.name
    roles: dict[int, ColumnRole] = field(default_factory=dict)
    """Column to its role, of those with answers or points."""
    shown: dict[str, int] = field(default_factory=dict)
    """Item id to the column with the question as the student saw it."""
    first_name: int | None = None
    last_name: int | None = None
    status: int | None = None

    @property
    def by_person(self) -> bool:
        """Whether each row has to be looked at: a name of two cells, or who handed in nothing."""
        return self.status is not None or self.first_name is not None or self.last_name is not None


def mapped_columns(
    table: Table, mapping: Mapping, sheet: Sheet, file: str, findings: Findings
) -> MappedColumns | None:
    """Match a header to a mapping; ``None`` if it does not fit, which is said."""
    if len(table.header) > COLUMNS:
        message = f"there are more than {COLUMNS:,} columns"
        findings.error("too-many-columns", file, message, hint="is this the right file?")
        return None
    try:
        found = places(mapping, table.header)
    except MappingError as error:
        key = shown(error.header) if error.header else ""
        message = f"{error.message}: the file was not read"
        findings.error("bad-mapping", file, message, line=table.line, key=key, hint=error.hint)
        return None
    columns = _columns(mapping, found, len(table.header), sheet)
    lacking = [one for one in sheet.items if one.id not in {**columns.whole, **columns.parts}]
    asked = [one.id for one in lacking if one.use is not Use.PRACTICE]
    practice = [one.id for one in lacking if one.use is Use.PRACTICE]
    say_lacking(findings, file, table.line, asked, practice)
    return columns


def _columns(
    mapping: Mapping, found: dict[int, ColumnRole], width: int, sheet: Sheet
) -> MappedColumns:
    names, own = item_names(sheet), {one.role: at for at, one in found.items()}
    columns = MappedColumns(
        width=width,
        student=own["student"],
        name=own.get("name"),
        attempt=own.get("attempt"),
        time=own.get("time"),
        variant=own.get("variant"),
        system=mapping.system,
        first_name=own.get("first-name"),
        last_name=own.get("last-name"),
        status=own.get("status"),
    )
    for at, one in found.items():
        if one.role == "shown":
            columns.shown[names[one.item][0]] = at
        elif one.role in ("item", "points"):
            item, part = names[one.item]
            columns.roles[at] = one
            if part:
                columns.parts.setdefault(item, {})[part] = at
            else:
                columns.whole[item] = at
    return columns


class MappedCells:
    """Reads the cells of one item as `classwork.mapped` does, each different one once.

    Args:
        item: The item.
        columns: Where its cells stand.
        sheet: The sheet, to tell which question was shown.
    """

    def __init__(self, item: Item, columns: MappedColumns, sheet: Sheet) -> None:
        self.item = item
        self._system = SYSTEMS.get(columns.system, PLAIN)
        self._parts = tuple(columns.parts.get(item.id, {}))
        self._prompts = Prompts(sheet) if item.id in columns.shown else None
        if self._parts:
            self._role = None
            self.places = tuple(columns.parts[item.id].values())
            return
        at = columns.whole[item.id]
        self._role = columns.roles[at]
        points = self._role.role == "points"
        beside = () if points or self._prompts is None else (columns.shown[item.id],)
        self.places = (at, *beside)

    def read(self, cells: Sequence[str]) -> Read:
        """Read them."""
        dialect = self._system.dialect
        if self._role is None:
            pairs = zip(self._parts, cells, strict=True)
            return Read(from_parts({part: _part(cell, dialect) for part, cell in pairs}))
        if self._role.role == "points":
            return self._points(cells[0], self._role)
        response, fault = read_cell(self.item, cells[0], dialect)
        if response and not fault and len(cells) > 1:
            fault = self._other_question(cells[1])
        return Read(response, fault)

    def _other_question(self, cell: str) -> str:
        """Say if the student was asked something else, as with questions drawn at random."""
        if not cell.strip() or (self._prompts and self._prompts.asked(cell) == self.item.id):
            return ""
        return f"another question was shown: {shown(cell)}"

    def _points(self, cell: str, role: ColumnRole) -> Read:
        """Take points given elsewhere; an empty cell is not marked yet."""
        text = cell.strip().replace(",", ".")
        if not text:
            return Read("", f"it has no points yet in {self._system.title}")
        try:
            most = Fraction(role.out_of) if role.out_of else self.item.points
            credit = Fraction(text) / most if len(text) <= CODE_CHARS else Fraction(-1)
        except (ValueError, ZeroDivisionError):
            credit = Fraction(-1)
        if 0 <= credit <= 1:
            return Read("", "", str(credit))
        return Read("", f"{shown(cell)} are no points out of {role.out_of or self.item.points}")


def _part(cell: str, dialect: Dialect) -> str:
    text = from_cell(cell)
    return "" if text.strip() in dialect.blanks else text
