"""Warnings on what matters on paper only: what variants may move, and simpler prompts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..marking.normal import normalise
from ..variants import kept_order

if TYPE_CHECKING:
    from .draft import Draft, DraftItem

__all__ = ["check_item", "check_sheet"]


def check_sheet(draft: Draft) -> None:
    """Check what variants move, and how many there may be."""
    items = draft.sheet.items if draft.sheet else ()
    for at, item in enumerate(items):
        around = {one.block for one in (*items[max(0, at - 1) : at], *items[at + 1 : at + 2])}
        if item.block and item.block not in around:
            message = f"no neighbour has the block '{item.block}'"
            draft.report("lonely-block", ("item", at, "block"), message)
    count = draft.sheet.handout.variants if draft.sheet else None
    if count is not None and not 1 <= count <= 26:
        message = f"{count} is out of range"
        draft.report("out-of-range", ("handout", "variants"), message, "write 1 to 26")


def check_item(draft: Draft, one: DraftItem) -> None:
    """Check one item's keys for paper."""
    item, place = one.item, one.place
    if item.shuffle:
        why = kept_order(replace(item, shuffle=None))
        if why:
            draft.report("shuffle-meaning", (*place, "shuffle"), why)
    if item.simple and normalise(item.simple) == normalise(item.prompt):
        draft.report("same-simple", (*place, "simple"), "it says what the prompt says")
