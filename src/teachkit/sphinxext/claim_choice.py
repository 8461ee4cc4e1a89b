"""Claims to choose from: a list of them, and below it a table for those that a student takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives

from .domain import Spot
from .markup import plain, strong, table
from .questions import SHORT_BLANK
from .words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils.nodes import Node

    from ..claims import PageClaim
    from .claims import ClaimsDirective
    from .markup import Cell

__all__ = ["rows_of", "to_choose_from"]


def rows_of(argument: str | None) -> int:
    """Return how many claims are to be chosen; 0 stands for all."""
    return int(directives.positive_int(argument)) if argument else 0


def to_choose_from(
    directive: ClaimsDirective, claims: Sequence[PageClaim], rows: int
) -> list[Node]:
    """Return the claims with their places, and a table with so many empty rows."""
    listed = nodes.bullet_list("", bullet="-", classes=["tk-claim-list"])
    for claim in claims:
        said = directive.texts("claim", claim.id).paragraph(claim.text)
        anchor = directive.free_id(f"claim-{claim.id}")
        target = nodes.target("", "", ids=[anchor])
        said.insert(0, [target, strong(claim.id, "tk-claim-number"), nodes.Text(" ")])
        listed += nodes.list_item("", said)
        directive.state.document.set_id(target)
        spot = Spot(1, directive.env.docname, anchor, claim.id)
        directive.domain().note("claim", claim.id, spot)
    head = [_("No."), _("Your verdict"), _("Your evidence")]
    blank: list[list[Cell]] = [[[plain(SHORT_BLANK)] for _name in head] for _row in range(rows)]
    return [listed, table(head, blank, [10, 25, 65], "tk-organiser")]
