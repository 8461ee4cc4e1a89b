"""The minute plan of a worksheet, computed from its items."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model import Essay, Use
from .items import objective_text
from .markup import plain, table
from .words import _, number_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils import nodes

    from ..model import Item, Sheet
    from .markup import Cell

__all__ = ["plan_table", "sheets_table"]


def plan_table(sheet: Sheet) -> nodes.table:
    """Return a table of the items: kind, use and objective, minutes and points, with totals."""
    rows = [
        _row(
            f"Q{number}",
            [f"{item.kind}, {item.use.value}", objective_text(sheet, item)],
            item.minutes,
            item.points,
        )
        for number, item in enumerate(sheet.items, start=1)
    ]
    minutes = _minutes(sheet.items)
    points = sum((item.points for item in sheet.items), Fraction(0))
    rows.append(_row(_("Total"), [], minutes, points))
    head = [_("Item"), _("Kind and objective"), _("Minutes"), _("Points")]
    return table(head, rows, [10, 66, 12, 12], "tk-plan")


def sheets_table(sheets: Sequence[Sheet]) -> nodes.table:
    """Return a table with a row for each sheet: minutes by use, and points to be had."""
    rows: list[list[Cell]] = []
    for sheet in sheets:
        graded = [item for item in sheet.items if item.use is Use.GRADED]
        groups: tuple[Sequence[Item], ...] = (
            [item for item in sheet.items if item.use is Use.PRACTICE],
            [item for item in graded if not isinstance(item, Essay)],
            [item for item in graded if isinstance(item, Essay)],
            sheet.items,
        )
        numbers = [*map(_minutes, groups), sum((item.points for item in graded), Fraction(0))]
        cells: list[Cell] = [[plain(number_text(one))] for one in numbers]
        rows.append([[plain(sheet.title)], *cells])
    head = [_("Worksheet"), _("Practice"), _("Graded"), _("Writing"), _("All minutes"), _("Points")]
    return table(head, rows, [40, 12, 12, 12, 12, 12], "tk-plan")


def _minutes(items: Iterable[Item]) -> Fraction:
    return sum((item.minutes for item in items), Fraction(0))


def _row(name: str, what: list[str], minutes: Fraction, points: Fraction) -> list[Cell]:
    return [
        [plain(name)],
        [plain(text) for text in what if text],
        [plain(number_text(minutes))],
        [plain(number_text(points))],
    ]
