"""The minute plan of a worksheet, computed from its items."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from .items import objective_text
from .markup import plain, table
from .words import _, number_text

if TYPE_CHECKING:
    from docutils import nodes

    from ..model import Sheet
    from .markup import Cell

__all__ = ["plan_table"]


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
    minutes = sum((item.minutes for item in sheet.items), Fraction(0))
    points = sum((item.points for item in sheet.items), Fraction(0))
    rows.append(_row(_("Total"), [], minutes, points))
    head = [_("Item"), _("Kind and objective"), _("Minutes"), _("Points")]
    return table(head, rows, [10, 66, 12, 12], "tk-plan")


def _row(name: str, what: list[str], minutes: Fraction, points: Fraction) -> list[Cell]:
    return [
        [plain(name)],
        [plain(text) for text in what if text],
        [plain(number_text(minutes))],
        [plain(number_text(points))],
    ]
