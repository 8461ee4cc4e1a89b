"""The map of variants: a CSV that goes with the printed sheets and leads answers back.

A row an item with its number in each variant, and a row an option, right side or event with its
letter or place. A teacher can read it, and grading does; so the seed need not be remembered, and
a sheet that was changed after printing is still graded by what students saw.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..display import letter, sheet_build
from ..errors import Problem, ProblemsError, did_you_mean
from ..model import Order
from .orders import VARIANT_NAMES, Variant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from ..model import Sheet

__all__ = ["MAP_COLUMNS", "VariantMap", "map_rows", "read_map"]

MAP_COLUMNS = ("sheet", "build", "item", "part")
"""What stands before the columns of the variants."""
_LARGEST = 5_000_000
_PLACE = re.compile(r"Q?(\d{1,3})")
_LETTERS = {letter(place): place for place in range(700)}


@dataclass(frozen=True, slots=True)
class VariantMap:
    """The variants of a sheet as they were printed."""

    sheet: str
    build: str
    """The build of the sheet that was printed."""
    variants: Mapping[str, Variant] = field(default_factory=dict)


def map_rows(sheet: Sheet, variants: Sequence[Variant]) -> list[list[str]]:
    """Return the map as rows of a CSV, the header first."""
    build = sheet_build(sheet)
    rows = [[*MAP_COLUMNS, *(one.name for one in variants)]]
    for item in sheet.items:
        head = [sheet.id, build, item.id]
        rows.append([*head, "", *(f"Q{one.number(item.id)}" for one in variants)])
        for part in variants[0].parts.get(item.id, ()):
            places = [one.parts[item.id].index(part) for one in variants]
            numbered = isinstance(item, Order)
            rows.append([*head, part, *(str(at + 1) if numbered else letter(at) for at in places)])
    return rows


def read_map(path: Path, sheet: Sheet) -> VariantMap:
    """Read a map.

    Raises:
        ProblemsError: it is no map, or not one of this sheet; every fault is named.
        OSError: it cannot be read.
    """
    problems: list[Problem] = []

    def report(line: int, message: str, hint: str) -> None:
        problems.append(
            Problem(file=str(path), line=line, message=message, hint=hint, code="bad-map")
        )

    made = VariantMap("", "")
    if path.stat().st_size > _LARGEST:
        report(0, "too large for a map of variants", "is this the right file?")
    else:
        text = path.read_text(encoding="utf-8-sig", errors="replace").replace("\0", "")
        rows = _Rows(sheet, report)
        made = rows.read(text)
    if problems:
        raise ProblemsError(problems[:20])
    return made


class _Rows:
    """One map at work."""

    def __init__(self, sheet: Sheet, report: object) -> None:
        self.sheet, self.report = sheet, report
        self.names: list[str] = []
        self.numbers: dict[str, dict[int, str]] = {}
        self.places: dict[str, dict[str, dict[int, str]]] = {}
        self.build = ""

    def read(self, text: str) -> VariantMap:
        rows = self._rows(text)
        _, head = next(rows, (1, []))
        self.names = head[len(MAP_COLUMNS) :]
        named = set(self.names)
        good = named and named <= set(VARIANT_NAMES) and len(named) == len(self.names)
        if tuple(head[: len(MAP_COLUMNS)]) != MAP_COLUMNS or not good:
            self._say(1, "this is no map of variants", "take SHEET-variants.csv of the handouts")
            return VariantMap("", "")
        self.numbers = {name: {} for name in self.names}
        self.places = {name: {} for name in self.names}
        for line, cells in rows:
            self._row(line, cells)
        return VariantMap(
            self.sheet.id, self.build, {name: self._variant(name) for name in self.names}
        )

    def _rows(self, text: str) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        try:
            for cells in reader:
                if any(cells):
                    yield reader.line_num, [cell.strip() for cell in cells]
        except csv.Error as error:
            self._say(reader.line_num, f"cannot be read: {error}", "make the map again")

    def _say(self, line: int, message: str, hint: str) -> None:
        self.report(line, message, hint)  # type: ignore[operator]

    def _row(self, line: int, cells: list[str]) -> None:
        if len(cells) != len(MAP_COLUMNS) + len(self.names):
            self._say(line, "the row has too few or too many cells", "make the map again")
            return
        sheet, self.build, item, part, *places = cells
        if sheet != self.sheet.id:
            hint = did_you_mean(sheet[:80], [self.sheet.id])
            self._say(line, f"this is the map of sheet {sheet[:80]!r}", hint)
            return
        for name, place in zip(self.names, places, strict=True):
            found = _PLACE.fullmatch(place)
            at = int(found[1]) - 1 if found else _LETTERS.get(place, -1)
            known = self.places[name].setdefault(item, {}) if part else self.numbers[name]
            if at < 0 or at in known:
                self._say(line, f"{place[:20]!r} is no place of its own in {name}", "")
                return
            known[at] = part or item

    def _variant(self, name: str) -> Variant:
        parts = {id_: _in_order(places) for id_, places in self.places[name].items()}
        return Variant(name, _in_order(self.numbers[name]), parts)


def _delimiter(text: str) -> str:
    """Tell the delimiter by the header; spreadsheets write what their country uses."""
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _in_order(places: Mapping[int, str]) -> tuple[str, ...]:
    """Return ids by place; one that is lost leaves an empty place, so that none moves up."""
    return tuple(places.get(at, "") for at in range(max(places, default=-1) + 1))
