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
    """Return a table of the items with minutes, points, use and objective, and the totals."""
    rows = [
        _cells(
            f"Q{number}",
            item.kind,
            item.use.value,
            number_text(item.minutes),
            number_text(item.points),
            objective_text(sheet, item),
        )
        for number, item in enumerate(sheet.items, start=1)
    ]
    minutes = sum((item.minutes for item in sheet.items), Fraction(0))
    points = sum((item.points for item in sheet.items), Fraction(0))
    rows.append(_cells(_("Total"), "", "", number_text(minutes), number_text(points), ""))
    head = [
        _("Item"), _("Kind"), _("Use"), _("Minutes"), _("Points"), _("Objective"),
    ]  # fmt: skip
    return table(head, rows, [8, 10, 12, 12, 10, 48], "tk-plan")


def _cells(*texts: str) -> list[Cell]:
    return [[plain(text)] for text in texts]
