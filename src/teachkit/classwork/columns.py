"""Matches the columns of a wide table to the items of a sheet, and says what did not match."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..errors import did_you_mean
from ..model import Claims, Cloze, Match, Use
from .findings import shown
from .header import column_name
from .limits import COLUMNS
from .unmapped import say_lacking

if TYPE_CHECKING:
    from ..model import Item, Sheet
    from .findings import Findings
    from .header import Table

__all__ = ["Columns", "find_columns", "item_parts", "known_columns"]

_DETAILS = {
    "name": "name",
    "attempt": "attempt",
    "time": "time",
    "timestamp": "time",
    "variant": "variant",
}
"""Optional columns, and the field of `Columns` that each fills."""


@dataclass(slots=True)
class Columns:
    """Which column of a wide table holds what; columns are counted from 0."""

    width: int
    student: int
    name: int | None = None
    attempt: int | None = None
    time: int | None = None
    variant: int | None = None
    whole: dict[str, int] = field(default_factory=dict)
    """Item id to its column."""
    parts: dict[str, dict[str, int]] = field(default_factory=dict)
    """Item id to part id to its column."""


def item_parts(item: Item) -> tuple[str, ...]:
    """Return the ids of an item's parts; most kinds have none."""
    match item:
        case Cloze():
            return tuple(gap.id for gap in item.gaps)
        case Match():
            return tuple(pair.id for pair in item.pairs)
        case Claims():
            return tuple(claim.id for claim in item.claims)
        case _:
            return ()


def _item_columns(sheet: Sheet) -> list[str]:
    names = []
    for item in sheet.items:
        names += [item.id, *(f"{item.id}.{part}" for part in item_parts(item))]
    return names


def known_columns(sheet: Sheet) -> set[str]:
    """Return every name that a column of a wide or long table may have."""
    return {"student", "item", "part", "response", *_DETAILS, *_item_columns(sheet)}


def find_columns(table: Table, sheet: Sheet, file: str, findings: Findings) -> Columns | None:
    """Match the header to the sheet; ``None`` if the file can't be used at all."""
    return _Matcher(table, sheet, file, findings).columns()


class _Matcher:
    """One header at work: ``places`` holds the columns not yet taken."""

    def __init__(self, table: Table, sheet: Sheet, file: str, findings: Findings) -> None:
        self.table, self.sheet, self.file, self.findings = table, sheet, file, findings
        self.lacking: list[str] = []
        self.practice: list[str] = []
        self.places: dict[str, list[int]] = {}
        for place, cell in enumerate(table.header):
            if name := column_name(cell):
                self.places.setdefault(name, []).append(place)

    def columns(self) -> Columns | None:
        if len(self.table.header) > COLUMNS:
            self._error(
                "too-many-columns",
                "",
                f"there are more than {COLUMNS:,} columns",
                "is this the right file?",
            )
            return None
        students = self.places.pop("student", [])
        if len(students) != 1:
            self._no_student(students)
            return None
        if not self.places.keys() & set(_item_columns(self.sheet)):
            self._no_items()
            return None
        columns = Columns(width=len(self.table.header), student=students[0])
        for item in self.sheet.items:
            self._take_item(columns, item)
        say_lacking(self.findings, self.file, self.table.line, self.lacking, self.practice)
        self._take_details(columns)
        self._unknown()
        return columns

    def _error(self, code: str, key: str, message: str, hint: str) -> None:
        self.findings.error(code, self.file, message, line=self.table.line, key=key, hint=hint)

    def _no_student(self, students: list[int]) -> None:
        head = ", ".join(shown(cell) for cell in self.table.header[:5])
        message = f"there is no column 'student'; the first row holds {head}"
        if students:
            message = "the column 'student' stands more than once"
        self._error(
            "no-student-column",
            "",
            message,
            "the first row names the columns: student, then the ids of the items",
        )

    def _no_items(self) -> None:
        first = self.sheet.items[0].id
        names = [name for name in self.places if name not in _DETAILS]
        near = did_you_mean(names[0][:100], _item_columns(self.sheet)) if names else ""
        self._error(
            "no-items",
            "",
            "no column is an item of the sheet: the file was not read",
            near if near.startswith("did") else f"columns are named by items, such as '{first}'",
        )

    def _take_item(self, columns: Columns, item: Item) -> None:
        """Take an item's columns, or say why it has none that can be used."""
        whole = self.places.pop(item.id, [])
        split = {part: self.places.pop(f"{item.id}.{part}", []) for part in item_parts(item)}
        given = [part for part, at in split.items() if at]
        if len(whole) + bool(given) > 1 or any(len(at) > 1 for at in split.values()):
            self._error(
                "column-twice",
                item.id,
                "this item has its column more than once: it is not counted",
                "keep one of them",
            )
        elif whole:
            columns.whole[item.id] = whole[0]
        elif given and len(given) == len(split):
            columns.parts[item.id] = {part: at[0] for part, at in split.items()}
        elif given:
            lacking = ", ".join(f"{item.id}.{part}" for part in split if part not in given)
            self._error(
                "missing-column",
                item.id,
                f"there is no column {lacking}: the item is not counted",
                "add the column; it may be empty",
            )
        elif item.use is Use.PRACTICE:
            self.practice.append(item.id)
        else:
            self.lacking.append(item.id)

    def _take_details(self, columns: Columns) -> None:
        """Take name, attempt and time, where each stands once."""
        for name, attribute in _DETAILS.items():
            at = self.places.get(name, [])
            if len(at) == 1 and getattr(columns, attribute) is None:
                setattr(columns, attribute, at[0])
                del self.places[name]

    def _unknown(self) -> None:
        known = _item_columns(self.sheet)
        for name, at in self.places.items():
            hint = did_you_mean(name[:100], known)
            twice = name in _DETAILS
            for place in at:
                self.findings.warn(
                    "unknown-column",
                    self.file,
                    f"column {place + 1} was not read: "
                    + ("its name stands more than once" if twice else "it is no item of the sheet"),
                    line=self.table.line,
                    key=shown(self.table.header[place].strip()),
                    hint=hint if hint.startswith("did") and not twice else "",
                )
