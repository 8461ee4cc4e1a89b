"""The portable rule table: what a page needs to check the answers to a practice item itself.

The table holds data only: ids, exact numbers, forms that are already normal. Its reader in the
browser (``sphinxext/static/js``) may be less sure than ``mark`` but never says anything else;
shared vectors and a differential test in a real browser hold the two together. A table holds
the key, so there is none for a graded item.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...model import Use
from ..context import context_of
from .kinds import TABLES, TooFineError
from .lexicon import lexicon

if TYPE_CHECKING:
    from ...model import Item, Sheet

__all__ = ["FORMAT", "lexicon", "portable"]

FORMAT = 2
"""The version of the table: raised when an older reader would misread a newer one."""


def portable(item: Item, sheet: Sheet | None = None) -> dict[str, Any]:
    """Compile an item to its table.

    Args:
        item: A practice item.
        sheet: Its sheet, as for ``mark``.

    Returns:
        A table of JSON values: ``format``, ``kind``, ``rule``, ``language`` and what the kind
        needs. Numbers that a student's answer is compared with are pairs of strings, since
        they may be larger than a browser's numbers; credits are pairs of small integers.
        ``open``: the page cannot mark the item at all.

    Raises:
        ValueError: If the item is graded: its key must not reach a page.
    """
    if item.use is not Use.PRACTICE:
        raise ValueError(f"'{item.id}' is graded: a page must not hold its key")
    context = context_of(item, sheet)
    common = {
        "format": FORMAT,
        "kind": item.kind,
        "rule": item.rule_name,
        "language": context.language.partition("-")[0].lower(),
    }
    try:
        return common | TABLES[item.kind](item, context)
    except TooFineError:
        return common | {"open": True}
