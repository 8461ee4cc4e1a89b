"""A row a student: what the map of students and questions is made from."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ..gradebook.results import EXCUSED, MISSING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..gradebook.kept import KeptMark
    from ..model import Sheet

__all__ = ["Row", "rows_of"]


@dataclass(frozen=True, slots=True)
class Row:
    """One student."""

    code: str
    name: str
    """"" unless names were asked for."""
    total: Fraction
    cells: tuple[KeptMark | None, ...]
    """In the sheet's order; ``None`` where there was nothing to answer."""


def rows_of(sheet: Sheet, marks: Iterable[KeptMark], names: Mapping[str, str]) -> tuple[Row, ...]:
    """Return the students who handed something in, best total first, then by code."""
    found: dict[str, dict[str, KeptMark]] = {}
    for one in marks:
        if one.attempt and one.state not in (MISSING, EXCUSED):
            found.setdefault(one.student, {})[one.item] = one
    rows = [
        Row(
            code,
            names.get(code, ""),
            sum((one.points for one in cells.values() if one.points is not None), Fraction(0)),
            tuple(cells.get(item.id) for item in sheet.items),
        )
        for code, cells in found.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.total, row.code)))
